"""The running text of a plan: headings, items, bullets, and the labelled lines below them, into rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from plan_data.deadlines import DeadlineContext, find_deadline_phrases, read_deadlines
from plan_data.document.blocks import Paragraph
from plan_data.document.body_words import HAS_VERB
from plan_data.document.clauses import Clause, clauses_of, sentences_of
from plan_data.document.headings import (
    Heading,
    is_funding_section,
    is_idle_section,
    looks_like_heading,
    names_the_year,
    unknown_body,
)
from plan_data.document.labels import Label, LabelSort, apply_label, has_label, split_labels
from plan_data.document.markers import TEXT, TOPIC, Marker, read_marker
from plan_data.document.mentions import Names
from plan_data.document.outline import Frame, Outline
from plan_data.document.parties import Parties
from plan_data.document.roles import Roles, roles_of, says_nothing_to_do
from plan_data.document.rows import Row, Source, shortened
from plan_data.document.times import is_continuous, is_time, time_of
from plan_data.document.unit_cells import names_only_units, roles_of_cell

_RECIPIENTS = re.compile(r"(?:kính gửi|nơi nhận)\s*:?", re.IGNORECASE)
_ANNEX = re.compile(r"(?:phụ lục|phụ biểu|danh mục|biểu|bảng|lịch)\b", re.IGNORECASE)
_NEW_TITLE = re.compile(
    r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|QUY CHẾ|QUY ĐỊNH|DANH MỤC|PHỤ LỤC)(?:\s+[IVX\d]+)?"
)
_PREAMBLE = re.compile(
    r"(?:(?:thực hiện|căn cứ|theo|triển khai)\s+(?:các\s+)?(?:luật|nghị quyết|nghị định|quyết định"
    r"|thông tư|công văn|chỉ thị|hiến pháp"
    r"|pháp lệnh|kế hoạch số|kết luận|chương trình số|văn bản|hướng dẫn số|thông báo)|xét đề nghị"
    r"|trên đây là|kế hoạch này|\(kèm theo|\(ban hành kèm)\b",
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
_TOLD = re.compile(
    r"\bđã\s+(?:thực hiện|hoàn thành|tổ chức|giải quyết|kết thúc)\s+xong\s*[.;]?\s*$", re.IGNORECASE
)


@dataclass(slots=True)
class Prose:
    """Reads paragraphs one after another; ``rows`` grows, ``missed`` tells of dates without a unit."""

    names: Names
    context: DeadlineContext
    top: str | None
    rows: list[Row] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    outline: Outline = field(init=False)
    _opened: bool = False
    _ended: bool = False
    _colon: bool = False

    def __post_init__(self) -> None:
        self.outline = Outline(self.rows, self._settle)

    def read(self, paragraph: Paragraph) -> None:
        """Take in one paragraph."""
        text = paragraph.text.strip()
        if _RECIPIENTS.match(text) and len(text) < 400:
            self._ended = text[:1] in "NnNơ" or self._ended
            return
        if _ANNEX.match(text) and len(text) < 200:
            self._ended = False
        if _NEW_TITLE.fullmatch(text):
            self.outline.close_to(0)
            self._opened = self._ended = False
        if self._ended:
            return
        marker, rest = read_marker(text)
        styled = paragraph.heading is not None
        main, labels = split_labels(rest, self._fits)
        if labels and not main:
            self.outline.close_for(_at_depth(marker or TEXT, paragraph), after_colon=self._colon)
            self._label(labels, paragraph)
        else:
            heading = Heading.of(main, self.names, self.context)
            marker = _at_depth(marker or self._plain_marker(paragraph, heading), paragraph)
            frame = self.outline.open(marker, after_colon=self._colon)
            self._opened = self._opened or not (marker.is_bullet or marker in {TEXT, TOPIC}) or styled
            if not self.outline.is_idle():
                self._item(main, frame, paragraph, heading, styled=styled, labelled=bool(labels))
                if labels:
                    self._label(labels, paragraph, own=main)
            elif looks_like_heading(rest, frame.marker, styled=styled):
                frame.idle = frame.idle or is_idle_section(rest)
        self._colon = text.endswith(":")

    def finish(self) -> None:
        """Turn what still waits for items below it into rows."""
        self.outline.close_to(0)

    def resume(self) -> None:
        """A table follows: annexes stand behind the list of recipients."""
        self._ended = False

    def _fits(self, sort: LabelSort, value: str) -> bool:
        """Tell whether a value is what a label that is not sure by itself would announce."""
        return is_time(value, self.context) if sort == "time" else names_only_units(value, self.names)

    def _plain_marker(self, paragraph: Paragraph, heading: Heading) -> Marker:
        if paragraph.heading is not None:
            return Marker(f"heading{paragraph.heading}", 2.2 + paragraph.heading / 100, "")
        if paragraph.depth is not None:
            return Marker(f"list{paragraph.depth}", 9.5 + paragraph.depth, "")
        names_units = heading.units is not None and heading.units.codes != (self.top,)
        return TOPIC if heading.is_time or names_units else TEXT

    def _settle(self, frame: Frame) -> None:
        """Make a row of what waited for items below it, as nothing below it became one."""
        if frame.pending is None or len(self.rows) > frame.first_row or self.outline.is_idle():
            return
        if frame.phrase is not None:
            self._dated(frame.pending_text, frame, frame.pending)
        elif self.outline.lead_above()[0] and len(frame.pending_text.split()) > 3:
            self._clauses(frame.pending_text, frame, frame.pending)

    def _item(
        self, text: str, frame: Frame, paragraph: Paragraph, heading: Heading, *, styled: bool, labelled: bool
    ) -> None:
        if not text or (
            _PREAMBLE.match(text)
            and (not self._opened or text.lower().startswith(("trên đây", "xét", "kế hoạch này")))
        ):
            return
        if _ANNOUNCES.search(text):
            return
        if heading.units is not None:
            frame.lead, frame.lead_from = heading.units, "heading"
            return
        if heading.is_time:
            frame.phrase = heading.phrase
            return
        phrases = find_deadline_phrases(text, self.context)
        is_heading = (
            looks_like_heading(text, frame.marker, styled=styled) and len(list(sentences_of(text))) == 1
        )
        if is_heading and is_idle_section(text):
            frame.idle = True
            return
        frame.funding = is_heading and is_funding_section(text)
        may_be_body = is_heading and not phrases and not (labelled and self._is_task(text))
        if may_be_body and (parties := unknown_body(text, self.names, frame.marker)):
            frame.lead, frame.lead_from = parties, "heading"
            return
        if is_heading:
            roles = roles_of(text, self.names, self.top)
            if phrases and not roles.lead and not labelled:
                frame.phrase = None if names_the_year(phrases[0]) else phrases[0].phrase
                frame.pending, frame.pending_text = paragraph, text
                return
            if not phrases:
                if roles.lead and not roles.ordered:
                    frame.lead, frame.lead_from = roles.lead, "clause"
                    self.outline.remember(frame, roles.lead)
                frame.pending, frame.pending_text = paragraph, text
                return
        if not phrases:
            frame.pending, frame.pending_text = paragraph, text
            self._clauses(text, frame, paragraph)
        else:
            self._dated(text, frame, paragraph)

    def _is_task(self, text: str) -> bool:
        """Tell whether words with a label behind them are more than a name: "Sở Y tế sửa nhà, hạn: 15/8"."""
        named = roles_of(text, self.names, self.top).lead.codes
        return bool(named) or HAS_VERB.search(text) is not None

    def _dated(self, text: str, frame: Frame, paragraph: Paragraph) -> None:
        """Make rows of an item with a deadline phrase, or tell that nobody is known to whom it falls."""
        before = len(self.rows)
        self._clauses(text, frame, paragraph)
        if self._opened and len(self.rows) == before:
            place = ", ".join(part for part in (self.outline.section(), _place(paragraph)) if part)
            self.missed.append(f"{place}: có thời hạn nhưng không rõ là việc của ai: “{shortened(text)}”")

    def _clauses(self, text: str, frame: Frame, paragraph: Paragraph) -> None:
        lead = required = Parties()
        waiting: list[tuple[Clause, Roles]] = []
        waiting_lead: tuple[Parties, Source] = Parties(), "none"
        for clause in clauses_of(text, self.context):
            roles = roles_of(clause.text, self.names, self.top, clause.phrase)
            if roles.ordered and not lead and self.outline.lead_above()[1] == "heading":
                roles = replace(roles, lead=Parties())
            if self._names_those_of_heading(roles.lead):
                roles = replace(roles, lead=Parties())
            if roles.lead and not roles.local:
                if not lead:
                    frame.lead, frame.lead_from = roles.lead, "clause"
                    self.outline.remember(frame, roles.lead)
                lead = roles.lead
            if roles.lead or clause.sentence_start:
                required = roles.lead if roles.local else Parties()
            named = roles.lead or required or lead  # "Yêu cầu A báo cáo; riêng số liệu gửi trước 31/5"
            own = (named, "clause") if named else self._inherited(frame)
            source: Source = own[1]  # type: ignore[assignment]
            who = (own[0], source)
            completes = roles.lead and says_nothing_to_do(roles.task) and clause.phrase
            if waiting and not completes and (clause.phrase or roles.lead or who[0] != waiting_lead[0]):
                self._add(waiting, waiting_lead, paragraph)
                waiting = []
            waiting.append((clause, roles))
            waiting_lead = who
            if clause.phrase:
                self._add(waiting, waiting_lead, paragraph)
                waiting = []
        if waiting:
            self._add(waiting, waiting_lead, paragraph)

    def _names_those_of_heading(self, lead: Parties) -> bool:
        """Tell whether a vague group means the bodies of the heading: "Các cơ quan, đơn vị báo cáo"."""
        above, source = self.outline.lead_above()
        only_vague = bool(lead.vague) and not lead.codes and not lead.unknown
        return only_vague and source == "heading" and len(above.codes) > 1

    def _inherited(self, frame: Frame) -> tuple[Parties, Source]:
        if frame.lead:
            return frame.lead, frame.lead_from
        return self.outline.lead_above()

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
        if phrase is None and not is_continuous(sentence) and (inherited := self.outline.phrase_above()):
            phrase, deadlines = inherited, read_deadlines(inherited, self.context)
        if (_PREAMBLE.match(sentence) and not phrase) or _TOLD.search(sentence):
            return
        if lead.codes == (self.top,) and sentence.endswith(":"):
            return  # "Chủ tịch UBND tỉnh yêu cầu:"
        target = _TARGET.match(sentence) and not _SHARE_OF_UNITS.match(sentence)
        if target and not first_roles.lead:
            return
        funding = any(frame.funding for frame in self.outline.frames)
        if not phrase and (not lead or funding or len(sentence.split()) < 4):
            return
        if not self._opened and not (phrase and (lead or first_roles.lead)):
            return
        if source == "heading" and first_roles.lead:
            source = "clause"
        row = Row(
            self.outline.section(),
            _place(paragraph),
            sentence,
            first_roles.task,
            lead,
            source if lead else "none",
        )
        row.phrase, row.deadlines = phrase, deadlines
        cooperating = [roles.cooperating for _, roles in parts]
        row.cooperating = _merged(cooperating)
        row.report_to = tuple(dict.fromkeys(code for _, roles in parts for code in roles.report_to))
        row.via = next((roles.via for _, roles in parts if roles.via), None)
        self.rows.append(row)

    def _label(self, labels: tuple[Label, ...], paragraph: Paragraph, *, own: str = "") -> None:
        """Take in labels that stand in a paragraph of their own, or behind ``own``, the task in theirs."""
        if self.outline.is_idle() or not self.outline.frames:
            return
        frame = self.outline.frames[-1]
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
            if len(self.rows) == frame.first_row or frame.labels_first:
                self._hand_down(label, frame)
                continue
            start = frame.labelled.get(label.sort, frame.first_row)
            targets = self.rows[start:]
            lacking = [row for row in targets if not has_label(row, label.sort)]
            if label.sort == "time" and own and not own.endswith((".", ":")):
                last = list(sentences_of(own))[-1]  # "..., thời gian: Quý II" says nothing of the one before
                lacking = [row for row in lacking if row.sentence.split(";")[0] in last] or lacking
            for row in lacking or targets[-1:]:
                apply_label(label, row, self.names, self.context)
            frame.labelled[label.sort] = len(self.rows)

    def _hand_down(self, label: Label, frame: Frame) -> None:
        """Let a label that stands before the tasks hold for those below it."""
        frame.labels_first = True
        if label.sort == "time":
            frame.phrase = label.value
        elif label.sort == "lead":
            frame.lead, frame.lead_from = roles_of_cell(label.value, self.names)[0], "heading"

    def _force_row(self, frame: Frame) -> None:
        """Make a row of an item that names nobody: the labels below it will."""
        if frame.pending is None:
            return
        text, (lead, source) = frame.pending_text, self.outline.lead_above()
        roles = roles_of(text, self.names, self.top, frame.phrase)
        row = Row(self.outline.section(), _place(frame.pending), text, roles.task or text, roles.lead or lead)
        row.lead_from = "clause" if roles.lead else source if lead else "none"
        row.cooperating = roles.cooperating
        if frame.phrase:
            row.phrase, row.deadlines = time_of(frame.phrase, self.context)
        self.rows.append(row)


def _at_depth(marker: Marker, paragraph: Paragraph) -> Marker:
    """Return the marker of a bullet that stands further in than others of its sign."""
    if not (marker.is_bullet and paragraph.depth):
        return marker
    return Marker(f"{marker.kind}{paragraph.depth}", marker.rank + paragraph.depth, marker.label)


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
