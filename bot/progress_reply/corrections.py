"""Set aside what the official takes back in the same breath: "xong rồi, à nhầm, chưa xong".

Only the last statement counts, and only when it says plainly how the duty stands. Otherwise nothing is
dropped, and the correction speaks against a finish as before.
"""

from collections.abc import Sequence

from bot.progress_reply.finish import is_denied, says_finished_already
from bot.progress_reply.mark_search import any_has, unknown_words
from bot.progress_reply.marks import Mark
from bot.progress_reply.signs import Sign
from bot.progress_reply.unfinished import is_not_started

_SLIPS = frozenset({"nham", "dinh chinh"})
_OF_A_MESSAGE = frozenset(
    {"tin", "tin nhan", "nhan", "truoc", "nay", "luc nay", "ban nay"}
)  # "nhầm tin trước"
_UNSURE = (Sign.ASK, Sign.HEDGE, Sign.IF, Sign.EXCEPT, Sign.BUT, Sign.UNDONE, Sign.OTHERS, Sign.DEMAND)
_GOES_ON = (Sign.DOING, Sign.PERCENT, Sign.OBSTACLE)


def without_corrected(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks after the last correction, where they are clear; else all of them."""
    for place in range(len(marks) - 1, -1, -1):
        start = _start_of_correction(marks, place)
        if start is not None:
            later = _without_closing(marks[start:])
            return later if _is_clear(later) else list(marks)
    return list(marks)


def takes_back(marks: Sequence[Mark]) -> bool:
    """Tell whether a statement ends by taking itself back: "2 chưa, à nhầm, (2 xong rồi)"."""
    last = next((place for place in range(len(marks) - 1, -1, -1) if not marks[place].has(Sign.BREAK)), None)
    return (
        last is not None
        and marks[last].folded in _SLIPS
        and any(mark.has(Sign.BREAK) or _is_oh(mark) for mark in marks[:last][-1:])
    )


def _start_of_correction(marks: Sequence[Mark], place: int) -> int | None:
    """Return where the statement after "nhầm, …", "à nhầm …" or "50% à không …" begins."""
    before = marks[:place][-1:]
    is_led_in = any(_is_oh(mark) for mark in before)
    if marks[place].folded == "khong":
        # "à không xong rồi" may as well deny
        is_apart = any_has(marks[place + 1 : place + 2], Sign.BREAK, Sign.PERCENT, Sign.ALREADY)
        return place + 1 if is_led_in and is_apart and place > 1 else None
    if marks[place].folded not in _SLIPS:
        return None
    if before and not (is_led_in or before[0].has(Sign.BREAK, Sign.PERSON, Sign.COURTESY)):
        return None  # "nộp nhầm"
    end = place + 1
    while end < len(marks) and marks[end].folded in _OF_A_MESSAGE:
        end += 1
    return end if is_led_in or any_has(marks[end : end + 1], Sign.BREAK) else None


def _is_oh(mark: Mark) -> bool:
    return mark.source.casefold() == "à"


def _without_closing(later: Sequence[Mark]) -> list[Mark]:
    """Drop "mới đúng" off the end, and the punctuation that leads over."""
    told = list(later)
    while told and told[0].has(Sign.BREAK):
        told.pop(0)
    if [mark.folded for mark in told[-2:]] == ["moi", "dung"]:
        del told[-2:]
    return told


def _is_clear(later: Sequence[Mark]) -> bool:
    """Tell whether the duty's state is said plainly: a sure finish, a denied one, or work that goes on."""
    if any_has(later, *_UNSURE):
        return False
    if is_denied(later):
        return True
    if any_has(later, Sign.DONE):
        return says_finished_already(later) and unknown_words(later) == 0
    if any_has(later, Sign.SENT):
        return any_has(later, Sign.ALREADY) and unknown_words(later) == 0
    if any(mark.has(Sign.PERCENT) and mark.number == 100 for mark in later):
        return False  # the whole, but of what?
    return any_has(later, *_GOES_ON) or is_not_started(later)
