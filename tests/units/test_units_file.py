from pathlib import Path

import pytest

from plan_data.problems import InputError
from plan_data.units import UnitDirectory, read_units_file

SMALL = """\
province: {code: UBND-TINH, kind: Tỉnh, name: Thanh Hóa, other_codes: ["38"]}
bodies:
  - {code: SYT, kind: Sở, name: Sở Y tế}
districts:
  - {code: "385", kind: Huyện, name: Quan Hóa}
classes:
  - {code: cap-huyen, name: UBND cấp huyện, level: district}
"""


def read(tmp_path: Path, text: str) -> UnitDirectory:
    path = tmp_path / "units.yaml"
    path.write_text(text, encoding="utf-8")
    return read_units_file(path)


def test_small_file_gives_a_directory(tmp_path: Path) -> None:
    directory = read(tmp_path, SMALL)
    assert [unit.name for unit in directory.units] == [
        "UBND tỉnh Thanh Hóa",
        "Sở Y tế",
        "UBND huyện Quan Hóa",
    ]
    assert [unit.code for unit in directory.members("cap-huyen")] == ["385"]


@pytest.mark.parametrize(
    ("before", "after", "line", "where"),
    [
        ("name: Sở Y tế", "name: 5", 3, "bodies.0.name"),
        ("kind: Sở, ", "", 3, "bodies.0.kind"),
        ("kind: Sở", "kinds: Sở", 3, "bodies.0.kinds"),
        ('code: "385"', "code: Quan Hóa", 5, "districts.0.code"),
        ("level: district", "level: quận", 7, "classes.0.level"),
        ("level: district", "members: [SYT, XYZ]", 7, "members"),
        (", level: district", "", 7, "members"),
        ("code: SYT", 'code: "38"', 3, "code"),
        ("code: cap-huyen", "code: SYT", 7, "code"),
        ("province:", "tỉnh:", 1, "province"),
        ("districts:", "districts: [", 5, ""),
    ],
)
def test_mistake_is_told_with_its_line(
    tmp_path: Path, before: str, after: str, line: int, where: str
) -> None:
    assert before in SMALL
    with pytest.raises(InputError) as caught:
        read(tmp_path, SMALL.replace(before, after))
    assert (line, where) in [(problem.line, problem.where) for problem in caught.value.problems]


@pytest.mark.parametrize("text", ["", "- a\n", "just text", "a: &x [*x]\n", "\x00", "province: 2018-99-99\n"])
def test_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        read(tmp_path, text)


def test_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_units_file(tmp_path / "none.yaml")
