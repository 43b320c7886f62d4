import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_data.units import UnitDirectory, read_units_csv
from plan_data.units.command import describe_reading
from tests.units.conftest import COMMUNES

HEADING = "level,code,name,kind,parent_code\n"


def test_list_gives_full_names_levels_and_parents() -> None:
    units, problems = read_units_csv(COMMUNES)
    assert problems == ()
    by_code = {unit.code: unit for unit in units}
    assert len(units) == 19
    assert by_code["38"].name == "UBND tỉnh Thanh Hóa"
    assert by_code["380"].name == "UBND thành phố Thanh Hóa"
    assert by_code["14869"].name == "UBND thị trấn Quan Hóa"
    assert (by_code["14872"].short_name, by_code["14872"].kind) == ("Thành Sơn", "Xã")
    assert (by_code["14872"].level, by_code["14872"].parent_code) == ("commune", "385")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + COMMUNES,
        COMMUNES.replace("\n", "\r\n"),
        COMMUNES.replace("\n", "\r"),
        COMMUNES.replace(",", ";"),
        COMMUNES.replace(",", "\t"),
        COMMUNES.replace("\n", "\n\n"),
        COMMUNES.replace("\n", "  \n"),
        COMMUNES.replace("level,code,name,kind,parent_code", "LEVEL, Code ,name,kind,Parent_code"),
        "\n".join(f"{line},ghi chú" for line in COMMUNES.splitlines()),
        "\n".join(",".join(reversed(line.split(","))) for line in COMMUNES.splitlines()),
    ],
    ids=[
        "byte order mark",
        "CRLF",
        "CR",
        "semicolons",
        "tabs",
        "empty lines",
        "spaces",
        "heading in other case",
        "further column",
        "other order of columns",
    ],
)
def test_what_spreadsheets_write_reads_the_same(text: str) -> None:
    assert read_units_csv(text) == read_units_csv(COMMUNES)


def test_quoted_names_may_hold_the_separator_and_repeat_their_kind() -> None:
    text = HEADING + '1,38,"Tỉnh Thanh Hóa",Tỉnh,\n2,385,UBND huyện Quan Hóa,Huyện,38\n3,1,"A, B",Xã,385\n'
    units, problems = read_units_csv(text)
    assert problems == ()
    assert [unit.name for unit in units] == ["UBND tỉnh Thanh Hóa", "UBND huyện Quan Hóa", "UBND xã A, B"]


def test_communes_may_name_districts_that_are_known_already(shipped: UnitDirectory) -> None:
    text = HEADING + "3,14872,Thành Sơn,Xã,385\n"
    units, problems = read_units_csv(text, shipped)
    assert problems == ()
    assert [unit.code for unit in shipped.with_units(units).children("385")] == ["14872"]
    assert read_units_csv(text)[1] != ()


def test_communes_may_stand_below_the_province_where_districts_are_abolished() -> None:
    units, problems = read_units_csv(HEADING + "1,38,Thanh Hóa,Tỉnh,\n3,14757,Hạc Thành,Phường,38\n")
    assert problems == ()
    assert units[1].parent_code == "38"


MISTAKES = [
    ("9,1,A,Xã,38", "level", "“9”"),
    ("3,,A,Xã,38", "code", "Ô trống"),
    ("3,a b,A,Xã,38", "code", "“a b”"),
    ("3,1,,Xã,38", "name", "Ô trống"),
    ("3,1,A,,38", "kind", "Ô trống"),
    ("3,1,A,Xã,", "parent_code", "Ô trống"),
    ("3,1,A,Xã,99", "parent_code", "“99”"),
    ("3,1,A,Xã,2", "parent_code", "“2”"),
    ("1,1,A,Tỉnh,38", "parent_code", "cấp tỉnh"),
    ("3,38,A,Xã,38", "code", "dòng 2"),
    ("3,1,A,B,Xã,38", "", "6 ô"),
    (f"3,1,{'A' * 101},Xã,38", "name", "100 ký tự"),
]


@pytest.mark.parametrize(("row", "where", "said"), MISTAKES)
def test_each_mistake_is_told_with_its_line_and_column(row: str, where: str, said: str) -> None:
    units, problems = read_units_csv(f"{HEADING}1,38,Thanh Hóa,Tỉnh,\n3,2,Cạnh,Xã,38\n\n{row}\n")
    assert units == ()
    assert any(
        problem.line == 5 and problem.where == where and said in problem.message for problem in problems
    )


def test_all_mistakes_are_told_at_once_and_nothing_is_read() -> None:
    rows = [row for row, _, _ in MISTAKES]
    units, problems = read_units_csv(f"{HEADING}1,38,Thanh Hóa,Tỉnh,\n" + "\n".join(rows))
    assert units == ()
    assert {problem.line for problem in problems} == set(range(3, 3 + len(rows)))


@pytest.mark.parametrize("text", ["", "\n\n", ";;;\n", HEADING, "tên,mã\nA,1\n", "\x00\x01\x02"])
def test_file_that_is_no_list_of_units_is_refused_with_a_sentence(text: str) -> None:
    units, problems = read_units_csv(text)
    assert units == ()
    assert problems
    assert all(problem.message.endswith(".") for problem in problems)


def test_each_missing_column_is_named() -> None:
    _, problems = read_units_csv("level;code;name\n1;38;Thanh Hóa\n")
    assert [problem.where for problem in problems] == ["kind", "parent_code"]


@pytest.mark.parametrize(("code", "name"), [("SYT", "Sở Y tế"), ("cap-xa", "UBND cấp xã")])
def test_code_of_another_unit_or_class_cannot_be_taken(shipped: UnitDirectory, code: str, name: str) -> None:
    _, (problem,) = read_units_csv(f"{HEADING}3,{code},Mới,Xã,385\n", shipped)
    assert name in problem.message


@given(st.text(max_size=200) | st.text(alphabet='123,;"\n\r\tAá ', max_size=100).map(HEADING.__add__))
def test_any_text_gives_units_or_problems_never_both(text: str) -> None:
    units, problems = read_units_csv(text)
    assert bool(units) != bool(problems)


def test_outcome_counts_levels_and_kinds(shipped: UnitDirectory) -> None:
    units, problems = read_units_csv(COMMUNES, shipped)
    assert describe_reading(units, problems, shipped) == (
        "Đọc được 19 đơn vị:\n"
        "- cấp tỉnh: 1 (1 tỉnh)\n"
        "- cấp huyện: 5 (4 huyện, 1 thành phố)\n"
        "- cấp xã: 13 (9 xã, 2 phường, 2 thị trấn)\n"
        "Thêm mới 13, đã có sẵn 6."
    )


def test_outcome_with_mistakes_says_that_nothing_was_loaded() -> None:
    units, problems = read_units_csv(HEADING + "3,1,,Xã,99\n" * 40)
    told = describe_reading(units, problems)
    assert told.startswith(f"Tệp có {len(problems)} lỗi, chưa nạp đơn vị nào.")
    assert "- dòng 2, name: Ô trống." in told
    assert told.endswith(f"… và {len(problems) - 50} lỗi nữa.")
