import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_data.units import UnitDirectory, UnitFinder


@pytest.fixture(scope="module")
def finder(loaded: UnitDirectory) -> UnitFinder:
    return UnitFinder(loaded)


SENTENCES = [
    ("Sở Y tế chủ trì tham mưu", ["SYT"]),
    ("SỞ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI", ["SLDTBXH"]),
    ("qua Sở Lao động - Thương binh và xã hội để tổng hợp", ["SLDTBXH"]),
    ("Sở Nông nghiệp\nvà Phát triển nông thôn", ["SNNPTNT"]),
    (
        "Đối với các sở: Giáo dục và Đào tạo, Y tế, Xây dựng, Nông nghiệp và Phát triển nông thôn phối hợp",
        ["SGDDT", "SYT", "SXD", "SNNPTNT"],
    ),
    ("các sở: Y tế, Ban Dân tộc, Xây dựng và UBND huyện Quan Hóa", ["SYT", "BDT", "SXD", "385"]),
    ("Sở Tài chính, Kế hoạch và Đầu tư chủ trì", ["STC", "SKHDT"]),
    ("Sở Tài chính, xây dựng kế hoạch", ["STC"]),
    ("các cơ sở y tế tại xã", []),
    ("Phòng Lao động - Thương binh và Xã hội", []),
    ("UBND huyện Quan Hóa", ["385"]),
    ("Uỷ ban nhân dân huyện Quan Hoá", ["385"]),
    ("UBND các huyện Mường Lát, Quan Hóa và Bá Thước", ["384", "385", "386"]),
    ("TP. Thanh Hóa, TX. Bỉm Sơn, H. Quan Sơn", ["380", "381", "387"]),
    ("UBND huyện Mai Châu", []),
    ("Quan Hóa", ["385"]),
    ("tại Quan Hóa và Y tế", []),
    ("hướng dẫn UBND các huyện, thị xã, thành phố (huyện) xây dựng", ["cap-huyen"]),
    ("UBND các huyện, TX, TP", ["cap-huyen"]),
    ("chỉ đạo các huyện, xã", ["cap-huyen"]),
    ("**UBND cấp xã**", ["cap-xa"]),
    ("cho từng xã, phường, thị trấn", ["cap-xa"]),
    ("Các sở, ngành, đơn vị cấp tỉnh", ["so-nganh"]),
    ("Các huyện miền xuôi giúp đỡ các huyện miền núi", ["mien-xuoi", "mien-nui"]),
    ("tại 7 huyện nghèo theo", ["30a"]),
    ("Công văn số 80/SLDTBXH-BTXH; Kế hoạch 159/KH-UBND tỉnh", []),
    ("Mặt trận Tổ quốc, Đoàn Thanh niên, Hội phụ nữ,...", ["MTTQ", "TDTN", "HLHPN"]),
    ("Hiệp Hội doanh nghiệp tỉnh", ["HHDN"]),
    ("báo cáo UBND tỉnh (qua Sở Tài chính)", ["UBND-TINH", "STC"]),
    ("xã Thành Sơn, huyện Bá Thước", ["14938", "386"]),
    ("xa thanh son", []),
    ("trong Quý I năm 2018", []),
    ("", []),
]


@pytest.mark.parametrize(("sentence", "codes"), SENTENCES)
def test_units_and_classes_of_a_sentence_are_found_in_order(
    finder: UnitFinder, sentence: str, codes: list[str]
) -> None:
    assert [found.codes for found in finder.find(sentence)] == [(code,) for code in codes]


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in SENTENCES])
def test_decomposed_text_names_the_same_units(finder: UnitFinder, sentence: str) -> None:
    decomposed = unicodedata.normalize("NFD", sentence)
    assert [found.codes for found in finder.find(decomposed)] == [
        found.codes for found in finder.find(sentence)
    ]


def test_positions_point_at_the_name(finder: UnitFinder) -> None:
    sentence = "Hướng dẫn UBND các huyện, thị xã, thành phố và Sở Y tế."
    assert [sentence[found.start : found.end] for found in finder.find(sentence)] == [
        "UBND các huyện, thị xã, thành phố",
        "Sở Y tế",
    ]


def test_name_that_units_share_gives_them_all(finder: UnitFinder) -> None:
    (found,) = finder.find("xã Thành Sơn")
    assert found.codes == ("14872", "14938")


@pytest.mark.parametrize(
    ("sentence", "narrowed"),
    [
        ("các sở, ngành liên quan", True),
        ("các xã đặc biệt khó khăn", True),
        ("các huyện có tỷ lệ hộ nghèo cao", True),
        ("UBND cấp huyện có trách nhiệm", False),
        ("Các sở, ban, ngành chủ trì", False),
        ("UBND cấp huyện", False),
    ],
)
def test_class_that_the_sentence_restricts_is_marked(
    finder: UnitFinder, sentence: str, *, narrowed: bool
) -> None:
    (found,) = finder.find(sentence)
    assert found.is_class
    assert found.narrowed is narrowed


def test_accents_may_be_waived(loaded: UnitDirectory) -> None:
    found = UnitFinder(loaded, accents_required=False).find("so y te va ubnd huyen quan hoa thang 6")
    assert [one.codes for one in found] == [("SYT",), ("385",)]


@given(
    st.text(max_size=120) | st.lists(st.sampled_from([s for s, _ in SENTENCES]), max_size=4).map(", ".join)
)
def test_findings_stand_in_order_and_never_overlap(finder: UnitFinder, sentence: str) -> None:
    spans = [(found.start, found.end) for found in finder.find(sentence)]
    positions = [position for span in spans for position in span]
    assert positions == sorted(positions)
    assert all(start < end <= len(sentence) for start, end in spans)
