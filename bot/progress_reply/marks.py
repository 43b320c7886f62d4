"""Turn tokens into marks: each recognised word, phrase, number, day or document with the signs it carries."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from bot.progress_reply.days import MAX_WORDS, last_such_day, read_day
from bot.progress_reply.lexicon import PHRASES
from bot.progress_reply.quantities import numeral, read_share, spelled_number
from bot.progress_reply.short_forms import SHORT_FORMS
from bot.progress_reply.signs import Sign
from bot.progress_reply.spelling import Spelling, is_one_slip_away, spell, squeeze, undo_telex
from bot.progress_reply.tokens import Token, TokenKind
from plan_data.units import fold

Signs = frozenset[Sign]

# Signs that only ever make a reply less finished: a wrongly typed accent does not keep them from counting.
_DOUBTS: Signs = frozenset({Sign.NOT_YET, Sign.NOT})
_LOOSE = frozenset({"chua", "khong"})
_BY_SHAPE: Mapping[TokenKind, Sign] = {
    TokenKind.BREAK: Sign.BREAK,
    TokenKind.QUESTION: Sign.ASK,
    TokenKind.JOINER: Sign.AND,
    TokenKind.SYMBOL: Sign.UNKNOWN,
}
_ACKNOWLEDGING_SYMBOLS = frozenset("👍👌🆗🫡")
_DURATION_UNITS: Mapping[str, int] = {
    **{"ngay": 1, "hom": 1, "bua": 1, "day": 1, "days": 1},
    **{"tuan": 7, "week": 7, "weeks": 7, "thang": 30, "month": 30, "months": 30},
}
_DOCUMENT_TYPES = frozenset({"bc", "kh", "qd", "cv", "hd", "tb"})
_REPORT_TYPES = frozenset(
    {"bc", "kh", "qd", "cv", "bao cao", "ke hoach", "quyet dinh", "cong van", "van ban", "report"}
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Some tokens and what they are evidence of; ``start``/``end`` is their place in the text.

    ``number`` is a percent, an item number, or a number of days, by sign; ``document`` a document's number.
    """

    signs: Signs
    source: str
    start: int
    end: int
    number: int | None = None
    day: date | None = None
    document: str | None = None

    @property
    def folded(self) -> str:
        """The source without accents and case."""
        return fold(self.source)

    def has(self, *signs: Sign) -> bool:
        """Tell whether this mark carries one of the signs."""
        return not self.signs.isdisjoint(signs)


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[Spelling, ...]
    signs: Signs


@cache
def _phrases() -> Mapping[tuple[str, ...], tuple[_Phrase, ...]]:
    """Index the lexicon by bare words; built once, on first use."""
    signs_of: dict[str, set[Sign]] = {}
    for sign, phrases in PHRASES.items():
        for phrase in phrases:
            signs_of.setdefault(phrase, set()).add(sign)
    index: dict[tuple[str, ...], list[_Phrase]] = {}
    for phrase, signs in signs_of.items():
        words = tuple(spell(word) for word in _WORDS.findall(phrase))
        index.setdefault(tuple(word.bare for word in words), []).append(_Phrase(words, frozenset(signs)))
    return {key: tuple(found) for key, found in index.items()}


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for phrase in _phrases() for word in phrase)


@cache
def _longest() -> int:
    return max(map(len, _phrases()))


_WORDS = re.compile(r"[^\W_]+|'")


def expand(tokens: list[Token]) -> list[Token]:
    """Replace short forms and slips of the finger by the words meant; the places in the text stay."""
    meant: list[Token] = []
    for place, token in enumerate(tokens):
        follower = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.source == "0":  # "0 xong"
            token = replace(token, kind=TokenKind.WORD, spelling=spell("không"))
        words = (token.spelling,) if _begins_document(token, follower) else _meant(token)
        meant.extend(Token(token.kind, token.source, token.start, token.end, word) for word in words)
    return meant


def _begins_document(token: Token, follower: Token | None) -> bool:
    """Tell whether "KH" stands for "kế hoạch", not for "không": the number follows."""
    return (
        token.spelling.bare in _DOCUMENT_TYPES
        and follower is not None
        and (follower.kind in (TokenKind.DOCUMENT, TokenKind.NUMBER) or follower.spelling.bare == "so")
    )


_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii"})


def _meant(token: Token) -> tuple[Spelling, ...]:
    spelling = token.spelling
    if token.kind is not TokenKind.WORD:
        return (spelling,)
    if spelling.is_plain and spelling.bare in SHORT_FORMS:
        return tuple(spell(word) for word in SHORT_FORMS[spelling.bare])
    if spelling.bare in _vocabulary() or spelling.bare in _ROMAN:
        return (spelling,)
    for repaired in (squeeze(spelling.bare), undo_telex(spelling.bare)):
        if repaired in SHORT_FORMS:
            return tuple(spell(word) for word in SHORT_FORMS[repaired])
        if repaired in _vocabulary():
            return (spell(repaired),)
    return (spelling,)


