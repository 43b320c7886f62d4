"""Tables of tasks: which column says what, whatever it is called and wherever it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from plan_data.deadlines import Deadline, DeadlineContext, find_deadline_phrases
from plan_data.document.blocks import Cell, Table
from plan_data.document.headings import unit_heading
from plan_data.document.markers import read_marker
from plan_data.document.mentions import Names, Parties
from plan_data.document.prose import Prose
from plan_data.document.roles import roles_of
from plan_data.document.rows import Row, Source
from plan_data.document.times import time_of
from plan_data.document.unit_cells import parties_of_cell, split_roles
from plan_data.units import fold

Column = Literal[
    "number", "task", "lead", "cooperating", "both", "time", "start", "end", "product", "recipient", "note"
]

# Looked up in this order in the folded heading of a column: the first that is found wins.
_HEADINGS: Final[tuple[tuple[Column, str], ...]] = (
    ("number", r"(?:stt|tt|so tt|so thu tu|s\.tt|#|ma(?: so)?|muc)"),
    (
        "both",
        (
            r".*chu tri.*phoi hop.*|.*(?:co quan|don vi) (?:thuc hien|chu tri)(?:,| va"
            r"|/).*phoi hop.*"
        ),
    ),
    ("cooperating", r".*phoi (?:ket )?hop.*"),
    (
        "recipient",
        (
            r".*(?:cap trinh|co quan trinh|noi nhan|cap (?:co tham quyen )?(?:phe duyet|ban hanh)"
            r"|trinh cap|bao cao cho|trinh ubnd|tham quyen ban hanh).*"
        ),
    ),
    ("start", r"(?:thoi gian |ngay |thoi diem )?bat dau|tu ngay|khoi cong"),
    ("end", r"(?:thoi gian |ngay |thoi diem )?ket thuc|den ngay|ngay hoan thanh"),
    (
        "lead",
        (
            r".*(?:chu tri|dau moi|don vi thuc hien|co quan thuc hien|phan cong|trach nhiem"
            r"|phu trach|don vi tham muu|co quan tham muu|don vi soan thao|co quan soan thao"
            r"|bo phan thuc hien|nguoi thuc hien|chiu trach nhiem|to chuc thuc hien|cap thuc hien"
            r"|can bo thuc hien|don vi duoc giao|giao don vi).*|don vi|co quan|(?:co quan|don vi),.*"
            r"|chu the thuc hien"
        ),
    ),
    (
        "time",
        (
            r".*(?:thoi gian|thoi han|tien do|hoan thanh|thoi diem|\bmoc\b|han chot|han xu ly|lich"
            r"|ky bao cao|\bhan\b).*|ngay|thang|quy|deadline"
        ),
    ),
    ("product", r".*(?:san pham|dau ra|ket qua|hinh thuc van ban|loai van ban|minh chung).*"),
    (
        "note",
        (
            r".*(?:ghi chu|kinh phi|nguon von|can cu|dia diem|tinh trang|trang thai|% |ty le|tong so"
            r"|don vi tinh|dvt|chi tieu|so luong).*"
        ),
    ),
    (
        "task",
        (
            r".*(?:nhiem vu|noi dung|cong viec|hoat dong|ten|giai phap|van ban|de an|dau viec|viec"
            r"|linh vuc|bao cao|du an|muc tieu|nhom).*"
        ),
    ),
)
_DITTO: Final = {'"', "''", "nt", "-nt-", "- nt -", "//", "-//-", "″", "”", "như trên", "nt.", "-"}
_HEADER_ROWS: Final = 30
_MOST_HEADER_DEPTH: Final = 3
_LONGEST_HEADING: Final = 90
_SECTION_NUMBER = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]?", re.IGNORECASE)


@dataclass(slots=True)
class _State:
    section: str = ""
    section_lead: Parties = field(default_factory=Parties)
    section_time: str = ""
    time: str = ""
    lead: str = ""
    helpers: str = ""


@dataclass(slots=True)
class TaskTables:
    """Reads tables one after another; one without headings goes on with the columns of the one before."""

    names: Names
    context: DeadlineContext
    top: str | None
    missed: list[str] = field(default_factory=list)
    _columns: tuple[Column | None, ...] = ()
    _state: _State = field(default_factory=_State)

    def read(self, table: Table, prose: Prose) -> list[Row]:
        """Return the rows of ``table``; none when it is no table of tasks."""
        header = _header(table)
        if header is not None:
            columns, first = header
            lead, source = prose.outline.lead_above()
            self._state = _State(
                prose.outline.section(), lead if source in {"heading", "clause"} else Parties()
            )
            self._columns = columns
        elif len(self._columns) == len(table.rows[0]):
            columns, first = self._columns, 0
        else:
            return []
        rows: list[Row] = []
        seen: set[tuple[str, ...]] = set()
        for at, cells in enumerate(table.rows[first:], first):
            values = tuple(cell.text for cell in cells)
            if not any(values) or values in seen or _is_column_numbers(values) or _repeats_heading(values):
                continue
            seen.add(values) if len(set(values)) > 2 else None
            place = _place(table, at)
            below = table.rows[at + 1] if at + 1 < len(table.rows) else None
            if section := _section_row(cells, columns) or self._numbered_section(cells, columns, below):
                self._open_section(section)
                continue
            if row := self._row(cells, columns, place):
                rows.append(row)
        return rows

    def _numbered_section(
        self, cells: Sequence[Cell], columns: Sequence[Column | None], below: Sequence[Cell] | None
    ) -> str | None:
        """Return the text of a row with a number and nothing else but a unit or a topic of rows 1.1, 1.2."""
        number = _value(cells, columns, "number").strip(" .)")
        task = _one_line(_value(cells, columns, "task"))
        if not number or not task or len({cell.text for cell in cells if cell.text}) > 2:
            return None
        below_number = _value(below, columns, "number").strip() if below else ""
        opens = below_number.startswith(f"{number}.")
        return f"{number}. {task}" if opens or unit_heading(task, self.names) else None

    def _open_section(self, text: str) -> None:
        marker, rest = read_marker(text)
        if marker is not None and marker.label:
            self._state.section = marker.label
        phrase, deadlines = time_of(rest, self.context)
        found = find_deadline_phrases(rest, self.context)
        is_time = any(one.due_on for one in deadlines) and len(rest.split()) <= 6
        self._state.section_time = phrase if is_time else found[0].phrase if found else ""
        self._state.section_lead = unit_heading(rest, self.names) or Parties()
        self._state.time = self._state.lead = self._state.helpers = ""

    def _row(self, cells: Sequence[Cell], columns: Sequence[Column | None], place: str) -> Row | None:
        task = _value(cells, columns, "task")
        number = " ".join(_value(cells, columns, "number").split())
        if not task or len(task) < 4:
            return None
        state = self._state
        lead_text = _or_above(_value(cells, columns, "lead") or "", state.lead)
        helper_text = _or_above(_value(cells, columns, "cooperating"), state.helpers)
        both = _value(cells, columns, "both")
        time_text = _or_above(_time_value(cells, columns), state.time)
        if not time_text and _is_calendar(columns):
            time_text = state.time
        state.time, state.lead, state.helpers = time_text, lead_text, helper_text
        time_text = time_text or state.section_time
        if both:
            first, _, rest = both.partition("\n")
            lead_text, more = split_roles(both)
            if not more:
                lead_text, more = first, rest
            helper_text = helper_text or more
        elif not helper_text:
            lead_text, helper_text = split_roles(lead_text)
        sentence = _one_line(task)
        roles = roles_of(sentence, self.names, self.top)
        lead, source = self._lead(lead_text, roles.lead)
        phrase: str | None = None
        deadlines: tuple[Deadline, ...] = ()
        found = find_deadline_phrases(sentence, self.context)
        if time_text:
            phrase, deadlines = time_of(time_text, self.context)
        elif found:
            phrase, deadlines = found[0].phrase, tuple(one for each in found for one in each.deadlines)
        if source == "none" and not phrase:
            return None
        row = Row(
            _section(state.section, number, place), place, sentence, roles.task or sentence, lead, source
        )
        row.phrase, row.deadlines = phrase, deadlines
        row.cooperating = parties_of_cell(helper_text, self.names) if helper_text else roles.cooperating
        product = _one_line(_value(cells, columns, "product"))
        row.product = product or None
        receivers = parties_of_cell(_value(cells, columns, "recipient"), self.names).codes
        row.report_to = receivers or roles.report_to
        row.via = roles.via
        if product and fold(product) not in fold(sentence):
            row.sentence = f"{row.sentence.rstrip('. ;')}. Sản phẩm: {product.rstrip('. ;')}"
        if time_text and phrase and phrase.casefold() not in row.sentence.casefold():
            row.sentence = f"{row.sentence.rstrip('. ;')}. Thời gian: {phrase}"
        return row

    def _lead(self, text: str, in_task: Parties) -> tuple[Parties, Source]:
        parties = parties_of_cell(text, self.names) if text else Parties()
        if parties:
            return parties, "cell"
        if in_task:
            return in_task, "clause"
        if self._state.section_lead:
            return self._state.section_lead, "heading"
        return Parties(), "none"


def _header(table: Table) -> tuple[tuple[Column | None, ...], int] | None:
    """Return what each column holds and the first row below the headings, or None for another table."""
    for first, cells in enumerate(table.rows[:_HEADER_ROWS]):
        if _is_heading(cells) < 2:
            continue
        last = first
        while (
            last + 1 < len(table.rows)
            and last - first + 1 < _MOST_HEADER_DEPTH
            and _goes_on(table.rows[first : last + 1], table.rows[last + 1])
        ):
            last += 1
        columns = tuple(_column_of(table.rows[first : last + 1], at) for at in range(len(cells)))
        columns = _with_task(columns, table, last + 1)
        known = set(columns)
        if "task" in known and known & {"lead", "both", "time", "end", "cooperating"}:
            return columns, last + 1
    return None


def _is_heading(cells: Sequence[Cell]) -> int:
    """Count the different columns that a row of headings would name."""
    texts = {cell.origin: cell.text for cell in cells if cell.text}
    if any(len(text) > _LONGEST_HEADING for text in texts.values()):
        return 0
    return len({column for text in texts.values() if (column := _meaning(text))})


def _goes_on(above: Sequence[Sequence[Cell]], row: Sequence[Cell]) -> bool:
    """Tell whether a row is the second line of the headings: it stands below a merged heading."""
    shared = sum(cell.origin == other.origin for cell, other in zip(row, above[-1], strict=False))
    own = [cell.text for cell, other in zip(row, above[-1], strict=False) if cell.origin != other.origin]
    split = len({cell.origin for cell in above[-1]}) < len(above[-1])
    named = [text for text in own if text]
    return (
        bool(named)
        and (shared > 0 or split)
        and all(_meaning(text) or len(text) < 25 for text in named)
        and any(_meaning(text) for text in named)
    )


def _column_of(rows: Sequence[Sequence[Cell]], at: int) -> Column | None:
    texts = list(dict.fromkeys(row[at].text for row in rows if row[at].text))
    for text in reversed(texts):  # the lower heading is the closer one
        if column := _meaning(text):
            return column
    return _meaning(" ".join(texts))


def _meaning(text: str) -> Column | None:
    folded = " ".join(fold(text).replace("\n", " ").strip(" .:()").split())
    if not folded or len(folded) > _LONGEST_HEADING:
        return None
    return next((column for column, pattern in _HEADINGS if re.fullmatch(pattern, folded)), None)


def _with_task(columns: tuple[Column | None, ...], table: Table, first: int) -> tuple[Column | None, ...]:
    """Let the column with the longest texts be the tasks where no heading says so."""
    if "task" in columns:
        return columns
    free = [at for at, column in enumerate(columns) if column in {None, "product"}]
    if not free:
        return columns
    longest = max(free, key=lambda at: sum(len(row[at].text) for row in table.rows[first : first + 50]))
    return tuple("task" if at == longest else column for at, column in enumerate(columns))


def _section_row(cells: Sequence[Cell], columns: Sequence[Column | None]) -> str | None:
    """Return the text of a row that only names the section below it."""
    filled = {cell.origin: cell.text for cell in cells if cell.text}
    texts = list(dict.fromkeys(filled.values()))
    if len(filled) == 1:
        only = next(cell for cell in cells if cell.text)
        spread = sum(cell.origin == only.origin for cell in cells)
        return _one_line(texts[0]) if spread > 1 or columns[cells.index(only)] in {"task", "number"} else None
    if len(filled) == 2 and len(texts) == 2 and _SECTION_NUMBER.fullmatch(texts[0].strip()):
        spread = max(sum(cell.origin == origin for cell in cells) for origin in filled)
        top = re.fullmatch(r"[IVX]{1,5}|[A-H]", texts[0].strip(" .)")) is not None
        if spread > 1 or top:
            return f"{texts[0].strip(' .)')}. {_one_line(texts[1])}"
    return None


def _value(cells: Sequence[Cell], columns: Sequence[Column | None], column: Column) -> str:
    found: dict[tuple[int, int], str] = {}
    for cell, meant in zip(cells, columns, strict=False):
        if meant == column and cell.text:
            found.setdefault(cell.origin, cell.text)
    return "\n".join(dict.fromkeys(found.values()))


def _time_value(cells: Sequence[Cell], columns: Sequence[Column | None]) -> str:
    time = _one_line(_value(cells, columns, "time"))
    start, end = _one_line(_value(cells, columns, "start")), _one_line(_value(cells, columns, "end"))
    if start and end:
        return f"từ {start} đến {end}"
    return time or end or (f"từ {start}" if start else "")


def _is_calendar(columns: Sequence[Column | None]) -> bool:
    """Tell whether the days stand before the tasks, so that an empty cell means the day above."""
    return "time" in columns and columns.index("time") < columns.index("task")


def _or_above(text: str, above: str) -> str:
    return above if text.strip().casefold() in _DITTO else text


def _section(section: str, number: str, place: str) -> str:
    number = number.strip(" .)")
    parts = [section] if section else []
    if number and len(number) <= 12:
        parts.append(number)
    return ".".join(parts)[:40] or place[:40] or "Bảng"


def _place(table: Table, at: int) -> str:
    if table.first_row is not None:
        return f"{table.name}, dòng {table.first_row + at}" if table.name else f"dòng {table.first_row + at}"
    return f"trang {table.page}, bảng" if table.page else "bảng"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _is_column_numbers(values: Sequence[str]) -> bool:
    """Tell whether a row only numbers the columns: (1) (2) (3)."""
    return all(re.fullmatch(r"\(?\d{0,2}[a-z]?\)?(?:\s*=.*)?", value.strip()) for value in values)


def _repeats_heading(values: Sequence[str]) -> bool:
    """Tell whether the headings are repeated on a new page."""
    named = [value for value in values if value]
    return (
        len(named) >= 3
        and sum(_meaning(value) is not None for value in named) >= len(named) - 1
        and all(len(value) < 40 for value in named)
    )
