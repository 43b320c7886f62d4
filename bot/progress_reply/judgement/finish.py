"""What is claimed to be finished, and everything that speaks against the claim.

Completion is read strictly and doubt loosely: a word that may deny, delay, limit or question "xong" anywhere
in the statement counts against it, however it is spelled.
"""

from collections.abc import Sequence
from itertools import pairwise

from bot.progress_reply.marks.mark import (
    Mark,
    any_has,
    clause_of,
    is_number_of_part,
    unknown_words,
    with_followers,
)
from bot.progress_reply.words.signs import Sign

_NEGATION_REACH = 5  # marks between "chưa" and the "xong" it denies
_DRAWN_UP = frozenset({"lap", "soan", "viet", "ve"})  # of these a plan is the object
_RECEIVED = frozenset({"da nhan cong van", "da nhan duoc cong van", "nhan duoc cong van", "da nhan cv"})
_WHOLE = frozenset({"ke hoach", "ke hoach giao", "chi tieu", "khoi luong"})
# what may open "… hoàn thành ngày 12/5/2018"; "giao hoàn thành …", "kế hoạch hoàn thành …" set a date
_BEFORE_DATED = (Sign.PERSON, Sign.COURTESY, Sign.NEUTRAL, Sign.POLITE_YES, Sign.WORK, Sign.ITEM_NOUN)
_REMAINS = (
    *(Sign.NEAR, Sign.WILL, Sign.FUTURE, Sign.PART, Sign.REMAINDER, Sign.ONLY, Sign.DOING, Sign.NOT_YET),
    *(Sign.DRAFT, Sign.PREPARE, Sign.SIGNATURE, Sign.WAIT),
)
_SAYS_NO_NEWS = (Sign.COURTESY, Sign.PERSON, Sign.BREAK, Sign.PAST, Sign.POLITE_YES, Sign.THANKS)
_SAYS_NO_MORE = (
    *(Sign.DONE, Sign.SENT, Sign.ALREADY, Sign.WHOLLY, Sign.COURTESY, Sign.PERSON, Sign.BREAK, Sign.PAST),
    *(Sign.POLITE_YES, Sign.ACK, Sign.THANKS, Sign.COMPLAINT),
)


def is_denied(marks: Sequence[Mark]) -> bool:
    """Tell whether a negation reaches "xong" or "gửi": "chưa xong", "không thể hoàn thành", "xong đâu"."""
    for mark, after in with_followers(marks, _NEGATION_REACH):
        if mark.has(Sign.NOT_YET, Sign.NOT_STARTED) and any_has(after, Sign.DONE, Sign.SENT):
            return True
        if mark.has(Sign.NOT) and any_has(clause_of(after), Sign.DONE, Sign.SENT):
            return True
        if mark.has(Sign.DONE) and any_has(after[:2], Sign.HOW_COME):
            return True
        if mark.has(Sign.HOW_COME) and any_has(after[:3], Sign.DONE):
            return True
    return False


def is_hearsay(marks: Sequence[Mark]) -> bool:
    """Tell whether a finish is only heard of or guessed at: "nghe bảo gửi rồi"; "tưởng xong" is over."""
    guessed = any(mark.has(Sign.HEDGE) and "tuong" not in mark.folded.split(" ") for mark in marks)
    return guessed and any_has(marks, Sign.ALREADY) and any_has(marks, Sign.DONE, Sign.SENT)


