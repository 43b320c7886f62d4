"""Cut a text into words, numbers, document numbers and punctuation, keeping where each one stood."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from bot.progress_reply.words.spelling import Spelling, spell


class TokenKind(Enum):
    """What a token is by its shape alone."""

    WORD = auto()
    NUMBER = auto()
    PERCENT = auto()  # "60%", "75,5 %"
    SLASHED = auto()  # "18/24", "15/6", "15/6/2018": a fraction or a date
    DOCUMENT = auto()  # "123/BC-SYT"
    BREAK = auto()  # , ; . : ! newline ( ) – and dashes
    QUESTION = auto()
    JOINER = auto()  # & + -
    SMILEY = auto()  # ":D", "=))"
    SYMBOL = auto()  # emoji and the like


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text; ``text[start:end]`` is its source."""

    kind: TokenKind
    source: str
    start: int
    end: int
    spelling: Spelling


_PLAIN = MappingProxyType(
    {
        **dict.fromkeys("\t\u00a0\u202f\u2007", " "),
        **dict.fromkeys("’‘", "'"),
        "\u20e3": ".",  # the frame of "1️⃣"
        "\ufe0f": "",  # asks for a coloured picture
    }
)
_TYPES = "BC|KH|QĐ|QD|CV|TB|TTR|HD|NQ|CT|PA|ĐA|BB|GM|UBND|HĐND|HDND|TU|HU|CP|TTG|SLĐTBXH|VP"
_SAID = "ch[uư]a|kh[oô]ng|xong|[dđ][aã]|[dđ]ang|s[aắ]p|s[eẽ]|g[uử]i|n[oộ]p|ho[aà]n"  # "45/BC - CHUA XONG"
_PATTERNS = (
    # 123/BC-SYT, 45 / KH - UBND, 123/2018/QĐ-UBND, 7-BC/HU; a known kind of document is required so that
    # "1/XONG" stays an item.
    (
        TokenKind.DOCUMENT,
        (
            rf"\d{{1,6}}[ ]?(?:-[ ]?(?:{_TYPES})[ ]?/[ ]?[^\W\d_]{{1,10}}"
            rf"|/[ ]?(?:\d{{4}}[ ]?/[ ]?)?(?:{_TYPES})\b"
            rf"(?:(?:[-–]|[ ]?[-–][ ]?(?!(?:{_SAID})\b)(?-i:(?=[A-ZĐ]{{2}})))[^\W\d_]{{1,12}}"
            r"(?:&[^\W\d_]{1,8})?\d?){0,3}"
            r"|/[^\W\d_]{2,10}(?:&[^\W\d_]{1,8})?-[^\W_]{2,10}(?:&[^\W\d_]{1,8})?(?![^\W_]))(?:/\d{4})?"
        ),
    ),
    (TokenKind.PERCENT, r"\d{1,4}(?:[.,]\d{1,3})?\s?(?:%|％)"),
    (
        TokenKind.SLASHED,
        r"\d{1,3}(?:\.\d{3})+\s?/\s?\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,4}\s?/\s?\d{1,4}(?:\s?/\s?(?:\d{4}|\d{2}))?(?![\d%])(?!\s?%)",
    ),
    (TokenKind.NUMBER, r"\d+"),
    # "t/khai", "b/cáo": office abbreviations, see ``short_forms``
    (
        TokenKind.WORD,
        r"(?:[th]/(?:khai|hiện|hien|thành|thanh)|b/c(?:[áa]o)?|k/(?:ph[íi]|hoạch|hoach))\b|[^\W\d_]+",
    ),
    # ":D", "=))", "^^", ":3": only after a space or a word's end, so that "1:3" and "x)" stay
    (TokenKind.SMILEY, r"(?<![\d\w])(?:[:;=][-']?(?:[)(]+|[DPpvo3](?![^\W_]))|\^[_.]*\^|<3|T[_.]T)"),
    (TokenKind.QUESTION, r"\?+|？"),
    (TokenKind.BREAK, r"[,;:.!()\[\]\n\r…–—|=>→/\"“”]"),
    (TokenKind.JOINER, r"[&+-]"),
    (TokenKind.SYMBOL, r"[^\s]"),
)
_TOKEN = re.compile("|".join(f"(?P<{kind.name}>{pattern})" for kind, pattern in _PATTERNS), re.IGNORECASE)


def tidy(text: str) -> str:
    """Return the text in NFC, with odd spaces made plain and invisible characters dropped."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        _PLAIN.get(char, char)
        for char in composed
        if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )


def tokenize(text: str) -> list[Token]:
    """Cut a tidied text into tokens; spaces are dropped. Linear in the length of the text."""
    return [
        Token(TokenKind[found.lastgroup or "SYMBOL"], found[0], found.start(), found.end(), spell(found[0]))
        for found in _TOKEN.finditer(text)
    ]


def bare_words(tokens: list[Token], at: int, count: int) -> list[str]:
    """Return up to ``count`` words from ``at`` on, without accents and case."""
    return [token.spelling.bare for token in tokens[at : at + count]]
