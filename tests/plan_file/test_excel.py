"""Plans to Excel and back: nothing changes on the way, mistakes name row and column."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from plan_data.plan_file import examine_plan, find_plan
from plan_data.plan_file.excel_write import Remark, plan_workbook
from plan_data.plan_file.read import PlanReading

SHIPPED = examine_plan(find_plan("thanh-hoa-2018"))


def workbook_of(reading: PlanReading, remarks: dict[str, Remark] | None = None) -> bytes:
    assert reading.plan
    assert reading.directory
    return plan_workbook(reading.plan, reading.directory, remarks)


def reading_of(content: bytes, tmp_path: Path) -> PlanReading:
    path = tmp_path / "ke-hoach.xlsx"
    path.write_bytes(content)
    return examine_plan(path)


def edited(change: Callable[[openpyxl.Workbook], None], tmp_path: Path) -> PlanReading:
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_of(SHIPPED)))
    change(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return reading_of(buffer.getvalue(), tmp_path)


def cell(sheet: Worksheet, row: int, heading: str) -> str:
    """The address of the cell in ``row`` below ``heading``."""
    return next(f"{one.column_letter}{row}" for one in sheet[1] if one.value == heading)


def set_cell(
    row: int, heading: str, value: str | int | datetime | None
) -> Callable[[openpyxl.Workbook], None]:
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Nghĩa vụ"]
        sheet[cell(sheet, row, heading)] = value

    return change


def test_export_and_read_back_change_nothing(tmp_path: Path) -> None:
    reading = reading_of(workbook_of(SHIPPED), tmp_path)
    assert reading.problems == ()
    assert reading.plan == SHIPPED.plan
    assert reading.directory
    assert SHIPPED.directory
    assert reading.directory.units == SHIPPED.directory.units
    assert reading.directory.classes == SHIPPED.directory.classes


def test_remarks_of_a_draft_are_not_read_back(tmp_path: Path) -> None:
    content = workbook_of(SHIPPED, {"GN-01": Remark("thấp", "xem lại đơn vị", "trang 3")})
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Nghĩa vụ"]
    assert sheet[cell(sheet, 2, "Cần xem lại")].value == "xem lại đơn vị"
    assert reading_of(content, tmp_path).plan == SHIPPED.plan


def test_columns_of_units_offer_all_units() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_of(SHIPPED)))
    sheet = workbook["Nghĩa vụ"]
    ranges = [(str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation]
    assert any("Danh mục" in formula and "E2:" in where for where, formula in ranges)
    names = [row[0] for row in workbook["Danh mục"].iter_rows(values_only=True)]
    assert "Sở Y tế" in names
    assert workbook["Danh mục"].sheet_state == "hidden"
    assert sheet.freeze_panes == "D2"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Sở Y tế", ("SYT",)),
        ("sở y tế; STC", ("SYT", "STC")),
        ("Sở Y tế\nUBND huyện Quan Hóa", ("SYT", "385")),
        ("UBND cấp huyện", ("cap-huyen",)),
        (385, ("385",)),
    ],
)
def test_units_are_found_by_name_or_code(tmp_path: Path, text: str | int, codes: tuple[str, ...]) -> None:
    reading = edited(set_cell(2, "Chủ trì", text), tmp_path)
    assert reading.plan
    assert reading.plan.obligations[0].lead == codes


def test_date_typed_into_the_deadline_column_is_read_as_written(tmp_path: Path) -> None:
    reading = edited(set_cell(2, "Thời hạn", datetime(2018, 8, 15)), tmp_path)  # noqa: DTZ001
    assert reading.plan
    assert reading.plan.obligations[0].deadline == "15/8/2018"


@pytest.mark.parametrize(
    ("heading", "value", "words"),
    [
        ("Chủ trì", "Sở Y tếe", "Có phải là “SYT”?"),
        ("Chủ trì", None, "Cột “Chủ trì” đang trống"),
        ("Mã", "GN-01", "Mã “GN-01” đã dùng ở dòng 2"),
        ("Mã", "mã có dấu", "ký tự không dùng được"),
        ("Tóm tắt", "a" * 91, "Dài quá 90 ký tự"),
        ("Gửi qua", "UBND cấp huyện", "là một nhóm đơn vị"),
        ("Minh chứng", "có", "Chỉ được ghi"),
    ],
)
def test_mistakes_name_the_row_and_the_column(
    tmp_path: Path, heading: str, value: str | None, words: str
) -> None:
    reading = edited(set_cell(3, heading, value), tmp_path)
    assert reading.plan is None
    (problem,) = reading.problems
    assert problem.line == 3
    assert words in problem.message
    assert heading in problem.where + problem.message


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    assert SHIPPED.plan
    first = SHIPPED.plan.obligations[0].model_copy(update={"title": "=1+1", "note": "@SUM(A1)"})
    plan = SHIPPED.plan.model_copy(update={"obligations": (first, *SHIPPED.plan.obligations[1:])})
    assert SHIPPED.directory
    reading = reading_of(plan_workbook(plan, SHIPPED.directory), tmp_path)
    assert reading.plan == plan


def test_workbook_without_the_sheet_of_obligations_says_which_it_needs(tmp_path: Path) -> None:
    reading = edited(lambda workbook: workbook.remove(workbook["Nghĩa vụ"]), tmp_path)
    assert "Nghĩa vụ" in reading.problems[0].message


def test_missing_column_is_named(tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Nghĩa vụ"]
        sheet[cell(sheet, 1, "Nguyên văn")] = "Cột khác"

    reading = edited(change, tmp_path)
    assert any("Thiếu cột “Nguyên văn”" in problem.message for problem in reading.problems)


def test_sorted_and_shortened_sheet_is_read_in_its_new_order(tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["Nghĩa vụ"].delete_rows(2, 100)
        workbook.remove(workbook["Chỉ tiêu"])  # the targets name obligations that are gone

    reading = edited(change, tmp_path)
    assert reading.plan
    assert reading.plan.obligations[0].code == "GN-101"


def test_unit_added_on_its_sheet_can_lead(tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["Đơn vị"].append(["Sở, ban, ngành", "CTCN", "Công ty Cấp nước", None, None, "UBND-TINH"])
        set_cell(2, "Chủ trì", "Công ty Cấp nước")(workbook)

    reading = edited(change, tmp_path)
    assert reading.problems == ()
    assert reading.plan
    assert reading.plan.obligations[0].lead == ("CTCN",)


def test_mistakes_in_the_sheet_of_units_are_told(tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["Đơn vị"].append(["Sở, ban, ngành", "SYT", "Sở Y tế khác"])
        workbook["Đơn vị"].append(["Cấp lạ", "ABC", "Ban ABC"])

    reading = edited(change, tmp_path)
    told = " ".join(problem.message for problem in reading.problems)
    assert "Mã “SYT” đã dùng" in told
    assert "Cấp phải là một trong" in told
