"""Who may see and do what; asked again at every message and every press. Closed by default."""

from collections.abc import Collection

from plan_data.store.officials import Official, Role
from plan_data.units import UnitDirectory

SEES_SUBTREE = frozenset({Role.LEADER})
REPORTS = frozenset({Role.REPORTER})


def visible_units(official: Official, directory: UnitDirectory) -> Collection[str] | None:
    """Codes of the units whose duties the official may see; None for all of them."""
    if official.is_coordinator:
        return None
    codes: set[str] = set()
    for membership in official.memberships:
        if membership.role in SEES_SUBTREE:
            codes.update(unit.code for unit in directory.subtree(membership.unit_code))
        else:
            codes.add(membership.unit_code)
    return frozenset(codes)


def may_see(official: Official, unit_code: str, directory: UnitDirectory) -> bool:
    """Whether the official may see the unit's duties."""
    units = visible_units(official, directory)
    return units is None or unit_code in units


def may_report(official: Official, unit_code: str) -> bool:
    """Whether the official may report progress for the unit; leaders and viewers only read."""
    return official.is_coordinator or any(
        membership.unit_code == unit_code and membership.role in REPORTS
        for membership in official.memberships
    )


def may_administer(official: Official) -> bool:
    """Whether the official decides who joins."""
    return official.is_admin
