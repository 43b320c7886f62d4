"""SQLite through our adaptation: what SQLAlchemy relies on still holds."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from plan_data.store.database import Database


@pytest.fixture
async def letters(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'letters.sqlite3'}")
    async with database.writing() as session:
        await session.execute(text("CREATE TABLE letters (number INTEGER PRIMARY KEY, letter TEXT UNIQUE)"))
    yield database
    await database.close()


async def written(database: Database) -> list[str]:
    async with database.reading() as session:
        return list(await session.scalars(text("SELECT letter FROM letters ORDER BY number")))


async def write(database: Database, letter: str) -> None:
    async with database.writing() as session:
        await session.execute(text("INSERT INTO letters (letter) VALUES (:letter)"), {"letter": letter})


async def test_one_row_many_rows_and_the_rows_that_a_statement_returns(letters: Database) -> None:
    async with letters.writing() as session:
        connection = await session.connection()
        one = await connection.execute(text("INSERT INTO letters (letter) VALUES ('a')"))
        many = await connection.execute(
            text("INSERT INTO letters (letter) VALUES (:letter)"), [{"letter": "b"}, {"letter": "c"}]
        )
        changed = await connection.execute(
            text("UPDATE letters SET letter = upper(letter) WHERE number > 1 RETURNING number, letter")
        )
        assert sorted(map(tuple, changed)) == [(2, "B"), (3, "C")]
    assert (one.rowcount, many.rowcount) == (1, 2)
    assert await written(letters) == ["a", "B", "C"]


async def test_a_transaction_begins_with_its_first_statement_and_holds_the_file_from_then_on(
    letters: Database,
) -> None:
    begun: list[str] = []
    async with letters.writing() as session:
        connection = await session.connection()
        raw = await connection.get_raw_connection()
        raw.driver_connection._conn.set_trace_callback(begun.append)  # type: ignore[union-attr]
        await session.execute(text("SELECT 1"))
        other = sqlite3.connect(letters.url.database or "", timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    assert begun[:2] == ["BEGIN IMMEDIATE", "SELECT 1"]


async def test_a_transaction_without_a_statement_leaves_nothing_behind(letters: Database) -> None:
    async with letters.writing() as session:
        await session.connection()
    async with letters.reading() as session:
        await session.connection()
    await write(letters, "a")
    assert await written(letters) == ["a"]


async def test_a_statement_that_fails_is_rolled_back_with_all_before_it(letters: Database) -> None:
    async def write_twice() -> None:
        async with letters.writing() as session:
            await session.execute(text("INSERT INTO letters (letter) VALUES ('a')"))
            await session.execute(text("INSERT INTO letters (letter) VALUES ('a')"))

    with pytest.raises(IntegrityError):
        await write_twice()
    assert await written(letters) == []


async def test_a_begin_that_fails_for_a_busy_file_is_made_again_by_the_next_transaction(
    letters: Database,
) -> None:
    @event.listens_for(letters.engine.sync_engine, "connect")
    def _do_not_wait(dbapi: object, _record: object) -> None:
        cursor = dbapi.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA busy_timeout=0")

    await letters.engine.dispose()
    other = sqlite3.connect(letters.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        await write(letters, "a")
    other.execute("ROLLBACK")
    other.close()
    await write(letters, "b")
    assert await written(letters) == ["b"]


async def test_writers_of_one_process_take_turns(letters: Database) -> None:
    inside = 0

    async def write_alone(letter: str) -> None:
        nonlocal inside
        async with letters.writing() as session:
            inside += 1
            assert inside == 1
            await session.execute(text("INSERT INTO letters (letter) VALUES (:letter)"), {"letter": letter})
            inside -= 1

    await asyncio.gather(*(write_alone(letter) for letter in "abcdefgh"))

    assert sorted(await written(letters)) == list("abcdefgh")
