"""Recognise what asks the bot, or somebody, instead of reporting, and who says that the duty is not his."""

from collections.abc import Sequence

from bot.progress_reply.marks.mark import Mark, any_has, clause_of, unknown_words
from bot.progress_reply.words.signs import Sign

_ASKED_AFTER = frozenset({"anh", "chi", "em", "ban", "bac", "chu", "co", "sep", "dong chi"})
_SPEAKERS = frozenset(
    {"em", "toi", "minh", "tui", "chau", "con", "chung toi", "chung em", "bon em", "bon toi", "ben em", "tau"}
    | {
        "xa em",
        "huyen em",
        "phong em",
        "don vi em",
        "xa toi",
        "huyen toi",
        "tui em",
        "ben minh",
        "ben toi",
        "e",
    }
)
_ASKED_FOR = frozenset({"de nghi huong dan", "xin huong dan", "nho huong dan"})
_IS_NOT = frozenset({"khong phai", "dau phai", "mo phai", "chang phai", "not"})
_OWNED = frozenset({"viec", "cua", "nhiem vu", "phan", "trach nhiem", "viec cua", "noi dung"})
_DOES = (Sign.DONE, Sign.SENT, Sign.WORK, Sign.DOING, Sign.STEP, Sign.NOT, Sign.NOT_YET, Sign.ALREADY)
_LEADS_TO_RECEIVER = frozenset({"cho", "lai", "ve", "qua", "toi", "sang", "lai cho"})
_FAVOURS = frozenset({"giup", "ho", "gium", "dum", "voi"})
_WHICH = frozenset({"viec nao", "cai nao", "muc nao"})
_BEGGED = frozenset({"nho", "phien"})  # "nhờ anh gửi …"
_UNSURE = frozenset({"khong biet", "khong ro", "chua biet", "khong nho"})
_WHEREABOUTS = frozenset({"ve", "di", "khoe", "den", "toi", "day", "ngu", "ranh", "khoi", "do"})


def asks_to_send(marks: Sequence[Mark]) -> bool:
    """Tell whether something is asked for: "gửi cho tôi mẫu", against "em gửi báo cáo", "gửi em rồi"."""
    return any(
        mark.has(Sign.SENT)
        and not mark.has(Sign.ALREADY)
        and _is_request(clause_of(marks[:place][::-1]), clause_of(marks[place + 1 :]))
        for place, mark in enumerate(marks)
    )


def _is_request(before: Sequence[Mark], after: Sequence[Mark]) -> bool:
    """Judge what stands before (nearest first) and after an act in its clause."""
    if any_has((*before, *after), Sign.ALREADY, Sign.NOT_YET, Sign.WILL, Sign.EXTEND, Sign.DONE):
        return False
    receiver = after[1:2] if any(mark.folded in _LEADS_TO_RECEIVER for mark in after[:1]) else after[:1]
    if any(mark.folded.removeprefix("cho ") in _SPEAKERS for mark in receiver):
        return True
    if any(mark.folded in _BEGGED for mark in before[1:]):
        return True
    by_speaker = any(mark.folded in _SPEAKERS for mark in before[:1])
    return not by_speaker and any(
        mark.has(Sign.COURTESY) and mark.folded.split(" ")[0] in _FAVOURS for mark in after
    )


def _calls_somebody(marks: Sequence[Mark], place: int) -> bool:
    """Tell whether "à" only opens the talk: "chị à, em gửi rồi", "à xong rồi", against "xong à"."""
    lead = marks[:place]
    return (
        marks[place].source.casefold() == "à"
        and all(mark.has(Sign.PERSON, Sign.COURTESY, Sign.POLITE_YES, Sign.BREAK) for mark in lead)
        and place + 1 < len(marks)
    )


def _asks_why_reminded(marks: Sequence[Mark], place: int) -> bool:
    """Tell whether the question mark only belongs to a complaint: "xong rồi sao còn nhắc?"."""
    clause = clause_of(marks[:place][::-1])
    told = next((at for at, mark in enumerate(clause) if mark.has(Sign.COMPLAINT)), len(clause))
    return (
        marks[place].source.startswith("?")
        and told < len(clause)
        and all(mark.has(Sign.COURTESY, Sign.PERSON) for mark in clause[:told])
    )


