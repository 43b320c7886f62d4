"""Tables of tasks: which column says what, whatever it is called and wherever it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from plan_data.deadlines import Deadline, DeadlineContext, find_deadline_phrases, read_deadlines
from plan_data.document.blocks import Cell, Paragraph, Table
from plan_data.document.cell_items import listed_tasks
from plan_data.document.clauses import clauses_of, is_past
from plan_data.document.column_names import Column, header_of, repeats_heading
from plan_data.document.headings import tells_what_was_done, unit_heading
from plan_data.document.markers import read_marker
from plan_data.document.mentions import Names
from plan_data.document.parties import Parties
from plan_data.document.prose import Prose
from plan_data.document.roles import roles_of
from plan_data.document.rows import Row, Source, shortened
from plan_data.document.times import (
    YearOf,
    is_continuous,
    is_time,
    time_in_calendar,
    time_of,
    with_years,
)
from plan_data.document.unit_cells import names_only_units, parties_of_cell, split_roles
from plan_data.units import fold

_DITTO: Final = {'"', "''", "nt", "-nt-", "- nt -", "//", "-//-", "″", "”", "như trên", "nt.", "-"}
_SHORTEST_STATEMENT: Final = 10  # words
_TITLE_ROWS: Final = 4  # with those of headings over two rows
_SECTION_NUMBER = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]?", re.IGNORECASE)


@dataclass(slots=True)
class _State:
    section: str = ""
    section_lead: Parties = field(default_factory=Parties)
    section_time: str = ""
    time: str = ""
    lead: str = ""
    helpers: str = ""
    past: bool = False


@dataclass(slots=True)
class TaskTables:
    """Reads tables one after another; one without headings goes on with the columns of the one before."""

    names: Names
    context: DeadlineContext
    top: str | None
    school_year: YearOf | None = None
    missed: list[str] = field(default_factory=list)
    _columns: tuple[Column | None, ...] = ()
    _periods: tuple[str, ...] = ()
    _state: _State = field(default_factory=_State)

    def read(self, table: Table, prose: Prose) -> bool:
        """Add the rows of ``table`` to those of ``prose``; False when it is no table of tasks."""
        header = header_of(table, self._is_units, self._is_time)
        if header is not None:
            columns, first = header
            lead, source = prose.outline.lead_above()
            self._state = _State(
                prose.outline.section(), lead if source in {"heading", "clause"} else Parties()
            )
            self._columns = columns
            self._periods = tuple(cell.text for cell in table.rows[max(first - 1, 0)])
            if any(map(self._is_past, _titles(table, columns, first))):
                self._columns = ()
                return True
        elif len(self._columns) == len(table.rows[0]) and self._fits(table):
            columns, first = self._columns, 0
        else:
            return False
        before = len(prose.rows)
        seen: set[tuple[str, ...]] = set()
        for at, cells in enumerate(table.rows[first:], first):
            values = tuple(cell.text for cell in cells)
            if not any(values) or values in seen or _is_column_numbers(values) or repeats_heading(values):
                continue
            seen.add(values) if len(set(values)) > 2 else None
            place = _place(table, at)
            below = table.rows[at + 1] if at + 1 < len(table.rows) else None
            section = _section_row(cells, columns, grouped=bool(self._state.time))
            if section := section or self._numbered_section(cells, columns, below):
                if self._is_statement(section):
                    prose.resume()
                    prose.read(Paragraph(section, page=table.page))
                else:
                    self._open_section(section)
            elif not self._state.past:
                prose.rows += self._rows(cells, columns, place)
        return len(prose.rows) > before

    def _is_past(self, text: str) -> bool:
        return tells_what_was_done(text, self.context.year)

    def _fits(self, table: Table) -> bool:
        """Tell whether a table without headings has times and units where the table before it had them."""
        for at, column in enumerate(self._columns):
            kind = {"time": self._is_time, "end": self._is_time, "lead": self._is_units}.get(column or "")
            if kind and any(kind(row[at].text) for row in table.rows):
                return True
        return False

    def _is_units(self, text: str) -> bool:
        return names_only_units(_one_line(text), self.names)

    def _is_time(self, text: str) -> bool:
        return is_time(_one_line(text), self.context)

    def _has_time(self, text: str) -> bool:
        return self._is_time(text) or bool(find_deadline_phrases(text, self.context))

    def _is_statement(self, text: str) -> bool:
        """Tell whether a row across the table is a sentence with an obligation, not the name of a section."""
        if len(text.split()) < _SHORTEST_STATEMENT:
            return False
        return text.rstrip().endswith((".", ";")) or bool(
            find_deadline_phrases(text, self.context) and self.names.mentions(text)
        )

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
        self._state.past = self._is_past(rest)
        self._state.time = self._state.lead = self._state.helpers = ""

    def _rows(self, cells: Sequence[Cell], columns: Sequence[Column | None], place: str) -> Sequence[Row]:
        """Return the row of one task, or several where its words give parts to different units."""
        task = _value(cells, columns, "task")
        number = " ".join(_value(cells, columns, "number").split())
        if not task or len(task) < 4:
            return ()
        state = self._state
        lead_text = _or_above(_value(cells, columns, "lead"), state.lead)
        if not lead_text and _is_before_task(columns, "lead"):
            lead_text = state.lead
        helper_text = _or_above(_value(cells, columns, "cooperating"), state.helpers)
        both = _value(cells, columns, "both")
        own_time = with_years(
            _time_value(cells, columns, self.school_year), self.school_year, only_times=True
        )
        time_text = _or_above(own_time, state.time) or self._marked(cells, columns)
        if not time_text and _is_before_task(columns, "time"):
            time_text = state.time
        state.time, state.lead, state.helpers = time_text, lead_text, helper_text
        time_text = time_text or ("" if is_continuous(task) else state.section_time)
        if both:
            first, _, rest = both.partition("\n")
            lead_text, more = split_roles(both)
            if not more:
                lead_text, more = first, rest
            helper_text = helper_text or more
        elif not helper_text:
            lead_text, helper_text = split_roles(lead_text)
        section = _section(state.section, number, place)
        sentence = _one_line(task)
        listed = listed_tasks(task, _value(cells, columns, "time"), self._has_time)
        if listed:
            made = [self._row(item, section, place, lead_text, helper_text, own) for item, own in listed]
            return [row for row in made if row is not None]
        if not lead_text and (parts := self._parts(sentence)):
            made = [self._row(part, section, place, "", "", time_text) for part in parts]
            return [row for row in made if row is not None]
        row = self._row(sentence, section, place, lead_text, helper_text, time_text)
        if row is None:
            return ()
        receivers = parties_of_cell(_value(cells, columns, "recipient"), self.names).codes
        row.report_to = receivers or row.report_to
        product = _one_line(_value(cells, columns, "product"))
        row.product = product or None
        if product and fold(product) not in fold(sentence):
            row.sentence = f"{row.sentence.rstrip('. ;')}. Sản phẩm: {product.rstrip('. ;')}"
        return (row,)

    def _marked(self, cells: Sequence[Cell], columns: Sequence[Column | None]) -> str:
        """Return the periods whose cells are marked: "Quý I, Quý III"."""
        named = zip(cells, columns, self._periods, strict=False)
        return ", ".join(period for cell, column, period in named if column == "when" and cell.text)

    def _parts(self, sentence: str) -> Sequence[str]:
        """Return the clauses of a task that name units of their own, nothing where fewer than two do."""
        clauses = [clause.text for clause in clauses_of(sentence, self.context)]
        led = [bool(roles_of(clause, self.names, self.top).lead) for clause in clauses]
        return clauses if sum(led) > 1 and all(led) else ()

    def _row(
        self, sentence: str, section: str, place: str, lead_text: str, helper_text: str, time_text: str
    ) -> Row | None:
        roles = roles_of(sentence, self.names, self.top)
        lead, source = self._lead(lead_text, roles.lead)
        phrase: str | None = None
        deadlines: tuple[Deadline, ...] = ()
        found = find_deadline_phrases(sentence, self.context)
        if time_text:
            phrase, deadlines = time_of(time_text, self.context)
        elif found:
            phrase = "; ".join(one.phrase for one in found)
            deadlines = read_deadlines(phrase, self.context)
        if is_past(deadlines, self.context):
            phrase, deadlines = None, ()
        if source == "none" and phrase and {"lead", "both"} & set(self._columns):
            shown = shortened(sentence)
            self.missed.append(f"{section}, {place}: có thời hạn nhưng ô đơn vị trống: “{shown}”")
            return None
        if source == "none" and not phrase:
            return None
        row = Row(section, place, sentence, roles.task or sentence, lead, source)
        row.phrase, row.deadlines = phrase, deadlines
        row.cooperating = parties_of_cell(helper_text, self.names) if helper_text else roles.cooperating
        row.report_to, row.via = roles.report_to, roles.via
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


def _titles(table: Table, columns: Sequence[Column | None], first: int) -> Iterator[str]:
    """Yield the title right above the headings, and what the column of tasks is called."""
    at = columns.index("task")
    above = [row[at].text for row in table.rows[:first] if row[at].text and len(set(row)) < len(row)]
    yield from above[-_TITLE_ROWS:]
    yield table.rows[first - 1][at].text if first else ""


def _section_row(cells: Sequence[Cell], columns: Sequence[Column | None], *, grouped: bool) -> str | None:
    """Return the text of a row that only names the section below it.

    :param grouped: a day stands above, which a task without one belongs to where days stand before tasks.
    """
    filled = {cell.origin: cell.text for cell in cells if cell.text}
    texts = list(dict.fromkeys(filled.values()))
    if len(filled) == 1:
        only = next(cell for cell in cells if cell.text)
        spread = sum(cell.origin == only.origin for cell in cells)
        if spread == 1 and grouped and _is_before_task(columns, "time"):
            return None
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


def _time_value(cells: Sequence[Cell], columns: Sequence[Column | None], school_year: YearOf | None) -> str:
    several = {cell.origin: _one_line(cell.text) for cell, meant in zip(cells, columns, strict=False)
               if meant == "time"}  # fmt: skip
    if (in_calendar := time_in_calendar(tuple(several.values()), school_year)) is not None:
        return in_calendar
    time = _one_line(_value(cells, columns, "time"))
    start, end = _one_line(_value(cells, columns, "start")), _one_line(_value(cells, columns, "end"))
    if start and end and start != end:
        return f"từ {start} đến {end}"
    return time or end or (f"từ {start}" if start else "")


def _is_before_task(columns: Sequence[Column | None], column: Column) -> bool:
    """Tell whether a column groups the tasks to its right, so that an empty cell means the one above."""
    return column in columns and columns.index(column) < columns.index("task")


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
