"""A mark: some words of the text and what they are evidence of; and small questions put to a run of marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.progress_reply.words.signs import Sign, Signs

# the last word of what has numbers of its own
_NUMBERED_PARTS = frozenset(
    {"bieu", "luc", "dot", "phan", "chuong", "buoc", "lop", "khu", "quy", "bang", "mau", "xom", "khoi"}
    | {"doan", "lan", "vong", "dieu", "khoan", "cot", "trang", "thon", "phieu", "file"}
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Some tokens and what they are evidence of; ``start``/``end`` is their place in the text.

    ``folded`` are the words meant, without accents and case, short forms spelled out: "xog r" is "xong roi".
    ``number`` is a percent, an item number, a number of days or of duties, by sign; ``document`` a document's
    number; ``items`` the numbers of duties named by their place in the list.
    """

    signs: Signs
    source: str
    folded: str
    start: int
    end: int
    number: int | None = None
    day: date | None = None
    document: str | None = None
    items: tuple[int, ...] = ()

    def has(self, *signs: Sign) -> bool:
        """Tell whether this mark carries one of the signs."""
        return not self.signs.isdisjoint(signs)


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


def is_number_of_part(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether the number at ``at`` is that of a part: "xong biểu 1 còn biểu 2 đang làm", "mẫu số 01"."""
    noun = at - 2 if at > 1 and marks[at - 1].folded == "so" else at - 1
    return noun >= 0 and marks[noun].folded.split(" ")[-1] in _NUMBERED_PARTS
