"""Tell a day gone by from a day ahead: "đã gửi hôm thứ Hai" against "thứ Hai gửi".

A weekday, or a day without its year, is read as the next one. Where "đã" or "rồi" frames what was finished
in the same clause, and nothing is promised or asked for there, it is the last one.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.progress_reply.marks.mark import Mark, any_has
from bot.progress_reply.words.signs import Sign

_NOT_PAST = (
    *(Sign.WILL, Sign.EXTEND, Sign.MORE, Sign.IF, Sign.NOT_YET, Sign.NOT, Sign.DEMAND, Sign.NEAR, Sign.ASK),
    *(Sign.DOING, Sign.WAIT, Sign.GRANTED, Sign.NO_EXTEND, Sign.REMAINDER, Sign.ONLY, Sign.HEDGE),
)
_ACTS = (Sign.DONE, Sign.SENT, Sign.WORK, Sign.STEP, Sign.SIGNATURE)
_LONGEST_CLAUSE = 40  # marks on either side, so that reading stays linear
_UP_TO = frozenset({"truoc", "han", "den", "toi", "truoc ngay", "by", "before", "until", "ke tu"})
_PARTICIPLES = frozenset({"done", "finished", "completed", "submitted", "sent", "issued"})
_WHO_AND_WHAT = (Sign.PERSON, Sign.COURTESY, Sign.FINAL, Sign.NUMBER, Sign.ITEM_NOUN, Sign.POLITE_YES)
_ENDS = (Sign.COURTESY, Sign.PERSON, Sign.ALREADY, Sign.ACK)


def with_past_days(marks: Sequence[Mark]) -> list[Mark]:
    """Give the days that a reported finish lies on the sign of the past."""
    settled = list(marks)
    for place, mark in enumerate(marks):
        if mark.has(Sign.DATE) and _is_past(marks, place):
            settled[place] = replace(mark, signs=frozenset({Sign.DATE, Sign.PAST}))
    return settled


def _is_past(marks: Sequence[Mark], place: int) -> bool:
    mark = marks[place]
    words = mark.folded.split(" ")
    is_next = words[-1] in ("toi", "mai", "kia", "mot") or words[-2:] == ["tuan", "sau"] or words[0] == "next"
    is_month = words[0] in ("thang", "cuoi", "het", "dau", "trong", "giua", "end", "ngay") and not any(
        word.isdecimal() or "/" in word for word in words[1:2]
    )
    if is_next or is_month or "thang" in words[:1]:
        return False
    first, last = max(0, place - _LONGEST_CLAUSE), min(len(marks), place + _LONGEST_CLAUSE)
    start = max((at + 1 for at in range(first, place) if marks[at].has(Sign.BREAK)), default=first)
    end = next((at for at in range(place, last) if marks[at].has(Sign.BREAK)), last)
    clause = [*marks[start:place], *marks[place + 1 : end]]
    if any_has(clause, *_NOT_PAST) or any(
        own.folded in _UP_TO for own in marks[max(start, place - 2) : place]
    ):
        return False
    before, after = marks[start:place], marks[place + 1 : end]
    return (
        _finishes_before(before, after)
        or _finishes_after(after)
        or (mark.has(Sign.GONE) and _tells_of_that_day(before))
    )


def _tells_of_that_day(before: Sequence[Mark]) -> bool:
    """Tell whether "gửi hôm (10)" leads to a day gone by, nothing said of it but who and what."""
    return (
        [mark.folded for mark in before[-1:]] == ["hom"]
        and any_has(before[:-1][-1:], Sign.DONE, Sign.SENT)
        and all(mark.has(*_WHO_AND_WHAT) for mark in before[:-2])
    )


def _finishes_before(before: Sequence[Mark], after: Sequence[Mark]) -> bool:
    """Tell whether a framed finish stands before the day, and no other act after it."""
    told = [*before, *after[:1]] if any_has(after[:1], Sign.ALREADY) else before  # "nộp hôm thứ 2 rồi"
    return _is_framed(told) and not any_has(after, *_ACTS, Sign.REPORT_BACK)


def _finishes_after(after: Sequence[Mark]) -> bool:
    """Tell whether the clause goes on to "đã gửi", or ends with "nộp rồi": against "thứ hai xong rồi gửi"."""
    act = next(
        (at for at, mark in enumerate(after) if mark.has(Sign.DONE, Sign.SENT) or mark.folded == "bao cao"),
        None,
    )
    if act is None:
        return False
    if any(mark.has(Sign.ALREADY) for mark in after[max(0, act - 2) : act + 1]):
        return True
    told = list(after)
    while told and told[-1].has(*_ENDS) and not told[-1].has(Sign.ALREADY):
        told.pop()
    return any_has(told[-1:], Sign.ALREADY)


def _is_framed(marks: Sequence[Mark]) -> bool:
    return any(
        (mark.has(Sign.DONE, Sign.SENT) or mark.folded == "bao cao")
        and (
            mark.folded in _PARTICIPLES
            or any_has((*marks[max(0, place - 2) : place], *marks[place + 1 : place + 3]), Sign.ALREADY)
        )
        for place, mark in enumerate(marks)
    )
