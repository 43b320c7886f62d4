"""Mornings, escalations and the leadership's week, as the people get them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox import Person
from bot.texts.briefing import morning
from plan_data.duty_state import ReportStatus
from plan_data.report.briefing import MorningContents
from plan_data.store.coordination import Reach
from plan_data.store.database import Database
from plan_data.store.duties import duties_by_code
from plan_data.store.extension import ask_extension
from plan_data.store.officials import Role
from plan_data.store.progress import NewReport, Source
from scheduler.preview import preview_escalations
from tests.factories import DutySpec, make_official, make_plan
from tests.world import World, running_world

LAN, DUC, MINH, HOA = 1001, 1003, 1004, 1005
PEOPLE = (
    Person(LAN, "Lan", started=True),
    Person(DUC, "Đức", started=True),
    Person(MINH, "Minh", started=True),
    Person(HOA, "Hòa", started=True),
)


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    """Friday 5 January 2018, the last good day of a duty of Sở Y tế and of one of a unit without anybody."""
    database = Database(sqlite_url)
    await make_plan(
        database,
        [
            DutySpec("GN-01", "SYT", date(2018, 1, 5), title="Báo cáo y tế"),
            DutySpec("GN-02", "SXD", date(2018, 1, 5), title="Báo cáo xây dựng"),
        ],
    )
    await make_official(database, LAN, "SYT", name="Lan")
    await make_official(database, DUC, "THUONGTRUC", role=Role.COORDINATOR, name="Đức", follows=False)
    await make_official(database, MINH, "SYT", role=Role.LEADER, name="Minh", follows=False)
    await make_official(database, HOA, "TINH", role=Role.LEADER, name="Hòa", follows=False)
    async with running_world(database, PEOPLE, local="2018-01-05 07:00", briefs=True) as running:
        yield running
    await database.close()


async def morning_of(world: World, day: str) -> None:
    world.at(f"{day} 07:30")
    await world.tick()


async def texts_about(world: World, person: int, part: str) -> list[str]:
    return [text for text in world.chat(person).texts() if part in text]


async def test_silence_goes_up_step_by_step(world: World) -> None:
    await morning_of(world, "2018-01-08")
    assert await texts_about(world, MINH, "Báo lãnh đạo đơn vị") == []

    await morning_of(world, "2018-01-09")
    (told,) = await texts_about(world, MINH, "Báo lãnh đạo đơn vị")
    assert "1. Báo cáo y tế GN-01\n     🏛 Sở Y tế\n     🔴 Quá hạn 4 ngày · im lặng 2 ngày làm việc" in told
    assert "GN-02" not in told

    for day in ("2018-01-10", "2018-01-11"):
        await morning_of(world, day)
    assert len(await texts_about(world, MINH, "Báo lãnh đạo đơn vị")) == 1

    await morning_of(world, "2018-01-12")
    (told,) = [text for text in await texts_about(world, DUC, "Báo cơ quan thường trực") if "GN-01" in text]
    assert "im lặng 5 ngày làm việc" in told


async def test_without_a_leader_the_standing_office_hears_first(world: World) -> None:
    await morning_of(world, "2018-01-09")

    (told,) = await texts_about(world, DUC, "Báo cơ quan thường trực")
    assert "GN-02" in told
    assert "chưa có lãnh đạo trên hệ thống" in told
    assert "GN-01" not in told


async def test_that_no_unit_has_a_leader_is_said_once(world: World) -> None:
    more = [DutySpec(f"GN-1{n}", "SXD", date(2018, 1, 5)) for n in range(3)]
    await make_plan(world.database, more, code="khac")

    await morning_of(world, "2018-01-09")

    (told,) = await texts_about(world, DUC, "Báo cơ quan thường trực")
    assert told.count("im lặng 2 ngày làm việc") == 4
    assert told.count("chưa có lãnh đạo trên hệ thống") == 1


async def test_an_acknowledgement_stops_it(world: World) -> None:
    await morning_of(world, "2018-01-08")
    await world.chat(LAN).send("/tiendo GN-01 60%")
    await world.chat(LAN).wait_for_text("Đã ghi nhận")

    await morning_of(world, "2018-01-09")

    assert await texts_about(world, MINH, "Báo lãnh đạo đơn vị") == []


async def test_a_request_for_a_later_date_stops_it_until_it_is_answered(world: World) -> None:
    await morning_of(world, "2018-01-08")
    async with world.database.writing() as session:
        (duty,) = await duties_by_code(session, "GN-01", None)
        await ask_extension(
            session,
            duty.id,
            1,
            NewReport(ReportStatus.EXTENSION),
            until=date(2018, 3, 1),
            is_late=True,
            source=Source(),
            now=world.clock.now,
        )

    for day in ("2018-01-09", "2018-01-19", "2018-01-29"):
        await morning_of(world, day)

    assert await texts_about(world, MINH, "Báo lãnh đạo đơn vị") == []


async def test_silence_that_comes_back_goes_up_again(world: World) -> None:
    await morning_of(world, "2018-01-09")
    await world.chat(LAN).send("/tiendo GN-01 60%")
    await world.chat(LAN).wait_for_text("Đã ghi nhận")

    for day in ("2018-01-10", "2018-01-12", "2018-01-16", "2018-01-17"):
        await morning_of(world, day)
    assert len(await texts_about(world, MINH, "Báo lãnh đạo đơn vị")) == 1

    await morning_of(world, "2018-01-18")
    assert len(await texts_about(world, MINH, "Báo lãnh đạo đơn vị")) == 2


async def test_a_leader_gets_at_most_two_escalations_a_week_and_the_rest_later(world: World) -> None:
    days = (date(2018, 1, 5), date(2018, 1, 8), date(2018, 1, 9), date(2018, 1, 10))
    await make_plan(
        world.database,
        [DutySpec(f"GN-1{number}", "SYT", due_on) for number, due_on in enumerate(days)],
        code="khac",
    )

    for day in ("2018-01-09", "2018-01-10", "2018-01-11", "2018-01-12"):
        await morning_of(world, day)
    told = await texts_about(world, MINH, "Báo lãnh đạo đơn vị")
    assert len(told) == 2
    assert "GN-12" not in "".join(told)

    await morning_of(world, "2018-01-17")
    (_, _, last) = await texts_about(world, MINH, "Báo lãnh đạo đơn vị")
    assert "GN-12" in last
    assert "GN-13" in last


async def test_a_second_tick_of_the_day_says_nothing_twice(world: World) -> None:
    await morning_of(world, "2018-01-09")
    before = len(world.chat(DUC).texts())

    world.at("2018-01-09 09:00")
    await world.tick()

    assert len(world.chat(DUC).texts()) == before


async def test_the_morning_tells_what_is_new_late_and_unreached(world: World) -> None:
    world.at("2018-01-05 09:00")
    await world.chat(LAN).send("/tiendo GN-01 vướng: chưa có kinh phí")
    await world.chat(LAN).wait_for_text("Đã ghi nhận")

    await morning_of(world, "2018-01-08")

    (told,) = await texts_about(world, DUC, "Điểm tin sáng")
    assert "📥 Báo cáo mới (1):\n• Sở Y tế: ⛔ Vướng mắc: chưa có kinh phí\n     Báo cáo y tế GN-01" in told
    assert "🔴 Mới quá hạn (2):" in told
    assert "⚫ Vướng mắc (1):" in told
    assert "⚠️ Không ai nhận được tin nhắc (1 đơn vị):\n• chưa có ai vào: Sở Xây dựng" in told


async def test_of_several_reports_about_a_duty_the_morning_tells_the_last(world: World) -> None:
    world.at("2018-01-05 09:00")
    for words in ("20%", "40%", "60%"):
        await world.chat(LAN).send(f"/tiendo GN-01 {words}")
        await world.chat(LAN).wait_for_text(f"Đang làm · {words}")

    await morning_of(world, "2018-01-08")

    (told,) = await texts_about(world, DUC, "Điểm tin sáng")
    assert "📥 Báo cáo mới (1):\n• Sở Y tế: 🔄 Đang làm 60%" in told


async def test_what_many_units_owe_at_once_is_one_line_of_the_morning(world: World) -> None:
    shared = [DutySpec("GN-09", unit, date(2018, 1, 5), title="Báo cáo chung") for unit in ("SYT", "SXD")]
    await make_plan(world.database, shared, code="khac")

    await morning_of(world, "2018-01-08")

    (told,) = await texts_about(world, DUC, "Điểm tin sáng")
    assert "🔴 Mới quá hạn (4):" in told
    assert "• Báo cáo chung GN-09: 2 đơn vị (Sở Xây dựng và Sở Y tế)" in told


def test_a_morning_about_many_units_of_long_names_is_still_one_message() -> None:
    names = [f"Ban Quản lý Khu kinh tế và các khu công nghiệp, cụm công nghiệp số {n}" for n in range(90)]
    reasons = list(Reach) * 30
    contents = MorningContents(
        on=date(2018, 1, 8),
        words=(),
        waiting=0,
        blocked=(),
        newly_late=(),
        silent_units=names,
        unreached=dict(zip(names, reasons, strict=True)),
    )

    told = morning(contents, "vi")

    assert told is not None
    assert len(told.text) <= 4096


async def test_a_morning_without_news_is_silent(world: World) -> None:
    for code in ("GN-01",):
        await world.chat(LAN).send(f"/tiendo {code} xong")
    await world.chat(LAN).wait_for_text("Đã ghi nhận")
    await morning_of(world, "2018-01-08")
    mornings = await texts_about(world, DUC, "Điểm tin sáng")

    await morning_of(world, "2018-01-10")

    assert await texts_about(world, DUC, "Điểm tin sáng") == mornings


async def test_the_leadership_has_a_week_with_figures_and_the_longest_silence(world: World) -> None:
    await morning_of(world, "2018-01-22")

    (told,) = await texts_about(world, HOA, "Tuần của lãnh đạo")
    assert "🔴 Đang thực hiện quá hạn: 2" in told
    assert "⬆️ Quá hạn và im lặng lâu nhất:" in told
    assert await texts_about(world, MINH, "Tuần của lãnh đạo") == []
    await morning_of(world, "2018-01-23")
    assert len(await texts_about(world, HOA, "Tuần của lãnh đạo")) == 1


async def test_the_preview_says_who_and_why_and_sends_nothing(world: World) -> None:
    written: list[str] = []

    def preview() -> int:
        url = world.database.url.render_as_string(hide_password=False)
        return preview_escalations(url, date(2018, 1, 9), ZoneInfo("Asia/Ho_Chi_Minh"), written.append)

    assert await asyncio.to_thread(preview) == 0

    shown = "".join(written)
    assert "Minh (lãnh đạo đơn vị), 1 việc:\n  GN-01  Sở Y tế: Báo cáo y tế; quá hạn 4 ngày" in shown
    assert "Đức (cơ quan thường trực), 1 việc:\n  GN-02" in shown
    assert world.chat(MINH).texts() == []
