"""What planning reads, and what it gives up of earlier days, row by row."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from plan_data.store.chats import unfollow
from plan_data.store.claims import MOOT
from plan_data.store.database import Database
from plan_data.store.digests import (
    Announcement,
    ChatToPlan,
    ChatWithHour,
    PlannedDigest,
    announced,
    chats_to_plan,
    drop_stale_digests,
    has_stale_digests,
    mark_planned,
    open_duties,
    plan_digests,
)
from plan_data.store.tables import DeliveryRow, DigestRow, DutyRow
from tests.factories import DutySpec, make_official, make_plan

TODAY = date(2018, 1, 9)
DAY = timedelta(days=1)
NOW = datetime(2018, 1, 9, 1, tzinfo=UTC)
HALF_PAST_SEVEN = 7 * 60 + 30


async def test_who_helps_is_reminded_as_long_as_somebody_who_leads_the_same_task_is_not_done(
    database: Database,
) -> None:
    await make_plan(
        database,
        [
            DutySpec("Y-1", "SYT", TODAY),
            DutySpec("Y-1", "385", TODAY),
            DutySpec("Y-1", "SXD", TODAY, role="cooperating"),
            # Others go on, and neither another task nor another who only helps keeps this one going.
            DutySpec("Y-2", "SYT", TODAY),
            DutySpec("Y-1", "TINH", TODAY, role="cooperating"),
        ],
    )

    async def units_of_y1() -> set[str]:
        async with database.reading() as session:
            rows = {row.id: row for row in await session.scalars(select(DutyRow))}
            duties = await open_duties(session, TODAY)
        assert all(duty.is_lead == (rows[duty.id].role == "lead") for duty in duties)
        return {duty.unit_code for duty in duties if rows[duty.id].code == "Y-1"}

    async def finish(unit: str) -> None:
        async with database.writing() as session:
            done = update(DutyRow).where(DutyRow.code == "Y-1", DutyRow.unit_code == unit)
            await session.execute(done.values(state="done"))

    assert await units_of_y1() == {"SYT", "385", "SXD", "TINH"}
    await finish("SYT")
    assert await units_of_y1() == {"385", "SXD", "TINH"}
    await finish("385")
    assert await units_of_y1() == set()


async def test_only_what_earlier_days_left_unsent_is_given_up(database: Database) -> None:
    await make_plan(database, [DutySpec("Y-1", "SYT", date(2018, 1, 15))])
    states = {"planned": TODAY - DAY, "unknown": TODAY - 2 * DAY, "sent": TODAY - DAY, "sending": TODAY - DAY}
    async with database.writing() as session:
        duty_id = await session.scalar(select(DutyRow.id)) or 0
    for number, (state, day) in enumerate([*states.items(), ("planned", TODAY)]):
        chat = (await make_official(database, 1001 + number, "SYT")).chat
        async with database.writing() as session:
            reminder = Announcement(duty_id, 7, date(2018, 1, 15))
            await plan_digests(session, [PlannedDigest(chat, 7, (reminder,), ())], today=day, now=NOW)
            await session.execute(update(DigestRow).where(DigestRow.chat_id == chat).values(state=state))
            await session.execute(update(DeliveryRow).where(DeliveryRow.chat_id == chat).values(state=state))

    async with database.writing() as session:
        assert await has_stale_digests(session, TODAY)
        await drop_stale_digests(session, TODAY)
        assert not await has_stale_digests(session, TODAY)
        digests = (await session.scalars(select(DigestRow.state).order_by(DigestRow.id))).all()
        reminders = (
            await session.execute(
                select(DeliveryRow.state, DeliveryRow.reason).order_by(DeliveryRow.digest_id)
            )
        ).all()

    assert digests == ["missed", "missed", "sent", "sending", "planned"]
    assert [tuple(row) for row in reminders] == [
        ("planned", "carried over"),
        ("planned", "carried over"),
        ("sent", None),
        ("sending", None),
        ("planned", None),
    ]


async def test_chats_are_planned_for_in_portions_and_only_for_what_they_still_follow(
    database: Database,
) -> None:
    await make_plan(database, [DutySpec("Y-1", "SYT", TODAY)])
    chats = [(await make_official(database, 1001 + number, "SYT")).chat for number in range(3)]
    async with database.writing() as session:
        await unfollow(session, chats[1], "SYT", "typed", NOW)

    async def portion(after_id: int) -> list[tuple[int, list[str]]]:
        async with database.writing() as session:
            found = await chats_to_plan(
                session, today=TODAY, minute=HALF_PAST_SEVEN, after_id=after_id, limit=2
            )
        return [(chat.id, [followed.unit_code for followed in chat.follows]) for chat in found]

    assert await portion(0) == [(chats[0], ["SYT"]), (chats[1], [])]
    assert await portion(chats[1]) == [(chats[2], ["SYT"])]


@pytest.mark.parametrize(
    ("state", "reason", "is_told"),
    [
        ("sent", None, True),
        ("sending", None, True),
        ("missed", "overtaken", True),
        ("missed", MOOT, False),
        ("planned", None, False),
        ("failed", "blocked", False),
        ("unknown", "cut off", False),
    ],
)
async def test_what_stands_in_the_ledger_counts_as_told_for_its_round_and_those_before(
    database: Database, state: str, reason: str | None, *, is_told: bool
) -> None:
    await make_plan(database, [DutySpec("Y-1", "SYT", TODAY)])
    chat = (await make_official(database, 1001, "SYT")).chat
    async with database.writing() as session:
        duty_id = await session.scalar(select(DutyRow.id)) or 0
        reminder = Announcement(duty_id, 0, TODAY, 2)
        await plan_digests(session, [PlannedDigest(chat, 0, (reminder,), ())], today=TODAY, now=NOW)
        await session.execute(update(DeliveryRow).values(state=state, reason=reason))

        told = await announced(session, chat, chat)
        rounds = {Announcement(duty_id, 0, TODAY, each) for each in range(3)}
        assert told == ({chat: rounds} if is_told else {})

        await mark_planned(session, [chat], TODAY)
        for day, planned_for in ((TODAY, 0), (TODAY + DAY, 1)):
            chats = await chats_to_plan(session, today=day, minute=HALF_PAST_SEVEN, after_id=0, limit=9)
            assert len(chats) == planned_for


@pytest.mark.parametrize(
    ("planned_on", "paused_until", "may"),
    [
        (None, None, True),
        (TODAY - DAY, TODAY - DAY, True),
        (TODAY, None, False),
        (TODAY + DAY, None, False),
        (None, TODAY, False),
        (TODAY, TODAY - DAY, False),
        (TODAY - DAY, TODAY + DAY, False),
    ],
)
def test_a_chat_gets_one_digest_a_day_and_none_while_it_is_paused(
    planned_on: date | None, paused_until: date | None, *, may: bool
) -> None:
    chat = ChatWithHour(ChatToPlan(1, ()), HALF_PAST_SEVEN, planned_on, paused_until)
    assert chat.may_get_one_on(TODAY) is may
