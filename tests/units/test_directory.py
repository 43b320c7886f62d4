import pytest

from plan_data.units import Unit, UnitClass, UnitDirectory


def codes(units: tuple[Unit, ...]) -> list[str]:
    return [unit.code for unit in units]


@pytest.mark.parametrize(
    ("class_code", "count"), [("cap-huyen", 27), ("mien-xuoi", 16), ("mien-nui", 11), ("30a", 7)]
)
def test_shipped_classes_of_districts_have_the_members_of_2018(
    shipped: UnitDirectory, class_code: str, count: int
) -> None:
    members = shipped.members(class_code)
    assert len(members) == len(set(members)) == count
    assert {unit.level for unit in members} == {"district"}


def test_every_district_is_either_lowland_or_mountain_and_poor_ones_are_mountain(
    shipped: UnitDirectory,
) -> None:
    lowland, mountain = set(shipped.members("mien-xuoi")), set(shipped.members("mien-nui"))
    assert not lowland & mountain
    assert lowland | mountain == set(shipped.members("cap-huyen"))
    assert set(shipped.members("30a")) < mountain


def test_provincial_state_bodies_leave_out_party_and_mass_organisations(shipped: UnitDirectory) -> None:
    members = set(codes(shipped.members("so-nganh")))
    assert {"SYT", "SLDTBXH", "BDT", "BHXH", "NHCSXH", "TTXTDT", "CAT", "VPUBND"} <= members
    assert not members & {"MTTQ", "HND", "HHDN", "TINH-UY", "HDND-TINH", "UBND-TINH"}


def test_class_of_communes_is_empty_until_they_are_loaded(
    shipped: UnitDirectory, loaded: UnitDirectory
) -> None:
    assert shipped.members("cap-xa") == ()
    assert len(loaded.members("cap-xa")) == 13


def test_unknown_class_has_no_members(shipped: UnitDirectory) -> None:
    assert shipped.members("no-such-class") == ()


def test_province_answers_to_the_statistics_office_code_too(loaded: UnitDirectory) -> None:
    province = loaded.get("38")
    assert province is not None
    assert province.code == "UBND-TINH"
    district = loaded.get("385")
    assert district is not None
    assert district.parent_code == "UBND-TINH"


def test_tree_leads_down_and_up(loaded: UnitDirectory) -> None:
    assert codes(loaded.children("385")) == ["14869", "14872", "14875", "14878", "14881"]
    assert codes(loaded.subtree("386")) == ["386", "14938", "14923"]
    assert codes(loaded.ancestors("14938")) == ["386", "UBND-TINH"]
    assert len(loaded.subtree("38")) == len(loaded.units)
    assert loaded.children("none") == loaded.subtree("none") == loaded.ancestors("none") == ()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("14872", "UBND xã Thành Sơn (huyện Quan Hóa)"),
        ("14938", "UBND xã Thành Sơn (huyện Bá Thước)"),
        ("14875", "UBND xã Trung Sơn"),
        ("385", "UBND huyện Quan Hóa"),
        ("SYT", "Sở Y tế"),
        ("cap-xa", "UBND cấp xã"),
        ("no-such-code", "no-such-code"),
    ],
)
def test_display_name_adds_the_parent_only_to_ambiguous_names(
    loaded: UnitDirectory, code: str, name: str
) -> None:
    assert loaded.display_name(code) == name


def test_loading_known_units_again_changes_nothing(loaded: UnitDirectory) -> None:
    again = loaded.with_units(loaded.units)
    assert again.units == loaded.units
    assert again.classes == loaded.classes


def test_renamed_unit_keeps_code_and_answers_to_its_old_name(loaded: UnitDirectory) -> None:
    renamed = loaded.with_units([Unit("14923", "UBND thị trấn Mới", "Mới", "Thị trấn", "commune", "386")])
    unit = renamed.get("14923")
    assert unit is not None
    assert unit.name == "UBND thị trấn Mới"
    assert renamed.search("thị trấn Cành Nàng")[0].unit == unit
    before = loaded.get("14923")
    assert before is not None
    assert before.name == "UBND thị trấn Cành Nàng"


@pytest.mark.parametrize(
    ("units", "classes"),
    [
        ([Unit("A", "A", "A", "", "other"), Unit("A", "B", "B", "", "other")], []),
        ([Unit("A", "A", "A", "", "other"), Unit("B", "B", "B", "", "other", other_codes=("A",))], []),
        ([Unit("A", "A", "A", "", "other", parent_code="Z")], []),
        ([Unit("A", "A", "A", "", "other", "B"), Unit("B", "B", "B", "", "other", "A")], []),
        ([Unit("A", "A", "A", "", "other")], [UnitClass("A", "A")]),
    ],
    ids=["same code", "code of another register", "unknown parent", "circle", "class with a unit's code"],
)
def test_directory_refuses_a_broken_tree(units: list[Unit], classes: list[UnitClass]) -> None:
    with pytest.raises(ValueError, match=r"code|parent|below itself"):
        UnitDirectory(units, classes)


def test_every_shipped_spelling_means_one_unit_or_class(shipped: UnitDirectory) -> None:
    for unit in shipped.units:
        for spelling in (unit.code, unit.name, *unit.aliases):
            named = [match.unit.code for match in shipped.search(spelling) if match.exact]
            assert named == [unit.code], spelling
