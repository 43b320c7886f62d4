"""Read the time of day ("lúc 15h", "8 giờ 30") and put figures for spelled numbers of a calendar day."""

import re

from bot.progress_reply.marks.quantities import spelled_number
from bot.progress_reply.words.tokens import Token, TokenKind, bare_words

_LONGEST_TIME = 7  # tokens
_CLOCK = re.compile(
    r"(?:(?:vao )?(?:luc|hoi|khoang) )?(?:[01]?\d|2[0-3]) (?:h|g|gio)"
    r"(?: (?:[0-5]\d|ruoi)(?: ?p(?:hut)?)?)?"
    r"(?: (?:sang|trua|chieu|toi)(?! (?:mai|nay|qua|hom|\d|thu)))?(?= |$)"
)
_DAY_LEADS = frozenset({"ngay", "mung", "mong"})
_TOWARDS = frozenset({"den", "toi", "sang", "qua", "truoc", "han"})
_LONGEST = 3  # words: "hai mươi lăm"
_OWN_NAMES = {"gieng": 1, "chap": 12}
_DAYS = 31
_MONTHS = 12
_LEAST_LONE_DAY = 10  # "ngày một ngày hai", "ngay từ" are no days


def clock_length(tokens: list[Token], at: int) -> int:
    """Return how many tokens tell the time of day from ``at`` on; 0 for none."""
    if tokens[at].kind not in (TokenKind.WORD, TokenKind.NUMBER):
        return 0
    found = _CLOCK.match(" ".join(bare_words(tokens, at, _LONGEST_TIME)))
    return found[0].count(" ") + 1 if found else 0


def calendar_words(tokens: list[Token], at: int, count: int) -> tuple[list[str], list[int]]:
    """Return up to ``count`` bare words from ``at`` on, numbers of days and months as figures.

    The second list tells how many tokens each word stands for.
    """
    words: list[str] = []
    widths: list[int] = []
    place = at
    while place < len(tokens) and len(words) < count:
        lead = words[-1] if words else " ".join(bare_words(tokens, max(0, at - 1), min(at, 1)))
        width, value = _number(tokens, place, lead, opens=not words)
        words.append(str(value) if width else tokens[place].spelling.bare)
        widths.append(max(width, 1))
        place += max(width, 1)
    return words, widths


def _number(tokens: list[Token], at: int, lead: str, *, opens: bool) -> tuple[int, int]:
    """Return (how many tokens, value) of a spelled day or month after its lead-in; (0, 0) for none."""
    if tokens[at].kind is not TokenKind.WORD:
        return 0, 0
    if lead == "thang" and not opens:
        return _month(tokens, at)
    if lead not in (_TOWARDS if opens else _DAY_LEADS):
        return 0, 0
    width, value = spelled_number(bare_words(tokens, at, _LONGEST))
    of_month = bare_words(tokens, at + width, 1) == ["thang"]
    is_day = of_month if opens else of_month or value >= _LEAST_LONE_DAY or lead != "ngay"
    return (width, value) if value <= _DAYS and is_day else (0, 0)


def _month(tokens: list[Token], at: int) -> tuple[int, int]:
    word = tokens[at].spelling
    if word.bare in _OWN_NAMES:
        return 1, _OWN_NAMES[word.bare]
    if word.bare == "sau" and not word.tone:  # "tháng sau"
        return 0, 0
    width, value = spelled_number(bare_words(tokens, at, 2))
    return (1, 10) if value > _MONTHS else (width, value)  # "tháng mười năm 2018"
