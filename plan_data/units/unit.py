"""What a unit and a class of units are."""

from dataclasses import dataclass
from typing import Final

PROVINCE: Final = "province"
DEPARTMENT: Final = "department"
ORGANISATION: Final = "organisation"
DISTRICT: Final = "district"
COMMUNE: Final = "commune"

LEVELS: Final = (PROVINCE, DEPARTMENT, ORGANISATION, DISTRICT, COMMUNE)
"""All levels, in the order in which people expect them in lists."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that can be obliged by a plan.

    ``code`` is unique and never reused; ``other_codes`` are codes of other registers for the same unit (the
    statistics office's "38" for "UBND-TINH"). ``name`` is the full name ("UBND huyện Quan Hóa", "Sở Y tế"),
    ``short_name`` what fits a button ("Quan Hóa", "SYT"), ``kind`` the word for its sort ("Huyện", "Sở"),
    ``level`` one of LEVELS. ``aliases`` are further spellings under which plans and people name it.
    """

    code: str
    name: str
    short_name: str
    kind: str
    level: str
    parent_code: str | None = None
    aliases: tuple[str, ...] = ()
    other_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitClass:
    """A name in a plan that stands for many units: "UBND cấp huyện".

    Either ``level`` is set (all loaded units of that level) or ``members`` lists unit codes.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    level: str | None = None
    members: tuple[str, ...] = ()


def described(unit: Unit) -> str:
    """Return the unit as it stands in brackets or an address: "huyện Quan Hóa"."""
    if unit.level in {PROVINCE, DISTRICT, COMMUNE}:
        return f"{unit.kind.lower()} {unit.short_name}"
    return unit.name
