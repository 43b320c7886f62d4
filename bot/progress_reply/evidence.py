"""Weigh the marks of one statement: what they say together, before any decision.

Completion is read strictly and doubt loosely: a word that may deny, delay, limit or question "xong" anywhere in
the statement counts against it, however it is spelled.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.progress_reply.marks import Mark
from bot.progress_reply.signs import Sign

_NEGATION_REACH = 5  # marks between "chưa" and the "xong" it denies
_LONG_STORY = 70  # marks; nobody reports a status in so many words
_LEAST_BARE_SHARE = 20  # "được 60 rồi" is a share, "được 2 rồi" is not
_LEAST_LONE_SHARE = 30  # the whole reply "80" is a share, "2" may be an item
_FINAL_DOCUMENT = re.compile(r"/(?:\d{4}/)?(?:BC|KH|QĐ|QD)\b|^\d+-BC/")

_REMAINS = (
    *(Sign.NEAR, Sign.WILL, Sign.FUTURE, Sign.PART, Sign.REMAINDER, Sign.ONLY, Sign.DOING, Sign.NOT_YET),
    *(Sign.DRAFT, Sign.PREPARE, Sign.SIGNATURE, Sign.WAIT),
)
_DOUBT = (
    *(
        Sign.HEDGE,
        Sign.EXCEPT,
        Sign.DEMAND,
        Sign.NOT,
        Sign.HOW_COME,
        Sign.BUT,
        Sign.NOTHING,
        Sign.NOT_STARTED,
    ),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one statement says; ``decide`` turns it into a status."""

    percent: int | None  # of the whole work
    impossible_percent: bool  # "150%"
    document: Mark | None
    until: date | None
    extra_days: int | None
    extension: bool  # asks for time
    not_extended: bool  # speaks of an extension given or not needed
    asked: bool
    finished: bool  # says "xong" in some way
    sent: bool  # says that something final was sent or issued
    denied: bool  # "chưa xong", "xong đâu"
    remains: bool  # a part, a future, a remainder
    conditional: bool  # "khi nào xong", "xong em báo", "bị trả lại"
    doubtful: bool  # "hình như", "nhưng", a stray "không"
    blocked: bool
    working: bool  # going on, begun, waiting for a signature of the own house
    promised: bool
    not_yet: bool
    not_started: bool
    acknowledged: bool
    polite_yes: bool
    final_document: bool  # the number of a report, plan or decision
    others: bool  # "các xã đã gửi"
    unknown_words: int
    long: bool


def weigh(marks: Sequence[Mark]) -> Evidence:
    """Collect the evidence of a statement's marks."""
    marks = _without_echo(marks)
    said = [mark for mark in marks if not mark.has(Sign.BREAK, Sign.THANKS)]
    share = _share(marks)
    percent = share.number if share else None
    document = next((mark for mark in said if mark.has(Sign.DOCUMENT)), None)
    extension = _asks_for_time(said)
    waits, own_signature = _waiting(said)
    finished = _any(said, Sign.DONE)
    return Evidence(
        percent=percent,
        impossible_percent=share is not None and percent is None,
        document=document,
        until=_until(said) if extension else None,
        extra_days=next((mark.number for mark in said if mark.has(Sign.DURATION)), None)
        if extension
        else None,
        extension=extension,
        not_extended=_any(said, Sign.NO_EXTEND, Sign.GRANTED),
        asked=_is_question(marks) and not (_lacks_something(said) and not _any(marks[-1:], Sign.ASK)),
        finished=finished,
        sent=_was_sent(said, document),
        denied=_is_denied(marks),
        remains=_remains(said, percent) or (not finished and _any(said, Sign.STEP)),
        conditional=_any(said, Sign.IF, Sign.UNDONE, Sign.REPORT_BACK, Sign.OTHER_ACT) or _goes_on(marks),
        doubtful=_any(said, *_DOUBT) or _has_stray_number(said),
        blocked=waits or _lacks_something(said) or _any(said, Sign.OBSTACLE),
        working=own_signature or _any(said, Sign.DOING, Sign.STEP, Sign.DRAFT) or _has_begun(said),
        promised=_any(said, Sign.WILL)
        or (_any(said, Sign.FUTURE) and _any(said, Sign.WORK, Sign.SENT, Sign.FINAL, Sign.DONE, Sign.ACK)),
        not_yet=_any(said, Sign.NOT_YET),
        not_started=_is_not_started(said),
        acknowledged=_any(marks, Sign.ACK, Sign.THANKS),
        polite_yes=_any(said, Sign.POLITE_YES),
        final_document=document is not None and _is_final(document),
        others=_speaks_of_others(said),
        unknown_words=_unknown(said),
        long=len(said) > _LONG_STORY,
    )


def _without_echo(marks: Sequence[Mark]) -> list[Mark]:
    """Drop the "gì đâu" of "không vướng gì đâu": it denies nothing else."""
    kept: list[Mark] = []
    echo = False
    for mark in marks:
        echo = mark.has(Sign.NO_OBSTACLE) or (echo and mark.has(Sign.NOTHING, Sign.HOW_COME))
        if not echo or mark.has(Sign.NO_OBSTACLE):
            kept.append(mark)
    return kept


def _any(marks: Sequence[Mark], *signs: Sign) -> bool:
    return any(mark.has(*signs) for mark in marks)


def _unknown(marks: Sequence[Mark]) -> int:
    return sum(mark.signs == {Sign.UNKNOWN} for mark in marks)


def _with_followers(marks: Sequence[Mark], reach: int) -> Iterator[tuple[Mark, Sequence[Mark]]]:
    """Yield each mark with the next few after it."""
    for place, mark in enumerate(marks):
        yield mark, marks[place + 1 : place + 1 + reach]


def _share(marks: Sequence[Mark]) -> Mark | None:
    """Return the share of the work: a percent, or a bare number that can only be one ("được 60 rồi")."""
    for place, mark in enumerate(marks):
        around = marks[max(0, place - 3) : place]
        if mark.has(Sign.PERCENT) and not _any(around, Sign.RATE):
            if _any(around, Sign.REMAINDER) and mark.number is not None:
                return replace(mark, number=100 - mark.number)
            return mark
        if mark.has(Sign.NUMBER) and _is_bare_share(marks, place):
            return mark
    return None


def _is_bare_share(marks: Sequence[Mark], place: int) -> bool:
    value = marks[place].number or 0
    if not _LEAST_BARE_SHARE <= value < 100 or _any(marks[place + 1 : place + 2], Sign.COUNTED, Sign.UNKNOWN):
        return False
    if _any(marks[:place][-1:], Sign.NEUTRAL, Sign.DONE, Sign.ONLY, Sign.NEAR, Sign.WORK, Sign.DOING):
        return True
    shell = (Sign.COURTESY, Sign.PERSON, Sign.BREAK, Sign.ALREADY)
    alone = all(mark.has(*shell) for mark in (*marks[:place], *marks[place + 1 :]))
    return alone and value >= _LEAST_LONE_SHARE


def _is_denied(marks: Sequence[Mark]) -> bool:
    """Tell whether a negation reaches "xong" or "gửi": "chưa xong", "không thể hoàn thành", "xong đâu"."""
    for mark, after in _with_followers(marks, _NEGATION_REACH):
        if mark.has(Sign.NOT_YET) and _any(after, Sign.DONE, Sign.SENT):
            return True
        if mark.has(Sign.NOT) and _any(_clause(after), Sign.DONE, Sign.SENT):
            return True
        if mark.has(Sign.DONE) and _any(after[:2], Sign.HOW_COME):
            return True
        if mark.has(Sign.HOW_COME) and _any(after[:3], Sign.DONE):
            return True
    return False


def _goes_on(marks: Sequence[Mark]) -> bool:
    """Tell whether "xong" only leads over to what somebody does then: "làm xong em gửi ngay"."""
    for place, mark in enumerate(marks):
        if not mark.has(Sign.DONE):
            continue
        if _any(marks[place + 1 :], Sign.WORK):
            return True
        if _any(marks[:place], Sign.ALREADY):
            continue
        clause = _clause(marks[place + 1 :])
        actor = next((at for at, other in enumerate(clause) if other.has(Sign.PERSON)), None)
        if actor is not None and not _any(clause[:actor], Sign.ALREADY):
            return any(
                other.signs == {Sign.UNKNOWN} or other.has(Sign.SENT, Sign.WORK) for other in clause[actor:]
            )
    return False


def _has_stray_number(marks: Sequence[Mark]) -> bool:
    """Tell whether a number stands where an item would, though it could not be read as one: "1 x 2 x 3 xong"."""
    for place, (mark, after) in enumerate(_with_followers(marks, 1)):
        leads = place == 0 or _any(after, Sign.DONE, Sign.ALREADY)
        if mark.has(Sign.NUMBER) and leads and not _any(after, Sign.COUNTED):
            return True
    return False


