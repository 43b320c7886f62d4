"""Finding the units and classes that a sentence of a plan names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from plan_data.units.directory import UnitDirectory
from plan_data.units.fold import accent_key, fold
from plan_data.units.name_table import NameTable, Word, words_of
from plan_data.units.spellings import bare_spellings, committee_in_full, full_spellings, is_administrative
from plan_data.units.unit import COMMUNE, DEPARTMENT, DISTRICT

_LIST_SEPARATOR = re.compile(r"[\s*_]*[,;][\s,;*_]*")
_BLANK = re.compile(r"[\s*_]*")
_TO_FIRST_MEMBER = re.compile(r"[\s:*_]*")
_PART_OF_DOCUMENT_NUMBER = re.compile(r"[0-9A-ZĐ][/\-]$")  # 86/SLDTBXH-BTXH, 159/KH-UBND

# Words after which a list of places or departments without their kind may follow.
_LIST_HEADS = {
    DEPARTMENT: ("sở", "các sở", "các sở, ngành", "các sở, ban, ngành"),
    DISTRICT: (
        "các huyện",
        "huyện",
        "UBND các huyện",
        "các huyện, thị xã, thành phố",
        "UBND các huyện, thị xã, thành phố",
        "các thành phố",
        "các thị xã",
    ),
    COMMUNE: ("các xã", "UBND các xã", "các phường", "các thị trấn", "các xã, phường, thị trấn"),
}
# Words right after a class that leave only some of its members: "các sở, ngành liên quan", "các xã nghèo".
_NARROWING = (
    "liên quan",
    "có liên quan",
    "được",
    "có tỷ lệ",
    "có hộ",
    "có xã",
    "thuộc",
    "nghèo",
    "đặc biệt khó khăn",
    "ĐBKK",
    "biên giới",
    "an toàn khu",
    "bãi ngang",
    "miền núi",
    "nói trên",
    "còn lại",
)


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit or a class that a sentence names.

    ``codes`` has one code, of a unit or of a class, or several where units share the name. ``start`` and
    ``end`` are character positions in the sentence. ``narrowed``: the sentence goes on to leave out part of
    the class ("các sở, ngành liên quan"), so that it is not known which members are meant.
    """

    codes: tuple[str, ...]
    start: int
    end: int
    is_class: bool = False
    narrowed: bool = False


