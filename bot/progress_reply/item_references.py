"""Read which items of a digest some words name: "việc 2 và 3", "số 5", "1-3", "cả hai", "tất cả", "còn lại".

A number is an item only where its neighbours allow no other reading: "18/24 xã", "xong 2 việc", "BC số 45"
are none. Every look ahead is bounded, so that reading stays linear in the length of the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.progress_reply.marks import Mark
from bot.progress_reply.model import Items
from bot.progress_reply.quantities import spelled_number
from bot.progress_reply.signs import Sign

MAX_ITEM = 99
_LOOK_AHEAD = 8  # marks; every look ahead is bounded, so that reading stays linear
_LIST_REACH = 200  # marks that a list of numbers may take
_MAX_BARE_AFTER_STATUS = 19  # "xong 2" is an item, "xong 50" is a percent

# what may be said of an item; a number before one of these can be an item
PREDICATE = frozenset(
    {
        *(Sign.DONE, Sign.SENT, Sign.ALREADY, Sign.NOT_YET, Sign.NOT, Sign.NEAR, Sign.WILL, Sign.DOING),
        *(Sign.STEP, Sign.PREPARE, Sign.WORK, Sign.NOT_STARTED, Sign.OBSTACLE, Sign.NO_OBSTACLE, Sign.WAIT),
        *(Sign.LACK, Sign.EXTEND, Sign.ACK, Sign.PERCENT, Sign.ONLY, Sign.PART, Sign.MORE, Sign.ALSO),
        *(Sign.HEDGE, Sign.FUTURE, Sign.RESOURCE, Sign.DOCUMENT, Sign.NO_EXTEND, Sign.GRANTED),
    }
)
# what may stand before the items it is said of: "xong 1, 2"
STATUS_BEFORE_ITEM = frozenset(
    {
        *(
            Sign.DONE,
            Sign.OBSTACLE,
            Sign.DOING,
            Sign.NOT_YET,
            Sign.WORK,
            Sign.ALREADY,
            Sign.SENT,
            Sign.WHOLLY,
        ),
        *(Sign.ACK, Sign.EXTEND, Sign.NOT_STARTED),
    }
)
_AFTER_NUMBER = frozenset(":.)=>→/-–—")
_DUTY_NOUNS = ("viec", "nhiem vu", "noi dung", "muc", "task", "item")
_ALL_THERE_IS = frozenset({"tat ca", "toan bo", "tat tan tat", "everything", "all of them", "moi thu"})
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
    """Tell whether nothing but a courtesy or "rồi" stands between ``at`` and the next punctuation."""
    for place, mark in enumerate(marks[at : at + _LOOK_AHEAD], at):
        if mark.has(Sign.BREAK):
            return mark.source in ",;.\n()"
        # "xong việc một còn việc hai chưa", "xong 1 rồi 2 thì chưa"
        if mark.has(Sign.REMAINDER, Sign.BUT) or (mark.has(Sign.ALREADY) and _names_item(marks, place + 1)):
            return _names_item(marks, place + 1)
        if not mark.has(Sign.COURTESY, Sign.ALREADY) or mark.has(Sign.ALSO):
            return False
    return at + _LOOK_AHEAD >= len(marks)


def _names_item(marks: Sequence[Mark], at: int) -> bool:
    return at < len(marks) and (
        _value(marks[at]) is not None or _is_noun_list(marks, at) or marks[at].has(Sign.POSITION)
    )


def leads_to_status(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether "…, 3" goes on as a list that gets a status of its own: "…, 3, 4 60%"."""
    for _ in range(_LIST_REACH):
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
    if mark.has(Sign.POSITION):
        end = _items_end(marks, at + 1, status_first=_status_directly_before(marks, at, 1))
        rest = mark.has(Sign.THE_REST)
        return Reference(mark.items, end, rest, mark.number, contested=not (mark.items or rest))
    if mark.has(Sign.THE_REST) and _predicate_follows(marks, at + 1):
        if listing:
            return Reference((), at + 1, rest=True)
        if _begins_clause(marks, at):
            return None
    if mark.folded == "ca" and (after_both := _both_end(marks, at)):
        return Reference("all", after_both, count=count_of_all(marks, at))
    if mark.has(Sign.ALL) and _all_here(marks, at) and not _is_narrowed(marks, at):
        return _all_reference(marks, at)
    first = at
    noun = False
    while first < min(len(marks), at + _LOOK_AHEAD) and (
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


def count_of_all(marks: Sequence[Mark], at: int) -> int | None:
    """Return how many duties "cả ba việc", "tất cả 4 việc", "hai việc đều" speaks of; None for no number."""
    words = marks[at].folded.split(" ")
    for word in words:
        length, spelled = spelled_number([word])
        if length or word == "both":
            return spelled if length else 2
    return _value(marks[at + 1]) if at + 1 < len(marks) else None


def every_duty_place(marks: Sequence[Mark]) -> int | None:
    """Return where "tất cả", "toàn bộ", "hết mọi việc" stands after "xong"; "xong hết" may be of one duty."""
    finish = next((place for place, mark in enumerate(marks) if mark.has(Sign.DONE)), len(marks))
    return next(
        (
            place
            for place, mark in enumerate(marks[finish:], finish)
            if mark.has(Sign.ALL)
            and (mark.folded in _ALL_THERE_IS or mark.folded.startswith("ca ") or _names_duties(mark))
            and not _is_narrowed(marks, place)
        ),
        None,
    )


def _names_duties(mark: Mark) -> bool:
    return any(noun in mark.folded for noun in _DUTY_NOUNS)


def _both_end(marks: Sequence[Mark], at: int) -> int | None:
    """Return the end of "cả 3 việc", "cả 2"; None for "cả 3 xã" and "cả 1 và 2"."""
    if at + 1 >= len(marks) or _value(marks[at + 1]) is None:
        return None
    if at + 2 < len(marks) and marks[at + 2].has(Sign.ITEM_NOUN):
        return at + 3
    of_parts = _is_counted(marks, at + 2) or any(mark.has(Sign.PART) for mark in marks[at + 2 : at + 3])
    return at + 2 if _predicate_follows(marks, at + 2) and not of_parts else None


def _is_narrowed(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether "tất cả" is of something else ("tất cả các xã") or of numbered ones ("các mục 1, 2")."""
    if _numbers_end(marks, at + 1, noun=True) > at + 1:
        return True
    if _names_duties(marks[at]):
        return False
    is_of_parts = at + 1 < len(marks) and marks[at + 1].has(Sign.FINAL, Sign.DRAFT, Sign.OTHERS, Sign.PART)
    counted = at + 1
    while counted < len(marks) and marks[counted].has(Sign.NUMBER):
        counted += 1
    return is_of_parts or (
        _is_counted(marks, counted) and not (counted < len(marks) and marks[counted].has(Sign.ITEM_NOUN))
    )


def _all_here(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether "tất cả" stands as a subject, not within "chưa xong tất cả" or after its items."""
    before = [mark for mark in marks[:at] if not mark.has(Sign.COURTESY, Sign.PERSON)]
    return not before or before[-1].has(Sign.BREAK, Sign.ACK)


def _all_reference(marks: Sequence[Mark], at: int) -> Reference | None:
    end = at + 1
    while (
        end < len(marks)
        and marks[end].has(Sign.NUMBER, Sign.ITEM_NOUN)
        and not marks[end].has(*STATUS_BEFORE_ITEM)
    ):
        end += 1
    return Reference("all", end, count=count_of_all(marks, at))


def _value(mark: Mark) -> int | None:
    if mark.number is None or mark.has(Sign.PERCENT, Sign.DURATION, Sign.THE_REST):
        return None
    return mark.number if 1 <= mark.number <= MAX_ITEM else None


def _is_counted(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether a counted noun follows: "2 xã" counts communes."""
    return at < len(marks) and marks[at].has(Sign.COUNTED, Sign.OTHERS) and not marks[at].has(Sign.ALSO)


def _begins_clause(marks: Sequence[Mark], at: int) -> bool:
    return at == 0 or marks[at - 1].has(*_OPENERS)


def _predicate_follows(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether something is said of the item before ``at``, after no more than a colon or a courtesy."""
    for place, mark in enumerate(marks[at : at + _LOOK_AHEAD], at):
        if mark.has(*PREDICATE, Sign.ASK) or _is_share(marks, place):
            return True
        if not mark.has(Sign.PERSON, Sign.COURTESY, Sign.NEUTRAL) and mark.source not in _AFTER_NUMBER:
            return False
    return False


def _may_be_item(marks: Sequence[Mark], at: int, *, listing: bool, before: int) -> bool:
    """Decide about a number without "việc" or "số" before it."""
    if _value(marks[at]) is None or _is_counted(marks, at + 1):
        return False
    spelled = not marks[at].has(Sign.NUMBER)
    end = _numbers_end(marks, at, noun=False)
    follows = _predicate_follows(marks, end) or (_later_numbers(marks, end) and _verb_follows(marks, end))
    if _begins_clause(marks, before):
        if not spelled and marks[before - 1].has(Sign.EXCEPT) and before and ends_clause(marks, end):
            return True  # "trừ 3, còn lại xong"
        if spelled:
            return follows and (listing or _later_numbers(marks, end))
        punctuated = end < len(marks) and marks[end].has(Sign.BREAK) and marks[end].source in ":.)/=>→"
        return (
            follows
            or punctuated
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


def _verb_follows(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether one unknown verb stands before the status: "1 nhập xong rồi, 2 đang nhập"."""
    return (
        at + 1 < len(marks)
        and marks[at].signs == {Sign.UNKNOWN}
        and marks[at + 1].has(Sign.DONE, Sign.ALREADY)
    )


def _later_numbers(marks: Sequence[Mark], at: int) -> bool:
    return any(
        mark.has(Sign.POSITION) or (_value(mark) is not None and not _is_counted(marks, place + 1))
        for place, mark in enumerate(marks[at : at + _LIST_REACH], at)
    )


def _status_directly_before(marks: Sequence[Mark], at: int, value: int) -> bool:
    while at > 0 and (marks[at - 1].source in (":", "(") or marks[at - 1].folded == "duoc"):
        at -= 1
    return at > 0 and value <= _MAX_BARE_AFTER_STATUS and marks[at - 1].has(*STATUS_BEFORE_ITEM)


def _is_numbered(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether the text opens as a numbered list that goes on here: "1. Đã xong 2. Đang làm"."""
    first = next((place for place, mark in enumerate(marks[:_LOOK_AHEAD]) if mark.has(Sign.NUMBER)), at)
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
    end = _numbers_end(marks, at, noun=noun)
    if end == at:
        return None
    items: list[int] = []
    through = False
    status_first = _status_directly_before(marks, start, marks[at].number or 0) and not _is_numbered(
        marks, at
    )
    if status_first and not ends_clause(marks, end):
        end = _first_run_end(marks, at)
    for mark in marks[at:end]:
        value = _value(mark)
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
    return Reference(tuple(dict.fromkeys(items)), end, contested=is_unknown)


def _items_end(marks: Sequence[Mark], end: int, *, status_first: bool) -> int:
    """Return the index after the punctuation and "thì", "cũng" that lead to what is said of the items."""
    while not status_first and end < len(marks) and marks[end].source in _AFTER_NUMBER:
        end += 1
    while end < len(marks) and marks[end].has(Sign.ALSO) and not marks[end].has(Sign.REMAINDER):
        end += 1
    return end


def _numbers_end(marks: Sequence[Mark], at: int, *, noun: bool) -> int:
    """Return the index after the last number of a list; ``at`` where there is none."""
    if (
        at >= len(marks)
        or _value(marks[at]) is None
        or (_is_counted(marks, at + 1) and not _is_noun_list(marks, at + 1))
    ):
        return at
    end = at + 1
    while end < at + _LIST_REACH:
        following = end
        while following < min(len(marks), end + _LOOK_AHEAD) and _joins(marks[following]):
            following += 1
        if following >= len(marks) or _value(marks[following]) is None or _is_counted(marks, following + 1):
            return end
        if following == end and _is_share(marks, following):
            return end
        if not marks[following].has(Sign.NUMBER) and not noun:
            return end
        end = following + 1
    return end


def _first_run_end(marks: Sequence[Mark], at: int) -> int:
    """Return the end of what "và" joins: in "xong 1 và 2, 3 đang làm" the comma parts."""
    end = at + 1
    while end + 1 < len(marks) and marks[end].has(Sign.AND) and _value(marks[end + 1]) is not None:
        end += 2
    return end


def _is_noun_list(marks: Sequence[Mark], at: int) -> bool:
    return marks[at].has(Sign.ITEM_NOUN) and at + 1 < len(marks) and _value(marks[at + 1]) is not None


def _joins(mark: Mark) -> bool:
    return (
        mark.has(Sign.AND, Sign.THROUGH, Sign.ITEM_NOUN) or mark.source in (",", "/", "#", "→", ">", "–", "+")
    ) and not mark.has(Sign.PERCENT)


def _is_share(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether a number directly after an item is its percent: "2 60"."""
    value = marks[at].number or 0
    return value > _MAX_BARE_AFTER_STATUS and value % 5 == 0
