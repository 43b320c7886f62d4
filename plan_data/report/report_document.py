"""The draft report of a plan as a Word document."""

from collections.abc import Iterator, Sequence

from plan_data.classification import Category
from plan_data.report.figures import Figures
from plan_data.report.official_document import OfficialDocument
from plan_data.report.plan_report import PlanReport, ReportRow
from plan_data.report.spreadsheet import figure_cells
from plan_data.report.table import printed_deadline
from plan_data.report.theme import LOOKS
from plan_data.report.wording import assessment, day, share

MOST_OVERDUE = 25
"""How many overdue duties the body of the report names; all of them stand in the appendix."""

MOST_IN_APPENDIX = 5000
"""Rows that Word still turns over; a province with all its communes has more, and the workbook has them."""

_UNIT_TITLES = (
    "TT",
    "Đơn vị",
    "Tổng số",
    "HT đúng hạn",
    "HT quá hạn",
    "Chờ xác nhận",
    "Trong hạn",
    "Quá hạn",
    "Không hạn",
    "HT/đã đến hạn",
)
_UNIT_WIDTHS = (9, 33, 14, 14, 13, 14, 15, 14, 17, 17)
_DUTY_TITLES = (
    "STT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Kết quả, tiến độ",
    "Đánh giá",
    "Khó khăn, lý do; ghi chú",
)
_DUTY_WIDTHS = (12, 60, 38, 34, 34, 26, 28, 25)


def report_document(report: PlanReport, *, author: str | None = None) -> bytes:
    """The draft as a .docx file; ``author`` is the body that reports, blank when None."""
    draft = OfficialDocument(
        title="BÁO CÁO",
        subject=f"Tình hình thực hiện {report.plan.title} (tính đến hết ngày {day(report.on)})",
        author=author,
        mark="BC",
    )
    _write_overall(draft, report)
    _write_overdue(draft, report)
    _write_obstacles(draft, report)
    _write_targets(draft, report)
    draft.sign_off([f"{report.plan.issuer} (để báo cáo)", "Các đơn vị chủ trì (để thực hiện)"])
    draft.appendix("PHỤ LỤC", f"Danh mục nhiệm vụ và kết quả thực hiện đến hết ngày {day(report.on)}")
    draft.table(_DUTY_TITLES, list(_duty_rows(report.rows[:MOST_IN_APPENDIX])), _DUTY_WIDTHS)
    if len(report.rows) > MOST_IN_APPENDIX:
        more = len(report.rows) - MOST_IN_APPENDIX
        draft.paragraph(f"Còn {more} nhiệm vụ, nêu trong tệp Excel kèm theo.")
    return draft.to_bytes()


def _write_overall(draft: OfficialDocument, report: PlanReport) -> None:
    total = report.total
    draft.heading("I. TÌNH HÌNH CHUNG")
    draft.paragraph(
        f"Đến hết ngày {day(report.on)}, có {len(report.units)} đơn vị chủ trì {total.total} nhiệm vụ. "
        f"Trong đó: {_counts(total)}."
    )
    draft.paragraph(
        f"Tỷ lệ hoàn thành trên tổng số nhiệm vụ: {share(total.share_of_all)} ({total.done}/{total.total}). "
        f"{_of_due(total)}"
    )
    draft.paragraph(
        f"So với kỳ trước (đến hết ngày {day(report.before_on)}): hoàn thành {report.before.done}, nay "
        f"{total.done}; quá hạn chưa hoàn thành {report.before.open_late}, nay {total.open_late}."
    )
    draft.table(_UNIT_TITLES, list(_unit_rows(report)), _UNIT_WIDTHS)


def _of_due(total: Figures) -> str:
    if not total.due:
        return "Chưa có nhiệm vụ nào đến hạn."
    return (
        f"Tỷ lệ hoàn thành trên số nhiệm vụ đã đến hạn: {share(total.share_of_due)} "
        f"({total.due_done}/{total.due}); hoàn thành đúng hạn {share(total.share_on_time)} "
        f"({total.due_on_time}/{total.due})."
    )


