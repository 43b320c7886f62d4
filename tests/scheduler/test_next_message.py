"""Trying out: the clock jumps to whatever is told next, not to the next digest alone."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from bot.texts import briefing, groups
from bot.texts.amendments import amendment_message, to_confirm_message
from plan_data.store.chats import follow, keep_chat
from plan_data.store.database import Database
from plan_data.store.notices import NewNotice, NoticeKind, claim_notices, plan_notices
from plan_data.store.officials import Role
from plan_data.store.reference import ReferenceCache
from plan_data.store.roles import remove_official
from plan_data.store.tables import NoticeRow
from scheduler.amendments import AmendmentTeller, AmendmentWords
from scheduler.coordination import CoordinationPlanner, CoordinationWords
from scheduler.groups import GroupTeller, GroupWords
from scheduler.next_reminder import next_message_at
from scheduler.notices import NoticeSender
from scheduler.pace import Pace
from tests.factories import DutySpec, OfficialIds, make_official, make_plan
from tests.scheduler.office import Channel
from tests.world import ZONE

LAN, DUC, MINH = 1001, 1003, 1004
FAR = DutySpec("F-1", "SYT", date(2018, 6, 29))
"""Its first reminder leaves on 30 May."""


def at(local: str) -> datetime:
    return datetime.fromisoformat(f"2018-{local}").replace(tzinfo=ZONE)


class TryOut:
    """Lan follows Sở Y tế; all who tell something, as the scheduler has them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.reference = ReferenceCache(database)
        words = CoordinationWords(briefing.escalation, briefing.morning, briefing.weekly)
        self.coordination = CoordinationPlanner(database, self.reference, ZONE, words)
        amendments = AmendmentTeller(database, AmendmentWords(amendment_message, to_confirm_message), ZONE)
        of_groups = GroupTeller(database, GroupWords(groups.ended_here, groups.ended_elsewhere), ZONE)
        self.tellers = (self.coordination, amendments, of_groups)
        self.sender = NoticeSender(
            database, notifier=Channel(), pace=Pace(1000), clock=lambda: datetime(2018, 1, 1, tzinfo=UTC)
        )

    async def official(self, telegram_id: int, unit: str, role: Role = Role.REPORTER) -> OfficialIds:
        return await make_official(self.database, telegram_id, unit, role=role, follows=role is Role.REPORTER)

    async def next(self, now: datetime) -> datetime | None:
        calendar = (await self.reference.get(now)).calendar
        others = [*(each.next_at for each in self.tellers), self.sender.next_at]
        return await next_message_at(self.database, now, ZONE, calendar, others)

    async def plan(self, now: datetime) -> None:
        for teller in self.tellers:
            await teller.plan(now)
        async with self.database.writing() as session:
            await session.execute(update(NoticeRow).values(state="sent"))


@pytest.fixture
async def try_out(database: Database) -> TryOut:
    await make_plan(database, [FAR])
    made = TryOut(database)
    await made.official(LAN, "SYT")
    return made


async def test_without_anybody_else_it_is_the_digest(try_out: TryOut) -> None:
    assert await try_out.next(at("01-08 07:29")) == at("05-30 07:30")


async def test_a_coordinators_morning_comes_before_it_and_is_not_come_back_to(try_out: TryOut) -> None:
    await make_plan(try_out.database, [FAR, DutySpec("X-1", "SXD", date(2018, 3, 1))])
    await try_out.plan(at("01-08 07:00"))
    await try_out.official(DUC, "THUONGTRUC", Role.COORDINATOR)

    # Nobody follows Sở Xây dựng: that is said at the beginning of each week.
    assert await try_out.next(at("01-08 07:29")) == at("01-08 07:30")
    assert await try_out.next(at("01-08 07:45")) == at("01-08 07:45")
    await try_out.plan(at("01-08 07:45"))
    assert await try_out.next(at("01-08 07:46")) == at("01-15 07:30")

    restarted = TryOut(try_out.database)
    assert await restarted.next(at("01-08 07:46")) == at("01-15 07:30")


async def test_an_escalation_comes_on_the_day_its_silence_reached_the_level(try_out: TryOut) -> None:
    await make_plan(try_out.database, [FAR, DutySpec("Y-1", "14869", date(2018, 1, 5))])
    await try_out.plan(at("01-08 07:00"))
    await try_out.official(MINH, "14869", Role.LEADER)

    assert await try_out.next(at("01-08 07:29")) == at("01-09 07:30")


async def test_what_happened_at_night_is_told_in_the_morning(try_out: TryOut) -> None:
    minh = await try_out.official(MINH, "SXD")
    async with try_out.database.writing() as session:
        group = await keep_chat(
            session,
            telegram_chat_id=-100,
            thread_id=0,
            kind="supergroup",
            title="Phòng",
            official_id=None,
            language="vi",
        )
        await follow(session, group.id, "SXD", at("01-08 09:00"), answered_by=minh.official)
        await remove_official(session, minh.official, at("01-08 21:00"))
    assert await try_out.next(at("01-08 21:01")) == at("01-09 07:00")
    await try_out.plan(at("01-09 07:00"))
    assert await try_out.next(at("01-09 07:01")) == at("05-30 07:30")

    await make_plan(try_out.database, [DutySpec("F-1", "SYT", date(2018, 6, 20))], title="Sửa")

    assert await try_out.next(at("01-10 05:00")) == at("01-10 07:00")


async def test_a_notice_in_the_ledger_is_waited_for(try_out: TryOut) -> None:
    async with try_out.database.writing() as session:
        await plan_notices(
            session, [NewNotice(1, NoticeKind.NUDGE, "k", "Tin")], asked_by=None, now=at("01-08 10:00")
        )
    assert await try_out.next(at("01-08 09:00")) == at("01-08 10:00")
    assert await try_out.next(at("01-08 11:00")) == at("01-08 11:00")

    async with try_out.database.writing() as session:
        await claim_notices(session, at("01-08 11:00"), 1)

    assert await try_out.next(at("01-08 11:00")) == at("05-30 07:30")
