"""A calendar address is private, follows what its owner may see, and ends when it is taken back."""

import re
from collections.abc import AsyncIterator
from datetime import date

import pytest
from icalendar import Calendar

from bot.sandbox import Person
from bot.web.server import web_application, web_server
from plan_data.store.calendar_feeds import new_feed, official_of_feed
from plan_data.store.database import Database
from plan_data.store.officials import Role
from plan_data.store.roles import remove_official
from tests.factories import DutySpec, make_official, make_plan
from tests.operations.test_keeping import contents
from tests.operations.test_web import NOW, get
from tests.world import ZONE, World, running_world

LAN, DUC = 1001, 1003
TODAY = date(2018, 1, 8)


@pytest.fixture
async def world(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setenv("WEB_PUBLIC_URL", "https://nhac-han.example.vn")
    database = Database(sqlite_url)
    duties = [DutySpec("GN-01", "SYT", date(2018, 1, 30)), DutySpec("GN-02", "385", date(2018, 2, 1))]
    await make_plan(database, duties)
    await make_official(database, LAN, "SYT", name="Lan")
    await make_official(database, DUC, "THUONGTRUC", role=Role.COORDINATOR, is_admin=True, follows=False)
    people = [Person(LAN, "Lan", started=True), Person(DUC, "Đức", started=True)]
    async with running_world(database, people) as running:
        yield running
    await database.close()


@pytest.fixture
async def address(world: World) -> AsyncIterator[str]:
    application = web_application(world.database, world.clock, ZONE)
    async with web_server(application, "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}"


async def path_of_new_feed(world: World) -> str:
    chat = world.chat(LAN)
    await chat.send("/lich")
    await chat.wait_for_text("tự cập nhật")
    await chat.press("🔗 Lấy địa chỉ mới")
    message = await chat.wait_for_text("https://nhac-han.example.vn/calendar/")
    found = re.search(r"https://nhac-han\.example\.vn(/calendar/\S+\.ics)", message.text)
    assert found is not None
    return found[1]


async def test_the_address_gives_the_deadlines_of_its_owner(world: World, address: str) -> None:
    status, text = await get(address + await path_of_new_feed(world))
    assert status == 200
    events = [str(event["summary"]) for event in Calendar.from_ical(text).walk() if "summary" in event]
    assert any("GN-01" in event for event in events)
    assert "GN-02" not in text


async def test_a_new_address_ends_the_old_one_and_can_be_taken_back(world: World, address: str) -> None:
    first = await path_of_new_feed(world)
    async with world.database.writing() as session:
        key = await new_feed(session, 1, world.clock.now)
    second = f"/calendar/{key}.ics"
    assert (await get(address + first))[0] == 404
    assert (await get(address + second))[0] == 200

    await world.chat(LAN).press("✖ Thu hồi địa chỉ")
    assert (await get(address + second))[0] == 404


async def test_the_address_of_somebody_removed_leads_nowhere(world: World, address: str) -> None:
    path = await path_of_new_feed(world)
    async with world.database.writing() as session:
        await remove_official(session, 1, world.clock.now)
    assert (await get(address + path))[0] == 404


async def test_a_guessed_address_leads_nowhere(world: World, address: str) -> None:
    await path_of_new_feed(world)
    for path in ("/calendar/.ics", "/calendar/x.ics", f"/calendar/{'a' * 43}.ics", "/calendar/1.ics"):
        assert (await get(address + path))[0] == 404


async def test_the_database_keeps_no_key(database: Database) -> None:
    official = await make_official(database, LAN)
    async with database.writing() as session:
        key = await new_feed(session, official.official, NOW)
    async with database.reading() as session:
        found = await official_of_feed(session, key, TODAY)
        assert found is not None
        assert found.telegram_user_id == LAN
        assert await official_of_feed(session, key[:-1], TODAY) is None
    rows = await contents(database.url.render_as_string(hide_password=False))
    assert key not in str(rows["calendar_feeds"])