def work_remains(marks: Sequence[Mark], percent: int | None) -> bool:
    """Tell whether something said means that work remains: a part, a future, a remainder."""
    if percent is not None and percent < 100:
        return True
    issued = [
        mark
        for before, mark in pairwise(marks)
        if mark.has(Sign.SIGNATURE) and mark.has(Sign.SENT) and before.has(Sign.ALREADY)
    ]  # "đã phát hành"
    numbered = [mark for mark in marks if mark.folded == "cong van"] if any_has(marks, Sign.DOCUMENT) else []
    settled = [*issued, *numbered, *_signed_before_sending(marks)]
    open_ended = [mark for mark in marks if mark not in settled]
    if any_has(open_ended, *(sign for sign in _REMAINS if sign is not Sign.ONLY)):
        return True
    for place, (mark, after) in enumerate(with_followers(marks, 3)):
        # "mới xong" is just finished, "mới xong khảo sát" and "xong 3 xã" are parts
        if mark.has(Sign.ONLY) and not _is_just_finished(after):
            return True
        if mark.has(Sign.DONE) and _is_of_some(marks, place):
            return True
        is_whole = bool(after) and after[0].folded in ("toan bo", "tat ca", "ca", "het ca")  # "xong cả 24 xã"
        if (
            mark.has(Sign.DONE)
            and not is_whole
            and any(own.has(Sign.NUMBER) and other.has(Sign.COUNTED) for own, other in pairwise(after))
        ):
            return True
    # "chiều nay xong" lies ahead; "sáng nay xong rồi" and "xong hôm qua" do not
    return any_has(marks, Sign.TODAY, Sign.DATE, Sign.DURATION) and not (
        any_has(marks, Sign.ALREADY, Sign.PAST) or _is_dated(marks)
    )


def _is_of_some(marks: Sequence[Mark], finish: int) -> bool:
    """Tell whether so many of something, or a numbered part, are done: "5 hộ xong rồi", "xong mẫu số 3"."""
    if any(
        marks[at].has(Sign.NUMBER) and is_number_of_part(marks, at)
        for at in range(finish + 2, min(len(marks), finish + 4))
    ):
        return True
    told = finish
    while told > 0 and marks[told - 1].has(Sign.ALREADY, Sign.WORK):
        told -= 1
    before, number, counted = marks[: max(0, told - 2)], marks[:told][-2:-1], marks[:told][-1:]
    some = any_has(number, Sign.NUMBER) and any_has(counted, Sign.COUNTED)
    return some and not any_has(before, Sign.WHOLLY, Sign.ALL, Sign.NEUTRAL)


def _signed_before_sending(marks: Sequence[Mark]) -> list[Mark]:
    """Return the signatures that what was sent had already: "giám đốc đã ký, báo cáo đã gửi rồi"."""
    sent = max(
        (
            place
            for place, mark in enumerate(marks)
            if mark.has(Sign.SENT)
            and (
                any_has((*marks[:place][-1:], *marks[place + 1 : place + 3]), Sign.ALREADY)
                or any_has(marks[place + 1 : place + 4], Sign.PAST)
            )
        ),
        default=0,
    )
    return [mark for mark in marks[:sent] if mark.has(Sign.SIGNATURE) and "trinh" not in mark.folded]


def answers_already(marks: Sequence[Mark], *, of_items: bool) -> bool:
    """Tell whether "làm rồi" is all that is said, or "rồi" of numbered duties: "1 rồi, 2 rồi"."""
    told = [mark for mark in marks if not mark.has(*_SAYS_NO_NEWS) or mark.folded == "roi"]
    words = [mark.folded for mark in told]
    return (of_items and words == ["roi"]) or words in (["lam", "roi"], ["man", "roi"], ["thuc hien", "roi"])


def says_finished_already(marks: Sequence[Mark]) -> bool:
    """Tell whether "rồi" or "đã" stands at "xong": said of the past, whatever is promised besides."""
    return any(
        mark.has(Sign.DONE)
        and any_has((*marks[max(0, place - 1) : place], *marks[place + 1 : place + 2]), Sign.ALREADY)
        for place, mark in enumerate(marks)
    )


def _is_dated(marks: Sequence[Mark]) -> bool:
    """Tell whether a day gone by stands at "xong": "hoàn thành ngày 12/5/2018", not "trước ngày …"."""
    for place, (mark, after) in enumerate(with_followers(marks, 2)):
        led_in = all(before.has(*_BEFORE_DATED) and before.folded != "ke hoach" for before in marks[:place])
        if mark.has(Sign.DONE) and led_in:
            between = any_has(after[:1], Sign.NEUTRAL, Sign.COURTESY) or "hom" in [
                other.folded for other in after[:1]
            ]
            return any_has(after[: 1 + between], Sign.GONE)
    return False


