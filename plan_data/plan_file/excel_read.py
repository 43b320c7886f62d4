"""A workbook back into the parts of a plan, each with its sheet row, so that mistakes name row and column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from plan_data.plan_file.excel_layout import (
    CLASS_COLUMNS,
    CLASSES,
    EVENT,
    EVIDENCE_NAMES,
    LEVEL_NAMES,
    OBLIGATION_COLUMNS,
    OBLIGATIONS,
    PLAN,
    PLAN_FIELDS,
    TARGET_COLUMNS,
    TARGETS,
    UNIT_COLUMNS,
    UNITS,
    Column,
)
from plan_data.plan_file.unit_names import UnitNames
from plan_data.plan_file.workbook import cell_text, lines_of_cells, open_workbook, texts_around
from plan_data.plan_file.yaml_tree import Path, Tree, YamlTree
from plan_data.problems import InputError, InputProblem
from plan_data.secrecy import refuse_secret
from plan_data.units import Unit, UnitClass, UnitDirectory, fold

MOST_ROWS: Final = 10_000
_MOST_COLUMNS: Final = 40
_MOST_EMPTY: Final = 200
_HEADER_ROWS: Final = 10
_UNIT_LISTS: Final = ("lead", "cooperating", "report_to")
_SINGLE_UNITS: Final = ("via", "confirm_by")
_CODE = re.compile(r"[A-Za-z0-9._-]{1,32}")
_EXAMPLE = re.compile(r" Ví dụ: \w+: (?:\[([^\[\]]*)\]|(.*))$")


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """A plan as it stands in a workbook; ``directory`` is None where it has no sheet of units."""

    tree: YamlTree
    directory: UnitDirectory | None
    problems: tuple[InputProblem, ...]


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is an Excel workbook (or another zip file) rather than YAML."""
    return content.startswith(b"PK")


def read_workbook(content: bytes, directory: UnitDirectory | None = None) -> WorkbookContent:
    """Read the sheets of a plan. Raises InputError when the file is no workbook or has no obligations.

    Names of units become codes, looked up in the workbook's own sheet of units, else in ``directory``; a name
    that is not found stays as it is, to be complained of like an unknown code.
    """
    workbook = open_workbook(content)
    refuse_secret(texts_around(workbook))
    for each in workbook.worksheets:
        refuse_secret(lines_of_cells(each))
    sheet = _sheet(workbook, OBLIGATIONS)
    if sheet is None:
        raise _error(f"Không có trang tính “{OBLIGATIONS}”. Hãy dùng tệp do lệnh export hoặc draft tạo ra.")
    own, problems = _directory(workbook)
    known = own or directory
    reader = _Reader(UnitNames(known or UnitDirectory()))
    reader.plan(_sheet(workbook, PLAN))
    reader.targets(_sheet(workbook, TARGETS))
    reader.obligations(sheet)
    return WorkbookContent(YamlTree(reader.root, reader.lines), own, (*problems, *reader.problems))


def in_columns(problem: InputProblem) -> InputProblem:
    """Return ``problem`` in the words of the spreadsheet: columns by their heading, no YAML in examples."""
    headings = {
        column.field: column.heading for column in (*OBLIGATION_COLUMNS, *TARGET_COLUMNS) if column.field
    }
    parts = [part.strip() for part in problem.where.split(",")]
    if len(parts) == 1 and parts[0] in PLAN_FIELDS:
        where = f"trang “{PLAN}”, {PLAN_FIELDS[parts[0]][0]}"
    else:
        where = ", ".join(f"cột {headings[part]}" if part in headings else part for part in parts if part)
    message = _EXAMPLE.sub(lambda found: f" Ví dụ: {found[1] or found[2]}", problem.message)
    message = message.replace("vào tệp đơn vị", f"vào trang tính “{UNITS}”")
    for field, (heading, _) in PLAN_FIELDS.items():
        message = message.replace(f"Thiếu trường “{field}”", f"Thiếu “{heading}” ở trang tính “{PLAN}”")
    for field, heading in headings.items():
        message = message.replace(f"Thiếu trường “{field}”", f"Cột “{heading}” đang trống")
    return replace(problem, where=where, message=message)


