"""The bot is killed, doubled, refused, and its database goes away: no reply is lost, none recorded twice."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from time import monotonic

import pytest
from sqlalchemy import func, select

from bot.__main__ import EXIT_REFUSED
from plan_data.store.database import Database
from plan_data.store.migrate import upgrade
from plan_data.store.tables import InboxRow, ProgressReportRow
from tests.conftest import environment
from tests.factories import DutySpec, make_official, make_plan
from tests.many_officials import MORNING
from tests.postgres import postgres_server
from tests.sandbox_process import TOKEN, SandboxProcess, sandbox_process

PEOPLE = range(5001, 5031)
LOOK_SECONDS = 0.05
PATIENCE_SECONDS = 60.0


class Case:
    """Thirty officials of one unit, each with a duty of their own to report on."""

    def __init__(self, url: str, telegram: SandboxProcess) -> None:
        self.url = url
        self.telegram = telegram
        self.database = Database(url)

    async def furnish(self) -> None:
        await make_plan(
            self.database, [DutySpec(f"V-{person}", "SYT", date(2018, 1, 15)) for person in PEOPLE]
        )
        for person in PEOPLE:
            await make_official(self.database, person, "SYT", name=f"Người {person}", follows=False)
            self.telegram.add_person(person, f"Người {person}")

    def everybody_reports(self) -> None:
        for person in PEOPLE:
            self.telegram.say(person, f"/tiendo V-{person} 60%")

    async def recorded(self) -> int:
        """Progress reports in the database."""
        async with self.database.reading() as session:
            return await session.scalar(select(func.count(ProgressReportRow.id))) or 0

    async def in_hand(self) -> int:
        """Updates that were kept and are not handled yet."""
        async with self.database.reading() as session:
            return (
                await session.scalar(
                    select(func.count(InboxRow.update_id)).where(InboxRow.handled_at.is_(None))
                )
                or 0
            )

    async def until_recorded(self, count: int) -> None:
        deadline = monotonic() + PATIENCE_SECONDS
        while await self.recorded() < count:
            if monotonic() > deadline:
                raise TimeoutError(f"{await self.recorded()} of {count} reports were recorded")
            await asyncio.sleep(LOOK_SECONDS)

    async def until_all_handled(self) -> None:
        """All reports are in, and nothing is left that could bring one a second time."""
        await self.until_recorded(len(PEOPLE))
        deadline = monotonic() + PATIENCE_SECONDS
        while await self.in_hand():
            if monotonic() > deadline:
                raise TimeoutError("some updates are never handled")
            await asyncio.sleep(LOOK_SECONDS)

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[Process]:
        """A real ``python -m bot``, killed at the end of the block."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot"),
            env=environment(
                DATABASE_URL=self.url,
                TELEGRAM_BOT_TOKEN=TOKEN,
                TELEGRAM_API_URL=self.telegram.url,
                CLOCK_START=MORNING,
            ),
            stderr=DEVNULL,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


@pytest.fixture
def telegram() -> Iterator[SandboxProcess]:
    """Telegram that takes a fifth of a second for each answer, so that a kill finds handlers at work."""
    with sandbox_process(latency_seconds=0.2) as running:
        yield running


@pytest.fixture
async def case_on_each(database_url: str, telegram: SandboxProcess) -> AsyncIterator[Case]:
    """On each database."""
    prepared = Case(database_url, telegram)
    await prepared.furnish()
    yield prepared
    await prepared.database.close()


@pytest.fixture
async def case(sqlite_url: str, telegram: SandboxProcess) -> AsyncIterator[Case]:
    """Where the database is not the point."""
    prepared = Case(sqlite_url, telegram)
    await prepared.furnish()
    yield prepared
    await prepared.database.close()


async def test_kill_9_in_the_middle_of_handlers(case_on_each: Case) -> None:
    case = case_on_each
    case.everybody_reports()
    for part in (0.2, 0.5):
        async with case.bot() as bot:
            await case.until_recorded(int(part * len(PEOPLE)))
            bot.kill()
            await bot.wait()

    async with case.bot():
        await case.until_all_handled()

    assert await case.recorded() == len(PEOPLE)


async def test_two_pollers_record_nothing_twice(case: Case) -> None:
    async with case.bot(), case.bot():
        case.everybody_reports()
        await case.until_all_handled()

    assert await case.recorded() == len(PEOPLE)


async def test_a_token_revoked_during_the_run_ends_the_process(case: Case) -> None:
    """The library would leave it alive and deaf."""
    async with case.bot() as bot:
        case.everybody_reports()
        await case.until_all_handled()
        case.telegram.add_fault(kind="unauthorized", method="getUpdates", times=None)
        case.telegram.say(PEOPLE[0], "/denhan")
        async with asyncio.timeout(PATIENCE_SECONDS):
            code = await bot.wait()

    assert code == EXIT_REFUSED


async def test_sigterm_finishes_updates_in_hand(case: Case) -> None:
    async with case.bot() as bot:
        case.everybody_reports()
        await case.until_recorded(1)
        bot.terminate()
        async with asyncio.timeout(PATIENCE_SECONDS):
            code = await bot.wait()
        assert await case.in_hand() == 0

    assert code == 0
    async with case.bot():
        await case.until_all_handled()
    assert await case.recorded() == len(PEOPLE)


async def test_a_database_that_goes_away_and_comes_back(telegram: SandboxProcess) -> None:
    with postgres_server() as server:
        url = f"{server.url}/postgres"
        upgrade(url)
        case = Case(url, telegram)
        await case.furnish()
        async with case.bot() as bot:
            await case.until_recorded(0)
            case.everybody_reports()
            await case.until_recorded(3)
            await case.database.engine.dispose()
            server.stop()
            await asyncio.sleep(2)
            server.start()
            await case.until_all_handled()
            assert bot.returncode is None

        assert await case.recorded() == len(PEOPLE)
        await case.database.close()