def _is_just_finished(after: Sequence[Mark]) -> bool:
    told = [
        mark
        for mark in after
        if not mark.has(Sign.COURTESY, Sign.PERSON, Sign.WORK, Sign.ALREADY, Sign.PAST, Sign.EARLIER)
        and mark.folded != "duoc"  # "mới hoàn thành được"
    ]
    # "mới xong", "mới gửi xong"
    return any_has(told, Sign.DONE) and all(mark.has(Sign.DONE, Sign.SENT) for mark in told)


def leads_over(marks: Sequence[Mark]) -> bool:
    """Tell whether "xong" only leads over to what somebody does then: "làm xong em gửi ngay"."""
    for place, mark in enumerate(marks):
        if not mark.has(Sign.DONE):
            continue
        work = next((at for at in range(place + 1, len(marks)) if marks[at].has(Sign.WORK)), place)
        if any_has(marks[place:work], Sign.WAIT, Sign.REMAINDER):
            continue  # "gần xong rồi chỉ còn chờ họp": the work is what is left
        if work > place:
            return not any_has(marks, Sign.NOT_YET)
        after = clause_of(marks[place + 1 :])
        actor = next((at for at, other in enumerate(after) if other.has(Sign.PERSON)), None)
        told = (*marks[:place], *after[:actor]) if actor is not None else ()
        if actor is not None and not any_has(told, Sign.ALREADY) and not any_has(after[actor:], Sign.NOT_YET):
            return any_has(after[actor:], Sign.SENT, Sign.WORK) or unknown_words(after[actor:]) > 0
    return False


def finishes_everything(marks: Sequence[Mark]) -> bool:
    """Tell whether "xong hết rồi", "nộp hết rồi ạ" is the whole of what is said, no object named."""
    return any(
        before.has(Sign.DONE, Sign.SENT) and mark.has(Sign.WHOLLY) for before, mark in pairwise(marks)
    ) and all(mark.has(*_SAYS_NO_MORE) or mark.folded in ("lam", "thuc hien", "man") for mark in marks)


def may_be_of_something_else(marks: Sequence[Mark]) -> bool:
    """Tell whether "xong", without "đã" or "rồi", stands beside words nobody knows: "sx xong"."""
    for place, mark in enumerate(marks):
        if not mark.has(Sign.DONE):
            continue
        before, after = clause_of(marks[:place][::-1]), clause_of(marks[place + 1 :])
        if [other.source for other in marks[place + 1 : place + 2]] == [":"] and unknown_words(marks[place:]):
            return True  # "đã xong: Nga Sơn, Thọ Xuân"
        if _is_of_the_whole(after) and not any(mark.folded in _DRAWN_UP for mark in before[:1]):
            continue
        if any(mark.folded in _RECEIVED for mark in before[:1]):
            return True  # "đã nhận công văn hoàn thành …"
        strange = unknown_words(before) or (mark.folded == "xong" and unknown_words(after))
        if strange and not any_has((*before, *after), Sign.ALREADY, Sign.PAST):
            return True
    return False


def _is_of_the_whole(after: Sequence[Mark]) -> bool:
    """Tell whether "xong" goes on with the whole of what was set: "tiêm phòng xong 100% kế hoạch"."""
    return (
        any_has(after[:1], Sign.PERCENT)
        and after[0].number == 100
        and any(mark.folded in _WHOLE for mark in after[1:2])
    )


def has_stray_number(marks: Sequence[Mark]) -> bool:
    """Tell whether a number stands where an item would but could not be read as one: "1 x 2 x 3 xong"."""
    for place, (mark, after) in enumerate(with_followers(marks, 1)):
        leads = place == 0 or any_has(after, Sign.DONE, Sign.ALREADY)
        of_quarter = [own.folded for own in marks[:place][-1:]] == ["quy"]  # "báo cáo quý 3 xong rồi"
        if mark.has(Sign.NUMBER) and leads and not (of_quarter or any_has(after, Sign.COUNTED)):
            return True
    return False
