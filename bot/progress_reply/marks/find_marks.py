"""Turn tokens into marks: each recognised word, phrase, number, day or document with the signs it carries."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.progress_reply.marks.days import MAX_WORDS, DayWords, last_such_day, read_day
from bot.progress_reply.marks.documents import read_document
from bot.progress_reply.marks.mark import Mark
from bot.progress_reply.marks.names import signed_tokens
from bot.progress_reply.marks.positions import Position, find_positions
from bot.progress_reply.marks.quantities import numeral, read_duration, read_share
from bot.progress_reply.marks.time_words import calendar_words, clock_length
from bot.progress_reply.words.bare_letters import is_no_phrase, settle
from bot.progress_reply.words.signs import Sign, Signs
from bot.progress_reply.words.tokens import Token, TokenKind, bare_words
from bot.progress_reply.words.vocabulary import (
    is_in_lexicon,
    is_misspelt_finish,
    is_written_in_full,
    longest_phrase,
    misspelt_denial,
    signs_of,
)

_BY_SHAPE: Mapping[TokenKind, Sign] = {
    TokenKind.BREAK: Sign.BREAK,
    TokenKind.QUESTION: Sign.ASK,
    TokenKind.JOINER: Sign.AND,
    TokenKind.SMILEY: Sign.COURTESY,
}
_ACKNOWLEDGING_SYMBOLS = frozenset("👍👌🆗🫡")
_TICKS = frozenset("✅✔☑")
_CROSSES = frozenset("❌✖❎")
_CHEERING_SYMBOLS = frozenset("^~=")  # with every smiley: beside words they say nothing
_TELLING_SYMBOLS = frozenset("❌✖❎⛔🚫🛑⏳⌛🔄❗❓‼🔜🔙🔴🟡🟠🕐📌⚠")  # these do, and nobody can tell what
_PARTS_OFF_NUMBER = frozenset(".:)/-")
_LONGEST_NUMBER = 3  # digits; years and sums of money are no items and no percents
_CALLED_MAI = frozenset({"chi", "co", "anh", "em", "ban"})
_NAMED_BY_MONTH = frozenset({"cao", "hoach", "lieu", "qua", "bc", "kh"})
_RECENT_DAYS = 60
_LAST_DAY = 31
_SOON = 100  # days; a day without its year that lies further ahead may as well be past
_NEVER_NAMES = (Sign.NOT_YET, Sign.NOT, Sign.NEAR, Sign.DOING, Sign.WILL, Sign.WAIT, Sign.LACK)
_PARTS_OF_DAY = frozenset({"sáng", "trưa", "chiều", "tối", "đêm", "trua", "chieu", "dem"})
_THAT = frozenset({"hom", "bua"})  # "hôm 10"
_JOINS_DAYS = frozenset({"va", ",", "-", "den", "toi", "&"})
_NEXT = frozenset({"sau", "toi", "next"})
_LAST_WEEK = frozenset({("tuan", "truoc"), ("tuan", "roi"), ("vua", "roi"), ("vua", "qua")})
_YEAR_FOLLOWS = frozenset({"truoc", "nay", "sau", "toi", "ngoai", "hoc"})  # "năm nay" is no five
_UP_TO = frozenset({"truoc", "han", "den", "toi", "sang", "by", "before", "until"})
_LONGEST_HANDOVER = 16  # tokens
# what may follow; "bàn giao mặt bằng" and "bàn giao 2/5 công trình" are something less
_AFTER_HANDOVER = (
    r"(?= (?:[.,;!]|roi|a|nhe|xong|cho|tu (?:thang truoc|tuan truoc|hom qua|nam ngoai|lau))(?: |$)|$)"
)
_HANDED_OVER = re.compile(
    r"da (?:duoc )?"
    r"(?:nghiem thu(?: ,| va)? (?:da )?(?:duoc )?(?:ban giao|dua vao su dung)"
    r"|ban giao(?: ,| va)? dua vao su dung)"
    r"(?:(?: ,| va)? dua vao su dung)?" + _AFTER_HANDOVER
)


def find_marks(tokens: list[Token], today: date | None, listed: Sequence[int] = ()) -> list[Mark]:
    """Read the tokens from left to right, the longest recognised phrase first.

    ``listed`` are the numbers of the list replied to, in its order; empty where nobody knows them.
    """
    in_full = is_written_in_full(tokens)
    positions = find_positions(tokens, listed)
    signed = signed_tokens(tokens)
    marks: list[Mark] = []
    at = 0
    while at < len(tokens):
        if at in signed:
            sign = Sign.BREAK if tokens[at].kind is TokenKind.BREAK else Sign.PERSON
            length, mark = 1, _mark(tokens, at, 1, {sign})
        elif at in positions:
            length, mark = _by_position(tokens, at, positions[at])
        else:
            limit = next((place for place in range(at, at + longest_phrase()) if place in positions), None)
            length, mark = _by_shape(tokens, at, today) or _by_word(tokens, at, limit, in_full=in_full)
        marks.append(mark)
        at += length
    return marks


def _by_position(tokens: list[Token], at: int, position: Position) -> tuple[int, Mark]:
    signs = {Sign.ONWARD} if position.onward else {Sign.POSITION}
    if position.rest:
        signs.add(Sign.THE_REST)
    mark = _mark(tokens, at, position.length, signs, number=position.count)
    return position.length, replace(mark, items=position.items)


def _by_shape(tokens: list[Token], at: int, today: date | None) -> tuple[int, Mark] | None:
    """Read what digits and calendar words make up: a document, a span of time, a day, a share, a number."""
    if tokens[at].kind in _BY_SHAPE or tokens[at].kind is TokenKind.SYMBOL:
        return None
    if document := read_document(tokens, at, today):
        is_gone = today is not None and document.day is not None and document.day <= today
        signs = {Sign.DOCUMENT, Sign.GONE} if is_gone else {Sign.DOCUMENT}
        return document.length, _mark(
            tokens, at, document.length, signs, day=document.day, document=document.number
        )
    if length := clock_length(tokens, at):
        return length, _mark(tokens, at, length, {Sign.TODAY})
    day = _day(tokens, at, today)
    if not day and (duration := read_duration(tokens, at)):
        signs = {Sign.DURATION, Sign.EXTEND} if duration.is_more else {Sign.DURATION}
        return duration.length, _mark(tokens, at, duration.length, signs, number=duration.days)
    if day:
        return day
    if share := read_share(tokens, at):
        return share.length, _mark(tokens, at, share.length, {Sign.PERCENT}, number=share.percent)
    if tokens[at].kind is TokenKind.NUMBER:
        digits = tokens[at].source
        number = int(digits) if len(digits) <= _LONGEST_NUMBER else None
        return 1, _mark(tokens, at, 1, {Sign.NUMBER}, number=number)
    return None


def _by_word(tokens: list[Token], at: int, limit: int | None, *, in_full: bool) -> tuple[int, Mark]:
    """Read the longest phrase of the lexicon from here up to ``limit``; else an unknown word or a symbol."""
    if length := _handover_length(tokens, at):
        return length, _mark(tokens, at, length, {Sign.ALREADY, Sign.DONE})
    window = [token.spelling for token in tokens[at : limit or at + longest_phrase()]]
    value = None if _is_year(tokens, at) else numeral(window[0], in_full=in_full)
    for length in range(len(window), 0, -1):
        signs = settle(tokens, at, signs_of(window[:length], in_full=in_full))
        if signs and is_no_phrase(tokens, at, length, signs):
            continue
        if signs and not (length == 1 and in_full and _is_name(tokens, at, signs)):
            return length, _mark(tokens, at, length, signs, number=value if length == 1 else None)
    if len(window) > 1 and is_misspelt_finish(window[0], window[1]):
        return 2, _mark(tokens, at, 2, {Sign.DONE})
    token = tokens[at]
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.source in _ACKNOWLEDGING_SYMBOLS:
        return 1, _mark(tokens, at, 1, {Sign.ACK})
    if token.kind is TokenKind.SYMBOL and (said := _said_by_symbol(tokens, at)):
        return 1, _mark(tokens, at, 1, {said})
    sign = misspelt_denial(token, follower) or _BY_SHAPE.get(token.kind, Sign.UNKNOWN)
    return 1, _mark(tokens, at, 1, {sign}, number=value)


def _said_by_symbol(tokens: list[Token], at: int) -> Sign | None:
    """Judge a symbol: a smiley is courtesy, and so is a tick unless it stands at a number: "1. ✅"."""
    symbol = tokens[at].source
    if symbol in _TICKS | _CROSSES:
        number = at - 1
        while number > 0 and tokens[number].source in _PARTS_OFF_NUMBER:
            number -= 1
        is_item = number >= 0 and tokens[number].kind is TokenKind.NUMBER
        before = tokens[number - 1] if number > 0 else None
        opens = before is None or before.kind is TokenKind.BREAK or before.source in _TICKS | _CROSSES
        if at == 0 and len(tokens) == 1:
            return None
        if is_item and opens:
            return Sign.DONE if symbol in _TICKS else Sign.NOT_YET
        return Sign.COURTESY if symbol in _TICKS else None
    is_picture = unicodedata.category(symbol) in ("So", "Sk") and symbol not in _TELLING_SYMBOLS
    return Sign.COURTESY if is_picture or symbol in _CHEERING_SYMBOLS else None


def _is_year(tokens: list[Token], at: int) -> bool:
    """Tell whether "năm" is a year: "nhiệm vụ năm 2018", "việc năm trước"."""
    follower = bare_words(tokens, at + 1, 1)
    return tokens[at].spelling.bare == "nam" and any(
        word in _YEAR_FOLLOWS or (word.isdecimal() and len(word) > _LONGEST_NUMBER) for word in follower
    )


def _is_name(tokens: list[Token], at: int, signs: Signs) -> bool:
    """Tell whether a word without accents, in a text with them, is somebody's name: "Lan" is not "lần"."""
    word = tokens[at].source
    opens = at == 0 or tokens[at - 1].kind is not TokenKind.WORD
    exact = is_in_lexicon(word)
    is_denial = not signs.isdisjoint(_NEVER_NAMES)
    return word.istitle() and tokens[at].spelling.is_plain and not (opens or exact or is_denial)


