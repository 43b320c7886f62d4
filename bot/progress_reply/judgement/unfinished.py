"""Signs of work that has not begun, goes on, cannot go on, or is only promised.

To hand something in soon ("mai em nộp") means that the work goes on; to begin it soon, or to do it at all
("sẽ triển khai"), only that the duty was accepted.
"""

from collections.abc import Sequence

from bot.progress_reply.marks.mark import Mark, any_has, unknown_words, with_followers
from bot.progress_reply.words.signs import Sign

_HINDERS = (Sign.NOT_YET, Sign.NOT, Sign.LACK, Sign.OBSTACLE, Sign.WAIT)
_LITTLE_LEFT = frozenset({"chi con", "con moi", "con thieu", "con thieu chu ky", "chi thieu", "thieu moi"})
_LATER_TODAY = frozenset({"chiều", "chieu", "tối", "trưa", "trua", "đêm"})  # "toi" is rather "tôi"
_LATER_THIS_DAY = frozenset({"chieu nay", "toi nay", "trua nay", "dem nay", "hom nay", "trong ngay", "today"})
_REACH = 4  # marks between the time and what is then done


def waiting(marks: Sequence[Mark]) -> tuple[bool, bool]:
    """Return (waits for somebody else, waits for a signature of the own house)."""
    for place, (mark, after) in enumerate(with_followers(marks, 6)):
        if mark.has(Sign.WAIT):
            if any_has(marks[:place], Sign.NEAR) and any_has(marks[place - 1 : place], Sign.REMAINDER):
                return False, False  # "gần xong rồi, chỉ còn chờ họp": all but through
            signature = any_has(after, Sign.SIGNATURE)
            return not signature, signature
    return False, False


def lacks_something(marks: Sequence[Mark]) -> bool:
    """Tell whether means are missing: "chưa có kinh phí", "kinh phí chưa về", "thiếu người"."""
    for place, (mark, after) in enumerate(with_followers(marks, 4)):
        if mark.has(Sign.WHOLLY) and place and marks[place - 1].has(Sign.DONE, Sign.SENT, Sign.ALREADY):
            continue  # "xong hết", "nộp hết hồ sơ"
        if mark.has(Sign.LACK, Sign.NOT_YET, Sign.NOT):
            for nth, other in enumerate(after):
                if other.has(Sign.RESOURCE) or (nth == 0 and _names_what_is_missing(mark, other)):
                    return True
                if not other.has(Sign.HAVE, Sign.NEUTRAL, Sign.PERSON, Sign.LACK, Sign.NUMBER):
                    break
        if (
            mark.has(Sign.RESOURCE)
            and not _is_news_of_its_own(mark, after)
            and (any_has(after[:1], Sign.NOT_YET, Sign.NOT, Sign.LACK) or _has_not_come(after))
        ):
            return True
    return False


def _is_news_of_its_own(thing: Mark, after: Sequence[Mark]) -> bool:
    """Tell whether "chưa xong" stands apart from the thing before it: "đang tổng hợp số liệu, chưa xong"."""
    apart = after[0].start > thing.end and after[0].start - thing.end > 1 if after else False
    return apart and any_has(after[:1], Sign.NOT_YET) and any_has(after[1:2], Sign.DONE, Sign.SENT, Sign.WORK)


def _has_not_come(after: Sequence[Mark]) -> bool:
    """Tell whether what was named is not there, a word or two between: "vốn trung ương chưa về"."""
    denial = next((place for place, mark in enumerate(after) if mark.has(Sign.NOT_YET)), len(after))
    return any_has(after[denial + 1 : denial + 2], Sign.HAVE) and all(
        mark.signs == {Sign.UNKNOWN} for mark in after[:denial]
    )


def _names_what_is_missing(lack: Mark, thing: Mark) -> bool:
    """Tell whether an unknown word is what is missing: "hết mực"; the English "no" denies too much else."""
    return lack.has(Sign.LACK) and lack.folded not in ("no", "without") and thing.signs == {Sign.UNKNOWN}


def is_unable(marks: Sequence[Mark]) -> bool:
    """Tell whether something cannot be done: "đường sạt không đi được"."""
    return any(
        mark.has(Sign.NOT)
        and any(other.folded.split(" ")[0] == "duoc" for other in after[1:])
        and not any_has(after, Sign.ASK)
        and (not any_has(after, Sign.DONE) or _cannot_finish(after))
        for mark, after in with_followers(marks, 3)
    )


