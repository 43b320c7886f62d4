import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_data.units.fold import accent_key, fold, folded_words

vietnamese = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹốộớợúùủũụứựýỳĐÁẤƠƯ -–.,", max_size=40
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Sở Y tế", "so y te"),
        ("ĐẮK LẮK", "dak lak"),
        ("  Quan \t Hóa\n", "quan hoa"),
        ("Thanh Hoá", "thanh hoa"),
        ("Lao động – Thương binh", "lao dong - thuong binh"),
        ("Quan\u00a0Hóa\u200b", "quan hoa"),
        ("\u00d0ông Sơn", "dong son"),  # Icelandic Eth in place of Đ
        ("", ""),
    ],
)
def test_fold_drops_accents_case_and_extra_spaces(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text(max_size=60) | vietnamese)
def test_folding_a_key_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60) | vietnamese)
def test_composed_and_decomposed_text_have_one_key(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(decomposed) == fold(text)
    assert accent_key(composed) == accent_key(decomposed)


@given(vietnamese)
def test_no_vietnamese_letter_keeps_an_accent(text: str) -> None:
    assert fold(text).isascii()


def test_folded_words_leave_punctuation_out() -> None:
    assert folded_words("Sở LĐ-TB&XH (tỉnh)") == ("so", "ld", "tb", "xh", "tinh")


@pytest.mark.parametrize(
    ("one", "other"), [("Thanh Hoá", "Thanh Hóa"), ("Uỷ ban", "Ủy ban"), ("thuỷ", "THỦY")]
)
def test_accent_key_forgives_the_place_of_the_tone_mark(one: str, other: str) -> None:
    assert accent_key(one) == accent_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Thanh Sơn", "Thành Sơn"), ("Hoằng Thanh", "Hoàng Thanh"), ("da", "đa")]
)
def test_accent_key_keeps_accents_apart(one: str, other: str) -> None:
    assert accent_key(one) != accent_key(other)
