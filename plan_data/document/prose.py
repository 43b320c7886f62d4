"""The running text of a plan: headings, items, bullets, and the labelled lines below them, into rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from plan_data.deadlines import Deadline, DeadlineContext, find_deadline_phrases, read_deadlines
from plan_data.document.blocks import Paragraph
from plan_data.document.clauses import Clause, clauses_of
from plan_data.document.headings import (
    is_funding_section,
    is_idle_section,
    looks_like_heading,
    unit_heading,
    unknown_body,
)
from plan_data.document.labels import Label, LabelSort, split_labels
from plan_data.document.markers import TEXT, Marker, read_marker
from plan_data.document.mentions import Names, Parties
from plan_data.document.roles import Roles, roles_of
from plan_data.document.rows import Row, Source

_RECIPIENTS = re.compile(r"(?:kính gửi|nơi nhận)\s*:?", re.IGNORECASE)
_ANNEX = re.compile(r"(?:phụ lục|phụ biểu|danh mục|biểu|bảng|lịch)\b", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"(?:(?:thực hiện|căn cứ|theo|triển khai)\s+(?:các\s+)?(?:luật|nghị quyết|nghị định|quyết định"
    r"|thông tư|công văn|chỉ thị|hiến pháp"
    r"|pháp lệnh|kế hoạch số|kết luận|chương trình số|văn bản|hướng dẫn số|thông báo)|xét đề nghị"
    r"|trên đây là|kế hoạch này)\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\bban hành\s+(?:kế hoạch|chương trình)\b.*(?:như sau|sau đây|nội dung sau)\s*:?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_TARGET = re.compile(
    r"(?:phấn đấu|tỷ lệ|tỉ lệ|mục tiêu|chỉ tiêu|tổng (?:số|kinh phí|nhu cầu|mức)|kinh phí|dự toán"
    r"|nguồn vốn|số lượng|trên \d+%"
    r"|\d+(?:,\d+)?%|100%|(?:đến|hết|tới)\s+(?:hết\s+|cuối\s+)?(?:năm|quý|ngày|31"
    r"|30)[^,;.]{0,25},\s*(?:có\s+)?"
    r"(?:trên\s+|ít nhất\s+|tối thiểu\s+|tỷ lệ|tỉ lệ|\d|toàn tỉnh|100%))",
    re.IGNORECASE,
)
_SHARE_OF_UNITS = re.compile(r"(?:100%|\d+%)\s+(?:các\s+)?(?:sở|cơ quan|đơn vị|ubnd|xã|huyện)", re.IGNORECASE)
_LONGEST_QUOTED: Final = 120


@dataclass(slots=True)
class _Frame:
    marker: Marker
    first_row: int
    lead: Parties = field(default_factory=Parties)
    lead_from: Source = "none"
    neighbour: Parties = field(default_factory=Parties)
    idle: bool = False
    funding: bool = False
    phrase: str | None = None
    pending: Paragraph | None = None
    pending_text: str = ""
    labelled: dict[LabelSort, int] = field(default_factory=dict)


@dataclass(slots=True)
class Prose:
    """Reads paragraphs one after another; ``rows`` grows, ``missed`` tells of dates without a unit."""

    names: Names
    context: DeadlineContext
    top: str | None
    rows: list[Row] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    _frames: list[_Frame] = field(default_factory=list)
    _opened: bool = False
    _ended: bool = False
    _colon: bool = False

    def read(self, paragraph: Paragraph) -> None:
        """Take in one paragraph."""
        text = paragraph.text.strip()
        if _RECIPIENTS.match(text) and len(text) < 400:
            self._ended = text[:1] in "NnNơ" or self._ended
            return
        if _ANNEX.match(text) and len(text) < 200:
            self._ended = False
        if self._ended:
            return
        marker, rest = read_marker(text)
        styled = paragraph.heading is not None
        main, labels = split_labels(rest)
        if labels and not main:
            self._push(marker or TEXT, paragraph, opening=False)
            self._label(labels, paragraph)
            self._colon = text.endswith(":")
            return
        frame = self._push(marker or self._plain_marker(paragraph), paragraph)
        self._opened = self._opened or (not frame.marker.is_bullet and frame.marker.kind != "text") or styled
        if not self._is_idle():
            self._item(main, frame, paragraph, styled=styled, labelled=bool(labels))
            if labels:
                self._label(labels, paragraph, own=True)
        elif looks_like_heading(rest, frame.marker, styled=styled):
            frame.idle = frame.idle or is_idle_section(rest)
        self._colon = text.endswith(":")

    def finish(self) -> None:
        """Turn what still waits for items below it into rows."""
        self._pop_to(0)

    def lead_above(self) -> tuple[Parties, Source]:
        """Return whom a table or an item without a subject belongs to."""
        for frame in reversed(self._frames):
            if frame.lead:
                return frame.lead, frame.lead_from
            if frame.neighbour:
                return frame.neighbour, "neighbour"
        return Parties(), "none"

    def section(self) -> str:
        """Return the number of the innermost numbered section: "III.2.1"."""
        label = ""
        for frame in self._frames:
            own = frame.marker.label
            if not own:
                continue
            nested = own.startswith(label + ".") or (frame.marker.kind.startswith("decimal") and "." in own)
            if frame.marker.kind.startswith("decimal") and "." in own:
                head = label.split(".", maxsplit=1)[0] if label and not label[0].isdigit() else ""
                label = f"{head}.{own}" if head else own
            else:
                label = own if not label or nested else f"{label}.{own}"
        return label[:40]

    def is_idle(self) -> bool:
        """Whether the section that is open gives nobody anything to do."""
        return self._is_idle()

    def resume(self) -> None:
        """A table follows: annexes stand behind the list of recipients."""
        self._ended = False

    def _plain_marker(self, paragraph: Paragraph) -> Marker:
        if paragraph.heading is not None:
            return Marker(f"heading{paragraph.heading}", 2.2 + paragraph.heading / 100, "")
        if paragraph.depth is not None:
            return Marker(f"list{paragraph.depth}", 9.5 + paragraph.depth, "")
        return TEXT

    def _push(self, marker: Marker, paragraph: Paragraph, *, opening: bool = True) -> _Frame:
        if marker.is_bullet and paragraph.depth:
            marker = Marker(f"{marker.kind}{paragraph.depth}", marker.rank + paragraph.depth, marker.label)
        kinds = [frame.marker.kind for frame in self._frames]
        if marker.kind in kinds and not (self._colon and _restarts(marker, self._frames[-1].marker)):
            self._pop_to(kinds.index(marker.kind))
        elif not self._colon or marker.kind == "text" or marker.rank < 3:
            keep = next(
                (at for at, one in enumerate(self._frames) if one.marker.rank >= marker.rank), len(kinds)
            )
            self._pop_to(keep)
        frame = _Frame(marker, len(self.rows))
        if opening:
            self._frames.append(frame)
        return frame

    def _pop_to(self, keep: int) -> None:
        while len(self._frames) > keep:
            frame = self._frames.pop()
            if frame.pending is not None and len(self.rows) == frame.first_row and not frame.idle:
                self._frames.append(frame)
                lead, _ = self.lead_above()
                if lead and not self._is_idle() and len(frame.pending_text.split()) > 3:
                    self._clauses(frame.pending_text, frame, frame.pending)
                self._frames.pop()

    def _is_idle(self) -> bool:
        return any(frame.idle for frame in self._frames)

    def _item(self, text: str, frame: _Frame, paragraph: Paragraph, *, styled: bool, labelled: bool) -> None:
        if not text or (
            _PREAMBLE.match(text)
            and (not self._opened or text.lower().startswith(("trên đây", "xét", "kế hoạch này")))
        ):
            return
        if _ANNOUNCES.search(text):
            return
        if parties := unit_heading(text, self.names):
            frame.lead, frame.lead_from = parties, "heading"
            return
        phrases = find_deadline_phrases(text, self.context)
        heading = looks_like_heading(text, frame.marker, styled=styled)
        if heading and is_idle_section(text):
            frame.idle = True
            return
        frame.funding = heading and is_funding_section(text)
        if heading and not phrases and (parties := unknown_body(text, self.names, frame.marker)):
            frame.lead, frame.lead_from = parties, "heading"
            return
        if heading and not phrases:
            roles = roles_of(text, self.names, self.top)
            if roles.lead and not roles.ordered:
                frame.lead, frame.lead_from = roles.lead, "clause"
                self._remember(frame, roles.lead)
            frame.pending, frame.pending_text = paragraph, text
            return
        if not phrases:
            frame.pending, frame.pending_text = paragraph, text
        if phrases and len(text) < 160 and frame.marker.kind != "text":
            rest = text.replace(phrases[0].phrase, "").strip(" .:,;-–()")
            opens_list = heading and text.rstrip().endswith(":") and not labelled
            if len(rest.split()) <= 2 or (opens_list and not roles_of(text, self.names, self.top).lead):
                frame.phrase = phrases[0].phrase
                return
        before = len(self.rows)
        self._clauses(text, frame, paragraph)
        if phrases and self._opened and len(self.rows) == before:
            place = ", ".join(part for part in (self.section(), _place(paragraph)) if part)
            shown = text if len(text) <= _LONGEST_QUOTED else f"{text[: _LONGEST_QUOTED - 1]}…"
            self.missed.append(f"{place}: có thời hạn nhưng không rõ là việc của ai: “{shown}”")

    def _clauses(self, text: str, frame: _Frame, paragraph: Paragraph) -> None:
        lead = Parties()
        waiting: list[tuple[Clause, Roles]] = []
        waiting_lead: tuple[Parties, Source] = Parties(), "none"
        for clause in clauses_of(text, self.context):
            roles = roles_of(clause.text, self.names, self.top, clause.phrase)
            if roles.ordered and not lead and self.lead_above()[1] == "heading":
                roles = replace(roles, lead=Parties())
            if roles.lead and not roles.local:
                if not lead:
                    frame.lead, frame.lead_from = roles.lead, "clause"
                    self._remember(frame, roles.lead)
                lead = roles.lead
            own = (
                (roles.lead, "clause") if roles.lead else (lead, "clause") if lead else self._inherited(frame)
            )
            source: Source = own[1]  # type: ignore[assignment]
            who = (own[0], source)
            if waiting and (clause.phrase or roles.lead or who[0] != waiting_lead[0]):
                self._add(waiting, waiting_lead, paragraph)
                waiting = []
            waiting.append((clause, roles))
            waiting_lead = who
            if clause.phrase:
                self._add(waiting, waiting_lead, paragraph)
                waiting = []
        if waiting:
            self._add(waiting, waiting_lead, paragraph)

    def _remember(self, frame: _Frame, lead: Parties) -> None:
        """Let the items after this one go on with its subject, as far as their heading names nobody."""
        at = self._frames.index(frame) if frame in self._frames else len(self._frames)
        if at:
            self._frames[at - 1].neighbour = lead

    def _inherited(self, frame: _Frame) -> tuple[Parties, Source]:
        if frame.lead:
            return frame.lead, frame.lead_from
        return self.lead_above()

    def _add(
        self, parts: list[tuple[Clause, Roles]], who: tuple[Parties, Source], paragraph: Paragraph
    ) -> None:
        """Make one row of clauses that belong together, the last of which may have a deadline phrase."""
        clauses = [clause for clause, _ in parts]
        sentence = _joined(clauses)
        last = clauses[-1]
        first_roles = parts[0][1]
        lead, source = who
        phrase = last.phrase
        deadlines = last.deadlines
        if phrase is None and (inherited := self._phrase_above()):
            phrase, deadlines = inherited, read_deadlines(inherited, self.context)
        if _PREAMBLE.match(sentence) and not phrase:
            return
        if lead.codes == (self.top,) and sentence.endswith(":"):
            return  # "Chủ tịch UBND tỉnh yêu cầu:"
        target = _TARGET.match(sentence) and not _SHARE_OF_UNITS.match(sentence)
        if target and not first_roles.lead:
            return
        funding = any(frame.funding for frame in self._frames)
        if not phrase and (not lead or funding or len(sentence.split()) < 4):
            return
        if not lead and not self._opened and not first_roles.lead:
            return
        if source == "heading" and first_roles.lead:
            source = "clause"
        row = Row(
            self.section(), _place(paragraph), sentence, first_roles.task, lead, source if lead else "none"
        )
        row.phrase, row.deadlines = phrase, deadlines
        cooperating = [roles.cooperating for _, roles in parts]
        row.cooperating = _merged(cooperating)
        row.report_to = tuple(dict.fromkeys(code for _, roles in parts for code in roles.report_to))
        row.via = next((roles.via for _, roles in parts if roles.via), None)
        self.rows.append(row)

    def _phrase_above(self) -> str | None:
        return next((frame.phrase for frame in reversed(self._frames) if frame.phrase), None)

    def _label(self, labels: tuple[Label, ...], paragraph: Paragraph, *, own: bool = False) -> None:
        if self._is_idle() or not self._frames:
            return
        frame = self._frames[-1]
        for label in labels:
            if label.sort == "content" and label.value and not own:
                if frame.pending is not None and len(self.rows) == frame.first_row:
                    self._force_row(frame)
                    self.rows[-1].sentence = f"{frame.pending_text.rstrip('.')}: {label.value}"
                else:
                    self._clauses(label.value, frame, paragraph)
                continue
            if label.sort in {"other", "content"} or not label.value:
                continue
            if len(self.rows) == frame.first_row and frame.pending is not None:
                self._force_row(frame)
            start = frame.labelled.get(label.sort, frame.first_row)
            targets = self.rows[start:]
            lacking = [row for row in targets if not _has(row, label.sort)]
            for row in lacking or targets[-1:]:
                self._apply(label, row)
            frame.labelled[label.sort] = len(self.rows)

    def _force_row(self, frame: _Frame) -> None:
        assert frame.pending is not None  # noqa: S101 - the caller has looked
        lead, source = self.lead_above()
        roles = roles_of(frame.pending_text, self.names, self.top)
        self.rows.append(
            Row(self.section(), _place(frame.pending), frame.pending_text, roles.task or frame.pending_text,
                roles.lead or lead, "clause" if roles.lead else source if lead else "none", roles.cooperating)
        )  # fmt: skip

    def _apply(self, label: Label, row: Row) -> None:
        if label.sort == "time":
            phrase, deadlines = time_of(label.value, self.context)
            row.phrase, row.deadlines = phrase, deadlines
            row.sentence = f"{row.sentence.rstrip('.;, ')}. Thời gian: {label.value}."
        elif label.sort == "lead":
            row.lead, helpers = self.names.roles_of_cell(label.value)
            row.lead_from = "label"
            row.cooperating = helpers or row.cooperating
            if not row.lead:
                row.lead_from = "none"
        elif label.sort == "cooperating":
            row.cooperating = self.names.parties_of_cell(label.value)
        elif label.sort == "recipient":
            row.report_to = self.names.parties_of_cell(label.value).codes
        else:
            row.product = label.value


def time_of(value: str, context: DeadlineContext) -> tuple[str, tuple[Deadline, ...]]:
    """Return the phrase of a time cell or label and its deadlines; a bare year means that year."""
    phrase = " ".join(value.split()).strip(" .;")
    if re.fullmatch(r"(?:19|20)\d\d", phrase):
        phrase = f"Năm {phrase}"
    return phrase, read_deadlines(phrase, context)


def _restarts(marker: Marker, last: Marker) -> bool:
    """Tell whether a marker of a kind that is open begins a new list below ("1." under "2. ...:")."""
    return marker.label in {"1", "a"} and marker.kind != last.kind and last.is_bullet


def _has(row: Row, sort: LabelSort) -> bool:
    if sort == "time":
        return row.phrase is not None
    if sort == "lead":
        return row.lead_from in {"label", "clause"}
    if sort == "cooperating":
        return bool(row.cooperating)
    if sort == "recipient":
        return bool(row.report_to)
    return row.product is not None


def _joined(clauses: list[Clause]) -> str:
    text = clauses[0].text
    for clause in clauses[1:]:
        text += (" " if clause.sentence_start else "; ") + clause.text
    return text


def _merged(many: list[Parties]) -> Parties:
    def once(values: Iterator[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(values))

    return Parties(
        once(code for one in many for code in one.codes),
        once(name for one in many for name in one.unknown),
        once(name for one in many for name in one.vague),
    )


def _place(paragraph: Paragraph) -> str:
    return f"trang {paragraph.page}" if paragraph.page else ""
