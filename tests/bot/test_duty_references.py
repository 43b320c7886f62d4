"""Where a message names duties by code: what is a code, and which words are about which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.command_names import command_meant
from bot.duty_references import codes_in, parts_of, split_code
from bot.texts.general import command_names
from plan_data.duty_codes import code_key, codes_meant

KNOWN = {code_key(code) for code in ("GN-01", "GN-52", "GN-105.1", "NV-01", "KH12-07")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("GN-01 xong", [(("GN-01",), "xong")]),
        ("đã xong việc gn 52", [(("gn 52",), "đã xong")]),
        ("GN-01 xong, GN52: 60%", [(("GN-01",), "xong"), (("GN52",), "60%")]),
        ("GN-01 và GN-52 đều xong", [(("GN-01", "GN-52"), "đều xong")]),
        ("xong GN-52 (BC 12/BC-SYT)", [(("GN-52",), "xong (BC 12/BC-SYT)")]),
        ("GN-105.1 vướng: chưa có kinh phí", [(("GN-105.1",), "vướng: chưa có kinh phí")]),
        ("chưa xong GN-01, GN-52 xong", [(("GN-01", "GN-52"), "chưa xong xong")]),
        ("GN-99 xong", [(("GN-99",), "xong")]),
        ("NV-01 xong", [(("NV-01",), "xong")]),
        ("nv 1 xong", []),
        ("xong, KH 12 đã ban hành", []),
        ("GN 45/BC-SYT", []),
        ("đến 60%, 1 xong, 15/6", []),
    ],
)
def test_words_are_about_the_codes_they_stand_with(
    text: str, said: list[tuple[tuple[str, ...], str]]
) -> None:
    found = codes_in(text, KNOWN)
    assert [(part.codes, part.words) for part in (parts_of(text, found) if found else [])] == said


@pytest.mark.parametrize(
    ("typed", "code"),
    [("gn52", "GN-52"), ("GN 0052", "GN-52"), ("52", "GN-52"), ("105.1", "GN-105.1"), ("kh12-7", "KH12-07")],
)
def test_a_code_is_found_however_it_is_typed(typed: str, code: str) -> None:
    assert codes_meant(typed, {"GN-52", "GN-105.1", "KH12-07", "GN-5"}) == {code}


@given(st.text(alphabet="GNgn-–0159., ;xong60% việc và /đ\n_:KHB", max_size=40))
def test_any_text_is_cut_without_losing_a_code(text: str) -> None:
    split_code(text)
    command_meant(f"/{text}", command_names())
    found = codes_in(text, KNOWN)
    if found:
        assert [code for part in parts_of(text, found) for code in part.codes] == [each[0] for each in found]
