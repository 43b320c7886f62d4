"""Roles, invitations, handovers and periods keep their rules on both databases, also when two act at once."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from plan_data.store.acting import lend, periods_to_turn, stand_ins_of, turn_periods
from plan_data.store.audit import audit_entries, verify
from plan_data.store.chats import chat_at, chat_of_official, follow, followed_units, unfollow
from plan_data.store.coordination import coordinator_chats
from plan_data.store.database import Database
from plan_data.store.handovers import Handover, offer_handover, revoke_handover, take_over
from plan_data.store.invitations import (
    MOST_USES,
    Accepted,
    Period,
    accept_invitation,
    invite,
    open_invitations,
    revoke_invitation,
)
from plan_data.store.joining import (
    MOST_OPEN_REQUESTS,
    TooManyRequestsError,
    decide,
    request_access,
)
from plan_data.store.officials import Official, Role, admins, official_by_id, official_of
from plan_data.store.people import people_of_unit, person_card, units_with_people
from plan_data.store.questions import ask, open_question
from plan_data.store.roles import LastAdminError, end_role, grant, remove_official
from tests.factories import LONG_AGO, DutySpec, make_official, make_plan

NOW = datetime(2018, 1, 8, 0, 30, tzinfo=UTC)
TODAY = date(2018, 1, 8)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
async def office(database: Database) -> Database:
    """Units, and a duty so that they are all loaded."""
    await make_plan(database, [DutySpec("D-1", "SYT", date(2018, 1, 30))])
    return database


async def accept(
    database: Database, code: str, person: int, *, now: datetime = NOW, today: date = TODAY
) -> Accepted | None:
    async with database.writing() as session:
        return await accept_invitation(
            session,
            code,
            telegram_user_id=person,
            name=f"Người {person}",
            language="vi",
            today=today,
            now=now,
        )


async def make_invitation(
    database: Database,
    *,
    role: Role = Role.REPORTER,
    uses: int = 1,
    created_by: int | None = None,
    period: Period | None = None,
    now: datetime = NOW,
) -> str:
    async with database.writing() as session:
        return await invite(
            session,
            unit_code="SYT",
            role=role,
            created_by=created_by,
            now=now,
            uses=uses,
            life=7 * DAY,
            period=period,
        )


async def take(database: Database, code: str, person: int, now: datetime = NOW) -> Handover | None:
    async with database.writing() as session:
        return await take_over(
            session, code, telegram_user_id=person, name=f"Người {person}", language="vi", now=now
        )


async def find(database: Database, person: int, today: date | None = TODAY) -> Official | None:
    async with database.reading() as session:
        return await official_of(session, person, today)


async def role_of(database: Database, person: int, today: date | None = TODAY) -> Role | None:
    found = await find(database, person, today)
    return next((each.role for each in found.memberships if each.unit_code == "SYT"), None) if found else None


async def test_of_many_who_open_a_link_at_once_only_as_many_come_in_as_it_lets(office: Database) -> None:
    code = await make_invitation(office, uses=3)

    found = await asyncio.gather(*(accept(office, code, person) for person in range(1, 9)))

    assert len([each for each in found if each]) == 3


async def test_one_person_who_opens_a_link_many_times_at_once_takes_one_use(office: Database) -> None:
    code = await make_invitation(office, uses=3)

    found = await asyncio.gather(*(accept(office, code, 1) for _ in range(5)), return_exceptions=True)

    assert [each.is_new for each in found if isinstance(each, Accepted)].count(True) == 1
    async with office.reading() as session:
        (left,) = await open_invitations(session, NOW)
    assert left.uses_left == 2


@pytest.mark.parametrize("later", [7 * DAY, 30 * DAY])
async def test_a_link_out_of_date_lets_nobody_in(office: Database, later: timedelta) -> None:
    code = await make_invitation(office)
    assert await accept(office, code, 1, now=NOW + later) is None
    assert await accept(office, code, 1, now=NOW + 7 * DAY - timedelta(seconds=1)) is not None


@pytest.mark.parametrize("code", ["", "x", "đ" * 70, "\ud800"])
async def test_a_code_that_nobody_made_lets_nobody_in(office: Database, code: str) -> None:
    assert await accept(office, code, 1) is None
    assert await take(office, code, 1) is None


@pytest.mark.parametrize(("uses", "life"), [(0, DAY), (MOST_USES + 1, DAY), (1, timedelta()), (1, 366 * DAY)])
async def test_an_invitation_without_sense_is_refused(office: Database, uses: int, life: timedelta) -> None:
    async with office.writing() as session:
        with pytest.raises(ValueError, match="not a sensible invitation"):
            await invite(
                session,
                unit_code="SYT",
                role=Role.VIEWER,
                created_by=None,
                now=NOW,
                uses=uses,
                life=life,
            )


async def test_who_was_removed_needs_an_invitation_made_after_that(office: Database) -> None:
    before = await make_invitation(office, uses=5)
    lan = await make_official(office, 1001, "SYT")
    async with office.writing() as session:
        await remove_official(session, lan.official, NOW + HOUR)

    assert await accept(office, before, 1001, now=NOW + 2 * HOUR) is None
    after = await make_invitation(office, now=NOW + 2 * HOUR)
    assert await accept(office, after, 1001, now=NOW + 3 * HOUR) is not None
    assert await role_of(office, 1001) is Role.REPORTER


async def test_a_role_taken_away_is_not_got_back_by_the_same_link(office: Database) -> None:
    code = await make_invitation(office, uses=5)
    accepted = await accept(office, code, 1)
    assert accepted is not None
    async with office.writing() as session:
        await end_role(session, accepted.official_id, "SYT", ended_by=None, now=NOW)

    assert await accept(office, code, 1) is None
    assert await role_of(office, 1) is None


async def test_links_end_with_the_right_to_make_them(office: Database) -> None:
    duc = await make_official(office, 1003, "SYT", role=Role.COORDINATOR)
    code = await make_invitation(office, created_by=duc.official)
    async with office.writing() as session:
        await grant(session, duc.official, "SYT", Role.VIEWER, granted_by=None, now=NOW)

    assert await accept(office, code, 1) is None


async def test_a_revoked_link_is_closed_and_only_its_maker_or_an_admin_closes_it(office: Database) -> None:
    duc = await make_official(office, 1003, "SYT", role=Role.COORDINATOR)
    lan = await make_official(office, 1001, "SYT")
    code = await make_invitation(office, created_by=duc.official)
    async with office.writing() as session:
        (made,) = await open_invitations(session, NOW)
        assert not await revoke_invitation(session, made.id, revoked_by=lan.official, now=NOW, only_own=True)
        assert await revoke_invitation(session, made.id, revoked_by=duc.official, now=NOW, only_own=True)
        assert not await revoke_invitation(session, made.id, revoked_by=duc.official, now=NOW)

    assert await accept(office, code, 1) is None


async def test_removal_ends_everything_at_once_and_is_done_once(office: Database) -> None:
    lan = await make_official(office, 1001, "SYT", "SXD")
    async with office.writing() as session:
        await ask(session, 1001, 1001, kind="percent", details={"duty_id": 1}, now=NOW)
        assert await remove_official(session, lan.official, NOW)
        assert not await remove_official(session, lan.official, NOW)

    assert await find(office, 1001) is None
    async with office.reading() as session:
        assert await followed_units(session, lan.chat) == []
        assert await open_question(session, 1001, 1001) is None
        card = await person_card(session, lan.official, TODAY)
        removals = [e async for e in audit_entries(session) if e.action == "official.remove"]
    assert card is not None
    assert card.is_removed
    assert len(removals) == 1
    assert '"unit":"SXD"' in (removals[0].before or "")


async def test_the_last_administrator_stays(office: Database) -> None:
    duc = await make_official(office, 1003, "SYT", role=Role.ADMIN)

    async def attempt(remove: bool) -> None:
        async with office.writing() as session:
            if remove:
                await remove_official(session, duc.official, NOW)
            else:
                await grant(session, duc.official, "SYT", Role.VIEWER, granted_by=None, now=NOW)

    for remove in (True, False):
        with pytest.raises(LastAdminError):
            await attempt(remove)
    assert await role_of(office, 1003) is Role.ADMIN


async def test_two_administrators_who_remove_each_other_at_once_leave_one(office: Database) -> None:
    first = await make_official(office, 1, is_admin=True)
    second = await make_official(office, 2, is_admin=True)

    async def remove(who: int, by: int) -> bool:
        try:
            async with office.writing() as session:
                return await remove_official(session, who, NOW, removed_by=by)
        except LastAdminError:
            return False

    await asyncio.gather(remove(first.official, second.official), remove(second.official, first.official))

    async with office.reading() as session:
        assert len(await admins(session)) == 1


async def test_an_admin_by_role_for_one_unit_may_lose_it_while_admin_by_name(office: Database) -> None:
    duc = await make_official(office, 1003, "SYT", role=Role.ADMIN, is_admin=True)
    async with office.writing() as session:
        assert await end_role(session, duc.official, "SYT", ended_by=None, now=NOW)
        assert [each.id for each in await admins(session)] == [duc.official]


async def test_the_same_role_again_changes_and_notes_nothing(office: Database) -> None:
    lan = await make_official(office, 1001, "SYT")
    async with office.writing() as session:
        before = [entry.id async for entry in audit_entries(session)]
        await grant(session, lan.official, "SYT", Role.REPORTER, granted_by=None, now=NOW)
    async with office.reading() as session:
        assert [entry.id async for entry in audit_entries(session)] == before


async def test_a_successor_gets_roles_subscriptions_hour_and_question_once(office: Database) -> None:
    lan = await make_official(office, 1001, "SYT", "SXD", is_admin=True)
    async with office.writing() as session:
        await ask(session, 1001, 1001, kind="percent", details={"duty_id": 1}, now=NOW)
        await offer_handover(session, lan.official, "code", offered_by=lan.official, now=NOW)

    taken = await take(office, "code", 2001)
    again = await take(office, "code", 2001)

    assert taken is not None
    assert again is not None
    assert (taken.is_new, again.is_new) == (True, False)
    assert taken.successor.is_admin
    assert {each.unit_code for each in taken.successor.memberships} == {"SYT", "SXD"}
    assert await find(office, 1001) is None
    async with office.reading() as session:
        chat = await chat_of_official(session, taken.successor.id)
        assert chat is not None
        assert {unit.unit_code for unit in await followed_units(session, chat.id)} == {"SYT", "SXD"}
        question = await open_question(session, 2001, 2001)
        assert (await verify(session)).is_intact
    assert question is not None
    assert question.details == {"duty_id": 1}
    assert await take(office, "code", 2002) is None


async def test_of_two_successors_at_once_one_takes_over(office: Database) -> None:
    lan = await make_official(office, 1001, "SYT")
    async with office.writing() as session:
        await offer_handover(session, lan.official, "code", offered_by=lan.official, now=NOW)

    found = await asyncio.gather(take(office, "code", 2001), take(office, "code", 2002))

    assert len([each for each in found if each]) == 1


async def test_a_handover_is_closed_by_revoking_by_time_or_by_a_newer_one(office: Database) -> None:
    lan = await make_official(office, 1001, "SYT")
    async with office.writing() as session:
        await offer_handover(session, lan.official, "first", offered_by=lan.official, now=NOW)
        second = await offer_handover(session, lan.official, "second", offered_by=lan.official, now=NOW)

    assert await take(office, "first", 2001) is None
    assert await take(office, "second", 2001, now=NOW + 7 * DAY) is None
    async with office.writing() as session:
        assert not await revoke_handover(session, second, revoked_by=lan.official + 1, now=NOW)
        assert await revoke_handover(session, second, revoked_by=lan.official, now=NOW)
    assert await take(office, "second", 2001) is None
    assert await role_of(office, 1001) is Role.REPORTER


async def test_a_successor_with_a_greater_role_keeps_it(office: Database) -> None:
    lan = await make_official(office, 1001, "SYT", role=Role.VIEWER)
    await make_official(office, 2001, "SYT", role=Role.REPORTER)
    async with office.writing() as session:
        await offer_handover(session, lan.official, "code", offered_by=lan.official, now=NOW)

    assert await take(office, "code", 2001) is not None
    assert await role_of(office, 2001) is Role.REPORTER


async def lend_to(database: Database, person: int, acting_for: int, first: date, last: date) -> int:
    stand_in = await make_official(database, person)
    async with database.writing() as session:
        await lend(
            session,
            stand_in.official,
            "SYT",
            Role.REPORTER,
            acting_for=acting_for,
            starts_on=first,
            until=last,
            now=LONG_AGO,
        )
    return stand_in.official


async def turn(database: Database, today: date) -> None:
    async with database.writing() as session:
        await turn_periods(session, await periods_to_turn(session, today), today, NOW)


@pytest.mark.parametrize(
    ("today", "role"),
    [
        (TODAY - DAY, None),
        (TODAY, Role.REPORTER),
        (TODAY + 2 * DAY, Role.REPORTER),
        (TODAY + 3 * DAY, None),
        (None, None),
    ],
)
async def test_a_period_holds_on_its_days_alone(
    office: Database, today: date | None, role: Role | None
) -> None:
    lan = await make_official(office, 1001, "SYT")
    await lend_to(office, 2001, lan.official, TODAY, TODAY + 2 * DAY)
    assert await role_of(office, 2001, today) is role


async def test_reminders_begin_and_end_with_the_period(office: Database) -> None:
    lan = await make_official(office, 1001, "SYT")
    stand_in = await lend_to(office, 2001, lan.official, TODAY, TODAY + DAY)
    seen = []
    for day in (TODAY - DAY, TODAY, TODAY, TODAY + DAY, TODAY + 2 * DAY, TODAY + 3 * DAY):
        await turn(office, day)
        async with office.reading() as session:
            chat = await chat_of_official(session, stand_in)
            assert chat is not None
            seen.append(len(await followed_units(session, chat.id)))
    assert seen == [0, 1, 1, 1, 0, 0]


async def test_what_the_stand_in_followed_before_stays_followed(office: Database) -> None:
    lan = await make_official(office, 1001, "SYT")
    await make_official(office, 2001, "SYT", role=Role.VIEWER)
    stand_in = await lend_to(office, 2001, lan.official, TODAY, TODAY + DAY)
    async with office.writing() as session:
        chat = await chat_at(session, 2001)
        assert chat is not None
        await follow(session, chat.id, "SYT", LONG_AGO)
    for day in (TODAY, TODAY + 5 * DAY):
        await turn(office, day)

    async with office.reading() as session:
        assert [unit.unit_code for unit in await followed_units(session, chat.id)] == ["SYT"]
        assert await stand_ins_of(session, lan.official, TODAY) == []
        assert await official_by_id(session, stand_in) is not None


@pytest.mark.parametrize("how", ["removed", "demoted", "ended"])
async def test_nobody_stands_in_for_one_who_lost_the_role(office: Database, how: str) -> None:
    lan = await make_official(office, 1001, "SYT")
    await lend_to(office, 2001, lan.official, TODAY, TODAY + DAY)
    code = await make_invitation(
        office, created_by=lan.official, period=Period(lan.official, TODAY, TODAY + DAY)
    )
    await turn(office, TODAY)
    async with office.writing() as session:
        match how:
            case "removed":
                await remove_official(session, lan.official, NOW)
            case "demoted":
                await grant(session, lan.official, "SYT", Role.VIEWER, granted_by=None, now=NOW)
            case _:
                await end_role(session, lan.official, "SYT", ended_by=None, now=NOW)

    assert await role_of(office, 2001) is None
    assert await accept(office, code, 2002) is None


async def test_after_a_handover_the_stand_in_goes_on_for_the_successor(office: Database) -> None:
    lan = await make_official(office, 1001, "SYT")
    await lend_to(office, 2001, lan.official, TODAY, TODAY + DAY)
    async with office.writing() as session:
        await offer_handover(session, lan.official, "code", offered_by=lan.official, now=NOW)
    taken = await take(office, "code", 3001)

    assert taken is not None
    assert await role_of(office, 2001) is Role.REPORTER
    async with office.reading() as session:
        assert [each.name for each in await stand_ins_of(session, taken.successor.id, TODAY)] == ["Lan"]


async def follows(database: Database, official_id: int) -> set[str]:
    async with database.reading() as session:
        chat = await chat_of_official(session, official_id)
        return {unit.unit_code for unit in await followed_units(session, chat.id)} if chat else set()


@pytest.mark.parametrize(("role", "left"), [(None, set[str]()), (Role.VIEWER, {"385"})])
async def test_reminders_end_with_the_right_to_see_the_unit(
    office: Database, role: Role | None, left: set[str]
) -> None:
    leader = await make_official(office, 1001, "385", role=Role.LEADER)
    async with office.writing() as session:
        await follow(session, leader.chat, "14869", LONG_AGO)
        if role is None:
            await end_role(session, leader.official, "385", ended_by=None, now=NOW)
        else:
            await grant(session, leader.official, "385", role, granted_by=None, now=NOW)

    assert await follows(office, leader.official) == left


async def test_who_still_sees_the_unit_otherwise_keeps_its_reminders(office: Database) -> None:
    duc = await make_official(office, 1003, "SYT", "THUONGTRUC", role=Role.COORDINATOR)
    async with office.writing() as session:
        await end_role(session, duc.official, "SYT", ended_by=None, now=NOW)

    assert await follows(office, duc.official) == {"SYT", "THUONGTRUC"}


async def test_a_unit_followed_anew_while_standing_in_is_not_followed_after(office: Database) -> None:
    lan = await make_official(office, 1001, "SYT")
    stand_in = await lend_to(office, 2001, lan.official, TODAY, TODAY + DAY)
    await turn(office, TODAY)
    async with office.writing() as session:
        chat = await chat_of_official(session, stand_in)
        assert chat is not None
        await unfollow(session, chat.id, "SYT", "asked", NOW)
        await follow(session, chat.id, "SYT", NOW + HOUR)
    await turn(office, TODAY + 2 * DAY)

    assert await follows(office, stand_in) == set()


async def test_what_was_lent_to_the_predecessor_is_not_handed_over(office: Database) -> None:
    lan = await make_official(office, 1001, "SYT")
    await make_official(office, 2001, "SXD")
    stand_in = await lend_to(office, 2001, lan.official, TODAY, TODAY + DAY)
    await turn(office, TODAY)
    async with office.writing() as session:
        await offer_handover(session, stand_in, "code", offered_by=stand_in, now=NOW)
    taken = await take(office, "code", 3001)

    assert taken is not None
    assert await follows(office, taken.successor.id) == {"SXD"}
    assert await role_of(office, 3001) is None


async def test_requests_of_one_person_are_limited_and_decided_once(office: Database) -> None:
    duc = await make_official(office, 1003, "TINH", role=Role.ADMIN)
    units = ["SYT", "SXD", "THUONGTRUC", "385", "14869", "TINH"]

    async def request(unit: str, now: datetime) -> int | None:
        async with office.writing() as session:
            return await request_access(
                session,
                telegram_user_id=9,
                name="Khách",
                language="vi",
                unit_code=unit,
                role=Role.REPORTER,
                now=now,
            )

    made = [await request(unit, NOW) for unit in units[:MOST_OPEN_REQUESTS]]
    assert await request("SYT", NOW) is None
    with pytest.raises(TooManyRequestsError):
        await request("TINH", NOW)
    async with office.writing() as session:
        assert await decide(session, made[0] or 0, role=None, decided_by=duc.official, now=NOW)
        assert not await decide(session, made[0] or 0, role=Role.VIEWER, decided_by=duc.official, now=NOW)
    assert await request("TINH", NOW) is not None


async def test_people_are_found_by_unit(office: Database) -> None:
    await make_official(office, 1001, "SYT", name="Lan")
    await make_official(office, 1002, "SYT", "SXD", name="Tuấn")

    async with office.reading() as session:
        units = await units_with_people(session, TODAY)
        people = await people_of_unit(session, "SYT", TODAY)

    assert [(unit.unit_code, unit.people) for unit in units] == [("SYT", 2), ("SXD", 1)]
    assert [person.name for person in people] == ["Lan", "Tuấn"]


async def test_an_administrator_by_role_stands_in_for_coordinators_that_a_plan_does_not_have(
    database: Database,
) -> None:
    await make_plan(database, [DutySpec("Y-1")])
    admin = await make_official(database, 1001, "TINH", role=Role.ADMIN)
    await make_official(database, 1002, "SYT")

    async with database.reading() as session:
        chats = await coordinator_chats(session, date(2018, 1, 8))

    assert [(chat.chat_id, chat.units) for chat in chats] == [(admin.chat, None)]