class UnitFinder:
    """Finds the units of one directory in sentences; built once, then used for many sentences.

    Plans are written with accents, so accents count unless ``accents_required`` is False (chat); case and the
    place of a tone mark never do.
    """

    def __init__(self, directory: UnitDirectory, *, accents_required: bool = True) -> None:
        self._directory = directory
        self._key = accent_key if accents_required else fold
        self._full = NameTable(self._key)
        self._bare = {level: NameTable(self._key) for level in _LIST_HEADS}
        self._heads = NameTable(self._key)
        self._narrowing = NameTable(self._key)
        for unit in directory.units:
            codes = () if is_administrative(unit) else (unit.code,)
            for name in (*codes, *committee_in_full(full_spellings(unit))):
                self._full.add(name, unit.code)
            if unit.level in self._bare:
                for name in bare_spellings(unit):
                    self._bare[unit.level].add(name, unit.code)
        for unit_class in directory.classes:
            for name in committee_in_full((unit_class.name, *unit_class.aliases)):
                self._full.add(name, unit_class.code)
        for level, heads in _LIST_HEADS.items():
            for head in committee_in_full(heads):
                self._heads.add(head, level)
        for phrase in _NARROWING:
            self._narrowing.add(phrase, phrase)
        self._conjunctions = {self._key(word) for word in ("và", "hoặc")}
        self._singular = {self._key(word) for word in ("huyện", "xã")}
        self._department, self._facility = self._key("sở"), self._key("cơ")

    def find(self, sentence: str) -> tuple[FoundUnit, ...]:
        """Return the units and classes that ``sentence`` names, in its order, never overlapping.

        The longest name wins: "UBND huyện Quan Hóa" is one unit, not a class and a place. Lists give each
        member: "các sở: Y tế, Xây dựng", "Sở Tài chính, Kế hoạch và Đầu tư", "các huyện Quan Hóa, Quan Sơn".
        A name without its kind counts only in such a list, or where it is the whole text (a cell of a table).
        A name that several units share is narrowed by a district named next to it.
        """
        words = tuple(words_of(sentence, self._key))
        if alone := self._whole_text(words, sentence):
            return (alone,)
        found: list[FoundUnit] = []
        at, open_list = 0, ""
        while at < len(words):
            member = self._next_member(words, at, sentence, open_list) if open_list else None
            if member is not None:
                found.append(member[0])
                at = member[1]
                continue
            open_list = ""
            if head := self._list_head(words, at, sentence):
                open_list, at = head
                first = self._member(words, at, sentence, open_list)
            else:
                first = self._named_in_full(words, at, sentence)
            if first is None:
                at += 1
                continue
            found.append(first[0])
            open_list = open_list or self._list_level(first[0], words[at].key)
            at = first[1]
        return self._with_shared_names_narrowed(found)

    def _whole_text(self, words: Sequence[Word], text: str) -> FoundUnit | None:
        for level in self._bare:
            if words and (member := self._member(words, 0, text, level)) and member[1] == len(words):
                return member[0]
        return None

    def _list_head(self, words: Sequence[Word], at: int, text: str) -> tuple[str, int] | None:
        """Return the level of a list and the word of its first member, if a list begins at word ``at``."""
        head = self._heads.longest_at(words, at, text)
        if head is None:
            return None
        (level, *_), first = head
        full = self._full.longest_at(words, at, text)
        if (full and full[1] > first) or first == len(words):
            return None
        if not _TO_FIRST_MEMBER.fullmatch(text, words[first - 1].end, words[first].start):
            return None
        return (level, first) if self._member(words, first, text, level) else None

    def _next_member(
        self, words: Sequence[Word], at: int, text: str, level: str
    ) -> tuple[FoundUnit, int] | None:
        """Return the member of an open list that follows, behind a comma or "và"."""
        separator = _LIST_SEPARATOR
        if words[at].key in self._conjunctions and at + 1 < len(words):
            at, separator = at + 1, _BLANK
        if not separator.fullmatch(text, words[at - 1].end, words[at].start):
            return None
        if member := self._member(words, at, text, level):
            return member
        named = self._named_in_full(words, at, text)
        unit = self._directory.get(named[0].codes[0]) if named else None
        return named if unit and unit.level == level == DEPARTMENT else None

    def _member(self, words: Sequence[Word], at: int, text: str, level: str) -> tuple[FoundUnit, int] | None:
        # A small letter is a common word: "Sở Tài chính, xây dựng kế hoạch".
        name = self._bare[level].longest_at(words, at, text) if text[words[at].start].isupper() else None
        if name is None or (level == COMMUNE and self._bare[DISTRICT].longest_at(words, at, text)):
            return None  # behind a commune, "Quan Hóa" is the district in which it lies
        return FoundUnit(name[0], words[at].start, words[name[1] - 1].end), name[1]

    def _named_in_full(self, words: Sequence[Word], at: int, text: str) -> tuple[FoundUnit, int] | None:
        name = self._full.longest_at(words, at, text)
        if name is None or _PART_OF_DOCUMENT_NUMBER.search(
            text, max(0, words[at].start - 2), words[at].start
        ):
            return None
        if words[at].key == self._department and at and words[at - 1].key == self._facility:
            return None  # "cơ sở y tế" is a hospital, not the department
        codes, after = name
        is_class = self._directory.get_class(codes[0]) is not None
        follows_at_once = after < len(words) and bool(
            _BLANK.fullmatch(text, words[after - 1].end, words[after].start)
        )
        if is_class and follows_at_once and self._names_one_unknown(words, at, after, text):
            return None
        narrowed = is_class and follows_at_once and self._narrowing.longest_at(words, after, text) is not None
        return FoundUnit(codes, words[at].start, words[after - 1].end, is_class, narrowed), after

    def _names_one_unknown(self, words: Sequence[Word], at: int, after: int, text: str) -> bool:
        """Tell whether "UBND huyện" goes on with a place that is not ours: "UBND huyện Mai Châu"."""
        singular = after - at == 2 and words[after - 1].key in self._singular
        place = text[words[after].start : words[after].end]
        return singular and place[0].isupper() and not place.isupper()

    def _list_level(self, found: FoundUnit, first_word: str) -> str:
        """Return the level of the bare names that may follow: "Sở Tài chính, Y tế"; "" for none."""
        unit = self._directory.get(found.codes[0])
        if unit is None or unit.level not in self._bare:
            return ""
        return unit.level if is_administrative(unit) or first_word == self._department else ""

    def _with_shared_names_narrowed(self, found: Sequence[FoundUnit]) -> tuple[FoundUnit, ...]:
        narrowed: list[FoundUnit] = []
        for at, one in enumerate(found):
            if len(one.codes) > 1:
                near = (*found[at + 1 : at + 2], *found[max(0, at - 1) : at])
                places = {code for other in near if len(other.codes) == 1 for code in other.codes}
                below = tuple(code for code in one.codes if self._lies_in(code, places))
                narrowed.append(replace(one, codes=below or one.codes))
            else:
                narrowed.append(one)
        return tuple(narrowed)

    def _lies_in(self, code: str, places: Iterable[str]) -> bool:
        return any(above.code in places for above in self._directory.ancestors(code))
