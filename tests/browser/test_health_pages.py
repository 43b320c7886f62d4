"""What people see who open the addresses of the web server in a browser."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.async_api import Page, async_playwright

from bot.sandbox import Person
from bot.web.calendar_feed import feed_address
from bot.web.server import web_application, web_server
from plan_data.store.calendar_feeds import new_feed
from plan_data.store.database import Database
from tests.browser.test_page import CHROMIUM, OPTIONS
from tests.factories import LONG_AGO, DutySpec, make_official, make_plan
from tests.world import ZONE, running_world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

LAN = 1001


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """A window; a script or page that fails in it fails the test."""
    failures: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        opened = await browser.new_page()
        opened.on("pageerror", lambda error: failures.append(str(error)))
        yield opened
        await browser.close()
    assert failures == []


@asynccontextmanager
async def served(url: str) -> AsyncIterator[tuple[Database, str]]:
    """An installation after its first morning, with the web server beside it; its address."""
    database = Database(url)
    await make_plan(database, [DutySpec("GN-01", "SYT", date(2018, 1, 15), title="Kế hoạch y tế “mới”")])
    await make_official(database, LAN, "SYT")
    async with running_world(database, [Person(LAN, "Lan", started=True)]) as world:
        application = web_application(database, world.clock, ZONE)
        async with web_server(application, "127.0.0.1", 0) as port:
            world.at("2018-01-08 07:30")
            await world.tick()
            yield database, f"http://127.0.0.1:{port}"
    await database.close()


async def test_the_pages_of_health_can_be_read_by_a_person(sqlite_url: str, page: Page) -> None:
    async with served(sqlite_url) as (_, address):
        for path, shown in {
            "/healthz": {"status": "ok"},
            "/readyz": {
                "status": "ready",
                "database": "ok",
                "updates_waiting": "0",
                "bot": "ok",
                "scheduler": "ok",
            },
        }.items():
            answer = await page.goto(address + path)
            assert answer is not None
            assert answer.status == 200
            assert json.loads(await page.locator("pre").inner_text()) == shown

        await page.goto(f"{address}/metrics")
        lines = (await page.locator("pre").inner_text()).splitlines()
        assert "# HELP nhachan_digests_late Open digests that could have left 15 minutes ago." in lines
        assert 'nhachan_reminders_total{outcome="sent",process="scheduler:test"} 1.0' in lines


async def test_what_is_wrong_stands_on_the_page(tmp_path: Path, page: Page) -> None:
    database = Database(f"sqlite:///{tmp_path / 'no-tables.sqlite3'}")
    async with web_server(web_application(database, lambda: LONG_AGO, ZONE), "127.0.0.1", 0) as port:
        answer = await page.goto(f"http://127.0.0.1:{port}/readyz")
        assert answer is not None
        assert answer.status == 503
        told = json.loads(await page.locator("pre").inner_text())
        assert told == {"status": "not ready", "database": "OperationalError"}
    await database.close()


async def test_the_link_of_a_calendar_gives_a_file_to_open(sqlite_url: str, page: Page) -> None:
    async with served(sqlite_url) as (database, address):
        async with database.writing() as session:
            key = await new_feed(session, 1, LONG_AGO)
        await page.set_content(f'<a href="{feed_address(address, key)}">lịch</a>')
        async with page.expect_download() as started:
            await page.click("a")
        download = await started.value
        assert download.suggested_filename == "nhac-han.ics"
        calendar = Calendar.from_ical((await download.path()).read_bytes())
        assert any("“mới”" in str(event["summary"]) for event in calendar.walk() if "summary" in event)
