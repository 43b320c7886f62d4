"""What both processes keep in memory is read once a minute, by one of all who ask."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import event

from plan_data.store.database import Database
from plan_data.store.reference import FRESH_FOR, ReferenceCache
from tests.factories import DutySpec, make_plan

NOON = datetime(2018, 1, 8, 12, tzinfo=UTC)


async def test_of_many_who_ask_at_once_one_reads(database: Database) -> None:
    await make_plan(database, [DutySpec("A-1")])
    reference = ReferenceCache(database)
    begun: list[object] = []
    event.listen(database.engine.sync_engine, "begin", begun.append)

    for at in (NOON, NOON + FRESH_FOR, NOON + FRESH_FOR + timedelta(seconds=1)):
        found = await asyncio.gather(*(reference.get(at) for _ in range(50)))
        assert all(each is found[0] for each in found)
        assert found[0].directory.get("SYT") is not None

    assert len(begun) == 2, "at noon, and when what was read then was a minute old"


async def test_what_was_changed_here_is_read_again(database: Database) -> None:
    reference = ReferenceCache(database)
    assert (await reference.get(NOON)).directory.get("SYT") is None
    await make_plan(database, [DutySpec("A-1")])

    reference.forget()

    assert (await reference.get(NOON)).directory.get("SYT") is not None
