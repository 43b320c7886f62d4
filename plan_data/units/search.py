"""Finding units by what a person types: codes, parts of names, no accents, typing mistakes."""

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from plan_data.units.fold import accent_key, folded_words, without_tone
from plan_data.units.spellings import COMMITTEE, COMMITTEE_IN_FULL, bare_spellings, full_spellings
from plan_data.units.unit import COMMUNE, LEVELS, Unit

_LONGEST_QUERY = 120  # characters; longer than any name with its parents
_MOST_WORDS = 16
_COMMITTEE = COMMITTEE.casefold()
_COMMITTEE_IN_FULL = folded_words(COMMITTEE_IN_FULL)
_LINKING_WORDS = frozenset({"cua", "thuoc", "o"})

_EXACT = 100.0
_EXACT_BUT_ACCENTS = 90.0
_PREFIX = 75.0  # up to 15 more for the share of the name that was typed
_CONTAINED = 65.0
_ACCENTS_DIFFER = 10.0  # taken off
_UNFINISHED_WORD = 5.0  # taken off
_BEST_GUESS = 60.0  # of a spelling without mistakes
_LEAST_LIKENESS = 82.0  # percent, of a whole name with typing mistakes


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit that a text may mean.

    ``score`` runs from 0 to 100. ``exact`` says that the text is a code, a name or an alias of this unit,
    maybe without accents. Several units can match exactly ("Thanh Hóa" is a province and a city): ask which.
    Without ``exact`` the match is only a suggestion.
    """

    unit: Unit
    score: float
    exact: bool


class _Entry(NamedTuple):
    position: int
    accents: str | None  # None: a code, which has none


class _Query(NamedTuple):
    words: tuple[str, ...]
    accented_words: tuple[str, ...]  # empty where the person typed no accents


class SearchIndex:
    """All spellings of all units, indexed once. ``search`` never raises."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = tuple(units)
        self._by_code = {unit.code: unit for unit in self._units}
        self._rank = [(_level_rank(unit.level), position) for position, unit in enumerate(self._units)]
        self._exact: dict[str, list[_Entry]] = {}
        self._names: dict[str, list[int]] = {}  # folded spelling -> positions
        self._by_word: dict[str, set[str]] = {}  # word -> folded spellings
        self._accents_of: dict[str, set[str]] = {}  # word -> the same with accents
        self._accented = [set[str]() for _ in self._units]  # the words of each unit, with accents
        for position, unit in enumerate(self._units):
            self._add(position, unit)
        self._vocabulary = sorted(self._by_word)
        self._spellings = list(self._names)

    def search(self, text: str, limit: int = 8) -> tuple[UnitMatch, ...]:
        """Return at most ``limit`` units that ``text`` may mean, the likeliest first."""
        query = _read_query(text[:_LONGEST_QUERY])
        if not query.words or len(query.words) > _MOST_WORDS:
            return ()
        found = dict[int, float]()
        _keep_best(found, self._exactly(query.words, query.accented_words))
        if _EXACT not in found.values():  # "TP Thanh Hóa" is the city, not "Sở TP" of the province Thanh Hóa
            _keep_best(found, self._named_with_parents(query))
        _keep_best(found, self._named_in_part(query))
        if not found:
            _keep_best(found, self._named_with_mistakes(query))
        best = heapq.nsmallest(max(limit, 0), found, key=lambda at: (-found[at], self._rank[at]))
        return tuple(UnitMatch(self._units[at], round(found[at], 1), found[at] >= _EXACT) for at in best)

    def _add(self, position: int, unit: Unit) -> None:
        for code in (unit.code, *unit.other_codes):
            self._add_exact(folded_words(code), _Entry(position, None))
            self._add_name(folded_words(code), position)
        for name in (*full_spellings(unit), *bare_spellings(unit)):
            self._add_exact(folded_words(name), _Entry(position, accent_key(name).replace(" ", "")))
        for name in _names_to_type(unit):
            words, accented = folded_words(name), accent_key(name).split()
            self._add_name(words, position)
            self._accented[position].update(accented)
            for word, own in zip(words, accented, strict=False):
                self._accents_of.setdefault(word, set()).add(own)

    def _add_exact(self, words: Sequence[str], entry: _Entry) -> None:
        entries = self._exact.setdefault("".join(words), [])
        if entry not in entries:
            entries.append(entry)

    def _add_name(self, words: Sequence[str], position: int) -> None:
        name = " ".join(words)
        positions = self._names.setdefault(name, [])
        if position not in positions[-1:]:
            positions.append(position)
        for word in words:
            self._by_word.setdefault(word, set()).add(name)

    def _exactly(self, words: Sequence[str], accented: Sequence[str]) -> Iterator[tuple[int, float]]:
        accents = "".join(accented)
        for entry in self._exact.get("".join(words), ()):
            same = not accents or entry.accents is None or entry.accents == accents
            yield entry.position, _EXACT if same else _EXACT_BUT_ACCENTS

    def _named_with_parents(self, query: _Query) -> Iterator[tuple[int, float]]:
        """Read "xã Thành Sơn, huyện Quan Hóa": a name, and the rest names units above it."""
        count = len(query.words)
        for start in range(count):
            for end in range(start + 1, count + 1):
                rest = {*query.words[:start], *query.words[end:]}
                if not rest:
                    continue
                for position, score in self._exactly(query.words[start:end], query.accented_words[start:end]):
                    above = self._words_above(self._units[position])
                    if rest <= _LINKING_WORDS.union(*above):
                        whole = any(place <= rest for place in above)
                        yield position, score if whole else _EXACT_BUT_ACCENTS

    def _words_above(self, unit: Unit) -> list[set[str]]:
        """Return the words of each unit above: of its short name, and apart from that of its full name."""
        above: list[set[str]] = []
        while unit.parent_code is not None and unit.parent_code in self._by_code:
            unit = self._by_code[unit.parent_code]
            above += [set(folded_words(unit.short_name)), set(folded_words(unit.name))]
        return above

    def _named_in_part(self, query: _Query) -> Iterator[tuple[int, float]]:
        asked = " ".join(query.words)
        if len(asked) < 2:
            return
        asked_of_committee = f"{_COMMITTEE} {asked}"
        accents = self._accents_typed(query)
        in_whole_words = self._names_with_all(self._by_word.get(word, set()) for word in query.words)
        last = len(query.words) - 1
        for name in self._names_with_all(
            self._names_with_beginning(word, finished=at < max(1, last))
            for at, word in enumerate(query.words)
        ):
            base = _PREFIX if name.startswith((asked, asked_of_committee)) else _CONTAINED
            score = base + 15.0 * min(1.0, len(asked) / len(name))
            whole = name in in_whole_words
            for position in self._names[name]:
                if all(not own.isdisjoint(self._accented[position]) for own in accents):
                    yield position, score if whole else score - _UNFINISHED_WORD
                elif whole:
                    yield position, score - _ACCENTS_DIFFER

    def _accents_typed(self, query: _Query) -> list[set[str]]:
        """Return for each word typed with accents the words of names that begin with it, accents and all."""
        return [
            {
                own
                for known in self._words_beginning(word)
                for own in self._accents_of.get(known, ())
                if _begins(own, accented)
            }
            for word, accented in zip(query.words, query.accented_words, strict=False)
        ]

    def _named_with_mistakes(self, query: _Query) -> Iterator[tuple[int, float]]:
        asked = " ".join(query.words)
        if len(asked) < 4:
            return
        scores: dict[str, float] = {}
        for name in self._names_with_all(map(self._names_with_similar_word, query.words)):
            scores[name] = fuzz.partial_ratio(asked, name)
        for name, likeness, _ in process.extract(
            asked, self._spellings, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS, limit=20
        ):
            scores[name] = max(likeness, scores.get(name, 0.0))
        for name, likeness in scores.items():
            for position in self._names[name]:
                yield position, _BEST_GUESS * likeness / 100

    def _names_with_all(self, names_by_word: Iterable[set[str]]) -> set[str]:
        names: set[str] | None = None
        for with_word in names_by_word:
            names = with_word if names is None else names & with_word
            if not names:
                return set()
        return names or set()

    def _names_with_beginning(self, word: str, *, finished: bool) -> set[str]:
        """Return the names with a word that begins with ``word``.

        A single letter must be a word itself, unless somebody is still typing it.
        """
        if len(word) == 1 and finished:
            return self._by_word.get(word, set())
        return set().union(*(self._by_word[known] for known in self._words_beginning(word)))

    def _words_beginning(self, word: str) -> Iterator[str]:
        for at in range(bisect_left(self._vocabulary, word), len(self._vocabulary)):
            if not self._vocabulary[at].startswith(word):
                return
            yield self._vocabulary[at]

    def _names_with_similar_word(self, word: str) -> set[str]:
        if len(word) < 4:  # nearly every short word is one mistake away from another
            return self._by_word.get(word, set())
        mistakes = 1 if len(word) < 8 else 2
        similar = process.extract(
            word, self._vocabulary, scorer=OSA.distance, score_cutoff=mistakes, limit=None
        )
        words = (*self._words_beginning(word), *(other for other, _, _ in similar))
        return set().union(*(self._by_word[other] for other in words))


