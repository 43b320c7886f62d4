"""Set aside what is said beside the news: a paper copy to follow, the wish to be recorded as finished.

"xong rồi, mai em gửi bản giấy": the duty is done although something lies ahead. "đã trình UBND tỉnh, nhiệm vụ
đã hoàn thành": the last clause is the official's own verdict on the steps before it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.progress_reply.judgement.set_phrases import (
    asks_to_look,
    denies_delay,
    draws_conclusion,
    excuses_delay,
    is_pastime,
    is_pleasantry,
    owns_up,
    tells_of_no_answer,
)
from bot.progress_reply.marks.mark import Mark, any_has
from bot.progress_reply.words.signs import Sign

_STEPS = (Sign.STEP, Sign.SIGNATURE, Sign.DRAFT)
_OPEN = (
    *(Sign.NOT_YET, Sign.NOT, Sign.NEAR, Sign.DOING, Sign.REMAINDER, Sign.PART, Sign.ONLY, Sign.WAIT),
    *(Sign.OBSTACLE, Sign.LACK, Sign.EXCEPT, Sign.ASK, Sign.HEDGE, Sign.UNDONE, Sign.IF, Sign.PREPARE),
    Sign.EXTEND,
)
_AHEAD = (Sign.WILL, Sign.FUTURE)
_NOT_OVER = (*_STEPS, *_OPEN, *_AHEAD)
_NEWS = (*_STEPS, *_OPEN, Sign.WILL, Sign.DONE, Sign.SENT, Sign.PERCENT, Sign.DOCUMENT)
_DUTY = frozenset({"nhiem vu", "nhiem vu nay", "viec nay", "cong viec", "noi dung nay", "viec duoc giao"})
_CALLS_BACK = re.compile(r"\b(?:goi lai|dien lai|nhan lai|tra loi|bao lai|bao sau|em bao)\b")
_DUTY_WORDS = (Sign.ALREADY, Sign.DONE, Sign.NEUTRAL, Sign.PERSON, Sign.COURTESY, Sign.ITEM_NOUN, Sign.BREAK)


def without_asides(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks without such clauses, and without the steps that a verdict has overtaken."""
    clauses = _clauses(marks)
    if len(clauses) == 1:
        return _as_past(marks, Sign.DOING) if _is_busy(marks) else list(marks)
    kept: list[Sequence[Mark]] = []
    for clause in clauses:
        told = [mark for mark in marks if mark not in clause]
        if not (
            _sends_copy(clause, kept)
            or (_asks_to_record(clause) and any_has(told, Sign.ALREADY))
            or (_is_busy(clause) and _CALLS_BACK.search(_text(told)))
            or _is_wish(clause)
            or (_stands_apart(clauses, clause) and is_pleasantry(_spoken(clause)))
            or (_is_of_the_way(_spoken(clause)) and _has_been_sent(told) and not any_has(told, *_STEPS))
            or (_excuses(clause) and _has_been_sent(told))
            or (_promises_report(clause) and any_has(told, Sign.DOING, Sign.NEAR, Sign.PERCENT))
            or (denies_delay(_spoken(clause)) and (_has_been_sent(told) or any_has(told, Sign.DOING)))
            or (asks_to_look(_spoken(clause)) and _has_been_sent(told))
            or (draws_conclusion(_spoken(clause)) and _has_been_sent(told) and not any_has(told, *_NOT_OVER))
        ):
            kept.append(clause)
    if _is_documented(kept):
        kept = [_as_past(clause, Sign.STEP, Sign.DRAFT) for clause in kept]
    if len(kept) > 1 and (_is_verdict(kept[-1]) or _is_short_verdict(kept)):
        kept = [*map(_without_steps, kept[:-1]), kept[-1]]
    return [mark for clause in kept for mark in _without_small_words(clause)]


def _without_small_words(clause: Sequence[Mark]) -> Sequence[Mark]:
    """Take unknown words off a clause of thanks: "em cảm ơn anh nhiều lắm ạ"."""
    if not any_has(clause, Sign.THANKS) or any_has(clause, *_NEWS):
        return clause
    return [mark for mark in clause if mark.signs != {Sign.UNKNOWN}]


def _clauses(marks: Sequence[Mark]) -> list[Sequence[Mark]]:
    """Cut after each punctuation, which stays with its clause, and after each "xong rồi", "gửi rồi"."""
    ends = [
        place + 1
        for place, mark in enumerate(marks)
        if mark.has(Sign.BREAK)
        or (mark.has(Sign.ALREADY) and any_has(marks[:place][-1:], Sign.DONE, Sign.SENT))
        or any(after.folded == "chuc" for after in marks[place + 1 : place + 2])
        or (mark.folded == "roi" and any_has(marks[place + 1 : place + 2], Sign.NOT, Sign.NOT_YET))
    ]
    bounds = [0, *ends, len(marks)]
    cut = [marks[start:end] for start, end in pairwise(bounds) if start < end]
    return cut or [marks]


def _sends_copy(clause: Sequence[Mark], before: Sequence[Sequence[Mark]]) -> bool:
    """Tell whether the paper of a duty already reported as finished will follow."""
    return (
        any_has(clause, Sign.COPY)
        and any_has(clause, *_AHEAD)
        and not any_has(clause, Sign.DONE, *_STEPS, *_OPEN)
        and any(any_has(other, Sign.DONE, Sign.SENT) and any_has(other, Sign.ALREADY) for other in before)
    )


