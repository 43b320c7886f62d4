"""Weigh the marks of one statement: what they say together, before any decision.

Completion is read strictly and doubt loosely: a word that may deny, delay, limit or question "xong" anywhere in
the statement counts against it, however it is spelled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.progress_reply.lexicon import Sign
from bot.progress_reply.marks import Mark

_NEGATION_REACH = 5  # marks between "chưa" and the "xong" it denies
_MANY_MARKS = 70  # a statement longer than this tells a story


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one statement says. ``percent`` is a share of the whole work; the flags are told in ``decide``."""

    percent: int | None
    impossible_percent: bool
    document: Mark | None
    until: date | None
    extra_days: int | None
    finished: bool
    sent: bool
    denied: bool
    unfinished: bool
    doubtful: bool
    asked: bool
    blocked: bool
    own_signature: bool
    extension: bool
    not_extended: bool
    doing: bool
    stepping: bool
    promised: bool
    not_yet: bool
    not_started: bool
    acknowledged: bool
    document_alone: bool
    report_alone: bool
    unknown_words: int
    counted: bool
    long: bool


def weigh(marks: Sequence[Mark]) -> Evidence:
    """Collect the evidence of a statement's marks."""
    said = [mark for mark in marks if not mark.has(Sign.BREAK) and not mark.has(Sign.THANKS)]
    share = _share(marks)
    percent = share.number if share else None
    document = next((mark for mark in said if mark.has(Sign.DOCUMENT)), None)
    extension = _asks_for_time(said)
    denied = _is_denied(said)
    asked = _is_question(marks) and not extension
    unknown = sum(mark.signs == {Sign.UNKNOWN} for mark in said)
    finished = _any(said, Sign.DONE)
    waits, own_signature = _waiting(said)
    not_started = _is_not_started(said)
    return Evidence(
        percent=percent,
        impossible_percent=bool(share) and percent is None,
        document=document,
        until=_until(said) if extension else None,
        extra_days=next((mark.number for mark in said if mark.has(Sign.DURATION)), None)
        if extension
        else None,
        finished=finished,
        sent=_was_sent(said, document),
        denied=denied,
        unfinished=_is_unfinished(said, percent),
        doubtful=_is_doubtful(said),
        asked=asked,
        blocked=waits or _lacks_something(said) or _any(said, Sign.OBSTACLE),
        own_signature=own_signature,
        extension=extension,
        not_extended=_any(said, Sign.NO_EXTEND, Sign.GRANTED),
        doing=_any(said, Sign.DOING),
        stepping=_any(said, Sign.STEP, Sign.DRAFT)
        or (_any(said, Sign.PREPARE) and not _any(said, Sign.NOT_YET)),
        promised=_any(said, Sign.WILL, Sign.FUTURE),
        not_yet=_any(said, Sign.NOT_YET),
        not_started=not_started,
        acknowledged=_any(marks, Sign.ACK, Sign.THANKS),
        document_alone=document is not None and unknown == 0,
        report_alone=False,
        unknown_words=unknown,
        counted=_any(said, Sign.COUNTED),
        long=len(said) > _MANY_MARKS,
    )


def _any(marks: Sequence[Mark], *signs: Sign) -> bool:
    return any(mark.has(*signs) for mark in marks)


def _pairs(marks: Sequence[Mark], reach: int) -> Iterator[tuple[Mark, Sequence[Mark]]]:
    """Yield each mark with the next few after it."""
    for place, mark in enumerate(marks):
        yield mark, marks[place + 1 : place + 1 + reach]


def _share(marks: Sequence[Mark]) -> Mark | None:
    """Return the share of the work: a percent, or a bare number that can only be one ("được 60 rồi")."""
    for place, mark in enumerate(marks):
        before = marks[place - 1] if place else None
        around = marks[max(0, place - 3) : place]
        if mark.has(Sign.PERCENT) and not _any(around, Sign.RATE):
            if _any(around, Sign.REMAINDER) and mark.number is not None:
                return _replace_number(mark, 100 - mark.number)
            return mark
        if mark.has(Sign.NUMBER) and 20 <= (mark.number or 0) < 100 and not _followed_by_count(marks, place):
            alone = all(
                other.has(Sign.COURTESY, Sign.PERSON, Sign.BREAK, Sign.ALREADY)
                for other in marks
                if other is not mark
            )
            led_in = before is not None and before.has(Sign.NEUTRAL, Sign.DONE, Sign.ONLY, Sign.NEAR)
            if (alone and (mark.number or 0) >= 30) or led_in or (place == 0 and len(marks) == 1):
                return mark
    return None


def _followed_by_count(marks: Sequence[Mark], place: int) -> bool:
    return place + 1 < len(marks) and marks[place + 1].has(Sign.COUNTED, Sign.UNKNOWN)


def _replace_number(mark: Mark, number: int) -> Mark:
    return Mark(mark.signs, mark.source, mark.start, mark.end, number)


def _is_denied(marks: Sequence[Mark]) -> bool:
    """Tell whether a negation reaches "xong" or "gửi": "chưa xong", "không thể hoàn thành", "xong đâu"."""
    for mark, after in _pairs(marks, _NEGATION_REACH):
        if mark.has(Sign.NOT_YET, Sign.NOT) and _any(after, Sign.DONE, Sign.SENT):
            return True
        if mark.has(Sign.DONE) and _any(after[:2], Sign.HOW_COME):
            return True
        if mark.has(Sign.HOW_COME) and _any(after[:3], Sign.DONE):
            return True
    return False


