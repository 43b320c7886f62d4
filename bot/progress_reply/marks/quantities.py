"""Read how much is done: "60%", "sáu mươi phần trăm", "2/3", "18 trên 24", "hơn một nửa"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.progress_reply.words.spelling import Spelling, spell
from bot.progress_reply.words.tokens import Token, TokenKind

_DIGITS: Mapping[str, int] = MappingProxyType(
    {
        "mot": 1,
        "hai": 2,
        "ba": 3,
        "bon": 4,
        "tu": 4,
        "nam": 5,
        "lam": 5,
        "sau": 6,
        "bay": 7,
        "bảy": 7,
        "tam": 8,
        "chin": 9,
    }
)
_NUMERALS = (
    *(
        (spell(word), value)
        for value, word in enumerate(
            ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], 1
        )
    ),
    (spell("nhất"), 1),  # "việc thứ nhất"
)
_LEAST_YEAR = 1900  # "6/2018" is a month
_SPAN_DAYS: Mapping[str, int] = MappingProxyType(
    {
        "phut": 0,
        "tieng": 0,
        "ngay": 1,
        "hom": 1,
        "bua": 1,
        "day": 1,
        "days": 1,
        "tuan": 7,
        "week": 7,
        "weeks": 7,
        "thang": 30,
        "month": 30,
        "months": 30,
    }
)
_VAGUE_COUNTS: Mapping[str, int] = MappingProxyType(
    {"vai": 0, "may": 0, "it": 0, "nua": 0, "a": 1, "one": 1, "two": 2}
)
_PERCENT_WORDS = ("phan tram", "phan chan", "percent", "per cent", "pt", "%")
_OF = (
    ("tren", "tong", "so"),
    ("trong", "tong", "so"),
    ("trong", "so"),
    ("out", "of"),
    ("tren",),
    ("trong",),
    ("of",),
)
# in "1 xong/2 xong" the numbers are items
_UNITS = frozenset(
    [
        "ha",
        "km",
        "m",
        "ty",
        "trieu",
        "tan",
        "xa",
        "huyen",
        "thon",
        "ban",
        "xom",
        "ho",
        "nguoi",
        "truong",
        "lop",
        "nha",
        "cuoc",
        "buoi",
    ]
)
_HALF = re.compile(
    r"(?:(?:(?:hon|gan|qua|gia|non|duoc|khoang|tam) )?(?:mot|phan)|hon|gan|qua|gia|non|duoc) nua(?= |$)"
    r"|(?:a )?half(?= |$)"
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the work found in the words; ``percent`` is None where it is no share (more than all)."""

    length: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time found in the words; ``days`` is None where it cannot be counted ("vài ngày")."""

    length: int
    days: int | None
    is_more: bool  # "two more weeks"


def _percent(part: float, whole: float = 100) -> int | None:
    share = 100 * part / whole
    return int(share + 0.5) if 0 <= share <= 100 else None


def numeral(word: Spelling, *, in_full: bool = False) -> int | None:
    """Return the value of "một" to "mười"; "tầm" is not "tám", nor is "sau" "sáu" where accents are typed."""
    most = 0 if in_full else len(word.bare)
    for spelling, value in _NUMERALS:
        left_out = word.accents_left_out_of(spelling)
        if left_out is not None and left_out <= most:
            return value
    return None


def spelled_number(words: list[str]) -> tuple[int, int]:
    """Read a number up to 100 spelled in Vietnamese; return (how many words, value), (0, 0) for none."""
    if not words:
        return 0, 0
    first, *rest = words
    if first == "mot" and rest[:1] == ["tram"]:
        return 2, 100
    if first == "muoi":
        return (2, 10 + _DIGITS[rest[0]]) if rest and rest[0] in _DIGITS else (1, 10)
    if first not in _DIGITS or first == "lam":
        return 0, 0
    if rest[:1] == ["lam"]:  # "bảy lăm" is 75, said quickly
        return 2, 10 * _DIGITS[first] + 5
    if rest[:1] in (["muoi"], ["chuc"]):
        tens = 10 * _DIGITS[first]
        return (3, tens + _DIGITS[rest[1]]) if len(rest) > 1 and rest[1] in _DIGITS else (2, tens)
    return 1, _DIGITS[first]


def read_share(tokens: list[Token], at: int) -> Share | None:
    """Read the share of the work that begins at token ``at``; dates have been ruled out before."""
    token = tokens[at]
    if token.kind is TokenKind.PERCENT:
        return Share(1, _percent(_decimal(token.source)))
    if token.kind is TokenKind.SLASHED:
        return None if _is_after_comma(tokens, at) else _slashed(token)
    window = [follower.spelling.bare for follower in tokens[at : at + 7]]
    if token.kind is TokenKind.NUMBER:
        return _number(tokens, at, window)
    if token.kind is TokenKind.WORD:
        return _words(tokens, at, window)
    return None


def _is_after_comma(tokens: list[Token], at: int) -> bool:
    """Tell whether the comma has parted off the first figure: "3,2/4 tỷ", "1,2 tỷ trên 2 tỷ"."""
    return at > 1 and tokens[at - 1].source in ",." and tokens[at - 2].end == tokens[at].start - 1


def _decimal(source: str) -> float:
    return float(source.rstrip("%％ \u00a0").replace(",", "."))


def _slashed(token: Token) -> Share | None:
    numbers = [int(number) for number in re.findall(r"\d+", token.source.replace(".", ""))]
    if len(numbers) != 2 or not 0 < numbers[1] < _LEAST_YEAR:
        return None
    return Share(1, _percent(*numbers))


def _number(tokens: list[Token], at: int, window: list[str]) -> Share | None:
    value = _small_number(window[0])
    if value is None:
        return None
    # "60-70%": the lower end is what is sure; below ten it is an item: "1-60%".
    if len(window) > 2 and window[1] in "-–" and tokens[at + 2].kind is TokenKind.PERCENT:
        upper = _decimal(tokens[at + 2].source)
        together = tokens[at].end == tokens[at + 1].start  # "10 - 50%" is item 10
        return Share(3, _percent(value)) if 10 <= value < upper and (together or value >= 20) else None
    for length in (2, 1):
        if " ".join(window[1 : 1 + length]) in _PERCENT_WORDS:
            return Share(1 + length, _percent(value))
    if window[1:2] == ["phan"] and len(window) > 2 and (whole := _small_number(window[2])):
        return Share(3, _percent(value, whole))
    if window[1:2] == ["nua"] and value == 1 and "ữ" not in tokens[at + 1].source.casefold():
        return Share(2, 50)
    return _of(window, 1, value) or (None if _is_after_comma(tokens, at) else _of_same_unit(window, value))


def _of_same_unit(window: list[str], part: int) -> Share | None:
    """Read "30 ha/100 ha", "3 lớp trên 5 lớp", "5 xã trong tổng số 12 xã": the unit must be repeated."""
    unit, rest = window[1:2], window[2:]
    joined = next((words for words in (("/",), *_OF) if tuple(rest[: len(words)]) == words), ())
    number, again = rest[len(joined) : len(joined) + 1], rest[len(joined) + 1 : len(joined) + 2]
    whole = _small_number(number[0]) if joined and number else None
    if not whole or unit[0] not in _UNITS or again != unit:
        return None
    return Share(len(joined) + 4, _percent(part, whole))


def _words(tokens: list[Token], at: int, window: list[str]) -> Share | None:
    if "ử" in tokens[at].source.casefold() and window[0] == "nua":  # not "nữa"
        return Share(1, 50)
    if half := _HALF.match(" ".join(window)):
        length = half[0].count(" ") + 1
        # "hơn nữa" is "moreover": ngã, where "nửa" has hỏi
        return None if "ữ" in tokens[at + length - 1].source.casefold() else Share(length, 50)
    length, value = spelled_number(window) if numeral(tokens[at].spelling) else (0, 0)
    if not length:
        return None
    rest = window[length:]
    for words in (2, 1):
        if " ".join(rest[:words]) in _PERCENT_WORDS:
            return Share(length + words, _percent(value))
    if rest[:1] == ["phan"]:
        more, whole = spelled_number(rest[1:])
        return Share(length + 1 + more, _percent(value, whole)) if more and whole > 1 else None
    return _of(window, length, value)


def _of(window: list[str], at: int, part: int) -> Share | None:
    for words in _OF:
        if tuple(window[at : at + len(words)]) != words:
            continue
        rest = window[at + len(words) :]
        if rest and (whole := _small_number(rest[0])):
            return Share(at + len(words) + 1, _percent(part, whole))
        more, whole = spelled_number(rest)
        return Share(at + len(words) + more, _percent(part, whole)) if more > 0 and whole > 0 else None
    return None


def _small_number(word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) <= 6 else None


def read_duration(tokens: list[Token], at: int) -> Duration | None:
    """Read "5 ngày", "một tuần", "nửa tháng", "2 weeks"; a month is 30 days, working days stay uncounted."""
    window = [follower.spelling.bare for follower in tokens[at : at + 7]]
    if tokens[at].kind is TokenKind.NUMBER and len(tokens[at].source) <= 3:
        length, value = 1, int(tokens[at].source)
    elif window[0] in _VAGUE_COUNTS:
        length, value = 1, _VAGUE_COUNTS[window[0]]
    elif numeral(tokens[at].spelling):
        length, value = spelled_number(window)
    else:  # "từ tháng 5" is not "tư tháng"
        return None
    if not length:
        return None
    is_more = window[length : length + 1] == ["more"]
    unit = window[length + is_more : length + is_more + 1]
    if not unit or unit[0] not in _SPAN_DAYS:
        return None
    length += is_more + 1
    if window[length : length + 2] == ["lam", "viec"]:
        return Duration(length + 2, None, is_more)
    days = _SPAN_DAYS[unit[0]] // 2 if window[0] == "nua" else value * _SPAN_DAYS[unit[0]]
    return Duration(length, days or None, is_more)
