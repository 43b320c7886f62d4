"""Read a document's number and day: "BC số 45/BC-UBND ngày 29/5", "báo cáo số 45"."""

import re
from dataclasses import dataclass
from datetime import date

from bot.progress_reply.marks.days import MAX_WORDS, last_such_day, read_day
from bot.progress_reply.words.tokens import Token, TokenKind, bare_words

_LEAD_IN = 5  # words: "báo cáo số", "quyết định số"
_BEFORE_NUMBER = frozenset(
    {
        ".",
        "bao",
        "cao",
        "bc",
        "kh",
        "ke",
        "hoach",
        "qd",
        "quyet",
        "dinh",
        "cv",
        "cong",
        "van",
        "ban",
        "so",
        "tb",
    }
    | {"no", "report", "number"}
)
_NUMBER_WORDS = frozenset({"so", "no", "number"})
_SHORT_TYPES = frozenset({"bc", "cv", "kh", "qd", "qđ"})
_TYPES = _SHORT_TYPES | {"bao cao", "ke hoach", "quyet dinh", "cong van", "van ban", "report"}
_NEVER_COUNTED = frozenset({"cong van", "quyet dinh"})
_COUNTED = frozenset({"xa", "huyen", "ngay", "thang"})


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A document named in the words: how many tokens it took, its number, its day if that can be known."""

    length: int
    number: str
    day: date | None


def read_document(tokens: list[Token], at: int, today: date | None) -> NamedDocument | None:
    """Read the document that is named from token ``at`` on."""
    reach = _number_place(tokens, at)
    if reach is None:
        return None
    token = tokens[reach]
    if token.kind is TokenKind.DOCUMENT:
        written = re.sub(r"\s+", "", token.source).replace("–", "-")
        # "88/TTr-STC" stays; "7/bc-ubnd" was typed in haste
        number = written.upper() if written == written.lower() else written
    elif token.kind is TokenKind.NUMBER and _names_report(tokens, at, reach):
        number = token.source
    else:
        return None
    after = reach + 1
    if bare_words(tokens, after, 1) == ["on"]:
        after += 1
    words = bare_words(tokens, after, MAX_WORDS)
    following = read_day(words, "ngay", today)
    if following is None or following.is_ahead:
        return NamedDocument(reach + 1 - at, number, None)
    has_year = bool(re.search(r"\d{4}", " ".join(words[: following.length])))
    day = last_such_day(following.day, has_year=has_year, today=today)
    return NamedDocument(after + following.length - at, number, day)


def _number_place(tokens: list[Token], at: int) -> int | None:
    """Return where the number stands after "báo cáo số", "BC", "report no."."""
    words = bare_words(tokens, at, _LEAD_IN)
    lead_in = next((place for place, word in enumerate(words) if word not in _BEFORE_NUMBER), len(words))
    if "." in words[:lead_in] and (words[lead_in - 1] != "." or words[lead_in - 2] not in _NUMBER_WORDS):
        return None
    return at + lead_in if at + lead_in < len(tokens) else None


def _names_report(tokens: list[Token], at: int, reach: int) -> bool:
    """Tell whether "báo cáo số" or "BC" stands directly before a bare number, which is then a document's."""
    words = bare_words(tokens, at, reach - at)
    if not words or words[0] == "so":
        return False
    has_number_word = words[-1] in _NUMBER_WORDS
    kind = " ".join(words[:-1] if has_number_word else words)
    is_short = tokens[at].source.casefold() in _SHORT_TYPES
    counts = bool(_COUNTED & set(bare_words(tokens, reach + 1, 1)))
    is_long = len(tokens[reach].source) > 1 and kind in _NEVER_COUNTED  # "tại Công văn 125"
    return kind in _TYPES and (has_number_word or is_short or is_long) and not counts
