"""The audit log is one unbroken chain whoever writes at once, and shows every way of tampering with it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from plan_data.__main__ import main
from plan_data.store.audit import NOTHING_BEFORE, audit_entries, note, verify
from plan_data.store.database import Database
from tests.factories import LONG_AGO, make_official

NOW = datetime(2018, 1, 8, 0, 30, tzinfo=UTC)


async def write(database: Database, number: int, actor: int | None = None) -> None:
    async with database.writing() as session:
        await note(
            session,
            actor=actor,
            action="role.grant",
            subject=f"official {number}",
            before=None,
            after={"role": "reporter", "unit": "SYT", "số": number},
            now=NOW + timedelta(minutes=number),
        )


async def write_many(database: Database, count: int) -> None:
    for number in range(1, count + 1):
        await write(database, number)


async def disarm(database: Database) -> None:
    """Take away what the database itself has against changes, as somebody with its password could."""
    names = ["audit_log_no_update", "audit_log_no_delete"] if database.is_sqlite else ["audit_log_only_added"]
    async with database.writing() as session:
        for name in names:
            await session.execute(
                text(f"DROP TRIGGER {name}" + ("" if database.is_sqlite else " ON audit_log"))
            )


async def test_an_empty_log_is_whole(database: Database) -> None:
    async with database.reading() as session:
        verdict = await verify(session)

    assert verdict.is_intact
    assert (verdict.rows, verdict.head) == (0, NOTHING_BEFORE)


async def test_a_written_log_is_whole_and_read_in_order(database: Database) -> None:
    lan = await make_official(database, 1001, name="Lan")
    await write(database, 1, actor=lan.official)
    await write(database, 2)

    async with database.reading() as session:
        verdict = await verify(session)
        entries = [entry async for entry in audit_entries(session)]

    assert verdict.is_intact
    assert [(entry.id, entry.actor_name, entry.subject) for entry in entries] == [
        (1, "Lan", "official 1"),
        (2, None, "official 2"),
    ]
    assert entries[0].at == NOW + timedelta(minutes=1)
    assert entries[0].after == '{"role":"reporter","số":1,"unit":"SYT"}'


async def test_entries_can_begin_at_a_moment(database: Database) -> None:
    await write_many(database, 3)

    async with database.reading() as session:
        late = [entry.id async for entry in audit_entries(session, NOW + timedelta(minutes=2))]

    assert late == [2, 3]


async def test_what_is_rolled_back_is_not_noted(database: Database) -> None:
    async def fail() -> None:
        async with database.writing() as session:
            await note(session, actor=None, action="a", subject="s", before=None, after=None, now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()

    async with database.reading() as session:
        assert (await verify(session)).rows == 0


async def test_concurrent_notes_keep_one_chain(database: Database, database_url: str) -> None:
    other = Database(database_url)
    try:
        await asyncio.gather(
            *(write(each, number) for number in range(1, 16) for each in (database, other)),
        )
    finally:
        await other.close()

    async with database.reading() as session:
        verdict = await verify(session)
    assert verdict.is_intact
    assert verdict.rows == 30


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET subject = 'x' WHERE id = 2",
        "DELETE FROM audit_log WHERE id = 3",
        "DELETE FROM audit_log",
    ],
)
async def test_the_database_refuses_to_change_the_log(database: Database, statement: str) -> None:
    await write_many(database, 3)

    async def change() -> None:
        async with database.writing() as session:
            await session.execute(text(statement))

    with pytest.raises(DBAPIError, match="only added to"):
        await change()

    async with database.reading() as session:
        assert (await verify(session)).rows == 3


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_log SET subject = 'official 9' WHERE id = 2", 2),
        ("UPDATE audit_log SET action = 'role.end' WHERE id = 3", 3),
        ("UPDATE audit_log SET after = NULL WHERE id = 1", 1),
        ("""UPDATE audit_log SET before = '{"role":"viewer"}' WHERE id = 2""", 2),
        ("UPDATE audit_log SET at = '2018-01-07 00:31:00' WHERE id = 1", 1),
        ("UPDATE audit_log SET actor = (SELECT min(id) FROM officials) WHERE id = 4", 4),
        ("DELETE FROM audit_log WHERE id = 1", 2),
        ("DELETE FROM audit_log WHERE id = 3", 4),
        ("UPDATE audit_log SET id = 0 WHERE id = 1", 0),
        ("UPDATE audit_log SET id = 9 WHERE id = 4", 9),
        (
            """INSERT INTO audit_log (id, at, action, subject, previous_hash, hash)
            SELECT 5, at, action, subject, hash, hash FROM audit_log WHERE id = 4""",
            5,
        ),
    ],
)
async def test_tampering_is_found_at_its_row(database: Database, statement: str, broken_at: int) -> None:
    await make_official(database, 1001, now=LONG_AGO)
    await write_many(database, 4)
    await disarm(database)
    async with database.writing() as session:
        await session.execute(text(statement))

    async with database.reading() as session:
        verdict = await verify(session)

    assert not verdict.is_intact
    assert verdict.broken_at == broken_at


async def test_cutting_off_the_end_is_found_by_the_hash_noted_earlier(database: Database) -> None:
    await write_many(database, 4)
    async with database.reading() as session:
        head = (await verify(session)).head
    await disarm(database)
    async with database.writing() as session:
        await session.execute(text("DELETE FROM audit_log WHERE id = 4"))

    async with database.reading() as session:
        without, with_it = await verify(session), await verify(session, head)

    assert without.is_intact
    assert not with_it.is_intact
    assert with_it.broken_at is None


async def test_a_hash_noted_earlier_is_still_found_in_a_longer_log(database: Database) -> None:
    await write_many(database, 2)
    async with database.reading() as session:
        head = (await verify(session)).head
    await write(database, 3)

    async with database.reading() as session:
        assert (await verify(session, head)).is_intact
        assert (await verify(session, NOTHING_BEFORE)).is_intact


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=json_values, moment=st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001
def test_any_values_come_back_with_the_same_hash(sqlite_url: str, value: JsonValue, moment: datetime) -> None:
    async def check() -> None:
        database = Database(sqlite_url)
        try:
            async with database.writing() as session:
                await note(
                    session,
                    actor=None,
                    action="a",
                    subject="s",
                    before={"v": value},
                    after={},
                    now=moment.replace(tzinfo=UTC),
                )
            async with database.reading() as session:
                assert (await verify(session)).is_intact
        finally:
            await database.close()

    asyncio.run(check())


def test_the_command_says_that_the_log_is_whole_and_prints_its_head(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    asyncio.run(_prepare(database_url, 3))

    assert main(["audit", "verify"]) == 0
    said = capsys.readouterr().out
    assert "nguyên vẹn: 3 dòng" in said

    head = said.split()[-1]
    assert main(["audit", "verify", "--expect", head]) == 0
    assert main(["audit", "verify", "--expect", "f" * 64]) == 1


def test_the_command_names_the_broken_row(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    asyncio.run(_prepare(database_url, 3, "UPDATE audit_log SET subject = 'x' WHERE id = 2"))

    assert main(["audit", "verify"]) == 1
    assert "sai từ dòng 2" in capsys.readouterr().out


def test_the_command_shows_the_log_without_letting_a_name_move_the_cursor(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    asyncio.run(_prepare(database_url, 2, actor="Lan\x1b[2J\tX"))

    assert main(["audit", "show", "--since", "2018-01-08"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("1\t08/01/2018 07:31:00\tLan\N{REPLACEMENT CHARACTER}[2J")
    assert main(["audit", "show", "--since", "2018-01-09"]) == 0
    assert not capsys.readouterr().out


async def _prepare(url: str, count: int, tampering: str | None = None, *, actor: str | None = None) -> None:
    database = Database(url)
    try:
        official = await make_official(database, 1001, name=actor) if actor else None
        for number in range(1, count + 1):
            await write(database, number, official.official if official else None)
        if tampering:
            await disarm(database)
            async with database.writing() as session:
                await session.execute(text(tampering))
    finally:
        await database.close()


def test_loading_a_plan_is_noted_and_loading_it_again_is_not(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    main(["load", "thanh-hoa-2018"])
    main(["load", "thanh-hoa-2018"])
    capsys.readouterr()

    assert main(["audit", "show"]) == 0

    (line,) = capsys.readouterr().out.splitlines()
    assert "plan.load\tplan thanh-hoa-2018" in line
