"""Numbers that can be items of a list, and what may be said of them: "2 và 3", "1-3"; "2 xã" has none."""

from collections.abc import Sequence
from itertools import pairwise

from bot.progress_reply.marks.mark import Mark, any_has
from bot.progress_reply.words.signs import Sign

MAX_ITEM = 99
LOOK_AHEAD = 8  # marks; every look ahead is bounded, so that reading stays linear
LIST_REACH = 100  # marks that a list of numbers may take
MAX_BARE_AFTER_STATUS = 19  # "xong 2" is an item, "xong 50" is a percent

# what may be said of an item; a number before one of these can be an item
PREDICATE = frozenset(
    {
        *(Sign.DONE, Sign.SENT, Sign.ALREADY, Sign.NOT_YET, Sign.NOT, Sign.NEAR, Sign.WILL, Sign.DOING),
        *(Sign.STEP, Sign.PREPARE, Sign.WORK, Sign.NOT_STARTED, Sign.OBSTACLE, Sign.NO_OBSTACLE, Sign.WAIT),
        *(Sign.LACK, Sign.EXTEND, Sign.ACK, Sign.PERCENT, Sign.ONLY, Sign.PART, Sign.MORE, Sign.ALSO),
        *(Sign.HEDGE, Sign.FUTURE, Sign.RESOURCE, Sign.DOCUMENT, Sign.NO_EXTEND, Sign.GRANTED),
        Sign.STRANGER,
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
_SPEAKERS = frozenset({"xa", "huyen", "phong", "thon", "phuong", "truong", "don vi", "so", "ban", "tram"})
AFTER_NUMBER = frozenset(":.)=>→/-–—")


def item_value(mark: Mark) -> int | None:
    """Return the number that may be an item's; None for a share, a span of time, no such number."""
    if mark.number is None or mark.has(Sign.PERCENT, Sign.DURATION, Sign.THE_REST):
        return None
    return mark.number if 1 <= mark.number <= MAX_ITEM else None


def is_counted(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether a counted noun follows: "2 xã" counts communes."""
    return at < len(marks) and marks[at].has(Sign.COUNTED, Sign.OTHERS) and not marks[at].has(Sign.ALSO)


def predicate_follows(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether something is said of the item before ``at``, after no more than a colon or a courtesy."""
    for place, mark in enumerate(marks[at : at + LOOK_AHEAD], at):
        if mark.has(*PREDICATE, Sign.ASK) or is_share(marks, place):
            return True
        if not mark.has(Sign.PERSON, Sign.COURTESY, Sign.NEUTRAL) and mark.source not in AFTER_NUMBER:
            return False
    return False


def numbers_end(marks: Sequence[Mark], at: int, *, noun: bool) -> int:
    """Return the index after the last number of a list; ``at`` where there is none."""
    if (
        at >= len(marks)
        or item_value(marks[at]) is None
        or (
            is_counted(marks, at + 1)
            and not is_noun_list(marks, at + 1)
            and not (noun and (_speaker_follows(marks, at + 1) or _is_named_alike(marks, at)))
        )
    ):
        return at
    end = at + 1
    while end < at + LIST_REACH:
        following = end
        while following < min(len(marks), end + LOOK_AHEAD) and _joins(marks[following]):
            following += 1
        if (
            following >= len(marks)
            or item_value(marks[following]) is None
            or is_counted(marks, following + 1)
        ):
            return end
        if following == end and is_share(marks, following):
            return end
        if item_value(marks[following]) == item_value(marks[end - 1]) and not any(
            map(_joins, marks[following + 1 : following + 2])
        ):
            return end  # "trừ 2, 2 thuộc phòng khác"
        if not marks[following].has(Sign.NUMBER) and not noun:
            return end
        end = following + 1
    return end


def _speaker_follows(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether "xã" after an item tells of it: "mục 3 xã chưa có kinh phí"; "việc 3 xã" may count."""
    return (
        marks[at].folded in _SPEAKERS
        and (predicate_follows(marks, at + 1) or any_has(marks[at + 1 : at + 2], Sign.TODAY, Sign.PAST))
        and marks[at - 2].has(Sign.ITEM_NOUN)
        and (any_has(marks[: at - 2][-1:], Sign.BREAK) or (at == 2 and marks[0].folded != "viec"))
    )


def _is_named_alike(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether an earlier clause opens in the same way: "cái 2 xong, cái 4 thẻ in sai tên"."""
    return (
        at > 2
        and any_has(marks[at - 2 : at - 1], Sign.BREAK, Sign.AND)
        and any(
            noun.folded == marks[at - 1].folded and item_value(number) is not None
            for noun, number in pairwise(marks[max(0, at - LIST_REACH) : at - 1])
        )
    )


def first_run_end(marks: Sequence[Mark], at: int) -> int:
    """Return the end of what "và" joins: in "xong 1 và 2, 3 đang làm" the comma parts."""
    end = at + 1
    while end + 1 < len(marks) and marks[end].has(Sign.AND) and item_value(marks[end + 1]) is not None:
        end += 2
    return end


def is_noun_list(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether "việc 2", "số 3" begins here."""
    return marks[at].has(Sign.ITEM_NOUN) and at + 1 < len(marks) and item_value(marks[at + 1]) is not None


def _joins(mark: Mark) -> bool:
    return (
        mark.has(Sign.AND, Sign.THROUGH, Sign.ITEM_NOUN) or mark.source in (",", "/", "#", "→", ">", "–", "+")
    ) and not mark.has(Sign.PERCENT)


def is_share(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether a number directly after an item is its percent: "2 60"."""
    value = marks[at].number or 0
    return value > MAX_BARE_AFTER_STATUS and value % 5 == 0
