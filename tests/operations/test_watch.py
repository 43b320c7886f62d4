"""A process that falls silent is noticed by the other, and coordinators are told once."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.outage_alert import outage_alert
from bot.sandbox import Person, Sandbox
from bot.telegram.bulk_bot import bulk_bot
from plan_data.store.database import Database
from plan_data.store.heartbeats import beat
from plan_data.store.officials import Role
from plan_data.watch import Silence, Watch, watching
from tests.factories import DutySpec, make_official, make_plan
from tests.sandbox.driver import Chat
from tests.world import TOKEN, ZONE

NOW = datetime(2018, 1, 8, 0, 30, tzinfo=UTC)
PATIENCE = timedelta(minutes=10)
LAN, DUC = 1001, 1003


class Stopwatch:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Watcher:
    """A watch with what it told; ``minutes`` lets time pass, then looks."""

    def __init__(self, database: Database) -> None:
        self.told: list[Silence] = []
        self._stopwatch = Stopwatch()
        self.watch = Watch(
            database,
            "scheduler",
            patience=PATIENCE,
            tell=self._tell,
            clock=lambda: NOW,
            stopwatch=self._stopwatch,
        )

    async def _tell(self, silence: Silence) -> None:
        self.told.append(silence)

    async def look_after(self, minutes: float) -> list[bool]:
        """What was told up to now: for each message whether it said that the silence is over."""
        self._stopwatch.seconds += minutes * 60
        await self.watch.look()
        return [silence.is_over for silence in self.told]


async def show_life(database: Database, at: datetime) -> None:
    async with database.writing() as session:
        await beat(session, "scheduler:host:1", at, {})


async def test_a_living_process_is_not_spoken_of(database: Database) -> None:
    watcher = Watcher(database)
    for minute in range(30):
        await show_life(database, NOW + timedelta(minutes=minute))
        assert await watcher.look_after(1) == []


async def test_a_silence_is_told_once_and_so_is_its_end(database: Database) -> None:
    watcher = Watcher(database)
    await show_life(database, NOW)
    assert await watcher.look_after(0) == []
    assert await watcher.look_after(9) == []
    assert await watcher.look_after(2) == [False]
    assert await watcher.look_after(60) == [False]
    assert watcher.told[0].since_at == NOW

    await show_life(database, NOW + timedelta(hours=2))
    assert await watcher.look_after(1) == [False, True]
    assert await watcher.look_after(9) == [False, True]
    assert await watcher.look_after(2) == [False, True, False]


async def test_of_several_watchers_only_one_speaks(database: Database) -> None:
    watchers = [Watcher(database) for _ in range(3)]
    await show_life(database, NOW)
    for watcher in watchers:
        await watcher.look_after(0)
    for watcher in watchers:
        await watcher.look_after(11)
    await show_life(database, NOW + timedelta(hours=1))
    for watcher in watchers:
        await watcher.look_after(1)
    told = [silence.is_over for watcher in watchers for silence in watcher.told]
    assert told == [False, True]


async def test_a_process_that_was_never_started_is_noticed_and_its_start_too(database: Database) -> None:
    watcher = Watcher(database)
    await watcher.look_after(0)
    assert await watcher.look_after(11) == [False]
    assert watcher.told[0].since_at is None
    await show_life(database, NOW)
    assert await watcher.look_after(1) == [False, True]


async def test_a_watcher_that_was_started_anew_tells_of_the_end_of_an_old_silence(
    database: Database,
) -> None:
    await show_life(database, NOW)
    first = Watcher(database)
    await first.look_after(0)
    await first.look_after(11)
    second = Watcher(database)
    assert await second.look_after(0) == []
    assert await second.look_after(11) == []
    await show_life(database, NOW + timedelta(hours=1))
    assert await second.look_after(1) == [True]


async def test_a_clock_that_jumps_alarms_nobody(database: Database) -> None:
    """While the program is tried out, the next day is a press of a button away."""
    watcher = Watcher(database)
    await show_life(database, NOW)
    await watcher.look_after(0)
    await show_life(database, NOW + timedelta(days=30))
    assert await watcher.look_after(1) == []
    await show_life(database, NOW - timedelta(days=300))
    assert await watcher.look_after(1) == []


@pytest.mark.parametrize("process", ["scheduler", "bot"])
async def test_coordinators_and_nobody_else_are_written_to(sqlite_url: str, process: str) -> None:
    database = Database(sqlite_url)
    await make_plan(database, [DutySpec("GN-01", "SYT", date(2018, 1, 30))])
    await make_official(database, LAN, "SYT")
    await make_official(database, DUC, "THUONGTRUC", role=Role.COORDINATOR, language="en")
    people = [Person(LAN, "Lan", started=True), Person(DUC, "Đức", started=True)]
    sandbox = Sandbox(token=TOKEN, bot_username="nhac_han_bot", now=lambda: NOW, people=people)
    async with sandbox.serve() as server, bulk_bot(TOKEN, api_url=server.url) as bot:
        tell = outage_alert(database, bot, ZONE)
        await tell(Silence(process, NOW, is_over=False))
        await tell(Silence(process, NOW, is_over=True))

        silent, back = await Chat(sandbox, DUC).wait_for(2)
        assert f"The {process} shows no life since 07:30 8 Jan 2018" in silent.text
        assert f"The {process} is back" in back.text
        assert not Chat(sandbox, LAN).answers
    await database.close()


async def test_watching_ends_with_the_block(database: Database) -> None:
    watcher = Watcher(database)
    before = asyncio.all_tasks()
    async with watching(watcher.watch, asyncio.Event()):
        assert len(asyncio.all_tasks()) == len(before) + 1
    assert asyncio.all_tasks() == before
