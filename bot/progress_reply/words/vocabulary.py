"""Look typed words up in the lexicon: repair them, then weigh the phrases that agree with their accents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from bot.progress_reply.words.lexicon import PHRASES
from bot.progress_reply.words.short_forms import ACCENTED_FORMS, SHORT_FORMS
from bot.progress_reply.words.signs import Sign, Signs
from bot.progress_reply.words.spelling import Spelling, is_one_slip_away, spell, squeeze, undo_telex
from bot.progress_reply.words.tokens import Token, TokenKind

# A wrongly typed accent does not keep these from denying a finish.
_LOOSE_DENIALS: Mapping[str, Sign] = {"chua": Sign.NOT_YET, "khong": Sign.NOT}
_DOCUMENT_TYPES = frozenset({"bc", "kh", "qd", "cv", "hd", "tb"})
_GLUED_TASKS = frozenset({"cv", "v", "vc"})
_AFTER_PLAN = frozenset(
    {"da", "dang", "cua", "nam", "chua", "nay", "thi", "do"}
)  # "KH đã ký", not "không đã"
_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii"})
_FINISHING = frozenset({"xong", "hoan", "lam", "nop", "gui"})
_SLIPS_OF_HOAN = frozenset({"haon", "hoann", "hona", "hoam", "hoab"})  # but "đoàn thanh niên" is no slip
_VOWELS = frozenset("aeiouy")
_WORDS = re.compile(r"[^\W_]+|'")


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
def _words() -> frozenset[str]:
    return frozenset(word for phrase in _phrases() for word in phrase)


@cache
def longest_phrase() -> int:
    """Return the number of words of the longest phrase."""
    return max(map(len, _phrases()))


def expand(tokens: list[Token]) -> list[Token]:
    """Replace short forms and slips of the finger by the words meant; the places in the text stay."""
    meant: list[Token] = []
    for place, token in enumerate(tokens):
        if _ends_office(tokens, place):
            meant.append(token)
            continue
        follower = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.source == "0":  # "0 xong"
            meant.append(replace(token, kind=TokenKind.WORD, spelling=spell("không")))
        elif _is_glued_item(token, follower):  # "cv1 xong"
            meant.append(replace(token, spelling=spell("việc")))
        elif token.source == "KH" and follower is not None and follower.spelling.bare in _AFTER_PLAN:
            meant.extend(replace(token, spelling=spell(word)) for word in ("kế", "hoạch"))
        elif token.kind is not TokenKind.WORD or _begins_document(token, follower):
            meant.append(token)
        elif spoken := ACCENTED_FORMS.get(token.source.casefold()):
            meant.append(replace(token, spelling=spell(spoken)))
        else:
            meant.extend(replace(token, spelling=word) for word in _meant(token.spelling))
    return meant


def _ends_office(tokens: list[Token], place: int) -> bool:
    """Tell whether "KH" ends the short name of an office: "phòng TC-KH"."""
    if place < 2 or tokens[place].source != "KH" or tokens[place - 1].source != "-":
        return False
    head, dash, token = tokens[place - 2 : place + 1]
    return head.end == dash.start and dash.end == token.start and head.source in ("TC", "QH", "ĐT")


def _is_glued_item(token: Token, follower: Token | None) -> bool:
    """Tell whether "cv1", "v2" stands for "việc 1"; "CV 12" is a letter."""
    return (
        token.spelling.bare in _GLUED_TASKS
        and follower is not None
        and follower.kind is TokenKind.NUMBER
        and follower.start == token.end
        and len(follower.source) <= (2 if token.source.islower() else 1)
    )


def _begins_document(token: Token, follower: Token | None) -> bool:
    """Tell whether "KH" stands for "kế hoạch", not for "không": the number follows."""
    return (
        token.spelling.bare in _DOCUMENT_TYPES
        and follower is not None
        and (follower.kind in (TokenKind.DOCUMENT, TokenKind.NUMBER) or follower.spelling.bare == "so")
    )


def _meant(typed: Spelling) -> tuple[Spelling, ...]:
    if (typed.is_plain or "/" in typed.bare) and typed.bare in SHORT_FORMS:
        return tuple(spell(word) for word in SHORT_FORMS[typed.bare])
    if typed.bare in _words() or typed.bare in _ROMAN:
        return (typed,)
    for repaired in (squeeze(typed.bare), undo_telex(typed.bare)):
        if repaired in SHORT_FORMS:
            return tuple(spell(word) for word in SHORT_FORMS[repaired])
        if repaired in _words():
            return (spell(repaired),)
    return (typed,)


def is_written_in_full(tokens: list[Token]) -> bool:
    """Tell whether the writer types accents, so that a word without one means just that word."""
    words = [token for token in tokens if token.kind is TokenKind.WORD]
    return 2 * sum(not spell(token.source).is_plain for token in words) >= len(words) > 0


def signs_of(typed: list[Spelling], *, in_full: bool) -> Signs:
    """Return the signs of the phrases that agree best with these words; empty where none does.

    Without accents a word may be any that has its letters, and carries the signs of all.
    """
    candidates = _phrases().get(tuple(word.bare for word in typed), ())
    agreeing: dict[int, list[Signs]] = {}
    for phrase in candidates:
        left_out = [own.accents_left_out_of(word) for own, word in zip(typed, phrase.words, strict=True)]
        known = [count for count in left_out if count is not None]
        if len(known) == len(left_out):
            agreeing.setdefault(sum(known), []).append(phrase.signs)
    if not agreeing:
        return _signs_of_slip(typed[0]) if len(typed) == 1 else frozenset()
    if all(word.is_plain for word in typed) and not in_full:
        return frozenset().union(*(signs for each in agreeing.values() for signs in each))
    return frozenset().union(*agreeing[min(agreeing)])


def _signs_of_slip(typed: Spelling) -> Signs:
    """Judge a word with a wrong accent: "chừa" still denies, "lám" is "làm"; "lắm", "lầm" are other words."""
    if denial := _LOOSE_DENIALS.get(typed.bare):
        return frozenset({denial})
    is_work = typed.bare == "lam" and not typed.qualities.strip("-")
    return frozenset({Sign.WORK} if is_work else ())


def is_in_lexicon(word: str) -> bool:
    """Tell whether the word stands in the lexicon just as it was typed, its case aside."""
    return any(word.casefold() in phrases for phrases in PHRASES.values())


@cache
def _spellings() -> frozenset[Spelling]:
    return frozenset(word for found in _phrases().values() for phrase in found for word in phrase.words)


def is_word(word: Spelling) -> bool:
    """Tell whether the lexicon has this word, accents and all."""
    return word in _spellings()


def misspelt_denial(token: Token, follower: Token | None) -> Sign | None:
    """Judge a strange word before "xong": a slip of "chưa" denies it, a short form makes it unsure."""
    if token.kind is not TokenKind.WORD or follower is None or follower.spelling.bare not in _FINISHING:
        return None
    word = token.spelling.bare
    if is_one_slip_away(word, "chua"):
        return Sign.NOT_YET
    return Sign.HEDGE if len(word) <= 3 and not _VOWELS & set(word) else None


def is_misspelt_finish(first: Spelling, second: Spelling) -> bool:
    """Tell whether two words are "hoàn thành" with one slip in one of them."""
    if first.bare == "hoan":
        return is_one_slip_away(second.bare, "thanh")
    return first.bare in _SLIPS_OF_HOAN and second.bare == "thanh"
