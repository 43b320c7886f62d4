"""From a document to a draft plan: rows, units that the directory lacks, and what was not understood."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from plan_data.deadlines import DeadlineContext
from plan_data.document.blocks import Document, Paragraph, Table
from plan_data.document.head import Head, read_head
from plan_data.document.letters import pattern
from plan_data.document.markers import items_inside
from plan_data.document.mentions import Names
from plan_data.document.proposals import with_proposals
from plan_data.document.prose import Prose
from plan_data.document.rows import Row
from plan_data.document.standard_units import standard_directory
from plan_data.document.task_tables import TaskTables
from plan_data.document.times import school_year_of, with_years
from plan_data.plan_file.find import find_plan, shipped_plan_codes
from plan_data.units import Unit, UnitDirectory, fold, read_units_file
from plan_data.units.unit import DEPARTMENT, ORGANISATION

_DISTRICTS_UNTIL: Final = 2025
_HEAD_LINES: Final = 8
_OWN_CODE: Final = "CO-QUAN"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_NO_SPACE = pattern(  # "trước ngày 05/11.UBND các xã", "nợ thuế;công khai", "ngày 02/11/2023,giao"
    r"(?<=[^\W_])(?<!<A>)\.(?=<A>[^\W\d_]*\s)|;(?=[^\W_])|(?<=\d),(?=[^\W\d_]{2})"
)
_DISTRICT = pattern(r"\b(UBND|Công an|BHXH|Kho bạc|KBNN|Ban CHQS|MTTQ|Hội\s\S+(?:\s\S+)?)\sH\.\s?(?=<A>)")

Progress = Callable[[int, int], None]
"""Takes how many blocks are read, and of how many."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft plan. ``directory`` holds the units it was read with and the ``proposed`` ones, new to it."""

    head: Head
    rows: tuple[Row, ...]
    directory: UnitDirectory
    proposed: tuple[Unit, ...]
    top: str
    missed: tuple[str, ...]

    @property
    def dated(self) -> int:
        """How many rows have a first or a last day."""
        return sum(row.is_dated for row in self.rows)


def draft_of(
    document: Document,
    directory: UnitDirectory | None = None,
    year: int | None = None,
    progress: Progress | None = None,
) -> Draft:
    """Read a draft plan out of ``document``.

    :param directory: the units to look names up in; None takes the usual units of the document's province.
    :param year: the plan's year where the document does not say it; wins over what it says.
    """
    head = read_head(document, year)
    directory = directory or _directory_for(head, document)
    names = Names(directory)
    top = _issuing_body(document, names)
    own = () if top or not head.organisation else (_new_unit(head.organisation, directory),)
    if own:
        directory, top = directory.with_units(own), own[0].code
        names = Names(directory)
    top = top or _top(head, directory)
    context = DeadlineContext(year=head.year, issued_on=head.issued_on)
    school_year = school_year_of(head)
    prose, tables = Prose(names, context, top), TaskTables(names, context, top, school_year)
    for at, block in enumerate(document.blocks):
        if progress:
            progress(at, len(document.blocks))
        if isinstance(block, Paragraph):
            for text in items_inside(with_years(_printable(block.text), school_year)):
                prose.read(replace(block, text=text))
            continue
        cells = tuple(tuple(replace(cell, text=_printable(cell.text)) for cell in row) for row in block.rows)
        _read_table(replace(block, rows=cells), prose, tables)
    prose.finish()
    rows, directory, proposed = with_proposals(_without_repeats(prose.rows), directory, top)
    return Draft(head, rows, directory, (*own, *proposed), top, (*prose.missed, *tables.missed))


def _read_table(table: Table, prose: Prose, tables: TaskTables) -> None:
    if tables.read(table, prose):
        prose.resume()
        return
    if paragraphs := _written_in_rows(table):
        prose.resume()
        for text in paragraphs:
            prose.read(Paragraph(text, page=table.page))
    elif len(table.rows) > 3 and len(table.rows[0]) > 2:
        where = f"trang {table.page}" if table.page else f"“{table.name}”" if table.name else ""
        tables.missed.append(
            f"Bảng {where} không có cột nhiệm vụ, đơn vị, thời gian nên đã bỏ qua.".replace("  ", " ")
        )


def _written_in_rows(table: Table) -> Sequence[str]:
    """Return the lines of a frame around text, or of a sheet that is written like a page, else nothing."""
    rows = [list(dict.fromkeys(cell.text for cell in row if cell.text)) for row in table.rows]
    alone = [texts[0] for texts in rows if len(texts) == 1]
    if len(table.rows[0]) > 1 and (table.first_row is None or 3 * len(alone) < 2 * sum(map(bool, rows))):
        return ()
    return [line.strip() for text in alone for line in text.split("\n") if line.strip()]


def _printable(text: str) -> str:
    """Return ``text`` without what broken fonts and scans leave in it, with the spaces typists left out."""
    return _DISTRICT.sub(r"\1 huyện ", _NO_SPACE.sub(r"\g<0> ", _CONTROL.sub(" ", text)))


def _directory_for(head: Head, document: Document) -> UnitDirectory:
    """Return the shipped units of the province where they fit, else the usual units of any province."""
    standard = standard_directory(head, document)
    if head.issuer is None or head.issuer.level != "province" or (head.year or 0) >= _DISTRICTS_UNTIL:
        return standard
    for code in shipped_plan_codes():
        shipped = read_units_file(Path(find_plan(code)).parent / "units.yaml")
        if any(
            unit.level == "province" and fold(unit.short_name) == fold(head.issuer.name)
            for unit in shipped.units
        ):
            return shipped
    return standard


def _issuing_body(document: Document, names: Names) -> str | None:
    """Return the code of the department that issued the plan itself: its name stands alone in capitals."""
    for line in islice(document.lines(), _HEAD_LINES):
        if line.isupper() and (found := names.mentions(line)):
            unit = names.directory.get(found[0].codes[0]) if found[0].codes else None
            if unit and unit.level == DEPARTMENT and found[0].text == line.strip():
                return unit.code
    return None


def _new_unit(name: str, directory: UnitDirectory) -> Unit:
    """Return the organisation that issued the plan as a unit of its own: no list has it."""
    parent = directory.units[0].code if directory.units else None
    return Unit(_OWN_CODE, name, name, name.split(maxsplit=1)[0].capitalize(), ORGANISATION, parent)


def _top(head: Head, directory: UnitDirectory) -> str:
    """Return the code of the body that issued the plan."""
    if head.issuer is not None:
        for unit in directory.units:
            same_level = unit.level == head.issuer.level
            if same_level and fold(unit.short_name) == fold(head.issuer.name):
                return unit.code
    return directory.units[0].code if directory.units else ""


def _without_repeats(rows: Sequence[Row]) -> list[Row]:
    """Leave out rows that say the same of the same units: a table repeated, a sentence quoted twice."""
    seen: set[tuple[object, ...]] = set()
    kept: list[Row] = []
    for row in rows:
        key = (fold(row.sentence), row.lead, row.phrase, row.section)
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept
