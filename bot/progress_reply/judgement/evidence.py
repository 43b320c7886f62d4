"""Weigh the marks of one statement: what they say together, before any decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.progress_reply.judgement.asides import without_asides
from bot.progress_reply.judgement.asking_back import is_of_others, is_question
from bot.progress_reply.judgement.finish import (
    answers_already,
    has_stray_number,
    is_denied,
    is_hearsay,
    leads_over,
    may_be_of_something_else,
    says_finished_already,
    work_remains,
)
from bot.progress_reply.judgement.overtaken import (
    was_only_supposed,
    without_contrast,
    without_corrected,
    without_earlier_state,
)
from bot.progress_reply.judgement.sent import is_final, speaks_of_others, steps_follow, was_sent
from bot.progress_reply.judgement.unfinished import (
    hands_in_later,
    has_begun,
    is_held_up,
    is_nearly_through,
    is_not_started,
    is_promised,
    is_unable,
    lacks_something,
    waiting,
)
from bot.progress_reply.marks.mark import Mark, any_has, clause_of, unknown_words, with_followers
from bot.progress_reply.words.signs import Sign

_BEFORE_REQUEST = (Sign.COURTESY, Sign.POLITE_YES, Sign.HOW_COME, Sign.DATE, Sign.ALSO, Sign.CAUSE)
_LONG_STORY = 70  # marks; nobody reports a status in so many words
_LEAST_BARE_SHARE = 20  # "được 60 rồi" is a share, "được 2 rồi" is not
_LEAST_LONE_SHARE = 30  # the whole reply "80" is a share, "2" may be an item
_ECHOES = frozenset({",", "vuong mac", "kho khan", "tro ngai", "vuong"})
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
    misdirected: bool  # "nhầm người rồi"
    finished: bool  # says "xong" in some way
    surely_finished: bool  # "xong rồi", "đã hoàn thành"
    sent: bool  # says that something final was sent or issued
    denied: bool  # "chưa xong", "xong đâu"
    remains: bool  # a part, a future, a remainder
    conditional: bool  # "khi nào xong", "xong em báo", "bị trả lại"
    hearsay: bool  # "nghe nói gửi rồi"
    doubtful: bool  # "hình như", "nhưng", a stray "không"
    blocked: bool
    working: bool  # going on, begun, waiting for a signature of the own house
    promised: bool
    promised_to_hand_in: bool  # "mai nộp", "sẽ gửi"
    not_yet: bool
    not_started: bool
    acknowledged: bool
    polite_yes: bool
    final_document: bool  # the number of a report, plan or decision
    others: bool  # "các xã đã gửi"
    unknown_words: int
    long: bool


def weigh(marks: Sequence[Mark], *, of_items: bool = False) -> Evidence:
    """Collect the evidence of a statement's marks; ``of_items`` when it names the duties it speaks of."""
    is_long = len(marks) > _LONG_STORY
    marks = without_corrected(without_contrast(marks[:_LONG_STORY]))
    marks = without_earlier_state(without_asides(_without_echo(marks)))
    marks = _with_missing_pieces(marks)
    said = [mark for mark in marks if not mark.has(Sign.BREAK, Sign.THANKS)]
    share = _share(marks)
    percent = share.number if share else None
    document = next((mark for mark in said if mark.has(Sign.DOCUMENT)), None)
    extension = _asks_for_time(said)
    waits, own_signature = waiting(said)
    finished = any_has(said, Sign.DONE) or answers_already(marks, of_items=of_items)
    return Evidence(
        percent=percent,
        impossible_percent=share is not None and percent is None,
        document=document,
        until=_until(said) if extension else None,
        extra_days=next((mark.number for mark in said if mark.has(Sign.DURATION)), None)
        if extension
        else None,
        extension=extension,
        not_extended=any_has(said, Sign.NO_EXTEND, Sign.GRANTED) or _was_granted(said),
        asked=is_question(marks) and not (lacks_something(said) and not any_has(marks[-1:], Sign.ASK)),
        misdirected=any_has(said, Sign.STRANGER) or is_of_others(marks),
        finished=finished,
        surely_finished=says_finished_already(said),
        sent=was_sent(marks, document),
        denied=is_denied(marks) or was_only_supposed(marks),
        remains=work_remains(said, percent) or (not finished and steps_follow(marks)),
        conditional=any_has(said, Sign.IF, Sign.UNDONE, Sign.REPORT_BACK, Sign.OTHER_ACT)
        or leads_over(marks),
        doubtful=any_has(_without_targets(said), *_DOUBT)
        or has_stray_number(said)
        or may_be_of_something_else(marks),
        hearsay=is_hearsay(said),
        blocked=waits
        or lacks_something(said)
        or is_unable(said)
        or is_held_up(said)
        or any_has(said, Sign.OBSTACLE),
        working=own_signature
        or any_has(said, Sign.DOING, Sign.STEP, Sign.DRAFT)
        or has_begun(said)
        or is_nearly_through(said),
        promised=is_promised(said),
        promised_to_hand_in=hands_in_later(said),
        not_yet=any_has(said, Sign.NOT_YET),
        not_started=is_not_started(said),
        acknowledged=_accepts(marks),
        polite_yes=any_has(said, Sign.POLITE_YES),
        final_document=document is not None and is_final(document),
        others=speaks_of_others(said),
        unknown_words=unknown_words(said),
        long=is_long,
    )


def _accepts(marks: Sequence[Mark]) -> bool:
    """Tell whether the duty is accepted; thanks and a thumb do so where nothing is promised beside them."""
    in_words = any(mark.has(Sign.ACK) and mark.folded[:1].isalpha() for mark in marks)
    return in_words or (any_has(marks, Sign.ACK, Sign.THANKS) and not hands_in_later(marks))


def _without_targets(marks: Sequence[Mark]) -> list[Mark]:
    """Drop the target that a share is of: "đạt 100% chỉ tiêu" demands nothing."""
    return [
        mark
        for before, mark in zip([None, *marks], marks, strict=False)
        if not (mark.folded == "chi tieu" and before is not None and before.has(Sign.PERCENT))
    ]


def _without_echo(marks: Sequence[Mark]) -> list[Mark]:
    """Drop what only goes on with a denial: "không vướng gì đâu", "không có khó khăn, vướng mắc"."""
    kept: list[Mark] = []
    echo = False
    for place, mark in enumerate(marks):
        if any_has(kept, Sign.OBSTACLE) and _answers_none(marks, place):
            opened = next(at for at, own in enumerate(kept) if own.has(Sign.OBSTACLE))
            kept[opened:] = [replace(mark, signs=frozenset({Sign.NO_OBSTACLE}))]
            continue
        goes_on = mark.has(Sign.NOTHING, Sign.HOW_COME, Sign.AND) or mark.folded in _ECHOES
        opens = mark.has(Sign.NO_OBSTACLE, Sign.NO_EXTEND)
        echo = opens or (echo and goes_on)
        if not echo or opens:
            kept.append(mark)
    return kept


def _answers_none(marks: Sequence[Mark], place: int) -> bool:
    """Tell whether "không" is the answer under a heading: "Khó khăn, vướng mắc: không có."."""
    heading = clause_of(marks[: place - 1][::-1]) if place > 1 and marks[place - 1].source == ":" else ()
    return (
        bool(heading)
        and all(mark.has(Sign.OBSTACLE, Sign.AND) for mark in heading)
        and marks[place].folded in ("khong", "khong co", "chua co", "khong co gi", "none")
        and (place + 1 == len(marks) or marks[place + 1].has(Sign.BREAK))
    )


def _with_missing_pieces(marks: Sequence[Mark]) -> list[Mark]:
    """Read "thiếu" after "xong" as a remainder: "xong rồi mà thiếu 2 phụ lục" lacks no means."""
    pieces = list(marks)
    for place, (mark, after) in enumerate(with_followers(marks, 1)):
        before = marks[:place]
        is_finished = any_has(before, Sign.DONE) and not any_has(before, Sign.NOT, Sign.NOT_YET, Sign.CAUSE)
        if mark.folded == "thieu" and is_finished and not any_has(after, Sign.RESOURCE):
            pieces[place] = replace(mark, signs=frozenset({Sign.REMAINDER}))
    return pieces


def _share(marks: Sequence[Mark]) -> Mark | None:
    """Return the share of the work: a percent, or a bare number that can only be one ("được 60 rồi")."""
    for place, mark in enumerate(marks):
        around = marks[max(0, place - 3) : place]
        if any(mark.folded == "khong phai" for mark in around[-1:]) and any_has(
            marks[place + 1 :], Sign.PERCENT
        ):
            continue  # "không phải 50% mà là 60%"
        if mark.has(Sign.PERCENT) and not any_has(around, Sign.RATE):
            if any_has(around, Sign.REMAINDER) and mark.number is not None:
                return replace(mark, number=100 - mark.number)
            return mark
        if mark.has(Sign.NUMBER) and _is_bare_share(marks, place):
            return mark
    return None


def _is_bare_share(marks: Sequence[Mark], place: int) -> bool:
    value = marks[place].number or 0
    if not _LEAST_BARE_SHARE <= value < 100 or any_has(
        marks[place + 1 : place + 2], Sign.COUNTED, Sign.UNKNOWN
    ):
        return False
    if any_has(marks[:place][-1:], Sign.NEUTRAL, Sign.DONE, Sign.ONLY, Sign.NEAR, Sign.WORK, Sign.DOING):
        return True
    shell = (Sign.COURTESY, Sign.PERSON, Sign.BREAK, Sign.ALREADY)
    alone = all(mark.has(*shell) for mark in (*marks[:place], *marks[place + 1 :]))
    return alone and value >= _LEAST_LONE_SHARE


def _asks_for_time(marks: Sequence[Mark]) -> bool:
    if any_has(marks, Sign.NO_EXTEND, Sign.GRANTED) or _was_granted(marks):
        return False
    return (
        any_has(marks, Sign.EXTEND)
        or any(
            mark.has(Sign.MORE)
            and any_has(after, Sign.DURATION, Sign.TO)
            and any_has(after, Sign.DURATION, Sign.DATE, Sign.FUTURE)
            for mark, after in with_followers(marks, 4)
        )
        or _is_to_be_given_time(marks)
    )


def _was_granted(marks: Sequence[Mark]) -> bool:
    """Tell whether somebody gave more time already: "đã được huyện cho lùi đến 30/9"."""
    return any(
        mark.has(Sign.ALREADY) and mark.folded.endswith(" duoc") and any_has(after, Sign.EXTEND)
        for mark, after in with_followers(marks, 5)
    )


def _is_to_be_given_time(marks: Sequence[Mark]) -> bool:
    """Tell whether "cho anh đến 18/9", "cho e 20/9" opens a clause; against "gửi cho anh 18/9"."""
    for place, mark in enumerate(marks):
        # "không kịp, cho em 20/9"
        opens = place == 0 or marks[place - 1].has(*_BEFORE_REQUEST) or marks[place - 1].folded == "kip"
        if not opens or mark.folded.split(" ")[0] != "cho":
            continue
        given = place + 1
        while given < len(marks) and marks[given].has(Sign.PERSON):
            given += 1
        names_somebody = given > place + 1 or mark.has(Sign.MORE)
        if names_somebody and any_has(marks[given : given + 1], Sign.TO):
            given += 1
        if names_somebody and any_has(marks[given : given + 1], Sign.DATE, Sign.DURATION, Sign.FUTURE):
            return True
    return False


def _until(marks: Sequence[Mark]) -> date | None:
    """Return the day asked for: the one after "đến", else the last one named."""
    named = [
        (before, mark) for before, mark in zip([None, *marks], marks, strict=False) if mark.has(Sign.DATE)
    ]
    led_in = [mark.day for before, mark in named if before is not None and before.has(Sign.TO)]
    return (led_in or [mark.day for _, mark in named] or [None])[-1]
