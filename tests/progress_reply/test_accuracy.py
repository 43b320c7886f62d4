"""The corpus: read rightly, and never a finish that nobody reported."""

import unicodedata
from collections.abc import Callable

import pytest

from bot.progress_reply import Status
from plan_data.units import fold
from tests.progress_reply.accuracy import measure, table
from tests.progress_reply.corpus import Row, items_text, read_corpus

PARTS = (
    *("train", "development", "development2", "held_out"),
    *("independent", "independent2", "independent3", "independent4", "independent5", "independent6"),
    "independent7",
)
ROWS = tuple(row for part in PARTS for row in read_corpus(part))
LEAST_SHARE = 0.95


@pytest.mark.parametrize("part", PARTS)
def test_at_least_95_percent_of_each_part_are_read_rightly_and_nothing_is_falsely_done(part: str) -> None:
    score = measure(read_corpus(part))
    report = "\n".join([table(part, score), *score.wrong])
    assert score.false_done == [], report
    assert score.share >= LEAST_SHARE, report


def test_the_corpus_is_large_and_its_parts_share_no_text() -> None:
    texts = {part: {row.text.casefold().strip(" .!") for row in read_corpus(part)} for part in PARTS}
    assert sum(map(len, texts.values())) >= 400
    assert len(texts["held_out"]) >= 150
    assert not texts["held_out"] & (texts["train"] | texts["development"])


def falsely_done(row: Row, text: str) -> list[str]:
    """Return the items that ``text``, a variant of the row's text, is wrongly read to finish."""
    replies = row.read(text)
    return [
        items_text(reply)
        for reply in replies
        if reply.status is Status.DONE and not row.allows_done(items_text(reply))
    ]


@pytest.mark.parametrize(
    "variant",
    [fold, str.upper, str.lower, lambda text: unicodedata.normalize("NFD", text), lambda text: f"{text} ạ"],
    ids=["without accents", "upper case", "lower case", "NFD", "with a courtesy"],
)
def test_no_spelling_turns_another_reply_into_a_finish(variant: Callable[[str], str]) -> None:
    # the question of "xong à" lies in its accent alone: "xong a" is as well "xong ạ"
    rows = [row for row in ROWS if not row.text.endswith(" à")]
    wrong = [(row.text, found) for row in rows if (found := falsely_done(row, variant(row.text)))]
    assert wrong == []


def test_composed_and_decomposed_text_are_read_alike() -> None:
    for row in ROWS:
        assert row.read(unicodedata.normalize("NFD", row.text)) == row.read()


@pytest.mark.parametrize(
    "denial", ["chưa", "chua", "Chưa", "CHƯA", "ch", "chx", "chuwa", "không", "ko", "not"]
)
def test_a_denial_before_any_finish_takes_it_back(denial: str) -> None:
    finishes = [row for row in ROWS if row.statuses == (Status.DONE,) and row.accepted[0][0][0] == "-"]
    wrong = [
        row.text
        for row in finishes
        if any(reply.status is Status.DONE for reply in row.read(f"{denial} {row.text}"))
    ]
    assert wrong == []