def is_of_others(marks: Sequence[Mark]) -> bool:
    """Tell whether the duty is called somebody else's: "không phải việc của xã em", "đâu phải bên tui"."""
    for place, mark in enumerate(marks):
        if mark.folded not in _IS_NOT:
            continue
        owner = place + 1
        while owner < len(marks) and marks[owner].folded in _OWNED:
            owner += 1
        after = clause_of(marks[owner + 1 :])
        if any_has(marks[owner : owner + 1], Sign.PERSON) and not any_has(after[:2], *_DOES):
            return True
    return False


def _asks_for_help(marks: Sequence[Mark]) -> bool:
    """Tell whether the reply opens by asking for guidance: "Đề nghị hướng dẫn cách tính điểm"."""
    lead = next((place for place, mark in enumerate(marks) if mark.folded in _ASKED_FOR), len(marks))
    return lead < len(marks) and all(
        mark.has(Sign.COURTESY, Sign.PERSON, Sign.POLITE_YES, Sign.BREAK) for mark in marks[:lead]
    )


def names_none(marks: Sequence[Mark], place: int) -> bool:
    """Tell whether "việc nào" goes on with a denial: "chưa làm việc nào", not "việc nào chưa xong"."""
    if marks[place].folded not in _WHICH:
        return False
    before = clause_of(marks[:place][::-1])
    return any_has(before, Sign.NOT_YET, Sign.NOT) and not unknown_words(before)


def is_question(marks: Sequence[Mark]) -> bool:
    """Tell whether the statement asks something back: "xong chưa", "là sao", "em ăn cơm chưa"."""
    if (
        asks_to_send(marks)
        or _asks_for_help(marks)
        or any(
            mark.has(Sign.ASK)
            and not (
                _calls_somebody(marks, place) or _asks_why_reminded(marks, place) or names_none(marks, place)
            )
            for place, mark in enumerate(marks)
        )
    ):
        return True
    told = [mark for mark in marks if not mark.has(Sign.COURTESY, Sign.PERSON) or mark.folded == "thi"]
    while told and told[-1].has(Sign.BREAK):
        told.pop()
    # "xong chưa", "xong không": nothing follows the negation; "… thì chưa" is an answer
    if (
        not told
        or not told[-1].has(Sign.NOT_YET, Sign.NOT)
        or " " in told[-1].source
        or told[-1].source == "yet"
    ):
        return False
    clause = clause_of(told[::-1])[1:]
    if _does_not_know(marks):
        return True
    # "có mẫu không", "có phải nộp bản giấy không"
    if told[-1].folded == "khong" and [mark.folded for mark in clause[-1:]] == ["co"]:
        return True
    if (_asks_of_an_act(clause) and told[-1].folded == "chua") or _asks_after_somebody(marks):
        return True
    # "xong thì chưa", "tưởng xong mà chưa", "… nhưng giờ chưa"
    answers = any(mark.folded in ("thi", "ma") or mark.has(Sign.BUT, Sign.NOW) for mark in clause[:1])
    return (
        not answers
        and any_has(clause, Sign.DONE, Sign.SENT, Sign.ACK)
        and not any_has(clause, Sign.NOT_YET, Sign.NOT)
    )


def _does_not_know(marks: Sequence[Mark]) -> bool:
    """Tell whether somebody does not know if it is finished: "không biết xong chưa nữa"."""
    unsure = next((place for place, mark in enumerate(marks) if mark.folded in _UNSURE), len(marks))
    finish = next(
        (place for place in range(unsure, len(marks)) if marks[place].has(Sign.DONE, Sign.SENT)), len(marks)
    )
    return any_has(marks[finish:], Sign.NOT_YET)


def _asks_of_an_act(clause: Sequence[Mark]) -> bool:
    """Tell whether an act stands right before "chưa", with nothing denied: "em ăn cơm chưa", "làm chưa"."""
    is_act = any_has(clause[:1], Sign.OTHER_ACT, Sign.WORK) or all(
        mark.signs == {Sign.UNKNOWN} for mark in clause
    )
    return bool(clause) and is_act and not any_has(clause, Sign.NOT_YET, Sign.NOT, Sign.ALREADY)


def _asks_after_somebody(marks: Sequence[Mark]) -> bool:
    """Tell whether somebody is asked after: "anh về chưa", "em khỏe không", against "kinh phí về chưa"."""
    told = [mark for mark in marks if not mark.has(Sign.COURTESY, Sign.BREAK)]
    while told and any_has(told[-1:], Sign.PERSON):
        told.pop()
    return len(told) == 3 and told[0].folded in _ASKED_AFTER and told[1].folded in _WHEREABOUTS
