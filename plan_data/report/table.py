"""The table that follow-up reports in Vietnam carry as their appendix: columns, and a row for each duty."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plan_data.classification import Category
from plan_data.report.plan_report import PlanReport, ReportRow
from plan_data.report.wording import assessment, day, deadline

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is in characters, as spreadsheets count it."""

    title: str
    width: int
    value: Callable[[PlanReport, ReportRow], Value]


def _source(report: PlanReport, row: ReportRow) -> str:
    """The document that gives the duty: number, day, section."""
    parts = [
        report.plan.number or report.plan.title,
        f"ngày {day(report.plan.issued_on)}" if report.plan.issued_on else None,
        f"mục {row.line.section}",
    ]
    return ", ".join(part for part in parts if part)


def _product(_report: PlanReport, row: ReportRow) -> str | None:
    """What is to be handed in, as far as the plan says so."""
    if not row.line.report_to:
        return None
    to = f"Báo cáo gửi {', '.join(row.line.report_to)}"
    return f"{to}, qua {row.line.via}" if row.line.via else to


def _progress(_report: PlanReport, row: ReportRow) -> str:
    standing = row.standing
    if standing.reported_on is not None:
        return f"100% (báo xong {day(standing.reported_on)})"
    if standing.is_silent:
        return "Chưa báo cáo"
    return f"{standing.percent}%" if standing.percent is not None else "Đang thực hiện"


def _difficulty(_report: PlanReport, row: ReportRow) -> str | None:
    standing = row.standing
    troubled = standing.is_blocked or standing.category is Category.OPEN_LATE
    return (standing.note or ("Vướng mắc" if standing.is_blocked else None)) if troubled else None


def _remark(report: PlanReport, row: ReportRow) -> str | None:
    return None if _difficulty(report, row) else row.standing.note


COLUMNS: Final[Sequence[Column]] = (
    Column("Mã", 10, lambda _, row: row.line.code),
    Column("Nội dung nhiệm vụ", 48, lambda _, row: row.line.title),
    Column("Văn bản giao (số, ngày)", 24, _source),
    Column("Cơ quan chủ trì", 24, lambda _, row: row.line.unit_name),
    Column("Phối hợp", 24, lambda _, row: "; ".join(row.cooperating) or None),
    Column("Thời hạn ghi trong kế hoạch", 22, lambda _, row: row.line.phrase),
    Column("Ngày đến hạn", 13, lambda _, row: row.standing.due_on),
    Column("Sản phẩm", 24, _product),
    Column("Kết quả, tiến độ (%)", 20, _progress),
    Column("Văn bản kết quả", 20, lambda _, row: row.standing.document),
    Column("Đánh giá", 24, lambda _, row: assessment(row.standing)),
    Column("Số ngày chậm", 9, lambda _, row: row.standing.days_late or None),
    Column("Khó khăn, lý do", 30, _difficulty),
    Column("Ghi chú", 26, _remark),
)
"""Beside the running number, which stands first in every form."""

NUMBER_TITLE: Final = "STT"

FIGURE_TITLES: Final = (
    "Tổng số",
    "Hoàn thành đúng hạn",
    "Hoàn thành quá hạn",
    "Chờ xác nhận",
    "Đang thực hiện trong hạn",
    "Đang thực hiện quá hạn",
    "Không hạn",
    "Trong đó vướng mắc",
    "Chưa báo gì",
)


def table_rows(report: PlanReport) -> Sequence[tuple[Value, ...]]:
    """All duties, numbered from 1, a value for each column."""
    return [
        (number, *(column.value(report, row) for column in COLUMNS))
        for number, row in enumerate(report.rows, start=1)
    ]


def printed_deadline(row: ReportRow) -> str:
    """Phrase and day in one cell, where a page has no room for two columns."""
    return deadline(row.standing, row.line.planned_due_on, row.line.phrase)
