"""Excel workbooks (.xlsx): each visible sheet as a table, merged cells resolved, dates as people write."""

from collections.abc import Iterator
from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from plan_data.document.blocks import Block, Cell, Document, Table
from plan_data.document.limits import MAX_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from plan_data.plan_file.office_package import too_much
from plan_data.plan_file.workbook import cell_text, open_workbook, texts_around

_MOST_SHEETS: Final = 40
_MOST_MERGED: Final = 20_000


def read_xlsx(content: bytes) -> Document:
    """Return the visible sheets of a workbook as tables. Raises InputError for what cannot be read."""
    workbook = open_workbook(content)
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    if len(sheets) > _MOST_SHEETS:
        raise too_much(f"{_MOST_SHEETS} trang tính")
    blocks: list[Block] = []
    characters = 0
    for sheet in sheets:
        table = _table(sheet)
        characters += sum(len(cell.text) for row in table.rows for cell in row)
        if characters > MAX_CHARACTERS:
            raise too_much(f"{MAX_CHARACTERS} ký tự")
        if table.rows:
            blocks.append(table)
    return Document(tuple(blocks), around=tuple(texts_around(workbook)))


def _table(sheet: Worksheet) -> Table:
    if sheet.max_row > MAX_ROWS:
        raise too_much(f"{MAX_ROWS} dòng trong trang tính “{sheet.title}”")
    width = min(sheet.max_column, MAX_COLUMNS)
    grid = [
        [Cell(cell_text(value), (at, column)) for column, value in enumerate(row)]
        for at, row in enumerate(sheet.iter_rows(max_col=width, values_only=True))
    ]
    if len(sheet.merged_cells.ranges) > _MOST_MERGED:
        raise too_much(f"{_MOST_MERGED} ô gộp")
    for place in sheet.merged_cells.ranges:
        top, left = place.min_row - 1, place.min_col - 1
        if top >= len(grid) or left >= width:
            continue
        for row in grid[top : place.max_row]:
            for column in range(left, min(place.max_col, width)):
                row[column] = grid[top][left]
    return Table(tuple(map(tuple, _without_empty_end(grid))), None, sheet.title, 1)


def _without_empty_end(grid: list[list[Cell]]) -> Iterator[list[Cell]]:
    last = max((at for at, row in enumerate(grid) if any(cell.text for cell in row)), default=-1)
    yield from grid[: last + 1]
