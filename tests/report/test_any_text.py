"""Whatever people type, files can be opened, hold it as text, and run nothing."""

import csv
from datetime import date
from io import BytesIO, StringIO

from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from plan_data.classification import Category, Standing
from plan_data.plain_text import plain
from plan_data.plan_file import Plan
from plan_data.report.csv_table import csv_bytes
from plan_data.report.figures import Figures
from plan_data.report.plan_report import PlanReport, ReportRow
from plan_data.report.report_document import report_document
from plan_data.report.spreadsheet import workbook_bytes
from plan_data.store.report_lines import DutyLine

ON = date(2018, 8, 20)
PLAN = Plan.model_validate(
    {
        "code": "thu",
        "title": "Kế hoạch thử",
        "issuer": "UBND tỉnh",
        "obligations": [
            {"code": "A", "section": "I", "title": "Việc", "sentence": "Làm.", "lead": ["SYT"]},
        ],
    }
)
SPECIAL = st.sampled_from(["=1+1", "+84", "-5 km", "@SUM(A1)", "\t=1", "\r\n=1", "＝1", "\x00=1", "\x0b"])
ANY_TEXT = st.one_of(SPECIAL, st.text(max_size=60))
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def report_with(note: str) -> PlanReport:
    """A report of one blocked duty whose unit wrote this."""
    standing = Standing(
        duty_id=1,
        unit_code="SYT",
        obligation_id=1,
        occurrence=1,
        category=Category.OPEN_LATE,
        due_on=date(2018, 8, 10),
        is_due=True,
        days_late=10,
        is_blocked=True,
        note=note,
        document=note,
    )
    line = DutyLine(
        1, "A", "A", "thu", "SYT", note or "Sở Y tế", note, note, "I", note, None, None, (note,), note
    )
    total = Figures.of([standing])
    return PlanReport(
        plan=PLAN,
        on=ON,
        rows=(ReportRow(line, standing, (note,)),),
        units=(),
        total=total,
        before_on=date(2018, 7, 31),
        before=total,
        targets=(),
    )


@given(ANY_TEXT)
@QUICK
def test_no_cell_of_a_csv_starts_like_a_formula(note: str) -> None:
    rows = list(csv.reader(StringIO(csv_bytes(report_with(note)).decode("utf-8-sig"), newline="")))

    assert len(rows) == 2
    assert not any(cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for cell in rows[1])


@given(ANY_TEXT)
@QUICK
def test_no_cell_of_a_workbook_is_a_formula(note: str) -> None:
    book = load_workbook(BytesIO(workbook_bytes(report_with(note))))

    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


@given(ANY_TEXT)
@settings(QUICK, max_examples=15)
def test_every_draft_can_be_opened(note: str) -> None:
    draft = Document(BytesIO(report_document(report_with(note))))

    assert draft.tables[-1].rows[1].cells[0].text == "1"


@given(st.text(max_size=200))
@QUICK
def test_a_message_without_its_tags_never_fails(text: str) -> None:
    assert isinstance(plain(text), str)