def _is_unfinished(marks: Sequence[Mark], percent: int | None) -> bool:
    """Tell whether something said means that work remains: a part, a future, a remainder."""
    if percent is not None and percent < 100:
        return True
    unfinished = (
        *(Sign.NEAR, Sign.WILL, Sign.FUTURE, Sign.PART, Sign.REMAINDER, Sign.DOING, Sign.NOT_YET, Sign.DRAFT),
        *(Sign.PREPARE, Sign.SIGNATURE),
    )
    if _any(marks, *unfinished):
        return True
    for mark, after in _pairs(marks, 1):
        # "mới xong phần đầu", "xong 3 xã", "chiều nay xong" against "mới xong", "xong rồi chiều nay"
        if mark.has(Sign.NUMBER) and _any(after, Sign.COUNTED):
            return True
    if _any(marks, Sign.ONLY):
        return True
    day_said = _any(marks, Sign.TODAY, Sign.DATE)
    return day_said and not _any(marks, Sign.ALREADY, Sign.PAST)


def _is_doubtful(marks: Sequence[Mark]) -> bool:
    """Tell whether something said makes "xong" unsure without saying what remains."""
    return _any(
        marks,
        *(
            Sign.IF,
            Sign.HEDGE,
            Sign.EXCEPT,
            Sign.DEMAND,
            Sign.UNDONE,
            Sign.REPORT_BACK,
            Sign.OTHER_ACT,
            Sign.NOT,
        ),
        *(Sign.HOW_COME, Sign.BUT, Sign.RATE, Sign.NOTHING, Sign.NOT_STARTED),
    )


def _is_question(marks: Sequence[Mark]) -> bool:
    told = [mark for mark in marks if not mark.has(Sign.COURTESY, Sign.PERSON) or mark.has(Sign.ASK)]
    while told and told[-1].has(Sign.BREAK):
        told.pop()
    if _any(told, Sign.ASK):
        return True
    # "xong chưa", "đã gửi chưa", "xong không": nothing follows the negation
    if len(told) < 2 or not told[-1].has(Sign.NOT_YET, Sign.NOT) or told[-1].source.casefold() == "yet":
        return False
    return _any(told[:-1], Sign.DONE, Sign.SENT, Sign.ACK)


def _asks_for_time(marks: Sequence[Mark]) -> bool:
    if _any(marks, Sign.NO_EXTEND, Sign.GRANTED):
        return False
    if _any(marks, Sign.EXTEND):
        return True
    return any(
        mark.has(Sign.MORE)
        and _any(after, Sign.DURATION, Sign.TO)
        and _any(after, Sign.DURATION, Sign.DATE, Sign.FUTURE)
        for mark, after in _pairs(marks, 4)
    )


def _until(marks: Sequence[Mark]) -> date | None:
    """Return the day asked for: the one after "đến", else the last one named."""
    named = [(before, mark) for before, mark in zip([None, *marks], marks, strict=False) if mark.day]
    led_in = [mark.day for before, mark in named if before is not None and before.has(Sign.TO)]
    return (led_in or [mark.day for _, mark in named] or [None])[-1]


def _waiting(marks: Sequence[Mark]) -> tuple[bool, bool]:
    """Return (waits for somebody else, waits for a signature of the own house)."""
    for mark, after in _pairs(marks, 6):
        if mark.has(Sign.WAIT):
            signature = _any(after, Sign.SIGNATURE)
            return not signature, signature
    return False, False


def _lacks_something(marks: Sequence[Mark]) -> bool:
    """Tell whether means are missing: "chưa có kinh phí", "kinh phí chưa về", "thiếu người"."""
    for mark, after in _pairs(marks, 4):
        if mark.has(Sign.LACK, Sign.NOT_YET, Sign.NOT):
            for other in after:
                if other.has(Sign.RESOURCE) and not other.has(Sign.DONE):
                    return True
                if not other.has(Sign.HAVE, Sign.NEUTRAL, Sign.PERSON, Sign.LACK):
                    break
        if mark.has(Sign.RESOURCE) and any(
            other.has(Sign.NOT_YET, Sign.NOT, Sign.LACK) for other in after[:1]
        ):
            return True
    return False


def _is_not_started(marks: Sequence[Mark]) -> bool:
    if _any(marks, Sign.NOT_STARTED):
        return True
    for mark, after in _pairs(marks, 4):
        if (
            mark.has(Sign.NOT_YET, Sign.NOT)
            and _any(after, Sign.WORK, Sign.PREPARE, Sign.NOTHING)
            and not _any(after, Sign.DONE)
        ):
            return True
        if mark.has(Sign.ONLY) and _any(after[:1], Sign.WORK) and not _any(marks, Sign.DONE):
            return True
    told = [mark for mark in marks if not mark.has(Sign.COURTESY, Sign.PERSON)]
    return bool(told) and all(mark.has(Sign.NOT_YET) for mark in told)


def _was_sent(marks: Sequence[Mark], document: Mark | None) -> bool:
    """Tell whether something final was sent: "đã gửi báo cáo", "BC gửi rồi", "đã ban hành KH số 12"."""
    if not _any(marks, Sign.SENT):
        return False
    final = document is not None or _any(marks, Sign.FINAL)
    already = _any(marks, Sign.ALREADY, Sign.PAST)
    unknown = sum(mark.signs == {Sign.UNKNOWN} for mark in marks)
    return (already and (final or unknown == 0)) or (document is not None) or (final and unknown == 0)
