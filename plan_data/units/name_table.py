"""Names looked up in running text, word by word, the longest first."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

# Combining marks belong to the word: text from some systems comes decomposed.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
# What may stand between two words of one name: not the end of a sentence or of a clause.
_WITHIN_NAME = re.compile(r"[\s,&/()*_\-\u2010-\u2015]*")
_AFTER_SHORT_FORM = re.compile(r"\.\s?")  # "TP. Thanh Hóa"


class Word(NamedTuple):
    """A word of a text: its key and its character positions."""

    key: str
    start: int
    end: int


class NameTable:
    """Spellings by their word keys; the longest that begins at a word is found first."""

    def __init__(self, key: Callable[[str], str]) -> None:
        self._key = key
        self._codes: dict[tuple[str, ...], list[str]] = {}
        self._lengths: dict[str, list[int]] = {}  # first word -> lengths in words, longest first

    def add(self, name: str, code: str) -> None:
        """Let ``name`` mean ``code``, too if it means another already."""
        words = tuple(word.key for word in words_of(name, self._key))
        if not words:
            return
        codes = self._codes.setdefault(words, [])
        if code not in codes:
            codes.append(code)
        lengths = self._lengths.setdefault(words[0], [])
        if len(words) not in lengths:
            lengths.append(len(words))
            lengths.sort(reverse=True)

    def longest_at(self, words: Sequence[Word], at: int, text: str) -> tuple[tuple[str, ...], int] | None:
        """Return the codes of the longest name that begins at word ``at``, and the word after it."""
        for length in self._lengths.get(words[at].key, ()):
            if at + length > len(words):
                continue
            name = words[at : at + length]
            codes = self._codes.get(tuple(word.key for word in name))
            if codes and all(_joined(one, other, text) for one, other in pairwise(name)):
                return tuple(codes), at + length
        return None


def words_of(text: str, key: Callable[[str], str]) -> Iterator[Word]:
    """Yield the words of ``text`` with the keys that ``key`` gives them."""
    for match in _WORD.finditer(text):
        yield Word(key(match[0]), match.start(), match.end())


def _joined(one: Word, other: Word, text: str) -> bool:
    """Tell whether two words may belong to one name, by what stands between them."""
    if _WITHIN_NAME.fullmatch(text, one.end, other.start):
        return True
    return one.end - one.start <= 2 and bool(_AFTER_SHORT_FORM.fullmatch(text, one.end, other.start))
