"""Backup, restore and move: nothing is lost, nothing is overwritten, and nobody is surprised."""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from bot.sandbox import Person
from plan_data.__main__ import main
from plan_data.store.backup import BackupError, back_up, examine, restore, sqlite_file
from plan_data.store.database import Database
from plan_data.store.heartbeats import beat
from plan_data.store.move import MovedTable, MoveError, move
from plan_data.store.tables import Base, DigestRow
from scheduler.single import only_scheduler
from tests.conftest import create_database
from tests.factories import DutySpec, make_official, make_plan
from tests.postgres import PostgresServer
from tests.world import running_world

NOW = datetime(2018, 1, 9, 3, 0, tzinfo=UTC)
LAN = 1001


async def furnish(url: str) -> None:
    """A database in which something happened: a digest was sent, an answer read."""
    database = Database(url)
    await make_plan(database, [DutySpec("GN-01", "SYT", date(2018, 1, 15), title="Kế hoạch y tế “mới”")])
    await make_official(database, LAN, "SYT", name="Nguyễn Thị Lan")
    async with running_world(database, [Person(LAN, "Lan", started=True)]) as world:
        world.at("2018-01-08 07:30")
        await world.tick()
        digest = await world.chat(LAN).next_message()
        await world.chat(LAN).reply(digest, "60%")
        await world.chat(LAN).next_message()
    await database.close()


async def contents(url: str) -> Mapping[str, Sequence[object]]:
    """Every row of every table."""
    database = Database(url)
    async with database.reading() as session:
        found = {
            table.name: [
                tuple(row) for row in await session.execute(select(table).order_by(*table.primary_key))
            ]
            for table in Base.metadata.sorted_tables
        }
    await database.close()
    return found


async def count(url: str, row: type[Base]) -> int:
    database = Database(url)
    async with database.reading() as session:
        number = await session.scalar(select(func.count()).select_from(row))
    await database.close()
    return number or 0


def file_of(url: str) -> Path:
    found = sqlite_file(url)
    assert found is not None
    return found


async def test_a_restore_drill_brings_back_everything_there_was(sqlite_url: str, tmp_path: Path) -> None:
    await furnish(sqlite_url)
    before = await contents(sqlite_url)
    copy = back_up(file_of(sqlite_url), tmp_path / "copy.sqlite3")
    database = Database(sqlite_url)
    await make_plan(database, [DutySpec("GN-02", "SXD", date(2018, 2, 1))], code="another")
    await database.close()
    later = await contents(sqlite_url)
    assert later != before

    aside = restore(copy.path, file_of(sqlite_url), NOW + timedelta(days=1))

    assert await contents(sqlite_url) == before
    assert aside is not None
    assert await contents(f"sqlite:///{aside}") == later
    assert copy.path.exists()


async def test_a_copy_holds_what_was_written_while_others_go_on_writing(
    sqlite_url: str, tmp_path: Path
) -> None:
    """What is committed only in the write-ahead log belongs to the copy."""
    database = Database(sqlite_url)
    await make_plan(database, [DutySpec("GN-01", "SYT", date(2018, 1, 15))])
    async with database.writing() as session:
        await beat(session, "bot", NOW, {})
        # A transaction of somebody else is open meanwhile.
        copy = back_up(file_of(sqlite_url), tmp_path / "copy.sqlite3")
    await database.close()

    found = await contents(f"sqlite:///{copy.path}")
    assert len(found["duties"]) == 1
    assert found["heartbeats"] == []


async def test_a_copy_is_made_however_often_others_write(sqlite_url: str, tmp_path: Path) -> None:
    """A copy that began anew with each write of others would never be complete."""
    file, stop = file_of(sqlite_url), Event()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        rows = ((number, "x" * 4000) for number in range(10_000))
        connection.executemany("INSERT INTO inbox (update_id, payload, received_at) VALUES (?, ?, '')", rows)

    def write_on_and_on() -> None:
        with closing(sqlite3.connect(file, isolation_level=None, timeout=10)) as connection:
            connection.execute("PRAGMA synchronous=OFF")
            while not stop.is_set():
                connection.execute("UPDATE inbox SET attempts = attempts + 1 WHERE update_id = 1")

    writing = asyncio.create_task(asyncio.to_thread(write_on_and_on))
    copying = asyncio.create_task(asyncio.to_thread(back_up, file, tmp_path / "copy.sqlite3"))
    try:
        done, _ = await asyncio.wait([copying], timeout=10)
    finally:
        stop.set()
        await asyncio.gather(writing, copying)
    assert done


def test_a_copy_is_readable_by_its_owner_alone_and_is_one_file(sqlite_url: str, tmp_path: Path) -> None:
    copy = back_up(file_of(sqlite_url), tmp_path / "folder.sqlite3")
    assert copy.path.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.glob("folder*")) == ["folder.sqlite3"]


