"""An amended plan says anew who confirms, or whether evidence is needed: states and queues follow, on both
databases.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts.amendments import amendment_message, to_confirm_message
from plan_data.classification import Category, classify
from plan_data.deadlines import WorkingCalendar
from plan_data.duty_state import DutyState, ReportStatus
from plan_data.store.confirmation import decide_report, waiting_reports
from plan_data.store.database import Database
from plan_data.store.duties import Duty, duties_by_code
from plan_data.store.extension import ask_extension
from plan_data.store.histories import Scope, duty_histories
from plan_data.store.notices import claim_notices
from plan_data.store.officials import Role
from plan_data.store.progress import NewReport, Source, record_progress, report_by_id
from scheduler.amendments import AmendmentTeller, AmendmentWords
from tests.factories import DutySpec, make_official, make_plan
from tests.world import ZONE

NOW = datetime(2018, 1, 8, 1, tzinfo=UTC)
TODAY = date(2018, 1, 8)
DAY = timedelta(days=1)
LAN, DUC, BINH = 1001, 1003, 1005


class Office:
    """A-1 and A-2 of Sở Y tế; Đức confirms for Sở Lao động, Bình for Sở Xây dựng."""

    def __init__(self, database: Database) -> None:
        self.database = database
        words = AmendmentWords(amendment_message, to_confirm_message)
        self.teller = AmendmentTeller(database, words, ZONE)

    async def open(self) -> None:
        self.lan = await make_official(self.database, LAN, "SYT")
        for telegram_id, unit in ((DUC, "THUONGTRUC"), (BINH, "SXD")):
            await make_official(self.database, telegram_id, unit, role=Role.COORDINATOR, follows=False)

    async def plan(self, confirmed_by: str | None, evidence: str = "optional") -> None:
        duties = [DutySpec("A-1", "SYT", date(2018, 1, 15)), DutySpec("A-2", "SYT", date(2018, 1, 15))]
        await make_plan(self.database, duties, confirmed_by=confirmed_by, evidence=evidence, now=NOW)

    async def report(self, code: str = "A-1", status: ReportStatus = ReportStatus.DONE) -> int:
        async with self.database.writing() as session:
            duty = await duty_in(session, code)
            number = await record_progress(
                session, duty.id, self.lan.official, NewReport(status), source=Source(), now=NOW
            )
        assert number is not None
        return number

    async def state(self, code: str = "A-1") -> DutyState:
        async with self.database.reading() as session:
            return (await duty_in(session, code)).state

    async def queue_of(self, unit: str) -> list[str]:
        async with self.database.reading() as session:
            queue = await waiting_reports(session, {unit}, first=0, count=9)
        return [each.duty.code for each in queue.reports]

    async def told(self, at: datetime = NOW) -> dict[int, str]:
        """What is planned now, by whom it goes to."""
        await self.teller.plan(at)
        async with self.database.writing() as session:
            notices = await claim_notices(session, at, 9)
        return {notice.recipient.telegram_chat_id: notice.text for notice in notices}


async def duty_in(session: AsyncSession, code: str) -> Duty:
    return (await duties_by_code(session, code, None))[0]


@pytest.fixture
async def office(database: Database) -> Office:
    made = Office(database)
    await made.plan("THUONGTRUC")
    await made.open()
    return made


async def test_who_confirms_from_now_on_is_asked_once_about_what_waits(office: Office) -> None:
    await office.report("A-1")
    await office.report("A-2", ReportStatus.IN_PROGRESS)

    await office.plan("SXD")

    assert (await office.queue_of("SXD"), await office.queue_of("THUONGTRUC")) == (["A-1"], [])
    told = await office.told()
    assert set(told) == {BINH}
    assert "nay bạn xác nhận" in told[BINH]
    assert "A-1" in told[BINH]
    assert "A-2" not in told[BINH]
    await office.plan("SXD", evidence="required")
    assert await office.told(NOW + timedelta(minutes=1)) == {}


async def test_a_request_for_a_later_date_goes_over_too(office: Office) -> None:
    async with office.database.writing() as session:
        duty = await duty_in(session, "A-1")
        await ask_extension(
            session,
            duty.id,
            office.lan.official,
            NewReport(ReportStatus.EXTENSION),
            until=date(2018, 1, 31),
            is_late=False,
            source=Source(),
            now=NOW,
        )

    await office.plan("SXD")

    assert "A-1" in (await office.told())[BINH]


async def test_where_nobody_confirms_any_more_what_waited_is_done(office: Office) -> None:
    await office.report()

    await office.plan(None)

    assert await office.state() is DutyState.DONE
    assert await office.told() == {}


async def test_where_somebody_confirms_now_what_was_done_waits_as_of_its_day(office: Office) -> None:
    await office.plan(None)
    await office.report()
    assert await office.state() is DutyState.DONE

    await office.plan("SXD")

    async with office.database.reading() as session:
        duty = await duty_in(session, "A-1")
    assert (duty.state, duty.reported_at) == (DutyState.REPORTED, NOW)
    assert set(await office.told()) == {BINH}


async def test_what_was_confirmed_stays_so(office: Office) -> None:
    number = await office.report()
    async with office.database.writing() as session:
        report = await report_by_id(session, number)
        assert report is not None
        by = office.lan.official
        await decide_report(session, report, by, is_confirmed=True, reason=None, today=TODAY, now=NOW)

    await office.plan("SXD")

    assert await office.state() is DutyState.DONE
    assert await office.told() == {}


async def test_without_the_need_for_evidence_what_lacked_it_is_to_be_confirmed(office: Office) -> None:
    await office.plan("THUONGTRUC", evidence="required")
    number = await office.report()
    assert await office.state() is DutyState.UNPROVEN

    await office.plan("THUONGTRUC")

    assert await office.state() is DutyState.REPORTED
    assert await office.queue_of("THUONGTRUC") == ["A-1"]
    assert set(await office.told()) == {DUC}
    async with office.database.writing() as session:
        (history,) = (each for each in await duty_histories(session, Scope(), TODAY, ZONE) if each.reports)
        report = await report_by_id(session, number)
        assert report is not None
        by = office.lan.official
        await decide_report(session, report, by, is_confirmed=True, reason=None, today=TODAY, now=NOW)
    assert classify(history, TODAY, ZONE, WorkingCalendar()).category is Category.WAITING
    assert await office.state() is DutyState.DONE


async def test_evidence_that_is_asked_for_later_takes_nothing_back(office: Office) -> None:
    await office.report()

    await office.plan("THUONGTRUC", evidence="required")

    assert await office.state() is DutyState.REPORTED
    assert await office.told() == {}
    await office.report("A-2")
    assert await office.state("A-2") is DutyState.UNPROVEN


async def test_what_was_decided_before_anybody_was_told_is_not_told(office: Office) -> None:
    await office.report()
    await office.plan("SXD")
    await office.report(status=ReportStatus.IN_PROGRESS)

    assert await office.told() == {}