def _asks_to_record(clause: Sequence[Mark]) -> bool:
    """Tell whether the clause asks to be recorded as finished: "đề nghị Văn phòng ghi nhận hoàn thành"."""
    claims = any_has(clause, Sign.RECORD) and any_has(clause, Sign.DONE)
    return claims and not any_has(clause, *_OPEN, *_AHEAD)


def _is_of_the_way(words: str) -> bool:
    """Tell whether the clause only tells how the answer or what followed it went."""
    return owns_up(words) or tells_of_no_answer(words)


def _excuses(clause: Sequence[Mark]) -> bool:
    """Tell whether the clause only gives the cause of a delay: "em báo muộn vì hôm qua mất mạng"."""
    return excuses_delay(_spoken(clause)) and not any_has(
        clause, Sign.NOT_YET, Sign.DONE, Sign.DOING, Sign.EXTEND, *_AHEAD
    )


def _promises_report(clause: Sequence[Mark]) -> bool:
    """Tell whether the clause promises to report a finish to come: "hôm nào xong em báo"."""
    return (
        any_has(clause, Sign.IF) and any_has(clause, Sign.REPORT_BACK) and not any_has(clause, Sign.ALREADY)
    )


def _is_verdict(clause: Sequence[Mark]) -> bool:
    """Tell whether the clause says nothing but that the duty is finished: "nhiệm vụ đã hoàn thành"."""
    return (
        any_has(clause, Sign.DONE)
        and any_has(clause, Sign.ALREADY)
        and any(mark.folded in _DUTY for mark in clause)
        and all(mark.has(*_DUTY_WORDS) for mark in clause)
    )


def _is_short_verdict(clauses: Sequence[Sequence[Mark]]) -> bool:
    """Tell whether the last sentence is "Nhiệm vụ hoàn thành.", after one that tells of what was done."""
    *before, last = clauses
    told = [mark for mark in last if not mark.has(Sign.BREAK, Sign.COURTESY)]
    return (
        before[-1][-1].source in (".", "\n")
        and len(told) == 2
        and told[0].folded in _DUTY
        and told[1].has(Sign.DONE)
        and any_has(before[-1], Sign.ALREADY)
    )


def _is_busy(clause: Sequence[Mark]) -> bool:
    """Tell whether the clause only says what the official is about: "em đang họp"."""
    told = [mark for mark in clause if not mark.has(Sign.BREAK, Sign.COURTESY, Sign.PERSON)]
    return any_has(told[:1], Sign.DOING) and is_pastime(_text(told[1:]))


def _has_been_sent(told: Sequence[Mark]) -> bool:
    """Tell whether the rest says that something was handed in: "gửi rồi", "đã báo cáo bằng văn bản"."""
    return any_has(told, Sign.ALREADY, Sign.PAST) and any_has(
        told, Sign.SENT, Sign.FINAL, Sign.DOCUMENT, Sign.DONE
    )


def _is_wish(clause: Sequence[Mark]) -> bool:
    """Tell whether the clause only wishes something: "chúc anh cuối tuần vui vẻ"."""
    news = [sign for sign in _NEWS if sign is not Sign.PART]  # "chúc anh buổi tối vui vẻ"
    return [mark.folded for mark in clause[:1]] == ["chuc"] and not any_has(clause, *news)


def _stands_apart(clauses: Sequence[Sequence[Mark]], clause: Sequence[Mark]) -> bool:
    """Tell whether the clause opens after punctuation: "xong rồi em báo anh biết" may be one promise."""
    before = next(
        (own for own, after in zip([None, *clauses], clauses, strict=False) if after is clause), None
    )
    return before is None or before[-1].has(Sign.BREAK)


def _spoken(clause: Sequence[Mark]) -> str:
    return _text([mark for mark in clause if not mark.has(Sign.BREAK)])


def _text(marks: Sequence[Mark]) -> str:
    return " ".join(mark.folded for mark in marks)


def _is_documented(clauses: Sequence[Sequence[Mark]]) -> bool:
    """Tell whether "đã hoàn thành <step>" is borne out by a paper of a day gone by, and by nothing else."""
    if len(clauses) != 2 or any(any_has(clause, *_OPEN, *_AHEAD, Sign.BUT) for clause in clauses):
        return False
    claim, paper = clauses
    claims = any(
        before.has(Sign.ALREADY) and mark.folded in ("hoan thanh", "hoan tat") and after.has(Sign.STEP)
        for before, mark, after in zip(claim, claim[1:], claim[2:], strict=False)
    )
    return (
        claims
        and not any_has(claim, Sign.DRAFT)
        and any(mark.has(Sign.DOCUMENT) and mark.has(Sign.GONE) for mark in paper)
        and all(mark.has(Sign.DOCUMENT, Sign.DRAFT, Sign.BREAK, Sign.COURTESY) for mark in paper)
    )


def _as_past(clause: Sequence[Mark], *steps: Sign) -> list[Mark]:
    return [replace(mark, signs=(mark.signs - set(steps)) or frozenset({Sign.NEUTRAL})) for mark in clause]


def _without_steps(clause: Sequence[Mark]) -> Sequence[Mark]:
    """Take the signs of a step off the marks of a clause that tells of it as past."""
    is_past = any(mark.has(Sign.ALREADY) or mark.folded.startswith("da ") for mark in clause)
    if not is_past or any_has(clause, *_OPEN, *_AHEAD):
        return clause
    return _as_past(clause, *_STEPS)
