"""The web server: closed unless wanted, honest about the health of the whole installation."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.sandbox import Person
from bot.settings import BotSettings
from bot.web.server import web_application, web_server
from plan_data.store.database import Database
from plan_data.store.heartbeats import beat
from plan_data.store.inbox import keep_update, mark_handled
from tests.factories import DutySpec, make_official, make_plan
from tests.world import ZONE, running_world

NOW = datetime(2018, 1, 8, 0, 30, tzinfo=UTC)


@pytest.fixture
async def address(database: Database) -> AsyncIterator[str]:
    """Where the server of an empty installation listens."""
    application = web_application(database, lambda: NOW, ZONE)
    async with web_server(application, "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}"


async def get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def show_life(database: Database, process: str, at: datetime, **counts: int) -> None:
    async with database.writing() as session:
        await beat(session, process, at, counts)


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Every number of a scrape by its name and the values of its labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_no_port_is_opened_unless_one_is_set() -> None:
    settings = BotSettings()
    assert settings.web_port is None
    assert settings.web_host == "127.0.0.1"


async def test_health_is_only_that_the_process_answers(address: str, database: Database) -> None:
    await database.close()
    assert await get(f"{address}/healthz") == (200, '{"status": "ok"}')


async def test_ready_names_who_is_silent_and_asks_only_the_database(address: str, database: Database) -> None:
    await show_life(database, "bot", NOW)
    await show_life(database, "scheduler:host:1", NOW - timedelta(hours=1))
    status, body = await get(f"{address}/readyz")
    assert status == 200
    assert '"bot": "ok"' in body
    assert '"scheduler": "silent since 2018-01-07T23:30:00+00:00"' in body


async def test_without_a_database_it_is_not_ready(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('empty') / 'no-tables.sqlite3'}")
    async with web_server(web_application(database, lambda: NOW, ZONE), "127.0.0.1", 0) as port:
        status, body = await get(f"http://127.0.0.1:{port}/readyz")
    await database.close()
    assert status == 503
    assert "not ready" in body


async def test_metrics_of_an_empty_installation_can_be_read(address: str) -> None:
    status, text = await get(f"{address}/metrics")
    assert status == 200
    found = samples(text)
    assert found["nhachan_digests_open", "planned"] == 0
    assert found["nhachan_updates_waiting",] == 0
    assert found["nhachan_queue_age_seconds",] == 0


async def test_metrics_tell_of_processes_and_answers(address: str, database: Database) -> None:
    await show_life(database, "scheduler:host:1", NOW - timedelta(seconds=4), planned=9, Sent=7, Unknown=1)
    async with database.writing() as session:
        for number, seconds in enumerate((1, 2, 3, 40), start=1):
            await keep_update(session, number, "{}", NOW - timedelta(minutes=1))
            await mark_handled(session, number, NOW - timedelta(minutes=1) + timedelta(seconds=seconds))
        await keep_update(session, 9, "{}", NOW - timedelta(seconds=30))

    found = samples((await get(f"{address}/metrics"))[1])

    assert found["nhachan_reminders_total", "sent", "scheduler:host:1"] == 7
    assert found["nhachan_reminders_total", "planned", "scheduler:host:1"] == 9
    assert found["nhachan_beat_age_seconds", "scheduler:host:1"] == 4
    assert found["nhachan_updates_waiting",] == 1
    assert found["nhachan_update_age_seconds",] == 30
    assert found["nhachan_answer_seconds", "0.5"] == 3
    assert found["nhachan_answer_seconds", "1"] == 40


async def test_metrics_follow_a_morning(database: Database) -> None:
    """The counts are those of the scheduler that ran, not of this test."""
    await make_plan(database, [DutySpec("GN-01", "SYT", date(2018, 1, 15))])
    await make_official(database, 1001, "SYT")
    async with running_world(database, [Person(1001, "Lan", started=True)]) as world:
        application = web_application(database, world.clock, ZONE)
        async with web_server(application, "127.0.0.1", 0) as port:
            world.at("2018-01-08 07:30")
            await world.tick()
            found = samples((await get(f"http://127.0.0.1:{port}/metrics"))[1])
    assert found["nhachan_reminders_total", "sent", "scheduler:test"] == 1
    assert found["nhachan_digests_open", "planned"] == 0
    assert found["nhachan_chats_unreachable",] == 0


async def test_what_is_not_served_is_not_found(address: str) -> None:
    for path in ("/", "/telegram", "/metrics/x", "/..%2f..%2fetc/passwd"):
        assert (await get(f"{address}{path}"))[0] == 404


async def test_many_scrapes_at_once_are_answered(address: str) -> None:
    answers = await asyncio.gather(*(get(f"{address}/metrics") for _ in range(20)))
    assert {status for status, _ in answers} == {200}
