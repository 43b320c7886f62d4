"""The length of a text as Telegram counts it."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import html_text, utf16_length
from bot.telegram.message_parts import text_length

plain = st.text(st.characters(exclude_categories=["Cs"]))
tags = st.sampled_from(
    ["b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler", 'a href="https://x.vn/?a>b"']
)


def pieces(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def wrap(tag: str, content: str) -> str:
        return f"<{tag}>{content}</{tag.split(maxsplit=1)[0]}>"

    return st.builds(wrap, tags, inner) | st.lists(inner, max_size=3).map("".join)


html = st.recursive(plain.map(escape), pieces, max_leaves=8)


@given(html)
def test_it_counts_as_telegram_does(markup: str) -> None:
    assert text_length(markup) == utf16_length(html_text(markup).text)


@given(plain)
def test_escaped_text_is_as_long_as_the_text(text: str) -> None:
    assert text_length(escape(f"x{text}x")) == len(f"x{text}x".encode("utf-16-le")) // 2


@given(html)
def test_marking_a_text_does_not_make_it_longer(markup: str) -> None:
    assert text_length(f"<b>{markup}</b>") == text_length(markup)


@given(st.text())
def test_no_text_raises_or_counts_more_than_it_has(text: str) -> None:
    assert 0 <= text_length(text) <= len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("markup", "length"),
    [
        ("", 0),
        ("Hạn 15/8", 8),
        ("<b>Hạn</b> 15/8", 8),
        ("A &amp; B &lt; C", 9),
        ("🔔", 2),
        ("&#128276;", 2),
        ("&#x1F514;", 2),
        ("&nbsp;", 6),
        ("&#0;", 4),
        ('<a href="https://x.vn/?q=a>b">tệp</a>', 3),
        ("1 < 2 > 0", 9),
        ("  \n Hạn \n", 3),
    ],
)
def test_examples(markup: str, length: int) -> None:
    assert text_length(markup) == length


def test_a_very_long_text_takes_no_longer_than_its_length_deserves() -> None:
    assert text_length("<a" * 200_000) == 400_000
    assert text_length("<b>" * 100_000) == 0
