"""Opening Excel workbooks that people hand in, and what their cells show."""

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from plan_data.plan_file.office_package import Package, unreadable

_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 100
_BROKEN: Final = "Tệp Excel hỏng hoặc có phần không đọc được. Hãy mở bằng Excel, lưu lại rồi thử lại."


def open_workbook(content: bytes) -> openpyxl.Workbook:
    """Open a workbook for reading, formulas replaced by their last result. Raises InputError."""
    package = Package(content)
    if "xl/workbook.xml" not in package.names:
        raise unreadable("Tệp không phải bảng tính Excel. Hãy lưu lại dưới dạng .xlsx rồi thử lại.")
    package.check_xml()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of extensions that it drops
            return openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its parts do on a broken part
        raise unreadable(_BROKEN) from None


def cell_text(value: object) -> str:
    """Return what a cell shows: dates as 15/8/2018, whole numbers without a decimal point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool | time):
        return str(value)
    return "\n".join(" ".join(line.split()) for line in str(value).splitlines() if line.strip())


def texts_around(workbook: openpyxl.Workbook) -> Iterator[str]:
    """Yield the lines of headers and footers, and of the sheets that are hidden."""
    for sheet in workbook.worksheets:
        for part in (sheet.oddHeader, sheet.oddFooter, sheet.firstHeader, sheet.firstFooter):
            for side in (part.left, part.center, part.right) if part else ():
                yield from ((side and side.text) or "").split("\n")
        if sheet.sheet_state != "visible":
            yield from lines_of_cells(sheet)


def lines_of_cells(sheet: Worksheet) -> Iterator[str]:
    """Yield every line of every cell."""
    rows, columns = min(sheet.max_row, _MOST_ROWS), min(sheet.max_column, _MOST_COLUMNS)
    for row in sheet.iter_rows(max_row=rows, max_col=columns, values_only=True):
        for value in row:
            if value is not None:
                yield from cell_text(value).split("\n")
