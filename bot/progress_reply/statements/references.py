"""Read which items of a digest some words name: "việc 2 và 3", "số 5", "1-3", "cả hai", "tất cả", "còn lại".

A number is an item only where its neighbours allow no other reading: "18/24 xã", "xong 2 việc", "BC số 45"
are none. Every look ahead is bounded, so that reading stays linear in the length of the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.progress_reply.marks.mark import Mark, any_has, clause_of, is_number_of_part
from bot.progress_reply.model import Items
from bot.progress_reply.statements.every_duty import all_end, all_here, both_end, count_of_all, is_narrowed
from bot.progress_reply.statements.numbers import (
    AFTER_NUMBER,
    LIST_REACH,
    LOOK_AHEAD,
    MAX_BARE_AFTER_STATUS,
    PREDICATE,
    STATUS_BEFORE_ITEM,
    first_run_end,
    is_counted,
    is_noun_list,
    item_value,
    numbers_end,
    predicate_follows,
)
from bot.progress_reply.words.signs import Sign

# what may stand before an item and make what is said of it unsure: "hình như 2 xong"
DOUBT_AHEAD = (
    *(Sign.EXCEPT, Sign.NOT, Sign.NOT_YET, Sign.IF, Sign.HEDGE, Sign.NEAR, Sign.WILL, Sign.WAIT, Sign.DEMAND),
    Sign.ASK,
)
_OPENERS = (
    Sign.BREAK,
    Sign.AND,
    Sign.COURTESY,
    Sign.REMAINDER,
    Sign.ALSO,
    Sign.BUT,
    Sign.PERSON,
    *DOUBT_AHEAD,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Items named by some marks up to ``end``; ``rest`` stands for "the remaining ones".

    ``count`` is how many were said to be meant ("cả ba việc"); ``contested`` that nobody can tell which.
    """

    items: Items
    end: int
    rest: bool = False
    count: int | None = None
    contested: bool = False


