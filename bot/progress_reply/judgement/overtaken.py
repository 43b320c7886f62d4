"""Set aside what a later word overtakes: "xong rồi, à nhầm, chưa xong", "trước chưa xong nhưng giờ xong rồi".

Only the later half counts, and only when the earlier one is surely taken back or over and the later one says
plainly how the duty stands. In every other case nothing is dropped, and the first half speaks against a
finish as before.
"""

from collections.abc import Sequence

from bot.progress_reply.judgement.finish import is_denied, says_finished_already
from bot.progress_reply.judgement.unfinished import is_not_started
from bot.progress_reply.marks.mark import Mark, any_has, clause_of, unknown_words, with_followers
from bot.progress_reply.words.signs import Sign

_RATHER_THAN = frozenset({"chu", "cho"})  # "chứ", "chớ"
_IS_NOT = frozenset({"khong phai", "dau phai", "khong", "dau co", "mo phai"})
_SLIPS = frozenset({"nham", "dinh chinh", "nhan nham", "go nham", "viet nham", "nhan lon", "go lon"})
_OF_A_MESSAGE = frozenset(
    {"tin", "tin nhan", "nhan", "truoc", "nay", "luc nay", "ban nay"}
)  # "nhầm tin trước"
_UNSURE = (Sign.ASK, Sign.HEDGE, Sign.IF, Sign.EXCEPT, Sign.BUT, Sign.UNDONE, Sign.OTHERS, Sign.DEMAND)
_GOES_ON = (Sign.DOING, Sign.PERCENT, Sign.OBSTACLE)
_OPEN = (
    Sign.EXTEND,
    Sign.NOT_YET,
    Sign.NOT,
    Sign.OBSTACLE,
    Sign.LACK,
    Sign.WAIT,
    Sign.DOING,
    Sign.NEAR,
    Sign.REMAINDER,
)
_NOT_SURELY_OVER = (Sign.IF, Sign.ASK, Sign.EXCEPT, Sign.DEMAND, Sign.PART, Sign.OTHERS, Sign.UNDONE)
_LATE = frozenset({"tre", "muon", "cham"})
_SUPPOSED = frozenset({"tuong", "tuong la", "cu tuong", "ngo", "cu ngo"})
_PARTICIPLES = frozenset({"done", "finished", "completed", "submitted", "sent"})
_LEADS = (Sign.PERSON, Sign.COURTESY, Sign.ACK, Sign.POLITE_YES, Sign.BREAK, Sign.BUT)
_CONTRASTED = (Sign.DONE, Sign.SENT, Sign.DOING, Sign.WORK, Sign.PERCENT, Sign.NOT_YET, Sign.ALREADY)


def without_contrast(marks: Sequence[Mark]) -> list[Mark]:
    """Drop what is said not to be so, after what is: "nộp rồi chứ không phải đang làm đâu"."""
    for place, (mark, after) in enumerate(with_followers(marks, 1)):
        if mark.folded not in _RATHER_THAN or not any(own.folded in _IS_NOT for own in after):
            continue
        denied = clause_of(marks[place + 2 :])
        asks = any_has(marks[place + 2 + len(denied) :][:1], Sign.ASK) or any_has(denied, Sign.ASK)
        if any_has(marks[:place], *_CONTRASTED) and any_has(denied, *_CONTRASTED) and not asks:
            return [*marks[:place], *marks[place + 2 + len(denied) :]]
    return list(marks)


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
    if not is_led_in and any_has(clause_of(marks[:place][::-1]), Sign.NOT_YET, Sign.NOT):
        return None
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
