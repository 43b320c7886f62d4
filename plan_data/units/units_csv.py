"""Reading the operator's list of administrative units: CSV ``level,code,name,kind,parent_code``."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plan_data.problems import InputProblem
from plan_data.units.directory import UnitDirectory
from plan_data.units.fold import fold
from plan_data.units.spellings import administrative_unit
from plan_data.units.unit import COMMUNE, DISTRICT, PROVINCE, Unit

COLUMNS = ("level", "code", "name", "kind", "parent_code")

_LEVELS = {"1": PROVINCE, "2": DISTRICT, "3": COMMUNE}
_LEVEL_NAMES = {PROVINCE: "cấp tỉnh", DISTRICT: "cấp huyện", COMMUNE: "cấp xã"}
# Two levels of government (2025, no districts): a commune may stand directly below the province.
_LEVELS_ABOVE: Mapping[str, tuple[str, ...]] = {DISTRICT: (PROVINCE,), COMMUNE: (PROVINCE, DISTRICT)}
_CODE = re.compile(r"[A-Za-z0-9._-]{1,32}")
_LONGEST_NAME = 100  # characters


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    level: str
    code: str
    name: str
    kind: str
    parent_code: str


def read_units_csv(
    text: str, known: UnitDirectory | None = None
) -> tuple[tuple[Unit, ...], tuple[InputProblem, ...]]:
    """Read a list of administrative units; return the units, or no unit and everything that is wrong.

    Columns are found by their heading, in any order; further columns are ignored. Comma, semicolon or tab
    separates them, as spreadsheets write it; a byte order mark and any line end are accepted. ``level`` is
    1 (province), 2 (district) or 3 (commune). A parent is a row of the file, in any place, or a unit of
    ``known``. Line numbers are those of the file.
    """
    known = known or UnitDirectory()
    try:
        records = list(_records(text.removeprefix("\ufeff")))
    except csv.Error:
        return (), (InputProblem(None, "", "Tệp không phải CSV. Hãy lưu bảng dưới dạng CSV (UTF-8)."),)
    if not records:
        return (), (InputProblem(None, "", f"Tệp trống. Dòng đầu phải là: {','.join(COLUMNS)}."),)
    (heading_line, headings), *body = records
    columns = [fold(heading) for heading in headings]
    if problems := tuple(_heading_problems(heading_line, columns)):
        return (), problems
    if not body:
        return (), (
            InputProblem(None, "", "Không có đơn vị nào dưới dòng tiêu đề. Hãy thêm các dòng đơn vị."),
        )
    rows = [_row(line, columns, cells) for line, cells in body]
    first_rows: dict[str, _Row] = {}
    for row in rows:
        first_rows.setdefault(row.code, row)
    found = [
        problem
        for row, (_, cells) in zip(rows, body, strict=True)
        for problem in (
            *_cell_problems(row, len(cells), len(columns)),
            *_code_problems(row, first_rows, known),
            *_parent_problems(row, first_rows, known),
        )
    ]
    return ((), tuple(found)) if found else (tuple(map(_unit, rows)), ())


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and trimmed cells of each record that is not empty."""
    heading = next((line for line in text.splitlines() if line.strip(" \t,;")), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count))
    line = 1
    for record in reader:
        cells = [" ".join(cell.split()) for cell in record]
        if any(cells):
            yield line, cells
        line = reader.line_num + 1


def _row(line: int, columns: list[str], cells: list[str]) -> _Row:
    by_column = dict(zip(columns, cells, strict=False))
    return _Row(line, *(by_column.get(column, "") for column in COLUMNS))


def _heading_problems(line: int, columns: list[str]) -> Iterator[InputProblem]:
    for column in COLUMNS:
        if column not in columns:
            yield InputProblem(line, column, f"Thiếu cột này. Dòng tiêu đề phải có: {','.join(COLUMNS)}.")
        elif columns.count(column) > 1:
            yield InputProblem(line, column, "Cột này có hai lần. Hãy xóa hoặc đổi tên một cột.")


