"""Reading a plan file: what is wrong is told all at once, with its line and what to do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plan_data.plan_file import Plan, PlanFileError, check_plan, examine_plan, read_plan
from plan_data.plan_file.read import MAX_BYTES
from plan_data.units import UnitDirectory
from tests.plan_file.plan_texts import HEAD, obligation, plan_text

WritePlan = Callable[[str], Path]


def sentences(path: Path) -> list[str]:
    return [str(problem) for problem in check_plan(path)]


def test_a_plan_without_mistakes_is_read(write_plan: WritePlan) -> None:
    path = write_plan(plan_text(obligation("N-1", via="STC"), obligation("N-2", lead="[cap-huyen, 381]")))
    plan = read_plan(path)
    assert check_plan(path) == ()
    assert [one.code for one in plan.obligations] == ["N-1", "N-2"]
    assert plan.obligations[1].lead == ("cap-huyen", "381")
    assert (plan.before_date, plan.time_zone) == ("exclusive", "Asia/Ho_Chi_Minh")


def test_two_obligations_of_one_line_may_not_share_a_code(write_plan: WritePlan) -> None:
    one = "{code: N-1, section: I, title: Việc, sentence: Câu., lead: [SYT]}"
    text = plan_text().replace("obligations:", f"obligations: [{one}, {one}]")
    assert sentences(write_plan(text)) == ["dòng 6, N-1, code: Mã “N-1” đã dùng ở dòng 6. Hãy đặt mã khác."]


def test_a_plan_survives_being_kept_as_json(write_plan: WritePlan) -> None:
    text = plan_text(obligation(deadline="trước ngày 1/2/2018", evidence="required", note="Ghi chú."))
    plan = read_plan(
        write_plan(text.replace("year: 2018", "issued_on: 15/01/2018\nevents: {họp: 2018-02-03}"))
    )
    assert plan.issued_on == date(2018, 1, 15)
    assert Plan.model_validate(plan.model_dump(mode="json")) == plan
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_the_year_of_issue_stands_in_for_a_missing_year(write_plan: WritePlan) -> None:
    text = plan_text(obligation(deadline="trong quý II")).replace("year: 2018", "issued_on: 2018-01-15")
    plan = read_plan(write_plan(text))
    (deadline,) = plan.obligations[0].deadlines(plan.deadline_context())
    assert deadline.due_on == date(2018, 6, 30)


def test_texts_are_composed_and_lose_their_line_breaks(write_plan: WritePlan) -> None:
    decomposed = "Ke\u0302\u0301 hoạch"
    plan = read_plan(write_plan(plan_text(obligation(title=f"{decomposed}\n  của xã", section="1.10"))))
    assert plan.obligations[0].title == "Kế hoạch của xã"
    assert plan.obligations[0].section == "1.10"


def test_all_mistakes_are_told_at_once_each_with_its_line(write_plan: WritePlan) -> None:
    path = write_plan(
        plan_text(
            "code: N-1\nsection: I\ntitle: Một\nsentence: Câu.\nlead: [SYT]\ndeadlin: trong năm",
            "code: n-1\nsection: I\ntitle:\nsentence: Câu.\nlead: []\nevidence: có",
            "- N-3",
        )
        + "targets:\n  - {name: Chỉ tiêu, value: 5%, sentence: Câu., obligations: [N-1, N-8]}\n"
    )
    assert sentences(path) == [
        "dòng 12, N-1, deadlin: Không có trường “deadlin”. Có phải là “deadline”?",
        "dòng 13, n-1, code: Mã “n-1” đã dùng ở dòng 7. Hãy đặt mã khác.",
        "dòng 15, n-1, title: Thiếu trường “title”. Ví dụ: title: Ban hành kế hoạch tổng điều tra hộ nghèo",
        "dòng 17, n-1, lead: Danh sách đang trống. Ví dụ: lead: [SLDTBXH]",
        "dòng 18, n-1, evidence: Chỉ được ghi optional hoặc required. Ví dụ: evidence: required",
        "dòng 19, nghĩa vụ thứ 3: Chỗ này phải gồm các dòng như “code: GN-01”. Hãy xem lại thụt đầu dòng.",
        "dòng 21, chỉ tiêu thứ 1, obligations, mục 2: Không có nghĩa vụ nào mang mã “N-8”. Hãy sửa mã.",
    ]


UNIT = "Không có đơn vị hay nhóm đơn vị nào mang mã"
FIELD_MISTAKES = {
    "lead: [Sở Y tế]": f"lead, mục 1: {UNIT} “Sở Y tế”. Có phải là “SYT”?",
    "lead: [STC, so y te]": f"lead, mục 2: {UNIT} “so y te”. Có phải là “SYT”?",
    "lead: [Cap-Huyen]": f"lead, mục 1: {UNIT} “Cap-Huyen”. Có phải là “cap-huyen”?",
    "lead: [UBND cấp huyện]": f"lead, mục 1: {UNIT} “UBND cấp huyện”. Có phải là “cap-huyen”?",
    "lead: [qqqqqq]": f"lead, mục 1: {UNIT} “qqqqqq”. Hãy thêm đơn vị này vào tệp đơn vị.",
    "lead: SYT": "lead: Chỗ này phải là danh sách. Ví dụ: lead: [SLDTBXH]",
    "lead: [SYT, STC, SYT]": "lead: Ghi lặp SYT. Hãy để mỗi mã một lần.",
    "lead: [[SYT]]": "lead, mục 1: Chỗ này phải là chữ. Ví dụ: lead: [SLDTBXH]",
    "lead: [SYT, ]\nvia: cap-huyen": ("via: “cap-huyen” là một nhóm đơn vị. Hãy ghi mã của đúng một đơn vị."),
    "lead: [SYT]\nconfirm_by: SYTT": f"confirm_by: {UNIT} “SYTT”. Có phải là “SYT”?",
    "code: Số 1\nlead: [SYT]": "code: “Số 1” có ký tự không dùng được. Ví dụ: code: GN-01",
    f"lead: [SYT]\ntitle: {'Dài ' * 30}": (
        "title: Dài quá 90 ký tự. Hãy rút gọn. Ví dụ: title: Ban hành kế hoạch tổng điều tra hộ nghèo"
    ),
}


@pytest.mark.parametrize(("lines", "sentence"), FIELD_MISTAKES.items(), ids=FIELD_MISTAKES)
def test_a_mistake_in_a_field_says_what_to_do(write_plan: WritePlan, lines: str, sentence: str) -> None:
    fields = dict(line.split(": ", 1) for line in lines.splitlines())
    (problem,) = check_plan(write_plan(plan_text(obligation(**fields))))
    code = fields.get("code", "N-1")
    assert f"{problem.where}: {problem.message}" == f"{code}, {sentence}"
    assert problem.line is not None


HEAD_MISTAKES = {
    "year: hai nghìn": "year: “hai nghìn” không phải là số nguyên. Ví dụ: year: 2018",
    "issued_on: 31/02/2018": (
        "issued_on: “31/02/2018” không phải là ngày có thật. Ví dụ: issued_on: 2018-01-15"
    ),
    "issued_on: 2018": "issued_on: Không phải là ngày. Hãy ghi như 15/01/2018 hoặc 2018-01-15.",
    "time_zone: Asia/Hanoi": "time_zone: Không có múi giờ “Asia/Hanoi”. Hãy ghi, ví dụ, Asia/Ho_Chi_Minh.",
    "before_date: maybe": (
        "before_date: Chỉ được ghi exclusive hoặc inclusive. Ví dụ: before_date: exclusive"
    ),
}


@pytest.mark.parametrize(("line", "sentence"), HEAD_MISTAKES.items(), ids=HEAD_MISTAKES)
def test_a_mistake_in_the_head_says_what_to_do(write_plan: WritePlan, line: str, sentence: str) -> None:
    text = plan_text(obligation()).replace("year: 2018", line)
    assert sentences(write_plan(text)) == [f"dòng 4, {sentence}"]


SYNTAX_MISTAKES = {
    "a:\n\t- b\n": "dòng 2: Có ký tự không đứng ở đây được.",
    "title: Kế hoạch: năm 2018\n": "dòng 1: Dấu “:” sai chỗ.",
    'a: 1\nb: "x\n': "dòng 2: Dấu nháy chưa đóng",
    "a: [1, 2\nb: c\n": "dòng 2: Dấu ngoặc chưa đóng",
    "a:\n  - b: 1\n   c: 2\n": "dòng 3: Thụt đầu dòng không thẳng",
    "a: 1\nb: *\n": "dòng 2: Nội dung bắt đầu bằng “*”",
    "a: &x [1]\nb: *x\n": "dòng 2: Không dùng được tham chiếu",
    "a: 1\n---\nb: 2\n": "dòng 2: Tệp có nhiều phần",
    "code: a\ncode: b\n": "dòng 2, code: Trường này đã có ở dòng 1.",
    "a: b\n? [1]\n: c\n": "dòng 2: Tên trường phải là chữ",
    "a: \x01\n": "dòng 1: Có ký tự điều khiển lạ.",
    'a: "\\q"\n': "dòng 1: Dấu nháy chưa đóng, hoặc có dấu “\\”",
    "- a\n": "dòng 1: Tệp không có dạng của kế hoạch.",
    "": "Tệp không có nội dung.",
    "# chỉ có lời dẫn\n": "Tệp không có nội dung.",
}


@pytest.mark.parametrize(("text", "beginning"), SYNTAX_MISTAKES.items(), ids=map(repr, SYNTAX_MISTAKES))
def test_a_text_that_is_not_a_plan_is_told_in_one_sentence(
    write_plan: WritePlan, text: str, beginning: str
) -> None:
    (sentence,) = sentences(write_plan(text))
    assert sentence.startswith(beginning)


def test_files_that_cannot_be_read_as_text_are_told(tmp_path: Path) -> None:
    utf16, nobody = tmp_path / "utf16.yaml", tmp_path / "khong-co.yaml"
    utf16.write_bytes("code: a\ntitle: Kế hoạch".encode("utf-16-le"))
    assert sentences(utf16) == ["dòng 2: Tệp không ở bảng mã UTF-8. Hãy lưu lại tệp với bảng mã UTF-8."]
    assert sentences(nobody) == [f"Không có tệp “{nobody}”. Hãy xem lại tên tệp và thư mục."]
    assert sentences(tmp_path) == [f"“{tmp_path}” là thư mục. Hãy chỉ tới tệp kế hoạch trong đó."]


def test_a_byte_order_mark_does_not_matter(write_plan: WritePlan) -> None:
    assert check_plan(write_plan("\ufeff" + plan_text(obligation()))) == ()


def test_read_plan_raises_with_every_problem(write_plan: WritePlan) -> None:
    path = write_plan(plan_text(obligation(lead="[X-1, X-2]")))
    with pytest.raises(PlanFileError) as raised:
        read_plan(path)
    assert raised.value.problems == check_plan(path)
    assert len(raised.value.problems) == 2


def test_a_missing_or_broken_file_of_units_is_told_at_its_line(write_plan: WritePlan) -> None:
    path = write_plan(plan_text(obligation()))
    units = path.parent / "units.yaml"
    units.write_text("province: {code: P, kind: Tỉnh}\n", encoding="utf-8")
    (broken,) = check_plan(path)
    assert (broken.line, broken.where) == (5, "units.yaml, dòng 1")
    units.unlink()
    assert sentences(path) == [
        "dòng 5, units: Không mở được tệp đơn vị “units.yaml” cạnh tệp kế hoạch. Hãy xem lại tên tệp."
    ]


@pytest.mark.parametrize("name", ["../units.yaml", "/etc/passwd", "a/units.yaml", "..", "x.txt"])
def test_units_are_only_read_from_beside_the_plan(write_plan: WritePlan, name: str) -> None:
    text = plan_text(obligation()).replace("units: units.yaml", f"units: {name}")
    (problem,) = [one for one in check_plan(write_plan(text)) if "ký tự" in one.message]
    assert (problem.line, problem.where) == (5, "units")


def test_units_given_by_the_caller_are_looked_up_instead(write_plan: WritePlan) -> None:
    path = write_plan(plan_text(obligation()))
    assert [problem.where for problem in check_plan(path, UnitDirectory())] == ["N-1, lead, mục 1"]


def test_a_plan_without_a_file_of_units_is_read_without_looking_codes_up(write_plan: WritePlan) -> None:
    text = plan_text(obligation(lead="[ANY]")).replace("units: units.yaml\n", "")
    assert check_plan(write_plan(text)) == ()


def test_doubtful_phrases_are_warnings_and_no_mistakes(write_plan: WritePlan) -> None:
    path = write_plan(
        plan_text(
            obligation("N-1", deadline="trước ngày 31/2/2018", sentence="Làm trước ngày 31/2/2018."),
            obligation("N-2", deadline="thường xuyên", sentence="Thường xuyên làm."),
            obligation("N-3", deadline="trong năm 2018", sentence="Làm trong năm 2017."),
            obligation("N-4", deadline="trong năm 2018", sentence="Làm Trong năm 2018."),
        )
    )
    reading = examine_plan(path)
    assert reading.problems == ()
    assert [(one.line, one.where) for one in reading.warnings] == [
        (12, "N-1, deadline"),
        (18, "N-2, deadline"),
        (24, "N-3, deadline"),
    ]
    assert "không có trong lịch" in reading.warnings[0].message


class TestHostileFiles:
    def test_a_huge_file_is_refused_without_being_read(self, tmp_path: Path) -> None:
        path = tmp_path / "plan.yaml"
        with path.open("wb") as file:
            file.truncate(50 * MAX_BYTES)
        assert sentences(path) == ["Tệp lớn quá 4 MB. Hãy kiểm tra xem có đúng là tệp kế hoạch không."]

    @pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
    def test_deep_nesting_is_refused(self, write_plan: WritePlan, bracket: str) -> None:
        (sentence,) = sentences(write_plan(f"a:\n  {bracket * 100_000}"))
        assert sentence == "dòng 2: Nội dung lồng quá nhiều tầng. Hãy xem lại thụt đầu dòng và dấu ngoặc."

    def test_references_cannot_multiply(self, write_plan: WritePlan) -> None:
        laughs = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
        (sentence,) = sentences(write_plan(laughs))
        assert sentence.startswith("dòng 2: Không dùng được tham chiếu")

    def test_too_many_parts_are_refused(self, write_plan: WritePlan) -> None:
        (sentence,) = sentences(write_plan(HEAD + "  -\n" * 150_000))
        assert "quá 100.000 phần" in sentence

    def test_python_tags_are_only_text(self, write_plan: WritePlan) -> None:
        plan = read_plan(write_plan(plan_text(obligation(title="!!python/object/apply:os.system id"))))
        assert plan.obligations[0].title == "id"

    def test_a_flood_of_mistakes_is_cut_short(self, write_plan: WritePlan) -> None:
        told = sentences(write_plan(HEAD + "  - {a: b}\n" * 300))
        assert len(told) == 101
        assert told[-1] == "Còn lỗi nữa. Hãy sửa các lỗi trên rồi kiểm tra lại."

    def test_a_flood_of_unknown_units_is_cut_short(self, write_plan: WritePlan) -> None:
        codes = ", ".join(f"{number:x}quan hoa" for number in range(80_000))
        assert len(sentences(write_plan(plan_text(obligation(lead=f"[{codes}]"))))) == 101

    def test_long_names_are_quoted_in_part(self, write_plan: WritePlan) -> None:
        told = sentences(write_plan(plan_text(obligation(lead=f"[{'x' * 50_000}]", **{"y" * 900: "z"}))))
        assert max(map(len, told)) < 500