def _clause(marks: Sequence[Mark]) -> Sequence[Mark]:
    """Return the marks up to the next punctuation."""
    ends = (place for place, mark in enumerate(marks) if mark.has(Sign.BREAK))
    return marks[: next(ends, len(marks))]


def _remains(marks: Sequence[Mark], percent: int | None) -> bool:
    """Tell whether something said means that work remains: a part, a future, a remainder."""
    if percent is not None and percent < 100:
        return True
    if _any(marks, *(sign for sign in _REMAINS if sign is not Sign.ONLY)):
        return True
    for mark, after in _with_followers(marks, 3):
        # "mới xong" is just finished, "mới xong khảo sát" and "xong 3 xã" are parts
        if mark.has(Sign.ONLY) and not _is_just_finished(after):
            return True
        if mark.has(Sign.DONE) and any(
            own.has(Sign.NUMBER) and other.has(Sign.COUNTED)
            for own, other in zip(after, after[1:], strict=False)
        ):
            return True
    # "chiều nay xong" lies ahead; "sáng nay xong rồi" and "xong hôm qua" do not
    return _any(marks, Sign.TODAY, Sign.DATE) and not _any(marks, Sign.ALREADY, Sign.PAST)


def _is_just_finished(after: Sequence[Mark]) -> bool:
    told = [
        mark for mark in after if not mark.has(Sign.COURTESY, Sign.PERSON, Sign.WORK, Sign.ALREADY, Sign.PAST)
    ]
    return bool(told) and all(mark.has(Sign.DONE) for mark in told)


def _is_question(marks: Sequence[Mark]) -> bool:
    if _any(marks, Sign.ASK):
        return True
    told = [mark for mark in marks if not mark.has(Sign.COURTESY, Sign.PERSON) or mark.folded == "thi"]
    while told and told[-1].has(Sign.BREAK):
        told.pop()
    # "xong chưa", "đã gửi báo cáo chưa", "xong không": nothing follows the negation; "… thì chưa" is an answer
    if (
        not told
        or not told[-1].has(Sign.NOT_YET, Sign.NOT)
        or " " in told[-1].source
        or told[-1].source == "yet"
    ):
        return False
    clause = _clause(told[::-1])[1:]
    answers = any(mark.folded == "thi" for mark in clause[:1])
    return (
        not answers
        and _any(clause, Sign.DONE, Sign.SENT, Sign.ACK)
        and not _any(clause, Sign.NOT_YET, Sign.NOT)
    )


def _asks_for_time(marks: Sequence[Mark]) -> bool:
    if _any(marks, Sign.NO_EXTEND, Sign.GRANTED):
        return False
    return _any(marks, Sign.EXTEND) or any(
        mark.has(Sign.MORE)
        and _any(after, Sign.DURATION, Sign.TO)
        and _any(after, Sign.DURATION, Sign.DATE, Sign.FUTURE)
        for mark, after in _with_followers(marks, 4)
    )


def _until(marks: Sequence[Mark]) -> date | None:
    """Return the day asked for: the one after "đến", else the last one named."""
    named = [
        (before, mark) for before, mark in zip([None, *marks], marks, strict=False) if mark.has(Sign.DATE)
    ]
    led_in = [mark.day for before, mark in named if before is not None and before.has(Sign.TO)]
    return (led_in or [mark.day for _, mark in named] or [None])[-1]


def _waiting(marks: Sequence[Mark]) -> tuple[bool, bool]:
    """Return (waits for somebody else, waits for a signature of the own house)."""
    for mark, after in _with_followers(marks, 6):
        if mark.has(Sign.WAIT):
            signature = _any(after, Sign.SIGNATURE)
            return not signature, signature
    return False, False


def _lacks_something(marks: Sequence[Mark]) -> bool:
    """Tell whether means are missing: "chưa có kinh phí", "kinh phí chưa về", "thiếu người"."""
    for place, (mark, after) in enumerate(_with_followers(marks, 4)):
        if mark.has(Sign.WHOLLY) and place and marks[place - 1].has(Sign.DONE, Sign.SENT, Sign.ALREADY):
            continue  # "xong hết", "nộp hết hồ sơ"
        if mark.has(Sign.LACK, Sign.NOT_YET, Sign.NOT):
            for nth, other in enumerate(after):
                if other.has(Sign.RESOURCE) or (
                    nth == 0 and mark.has(Sign.LACK) and other.signs == {Sign.UNKNOWN}
                ):
                    return True
                if not other.has(Sign.HAVE, Sign.NEUTRAL, Sign.PERSON, Sign.LACK, Sign.NUMBER):
                    break
        if mark.has(Sign.RESOURCE) and _any(after[:1], Sign.NOT_YET, Sign.NOT, Sign.LACK):
            return True
    return False


