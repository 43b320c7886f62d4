"""Calls of many turns in few transactions, each given its own answer."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import event, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.database import Database
from plan_data.store.grouped_calls import GroupedCalls
from plan_data.store.questions import ask
from plan_data.store.senders import KnownSender, Sender, known_senders
from plan_data.store.tables import OfficialRow
from tests.factories import DutySpec, make_official, make_plan

NOON = datetime(2018, 1, 8, 12, tzinfo=UTC)
TODAY = date(2018, 1, 8)
LAN, MINH, STRANGER, GROUP = 1001, 1002, 1003, -5


def transactions_of(database: Database) -> list[object]:
    begun: list[object] = []
    event.listen(database.engine.sync_engine, "begin", begun.append)
    return begun


async def two_officials(database: Database) -> None:
    await make_plan(database, [DutySpec("A-1")])
    await make_official(database, LAN, "SYT", name="Lan")
    await make_official(database, MINH, "SYT", name="Minh")


async def test_each_sender_is_told_from_the_others_of_the_same_moment(database: Database) -> None:
    await two_officials(database)
    async with database.writing() as session:
        await ask(session, GROUP, LAN, kind="percent", details={}, now=NOON)
    senders = GroupedCalls(database.reading, known_senders)
    begun = transactions_of(database)

    known = await asyncio.gather(
        *(
            senders.call(Sender(person, chat, TODAY))
            for person, chat in ((LAN, LAN), (LAN, GROUP), (MINH, GROUP), (STRANGER, STRANGER))
        )
    )

    assert [each.official.name if each.official else None for each in known] == ["Lan", "Lan", "Minh", None]
    assert [each.question.kind if each.question else None for each in known] == [None, "percent", None, None]
    assert len(begun) == 1


async def test_nobody_is_given_what_held_before_they_asked(database: Database) -> None:
    await two_officials(database)
    has_read, may_go_on = asyncio.Event(), asyncio.Event()

    async def slowly(session: AsyncSession, senders: Sequence[Sender]) -> Sequence[KnownSender]:
        known = await known_senders(session, senders)
        has_read.set()
        await may_go_on.wait()
        return known

    senders = GroupedCalls(database.reading, slowly)
    before = asyncio.create_task(senders.call(Sender(LAN, LAN, TODAY)))
    await has_read.wait()
    async with database.writing() as session:
        await session.execute(update(OfficialRow).values(removed_at=NOON))
    after = asyncio.create_task(senders.call(Sender(LAN, LAN, TODAY)))
    await asyncio.sleep(0)
    may_go_on.set()

    assert (await before).official is not None
    assert (await after).official is None


async def test_while_the_database_is_away_everybody_is_told_after_one_attempt(database: Database) -> None:
    attempts = 0

    async def away(_session: AsyncSession, _asked: Sequence[int]) -> Sequence[int]:
        nonlocal attempts
        attempts += 1
        raise OperationalError("SELECT 1", {}, ConnectionError())

    calls = GroupedCalls(database.reading, away)

    ends = await asyncio.gather(*map(calls.call, range(50)), return_exceptions=True)

    assert all(isinstance(end, OperationalError) for end in ends)
    assert attempts == 1


async def test_a_call_that_cannot_be_answered_keeps_no_other_from_being(database: Database) -> None:
    async def halves(_session: AsyncSession, asked: Sequence[int]) -> Sequence[float]:
        return [1 / each for each in asked]

    calls = GroupedCalls(database.reading, halves)

    one, nothing, four = await asyncio.gather(*map(calls.call, (1, 0, 4)), return_exceptions=True)

    assert (one, four) == (1, 0.25)
    assert isinstance(nothing, ZeroDivisionError)
