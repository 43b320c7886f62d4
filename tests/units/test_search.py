import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_data.units import UnitDirectory
from plan_data.units.spellings import administrative_unit

EXACT = [
    ("SYT", ["SYT"]),
    ("syt", ["SYT"]),
    ("y te", ["SYT"]),
    ("Sở LĐTBXH", ["SLDTBXH"]),
    ("SLĐTBXH", ["SLDTBXH"]),
    ("sldtbxh", ["SLDTBXH"]),
    ("Sở LĐ-TB&XH", ["SLDTBXH"]),
    ("so lao dong", ["SLDTBXH"]),
    ("Sở GDĐT", ["SGDDT"]),
    ("Sở GD&ĐT", ["SGDDT"]),
    ("gddt", ["SGDDT"]),
    ("Sở NNPTNT", ["SNNPTNT"]),
    ("Sở NN&PTNT", ["SNNPTNT"]),
    ("Sở NN và PTNT", ["SNNPTNT"]),
    ("so tc", ["STC"]),
    ("skhđt", ["SKHDT"]),
    ("BHXH tỉnh", ["BHXH"]),
    ("Ngân hàng CSXH", ["NHCSXH"]),
    ("MTTQ tỉnh", ["MTTQ"]),
    ("UBMTTQ", ["MTTQ"]),
    ("doan thanh nien", ["TDTN"]),
    ("UBND tỉnh", ["UBND-TINH"]),
    ("Uỷ ban nhân dân tỉnh", ["UBND-TINH"]),
    ("385", ["385"]),
    ("38", ["UBND-TINH"]),
    ("quan hoa", ["385", "14869"]),
    ("quanhoa", ["385", "14869"]),
    ("h. quan hóa", ["385"]),
    ("huyen quan hoa", ["385"]),
    ("ubnd huyện Quan Hóa", ["385"]),
    ("thi tran quan hoa", ["14869"]),
    ("TP Thanh Hóa", ["380"]),
    ("thành phố Thanh Hoá", ["380"]),
    ("TX Bỉm Sơn", ["381"]),
    ("Thanh Hóa", ["UBND-TINH", "380"]),
    ("Thanh Hoá", ["UBND-TINH", "380"]),
    ("thanh hoa", ["UBND-TINH", "380", "16240"]),
    ("xã Thành Sơn", ["14872", "14938"]),
    ("xa thanh son", ["14872", "14938", "16180", "16612"]),
    ("thành sơn quan hóa", ["14872"]),
    ("UBND xã Thành Sơn (huyện Bá Thước)", ["14938"]),
    ("Sở Y tế tỉnh Thanh Hóa", ["SYT"]),
]

SUGGESTED_FIRST = [
    ("so y t", "SYT"),
    ("xo y te", "SYT"),
    ("Sỡ Y Tê", "SYT"),
    ("quan hoas", "385"),
    ("lang chan", "388"),
    ("so lao dong thuog binh", "SLDTBXH"),
    ("so ke hoach dau", "SKHDT"),
    ("sở xây dựn", "SXD"),
    ("sld", "SLDTBXH"),
    ("sldtbhh", "SLDTBXH"),
    ("bảo hiểm", "BHXH"),
    ("công an", "CAT"),
]

UNRELATED = [
    "",
    " ",
    "!!!",
    "con mèo",
    "xin chào",
    "thời tiết hôm nay",
    "abc xyz",
    "báo cáo",
    "trời ơi",
    "Đà Nẵng",
    "😀",
]


@pytest.mark.parametrize(("text", "codes"), EXACT)
def test_name_alias_or_code_matches_exactly_all_units_that_bear_it(
    loaded: UnitDirectory, text: str, codes: list[str]
) -> None:
    exact = [match.unit.code for match in loaded.search(text) if match.exact]
    assert exact == codes


@pytest.mark.parametrize(("text", "code"), SUGGESTED_FIRST)
def test_part_of_a_name_or_a_typing_mistake_only_suggests(
    loaded: UnitDirectory, text: str, code: str
) -> None:
    first, *_ = matches = loaded.search(text)
    assert first.unit.code == code
    assert not any(match.exact for match in matches)
    assert all(0 < match.score < 100 for match in matches)


@pytest.mark.parametrize("text", UNRELATED)
def test_unrelated_text_finds_nothing(loaded: UnitDirectory, text: str) -> None:
    assert loaded.search(text) == ()


def test_accents_that_were_typed_rank_the_same_accents_first(loaded: UnitDirectory) -> None:
    matches = loaded.search("Thanh Sơn")
    assert [match.unit.code for match in matches[:2]] == ["16180", "16612"]
    assert [match.unit.code for match in matches if match.exact] == ["16180", "16612"]
    assert {"14872", "14938"} <= {match.unit.code for match in matches}


def test_best_matches_come_first_and_limit_is_kept(loaded: UnitDirectory) -> None:
    matches = loaded.search("ubnd", limit=5)
    assert len(matches) == 5
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert loaded.search("ubnd", limit=0) == ()


@given(text=st.text(max_size=200) | st.text(alphabet="xã Thành Sơn.huyện-", max_size=60))
def test_search_never_raises_and_never_repeats_a_unit(loaded: UnitDirectory, text: str) -> None:
    codes = [match.unit.code for match in loaded.search(text)]
    assert len(codes) == len(set(codes)) <= 8


def test_search_among_twelve_thousand_units_is_quick(loaded: UnitDirectory) -> None:
    syllables = ["Thanh", "Sơn", "Quan", "Hóa", "Phú", "Trung", "Xuân", "Yên", "Định", "Hải", "Lộc", "Thọ"]
    names = [f"{one} {two} {three}" for one in syllables for two in syllables for three in syllables]
    many = [
        administrative_unit("commune", f"9{at:05}", "Xã", names[at % len(names)], "385")
        for at in range(12_000)
    ]
    directory = loaded.with_units(many)
    directory.search("warm up")
    texts = [
        "so y t",
        "quan hoas",
        "xã Thành Sơn huyện Quan Hóa",
        "thanh son",
        "so lao dong thuog binh",
        "con mèo",
    ]
    started_at = time.perf_counter()
    for text in texts:
        directory.search(text)
    # Measured at 3 ms each; the bound leaves room for a slow, busy machine.
    assert (time.perf_counter() - started_at) / len(texts) < 0.1