def find_marks(tokens: list[Token], today: date | None) -> list[Mark]:
    """Read the tokens from left to right, the longest recognised phrase first."""
    marks: list[Mark] = []
    at = 0
    while at < len(tokens):
        length, mark = _mark_at(tokens, at, today)
        marks.append(mark)
        at += length
    return marks


def _mark_at(tokens: list[Token], at: int, today: date | None) -> tuple[int, Mark]:
    for read in (_document, _duration, _day):
        if found := read(tokens, at, today):
            return found
    if share := read_share(tokens, at):
        return share.length, _make(tokens, at, share.length, {Sign.PERCENT}, number=share.percent)
    token = tokens[at]
    if token.kind is TokenKind.NUMBER:
        number = int(token.source) if len(token.source) <= 3 else None
        return 1, _make(tokens, at, 1, {Sign.NUMBER}, number=number)
    value = numeral(token.spelling)
    if found := _phrase(tokens, at, value):
        return found
    if token.source in _ACKNOWLEDGING_SYMBOLS:
        return 1, _make(tokens, at, 1, {Sign.ACK})
    if denial := _misspelt_denial(tokens, at):
        return 1, _make(tokens, at, 1, {denial})
    return 1, _make(tokens, at, 1, {_BY_SHAPE.get(token.kind, Sign.UNKNOWN)}, number=value)


def _make(
    tokens: list[Token],
    at: int,
    length: int,
    signs: Iterable[Sign],
    *,
    number: int | None = None,
    day: date | None = None,
    document: str | None = None,
) -> Mark:
    length = min(length, len(tokens) - at)
    covered = tokens[at : at + length]
    source = " ".join(token.source for token in covered)
    return Mark(frozenset(signs), source, covered[0].start, covered[-1].end, number, day, document)


def _window(tokens: list[Token], at: int, size: int = MAX_WORDS) -> list[str]:
    return [token.spelling.bare for token in tokens[at : at + size]]


def _document(tokens: list[Token], at: int, today: date | None) -> tuple[int, Mark] | None:
    """Read "BC số 45/BC-UBND ngày 29/5" as one mark; a bare "báo cáo số 45" counts too."""
    reach = at
    while reach < len(tokens) and reach < at + 5 and tokens[reach].spelling.bare in _BEFORE_NUMBER:
        reach += 1
    if reach > at and tokens[reach - 1].source == "." and tokens[reach - 2].spelling.bare not in ("no", "so"):
        return None
    if reach >= len(tokens) or tokens[at].source == ".":
        return None
    token = tokens[reach]
    if token.kind is TokenKind.DOCUMENT:
        number = re.sub(r"\s+", "", token.source).replace("–", "-").upper()
    elif token.kind is TokenKind.NUMBER and _names_report(tokens, at, reach):
        number = token.source
    else:
        return None
    length = reach + 1 - at
    after = at + length
    if after < len(tokens) and tokens[after].spelling.bare == "on":  # "report 5/BC-UBND on 10/5"
        length, after = length + 1, after + 1
    following = read_day(_window(tokens, after), "ngay", today) if after < len(tokens) else None
    if following is None or following.is_ahead:
        return length, _make(tokens, at, length, {Sign.DOCUMENT}, document=number)
    length += following.length
    said = " ".join(_window(tokens, after, following.length))
    day = last_such_day(following.day, has_year=bool(re.search(r"\d{4}", said)), today=today)
    return length, _make(tokens, at, length, {Sign.DOCUMENT}, document=number, day=day)


_BEFORE_NUMBER = frozenset(
    ". bao cao bc kh ke hoach qd quyet dinh cv cong van van ban so tb no report number".split()
)


def _names_report(tokens: list[Token], at: int, reach: int) -> bool:
    """Tell whether "báo cáo số" or "BC" stands directly before a bare number that is a document's."""
    words = _window(tokens, at, reach - at)
    if not words or words[0] == "so":
        return False
    has_number_word = words[-1] in ("so", "no", "number")
    kind = " ".join(words[:-1] if has_number_word else words)
    is_short = tokens[at].source.casefold() in ("bc", "cv", "kh", "qd", "qđ")
    followed_by = tokens[reach + 1].spelling.bare if reach + 1 < len(tokens) else ""
    return (
        kind in _REPORT_TYPES
        and (has_number_word or is_short)
        and followed_by not in ("xa", "huyen", "ngay", "thang")
    )


def _duration(tokens: list[Token], at: int, today: date | None) -> tuple[int, Mark] | None:
    """Read "5 ngày", "một tuần", "2 weeks"; a month counts as 30 days, working days stay uncounted."""
    window = _window(tokens, at)
    if read_day(window, "", today):
        return None
    if tokens[at].kind is TokenKind.NUMBER and len(tokens[at].source) <= 3:
        length, value = 1, int(tokens[at].source)
    elif window[0] in ("vai", "may", "it", "nua", "a", "one", "two"):
        length, value = 1, {"a": 1, "one": 1, "two": 2}.get(window[0], 0)
    else:
        length, value = spelled_number(window)
    signs = {Sign.DURATION}
    if length and window[length : length + 1] == ["more"]:  # "two more weeks"
        length, signs = length + 1, {Sign.DURATION, Sign.EXTEND}
    if not length or len(window) <= length or window[length] not in _DURATION_UNITS:
        return None
    days: int | None = value * _DURATION_UNITS[window[length]]
    if window[0] == "nua":
        days = _DURATION_UNITS[window[length]] // 2
    length += 1
    if window[length : length + 2] == ["lam", "viec"]:
        length, days = length + 2, None
    return length, _make(tokens, at, length, signs, number=days or None)


