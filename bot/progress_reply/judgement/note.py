"""Find what a statement says beyond its status: the reason, what is left, when it will be done."""

from collections.abc import Sequence

from bot.progress_reply.marks.mark import Mark
from bot.progress_reply.model import Status
from bot.progress_reply.words.signs import Sign

MAX_NOTE = 500  # characters

_TELLING = (
    Sign.UNKNOWN,
    Sign.RESOURCE,
    Sign.WAIT,
    Sign.COUNTED,
    Sign.FUTURE,
    Sign.REMAINDER,
    Sign.PART,
    Sign.STEP,
)
_OPENING = (
    Sign.COURTESY,
    Sign.PERSON,
    Sign.BREAK,
    Sign.CAUSE,
    Sign.ALSO,
    Sign.THANKS,
    Sign.AND,
    Sign.BUT,
    Sign.TO,
)
_ADDRESSED = frozenset({"em", "anh", "chi", "sep", "bac", "chu", "co", "chau", "toi", "minh", "dong chi"})
_FIELDS = (Sign.DOCUMENT, Sign.PERCENT, Sign.NUMBER, Sign.DATE, Sign.DURATION)


def find_note(text: str, marks: Sequence[Mark], status: Status) -> str | None:
    """Return the official's own words beyond what the other fields repeat; None if nothing is left."""
    telling = [place for place, mark in enumerate(marks) if _tells(mark, status)]
    if not telling:
        return None
    first, last = telling[0], telling[-1]
    if status in (Status.IN_PROGRESS, Status.UNCLEAR, Status.NOT_STARTED):
        first, last = _first_said(marks, first), _last_said(marks, last)
    elif status is Status.BLOCKED:
        first, last = _with_negation(marks, first), _clause_end(marks, last)
    elif marks[last].has(Sign.FUTURE) and status is not Status.EXTENSION:
        last = _clause_end(marks, last)
    while first < last and marks[first].has(*_OPENING) and not marks[first].has(Sign.REMAINDER):
        first += 1
    words = text[marks[first].start : marks[last].end].strip(" ,;.:-–\n")
    return words[:MAX_NOTE] or None


def _tells(mark: Mark, status: Status) -> bool:
    if status is Status.EXTENSION and mark.has(Sign.DATE, Sign.DURATION, Sign.FUTURE, Sign.EXTEND, Sign.MORE):
        return False
    if mark.has(*_FIELDS) and not mark.has(Sign.FUTURE):
        return False
    if mark.has(Sign.OBSTACLE):
        return mark.source.casefold() not in (
            "vướng",
            "vuong",
            "kẹt",
            "blocked",
            "bị vướng",
            "đang vướng",
            "stuck",
        )
    return mark.has(*_TELLING) and not mark.has(*_OPENING, Sign.ALREADY, Sign.WHOLLY, Sign.NOW)


def _first_said(marks: Sequence[Mark], limit: int) -> int:
    """Return the first mark that is no courtesy: what is said of the finish belongs to the remark."""
    return next(
        (place for place, mark in enumerate(marks[:limit]) if not mark.has(*_OPENING, Sign.ACK)), limit
    )


def _last_said(marks: Sequence[Mark], first: int) -> int:
    """Return the last mark that is no courtesy."""
    return next(
        place
        for place in range(len(marks) - 1, first - 1, -1)
        if place == first or not marks[place].has(*_OPENING)
    )


def _clause_end(marks: Sequence[Mark], last: int) -> int:
    """Return the last mark of the clause that is no courtesy and no address: "chờ xác nhận của sở"."""
    end = last
    for place in range(last + 1, len(marks)):
        if marks[place].has(Sign.BREAK):
            break
        if not marks[place].has(Sign.COURTESY) and marks[place].folded not in _ADDRESSED:
            end = place
    return end


def _with_negation(marks: Sequence[Mark], first: int) -> int:
    """Keep "chưa có" with the "kinh phí" it denies."""
    while first > 0 and marks[first - 1].has(Sign.NOT_YET, Sign.NOT, Sign.LACK, Sign.HAVE):
        first -= 1
    return first
