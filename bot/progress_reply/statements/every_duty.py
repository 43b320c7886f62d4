"""Read what names every duty of a list: "tất cả", "cả hai", "toàn bộ 4 việc", "hết mọi việc"."""

from collections.abc import Sequence
from itertools import pairwise

from bot.progress_reply.marks.mark import Mark, clause_of
from bot.progress_reply.marks.quantities import spelled_number
from bot.progress_reply.statements.numbers import (
    STATUS_BEFORE_ITEM,
    is_counted,
    item_value,
    numbers_end,
    predicate_follows,
)
from bot.progress_reply.words.signs import Sign

_DUTY_NOUNS = ("viec", "nhiem vu", "noi dung", "muc", "task", "item")
_ALL_THERE_IS = frozenset({"tat ca", "toan bo", "tat tan tat", "everything", "all of them", "moi thu"})


def count_of_all(marks: Sequence[Mark], at: int) -> int | None:
    """Return how many duties "cả ba việc", "tất cả 4 việc", "hai việc đều" speaks of; None for no number."""
    words = marks[at].folded.split(" ")
    for word in words:
        length, spelled = spelled_number([word])
        if length or word == "both":
            return spelled if length else 2
    return item_value(marks[at + 1]) if at + 1 < len(marks) else None


def every_duty_place(marks: Sequence[Mark]) -> int | None:
    """Return where "tất cả", "toàn bộ", "hết mọi việc" stands after "xong"; "xong hết" may be of one duty."""
    finish = next((place for place, mark in enumerate(marks) if mark.has(Sign.DONE)), len(marks))
    return next(
        (
            place
            for place, mark in enumerate(marks[finish:], finish)
            if (mark.has(Sign.ALL) or _counts_whole(marks, place))
            and (
                mark.folded in _ALL_THERE_IS
                or mark.folded.startswith("ca ")
                or _names_duties(mark)
                or _counts_whole(marks, place)
            )
            and not is_narrowed(marks, place)
        ),
        None,
    )


def _counts_whole(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether "hết cả" goes on with a number of duties: "xong hết cả 4 việc"."""
    number, noun = marks[at + 1 : at + 2], marks[at + 2 : at + 3]
    counts = bool(number) and item_value(number[0]) is not None and any(map(_names_duties, noun))
    return marks[at].folded == "het ca" and counts


def _names_duties(mark: Mark) -> bool:
    return any(noun in mark.folded for noun in _DUTY_NOUNS)


def counts_some(marks: Sequence[Mark]) -> bool:
    """Tell whether so many of the duties are said to be done, but not which: "xong một việc", "2/4 việc"."""
    counts = any(
        number.number is not None and noun.folded in _DUTY_NOUNS for number, noun in pairwise(marks)
    ) or any(mark.folded == "hai viec" for mark in marks)
    return counts and any(mark.has(Sign.DONE) for mark in marks)


def both_end(marks: Sequence[Mark], at: int) -> int | None:
    """Return the end of "cả 3 việc", "cả 2"; None for "cả 3 xã" and "cả 1 và 2"."""
    if at + 1 >= len(marks) or item_value(marks[at + 1]) is None:
        return None
    if at + 2 < len(marks) and marks[at + 2].has(Sign.ITEM_NOUN):
        return at + 3 + _giver_length(marks, at + 3)
    of_parts = is_counted(marks, at + 2) or any(mark.has(Sign.PART) for mark in marks[at + 2 : at + 3])
    says_more = predicate_follows(marks, at + 2) or _ends(marks, at + 2)
    return at + 2 if says_more and not of_parts else None


def _ends(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether the clause ends: "đang làm hết cả 4 ạ"."""
    return all(mark.has(Sign.COURTESY, Sign.PERSON) for mark in clause_of(marks[at:]))


def _giver_length(marks: Sequence[Mark], at: int) -> int:
    """Count the words that tell whose they are: "cả 4 việc huyện giao", "cả 4 việc này"."""
    if any(mark.has(Sign.PERSON) for mark in marks[at : at + 1]) and [
        mark.folded for mark in marks[at + 1 : at + 2]
    ] == ["giao"]:
        return 2
    return 0


def is_narrowed(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether "tất cả" is of something else ("tất cả các xã") or of numbered ones ("các mục 1, 2")."""
    if numbers_end(marks, at + 1, noun=True) > at + 1:
        return True
    if _names_duties(marks[at]):
        return False
    is_of_parts = at + 1 < len(marks) and marks[at + 1].has(Sign.FINAL, Sign.DRAFT, Sign.OTHERS, Sign.PART)
    counted = at + 1
    while counted < len(marks) and marks[counted].has(Sign.NUMBER, Sign.PERCENT):
        counted += 1
    return is_of_parts or (
        is_counted(marks, counted) and not (counted < len(marks) and marks[counted].has(Sign.ITEM_NOUN))
    )


def all_here(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether "tất cả" stands as a subject, not within "chưa xong tất cả" or after its items."""
    before = [mark for mark in marks[:at] if not mark.has(Sign.COURTESY, Sign.PERSON)]
    return not before or before[-1].has(Sign.BREAK, Sign.ACK, Sign.EXTEND)


def all_end(marks: Sequence[Mark], at: int) -> int:
    """Return the index after "tất cả" and the number and noun that belong to it."""
    end = at + 1
    while (
        end < len(marks)
        and marks[end].has(Sign.NUMBER, Sign.ITEM_NOUN)
        and not marks[end].has(*STATUS_BEFORE_ITEM)
    ):
        end += 1
    return end