def _is_not_started(marks: Sequence[Mark]) -> bool:
    if _any(marks, Sign.NOT_STARTED):
        return True
    for mark, after in _with_followers(marks, 4):
        begins = (Sign.WORK, Sign.PREPARE, Sign.NOTHING) if mark.has(Sign.NOT_YET) else (Sign.NOTHING,)
        if mark.has(Sign.NOT_YET, Sign.NOT) and _any(after, *begins) and not _any(after, Sign.DONE):
            return True
        # "tuần sau mới làm"
        if mark.has(Sign.ONLY) and _any(after[:1], Sign.WORK) and _any(marks, Sign.FUTURE):
            return True
    told = [mark for mark in marks if not mark.has(Sign.COURTESY, Sign.PERSON, Sign.POLITE_YES, Sign.ACK)]
    return (
        bool(told)
        and all(mark.has(Sign.NOT_YET, Sign.HAVE, Sign.HOW_COME, Sign.ALSO) for mark in told)
        and _any(told, Sign.NOT_YET)
    )


def _has_begun(marks: Sequence[Mark]) -> bool:
    if _any(marks, Sign.PREPARE) and not _any(marks, Sign.NOT_YET):
        return True
    return any(
        mark.has(Sign.ONLY, Sign.ALREADY)
        and _any(after, Sign.WORK)
        and not _any(after, Sign.NOT_YET, Sign.NOT)
        for mark, after in _with_followers(marks, 1)
        if not (mark.has(Sign.ALREADY) and after and after[0].folded in ("lam", "thuc hien", "xu ly"))
    )


def _is_final(document: Mark) -> bool:
    named = document.source.casefold().split(" ")[0]
    return bool(_FINAL_DOCUMENT.search(document.document or "")) or named in (
        "bc",
        "báo",
        "bao",
        "kh",
        "kế",
        "report",
    )


def _speaks_of_others(marks: Sequence[Mark]) -> bool:
    """Tell whether other units did something: "các xã đã gửi", "27/27 huyện đã nộp"; "24/24 xã" alone is a share."""
    if _any(marks, Sign.ALL, Sign.WHOLLY):
        return False
    for mark, after in _with_followers(marks, 4):
        if (mark.has(Sign.OTHERS) and _any(after, Sign.DONE, Sign.SENT)) or (
            mark.has(Sign.PERCENT) and _any(after[:1], Sign.COUNTED) and _any(after, Sign.SENT)
        ):
            return True
    return False


def _was_sent(marks: Sequence[Mark], document: Mark | None) -> bool:
    """Tell whether something final was sent: "đã gửi báo cáo", "BC gửi rồi", "đã ban hành KH số 12"."""
    already = _any(marks, Sign.ALREADY, Sign.PAST)
    unknown = _unknown(marks)
    if _speaks_of_others(marks) or (_any(marks, Sign.OTHERS) and not _any(marks, Sign.FINAL, Sign.DOCUMENT)):
        return False
    if _any(marks, Sign.SENT):
        if document is not None:
            return True
        final = _any(marks, Sign.FINAL)
        return (already and (final or unknown == 0)) or (final and unknown == 0)
    if unknown == 0 and any(
        mark.folded == "bao cao" and _any(after, Sign.ALREADY) for mark, after in _with_followers(marks, 1)
    ):
        return True
    # "đã có Quyết định 567/QĐ-UBND phê duyệt"
    if (
        document is not None
        and _is_final(document)
        and any(
            mark.has(Sign.ALREADY) and [other.folded for other in after[:1]] == ["co"] and document in after
            for mark, after in _with_followers(marks, 2)
        )
    ):
        return True
    # "đã báo cáo", "đã có báo cáo", "đã báo cáo tại văn bản số 12/SYT-NV"
    return any(
        mark.has(Sign.ALREADY)
        and unknown == 0
        and _any(after, Sign.FINAL, Sign.DOCUMENT)
        and not _any(after, Sign.WORK)
        for mark, after in _with_followers(marks, 2)
    )