def _mark(
    tokens: list[Token],
    at: int,
    length: int,
    signs: Iterable[Sign],
    *,
    number: int | None = None,
    day: date | None = None,
    document: str | None = None,
) -> Mark:
    covered = tokens[at : at + length]
    source = " ".join(token.source for token in covered)
    folded = " ".join(token.spelling.bare for token in covered)
    return Mark(frozenset(signs), source, folded, covered[0].start, covered[-1].end, number, day, document)


def _day(tokens: list[Token], at: int, today: date | None) -> tuple[int, Mark] | None:
    if tokens[at].source.casefold() in _PARTS_OF_DAY and at + 1 < len(tokens):
        found = _day_alone(tokens, at + 1, today)
        return (found[0] + 1, replace(found[1], start=tokens[at].start)) if found else None
    return _day_alone(tokens, at, today)


def _day_alone(tokens: list[Token], at: int, today: date | None) -> tuple[int, Mark] | None:
    before = bare_words(tokens, max(0, at - 2), min(at, 2))
    last = "ngay" if _goes_on_with_days(tokens, at) else before[-1] if before else ""
    words, widths = calendar_words(tokens, at, MAX_WORDS)
    found = read_day(words, last, today) or _lone_day(tokens, at, last, today)
    if not found:
        return None
    length = sum(widths[: found.length])
    if found.day is None and found.is_ahead and words[0] == "thang" and last in _NAMED_BY_MONTH:
        return length, _mark(tokens, at, length, {Sign.NEUTRAL})  # "báo cáo tháng 5"
    word = tokens[at].spelling
    if word.bare == "mai" and (not word.is_plain or last in _CALLED_MAI):
        return None  # "mãi", or somebody called Mai
    signs = {Sign.DATE, Sign.FUTURE} if found.is_ahead else {Sign.DATE}
    # "từ thứ 6", "từ hôm thứ hai", "gửi hôm thứ năm rồi", "thứ sáu tuần trước"
    is_next = found.is_ahead and not _NEXT.isdisjoint((words[0], *words[2 : found.length]))
    if tuple(words[found.length : found.length + 2]) in _LAST_WEEK:
        return length + 2, _mark(tokens, at, length + 2, {Sign.DATE, Sign.PAST})
    if not is_next and "tu" in before:
        signs = {Sign.DATE, Sign.PAST}
    elif today and last not in _UP_TO and _is_gone(words, last, found.day, today):
        signs |= {Sign.GONE}
    elif today and found.day and (found.day - today).days <= _SOON:
        signs |= {Sign.COMING}
    return length, _mark(tokens, at, length, signs, day=found.day)