def _keep_best(found: dict[int, float], more: Iterable[tuple[int, float]]) -> None:
    for position, score in more:
        found[position] = max(score, found.get(position, 0.0))


def _read_query(text: str) -> _Query:
    words = folded_words(text)
    accented = tuple(accent_key(text).split())
    if words[: len(_COMMITTEE_IN_FULL)] == _COMMITTEE_IN_FULL and len(accented) == len(words):
        words = (_COMMITTEE, *words[len(_COMMITTEE_IN_FULL) :])
        accented = (_COMMITTEE, *accented[len(_COMMITTEE_IN_FULL) :])
    # Where the two do not run in step (ligatures, symbols) the accents cannot be compared word by word.
    return _Query(words, () if accented == words or len(accented) != len(words) else accented)


def _begins(word: str, typed: str) -> bool:
    """Tell whether ``word`` begins with ``typed``; in both the tone mark, if any, stands last."""
    letters, tone = without_tone(typed)
    own_letters, own_tone = without_tone(word)
    return own_letters.startswith(letters) and tone in {"", own_tone}


def _names_to_type(unit: Unit) -> tuple[str, ...]:
    """Return the spellings of which a part is enough; communes have few of them, as there are thousands."""
    if unit.level == COMMUNE:
        return (unit.name, unit.short_name, *unit.aliases)
    return (*full_spellings(unit), *bare_spellings(unit))


def _level_rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
