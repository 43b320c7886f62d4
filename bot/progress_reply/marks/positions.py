"""Read duties named by their place in the list: "việc đầu tiên", "hai việc cuối", "ba việc còn lại".

Which numbers such words mean depends on the list that was replied to; without it only those that count
duties are read, so that "2 việc cuối" is not taken for item 2, and nobody can tell what they mean.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bot.progress_reply.marks.quantities import numeral
from bot.progress_reply.words.spelling import Spelling, spell
from bot.progress_reply.words.tokens import Token, TokenKind, bare_words

_LONGEST = 10  # tokens
_LOOK_BACK = 60  # tokens, so that reading stays linear
_NOUN = "(?P<noun>dau viec|cong viec|viec|nhiem vu|noi dung|muc|cai|dong|so|y)"
_COUNT = r"(?:(?P<count>\d{1,2}|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi) )"
_ALL_OF = "(?:(?P<several>tat ca cac|tat ca|toan bo cac|toan bo|cac|may|nhung|ca) )"
_LEADS = "(?:rieng )?"
_SPEAKER = "(?:em|tui|toi|minh|chau|xa|xa em|ben em|don vi|huyen|phong)"
_NOUN_EN = "(?: (?:tasks?|items?|ones?))"
_COUNT_EN = "(?: (?P<count>two|three|four|five|[2-9]))"
_FROM_START = "(?P<first>dau tien|dau|tren cung)"
_FROM_END = "(?P<last>cuoi cung|cuoi|sau cung|sau chot|chot|duoi cung)"
_BEFORE_LAST = "(?P<before_last>ap chot|ke cuoi|ke chot)"
_PATTERNS = tuple(
    re.compile(pattern + "(?= |$)")
    for pattern in (
        f"{_LEADS}{_ALL_OF}?{_COUNT}?{_NOUN} (?:{_FROM_START}|{_FROM_END}|{_BEFORE_LAST})",
        f"{_LEADS}{_ALL_OF}?{_COUNT}?{_NOUN} (?P<rest>con lai|khac|kia|sau)",
        f"{_LEADS}{_ALL_OF}?{_COUNT}{_NOUN} (?:o )?(?P<rest>tren|truoc|nay|do|ay)",
        f"{_LEADS}{_COUNT}?{_NOUN}(?: o)? (?P<middle>chinh giua|giua)",
        f"(?:tat ca |ca )?{_COUNT}{_NOUN} (?:{_SPEAKER} )?(?P<every>deu)",
        rf"(?:the )?(?:(?P<first>first)|(?P<last>last))(?:{_COUNT_EN}{_NOUN_EN}?|{_NOUN_EN})",
        rf"(?:the )?(?P<rest>other|remaining)(?:{_COUNT_EN}{_NOUN_EN}?|{_NOUN_EN})",
        "(?P<onward>tro di|tro xuong|tro ve sau|onwards)",
        f"{_LEADS}{_NOUN} thu (?P<fourth>tu)",
    )
)
_JUST_NAMED = frozenset({"nay", "do", "ay", "tren"})
_COUNTS_BY_PLACE = re.compile(rf"\bthu nhat\b|{_NOUN} (?:thu|dau tien)\b")
_ENGLISH_COUNTS: Mapping[str, int] = MappingProxyType({"two": 2, "three": 3, "four": 4, "five": 5})
# after "đầu", "cuối" or "sau" these make a time or another word: "cuối tuần", "đầu tư", "sau khi"
_TIMES = tuple(
    spell(word) for word in ("tuần", "tháng", "năm", "quý", "giờ", "buổi", "kỳ", "vụ", "mùa", "đợt")
)
_ALSO_AFTER: Mapping[str, tuple[Spelling, ...]] = MappingProxyType(
    {
        "dau": tuple(map(spell, ("tư", "mối", "ra", "vào", "bài", "đề", "số"))),
        "sau": tuple(map(spell, ("khi", "này", "đó"))),
    }
)
_OTHER_WORDS_EN = frozenset({"week", "weeks", "day", "days", "month", "months", "year", "night"})
_DAY_AFTER = frozenset({"mai", "kia", "mot"})
_ACCENTED: Mapping[str, Spelling] = MappingProxyType(
    {
        word.bare: word
        for word in map(
            spell,
            (
                "đầu",
                "tiên",
                "cuối",
                "cùng",
                "sau",
                "chót",
                "lại",
                "khác",
                "việc",
                "trên",
                "dưới",
                "giữa",
                "đều",
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Position:
    """Duties named by their place: ``items`` where they are known, else ``rest`` with the ``count`` said.

    ``onward`` ("trở đi") goes on from a number before it through the last of ``items``.
    """

    length: int  # tokens
    items: tuple[int, ...] = ()
    rest: bool = False
    onward: bool = False
    count: int | None = None


def find_positions(tokens: list[Token], listed: Sequence[int]) -> Mapping[int, Position]:
    """Return the places named, by the index of the token where each begins; ``listed`` may be empty."""
    found: dict[int, Position] = {}
    at = 0
    while at < len(tokens):
        position = _read(tokens, at, listed, is_first=not found) or _further_ordinal(tokens, at)
        if position is not None:
            found[at] = position
        at += position.length if position else 1
    return found


def _read(tokens: list[Token], at: int, listed: Sequence[int], *, is_first: bool) -> Position | None:
    if tokens[at].kind not in (TokenKind.WORD, TokenKind.NUMBER):
        return None
    words = " ".join(bare_words(tokens, at, _LONGEST))
    for pattern in _PATTERNS:
        found = pattern.match(words)
        if found:
            said = {name: value for name, value in found.groupdict().items() if value}
            length = found[0].count(" ") + 1
            return _resolve(said, tokens, at, length, listed, is_first=is_first)
    return None


def _resolve(
    said: Mapping[str, str],
    tokens: list[Token],
    at: int,
    length: int,
    listed: Sequence[int],
    *,
    is_first: bool,
) -> Position | None:
    """Turn the words found into items of the list; None where they may mean something else."""
    if "onward" in said:
        return Position(length, tuple(listed), onward=True)
    if "fourth" in said:  # the one ordinal that is no number: "thứ bốn" is not said
        return None if _goes_on_otherwise(tokens, at + length) else Position(length, (4,))
    covered = tokens[at : at + length]
    is_known = len(listed) > 1
    count = _count(covered, said.get("count"))
    if count == 0 or not _is_spelled_so(covered) or _goes_on_otherwise(tokens, at + length):
        return None
    if not is_known:
        return Position(length) if count is not None and count > 1 and "every" not in said else None
    if said.get("rest") in _JUST_NAMED and count == len(named := _numbers_before(tokens, at, listed)):
        return Position(length, named)
    if "rest" in said:
        several = "several" in said or said["rest"] in ("remaining", "con lai")
        if said["rest"] == "sau" and count is None and is_first:
            return None
        return Position(length, rest=True, count=count or (None if several else 1))
    if "every" in said:
        return Position(length, tuple(listed) if count == len(listed) else (), count=count)
    if "middle" in said:
        before, uneven = divmod(len(listed) - (count or 1), 2)
        return Position(length, () if uneven or before < 1 else tuple(listed[before : len(listed) - before]))
    if "before_last" in said:
        return Position(length, (listed[-2],)) if count is None else None
    is_open = count is None and "several" in said  # "các việc đầu": how many?
    if is_open or (count or 1) > len(listed):
        return Position(length)
    return Position(length, tuple(listed[: count or 1] if "first" in said else listed[-(count or 1) :]))


def _numbers_before(tokens: list[Token], at: int, listed: Sequence[int]) -> tuple[int, ...]:
    """Return the numbers of the list that stand before: "1 và 3, hai việc này xong rồi"."""
    named = [int(token.source) for token in tokens[:at] if token.kind is TokenKind.NUMBER]
    return tuple(dict.fromkeys(number for number in named if number in listed))


def _further_ordinal(tokens: list[Token], at: int) -> Position | None:
    """Read "thứ hai" after "thứ nhất", "việc thứ …" or "việc đầu tiên"; without them it is a Monday."""
    words = bare_words(tokens, at, 2)
    if words[:1] != ["thu"] or len(words) < 2:
        return None
    before = " ".join(bare_words(tokens, max(0, at - _LOOK_BACK), min(at, _LOOK_BACK)))
    if not _COUNTS_BY_PLACE.search(before):
        return None
    opens = tokens[at - 1].kind is TokenKind.BREAK or tokens[at - 1].spelling.bare in ("va", "con", "roi")
    number = tokens[at + 1]
    value = (
        int(number.source)
        if number.source.isdecimal()
        else 4
        if words[1] == "tu"
        else numeral(number.spelling)
    )
    if not opens or not value or value > _LONGEST or _goes_on_otherwise(tokens, at + 2):
        return None
    return Position(2, (value,))


def _count(covered: list[Token], said: str | None) -> int | None:
    """Return the number of duties said, None for no number, 0 where the word is no number."""
    if said is None:
        return None
    if said.isdecimal():
        return int(said)
    if said in _ENGLISH_COUNTS:
        return _ENGLISH_COUNTS[said]
    word = next(token for token in covered if token.spelling.bare == said)
    return numeral(word.spelling) or 0


def _is_spelled_so(covered: list[Token]) -> bool:
    """Tell whether the accents that were typed agree: "đâu" is not "đầu"."""
    return all(
        token.spelling.accents_left_out_of(_ACCENTED[token.spelling.bare]) is not None
        for token in covered
        if token.spelling.bare in _ACCENTED
    )


def _goes_on_otherwise(tokens: list[Token], at: int) -> bool:
    if at >= len(tokens):
        return False
    word = tokens[at].spelling
    others = (*_TIMES, *_ALSO_AFTER.get(tokens[at - 1].spelling.bare, ()))
    if word.bare == "ngay":  # "cuối ngày", against "việc cuối ngày mai nộp"
        following = bare_words(tokens, at + 1, 1)
        return not any(other in _DAY_AFTER or other.isdecimal() for other in following)
    return word.bare in _OTHER_WORDS_EN or any(
        word.accents_left_out_of(other) is not None for other in others
    )
