"""All units and classes that the program knows, indexed once and never changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from plan_data.units.fold import fold
from plan_data.units.search import SearchIndex, UnitMatch
from plan_data.units.unit import Unit, UnitClass, described


class UnitDirectory:
    """A tree of units with classes over it. Frozen: ``with_units`` returns a new directory.

    Raises ValueError when two units or classes share a code, a parent is unknown or the tree has a circle.
    A class may name members that are not loaded; they are left out of ``members``.
    """

    def __init__(self, units: Iterable[Unit] = (), classes: Iterable[UnitClass] = ()) -> None:
        given = tuple(units)
        self._canonical = _canonical_codes(given)
        self._units = {unit.code: self._with_canonical_parent(unit) for unit in given}
        self._children = _children_by_parent(self._units)
        self._classes = _classes_by_code(classes, self._canonical)
        self._times_named = Counter(fold(unit.name) for unit in self._units.values())
        for unit in self._units.values():
            self._check_ancestors(unit)

    @property
    def units(self) -> tuple[Unit, ...]:
        """All units, in the order given."""
        return tuple(self._units.values())

    @property
    def classes(self) -> tuple[UnitClass, ...]:
        """All classes, in the order given."""
        return tuple(self._classes.values())

    def get(self, code: str) -> Unit | None:
        """Return the unit with this code, or with this code in another register."""
        return self._units.get(self._canonical.get(code, code))

    def get_class(self, code: str) -> UnitClass | None:
        return self._classes.get(code)

    def members(self, class_code: str) -> tuple[Unit, ...]:
        """Return the loaded members of a class; empty when the class is unknown or none is loaded."""
        unit_class = self._classes.get(class_code)
        if unit_class is None:
            return ()
        if unit_class.level is not None:
            return tuple(unit for unit in self._units.values() if unit.level == unit_class.level)
        found = (self.get(code) for code in unit_class.members)
        return tuple(unit for unit in found if unit is not None)

    def children(self, code: str) -> tuple[Unit, ...]:
        """Return the units directly below ``code``; empty for an unknown code."""
        return self._children.get(self._canonical.get(code, code), ())

    def subtree(self, code: str) -> tuple[Unit, ...]:
        """Return the unit and everything below it, parents before children; empty for an unknown code."""
        unit = self.get(code)
        return () if unit is None else tuple(self._walk(unit))

    def ancestors(self, code: str) -> tuple[Unit, ...]:
        """Return the units above ``code``, nearest first; empty for an unknown code."""
        unit, above = self.get(code), []
        while unit is not None and unit.parent_code is not None:
            unit = self._units[unit.parent_code]
            above.append(unit)
        return tuple(above)

    def display_name(self, code: str) -> str:
        """Return the unit's name, with its parent where the name is not unique.

        "UBND xã Thành Sơn (huyện Quan Hóa)", but "UBND huyện Quan Hóa". The code of a class gives its name,
        an unknown code itself.
        """
        unit = self.get(code)
        if unit is None:
            unit_class = self._classes.get(code)
            return unit_class.name if unit_class else code
        if self._times_named[fold(unit.name)] == 1 or unit.parent_code is None:
            return unit.name
        return f"{unit.name} ({described(self._units[unit.parent_code])})"

    def with_units(self, more: Iterable[Unit]) -> "UnitDirectory":
        """Return a directory with ``more`` added; a unit that is known already is updated.

        The update wins in name, kind and parent; the code, the aliases and, as an alias, the old name stay.
        """
        units = dict(self._units)
        for unit in more:
            known = self.get(unit.code)
            units[known.code if known else unit.code] = _updated(known, unit) if known else unit
        return UnitDirectory(units.values(), self._classes.values())

    def search(self, text: str, limit: int = 8) -> tuple[UnitMatch, ...]:
        """Return at most ``limit`` units that a person may mean by ``text``, the likeliest first.

        Codes, names, aliases, parts of them, a name with the parent's ("thành sơn quan hóa"), and typing
        mistakes; no accents needed. Empty when nothing is like it. Never raises.
        """
        return self._search_index.search(text, limit)

    @cached_property
    def _search_index(self) -> SearchIndex:
        return SearchIndex(self.units)  # on first use: many directories are never searched

    def _walk(self, unit: Unit) -> Iterator[Unit]:
        yield unit
        for child in self._children.get(unit.code, ()):
            yield from self._walk(child)

    def _with_canonical_parent(self, unit: Unit) -> Unit:
        if unit.parent_code is None:
            return unit
        parent_code = self._canonical.get(unit.parent_code)
        if parent_code is None:
            raise ValueError(f"Unit {unit.code!r} has an unknown parent {unit.parent_code!r}")
        return unit if parent_code == unit.parent_code else replace(unit, parent_code=parent_code)

    def _check_ancestors(self, unit: Unit) -> None:
        seen = {unit.code}
        above = unit
        while above.parent_code is not None:
            above = self._units[above.parent_code]
            if above.code in seen:
                raise ValueError(f"Unit {unit.code!r} stands below itself")
            seen.add(above.code)


def _canonical_codes(units: Iterable[Unit]) -> dict[str, str]:
    """Map every code, of our own or of another register, to the unit's own code."""
    canonical: dict[str, str] = {}
    for unit in units:
        for code in dict.fromkeys((unit.code, *unit.other_codes)):
            if code in canonical:
                raise ValueError(f"Two units share the code {code!r}")
            canonical[code] = unit.code
    return canonical


def _children_by_parent(units: Mapping[str, Unit]) -> dict[str, tuple[Unit, ...]]:
    children: dict[str, list[Unit]] = {}
    for unit in units.values():
        if unit.parent_code is not None:
            children.setdefault(unit.parent_code, []).append(unit)
    return {code: tuple(below) for code, below in children.items()}


def _classes_by_code(classes: Iterable[UnitClass], unit_codes: Mapping[str, str]) -> dict[str, UnitClass]:
    by_code: dict[str, UnitClass] = {}
    for unit_class in classes:
        if unit_class.code in by_code or unit_class.code in unit_codes:
            raise ValueError(f"Two units or classes share the code {unit_class.code!r}")
        by_code[unit_class.code] = unit_class
    return by_code


def _updated(known: Unit, update: Unit) -> Unit:
    aliases = dict.fromkeys((*known.aliases, *update.aliases, known.name))
    aliases.pop(update.name, None)
    other_codes = dict.fromkeys((*known.other_codes, *update.other_codes))
    other_codes.pop(known.code, None)
    same = known if known.name == update.name else update
    return replace(
        same,
        code=known.code,
        kind=update.kind,
        parent_code=update.parent_code,
        other_codes=tuple(other_codes),
        aliases=tuple(aliases),
    )
