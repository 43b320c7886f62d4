"""Tell what was once so from what is so now: "trước chưa xong nhưng giờ xong rồi".

Only the later half counts, and only when the earlier half is surely over and the later one says plainly what
came of it. In every other case nothing is dropped, and the earlier half speaks against a finish as before.
"""

from collections.abc import Sequence

from bot.progress_reply.finish import is_denied
from bot.progress_reply.mark_search import any_has, unknown_words
from bot.progress_reply.marks import Mark
from bot.progress_reply.signs import Sign

_OPEN = (Sign.NOT_YET, Sign.NOT, Sign.OBSTACLE, Sign.LACK, Sign.WAIT, Sign.DOING, Sign.NEAR, Sign.REMAINDER)
_NOT_SURELY_OVER = (Sign.IF, Sign.ASK, Sign.EXCEPT, Sign.DEMAND, Sign.PART, Sign.OTHERS, Sign.UNDONE)
_LATE = frozenset({"tre", "muon", "cham"})
_SUPPOSED = frozenset({"tuong", "tuong la", "cu tuong", "ngo", "cu ngo"})
_PARTICIPLES = frozenset({"done", "finished", "completed", "submitted", "sent"})
_LEADS = (Sign.PERSON, Sign.COURTESY, Sign.ACK, Sign.POLITE_YES, Sign.BREAK, Sign.BUT)


def without_earlier_state(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks without the clause about an earlier state that a later clause has overtaken."""
    for turn in range(len(marks) - 1, 0, -1):
        if not _is_turn(marks, turn):
            continue
        later = marks[turn + 1 :] if marks[turn].has(Sign.BUT) or _is_but(marks[turn]) else marks[turn:]
        if _admits_delay(marks[:turn]) and marks[turn].has(Sign.BUT) and _is_plain(later, ()):
            return list(later)
        start = _start_of_earlier(marks, turn, later)
        if start is not None and _is_over(marks[start:turn]) and _is_plain(later, marks[:start]):
            return [*marks[:start], *later]
    return list(marks)


def _admits_delay(earlier: Sequence[Mark]) -> bool:
    """Tell whether all that is said is that something came late: "nộp trễ 1 ngày nhưng đã nộp rồi"."""
    is_late = any(not _LATE.isdisjoint(mark.folded.split(" ")) for mark in earlier)
    return is_late and not any_has(earlier, *_OPEN, *_NOT_SURELY_OVER, Sign.WILL, Sign.FUTURE, Sign.EXTEND)


def was_only_supposed(marks: Sequence[Mark]) -> bool:
    """Tell whether a finish was only believed in: "tưởng xong rồi mà thiếu", "cứ tưởng xong nhưng vướng"."""
    supposed = next((place for place, mark in enumerate(marks) if _is_supposed(mark)), len(marks))
    turn = next(
        (at for at in range(supposed + 1, len(marks)) if marks[at].has(Sign.BUT) or _is_but(marks[at])),
        len(marks),
    )
    return (
        any_has(marks[supposed:turn], Sign.DONE)
        and any_has(marks[turn:], *_OPEN)
        and not any_has(marks[turn:], Sign.DONE)
    )


def _is_turn(marks: Sequence[Mark], at: int) -> bool:
    """Tell whether "nay", "giờ", "hoá ra", "nhưng", or "mà" after "tưởng" turns to the present here."""
    mark = marks[at]
    if mark.has(Sign.NOW):
        return not marks[at - 1].has(Sign.NUMBER)  # "15 giờ"
    return mark.has(Sign.BUT) or (_is_but(mark) and any(_is_supposed(before) for before in marks[:at]))


def _is_but(mark: Mark) -> bool:
    return mark.folded == "ma"


def _is_supposed(mark: Mark) -> bool:
    return mark.folded in _SUPPOSED


def _start_of_earlier(marks: Sequence[Mark], turn: int, later: Sequence[Mark]) -> int | None:
    """Return where the clause about the earlier time begins; None where no words tell of such a time."""
    cue = next(
        (place for place, mark in enumerate(marks[:turn]) if mark.has(Sign.EARLIER) or _is_supposed(mark)),
        None,
    )
    if cue is None:
        # "đang vướng nhưng giờ xong rồi", "vướng kinh phí nhưng đã giải quyết"
        turns_twice = marks[turn].has(Sign.NOW) and marks[turn - 1].has(Sign.BUT)
        if not (turns_twice or (marks[turn].has(Sign.BUT) and any_has(later[:2], Sign.NO_OBSTACLE))):
            return None
        cue = turn - 1 - turns_twice
        while cue > 0 and marks[cue].has(Sign.BREAK):
            cue -= 1
        if cue < 0:
            return None  # "nhưng giờ xong rồi" opens the text
    start = cue
    while start > 0 and not marks[start - 1].has(Sign.BREAK):
        start -= 1
    # "trước" opens its clause: "nộp trước 30/5" tells of no earlier time
    if marks[cue].folded == "truoc" and not all(mark.has(*_LEADS) for mark in marks[start:cue]):
        return None
    return start


def _is_over(earlier: Sequence[Mark]) -> bool:
    """Tell whether the earlier half only says that the duty was open then."""
    hedged = any(mark.has(Sign.HEDGE) and not _is_supposed(mark) for mark in earlier)
    told = [mark for mark in earlier if not mark.has(*_LEADS)]
    if any_has(told[:1], Sign.NOT, Sign.NOT_YET):
        return False  # denies the rest, or nobody can tell what
    is_open = any_has(earlier, *_OPEN, Sign.PERCENT)
    denials = sum(mark.has(Sign.NOT, Sign.NOT_YET) for mark in earlier)  # two of them are no plain words
    return is_open and denials < 2 and not hedged and not any_has(earlier, *_NOT_SURELY_OVER)


def _finishes_surely(later: Sequence[Mark]) -> bool:
    """Tell whether "xong" is said of the past and of nothing else: "nay đã bàn giao xong", "now done"."""
    already = next((at for at, mark in enumerate(later) if mark.has(Sign.ALREADY)), None)
    finish = next((at for at, mark in enumerate(later) if mark.has(Sign.DONE, Sign.SENT)), 0)
    if already is None:
        return later[finish].folded in _PARTICIPLES and unknown_words(later) == 0
    named = [*later[:already], *later[finish:]] if already < finish else later
    return unknown_words(named) == 0


def _is_plain(later: Sequence[Mark], first: Sequence[Mark]) -> bool:
    """Tell whether the later half says plainly how the duty stands: a sure finish, or that it goes on."""
    if is_denied(later):
        return True
    if any_has(later, Sign.DONE, Sign.SENT):
        return _finishes_surely(later)
    if any_has(later, Sign.DOING, Sign.PERCENT, Sign.OBSTACLE):
        return True
    has_come = any_has(later, Sign.RESOURCE) and any_has(later, Sign.ALREADY)  # "nay đã có kinh phí"
    return (has_come or any_has(later, Sign.NO_OBSTACLE)) and unknown_words((*first, *later)) == 0
