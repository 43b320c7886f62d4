"""The bot is killed, doubled, refused, and its database goes away: no reply is lost, none recorded twice."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.__main__ import EXIT_REFUSED
from bot.web.webhook import LEASE
from plan_data.store.migrate import upgrade
from tests.bot_process import behind, bot_process, one_address, webhook_of
from tests.chaos.reporters import PATIENCE_SECONDS, PEOPLE, Reporters
from tests.postgres import free_port, postgres_server
from tests.sandbox_process import SandboxProcess
from tests.shared_clock import move_clock


@pytest.fixture
async def case_on_each(database_url: str, telegram: SandboxProcess) -> AsyncIterator[Reporters]:
    """On each database."""
    prepared = Reporters(database_url, telegram)
    await prepared.furnish()
    yield prepared
    await prepared.database.close()


@pytest.fixture
async def case(sqlite_url: str, telegram: SandboxProcess) -> AsyncIterator[Reporters]:
    """Where the database is not the point."""
    prepared = Reporters(sqlite_url, telegram)
    await prepared.furnish()
    yield prepared
    await prepared.database.close()


async def test_kill_9_in_the_middle_of_handlers(case_on_each: Reporters) -> None:
    case = case_on_each
    case.everybody_reports()
    for part in (0.2, 0.5):
        async with bot_process(case.url, case.telegram) as bot:
            await case.until_recorded(int(part * len(PEOPLE)))
            bot.kill()
            await bot.wait()

    async with bot_process(case.url, case.telegram):
        await case.until_all_handled()

    assert await case.recorded() == len(PEOPLE)


async def test_two_pollers_record_nothing_twice(case: Reporters) -> None:
    async with bot_process(case.url, case.telegram), bot_process(case.url, case.telegram):
        case.everybody_reports()
        await case.until_all_handled()

    assert await case.recorded() == len(PEOPLE)


async def test_one_of_two_behind_one_address_is_killed(postgres_url: str, telegram: SandboxProcess) -> None:
    """Its chats wait until its lease is over; then the other answers them, each in its order."""
    case = Reporters(postgres_url, telegram)
    await case.furnish()
    ports, percents = (free_port(), free_port()), [10, 20, 30, 40]
    async with (
        one_address([webhook_of(port) for port in ports]) as address,
        bot_process(case.url, telegram, behind(address, ports[0])) as doomed,
        bot_process(case.url, telegram, behind(address, ports[1])) as other,
    ):
        for percent in percents:
            case.everybody_reports(percent)
        await case.until_recorded(len(PEOPLE))
        doomed.kill()
        await doomed.wait()
        left = await case.in_hands()
        await case.until_received(len(PEOPLE) * len(percents))
        await move_clock(case.database, LEASE + timedelta(seconds=1))
        telegram.say(PEOPLE[0], "/trogiup")
        await case.until_all_handled(len(PEOPLE) * len(percents))
        assert other.returncode is None

    assert any(f":{doomed.pid}:" in owner for owner in left), "the dead one had something in hand"
    assert set((await case.percents()).values()) == {tuple(percents)}
    await case.database.close()


async def test_a_token_revoked_during_the_run_ends_the_process(case: Reporters) -> None:
    """The library would leave it alive and deaf."""
    async with bot_process(case.url, case.telegram) as bot:
        case.everybody_reports()
        await case.until_all_handled()
        case.telegram.add_fault(kind="unauthorized", method="getUpdates", times=None)
        case.telegram.say(PEOPLE[0], "/denhan")
        async with asyncio.timeout(PATIENCE_SECONDS):
            code = await bot.wait()

    assert code == EXIT_REFUSED


async def test_sigterm_finishes_updates_in_hand(case: Reporters) -> None:
    async with bot_process(case.url, case.telegram) as bot:
        case.everybody_reports()
        await case.until_recorded(1)
        bot.terminate()
        async with asyncio.timeout(PATIENCE_SECONDS):
            code = await bot.wait()
        assert await case.in_hand() == 0

    assert code == 0
    async with bot_process(case.url, case.telegram):
        await case.until_all_handled()
    assert await case.recorded() == len(PEOPLE)


async def test_a_database_that_goes_away_and_comes_back(telegram: SandboxProcess) -> None:
    with postgres_server() as server:
        url = f"{server.url}/postgres"
        upgrade(url)
        case = Reporters(url, telegram)
        await case.furnish()
        async with bot_process(case.url, case.telegram) as bot:
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
