"""What ``check`` and ``show`` write, and how they end."""

import json
from collections.abc import Callable
from pathlib import Path

from plan_data.plan_file import check_plan_command, show_plan_command
from plan_data.units import Unit, read_units_file
from tests.plan_file.plan_texts import obligation, plan_text

WritePlan = Callable[[str], Path]
DATELESS = "“thường xuyên” không cho ngày nào; nghĩa vụ được xếp vào loại không có hạn."


def test_check_says_how_much_a_good_plan_holds(write_plan: WritePlan) -> None:
    lines: list[str] = []
    path = write_plan(
        plan_text(
            obligation("N-1", deadline="trong năm 2018", sentence="Làm trong năm 2018."),
            obligation("N-2", deadline="thường xuyên", sentence="Làm thường xuyên."),
            obligation("N-3"),
        )
    )
    assert check_plan_command(str(path), lines.append) == 0
    assert lines == [
        f"Lưu ý: dòng 18, N-2, deadline: {DATELESS}",
        "Không có lỗi: 3 nghĩa vụ, 1 có hạn.",
    ]


def test_check_lists_mistakes_and_fails(write_plan: WritePlan) -> None:
    lines: list[str] = []
    assert check_plan_command(str(write_plan(plan_text(obligation(lead="[A-1, A-2]")))), lines.append) == 1
    assert [line.split(":")[0] for line in lines] == [
        "dòng 11, N-1, lead, mục 1",
        "dòng 11, N-1, lead, mục 2",
        "Có 2 lỗi.",
    ]


def test_show_writes_one_json_object_a_line(write_plan: WritePlan) -> None:
    lines: list[str] = []
    path = write_plan(
        plan_text(
            obligation(
                "N-1",
                title="Báo cáo",
                lead="[STC]",
                cooperating="[SXD]",
                deadline="trong tháng 02/2018",
                report_to="[UBND-TINH]",
                via="SYT",
                note="Ghi chú.",
            )
        )
    )
    assert show_plan_command(str(path), lines.append, as_json=True) == 0
    assert json.loads(lines[0]) == {
        "code": "N-1",
        "unit": "STC",
        "unit_name": "Sở Tài chính",
        "role": "lead",
        "title": "Báo cáo",
        "phrase": "trong tháng 02/2018",
        "starts_on": "2018-02-01",
        "due_on": "2018-02-28",
        "section": "I",
        "report_to": ["UBND tỉnh Thanh Hóa"],
        "via": "Sở Y tế",
        "note": "Ghi chú.",
    }
    assert "Sở Tài chính" in lines[0]
    assert [(json.loads(line)["unit"], json.loads(line)["role"]) for line in lines] == [
        ("STC", "lead"),
        ("SXD", "cooperating"),
    ]


def test_show_dated_leaves_out_what_has_neither_a_first_nor_a_last_day(write_plan: WritePlan) -> None:
    path = str(
        write_plan(
            plan_text(
                obligation("N-1"),
                obligation("N-2", deadline="thường xuyên"),
                obligation("N-3", deadline="từ quý III năm 2018"),
                obligation("N-4", deadline="trước ngày 15/8/2018"),
            )
        )
    )
    everything: list[str] = []
    dated: list[str] = []
    show_plan_command(path, everything.append, as_json=True)
    show_plan_command(path, dated.append, as_json=True, only_dated=True)
    assert [json.loads(line)["code"] for line in everything] == ["N-1", "N-2", "N-3", "N-4"]
    assert [(row["code"], row["starts_on"], row["due_on"]) for row in map(json.loads, dated)] == [
        ("N-3", "2018-07-01", None),
        ("N-4", None, "2018-08-14"),
    ]


def test_show_to_read_lists_undated_work_apart(write_plan: WritePlan) -> None:
    lines: list[str] = []
    path = write_plan(
        plan_text(
            obligation("N-1", title="Việc thường làm"),
            obligation(
                "N-2", title="Việc có hạn", lead="[cap-huyen]", cooperating="[STC]", deadline="trong năm 2018"
            ),
        )
    )
    assert show_plan_command(str(path), lines.append) == 0
    assert lines == [
        "Kế hoạch thử (test-plan)",
        "",
        "Có thời hạn: 1 việc, 4 lượt đơn vị",
        "",
        "N-2       01/01/2018 – 31/12/2018 Việc có hạn",
        f"{'':34}Chủ trì: UBND huyện Quan Hóa, UBND huyện Mường Lát, UBND thị xã Bỉm Sơn",
        f"{'':34}Phối hợp: Sở Tài chính",
        "",
        "Không có ngày: 1 việc, 1 lượt đơn vị",
        "",
        f"N-1{'':31}Việc thường làm",
        f"{'':34}Chủ trì: Sở Y tế",
    ]


def test_show_takes_units_that_were_loaded_since(write_plan: WritePlan) -> None:
    lines: list[str] = []
    path = write_plan(plan_text(obligation(lead="[cap-xa]")))
    commune = Unit("14845", "UBND xã Thành Sơn", "Thành Sơn", "Xã", "commune", "385")
    directory = read_units_file(path.parent / "units.yaml").with_units([commune])
    assert show_plan_command(str(path), lines.append, as_json=True, directory=directory) == 0
    assert [json.loads(line)["unit"] for line in lines] == ["14845"]


def test_show_of_a_bad_plan_writes_its_mistakes_and_fails(write_plan: WritePlan) -> None:
    lines: list[str] = []
    assert show_plan_command(str(write_plan("code: a\n")), lines.append, as_json=True) == 1
    assert all(line.startswith("dòng 1") for line in lines)


def test_a_plan_that_is_nowhere_is_told_with_the_codes_there_are() -> None:
    lines: list[str] = []
    assert check_plan_command("thanh-hoa-2081", lines.append) == 1
    assert "Không có kế hoạch “thanh-hoa-2081”" in lines[0]
    assert "thanh-hoa-2018" in lines[0]
