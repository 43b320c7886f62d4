"""The report as an Excel workbook: figures by unit, the table of duties, what is overdue, the targets.

What people typed is written as text whatever it begins with: a value never becomes a formula, and no quote
has to be put before it (ASVS 1.2.10 asks that of CSV, not of typed cells).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from plan_data.classification import Category
from plan_data.report.figures import Figures
from plan_data.report.plan_report import PlanReport
from plan_data.report.table import COLUMNS, FIGURE_TITLES, NUMBER_TITLE, Value, table_rows
from plan_data.report.theme import LOOKS
from plan_data.report.wording import day

LONGEST_CELL = 32_000
"""Excel keeps 32,767 characters of a cell."""

_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD_FILL = PatternFill("solid", fgColor="DDE7F0")
_FONT = "Times New Roman"
_PLAIN = Font(name=_FONT, size=12)
_BOLD = Font(name=_FONT, size=12, bold=True)
_TOP = Alignment(vertical="top", wrap_text=True)
_ASSESSMENT = next(number for number, column in enumerate(COLUMNS, 2) if column.title == "Đánh giá")
_SHARE_TITLES = ("Hoàn thành / tổng số việc", "Hoàn thành / việc đã đến hạn", "Đúng hạn / việc đã đến hạn")


def workbook_bytes(report: PlanReport) -> bytes:
    """The workbook as a file. Takes a second for some thousand duties: not for the event loop."""
    book = Workbook()
    summary = book.active
    if not isinstance(summary, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    summary.title = "Tổng hợp"
    _write_summary(summary, report)
    _write_duties(book.create_sheet("Danh mục nhiệm vụ"), report)
    _write_overdue(book.create_sheet("Quá hạn"), report)
    if report.targets:
        _write_targets(book.create_sheet("Chỉ tiêu"), report)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_summary(sheet: Worksheet, report: PlanReport) -> None:
    titles = (NUMBER_TITLE, "Đơn vị", *FIGURE_TITLES, *_SHARE_TITLES)
    start = _write_title(sheet, report, "Tổng hợp tình hình thực hiện")
    _write_head(sheet, start, titles, (6, 40, *[11] * len(FIGURE_TITLES), *[14] * len(_SHARE_TITLES)))
    lines: list[tuple[Value, ...]] = [
        (number, each.name, *figure_cells(each.figures), *_shares(each.figures))
        for number, each in enumerate(report.units, start=1)
    ]
    lines.append((None, "Tổng cộng", *figure_cells(report.total), *_shares(report.total)))
    lines.append(
        (None, f"Đến {day(report.before_on)}", *figure_cells(report.before), *_shares(report.before))
    )
    first_share = 3 + len(FIGURE_TITLES)
    for row, values in enumerate(lines, start=start + 1):
        for cell in _write_row(sheet, row, values):
            if cell.column >= first_share:
                cell.number_format = "0.0%"
            if row > start + len(report.units):
                cell.font = _BOLD
    _finish(sheet, start, len(titles), start + len(report.units), fixed_columns=2)


def figure_cells(figures: Figures) -> tuple[int, ...]:
    """The counts under FIGURE_TITLES."""
    categories = (figures.of_category(category) for category in Category)
    return (figures.total, *categories, figures.blocked, figures.silent)


def _shares(figures: Figures) -> tuple[float | None, ...]:
    return (figures.share_of_all, figures.share_of_due, figures.share_on_time)


def _write_duties(sheet: Worksheet, report: PlanReport) -> None:
    start = _write_title(sheet, report, "Danh mục nhiệm vụ")
    titles = (NUMBER_TITLE, *(column.title for column in COLUMNS))
    _write_head(sheet, start, titles, (6, *(column.width for column in COLUMNS)))
    for row, values in enumerate(table_rows(report), start=start + 1):
        cells = _write_row(sheet, row, values)
        category = report.rows[row - start - 1].standing.category
        # A bar of colour beside the word, never a colour alone.
        cells[_ASSESSMENT - 1].border = Border(
            left=Side(style="thick", color=LOOKS[category].colour), right=_THIN, top=_THIN, bottom=_THIN
        )
    _finish(sheet, start, len(titles), start + len(report.rows), fixed_columns=3)


def _write_overdue(sheet: Worksheet, report: PlanReport) -> None:
    titles = (
        NUMBER_TITLE,
        "Mã",
        "Nội dung nhiệm vụ",
        "Cơ quan chủ trì",
        "Ngày đến hạn",
        "Số ngày chậm",
        "Lý do",
    )
    start = _write_title(sheet, report, "Nhiệm vụ quá hạn chưa hoàn thành")
    _write_head(sheet, start, titles, (6, 10, 54, 32, 14, 10, 40))
    for number, row in enumerate(report.overdue, start=1):
        line, standing = row.line, row.standing
        _write_row(
            sheet,
            start + number,
            (
                number,
                line.code,
                line.title,
                line.unit_name,
                standing.due_on,
                standing.days_late,
                standing.note,
            ),
        )
    _finish(sheet, start, len(titles), start + len(report.overdue), fixed_columns=2)


def _write_targets(sheet: Worksheet, report: PlanReport) -> None:
    titles = ("Chỉ tiêu", "Giá trị", "Nhiệm vụ phục vụ", *FIGURE_TITLES)
    start = _write_title(sheet, report, "Chỉ tiêu và nhiệm vụ phục vụ chỉ tiêu")
    _write_head(sheet, start, titles, (48, 12, 36, *[11] * len(FIGURE_TITLES)))
    for row, target in enumerate(report.targets, start=start + 1):
        _write_row(
            sheet, row, (target.name, target.value, ", ".join(target.codes), *figure_cells(target.figures))
        )
    _finish(sheet, start, len(titles), start + len(report.targets), fixed_columns=1)


def _write_title(sheet: Worksheet, report: PlanReport, title: str) -> int:
    """Title lines above the table; returns the row of the table's head."""
    texts = (title, report.plan.title, f"Tính đến hết ngày {day(report.on)}")
    for row, text in enumerate(texts, start=1):
        cell = _cell_at(sheet, row, 1)
        _set_text(cell, text)
        cell.font = Font(name=_FONT, size=14 if row == 1 else 12, bold=row == 1)
    return len(texts) + 2


def _write_head(sheet: Worksheet, row: int, titles: Sequence[str], widths: Iterable[int]) -> None:
    for cell in _write_row(sheet, row, titles):
        cell.font = _BOLD
        cell.fill = _HEAD_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[row].height = 48
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _write_row(sheet: Worksheet, row: int, values: Iterable[Value]) -> list[Cell]:
    cells = []
    for number, value in enumerate(values, start=1):
        cell = _cell_at(sheet, row, number)
        if isinstance(value, str):
            _set_text(cell, value)
        elif value is not None:
            cell.value = value
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
        cell.font, cell.border, cell.alignment = _PLAIN, _BORDER, _TOP
        cells.append(cell)
    return cells


def _cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"{cell.coordinate} lies in merged cells")
    return cell


def _set_text(cell: Cell, text: str) -> None:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL]
    cell.data_type = "s"


def _finish(sheet: Worksheet, head: int, columns: int, last_row: int, *, fixed_columns: int) -> None:
    """Freeze the head, add filters, and let it print on A4 across with the head on every page."""
    sheet.freeze_panes = f"{get_column_letter(fixed_columns + 1)}{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(columns)}{max(last_row, head + 1)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"
