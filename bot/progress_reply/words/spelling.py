"""How Vietnamese words are compared although people type them in many ways.

A word is taken apart into bare letters, the quality of each letter (ă, ơ, đ …) and the tone, so that the
place of the tone mark ("hoà", "hòa") does not matter and NFD equals NFC. The principle of matching: an accent
that was typed must be right, one that was left out may be missing. The tones hỏi and ngã count as one,
because half of the country does not tell them apart.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "x", "\u0323": "j"}
_QUALITIES = {"\u0302": "^", "\u0306": "(", "\u031b": "+"}

_REPEATED = re.compile(r"(.)\1+")
_TELEX_LONE_W = re.compile(r"(?<=[bcdghklmnpqrstvx])w")
_TELEX_TONE = re.compile(r"(?<=[a-z])[fsrxj](?=[a-z]{0,2}$)")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One word: ``bare`` letters, one quality mark per letter ("-" for none), and the tone ("" for none)."""

    bare: str
    qualities: str
    tone: str

    @property
    def is_plain(self) -> bool:
        """True for a word typed without any accent; đ does not count, it is often there alone ("đc")."""
        return not self.tone and not self.qualities.strip("-/")

    def accents_left_out_of(self, word: "Spelling") -> int | None:
        """Count the accents of ``word`` that were not typed; None if this cannot stand for ``word``.

        A tone without the letter's quality is another word ("có" is not "cố"); a quality without the tone is
        haste ("đươc" is "được"), and so is no accent at all.
        """
        if self.bare != word.bare or self.tone not in ("", word.tone):
            return None
        left_out = int(self.tone != word.tone)
        for own, other in zip(self.qualities, word.qualities, strict=True):
            if own not in ("-", other):
                return None
            left_out += own != other
        if self.tone and left_out and not self.qualities.strip("-"):
            return None
        return left_out


@lru_cache(maxsize=4096)
def spell(word: str) -> Spelling:
    """Take a word of any case and normal form apart."""
    bare: list[str] = []
    qualities: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFKD", word.casefold()):
        if char in _TONES:
            tone = _TONES[char]
        elif char in _QUALITIES and bare:
            qualities[-1] = _QUALITIES[char]
        elif unicodedata.combining(char) == 0:
            bare.append("d" if char == "đ" else char)
            qualities.append("/" if char == "đ" else "-")
    return Spelling("".join(bare), "".join(qualities), tone)


def squeeze(bare: str) -> str:
    """Undo letters held too long: "xonggg" → "xong"."""
    return _REPEATED.sub(r"\1", bare)


def undo_telex(bare: str) -> str:
    """Undo Telex keys that no input method translated: "ddax" → "da", "chuwa" → "chua"."""
    without_tone = _TELEX_TONE.sub("", bare, count=1)
    with_vowels = _TELEX_LONE_W.sub("u", without_tone)  # "chwa", "ddwowcj"
    return squeeze(with_vowels.replace("w", ""))


def is_one_slip_away(typed: str, word: str) -> bool:
    """Tell whether one letter was dropped, added, changed, or two neighbours swapped."""
    if typed == word:
        return False
    if len(typed) == len(word):
        wrong = [place for place, (own, other) in enumerate(zip(typed, word, strict=True)) if own != other]
        if len(wrong) == 1:
            return True
        first, *rest = wrong
        return rest == [first + 1] and typed[first : first + 2] == word[first + 1] + word[first]
    shorter, longer = sorted((typed, word), key=len)
    if len(longer) - len(shorter) != 1:
        return False
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
