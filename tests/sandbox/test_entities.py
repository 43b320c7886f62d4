"""Telegram's HTML, and what is found in plain texts."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import given_entities, html_text, plain_text, utf16_length
from bot.sandbox.errors import BotApiError


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("<b>Hạn</b> &lt;8/1&gt;", "Hạn <8/1>", [("bold", 0, 3)]),
        ("<strong><i>x</i>y</strong>", "xy", [("bold", 0, 2), ("italic", 0, 1)]),
        ("😀 <u>a</u>", "😀 a", [("underline", 3, 1)]),
        ("  <b>a</b>\n\n", "a", [("bold", 0, 1)]),
        ("<b> a </b>", "a", [("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("<B>a</>", "a", [("bold", 0, 1)]),
        ("<code>a&amp;b</code>", "a&b", [("code", 0, 3)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("a & b &copy; &#x1EA1;&#7841;", "a & b &copy; ạạ", []),
        ("<a href='#'>a</a>", "a", []),
        ("&lt;/denhan", "</denhan", []),
        ("Gõ /denhan", "Gõ /denhan", [("bot_command", 3, 7)]),
        ("<code>/denhan</code>", "/denhan", [("code", 0, 7)]),
    ],
)
def test_html_becomes_text_and_entities(markup: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read = html_text(markup)
    assert read.text == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in read.entities] == entities


def test_links_and_languages_keep_their_argument() -> None:
    link, code = html_text(
        '<a href="https://t.me/x?start=a&amp;b">mời</a> <pre><code class="language-py">1</code></pre>'
    ).entities
    assert link["url"] == "https://t.me/x?start=a&b"
    assert (code["type"], code["language"]) == ("pre", "py")


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("ạ<b>a</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<table>", 'Unsupported start tag "table" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href=x", 'Unclosed start tag "a" at byte offset 0'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a "x">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=a/b>a</a>", "Unexpected end of name token at byte offset 8"),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(markup: str, reason: str) -> None:
    with pytest.raises(BotApiError) as refusal:
        html_text(markup)
    assert refusal.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert html_text(html.escape(text)).text == text.strip(" \t\r\n\f\v")


@given(st.text(alphabet=st.sampled_from("<>/&;\"'= ab𝐱ạcode#9\n"), max_size=60))
def test_any_markup_is_read_or_refused_and_entities_lie_within_the_text(markup: str) -> None:
    try:
        read = html_text(markup)
    except BotApiError:
        return
    for entity in read.entities:
        offset, length = entity["offset"], entity["length"]
        assert isinstance(offset, int)
        assert isinstance(length, int)
        assert offset >= 0
        assert length > 0
        assert offset + length <= utf16_length(read.text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("/denhan@nhac_han_bot", [("bot_command", 0, 20)]),
        ("ngày 15/8", []),
        ("và/hoặc", []),
        ("xem https://thanhhoa.gov.vn/a?b=1.", [("url", 4, 29)]),
        ("😀 @nhac_han_bot", [("mention", 3, 13)]),
        ("#gap 2018", [("hashtag", 0, 4)]),
        ("an@thanhhoa.gov.vn", []),
    ],
)
def test_commands_links_and_mentions_are_found(text: str, found: list[tuple[str, int, int]]) -> None:
    entities = plain_text(text).entities
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in entities] == found


def test_entities_given_by_the_bot_are_kept_and_moved_with_the_trimmed_text() -> None:
    read = given_entities("  ab", [{"type": "bold", "offset": 2, "length": 9}])
    assert read.text == "ab"
    assert read.entities == [{"type": "bold", "offset": 0, "length": 2}]


@pytest.mark.parametrize(
    "entity", [3, {"offset": 0, "length": 1}, {"type": "bold", "offset": "x", "length": 1}]
)
def test_entities_that_are_none_are_refused(entity: int | dict[str, str | int]) -> None:
    with pytest.raises(BotApiError, match="can't parse MessageEntity"):
        given_entities("a", [entity])  # type: ignore[list-item]
