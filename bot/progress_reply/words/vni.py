"""Undo VNI keys that no input method translated: "d9a4 no65p ro6i2" is "đã nộp rồi", "co1" is "có".

In VNI a digit after a letter is its accent. One word that can be nothing else tells how the whole text was
typed; "1xong 2dang lam", "viec1 xong" keep their numbers.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.progress_reply.words.spelling import Spelling, spell
from bot.progress_reply.words.tokens import Token, TokenKind
from bot.progress_reply.words.vocabulary import is_word

# key: the letters it can stand at, and the accent
_QUALITY_KEYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"6": ("aeo", "\u0302"), "7": ("ou", "\u031b"), "8": ("a", "\u0306")}
)
_TONE_KEYS: Mapping[str, str] = MappingProxyType(
    {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
)
_SYLLABLE = re.compile(r"(?:ngh?|[cgknpt]h|tr|gi|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
_LONGEST = 12  # characters


def undo_vni(tokens: list[Token]) -> list[Token]:
    """Put together the words that VNI keys tore apart; the tokens as they are where none was typed."""
    runs = _runs(tokens)
    if not any(_is_surely_vni(run) for run in runs):
        return tokens
    return [token for run in runs for token in _put_together(run)]


def _runs(tokens: list[Token]) -> list[list[Token]]:
    """Part the tokens where a space or a sign stands between them."""
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and runs[-1][-1].end == token.start and _is_typed(token) and _is_typed(runs[-1][-1]):
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _is_typed(token: Token) -> bool:
    return token.kind in (TokenKind.WORD, TokenKind.NUMBER)


def _put_together(run: list[Token]) -> list[Token]:
    meant = _meant(run)
    if meant is None or not (_has_key_inside(run) or is_word(meant)):
        return run
    source = "".join(token.source for token in run)
    return [replace(run[0], source=source, end=run[-1].end, spelling=meant)]


def _is_surely_vni(run: list[Token]) -> bool:
    """Tell whether the run makes sense in VNI alone: "ro6i", or a known word with two keys at its end."""
    meant = _meant(run)
    if meant is None:
        return False
    return _has_key_inside(run) or (len(run[-1].source) > 1 and is_word(meant))


def _has_key_inside(run: list[Token]) -> bool:
    return len(run) > 2


def _meant(run: list[Token]) -> Spelling | None:
    """Return the word that letters and keys make up; None where they make none."""
    typed = "".join(token.source for token in run).casefold()
    if len(run) < 2 or run[0].kind is not TokenKind.WORD or len(typed) > _LONGEST or not typed.isascii():
        return None
    letters: list[str] = []
    tone = ""
    for key in typed:
        if key in _QUALITY_KEYS:
            bearers, accent = _QUALITY_KEYS[key]
            places = [at for at, letter in enumerate(letters) if letter in bearers]
            if not places:
                return None
            letters[places[-1]] += accent
        elif key == "9" and "d" in letters:
            letters[letters.index("d")] = "đ"
        elif key in _TONE_KEYS and not tone:
            tone = _TONE_KEYS[key]
        elif key.isalpha():
            letters.append(key)
        else:
            return None
    spelling = spell("".join(letters) + tone)
    return spelling if _SYLLABLE.fullmatch(spelling.bare) else None
