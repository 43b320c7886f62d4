"""Small questions put to a run of marks."""

from collections.abc import Iterator, Sequence

from bot.progress_reply.marks import Mark
from bot.progress_reply.signs import Sign


def any_has(marks: Sequence[Mark], *signs: Sign) -> bool:
    """Tell whether some mark carries one of the signs."""
    return any(mark.has(*signs) for mark in marks)


def unknown_words(marks: Sequence[Mark]) -> int:
    """Count the words that neither the lexicon nor a number explains."""
    return sum(mark.signs == {Sign.UNKNOWN} and mark.number is None for mark in marks)


def with_followers(marks: Sequence[Mark], reach: int) -> Iterator[tuple[Mark, Sequence[Mark]]]:
    """Yield each mark with the next few after it."""
    for place, mark in enumerate(marks):
        yield mark, marks[place + 1 : place + 1 + reach]


def clause_of(marks: Sequence[Mark]) -> Sequence[Mark]:
    """Return the marks up to the next punctuation."""
    ends = (place for place, mark in enumerate(marks) if mark.has(Sign.BREAK))
    return marks[: next(ends, len(marks))]
