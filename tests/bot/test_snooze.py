"""Snoozing: one chat hears of a duty later; the deadline, other chats and other duties stay."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.conftest import DUC, LAN
from tests.bot.waiting_world import digest_sent, duty
from tests.world import World


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    async with digest_sent(sqlite_url) as running:
        yield running


async def snooze(world: World, number: str, days: str) -> None:
    lan = world.chat(LAN)
    await lan.press(number, await lan.next_message())
    await lan.press("Nhắc lại sau", await lan.next_message())
    await lan.press(days, await lan.next_message())
    await lan.wait_for_text("nhắc lại vào tin nhắc")


def digests(world: World, code: str) -> list[str]:
    """The first lines of the digests that mention a duty."""
    return [text.splitlines()[0] for text in world.chat(LAN).texts() if "Nhắc hạn" in text and code in text]


async def test_it_says_plainly_that_the_deadline_stays(world: World) -> None:
    await snooze(world, "2", "7 ngày")

    said = world.chat(LAN).answers[-1].text

    assert "nhắc lại vào tin nhắc thứ Hai, ngày 15/01/2018, chỉ trong cuộc trò chuyện này" in said
    assert "Hạn không đổi: thứ Hai, ngày 22/01/2018." in said


async def test_the_duty_is_mentioned_again_on_the_day_though_no_new_stage_was_reached(world: World) -> None:
    await snooze(world, "2", "1 ngày")
    world.at("2018-01-09 07:30")

    await world.tick()
    world.at("2018-01-10 07:30")
    await world.tick()

    assert digests(world, "GN-02") == [
        "🔔 Nhắc hạn thứ Hai, ngày 08/01/2018",
        "🔔 Nhắc hạn thứ Ba, ngày 09/01/2018",
    ]


async def test_a_stage_reached_in_the_meantime_waits(world: World) -> None:
    await snooze(world, "1", "3 ngày")
    for day in (9, 10, 11):
        world.at(f"2018-01-{day:02} 07:30")
        await world.tick()

    assert digests(world, "GN-01") == [
        "🔔 Nhắc hạn thứ Hai, ngày 08/01/2018",
        "🔔 Nhắc hạn thứ Năm, ngày 11/01/2018",
    ]


async def test_nobody_sleeps_through_a_deadline(world: World) -> None:
    lan = world.chat(LAN)
    await lan.press("1", await lan.next_message())

    await lan.press("Nhắc lại sau", await lan.next_message())

    offered = await lan.next_message()
    assert [label["text"] for row in offered.keyboard for label in row] == ["1 ngày", "3 ngày", "Bỏ qua"]


async def test_a_returned_report_is_heard_although_it_was_snoozed(world: World) -> None:
    await snooze(world, "2", "7 ngày")
    lan = world.chat(LAN)
    await lan.send("/tiendo GN-02 xong")
    await lan.wait_for_text("Chờ Sở Lao động xác nhận")
    await _returned(world)
    world.at("2018-01-09 07:30")

    await world.tick()

    assert digests(world, "GN-02")[-1] == "🔔 Nhắc hạn thứ Ba, ngày 09/01/2018"


async def _returned(world: World) -> None:
    duc = world.chat(DUC)
    await duc.send("/choxacnhan")
    await duc.press("Trả lại", await duc.wait_for_text("Chờ xác nhận: 1 việc"))
    await duc.press("Số liệu chưa khớp", await duc.wait_for_text("Vì sao?"))
    await world.chat(LAN).wait_for_text("Bị trả lại")


async def test_an_old_acknowledgement_is_asked_about_again(world: World) -> None:
    lan = world.chat(LAN)
    await lan.reply(await lan.next_message(), "2 đã nhận")
    await lan.wait_for_text("👌 Đã nhận")
    world.at("2018-01-17 07:30")

    await world.tick()

    digest = await lan.wait_for_text("Nhắc hạn thứ Tư, ngày 17/01/2018")
    assert "👌 Đã nhận 08/01/2018, chưa có tiến độ" in digest.text
    assert (await duty(world, "GN-02")).percent is None
