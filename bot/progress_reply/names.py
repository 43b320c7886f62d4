"""Know words that only name somebody or some way: "chị Hạnh", "Phòng Nội vụ", "qua đường bưu điện"."""

from collections.abc import Sequence
from dataclasses import replace

from bot.progress_reply.mark_search import any_has, clause_of
from bot.progress_reply.marks import Mark
from bot.progress_reply.signs import Sign

_LONGEST = 6  # words
_OFFICES = frozenset(
    {"phong", "so", "ban", "ubnd", "ubnd tinh", "ubnd huyen", "ubnd xa", "van phong", "chi cuc", "huyen"}
    | {"xa", "tinh", "phuong", "tram", "truong", "bo phan", "ben", "cuc", "doi", "to", "hoi", "uy ban"}
)
_TITLES = frozenset(
    {
        "anh",
        "chi",
        "em",
        "co",
        "bac",
        "chu",
        "ong",
        "ba",
        "dong chi",
        "sep",
        "ban",
        "thay",
        "a",
        "c",
        "e",
        "b",
    }
)
_ACTS = (Sign.DONE, Sign.SENT, Sign.ALREADY, Sign.WORK, Sign.STEP)
_WAYS = frozenset({"qua", "tren", "len", "bang", "via"})
_TOWARDS = frozenset({"cho", "ve", "len", "toi", "den", "vao", "to"})


def with_names(marks: Sequence[Mark]) -> list[Mark]:
    """Give the unknown words that name an office, a person or a way the sign of a person.

    After an office, and after "qua" or "trên", any unknown word belongs to its name; after "chị" only one
    with a capital, or one that "cho" leads to: "gửi cho c hanh", against "gửi chị quà".
    """
    named = list(marks)
    for place, mark in enumerate(marks):
        if mark.signs != {Sign.UNKNOWN} or mark.number is not None or not mark.source[:1].isalpha():
            continue
        lead = _lead(named, place)
        if lead is not None and _is_no_subject(marks, place) and _names(named, lead, place):
            named[place] = replace(mark, signs=frozenset({Sign.PERSON}))
    return named


def _lead(marks: Sequence[Mark], place: int) -> int | None:
    """Return the index of the word that an unknown one continues, names between them."""
    at = place - 1
    while (
        at > place - _LONGEST and at > 0 and marks[at].signs == {Sign.PERSON} and not _heads_name(marks[at])
    ):
        at -= 1
    return at if at >= 0 else None


def _is_no_subject(marks: Sequence[Mark], place: int) -> bool:
    """Tell whether no act follows in the clause, perhaps that of the one named: "xã Hà Long xong rồi"."""
    return not any_has(clause_of(marks[place:]), *_ACTS) or _is_called(marks, place)


def _is_called(marks: Sequence[Mark], place: int) -> bool:
    """Tell whether somebody is called by name: "anh Tuấn ơi em nộp rồi"."""
    return any(mark.folded == "oi" for mark in marks[place + 1 : place + 3])


def _heads_name(mark: Mark) -> bool:
    return mark.folded in _OFFICES or mark.folded in _WAYS or mark.folded in _TITLES


def _names(marks: Sequence[Mark], lead: int, place: int) -> bool:
    head = marks[lead]
    if head.folded in _OFFICES and head.has(Sign.PERSON, Sign.COUNTED):
        return True
    if head.folded in _WAYS:
        return any(mark.has(Sign.SENT) for mark in marks[max(0, lead - _LONGEST) : lead])
    if head.folded not in _TITLES:
        return False
    led_to = lead > 0 and marks[lead - 1].folded in _TOWARDS
    return place - lead <= 2 and (marks[place].source.istitle() or led_to)
