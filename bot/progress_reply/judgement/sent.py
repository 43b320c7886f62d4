"""Whether something final was handed in, and by whom: "đã gửi báo cáo", against "các xã đã gửi"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.progress_reply.marks.mark import Mark, any_has, clause_of, unknown_words, with_followers
from bot.progress_reply.words.signs import Sign

_FINAL_DOCUMENT = re.compile(r"/(?:\d{4}/)?(?:BC|KH|QĐ|QD)\b|^\d+-BC/", re.IGNORECASE)
_IN_TITLES = frozenset({"ra soat", "khao sat", "tong hop", "thong ke", "xay dung", "tham dinh", "tham tra"})
_NO_PAPERS = frozenset(
    {"tien", "xe", "xang xe", "von", "kinh phi", "nguoi", "can bo", "may", "may moc", "vat tu"}
)
_FRAME = 2  # words between "đã" and "gửi"
_LEADS_AWAY = frozenset(
    {"qua", "bang", "cho", "ve", "len", "toi", "tu", "vao", "luc", "tren", "by", "to", "via"}
)
_WITHIN_SENTENCE = frozenset(',:;-–—=>→/"“”')


def steps_follow(marks: Sequence[Mark]) -> bool:
    """Tell whether what was sent only serves a step: "đã gửi xin ý kiến", against "đã tổng hợp và gửi"."""
    sent = next((place for place, mark in enumerate(marks) if mark.has(Sign.SENT)), 0)
    request = pairwise(mark.folded for mark in clause_of(marks[sent:]))
    asks_others = ("de", "nghi") in request and not any_has(marks[sent:], Sign.RECORD)
    steps = [
        mark
        for before, mark in pairwise(marks[sent:])
        if mark.has(Sign.STEP) and not (before.has(Sign.FINAL) and mark.folded in _IN_TITLES)
    ]
    return bool(steps) or asks_others


def is_final(document: Mark) -> bool:
    """Tell whether the document is a report, plan or decision, by its number or its name."""
    named = document.source.casefold().split(" ")[0]
    return bool(_FINAL_DOCUMENT.search(document.document or "")) or named in (
        "bc",
        "báo",
        "bao",
        "kh",
        "kế",
        "report",
    )


def _reports(document: Mark, marks: Sequence[Mark]) -> bool:
    """Tell whether the document is said to report: "Công văn số 455/SGDĐT-KHTC báo cáo UBND tỉnh"."""
    after = marks[marks.index(document) + 1 :]
    return any(mark.folded == "bao cao" for mark in after[:1])


def speaks_of_others(marks: Sequence[Mark]) -> bool:
    """Tell whether others did it: "các xã đã gửi", "27/27 huyện đã nộp"; "24/24 xã" alone is a share."""
    if any_has(marks, Sign.ALL, Sign.WHOLLY):
        return False
    for place, (mark, after) in enumerate(with_followers(marks, 4)):
        if mark.number == 100 and any_has(marks[:place][-1:], Sign.DONE) and _parts(after):
            continue  # "hoàn thành 5/5 thôn, đã gửi báo cáo"
        if (mark.has(Sign.OTHERS) and any_has(after, Sign.DONE, Sign.SENT)) or (
            mark.has(Sign.PERCENT) and any_has(after[:1], Sign.COUNTED) and any_has(after, Sign.SENT)
        ):
            return True
    return False


def _parts(after: Sequence[Mark]) -> bool:
    """Tell whether punctuation, left out of the marks, stands between the first two."""
    return any(second.start - first.end > 1 for first, second in pairwise(after[:2]))


def _is_yet_to_be_sent(marks: Sequence[Mark]) -> bool:
    """Tell whether the only sending is promised: "sẽ gửi khi lãnh đạo ký"."""
    sendings = [place for place, mark in enumerate(marks) if mark.has(Sign.SENT)]
    return not any_has(marks, Sign.ALREADY, Sign.PAST) and all(
        any_has(marks[max(0, place - 2) : place], Sign.WILL) for place in sendings
    )


def _is_plainly_sent(marks: Sequence[Mark]) -> bool:
    """Tell whether "đã gửi", "nộp rồi" names no strange thing that was sent: against "nộp phạt rồi".

    ``marks`` still have their punctuation. What is said in another sentence, of the way, the time and the
    receiver need not be known.
    """
    return any(
        (mark.has(Sign.SENT) or _is_reported(marks, place))
        and _is_framed(marks, place)
        and not _sends_strange_thing(marks, place)
        for place, mark in enumerate(marks)
    )


def _is_framed(marks: Sequence[Mark], place: int) -> bool:
    before, after = clause_of(marks[:place][::-1]), clause_of(marks[place + 1 :])
    ahead = any_has(before[:_FRAME], Sign.ALREADY) or marks[place].has(Sign.ALREADY)
    return ahead or any_has(after, Sign.ALREADY) or any_has((*before, *after), Sign.PAST)


def _is_reported(marks: Sequence[Mark], place: int) -> bool:
    """Tell whether "báo cáo" is the act: "đã báo cáo", "báo cáo rồi"."""
    around = (*marks[max(0, place - 1) : place], *marks[place + 1 : place + 2])
    return marks[place].folded in ("bao cao", "bc") and any_has(around, Sign.ALREADY)


def _sends_strange_thing(marks: Sequence[Mark], place: int) -> bool:
    start = max((at + 1 for at in range(place) if marks[at].has(Sign.BREAK)), default=0)
    end = next((at for at in range(place, len(marks)) if _ends_sentence(marks[at])), len(marks))
    thing = list(marks[start:place])
    for mark in marks[place + 1 : end]:
        if mark.has(Sign.PAST, Sign.TODAY, Sign.DATE) or (
            mark.folded in _LEADS_AWAY and not mark.has(Sign.UNKNOWN)
        ):
            break
        if mark.has(Sign.BREAK) and any_has(thing, Sign.ALREADY):
            break  # "up lên hệ thống rồi, trạng thái …"
        thing.append(mark)
    return unknown_words(thing) > 0 or any(mark.folded in _NO_PAPERS for mark in thing)


def _ends_sentence(mark: Mark) -> bool:
    return mark.has(Sign.BREAK) and mark.source not in _WITHIN_SENTENCE


def was_sent(marks: Sequence[Mark], document: Mark | None) -> bool:
    """Tell whether something final was sent: "đã gửi báo cáo", "BC gửi rồi", "đã ban hành KH số 12"."""
    with_breaks = marks
    marks = [mark for mark in marks if not mark.has(Sign.BREAK, Sign.THANKS)]
    already = any_has(marks, Sign.ALREADY, Sign.PAST)
    unknown = unknown_words(marks)
    if speaks_of_others(marks) or (
        any_has(marks, Sign.OTHERS) and not any_has(marks, Sign.FINAL, Sign.DOCUMENT)
    ):
        return False
    if any_has(marks, Sign.SENT) and not _is_yet_to_be_sent(marks):
        if document is not None:
            return True
        final = any_has(marks, Sign.FINAL)
        return (already and final) or (final and unknown == 0) or _is_plainly_sent(with_breaks)
    if not any_has(marks, Sign.SENT) and _is_plainly_sent(with_breaks):
        return True
    # "đã có Quyết định 567/QĐ-UBND phê duyệt"
    if (
        document is not None
        and (is_final(document) or _reports(document, marks))
        and any(
            mark.has(Sign.ALREADY) and [other.folded for other in after[:1]] == ["co"] and document in after
            for mark, after in with_followers(marks, 2)
        )
    ):
        return True
    # "đã báo cáo", "đã có báo cáo", "đã báo cáo tại văn bản số 12/SYT-NV"
    return any(
        mark.has(Sign.ALREADY)
        and unknown == 0
        and any_has(after, Sign.FINAL, Sign.DOCUMENT)
        and not any_has(after, Sign.WORK)
        for mark, after in with_followers(marks, 2)
    )
