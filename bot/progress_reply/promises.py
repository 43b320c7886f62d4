"""Recognise what is only promised: "sẽ triển khai", "mai em nộp", "chiều nay gửi".

To hand something in soon means that the work goes on; to begin it soon, or to do it at all, only that the
duty was accepted.
"""

from collections.abc import Sequence

from bot.progress_reply.mark_search import any_has, with_followers
from bot.progress_reply.marks import Mark
from bot.progress_reply.signs import Sign

_LATER_TODAY = frozenset({"chiều", "chieu", "tối", "trưa", "trua", "đêm"})  # "toi" is rather "tôi"
_LATER_THIS_DAY = frozenset({"chieu nay", "toi nay", "trua nay", "dem nay", "hom nay", "trong ngay", "today"})
_REACH = 4  # marks between the time and what is then done


def is_promised(marks: Sequence[Mark]) -> bool:
    """Tell whether something lies ahead: work, a report, or a finish."""
    if any_has(marks, Sign.WILL) or hands_in_later(marks):
        return True
    return any_has(marks, Sign.FUTURE) and (
        any_has(marks, Sign.WORK, Sign.SENT, Sign.FINAL, Sign.DONE, Sign.ACK)
        or any(mark.folded.endswith("bao cao") for mark in marks)
    )


def hands_in_later(marks: Sequence[Mark]) -> bool:
    """Tell whether something is to be finished or handed in: "mai nộp", "sẽ gửi", "chiều em nộp"."""
    if any_has(marks, Sign.ALREADY, Sign.PAST, Sign.GONE):
        return False
    ahead = any_has(marks, Sign.WILL, Sign.FUTURE, Sign.COMING, Sign.DURATION)
    if ahead and any_has(marks, Sign.SENT, Sign.DONE):
        return True
    return any(
        (mark.source.casefold() in _LATER_TODAY or mark.folded in _LATER_THIS_DAY or _is_clock(mark))
        and any_has(after, Sign.SENT, Sign.DONE)
        for mark, after in with_followers(marks, _REACH)
    )


def _is_clock(mark: Mark) -> bool:
    return mark.has(Sign.TODAY) and any(char.isdecimal() for char in mark.source)  # "15h nộp"
