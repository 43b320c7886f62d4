"""Reports that wait: confirmed, or returned with a reason, told at once and reminded again."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from plan_data.duty_state import DutyState
from tests.bot.conftest import DUC, LAN, STRANGER, TUAN
from tests.bot.waiting_world import digest_sent, duty
from tests.world import World


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    async with digest_sent(sqlite_url) as running:
        yield running


async def report_done(world: World, words: str = "1 xong, BC 12/BC-SYT ngày 8/1") -> None:
    lan = world.chat(LAN)
    await lan.reply(await lan.next_message(), words)
    await lan.next_message()


async def test_a_report_of_completion_waits_for_the_unit_that_confirms(world: World) -> None:
    lan = world.chat(LAN)
    await lan.reply(await lan.next_message(), "1 xong")

    answer = await lan.next_message()

    assert "Chờ Sở Lao động xác nhận" in answer.text
    assert (await duty(world, "GN-01")).state is DutyState.REPORTED


async def test_the_coordinator_is_told_once_and_sees_the_queue(world: World) -> None:
    await report_done(world, "tất cả xong")
    duc = world.chat(DUC)
    news = await duc.next_message()
    assert "Có báo cáo mới chờ xác nhận" in news.text

    await duc.press("Mở danh sách", news)

    queue = await duc.wait_for_text("Chờ xác nhận: 2 việc")
    assert "1. Kế hoạch y tế GN-01\n     🏛 Sở Y tế\n     Báo xong lúc 07:30 08/01/2018 (Lan)" in queue.text
    assert "🟢 đúng hạn" in queue.text
    assert len(duc.answers) == 1


async def test_a_late_confirmation_leaves_the_day_of_the_report(world: World) -> None:
    await report_done(world)
    world.at("2018-03-01 09:00")
    duc, lan = world.chat(DUC), world.chat(LAN)
    await duc.send("/choxacnhan")
    queue = await duc.wait_for_text("Chờ xác nhận: 1 việc")

    said = await duc.press("Xác nhận", queue)

    assert said.text == "Đã xác nhận GN-01."
    told = await lan.wait_for_text("Đức đã xác nhận hoàn thành")
    assert "Ngày tính: 08/01/2018, 🟢 đúng hạn." in told.text
    confirmed = await duty(world, "GN-01")
    assert confirmed.state is DutyState.DONE
    assert confirmed.reported_at is not None
    assert confirmed.reported_at.date() == date(2018, 1, 8)


async def test_a_returned_report_is_told_at_once_with_the_reason_and_reminded_the_next_day(
    world: World,
) -> None:
    await report_done(world, "1 xong")
    duc, lan = world.chat(DUC), world.chat(LAN)
    await duc.send("/choxacnhan")
    await duc.press("Trả lại", await duc.wait_for_text("Chờ xác nhận: 1 việc"))
    await duc.wait_for_text("Vì sao?")

    await duc.send("Thiếu phụ lục số liệu")

    told = await lan.wait_for_text("Bị trả lại")
    assert "Lý do: Thiếu phụ lục số liệu" in told.text
    assert (await duty(world, "GN-01")).state is DutyState.RETURNED
    world.at("2018-01-09 07:30")
    await world.tick()
    digest = await lan.wait_for_text("Nhắc hạn thứ Ba, ngày 09/01/2018")
    assert "Kế hoạch y tế GN-01" in digest.text
    assert "↩️ Bị trả lại" in digest.text


async def test_a_reply_to_the_returned_message_reports_again(world: World) -> None:
    await report_done(world, "1 xong")
    duc, lan = world.chat(DUC), world.chat(LAN)
    await duc.send("/choxacnhan")
    await duc.press("Trả lại", await duc.wait_for_text("Chờ xác nhận: 1 việc"))
    await duc.press("Số liệu chưa khớp", await duc.wait_for_text("Vì sao?"))
    told = await lan.wait_for_text("Bị trả lại")
    world.at("2018-01-10 09:00")

    await lan.reply(told, "xong, BC 13/BC-SYT")

    await lan.wait_for_text("13/BC-SYT")
    again = await duty(world, "GN-01")
    assert again.state is DutyState.REPORTED
    assert again.reported_at is not None
    assert again.reported_at.date() == date(2018, 1, 10)


async def test_a_report_that_was_decided_cannot_be_decided_again(world: World) -> None:
    await report_done(world, "1 xong")
    duc = world.chat(DUC)
    await duc.send("/choxacnhan")
    first = await duc.wait_for_text("Chờ xác nhận: 1 việc")
    await duc.send("/chitiet GN-01")
    await duc.press("Sở Y tế", await duc.wait_for_text("Chọn đơn vị"))
    card = await duc.wait_for_text("Kế hoạch y tế\nGN-01")
    await duc.press("Xác nhận", first)

    said = await duc.press("Trả lại", card)

    assert "không còn chờ xác nhận" in said.text
    assert (await duty(world, "GN-01")).state is DutyState.DONE


@pytest.mark.parametrize("person", [LAN, TUAN, STRANGER])
async def test_nobody_else_sees_the_queue_of_the_coordinator(world: World, person: int) -> None:
    await report_done(world, "1 xong")
    chat = world.chat(person)

    await chat.send("/choxacnhan")

    await chat.wait_for_text("Không có báo cáo nào chờ bạn" if person != STRANGER else "Chỉ cán bộ được mời")
    assert not any("Chờ xác nhận:" in text for text in chat.texts())
