"""What each role may, asked of the rules alone."""

from datetime import date

import pytest

from bot.access import (
    held_to,
    may_administer,
    may_confirm,
    may_report,
    may_see,
    roles_to_give,
    units_to_lend,
)
from plan_data.store.officials import Membership, Official, Role
from tests.factories import UNITS


def with_role(role: Role, unit: str = "SYT", *, is_admin: bool = False) -> Official:
    return Official(1, 1001, "Lan", "vi", is_admin, (Membership(unit, unit, role),))


NOBODY = Official(1, 1001, "Lan", "vi", False, ())
ADMIN = with_role(Role.ADMIN, "TINH", is_admin=True)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REPORTER])
def test_a_unit_sees_itself_alone(role: Role) -> None:
    official = with_role(role, "385")
    assert may_see(official, "385", UNITS)
    assert not may_see(official, "14869", UNITS)
    assert not may_see(official, "SYT", UNITS)


def test_a_leader_sees_all_below_and_reports_nothing() -> None:
    leader = with_role(Role.LEADER, "385")
    assert may_see(leader, "14869", UNITS)
    assert not may_see(leader, "TINH", UNITS)
    assert not may_report(leader, "385")
    assert not may_report(leader, "14869")


def test_a_coordinator_sees_all_but_reports_and_confirms_for_its_own_unit() -> None:
    coordinator = with_role(Role.COORDINATOR, "THUONGTRUC")
    assert may_see(coordinator, "14869", UNITS)
    assert may_report(coordinator, "THUONGTRUC")
    assert not may_report(coordinator, "SYT")
    assert may_confirm(coordinator, "SYT", "THUONGTRUC")
    assert not may_confirm(coordinator, "SYT", "SXD")
    assert not may_confirm(coordinator, "SYT", None)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.LEADER, Role.REPORTER])
def test_nobody_else_confirms(role: Role) -> None:
    assert not may_confirm(with_role(role, "THUONGTRUC"), "SYT", "THUONGTRUC")


def test_an_administrator_may_all_but_in_a_group() -> None:
    assert may_report(ADMIN, "SYT")
    assert may_confirm(ADMIN, "SYT", None)
    assert may_administer(ADMIN)
    assert roles_to_give(ADMIN) == tuple(Role)
    assert not may_administer(held_to(ADMIN, {"SYT"}))
    assert roles_to_give(held_to(ADMIN, {"SYT"})) == ()


def test_a_coordinator_lets_no_equal_in() -> None:
    roles = roles_to_give(with_role(Role.COORDINATOR, "THUONGTRUC"))
    assert set(roles) == {Role.VIEWER, Role.LEADER, Role.REPORTER}


def test_in_a_group_everybody_is_held_to_its_units() -> None:
    held = held_to(ADMIN, {"SYT"})
    assert may_see(held, "SYT", UNITS)
    assert not may_see(held, "SXD", UNITS)
    assert may_report(held, "SYT")
    assert not may_report(held, "SXD")
    assert not may_confirm(held, "SXD", "THUONGTRUC")


def test_a_group_gives_nobody_a_right_they_do_not_have() -> None:
    viewer = held_to(with_role(Role.VIEWER, "SXD"), {"SYT"})
    assert not may_see(viewer, "SYT", UNITS)
    assert not may_see(viewer, "SXD", UNITS)


def test_who_has_no_role_may_nothing() -> None:
    for unit in UNITS.units:
        assert not may_see(NOBODY, unit.code, UNITS)
        assert not may_report(NOBODY, unit.code)
    assert roles_to_give(NOBODY) == ()
    assert units_to_lend(NOBODY) == ()


def test_only_a_lasting_role_of_ones_own_is_lent() -> None:
    from_date = Membership("SXD", "Sở Xây dựng", Role.REPORTER, until=None)
    on_loan = Membership("SYT", "Sở Y tế", Role.REPORTER, until=date(2018, 1, 20))
    assert units_to_lend(Official(1, 1001, "Lan", "vi", False, (from_date, on_loan))) == ("SXD",)
