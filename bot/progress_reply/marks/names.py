"""Find what only names somebody: "Đã xong. Lan STC", "Tuấn - VP: 1 xong", "gửi cho chị Hạnh", "qua bưu điện".

Names are words in other places: "Lan" without its accent is "lần", "Mai" is tomorrow. Before or under a
message words are a name only where all of their clause begin with a capital and the rest is not written that
way; within it, after an office, a title or a way.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.progress_reply.marks.mark import Mark, any_has, clause_of
from bot.progress_reply.marks.quantities import numeral
from bot.progress_reply.words.short_forms import SHORT_FORMS
from bot.progress_reply.words.signs import Sign
from bot.progress_reply.words.spelling import spell
from bot.progress_reply.words.tokens import Token, TokenKind
from bot.progress_reply.words.vocabulary import is_in_lexicon, signs_of

_LONGEST = 8  # tokens
_TITLES = frozenset({"a", "c", "e", "b", "anh", "chị", "em", "cô", "bác", "chú", "ông", "bà", "đ/c", "đc"})
_ADDRESSES = (Sign.PERSON, Sign.COUNTED)  # "Sở", "Phòng", "UBND" beside a name
_NAMES_THAT_ARE_WORDS = frozenset({"mai"})
_WITHIN = frozenset("-–.()|/")
_FORMULA = re.compile(
    r"\( (?:da )?ky(?: ten)? \)|nguoi (?:bao cao|lap|gui|viet|phu trach)|(?:kt|tm|tl|tuq)(?: \.)? "
    r"|(?:sdt|dt|tel|dien thoai|lien he) ?:?"
)
_RULES = frozenset("-–—_=*~.")
_OFFICES = frozenset(
    {"xã", "huyện", "tỉnh", "phường", "thị", "trấn", "phòng", "sở", "trường", "trạm", "thôn"}
)
_PARTS_OFF = frozenset("-–.,(\n!")
# a word that can be one of these is news, whatever its capital
_NEWS = frozenset(
    {
        *(
            Sign.NOT,
            Sign.NOT_YET,
            Sign.DOING,
            Sign.WILL,
            Sign.WAIT,
            Sign.OBSTACLE,
            Sign.LACK,
            Sign.IF,
            Sign.ASK,
        ),
        *(Sign.EXCEPT, Sign.HEDGE, Sign.REMAINDER, Sign.UNDONE, Sign.EXTEND, Sign.DONE, Sign.SENT, Sign.STEP),
        *(Sign.DRAFT, Sign.NEAR, Sign.BUT),
    }
)
_LONGEST_NAME = 6  # words
_OFFICE_HEADS = frozenset(
    {"phong", "so", "ban", "ubnd", "ubnd tinh", "ubnd huyen", "ubnd xa", "van phong", "chi cuc", "huyen"}
    | {"xa", "tinh", "phuong", "tram", "truong", "bo phan", "ben", "cuc", "doi", "to", "hoi", "uy ban"}
)
_TITLE_HEADS = frozenset(
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


def signed_tokens(tokens: list[Token]) -> frozenset[int]:
    """Return the indexes of the tokens that only name who writes."""
    start = _start_of_block(tokens)
    places = set(range(start, len(tokens)))
    if not any(token.kind is TokenKind.WORD and token.source.islower() for token in tokens):
        return frozenset(places)
    closing = _start_of_closing(tokens[:start])
    if closing is not None:
        places.update(range(closing, len(tokens)))
    colon = next((at for at, token in enumerate(tokens[:_LONGEST]) if token.source == ":"), None)
    if colon and _is_signature(tokens[:colon]):
        places.update(range(colon))
    return frozenset(places)


def _start_of_block(tokens: list[Token]) -> int:
    """Return where the last lines begin that only name who writes, never the first line.

    A line of strange words, as names are without their capitals, counts below "KT. Chủ tịch" or a rule.
    """
    end = start = len(tokens)
    has_case = any(token.kind is TokenKind.WORD and token.source.islower() for token in tokens)
    for at in range(len(tokens) - 1, 0, -1):
        if tokens[at].source not in "\n\r":
            continue
        line = tokens[at + 1 : end]
        if not line or _is_rule(line) or _opens_with_formula(line) or (has_case and _is_signature(line)):
            start = at
        elif not _is_strange(line):
            break
        end = at
    return start


def _is_strange(line: list[Token]) -> bool:
    """Tell whether a short line has no news: "pham van binh"."""
    return len(line) <= _LONGEST and not any(
        signs_of([token.spelling], in_full=True) & _NEWS for token in line if token.kind is TokenKind.WORD
    )


def _is_rule(line: list[Token]) -> bool:
    return all(token.source in _RULES for token in line)


def _opens_with_formula(line: list[Token]) -> bool:
    """Tell whether "(Ký tên)", "Người báo cáo:" opens a short line without news."""
    words = " ".join(token.spelling.bare for token in line[:_LONGEST])
    return (
        len(line) <= _LONGEST
        and _FORMULA.match(words) is not None
        and not any(signs_of([token.spelling], in_full=True) & _NEWS for token in line[3:])
    )


def _start_of_closing(tokens: list[Token]) -> int | None:
    """Return where the signature at the end begins, as early as a full stop, dash or line break allows."""
    found = None
    for at in range(len(tokens) - 1, max(0, len(tokens) - 1 - _LONGEST), -1):
        if tokens[at - 1].source in _PARTS_OFF and _is_signature(tokens[at:]):
            found = at
    return found


def _is_signature(tokens: list[Token]) -> bool:
    words = [token for token in tokens if token.kind is TokenKind.WORD]
    within = all(token.kind is TokenKind.WORD or token.source in _WITHIN for token in tokens)
    names = words[1:] if words and words[0].source.casefold() in _TITLES else words
    if not within or not names:
        return False
    opens = names[0].source[0].isupper()
    if not opens or not all(token.source[0].isupper() or token.source in _OFFICES for token in names):
        return False
    alone = len(words) == 1
    return all(
        _may_be_name(token, alone=alone) or _is_given_name(names, place) for place, token in enumerate(names)
    ) and any(
        not is_in_lexicon(token.source) or token.source.casefold() in _NAMES_THAT_ARE_WORDS for token in names
    )


def _is_given_name(names: list[Token], place: int) -> bool:
    """Tell whether a number is the last of a full name: "Lê Văn Tám"."""
    family = names[max(0, place - 2) : place]
    return (
        numeral(names[place].spelling) is not None
        and len(family) == 2
        and not any(is_in_lexicon(token.source) for token in family)
    )


def _may_be_name(token: Token, *, alone: bool) -> bool:
    word = token.source.casefold()
    if not alone and word in _NAMES_THAT_ARE_WORDS:
        return True
    spelling = spell(token.source)
    meant = signs_of([spelling], in_full=False)
    is_agency = token.source.isupper() and not alone  # "NV" beside a name, elsewhere "nhiệm vụ"
    if meant & _NEWS or (word in SHORT_FORMS and not is_agency) or (spelling.tone and numeral(spelling)):
        return False
    return not is_in_lexicon(word) or not meant.isdisjoint(_ADDRESSES)


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
        at > place - _LONGEST_NAME
        and at > 0
        and marks[at].signs == {Sign.PERSON}
        and not _heads_name(marks[at])
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
    return mark.folded in _OFFICE_HEADS or mark.folded in _WAYS or mark.folded in _TITLE_HEADS


def _names(marks: Sequence[Mark], lead: int, place: int) -> bool:
    head = marks[lead]
    if head.folded in _OFFICE_HEADS and head.has(Sign.PERSON, Sign.COUNTED):
        return True
    if head.folded in _WAYS:
        return any(mark.has(Sign.SENT) for mark in marks[max(0, lead - _LONGEST_NAME) : lead])
    if head.folded not in _TITLE_HEADS:
        return False
    led_to = lead > 0 and marks[lead - 1].folded in _TOWARDS
    return place - lead <= 2 and (marks[place].source.istitle() or led_to)
