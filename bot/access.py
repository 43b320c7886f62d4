"""Who may see and do what; asked again at every message and every press. Closed by default.

| role | sees | reports | confirms, decides extensions | lets people in |
|---|---|---|---|---|
| viewer | the unit | – | – | – |
| leader | the unit and all below it | – | – | – |
| reporter | the unit | for the unit | – | – |
| coordinator | the whole plan | for its own unit | what its own unit confirms | viewers, leaders, reporters |
| admin | the whole plan | for every unit | for every unit | everybody |

Only admins load and amend plans.

In a group others read along: whoever writes there is held to the units that the group follows, and people are
not administered there.
"""

from collections.abc import Collection
from dataclasses import replace

from plan_data.store.officials import Official, Role
from plan_data.units import UnitDirectory

REPORTS = frozenset({Role.REPORTER, Role.COORDINATOR})
COORDINATOR_INVITES = frozenset({Role.VIEWER, Role.LEADER, Role.REPORTER})
"""The roles a coordinator may give."""


def held_to(official: Official, unit_codes: Collection[str]) -> Official:
    """The official where others read along: with rights for these units alone."""
    return replace(official, only_units=frozenset(unit_codes))


def visible_units(official: Official, directory: UnitDirectory) -> Collection[str] | None:
    """Codes of the units whose duties the official may see; None for all of them."""
    seen = official.units_seen(directory)
    if official.only_units is None:
        return seen
    return official.only_units if seen is None else official.only_units.intersection(seen)


def may_see(official: Official, unit_code: str, directory: UnitDirectory) -> bool:
    """Whether the official may see the unit's duties."""
    units = visible_units(official, directory)
    return units is None or unit_code in units


def may_report(official: Official, unit_code: str) -> bool:
    """Whether the official may report progress for the unit; leaders and viewers only read."""
    if not _is_within(official, unit_code):
        return False
    return official.is_admin or any(
        membership.unit_code == unit_code and membership.role in REPORTS
        for membership in official.memberships
    )


def may_confirm(official: Official, unit_code: str, confirming_unit: str | None) -> bool:
    """Whether the official may confirm or return what the unit reported, and decide its extensions.

    ``confirming_unit`` is the unit that the plan names for it; without one only administrators may.
    """
    if not _is_within(official, unit_code):
        return False
    return official.is_admin or any(
        membership.unit_code == confirming_unit and membership.role is Role.COORDINATOR
        for membership in official.memberships
    )


def may_administer(official: Official) -> bool:
    """Whether the official decides who joins, over all people, and over what the plans say."""
    return official.is_admin and official.only_units is None


def roles_to_give(official: Official) -> tuple[Role, ...]:
    """The roles for which the official may invite somebody; empty for most."""
    if may_administer(official):
        return tuple(Role)
    if official.is_coordinator and official.only_units is None:
        return tuple(role for role in Role if role in COORDINATOR_INVITES)
    return ()


def units_to_lend(official: Official) -> tuple[str, ...]:
    """The units for which the official may let somebody else report for a while.

    Only one's own lasting role can be lent, so that it is never handed on by who has it on loan.
    """
    if official.only_units is not None:
        return ()
    return tuple(
        membership.unit_code
        for membership in official.memberships
        if membership.role in REPORTS and membership.until is None
    )


def _is_within(official: Official, unit_code: str) -> bool:
    return official.only_units is None or unit_code in official.only_units