def _goes_on_with_days(tokens: list[Token], at: int) -> bool:
    """Tell whether "7/9" is a day as the one before it: "hôm 6/9 và 7/9"."""
    if at < 3 or tokens[at].kind is not TokenKind.SLASHED or tokens[at - 2].kind is not TokenKind.SLASHED:
        return False
    lead, day, joiner = bare_words(tokens, at - 3, 3)
    return joiner in _JOINS_DAYS and read_day([day], lead, None) is not None


def _lone_day(tokens: list[Token], at: int, last: str, today: date | None) -> DayWords | None:
    """Read the number in "hôm 10", "từ hôm 10 rồi": the tenth of this month, where that has come."""
    number = tokens[at].source
    if last not in _THAT or not number.isdecimal() or not 1 <= int(number[:3]) <= _LAST_DAY:
        return None
    return DayWords(1, today.replace(day=int(number)) if today and int(number) <= today.day else None)


def _is_gone(words: list[str], last: str, day: date | None, today: date) -> bool:
    """Tell whether a day written with its year has come, or "hôm 15/5" was a few weeks ago."""
    certain = read_day(words, last, None)
    if certain is not None and certain.day is not None:
        return certain.day <= today
    before = last_such_day(day, has_year=False, today=today)
    return last in _THAT and before is not None and (today - before).days <= _RECENT_DAYS


def _handover_length(tokens: list[Token], at: int) -> int:
    """Return how many tokens tell of a handover from ``at`` on; 0 for none."""
    if tokens[at].spelling.bare != "da":
        return 0
    words = [token.spelling.bare for token in tokens[at : at + _LONGEST_HANDOVER]]
    found = _HANDED_OVER.match(" ".join(words))
    return found[0].count(" ") + 1 if found else 0