def _day(tokens: list[Token], at: int, today: date | None) -> tuple[int, Mark] | None:
    before = tokens[at - 1].spelling.bare if at else ""
    found = read_day(_window(tokens, at), before, today)
    if not found:
        return None
    if tokens[at].spelling.bare == "mai" and not tokens[at].spelling.is_plain:
        return None
    if before in ("chi", "co", "anh", "em", "ban") and tokens[at].spelling.bare == "mai":
        return None  # somebody called Mai
    signs = {Sign.DATE, Sign.FUTURE} if found.is_ahead else {Sign.DATE}
    if "tu" in _window(tokens, max(0, at - 2), min(at, 2)):  # "từ thứ 6", "từ hôm thứ hai"
        signs = {Sign.DATE, Sign.PAST}
    return found.length, _make(tokens, at, found.length, signs, day=found.day)


def _phrase(tokens: list[Token], at: int, number: int | None) -> tuple[int, Mark] | None:
    window = [token.spelling for token in tokens[at : at + _longest()]]
    for length in range(len(window), 0, -1):
        typed = window[:length]
        candidates = _phrases().get(tuple(word.bare for word in typed))
        if not candidates:
            continue
        signs = _settle(tokens, at, _signs(typed, candidates))
        if signs:
            return length, _make(tokens, at, length, signs, number=number if length == 1 else None)
    if len(window) > 1 and _is_misspelt_finish(window[0].bare, window[1].bare):
        return 2, _make(tokens, at, 2, {Sign.DONE})
    return None


def _settle(tokens: list[Token], at: int, signs: Signs) -> Signs:
    """Decide whether a plain "cho" is "chờ" or "cho", by its neighbours."""
    if {Sign.NOT, Sign.OBSTACLE} <= signs:  # a plain "hong" is "hông" rather than "hỏng"
        return signs - {Sign.OBSTACLE}
    if not {Sign.WAIT, Sign.NEUTRAL} <= signs:
        return signs
    before = tokens[at - 1] if at else None
    after = tokens[at + 1].spelling.bare if at + 1 < len(tokens) else ""
    opens = (
        before is None
        or before.kind is TokenKind.BREAK
        or before.spelling.bare in ("dang", "con", "van", "phai")
    )
    if after in _WAITED_FOR or (opens and after not in _GIVEN_TO):
        return frozenset({Sign.WAIT})
    return signs - {Sign.WAIT, Sign.NOT}


_WAITED_FOR = frozenset("ky duyet huong kinh phe y lanh phan chi".split())
_GIVEN_TO = frozenset(
    "em toi minh xin anh chi chau bon xa huyen don lui gia them hoi biet nop phep chung phong".split()
)


def _signs(typed: list[Spelling], candidates: tuple[_Phrase, ...]) -> Signs:
    """Return the signs of the candidates that agree best with the accents typed."""
    agreeing: dict[int, list[Signs]] = {}
    for phrase in candidates:
        left_out = [own.accents_left_out_of(word) for own, word in zip(typed, phrase.words, strict=True)]
        known = [count for count in left_out if count is not None]
        if len(known) == len(left_out):
            agreeing.setdefault(sum(known), []).append(phrase.signs)
    if not agreeing:
        loosely = (phrase.signs & _DOUBTS for phrase in candidates if phrase.words[0].bare in _LOOSE)
        return frozenset().union(*loosely)
    if all(word.is_plain for word in typed):
        return frozenset().union(*(signs for each in agreeing.values() for signs in each))
    return frozenset().union(*agreeing[min(agreeing)])


def _misspelt_denial(tokens: list[Token], at: int) -> Sign | None:
    """Judge a strange word before "xong": "chưa" with one slip denies it, a strange short form makes it unsure."""
    word = tokens[at].spelling.bare
    follower = tokens[at + 1].spelling.bare if at + 1 < len(tokens) else ""
    if tokens[at].kind is not TokenKind.WORD or follower not in ("xong", "hoan", "lam", "nop", "gui"):
        return None
    if is_one_slip_away(word, "chua"):
        return Sign.NOT_YET
    return Sign.HEDGE if len(word) <= 3 and not _VOWELS & set(word) else None


_VOWELS = frozenset("aeiouy")


def _is_misspelt_finish(first: str, second: str) -> bool:
    """Tell whether two words are "hoàn thành" with one slip in one of them."""
    return (first == "hoan" and is_one_slip_away(second, "thanh")) or (
        second == "thanh" and is_one_slip_away(first, "hoan")
    )