class _Reader:
    def __init__(self, names: UnitNames) -> None:
        self._names = names
        self.root: dict[str, Tree] = {}
        self.lines: dict[Path, int] = {(): 1}
        self.problems: list[InputProblem] = []

    def plan(self, sheet: Worksheet | None) -> None:
        fields = {fold(heading): field for field, (heading, _) in PLAN_FIELDS.items()}
        events: dict[str, Tree] = {}
        for line, values in _rows(sheet):
            name, value = (*values, "", "")[:2]
            field = fields.get(fold(name))
            if field and value:
                self.root[field] = value
                self.lines[field,] = line
            elif name.startswith(EVENT) and value:
                event = name.removeprefix(EVENT).strip()
                events[event] = value
                self.lines["events", event] = line
        if events:
            self.root["events"] = events

    def targets(self, sheet: Worksheet | None) -> None:
        found = self._table(sheet, TARGET_COLUMNS, "targets")
        for target in found:
            if isinstance(target.get("obligations"), str):
                target["obligations"] = [*_listed(str(target["obligations"]))]
        if found:
            self.root["targets"] = [*found]

    def obligations(self, sheet: Worksheet) -> None:
        found = self._table(sheet, OBLIGATION_COLUMNS, "obligations")
        for at, one in enumerate(found):
            line = self.lines["obligations", at]
            for field in _UNIT_LISTS:
                if isinstance(text := one.get(field), str):
                    codes = dict.fromkeys(self._names.code_of(name) or name for name in _listed(text))
                    one[field] = [*codes]
                    self.lines.update({("obligations", at, field, nth): line for nth in range(len(codes))})
            for field in _SINGLE_UNITS:
                if isinstance(text := one.get(field), str):
                    one[field] = self._names.code_of(text) or text
            if isinstance(text := one.get("evidence"), str):
                known = {fold(shown): code for code, shown in EVIDENCE_NAMES.items() if shown}
                one["evidence"] = known.get(fold(text), text)
        if found:
            self.root["obligations"] = [*found]

    def _table(self, sheet: Worksheet | None, columns: Sequence[Column], name: str) -> list[dict[str, Tree]]:
        """Return the filled rows of a sheet by field, and remember their rows."""
        if sheet is None:
            return []
        found: list[dict[str, Tree]] = []
        fields: Sequence[str] | None = None
        for line, values in _rows(sheet):
            if fields is None:
                fields = self._fields(values, columns, line, sheet.title)
                continue
            one: dict[str, Tree] = {
                field: value for field, value in zip(fields, values, strict=False) if field and value
            }
            if not one:
                continue
            path: Path = (name, len(found))
            self.lines[path] = line
            self.lines.update({(*path, field): line for field in one})
            found.append(one)
        if fields is None:
            sentence = f"Trang tính “{sheet.title}” không có dòng tiêu đề cột. Hãy dùng lại tệp mẫu."
            self.problems.append(InputProblem(None, "", sentence))
        return found

    def _fields(
        self, values: Sequence[str], columns: Sequence[Column], line: int, title: str
    ) -> Sequence[str] | None:
        """Return the field of each column if this row is the headings."""
        by_heading = {fold(column.heading): column.field for column in columns}
        fields = [by_heading.get(fold(value), "") for value in values]
        needed = [column for column in columns if column.field][: 1 if title == TARGETS else 5]
        present = sum(column.field in fields for column in needed)
        if not present:
            if line >= _HEADER_ROWS:
                raise _error(f"Trang tính “{title}” không có dòng tiêu đề cột. Hãy dùng lại tệp mẫu.")
            return None
        for column in needed:
            if column.field not in fields:
                sentence = f"Thiếu cột “{column.heading}”. Hãy thêm lại cột này như trong tệp mẫu."
                self.problems.append(InputProblem(line, f"trang “{title}”", sentence))
        for field in {field for field in fields if field and fields.count(field) > 1}:
            self.problems.append(
                InputProblem(line, f"trang “{title}”", f"Cột “{field}” có hai lần. Hãy bỏ một cột.")
            )
        return fields