def is_held_up(marks: Sequence[Mark]) -> bool:
    """Tell whether a cause keeps something from being done: "chưa cấp được vì …", "… nên chưa cấp được"."""
    for place, mark in enumerate(marks):
        if not mark.has(Sign.NOT_YET, Sign.NOT):
            continue
        able = next((at for at in range(place, place + 5) if _is_able(marks[at : at + 1])), None)
        if able is None:
            continue
        before, after = marks[: max(0, place - 1)], marks[able + 1 :]
        if any(own.folded == "nen" for own in marks[:place][-1:]) and any_has(before, *_HINDERS):
            return any_has(before, Sign.OTHERS) or not any_has(before, Sign.DONE, Sign.DOING)
        cause = next((at for at, own in enumerate(after[:3]) if own.has(Sign.CAUSE)), None)
        if cause is not None and any_has(after[cause:], *_HINDERS, Sign.UNKNOWN):
            return not any_has(after[cause:], Sign.DOING, Sign.SIGNATURE, Sign.DONE)
    return False


def _is_able(marks: Sequence[Mark]) -> bool:
    return any("duoc" in mark.folded.split(" ") for mark in marks)


def _cannot_finish(after: Sequence[Mark]) -> bool:
    """Tell whether "không" goes on with "xong được": unable, where "không xong" is only a denial."""
    place = next((place for place, mark in enumerate(after) if mark.has(Sign.DONE)), len(after))
    return any(mark.folded == "duoc" for mark in after[place + 1 : place + 2])


def is_not_started(marks: Sequence[Mark]) -> bool:
    """Tell whether nothing was begun: "chưa làm", "tuần sau mới làm", "chưa" alone."""
    if any_has(marks, Sign.NOT_STARTED):
        return True
    for mark, after in with_followers(marks, 4):
        begins = (Sign.WORK, Sign.PREPARE, Sign.NOTHING) if mark.has(Sign.NOT_YET) else (Sign.NOTHING,)
        if not mark.has(Sign.NOT_YET) and unknown_words(after):
            continue  # "không thay đổi gì"
        if mark.has(Sign.NOT_YET, Sign.NOT) and any_has(after, *begins) and not any_has(after, Sign.DONE):
            return True
        # "tuần sau mới làm", "mai mới bắt đầu"
        if (
            mark.has(Sign.ONLY)
            and any_has(after[:1], Sign.WORK, Sign.PREPARE)
            and any_has(marks, Sign.FUTURE)
        ):
            return True
    told = [mark for mark in marks if not mark.has(Sign.COURTESY, Sign.PERSON, Sign.POLITE_YES, Sign.ACK)]
    return (
        bool(told)
        and all(mark.has(Sign.NOT_YET, Sign.HAVE, Sign.HOW_COME, Sign.ALSO) for mark in told)
        and any_has(told, Sign.NOT_YET)
    )


def has_begun(marks: Sequence[Mark]) -> bool:
    """Tell whether the work was begun: "mới bắt đầu", "đã triển khai"; "đã làm" may be more than that."""
    if any_has(marks, Sign.PREPARE) and not any_has(marks, Sign.NOT_YET):
        return True
    return any(
        mark.has(Sign.ONLY, Sign.ALREADY)
        and any_has(after, Sign.WORK)
        and not any_has(after, Sign.NOT_YET, Sign.NOT)
        for mark, after in with_followers(marks, 1)
        if not (mark.has(Sign.ALREADY) and after and after[0].folded in ("lam", "thuc hien", "xu ly"))
    )


def is_nearly_through(marks: Sequence[Mark]) -> bool:
    """Tell whether little is left, "xong" unsaid: "còn 2 xã nữa", "chỉ còn báo cáo", "làm gần hết rồi"."""
    return any(mark.folded in _LITTLE_LEFT for mark in marks) or any(
        (mark.has(Sign.REMAINDER) and any_has(after, Sign.COUNTED, Sign.NUMBER))
        or (mark.has(Sign.NEAR) and any_has(after, Sign.WHOLLY))
        for mark, after in with_followers(marks, 2)
    )


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
