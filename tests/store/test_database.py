"""Both databases keep what two processes write at once, and instants mean the same on both."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import StatementError

from plan_data.store.database import Database, DatabaseUrlError, database_url
from plan_data.store.inbox import keep_update
from plan_data.store.tables import InboxRow

NOON = datetime(2018, 1, 8, 12, tzinfo=UTC)


async def test_concurrent_transactions_lose_no_update(database: Database) -> None:
    async with database.writing() as session:
        await keep_update(session, 1, "{}", NOON)

    async def count_up() -> None:
        async with database.writing() as session:
            row = await session.scalar(select(InboxRow).where(InboxRow.update_id == 1).with_for_update())
            assert row is not None
            row.attempts += 1

    await asyncio.gather(*(count_up() for _ in range(20)))

    async with database.reading() as session:
        assert await session.scalar(select(InboxRow.attempts)) == 20


async def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    async with database.writing() as writer:
        await keep_update(writer, 1, "{}", NOON)
        async with asyncio.timeout(2), database.reading() as reader:
            assert await reader.scalar(select(func.count()).select_from(InboxRow)) == 0


async def test_an_exception_rolls_back(database: Database) -> None:
    async def fail() -> None:
        async with database.writing() as session:
            await keep_update(session, 1, "{}", NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()

    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(InboxRow)) == 0


async def test_an_instant_comes_back_as_it_went_in_whatever_its_zone(database: Database) -> None:
    in_hanoi = datetime(2018, 1, 8, 19, tzinfo=timezone(timedelta(hours=7)))
    async with database.writing() as session:
        await keep_update(session, 1, "{}", in_hanoi)

    async with database.reading() as session:
        row = await session.scalar(select(InboxRow).where(InboxRow.received_at <= NOON))
    assert row is not None
    assert row.received_at == NOON
    assert row.received_at.tzinfo is UTC


async def test_a_naive_instant_is_refused(database: Database) -> None:
    async def write() -> None:
        async with database.writing() as session:
            await session.execute(update(InboxRow).values(received_at=datetime(2018, 1, 8)))  # noqa: DTZ001

    with pytest.raises(StatementError, match="needs a time zone"):
        await write()


@pytest.mark.parametrize("text", ["", "nonsense", "mysql://root@localhost/x"])
def test_an_address_of_no_supported_database_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(DatabaseUrlError, match="DATABASE_URL"):
        database_url(text)


def test_a_refused_address_does_not_show_its_password() -> None:
    with pytest.raises(DatabaseUrlError) as caught:
        database_url("mysql://root:secret@localhost/x")
    assert "secret" not in str(caught.value)