def _directory(workbook: Workbook) -> tuple[UnitDirectory | None, tuple[InputProblem, ...]]:
    """Return the units and classes of the workbook, or what is wrong with their sheets."""
    sheet = _sheet(workbook, UNITS)
    if sheet is None:
        return None, ()
    levels = {fold(name): level for level, name in LEVEL_NAMES.items()} | {
        level: level for level in LEVEL_NAMES
    }
    problems: list[InputProblem] = []
    units: list[Unit] = []
    lines: dict[str, int] = {}
    for line, row in _named_rows(sheet, UNIT_COLUMNS):
        code, name = row["code"], row["name"]
        level = levels.get(fold(row["level"]))
        where = f"trang “{UNITS}”"
        if not _CODE.fullmatch(code):
            problems.append(
                InputProblem(line, where, "Mã đơn vị chỉ gồm chữ không dấu, số, dấu . _ - và không trống.")
            )
        elif code in lines:
            problems.append(
                InputProblem(line, where, f"Mã “{code}” đã dùng ở dòng {lines[code]}. Hãy đặt mã khác.")
            )
        elif not name or level is None:
            what = (
                "Thiếu tên đơn vị."
                if not name
                else f"Cấp phải là một trong: {', '.join(LEVEL_NAMES.values())}."
            )
            problems.append(InputProblem(line, where, what))
        else:
            lines[code] = line
            units.append(
                Unit(code, name, row["short_name"] or name, row["kind"] or name.split()[0], level,
                     row["parent_code"] or None, _listed(row["aliases"]), _listed(row["other_codes"]))
            )  # fmt: skip
    for unit in units:
        if unit.parent_code and unit.parent_code not in lines:
            sentence = f"Không có đơn vị nào mang mã cấp trên “{unit.parent_code}”."
            problems.append(InputProblem(lines[unit.code], f"trang “{UNITS}”", sentence))
    classes = [
        UnitClass(row["code"], row["name"] or row["code"], _listed(row["aliases"]),
                  levels.get(fold(row["level"])) if row["level"] else None, _listed(row["members"]))
        for _, row in _named_rows(_sheet(workbook, CLASSES), CLASS_COLUMNS) if row["code"]
    ]  # fmt: skip
    if problems or not units:
        return None, tuple(problems)
    try:
        return UnitDirectory(units, classes), ()
    except ValueError:
        sentence = "Các đơn vị không khớp nhau: mã trùng với mã nhóm, hoặc đơn vị đứng dưới chính nó."
        return None, (InputProblem(None, f"trang “{UNITS}”", sentence),)


def _named_rows(
    sheet: Worksheet | None, columns: Sequence[Column]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    headings: Sequence[str] | None = None
    by_heading = {fold(column.heading): column.field for column in columns}
    for line, values in _rows(sheet):
        if headings is None:
            headings = [by_heading.get(fold(value), "") for value in values]
            continue
        row = dict.fromkeys((column.field for column in columns), "")
        row.update({field: value for field, value in zip(headings, values, strict=False) if field})
        if any(row.values()):
            yield line, row


def _rows(sheet: Worksheet | None) -> Iterator[tuple[int, list[str]]]:
    """Yield row number and texts of the rows that hold something. Raises InputError past MOST_ROWS."""
    if sheet is None:
        return
    empty = filled = 0
    for line, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True), 1):
        values = [" ".join(cell_text(value).replace("\n", "; ").split()) if _is_list(value) else
                  " ".join(cell_text(value).split()) for value in row]  # fmt: skip
        if not any(values):
            empty += 1
            if empty > _MOST_EMPTY:
                return
            continue
        empty = 0
        filled += 1
        if filled > MOST_ROWS:
            raise _error(
                f"Trang tính “{sheet.title}” có quá {MOST_ROWS} dòng. Hãy chia kế hoạch thành nhiều tệp."
            )
        yield line, values


def _is_list(value: object) -> bool:
    """Tell whether a cell has one short name a line, as people type several units."""
    return isinstance(value, str) and "\n" in value.strip() and len(value) < 400 and "." not in value


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def _sheet(workbook: Workbook, title: str) -> Worksheet | None:
    return next((sheet for sheet in workbook.worksheets if fold(sheet.title) == fold(title)), None)


def _error(sentence: str) -> InputError:
    return InputError((InputProblem(None, "", sentence),))