def _counts(figures: Figures) -> str:
    parts = [f"{LOOKS[each].vi.lower()} {figures.of_category(each)}" for each in Category]
    return "; ".join([*parts, f"vướng mắc {figures.blocked}", f"chưa báo gì {figures.silent}"])


def _unit_rows(report: PlanReport) -> Iterator[Sequence[str]]:
    for number, each in enumerate(report.units, start=1):
        yield _unit_row(str(number), each.name, each.figures)
    yield _unit_row("", "Tổng cộng", report.total)


def _unit_row(number: str, name: str, figures: Figures) -> Sequence[str]:
    total, *categories = figure_cells(figures)[:7]
    return (number, name, str(total), *map(str, categories), share(figures.share_of_due))


def _write_overdue(draft: OfficialDocument, report: PlanReport) -> None:
    draft.heading("II. NHIỆM VỤ QUÁ HẠN CHƯA HOÀN THÀNH")
    if not report.overdue:
        draft.paragraph("Không có.")
        return
    draft.table(
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Hạn", "Chậm (ngày)", "Lý do đơn vị nêu"),
        [
            (
                str(number),
                f"{row.line.title} ({row.line.code})",
                row.line.unit_name,
                day(row.standing.due_on) if row.standing.due_on else "",
                str(row.standing.days_late),
                row.standing.note or ("Chưa báo cáo" if row.standing.is_silent else ""),
            )
            for number, row in enumerate(report.overdue[:MOST_OVERDUE], start=1)
        ],
        (10, 54, 34, 22, 16, 24),
    )
    if len(report.overdue) > MOST_OVERDUE:
        more = len(report.overdue) - MOST_OVERDUE
        draft.paragraph(f"Còn {more} nhiệm vụ quá hạn ít ngày hơn, nêu trong Phụ lục.")


def _write_obstacles(draft: OfficialDocument, report: PlanReport) -> None:
    draft.heading("III. KHÓ KHĂN, VƯỚNG MẮC; ĐƠN VỊ CHƯA BÁO CÁO")
    for row in report.blocked:
        draft.paragraph(
            f"- {row.line.unit_name}: {row.line.title} ({row.line.code})"
            + (f": {row.standing.note}." if row.standing.note else ".")
        )
    if not report.blocked:
        draft.paragraph("- Không có đơn vị nào báo vướng mắc.")
    silent = ", ".join(each.name for each in report.silent_units)
    draft.paragraph(f"- Đơn vị có nhiệm vụ đã đến hạn mà chưa báo cáo nhiệm vụ nào: {silent or 'không có'}.")


def _write_targets(draft: OfficialDocument, report: PlanReport) -> None:
    if not report.targets:
        return
    draft.heading("IV. CHỈ TIÊU CỦA KẾ HOẠCH")
    draft.table(
        ("Chỉ tiêu", "Giá trị", "Nhiệm vụ phục vụ", "Hoàn thành", "Quá hạn"),
        [
            (
                target.name,
                target.value,
                ", ".join(target.codes),
                f"{target.figures.done}/{target.figures.total}",
                str(target.figures.open_late),
            )
            for target in report.targets
        ],
        (56, 18, 50, 20, 16),
    )


def _duty_rows(rows: Sequence[ReportRow]) -> Iterator[Sequence[str]]:
    for number, row in enumerate(rows, start=1):
        standing = row.standing
        if standing.has_reported:
            progress = f"100%{f', {standing.document}' if standing.document else ''}"
        elif standing.percent is not None:
            progress = f"{standing.percent}%"
        else:
            progress = "Chưa báo cáo" if standing.is_silent else "Đang thực hiện"
        yield (
            str(number),
            f"{row.line.title} ({row.line.code})",
            row.line.unit_name,
            "; ".join(row.cooperating),
            printed_deadline(row),
            progress,
            assessment(standing),
            standing.note or "",
        )