def _cell_problems(row: _Row, cells: int, columns: int) -> Iterator[InputProblem]:
    if cells > columns:
        yield InputProblem(
            row.line,
            "",
            f"Có {cells} ô nhưng chỉ có {columns} cột. Hãy đặt ô có dấu phân cách trong ngoặc kép.",
        )
    if row.level not in _LEVELS:
        yield InputProblem(
            row.line, "level", f"Cấp “{row.level}” không hợp lệ. Hãy ghi 1 (tỉnh), 2 (huyện) hoặc 3 (xã)."
        )
    for column, cell in (("name", row.name), ("kind", row.kind)):
        if not cell:
            yield InputProblem(row.line, column, "Ô trống. Hãy điền " + _WHAT_TO_FILL[column])
        elif len(cell) > _LONGEST_NAME:
            yield InputProblem(row.line, column, f"Dài hơn {_LONGEST_NAME} ký tự. Hãy rút gọn.")


_WHAT_TO_FILL = {"name": "tên đơn vị, ví dụ Quan Hóa.", "kind": "loại đơn vị, ví dụ Huyện, Xã, Phường."}


def _code_problems(row: _Row, first_rows: Mapping[str, _Row], known: UnitDirectory) -> Iterator[InputProblem]:
    if not row.code:
        yield InputProblem(row.line, "code", "Ô trống. Hãy điền mã đơn vị (mã của Tổng cục Thống kê).")
        return
    if not _CODE.fullmatch(row.code):
        yield InputProblem(
            row.line,
            "code",
            f"Mã “{row.code[:40]}” chỉ được gồm chữ không dấu, số, dấu . _ - và tối đa 32 ký tự.",
        )
    first = first_rows[row.code]
    if first is not row:
        yield InputProblem(
            row.line,
            "code",
            f"Mã “{row.code}” đã có ở dòng {first.line}. Mỗi đơn vị phải có mã riêng; hãy sửa một dòng.",
        )
    unit = known.get(row.code)
    taken_by = unit.name if unit and unit.level != _LEVELS.get(row.level) else None
    if unit_class := known.get_class(row.code):
        taken_by = unit_class.name
    if taken_by and row.level in _LEVELS:
        yield InputProblem(row.line, "code", f"Mã “{row.code}” đang dùng cho “{taken_by}”. Hãy dùng mã khác.")


def _parent_problems(
    row: _Row, first_rows: Mapping[str, _Row], known: UnitDirectory
) -> Iterator[InputProblem]:
    if row.level not in _LEVELS:
        return
    level = _LEVELS[row.level]
    wanted = _LEVELS_ABOVE.get(level, ())
    if not wanted:
        if row.parent_code:
            yield InputProblem(
                row.line, "parent_code", "Đơn vị cấp tỉnh không có cấp trên. Hãy để trống ô này."
            )
        return
    in_words = " hoặc ".join(_LEVEL_NAMES[above] for above in wanted)
    if not row.parent_code:
        yield InputProblem(row.line, "parent_code", f"Ô trống. Hãy điền mã của đơn vị {in_words} quản lý.")
        return
    in_file, known_unit = first_rows.get(row.parent_code), known.get(row.parent_code)
    if in_file is None and known_unit is None:
        yield InputProblem(
            row.line,
            "parent_code",
            f"Không có đơn vị nào mang mã “{row.parent_code}”. Hãy sửa mã hoặc thêm dòng của đơn vị đó.",
        )
        return
    parent_level = _LEVELS.get(in_file.level) if in_file else known_unit.level if known_unit else None
    if parent_level is not None and parent_level not in wanted:
        yield InputProblem(
            row.line,
            "parent_code",
            f"Mã “{row.parent_code}” không phải đơn vị {in_words}. Hãy sửa mã hoặc sửa cấp.",
        )


def _unit(row: _Row) -> Unit:
    return administrative_unit(_LEVELS[row.level], row.code, row.kind, row.name, row.parent_code or None)
