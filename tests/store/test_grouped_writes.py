"""Lines of many turns in few transactions, each told of its own fate."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.database import Database
from plan_data.store.grouped_writes import GroupedWrites
from plan_data.store.inbox import (
    HandledUpdate,
    NewUpdate,
    keep_updates,
    mark_all_handled,
)
from plan_data.store.tables import InboxRow

NOON = datetime(2018, 1, 8, 12, tzinfo=UTC)
UPDATES = range(1, 51)


async def keep(database: Database, *numbers: int) -> set[int]:
    async with database.writing() as session:
        return await keep_updates(session, [NewUpdate(number, "{}", None) for number in numbers], NOON)


async def handled(database: Database) -> dict[int, str | None]:
    async with database.reading() as session:
        rows = await session.execute(
            select(InboxRow.update_id, InboxRow.failure).where(InboxRow.handled_at == NOON)
        )
        return dict(rows.all())


async def test_updates_that_come_together_are_kept_once_each(database: Database) -> None:
    assert await keep(database, 2, 3) == {2, 3}
    assert await keep(database, 1, 2, 3, 4) == {1, 4}
    assert await keep(database, 4) == set()


async def test_lines_that_come_together_share_transactions(database: Database) -> None:
    await keep(database, *UPDATES)
    commits: list[object] = []
    event.listen(database.engine.sync_engine, "commit", commits.append)
    marks = GroupedWrites(database, mark_all_handled)

    async def mark(number: int) -> None:
        await marks.add(HandledUpdate(number, NOON, "why" if number == 7 else None))
        assert number in await handled(database), "it returns only once the line is committed"

    await asyncio.gather(*map(mark, UPDATES))

    assert await handled(database) == {number: "why" if number == 7 else None for number in UPDATES}
    assert len(commits) <= 3


async def test_one_line_that_cannot_be_written_keeps_no_other_from_being(database: Database) -> None:
    async def refuse_thirteen(session: AsyncSession, lines: Sequence[HandledUpdate]) -> None:
        await mark_all_handled(session, lines)
        if any(line.update_id == 13 for line in lines):
            raise SQLAlchemyError("unlucky")

    await keep(database, *UPDATES)
    marks = GroupedWrites(database, refuse_thirteen)
    lines = [HandledUpdate(number, NOON, None) for number in UPDATES]

    ends = await asyncio.gather(*map(marks.add, lines), return_exceptions=True)

    assert [line.update_id for line, end in zip(lines, ends, strict=True) if end is not None] == [13]
    assert set(await handled(database)) == set(UPDATES) - {13}


async def test_who_is_cancelled_while_waiting_stops_nobody(database: Database) -> None:
    await keep(database, 1, 2)
    marks = GroupedWrites(database, mark_all_handled)
    waiting = asyncio.create_task(marks.add(HandledUpdate(1, NOON, None)))
    await asyncio.sleep(0)
    waiting.cancel()

    await marks.add(HandledUpdate(2, NOON, None))

    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert set(await handled(database)) == {1, 2}
