"""Arbitrary text: an answer always, in bounded time, and never a finish out of denied words."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.progress_reply import Status, read_reply
from bot.progress_reply.model import ProgressReply
from bot.progress_reply.reader import MAX_TEXT
from bot.progress_reply.words.lexicon import PHRASES
from bot.progress_reply.words.signs import Sign

TEN_MEGABYTES = 10_000_000
SECONDS = 5.0

days = st.none() | st.dates()
vocabulary = sorted(phrase for phrases in PHRASES.values() for phrase in phrases)
pieces = st.sampled_from(vocabulary) | st.sampled_from(
    [
        "1",
        "2",
        "3",
        "60%",
        "18/24",
        "15/6",
        "100%",
        "0",
        ",",
        ";",
        ".",
        "?",
        ":",
        "-",
        "\n",
        "45/BC-UBND",
        "1-3",
        "việc đầu",
        "hai việc cuối",
        "ba việc còn lại",
        "trở đi",
        "trừ",
        "xog",
        "r",
    ]
)
lists = st.sampled_from([(), (1,), (1, 2), (1, 2, 3, 4), (11, 12, 13)])
sentences = st.lists(pieces, max_size=12).map(" ".join)


def is_well_formed(reply: ProgressReply) -> bool:
    items_fit = reply.items == "all" or all(1 <= item <= 99 for item in reply.items)
    return (
        items_fit
        and reply.status in Status
        and (reply.percent is None or 0 <= reply.percent <= 100)
        and reply.note != ""
        and (reply.status is Status.EXTENSION or reply.until is None)
    )


@given(st.text(max_size=200) | sentences, days, lists)
@settings(max_examples=400, deadline=None)
def test_any_text_gets_at_least_one_well_formed_answer(
    text: str, today: date | None, listed: tuple[int, ...]
) -> None:
    replies = read_reply(text, today=today, listed=listed)
    assert replies
    assert all(map(is_well_formed, replies))


@given(sentences)
@settings(max_examples=300, deadline=None)
def test_the_note_is_made_of_the_officials_own_words(text: str) -> None:
    for reply in read_reply(text):
        assert reply.note is None or reply.note in text


@given(
    st.sampled_from(sorted(PHRASES[Sign.NOT_YET])),
    sentences,
    st.sampled_from(["xong", "hoàn thành", "xong rồi", "done"]),
)
@settings(max_examples=300, deadline=None)
def test_a_denied_finish_is_never_done_whatever_stands_before(denial: str, before: str, finish: str) -> None:
    last = read_reply(f"{before} {denial} {finish}")[-1]
    assert last.status is not Status.DONE


@given(sentences, st.sampled_from(["nếu", "khi nào", "sắp", "gần", "chưa", "sẽ", "đang"]))
@settings(max_examples=300, deadline=None)
def test_a_word_of_doubt_before_what_is_said_of_one_duty_never_makes_it_done(text: str, doubt: str) -> None:
    replies = read_reply(f"{doubt} {text}")
    if [reply.items for reply in replies] == [()]:
        assert replies[0].status is not Status.DONE


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "xong ",
        "1 ",
        "1,",
        "1 xong ",
        "việc 2 và ",
        "chưa ",
        "một ",
        "1-",
        "(",
        "chờ ",
        "xong 1, ",
        "/",
        "9/",
        "\n",
        "ạ\u0301",
        "đến ",
        "0",
        "no. ",
        "r ",
        "ạ ",
        "1 r ",
        "1; ",
        "2, 2 x, ",
        "thứ hai ",
        "ro6i2 ",
    ],
)
def test_ten_megabytes_of_anything_take_bounded_time(piece: str) -> None:
    started = time.monotonic()
    assert read_reply(piece * (TEN_MEGABYTES // len(piece)))[0].status is Status.UNCLEAR
    assert read_reply((piece * MAX_TEXT)[:MAX_TEXT], today=date(2018, 5, 21))
    assert time.monotonic() - started < SECONDS


def test_a_text_longer_than_a_message_is_not_judged_by_its_beginning() -> None:
    (reply,) = read_reply("xong rồi. " + "x" * MAX_TEXT)
    assert reply.status is Status.UNCLEAR
    assert reply.note is not None
    assert len(reply.note) <= 500
