"""Confirmation, evidence, later dates and snoozes in the database, on SQLite and PostgreSQL alike."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.classification import due_as_of
from plan_data.duty_state import DutyState, ReportStatus
from plan_data.evidence_files import EvidenceFile
from plan_data.store.calendar_entries import calendar_entries
from plan_data.store.confirmation import (
    claim_notice,
    decide_report,
    deciders_of,
    decisions_on,
    note_queue_seen,
    waiting_reports,
)
from plan_data.store.database import Database
from plan_data.store.digests import announced, open_duties
from plan_data.store.duties import Duty, duties_by_code
from plan_data.store.evidence import add_evidence, evidence_by_id, evidence_of, withdraw_evidence
from plan_data.store.extension import (
    ask_extension,
    decide_extension,
    extension_by_id,
    extensions_of,
    pending_extensions,
    revoke_extension,
)
from plan_data.store.histories import Scope, duty_histories
from plan_data.store.officials import Role
from plan_data.store.progress import NewReport, Source, record_progress, report_by_id, revoke_report
from plan_data.store.snooze import end_snoozes, snooze, snoozed_until, snoozes_of_chats
from tests.factories import DutySpec, OfficialIds, make_official, make_plan
from tests.world import ZONE

NOW = datetime(2018, 1, 8, 1, tzinfo=UTC)
TODAY = date(2018, 1, 8)
DAY = timedelta(days=1)
DUE = date(2018, 1, 15)


@pytest.fixture
async def lan(database: Database) -> OfficialIds:
    """The reporter of Sở Y tế, with a duty it leads and another helps with, and one of two leads."""
    await make_plan(
        database,
        [
            DutySpec("A-1", "SYT", DUE),
            DutySpec("A-1", "385", DUE, role="cooperating"),
            DutySpec("A-2", "SYT", DUE),
            DutySpec("A-2", "SXD", DUE),
            DutySpec("A-2", "385", DUE, role="cooperating"),
        ],
        confirmed_by="THUONGTRUC",
        evidence="optional",
    )
    return await make_official(database, 1, "SYT")


async def duty(session: AsyncSession, code: str = "A-1", unit: str = "SYT") -> Duty:
    return (await duties_by_code(session, code, {unit}))[0]


async def report(
    session: AsyncSession, lan: OfficialIds, status: ReportStatus = ReportStatus.DONE, at: datetime = NOW
) -> int:
    number = await record_progress(
        session, (await duty(session)).id, lan.official, NewReport(status), source=Source(), now=at
    )
    assert number is not None
    return number


async def decide(
    session: AsyncSession, report_id: int, by: OfficialIds, *, is_confirmed: bool
) -> DutyState | None:
    found = await report_by_id(session, report_id)
    assert found is not None
    standing = await decide_report(
        session,
        found,
        by.official,
        is_confirmed=is_confirmed,
        reason=None if is_confirmed else "thiếu số liệu",
        today=TODAY,
        now=NOW + DAY,
    )
    return standing.state if standing else None


async def test_the_queue_holds_the_newest_report_of_what_waits(database: Database, lan: OfficialIds) -> None:
    async with database.writing() as session:
        await report(session, lan)
        newest = await report(session, lan, at=NOW + DAY)
        mine = await waiting_reports(session, {"THUONGTRUC"}, first=0, count=5)
        others = await waiting_reports(session, {"SXD"}, first=0, count=5)
        elsewhere = await waiting_reports(session, None, first=0, count=5, only_of={"SXD"})
    assert [(each.report.id, each.duty.code) for each in mine.reports] == [(newest, "A-1")]
    assert (mine.total, others.total, elsewhere.total) == (1, 0, 0)
    assert mine.reports[0].duty.reported_at == NOW


async def test_a_report_is_decided_once(database: Database, lan: OfficialIds) -> None:
    async with database.writing() as session:
        number = await report(session, lan)
        assert await decide(session, number, lan, is_confirmed=True) is DutyState.DONE
        assert await decide(session, number, lan, is_confirmed=False) is None
        made = await decisions_on(session, (await duty(session)).id)
    assert [(each.is_confirmed, each.official_name) for each in made] == [(True, "Lan")]


async def test_two_coordinators_at_once_decide_once(database: Database, lan: OfficialIds) -> None:
    async with database.writing() as session:
        number = await report(session, lan)

    async def press(*, is_confirmed: bool) -> DutyState | None:
        async with database.writing() as session:
            return await decide(session, number, lan, is_confirmed=is_confirmed)

    states = await asyncio.gather(press(is_confirmed=True), press(is_confirmed=False))
    assert sum(state is not None for state in states) == 1


async def test_a_report_that_was_overtaken_is_not_decided(database: Database, lan: OfficialIds) -> None:
    async with database.writing() as session:
        number = await report(session, lan)
        await report(session, lan, ReportStatus.IN_PROGRESS)
        assert await decide(session, number, lan, is_confirmed=True) is None


async def test_a_return_counts_and_opens_a_round(database: Database, lan: OfficialIds) -> None:
    async with database.writing() as session:
        await decide(session, await report(session, lan), lan, is_confirmed=False)
        found = {each.id: each.times_returned for each in await open_duties(session, DUE)}
        mine = await duty(session)
    assert found[mine.id] == 1
    assert (mine.state, mine.reported_at) == (DutyState.RETURNED, None)


async def test_done_without_required_evidence_is_kept_as_unproven(database: Database) -> None:
    await make_plan(database, [DutySpec("A-1", "SYT", DUE)], evidence="required")
    lan = await make_official(database, 1, "SYT")
    async with database.writing() as session:
        first = await report_by_id(session, await report(session, lan))
        file = EvidenceFile("a" * 64, 10, "application/pdf", "a.pdf")
        mine = await duty(session)
        number = await add_evidence(
            session, mine.id, lan.official, file, chat_id=1, message_id=5, album=None, now=NOW
        )
        again = await add_evidence(
            session, mine.id, lan.official, file, chat_id=1, message_id=5, album=None, now=NOW
        )
        second = await report_by_id(session, await report(session, lan))
        assert number is not None
        kept = await evidence_by_id(session, number)
        assert kept is not None
        assert await withdraw_evidence(session, kept, lan.official, now=NOW)
        assert not await withdraw_evidence(session, kept, lan.official, now=NOW)
        left = await evidence_of(session, mine.id)
    assert first is not None
    assert second is not None
    assert (first.status, second.status) == (ReportStatus.UNPROVEN, ReportStatus.DONE)
    assert again is None
    assert list(left) == []


async def ask(session: AsyncSession, lan: OfficialIds, code: str = "A-1", days: int = 10) -> int:
    number = await ask_extension(
        session,
        (await duty(session, code)).id,
        lan.official,
        NewReport(ReportStatus.EXTENSION, note="chờ số liệu"),
        until=DUE + days * DAY,
        is_late=False,
        source=Source(),
        now=NOW,
    )
    assert number is not None
    return number


async def grant(session: AsyncSession, number: int, lan: OfficialIds) -> list[int] | None:
    found = await extension_by_id(session, number)
    assert found is not None
    moved = await decide_extension(
        session, found, lan.official, is_granted=True, document="1/UBND", today=TODAY, now=NOW + DAY
    )
    return None if moved is None else list(moved)


@pytest.mark.parametrize(("code", "moves_along"), [("A-1", True), ("A-2", False)])
async def test_who_helps_the_only_lead_unit_gets_its_new_date(
    database: Database, lan: OfficialIds, code: str, moves_along: bool
) -> None:
    async with database.writing() as session:
        moved = await grant(session, await ask(session, lan, code), lan)
        own, helping = await duty(session, code), await duty(session, code, "385")
    assert moved is not None
    assert (own.due_on, own.planned_due_on) == (DUE + 10 * DAY, DUE)
    assert (helping.id in moved) == moves_along
    assert helping.due_on == (own.due_on if moves_along else DUE)


async def test_a_request_is_decided_once_and_stays_in_the_history(
    database: Database, lan: OfficialIds
) -> None:
    async with database.writing() as session:
        number = await ask(session, lan)
        assert [each.id for each in await pending_extensions(session)] == [number]
        assert await grant(session, number, lan)
        assert await grant(session, number, lan) is None
        second = await ask(session, lan, days=20)
        assert await grant(session, second, lan)
        kept = await extensions_of(session, (await duty(session)).id)
    dates = [(each.from_on, each.until, each.is_pending) for each in kept]
    assert dates == [(DUE, DUE + 10 * DAY, False), (DUE + 10 * DAY, DUE + 20 * DAY, False)]


async def revoke(
    session: AsyncSession, number: int, lan: OfficialIds, days_later: int = 3
) -> list[int] | None:
    found = await extension_by_id(session, number)
    assert found is not None
    moved = await revoke_extension(
        session, found, lan.official, reason="cấp nhầm", today=TODAY, now=NOW + days_later * DAY
    )
    return None if moved is None else list(moved)


@pytest.mark.parametrize(("code", "moves_along"), [("A-1", True), ("A-2", False)])
async def test_a_grant_taken_back_gives_the_date_before_it_to_all_that_had_moved(
    database: Database, lan: OfficialIds, code: str, moves_along: bool
) -> None:
    async with database.writing() as session:
        number = await ask(session, lan, code)
        moved = await grant(session, number, lan)
        assert await revoke(session, number, lan) == moved
        assert await revoke(session, number, lan) is None
        own, helping = await duty(session, code), await duty(session, code, "385")
        (kept,) = await extensions_of(session, own.id)
    assert (own.due_on, helping.due_on) == (DUE, DUE)
    assert moves_along == (moved is not None and helping.id in moved)
    assert kept.decision is not None
    assert kept.decision.is_granted
    assert kept.revocation is not None
    assert (kept.revocation.reason, kept.revocation.official_name) == ("cấp nhầm", "Lan")


async def test_grants_are_taken_back_newest_first(database: Database, lan: OfficialIds) -> None:
    async with database.writing() as session:
        first = await ask(session, lan)
        await grant(session, first, lan)
        second = await ask(session, lan, days=20)
        await grant(session, second, lan)
        assert await revoke(session, first, lan) is None
        assert await revoke(session, second, lan)
        assert (await duty(session)).due_on == DUE + 10 * DAY
        assert await revoke(session, first, lan)
        assert (await duty(session)).due_on == DUE


async def test_two_coordinators_take_a_grant_back_once(database: Database, lan: OfficialIds) -> None:
    async with database.writing() as session:
        number = await ask(session, lan)
        await grant(session, number, lan)

    async def press() -> list[int] | None:
        async with database.writing() as session:
            return await revoke(session, number, lan)

    assert sum(moved is not None for moved in await asyncio.gather(press(), press())) == 1


@pytest.mark.parametrize("amended_to", [DUE + 5 * DAY, DUE + 10 * DAY])
async def test_a_date_that_the_plan_gave_since_is_not_taken_back(
    database: Database, lan: OfficialIds, amended_to: date
) -> None:
    async with database.writing() as session:
        number = await ask(session, lan)
        await grant(session, number, lan)
    await make_plan(database, [DutySpec("A-1", "SYT", amended_to)], confirmed_by="THUONGTRUC")
    async with database.writing() as session:
        assert await revoke(session, number, lan) is None
        assert (await duty(session)).due_on == amended_to


async def test_lateness_and_calendars_follow_what_was_taken_back_from_that_day_on(
    database: Database, lan: OfficialIds
) -> None:
    async with database.writing() as session:
        number = await ask(session, lan)
        await grant(session, number, lan)
        await revoke(session, number, lan)
        mine = await duty(session)
        histories = await duty_histories(session, Scope(), TODAY + 5 * DAY, ZONE)
        entries = await calendar_entries(session, {"SYT"})
    (history,) = (each for each in histories if each.duty_id == mine.id)
    days = [due_as_of(history, TODAY + after * DAY, ZONE) for after in range(5)]
    assert days == [DUE, DUE + 10 * DAY, DUE + 10 * DAY, DUE, DUE]
    assert [each.times_moved for each in entries if each.duty.id == mine.id] == [2]


async def test_a_request_for_a_date_that_holds_no_more_is_moot(database: Database, lan: OfficialIds) -> None:
    async with database.writing() as session:
        first = await ask(session, lan)
        await grant(session, first, lan)
        second = await ask(session, lan, days=20)
        assert [each.id for each in await pending_extensions(session)] == [second]
        assert await revoke(session, first, lan)
        assert list(await pending_extensions(session)) == []


async def test_a_request_that_was_taken_back_or_replaced_waits_no_more(
    database: Database, lan: OfficialIds
) -> None:
    async with database.writing() as session:
        first = await ask(session, lan)
        second = await ask(session, lan, days=20)
        assert await grant(session, first, lan) is None
        found = await extension_by_id(session, second)
        assert found is not None
        await revoke_report(session, found.report_id, lan.official, now=NOW)
        assert await grant(session, second, lan) is None
        assert list(await pending_extensions(session)) == []


async def test_snoozes_belong_to_a_chat_and_end_with_news(database: Database, lan: OfficialIds) -> None:
    async with database.writing() as session:
        mine = await duty(session)
        for until in (TODAY + DAY, TODAY + 3 * DAY):
            await snooze(session, lan.chat, mine.id, lan.official, until_on=until, today=TODAY, now=NOW)
        found = await snoozes_of_chats(session, lan.chat, lan.chat)
        assert await snoozed_until(session, lan.chat, mine.id, TODAY) == TODAY + 3 * DAY
        assert await snoozed_until(session, lan.chat, mine.id, TODAY + 3 * DAY) is None
        await end_snoozes(session, [mine.id], TODAY + 4 * DAY)
        ended = await snoozes_of_chats(session, lan.chat, lan.chat)
        await end_snoozes(session, [mine.id], TODAY)
        assert await snoozes_of_chats(session, lan.chat, lan.chat) == {}
        assert await announced(session, lan.chat, lan.chat) == {}
    assert found == {lan.chat: {mine.id: [TODAY + 3 * DAY]}}
    assert ended == found


async def test_coordinators_are_told_once_a_day_until_they_look(database: Database, lan: OfficialIds) -> None:
    began = NOW - timedelta(hours=1)

    async def may_tell(at: datetime, day_began_at: datetime = began) -> bool:
        async with database.writing() as session:
            return await claim_notice(session, lan.official, now=at, day_began_at=day_began_at)

    assert await may_tell(NOW)
    assert not await may_tell(NOW + timedelta(minutes=1))
    async with database.writing() as session:
        await note_queue_seen(session, lan.official, NOW + timedelta(minutes=2))
    assert await may_tell(NOW + timedelta(minutes=3))
    assert not await may_tell(NOW + timedelta(minutes=4))
    assert await may_tell(NOW + DAY, began + DAY)


@pytest.mark.usefixtures("lan")
async def test_who_decides_are_the_units_coordinators_else_the_administrators(
    database: Database,
) -> None:
    admin = await make_official(database, 2, name="Quản trị", is_admin=True)
    async with database.writing() as session:
        assert [each.id for each in await deciders_of(session, "THUONGTRUC")] == [admin.official]
    duc = await make_official(database, 3, "THUONGTRUC", role=Role.COORDINATOR, name="Đức")
    async with database.writing() as session:
        assert [each.id for each in await deciders_of(session, "THUONGTRUC")] == [duc.official]
        assert [each.id for each in await deciders_of(session, None)] == [admin.official]