def test_a_copy_never_replaces_a_file(sqlite_url: str, tmp_path: Path) -> None:
    target = tmp_path / "important"
    target.write_text("data")
    with pytest.raises(BackupError, match="exists already"):
        back_up(file_of(sqlite_url), target)
    assert target.read_text() == "data"


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\x00 and then nothing"])
def test_what_is_no_copy_is_not_restored(content: bytes, sqlite_url: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.sqlite3"
    bad.write_bytes(content)
    with pytest.raises(BackupError, match="bad"):
        restore(bad, file_of(sqlite_url), NOW)
    assert examine(file_of(sqlite_url)).revision


async def test_a_damaged_copy_is_not_restored(sqlite_url: str, tmp_path: Path) -> None:
    await furnish(sqlite_url)
    copy = back_up(file_of(sqlite_url), tmp_path / "copy.sqlite3").path
    data = bytearray(copy.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 8192] = b"\x00" * 8192
    copy.write_bytes(data)
    with pytest.raises(BackupError):
        restore(copy, file_of(sqlite_url), NOW)


def test_a_copy_of_a_later_version_is_not_restored(sqlite_url: str, tmp_path: Path) -> None:
    copy = back_up(file_of(sqlite_url), tmp_path / "copy.sqlite3").path
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(BackupError, match="another version"):
        restore(copy, file_of(sqlite_url), NOW)


async def test_nothing_is_restored_under_a_living_process(sqlite_url: str, tmp_path: Path) -> None:
    copy = back_up(file_of(sqlite_url), tmp_path / "copy.sqlite3").path
    database = Database(sqlite_url)
    async with database.writing() as session:
        await beat(session, "bot", NOW, {})
    with pytest.raises(BackupError, match="Still at work: bot"):
        restore(copy, file_of(sqlite_url), NOW + timedelta(seconds=90))
    restore(copy, file_of(sqlite_url), NOW + timedelta(seconds=150))

    with only_scheduler(database), pytest.raises(BackupError, match="Still at work: scheduler"):
        restore(copy, file_of(sqlite_url), NOW + timedelta(days=1))
    await database.close()


def test_a_copy_is_restored_over_a_database_that_is_broken_or_missing(
    sqlite_url: str, tmp_path: Path
) -> None:
    copy = back_up(file_of(sqlite_url), tmp_path / "copy.sqlite3").path
    file_of(sqlite_url).write_bytes(b"broken" * 1000)
    aside = restore(copy, file_of(sqlite_url), NOW)
    assert aside is not None
    assert aside.read_bytes().startswith(b"broken")

    file_of(sqlite_url).unlink()
    assert restore(copy, file_of(sqlite_url), NOW) is None
    assert examine(file_of(sqlite_url)).revision


def test_the_commands_back_up_and_restore(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    copy = tmp_path / "copy.sqlite3"

    assert main(["backup", str(copy)]) == 0
    assert main(["backup", str(copy)]) == 1
    assert main(["restore", str(copy)]) == 0
    assert main(["restore", str(tmp_path / "none")]) == 1

    said = capsys.readouterr().out
    assert f"Đã sao lưu vào {copy}" in said
    assert f"{copy} exists already" in said


@pytest.mark.parametrize(("command", "program"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_for_postgresql_the_commands_tell_which_to_use_without_the_password(
    command: str, program: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nhachan:the-password@db.example.vn:5433/nhachan")

    assert main([command, "copy.dump"]) == 1

    said = capsys.readouterr().out
    assert program in said
    assert "--dbname=postgresql://nhachan@db.example.vn:5433/nhachan" in said
    assert "the-password" not in said


@pytest.fixture
def empty_postgres(postgres: PostgresServer) -> str:
    return create_database(postgres, f"empty_{uuid4().hex}")


async def test_an_installation_moves_to_postgresql_and_back(
    sqlite_url: str, empty_postgres: str, tmp_path: Path
) -> None:
    await furnish(sqlite_url)
    there = await contents(sqlite_url)

    moved = move(sqlite_url, empty_postgres)
    assert await contents(empty_postgres) == there
    assert {table.name: table.rows for table in moved} == {name: len(rows) for name, rows in there.items()}
    assert MovedTable("progress_reports", 1) in moved

    back = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    move(empty_postgres, back)
    assert await contents(back) == there


async def test_the_program_goes_on_where_it_was_after_a_move(sqlite_url: str, empty_postgres: str) -> None:
    """Numbers go on, and what was told is not told again."""
    await furnish(sqlite_url)
    move(sqlite_url, empty_postgres)

    database = Database(empty_postgres)
    async with running_world(database, [Person(LAN, "Lan", started=True)]) as world:
        world.at("2018-01-08 10:00")
        assert not (await world.tick()).outcomes
        await make_plan(database, [DutySpec("GN-02", "SYT", date(2018, 1, 12))], code="another")
        world.at("2018-01-12 07:30")
        await world.tick()
        digest = await world.chat(LAN).next_message()
        assert "GN-01" in digest.text
        assert "GN-02" in digest.text
    await database.close()
    assert await count(empty_postgres, DigestRow) == 2


async def test_nothing_moves_into_a_database_that_is_in_use(sqlite_url: str, tmp_path: Path) -> None:
    await furnish(sqlite_url)
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    move(sqlite_url, other)
    with pytest.raises(MoveError, match="not empty"):
        move(sqlite_url, other)
    with pytest.raises(MoveError, match="same database"):
        move(sqlite_url, sqlite_url)


def test_the_command_moves_and_counts(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert main(["move", "--from", sqlite_url, "--to", other]) == 0
    assert "officials" in capsys.readouterr().out
    assert main(["move", "--from", "mysql://x/y", "--to", other]) == 1
    assert main(["move", "--from", f"sqlite:///{tmp_path / 'none'}", "--to", other]) == 1