def ends_clause(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether nothing but a courtesy, a time or "rồi" stands between ``at`` and the next punctuation."""
    for place, mark in enumerate(marks[at : at + LOOK_AHEAD], at):
        if mark.has(Sign.BREAK):
            return mark.source in ",;.\n()"
        if mark.has(Sign.PERSON) and _is_address(marks, place, first=at):
            continue
        # "xong việc một còn việc hai chưa", "xong 1 rồi 2 thì chưa"
        if mark.has(Sign.REMAINDER, Sign.BUT) or (mark.has(Sign.ALREADY) and _names_item(marks, place + 1)):
            return _names_item(marks, place + 1)
        # "đã nộp việc 2 lúc 14h ngày 15/5"
        if not mark.has(Sign.COURTESY, Sign.ALREADY, Sign.PAST, Sign.TODAY) or mark.has(Sign.ALSO):
            return False
    return at + LOOK_AHEAD >= len(marks)


def _is_address(marks: Sequence[Mark], place: int, *, first: int) -> bool:
    """Tell whether somebody is spoken to: "xong 2 nhé anh", "xong 2 anh nhé", "dang lam 2 a"."""
    before = marks[first:place][-1:]
    after = marks[place + 1 : place + 2]
    is_particle = marks[place].source.casefold() == "a" and all(mark.has(Sign.BREAK) for mark in after)
    return is_particle or any(mark.has(Sign.COURTESY) for mark in (*before, *after))


def _names_item(marks: Sequence[Mark], at: int) -> bool:
    return at < len(marks) and (
        (item_value(marks[at]) is not None and not is_counted(marks, at + 1))
        or is_noun_list(marks, at)
        or marks[at].has(Sign.POSITION)
    )


def leads_to_status(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether "…, 3" goes on as a list that gets a status of its own: "…, 3, 4 60%"."""
    for _ in range(LIST_REACH):
        if at >= len(marks):
            return False
        if marks[at].has(Sign.BREAK) and marks[at].source == ",":
            at += 1
            continue
        reference = reference_at(marks, at, listing=True)
        if reference is None:
            return False
        if not ends_clause(marks, reference.end):
            return True
        at = reference.end
    return False


def reference_at(marks: Sequence[Mark], at: int, *, listing: bool) -> Reference | None:
    """Read a reference to items that begins at ``at``: "việc 2 và 3", "số 5", "1-3", "tất cả", "còn lại"."""
    mark = marks[at]
    if mark.folded == "so" and is_number_of_part(marks, at):
        return None  # "mẫu số 01"
    if mark.has(Sign.POSITION):
        end = _items_end(marks, at + 1, status_first=_status_directly_before(marks, at, 1))
        rest = mark.has(Sign.THE_REST)
        if mark.items:
            return Reference(*_with_further_places(marks, mark.items, end))
        return Reference((), end, rest, mark.number, contested=not rest)
    if mark.has(Sign.THE_REST) and predicate_follows(marks, at + 1):
        if listing:
            return Reference((), at + 1, rest=True)
        if _begins_clause(marks, at):
            return None
    if mark.folded in ("ca", "het ca") and (after_both := both_end(marks, at)):
        return Reference("all", after_both, count=count_of_all(marks, at))
    if mark.has(Sign.ALL) and all_here(marks, at) and not is_narrowed(marks, at):
        return Reference("all", all_end(marks, at), count=count_of_all(marks, at))
    first = at
    noun = False
    while first < min(len(marks), at + LOOK_AHEAD) and (
        marks[first].has(Sign.ITEM_NOUN, Sign.ALL)
        or marks[first].source in ("#", "(")
        or (noun and marks[first].has(Sign.AND))
    ):
        noun = noun or marks[first].has(Sign.ITEM_NOUN, Sign.ALL) or marks[first].source == "#"
        first += 1
    if first >= len(marks) or (first > at and not noun and marks[at].source != "("):
        return None
    if noun or _may_be_item(marks, first, listing=listing, before=at):
        return _numbers(marks, first, noun=noun, start=at)
    return None


def _begins_clause(marks: Sequence[Mark], at: int) -> bool:
    return at == 0 or marks[at - 1].has(*_OPENERS)


def _may_be_item(marks: Sequence[Mark], at: int, *, listing: bool, before: int) -> bool:
    """Decide about a number without "việc" or "số" before it."""
    if item_value(marks[at]) is None or is_counted(marks, at + 1) or is_number_of_part(marks, at):
        return False
    spelled = not marks[at].has(Sign.NUMBER)
    end = numbers_end(marks, at, noun=False)
    follows = predicate_follows(marks, end) or (_later_numbers(marks, end) and _verb_follows(marks, end))
    if _begins_clause(marks, before):
        if not spelled and marks[before - 1].has(Sign.EXCEPT) and before and ends_clause(marks, end):
            return True  # "trừ 3, còn lại xong"
        if spelled:
            return follows and (listing or _later_numbers(marks, end))
        punctuated = end < len(marks) and marks[end].has(Sign.BREAK) and marks[end].source in ":.)/=>→"
        return (
            follows
            or punctuated
            or (listing and _is_next_of_list(marks, before, end))
            or (
                ends_clause(marks, end)
                and (
                    listing
                    or _status_directly_before(marks, at, marks[at].number or 0)
                    or _later_numbers(marks, end)
                )
            )
        )
    if listing and follows:
        return True
    ends = ends_clause(marks, end) or ends_clause(marks, at + 1) or marks[at + 1].has(Sign.AND)
    return not spelled and ends and _status_directly_before(marks, at, marks[at].number or 0)


def _is_next_of_list(marks: Sequence[Mark], at: int, end: int) -> bool:
    """Tell whether a line, or a comma in "1 …, 3 …", opens with the number of which it then tells."""
    opener, first, value = marks[at - 1].source if at else "", item_value(marks[0]), item_value(marks[at])
    goes_on = opener in (";", "\n", ".") or (
        opener == "," and first is not None and value is not None and first < value
    )
    return goes_on and any_has(clause_of(marks[end : end + LOOK_AHEAD]), *PREDICATE)


def _verb_follows(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether one unknown verb stands before the status: "1 nhập xong rồi, 2 đang nhập"."""
    return (
        at + 1 < len(marks)
        and marks[at].signs == {Sign.UNKNOWN}
        and marks[at + 1].has(Sign.DONE, Sign.ALREADY)
    )


def _later_numbers(marks: Sequence[Mark], at: int) -> bool:
    return any(
        mark.has(Sign.POSITION) or (item_value(mark) is not None and not is_counted(marks, place + 1))
        for place, mark in enumerate(marks[at : at + LIST_REACH], at)
    )


def _status_directly_before(marks: Sequence[Mark], at: int, value: int) -> bool:
    while at > 0 and (marks[at - 1].source in (":", "(") or marks[at - 1].folded == "duoc"):
        at -= 1
    return at > 0 and value <= MAX_BARE_AFTER_STATUS and marks[at - 1].has(*STATUS_BEFORE_ITEM)


def _is_numbered(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether the text opens as a numbered list that goes on here: "1. Đã xong 2. Đang làm"."""
    first = next((place for place, mark in enumerate(marks[:LOOK_AHEAD]) if mark.has(Sign.NUMBER)), at)
    pairs = [marks[first : first + 2], marks[at : at + 2]]
    return (
        first < at
        and marks[first].number == 1
        and all(len(pair) == 2 and pair[0].end == pair[1].start for pair in pairs)
        and pairs[0][1].source == pairs[1][1].source
        and pairs[0][1].source in (".", ")")
    )


def _numbers(marks: Sequence[Mark], at: int, *, noun: bool, start: int) -> Reference | None:
    """Read the list of numbers that begins at ``at``."""
    end = numbers_end(marks, at, noun=noun)
    if end == at:
        return None
    items: list[int] = []
    through = False
    status_first = _status_directly_before(marks, start, marks[at].number or 0) and not _is_numbered(
        marks, at
    )
    if status_first and not ends_clause(marks, end):
        end = first_run_end(marks, at)
    for mark in marks[at:end]:
        value = item_value(mark)
        if value is None:
            through = through or mark.has(Sign.THROUGH) or mark.source in ("-", "–", "→", ">")
        elif through and items and value > items[-1]:
            items.extend(range(items[-1] + 1, value + 1))
            through = False
        else:
            items.append(value)
            through = False
    is_unknown = False
    if end < len(marks) and marks[end].has(Sign.ONWARD):
        items.extend(item for item in marks[end].items if item > items[-1])
        is_unknown = not marks[end].items
        end += 1
    end = _items_end(marks, end, status_first=status_first)
    return Reference(*_with_further_places(marks, tuple(items), end), contested=is_unknown)


def _with_further_places(
    marks: Sequence[Mark], items: tuple[int, ...], end: int
) -> tuple[tuple[int, ...], int]:
    """Go on with what "và" adds: "việc 3 và việc cuối"."""
    while end + 1 < len(marks) and marks[end].has(Sign.AND) and marks[end + 1].items:
        items += marks[end + 1].items
        end += 2
    return tuple(dict.fromkeys(items)), end


def _items_end(marks: Sequence[Mark], end: int, *, status_first: bool) -> int:
    """Return the index after the punctuation and "thì", "cũng" that lead to what is said of the items."""
    while not status_first and end < len(marks) and marks[end].source in AFTER_NUMBER:
        end += 1
    while end < len(marks) and marks[end].has(Sign.ALSO) and not marks[end].has(Sign.REMAINDER):
        end += 1
    return end
