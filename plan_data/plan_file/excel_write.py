"""A plan as an Excel workbook that people correct and hand back: units to choose from, notes, widths."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from plan_data.plan_file.excel_layout import (
    CHOICES,
    CLASS_COLUMNS,
    CLASSES,
    EVENT,
    EVIDENCE_NAMES,
    LEVEL_NAMES,
    OBLIGATION_COLUMNS,
    OBLIGATIONS,
    PLAN,
    PLAN_FIELDS,
    REMARK_COLUMNS,
    SEPARATOR,
    TARGET_COLUMNS,
    TARGETS,
    UNIT_COLUMNS,
    UNITS,
    Column,
)
from plan_data.plan_file.shape import Obligation, Plan
from plan_data.plan_file.unit_names import UnitNames
from plan_data.units import UnitDirectory

_SPARE_ROWS: Final = 200
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEADING_FILL: Final = PatternFill("solid", fgColor="DDE7F3")
_LOW_FILL: Final = PatternFill("solid", fgColor="FBE3D6")
_MIDDLE_FILL: Final = PatternFill("solid", fgColor="FFF6D6")


@dataclass(frozen=True, slots=True)
class Remark:
    """What the reader of a draft should know of one row."""

    confidence: str
    doubts: str
    place: str


def plan_workbook(plan: Plan, directory: UnitDirectory, remarks: Mapping[str, Remark] | None = None) -> bytes:
    """Return the workbook of ``plan``; ``remarks``, by obligation code, add columns not read back."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one sheet
    sheet.title = OBLIGATIONS
    names = UnitNames(directory)
    columns = (*OBLIGATION_COLUMNS, *(REMARK_COLUMNS if remarks is not None else ()))
    rows = [_obligation_row(one, plan, names, remarks) for one in plan.obligations]
    _fill(sheet, columns, rows)
    _colour(sheet, plan, remarks or {})
    _plan_sheet(workbook.create_sheet(PLAN), plan)
    if plan.targets:
        _fill(
            workbook.create_sheet(TARGETS),
            TARGET_COLUMNS,
            [(one.name, one.value, one.sentence, SEPARATOR.join(one.obligations)) for one in plan.targets],
        )
    _unit_sheets(workbook, directory)
    _choices(workbook.create_sheet(CHOICES), sheet, columns, names, len(rows) + 1 + _SPARE_ROWS)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _obligation_row(
    one: Obligation, plan: Plan, names: UnitNames, remarks: Mapping[str, Remark] | None
) -> tuple[str, ...]:
    days = [
        (deadline.due_on, "đến ") if deadline.due_on else (deadline.starts_on, "từ ")
        for deadline in one.deadlines(plan.deadline_context())
    ]
    reckoned = SEPARATOR.join(f"{word}{_day(day)}" for day, word in days if day)
    row = (
        one.code,
        one.section,
        one.title,
        one.sentence,
        _joined_names(one.lead, names),
        _joined_names(one.cooperating, names),
        one.cooperating_text or "",
        one.deadline or "",
        reckoned,
        _joined_names(one.report_to, names),
        names.shown(one.via) if one.via else "",
        names.shown(one.confirm_by) if one.confirm_by else "",
        EVIDENCE_NAMES[one.evidence],
        one.note or "",
    )
    if remarks is None:
        return row
    remark = remarks.get(one.code, Remark("", "", ""))
    return (*row, remark.confidence, remark.doubts, remark.place)


def _joined_names(codes: Iterable[str], names: UnitNames) -> str:
    return SEPARATOR.join(map(names.shown, codes))


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _fill(sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    for at, column in enumerate(columns, 1):
        cell = sheet.cell(1, at, column.heading)
        cell.font, cell.fill = Font(bold=True), _HEADING_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if column.note:
            cell.comment = Comment(column.note, "Nhắc Hạn", width=260, height=80)
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    for line, row in enumerate(rows, 2):
        for at, text in enumerate(row, 1):
            _write(sheet, line, at, text)
    sheet.freeze_panes = "D2" if sheet.title == OBLIGATIONS else "A2"
    if sheet.max_row > 1:
        sheet.auto_filter.ref = sheet.dimensions


def _write(sheet: Worksheet, line: int, at: int, text: str) -> None:
    """Write ``text`` as text: what begins with "=" must not become a formula, "380" not a number."""
    if not text:
        return
    cell = sheet.cell(line, at)
    cell.value = _NOT_IN_XML.sub("", text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _colour(sheet: Worksheet, plan: Plan, remarks: Mapping[str, Remark]) -> None:
    for line, one in enumerate(plan.obligations, 2):
        remark = remarks.get(one.code)
        fill = {"thấp": _LOW_FILL, "vừa": _MIDDLE_FILL}.get(remark.confidence) if remark else None
        if fill:
            for at in (1, len(OBLIGATION_COLUMNS) + 1, len(OBLIGATION_COLUMNS) + 2):
                sheet.cell(line, at).fill = fill


def _plan_sheet(sheet: Worksheet, plan: Plan) -> None:
    values = {
        field: ""
        if (value := getattr(plan, field)) is None
        else _day(value)
        if isinstance(value, date)
        else str(value)
        for field in PLAN_FIELDS
    }
    rows = [(heading, values[field], note) for field, (heading, note) in PLAN_FIELDS.items()]
    rows += [
        (f"{EVENT} {name}", _day(day), "Ngày mà thời hạn tính từ đó.") for name, day in plan.events.items()
    ]
    _fill(sheet, (Column("", "Trường", 22), Column("", "Nội dung", 60), Column("", "Hướng dẫn", 60)), rows)


def _unit_sheets(workbook: openpyxl.Workbook, directory: UnitDirectory) -> None:
    _fill(
        workbook.create_sheet(UNITS),
        UNIT_COLUMNS,
        [
            (
                LEVEL_NAMES.get(unit.level, unit.level),
                unit.code,
                unit.name,
                unit.short_name,
                unit.kind,
                unit.parent_code or "",
                SEPARATOR.join(unit.aliases),
                SEPARATOR.join(unit.other_codes),
            )
            for unit in directory.units
        ],
    )
    _fill(
        workbook.create_sheet(CLASSES),
        CLASS_COLUMNS,
        [
            (
                one.code,
                one.name,
                LEVEL_NAMES.get(one.level, one.level) if one.level else "",
                SEPARATOR.join(one.members),
                SEPARATOR.join(one.aliases),
            )
            for one in directory.classes
        ],
    )


def _choices(
    sheet: Worksheet, obligations: Worksheet, columns: Sequence[Column], names: UnitNames, last: int
) -> None:
    """Put the names of all units on a hidden sheet, and offer them in the columns of units.

    Other texts stay allowed: a cell may name several units, which a list of Excel cannot offer.
    """
    shown = names.all_shown()
    for line, name in enumerate(shown, 1):
        _write(sheet, line, 1, name)
    sheet.sheet_state = "hidden"
    if not shown:
        return
    units = DataValidation(
        type="list", formula1=f"'{CHOICES}'!$A$1:$A${len(shown)}", allow_blank=True, showErrorMessage=False
    )
    evidence = DataValidation(type="list", formula1='"bắt buộc"', allow_blank=True, showErrorMessage=False)
    for at, column in enumerate(columns, 1):
        letter = get_column_letter(at)
        if column.lists_units:
            units.add(f"{letter}2:{letter}{last}")
        elif column.field == "evidence":
            evidence.add(f"{letter}2:{letter}{last}")
    obligations.add_data_validation(units)
    obligations.add_data_validation(evidence)
