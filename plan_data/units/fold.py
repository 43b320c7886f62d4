"""The search key of the whole program, and one that keeps accents but not the place of a tone mark."""

import re
import unicodedata
from functools import lru_cache

# Letters that no Unicode decomposition takes apart: Vietnamese Đ, and the look-alikes that old fonts left in
# documents (Icelandic Eth, African D). Dashes of word processors become the one on the keyboard.
_PLAIN = str.maketrans("đðɖ‐‑‒–—―−", "ddd-------")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}  # huyền, sắc, ngã, hỏi, nặng
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return ``text`` without accents, case and doubled spaces: "Sở  LĐ–TBXH" gives "so ld-tbxh".

    Composed and decomposed input (NFC, NFD) give the same key, and so do both places of a tone mark
    ("Thanh Hoá", "Thanh Hóa"). Folding a key again leaves it as it is.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    # Case folding may bring out new marks and taking marks off new case pairs, hence twice.
    return " ".join(_fold_once(_fold_once(text)).split())


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of the folded text, punctuation left out: "Sở LĐ-TB&XH" gives so, ld, tb, xh."""
    return tuple(_WORD.findall(fold(text)))


def accent_key(text: str) -> str:
    """Return a key that keeps accents but not case, nor the place of a tone mark within its syllable.

    "Thanh Hoá" and "Thanh Hóa" have the same key, "Thanh Sơn" and "Thành Sơn" do not. No punctuation.
    """
    decomposed = unicodedata.normalize("NFD", text.casefold())
    words = "".join(ch if ch.isalnum() or unicodedata.combining(ch) else " " for ch in decomposed).split()
    return " ".join(map(_tones_last, words))


def without_tone(word: str) -> tuple[str, str]:
    """Split a decomposed syllable into its letters and its tone mark, "" for the level tone."""
    tones = sorted(ch for ch in word if ch in _TONES)
    return "".join(ch for ch in word if ch not in _TONES), "".join(tones)


def _fold_once(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    # Mn: accents; Me: enclosing marks; Cf: soft hyphens and zero-width characters from PDF and Word.
    kept = "".join(ch for ch in decomposed if unicodedata.category(ch) not in {"Mn", "Me", "Cf"})
    return kept.translate(_PLAIN)


@lru_cache(maxsize=4096)  # Vietnamese has fewer syllables than that, and large lists repeat them
def _tones_last(word: str) -> str:
    letters, tones = without_tone(word)
    return letters + tones
