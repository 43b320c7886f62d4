"""How a unit may be written: full and short names, words for its kind, customary abbreviations."""

from collections.abc import Iterable

from plan_data.units.fold import accent_key, fold
from plan_data.units.unit import COMMUNE, DISTRICT, PROVINCE, Unit

COMMITTEE = "UBND"
COMMITTEE_IN_FULL = "Ủy ban nhân dân"
_DEPARTMENT = "Sở "
_KINDS_IN_SHORT = {
    "thành phố": ("TP",),
    "thị xã": ("TX",),
    "huyện": ("H",),
    "phường": ("P",),
    "thị trấn": ("TT",),
    "xã": ("X",),
}


def administrative_unit(
    level: str, code: str, kind: str, place: str, parent_code: str | None, other_codes: tuple[str, ...] = ()
) -> Unit:
    """Make the unit of a province, district or commune from its kind and the place's own name.

    A kind or "UBND" that is repeated in ``place`` is dropped: both "Quan Hóa" and "Huyện Quan Hóa" of the
    kind "Huyện" give "UBND huyện Quan Hóa".
    """
    for prefix in (COMMITTEE, kind):
        if fold(place).startswith(fold(prefix) + " "):
            place = " ".join(place.split()[len(prefix.split()) :])
    return Unit(
        code, f"{COMMITTEE} {kind.lower()} {place}", place, kind, level, parent_code, other_codes=other_codes
    )


def is_administrative(unit: Unit) -> bool:
    """Tell whether the unit governs a place, so that its name is a kind and the place's own name."""
    return unit.level in {PROVINCE, DISTRICT, COMMUNE}


def full_spellings(unit: Unit) -> tuple[str, ...]:
    """Return the spellings that name the unit even in the middle of a sentence, the full name first."""
    names = [unit.name, *unit.aliases]
    if is_administrative(unit):
        kinds = (unit.kind, *_KINDS_IN_SHORT.get(unit.kind.lower(), ()))
        places = [f"{kind} {unit.short_name}" for kind in kinds]
        names += [*places, *(f"{COMMITTEE} {place}" for place in places)]
    else:
        names += [unit.short_name, f"{unit.name} tỉnh"]
    return _distinct(names)


def bare_spellings(unit: Unit) -> tuple[str, ...]:
    """Return the spellings that need a context: "Quan Hóa" of a district, "Y tế" of "Sở Y tế"."""
    if is_administrative(unit):
        return (unit.short_name,)
    spellings = (unit.name, unit.short_name, *unit.aliases)
    return _distinct(name.removeprefix(_DEPARTMENT) for name in spellings if name.startswith(_DEPARTMENT))


def committee_in_full(names: Iterable[str]) -> tuple[str, ...]:
    """Return ``names`` and, for each with the abbreviation "UBND", the name with the words in full."""
    given = list(names)
    in_full = (name.replace(COMMITTEE, COMMITTEE_IN_FULL) for name in given if COMMITTEE in name.split())
    return _distinct([*given, *in_full])


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({accent_key(name): name for name in reversed(list(names))}.values())[::-1]
