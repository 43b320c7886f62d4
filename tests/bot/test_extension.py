"""Later dates in chat: asked, granted or denied, told with both dates; the date of the plan is kept."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.sandbox import Message
from plan_data.store.extension import Extension, extensions_of
from tests.bot.conftest import DUC, LAN, TUAN
from tests.bot.waiting_world import digest_sent, duty
from tests.world import World


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    async with digest_sent(sqlite_url) as running:
        yield running


async def requests(world: World) -> list[Extension]:
    async with world.database.reading() as session:
        return list(await extensions_of(session, (await duty(world, "GN-01")).id))


async def asked(world: World, words: str = "1 xin lùi đến 31/1 vì chờ số liệu của huyện") -> Message:
    """Lan asks; the message in which Đức is to decide."""
    lan = world.chat(LAN)
    await lan.reply(await lan.next_message(), words)
    await lan.wait_for_text("Đã gửi đề nghị lùi hạn")
    return await world.chat(DUC).wait_for_text("Đề nghị lùi hạn")


async def granted(world: World) -> None:
    """Lan asked, Đức granted it, and all whom it concerns were told."""
    duc = world.chat(DUC)
    await duc.press("Đồng ý", await asked(world))
    await duc.press("chưa có văn bản", await duc.wait_for_text("Số văn bản"))
    await duc.wait_for_text("Đã lùi hạn")
    await world.tick()
    await world.chat(LAN).wait_for_text("Đã lùi hạn")


async def test_a_request_goes_to_who_decides_and_moves_nothing_yet(world: World) -> None:
    request = await asked(world)

    assert "Hạn cũ: thứ Hai, ngày 15/01/2018 → xin đến: thứ Tư, ngày 31/01/2018" in request.text
    assert "Lý do: chờ số liệu của huyện" in request.text
    assert "Hạn vẫn là 15/01/2018 cho đến khi được đồng ý." in world.chat(LAN).answers[-1].text
    assert (await duty(world, "GN-01")).due_on == date(2018, 1, 15)


async def test_granted_with_a_document_the_date_moves_and_both_dates_are_told(world: World) -> None:
    request = await asked(world)
    duc, lan, tuan = world.chat(DUC), world.chat(LAN), world.chat(TUAN)
    await duc.press("Đồng ý", request)
    await duc.wait_for_text("Số văn bản đồng ý?")

    await duc.send("123/UBND-VX ngày 8/1/2018")
    await duc.wait_for_text("Đã lùi hạn")
    await world.tick()

    told = await lan.wait_for_text("Đã lùi hạn")
    assert "Hạn cũ: thứ Hai, ngày 15/01/2018 → hạn mới: thứ Tư, ngày 31/01/2018" in told.text
    assert "Theo văn bản 123/UBND-VX ngày 08/01/2018" in told.text
    await tuan.wait_for_text("Đã lùi hạn")
    for unit in ("SYT", "385"):
        moved = await duty(world, "GN-01", unit)
        assert (moved.due_on, moved.planned_due_on) == (date(2018, 1, 31), date(2018, 1, 15))


async def test_reminders_of_the_old_date_vanish_and_those_of_the_new_begin(world: World) -> None:
    await granted(world)
    lan = world.chat(LAN)
    world.at("2018-01-12 07:30")
    await world.tick()
    digest = await lan.wait_for_text("Nhắc hạn thứ Sáu, ngày 12/01/2018")
    assert "🔵 Còn 19 ngày · hạn 31/01/2018 (gia hạn từ 15/01/2018)" in digest.text

    world.at("2018-01-17 07:30")
    await world.tick()

    digest = await lan.wait_for_text("Nhắc hạn thứ Tư, ngày 17/01/2018")
    assert "🔵 Còn 14 ngày · hạn 31/01/2018 (gia hạn từ 15/01/2018)" in digest.text


async def test_denied_with_a_reason_the_date_stays(world: World) -> None:
    request = await asked(world)
    duc, lan = world.chat(DUC), world.chat(LAN)
    await duc.press("Từ chối", request)
    await duc.wait_for_text("Hãy nhắn lý do")

    await duc.send("Tỉnh cần số liệu trước Tết")
    await duc.wait_for_text("Không đồng ý lùi hạn")
    await world.tick()

    told = await lan.wait_for_text("Không đồng ý lùi hạn")
    assert "Hạn vẫn là thứ Hai, ngày 15/01/2018." in told.text
    assert "Lý do: Tỉnh cần số liệu trước Tết" in told.text
    assert (await duty(world, "GN-01")).due_on == date(2018, 1, 15)


async def test_the_name_of_the_bot_alone_is_no_reason(world: World) -> None:
    request = await asked(world)
    duc = world.chat(DUC)
    await duc.press("Từ chối", request)
    await duc.wait_for_text("Hãy nhắn lý do")

    await duc.send("@nhac_han_bot")
    await duc.wait_for_text("Tôi chưa hiểu")
    await duc.send("Tỉnh cần số liệu trước Tết")

    assert "Lý do: Tỉnh cần số liệu" in (await duc.wait_for_text("Không đồng ý lùi hạn")).text


async def test_asked_after_the_deadline_is_marked(world: World) -> None:
    world.at("2018-01-18 09:00")
    await world.tick()
    lan = world.chat(LAN)

    await lan.send("/tiendo GN-01 xin lùi đến 31/1")

    await lan.wait_for_text("được ghi là “xin sau hạn”")
    assert "⚠️ Xin sau hạn" in (await world.chat(DUC).wait_for_text("Đề nghị lùi hạn")).text
    assert [each.is_late for each in await requests(world)] == [True]


async def test_a_request_without_a_date_is_asked_for_one(world: World) -> None:
    lan = world.chat(LAN)
    await lan.reply(await lan.next_message(), "1 xin gia hạn")
    await lan.wait_for_text("Xin lùi đến ngày nào")

    await lan.send("đến 31/1 vì thiếu người")

    await lan.wait_for_text("Đã gửi đề nghị lùi hạn")
    (request,) = await requests(world)
    assert (request.until, request.reason) == (date(2018, 1, 31), "thiếu người")


async def test_so_many_weeks_count_from_the_deadline(world: World) -> None:
    await asked(world, "1 gia hạn 1 tuần")
    assert [each.until for each in await requests(world)] == [date(2018, 1, 22)]


@pytest.mark.parametrize("until", ["10/1", "15/1", "15/1/2020"])
async def test_a_date_that_cannot_be_meant_is_not_sent(world: World, until: str) -> None:
    lan = world.chat(LAN)

    await lan.reply(await lan.next_message(), f"1 xin lùi đến {until}")

    await lan.wait_for_text("Ngày xin phải sau hạn hiện nay")
    assert await requests(world) == []


async def test_a_second_request_takes_the_place_of_the_first(world: World) -> None:
    first = await asked(world)
    lan, duc = world.chat(LAN), world.chat(DUC)
    await lan.send("/tiendo GN-01 xin lùi đến 7/2")
    await duc.wait_for_text("thứ Tư, ngày 07/02/2018")

    said = await duc.press("Đồng ý", first)

    assert "không còn chờ quyết định" in said.text
    assert [each.is_withdrawn for each in await requests(world)] == [True, False]


async def test_a_request_taken_back_is_not_decided(world: World) -> None:
    lan = world.chat(LAN)
    request = await asked(world)
    (known,) = await requests(world)
    message = next(each for each in lan.messages if not each.from_bot)
    await lan.edit(message, "1 đang làm 50%")
    await lan.wait_for_text("Đã thay bằng")

    said = await world.chat(DUC).press("Đồng ý", request)

    assert known.is_pending
    assert "không còn chờ quyết định" in said.text


async def test_a_unit_that_only_helps_does_not_ask(world: World) -> None:
    tuan = world.chat(TUAN)

    await tuan.send("/tiendo GN-01 xin lùi đến 31/1")

    await tuan.wait_for_text("Chỉ đơn vị chủ trì xin lùi hạn")


async def test_the_card_keeps_every_request_and_decision(world: World) -> None:
    await granted(world)
    lan = world.chat(LAN)

    await lan.send("/chitiet GN-01")

    card = await lan.wait_for_text("Lịch sử")
    assert "(gia hạn từ 15/01/2018)" in card.text
    assert "Lan: ⏳ xin lùi 15/01/2018 → 31/01/2018 · chờ số liệu của huyện" in card.text
    assert "Đức: ⏳ đồng ý lùi 15/01/2018 → 31/01/2018" in card.text


async def test_what_is_refused_for_one_duty_keeps_no_other_from_being_asked_for(world: World) -> None:
    lan, duc = world.chat(LAN), world.chat(DUC)
    digest = await lan.next_message()
    await lan.reply(digest, "1 xong")
    await lan.wait_for_text("✅ Xong")

    await lan.reply(digest, "1 xin lùi đến 31/1, 2 xin lùi đến 31/1")

    await lan.wait_for_text("đã báo xong nên không cần xin lùi hạn")
    request = await duc.wait_for_text("Đề nghị lùi hạn")
    assert "GN-02" in request.text


async def test_an_edit_that_asks_for_what_cannot_be_is_told_why(world: World) -> None:
    tuan = world.chat(TUAN)
    sent = await tuan.reply(await tuan.next_message(), "đang làm")
    await tuan.wait_for_text("Đang làm")

    await tuan.edit(sent, "xin lùi đến 31/1")

    await tuan.wait_for_text("đơn vị chủ trì")


async def revocation_asked_for(world: World) -> None:
    """Đức pressed the button on the card and was asked why."""
    duc = world.chat(DUC)
    await duc.send("/chitiet GN-01")
    await duc.press("Sở Y tế · GN-01", await duc.wait_for_text("ứng với 2 đơn vị"))
    await duc.press("Thu hồi gia hạn", await duc.wait_for_text("(gia hạn từ 15/01/2018)"))
    await duc.wait_for_text("Hãy nhắn lý do")


async def test_a_grant_is_taken_back_with_a_reason_and_everybody_is_told_once(world: World) -> None:
    await granted(world)
    await revocation_asked_for(world)
    duc, lan, tuan = world.chat(DUC), world.chat(LAN), world.chat(TUAN)

    await duc.send("Tỉnh họp sớm hơn")
    await duc.wait_for_text("Đã thu hồi việc lùi hạn")
    await world.tick()
    await world.tick()

    told = await lan.wait_for_text("Đã thu hồi việc lùi hạn")
    assert "Hạn thứ Tư, ngày 31/01/2018 → trở lại thứ Hai, ngày 15/01/2018" in told.text
    assert "Lý do: Tỉnh họp sớm hơn\n(Đức)" in told.text
    await tuan.wait_for_text("Đã thu hồi việc lùi hạn")
    for chat in (lan, tuan):
        assert sum("Đã thu hồi" in message.text for message in chat.messages) == 1
    for unit in ("SYT", "385"):
        moved = await duty(world, "GN-01", unit)
        assert (moved.due_on, moved.planned_due_on) == (date(2018, 1, 15), date(2018, 1, 15))


async def test_who_granted_by_mistake_finds_the_button_below_the_answer(world: World) -> None:
    await granted(world)
    duc = world.chat(DUC)

    await duc.press("Thu hồi gia hạn", await duc.wait_for_text("Đã lùi hạn"))

    asked_why = await duc.wait_for_text("Hãy nhắn lý do")
    assert "Hạn thứ Tư, ngày 31/01/2018 trở lại thứ Hai, ngày 15/01/2018" in asked_why.text
    assert "Thu hồi gia hạn" not in str((await world.chat(LAN).wait_for_text("Đã lùi hạn")).keyboard)


async def test_after_that_reminders_go_by_the_old_date_and_the_card_tells_it_all(world: World) -> None:
    await granted(world)
    await revocation_asked_for(world)
    await world.chat(DUC).send("Tỉnh họp sớm hơn")
    await world.chat(DUC).wait_for_text("Đã thu hồi việc lùi hạn")
    lan = world.chat(LAN)

    world.at("2018-01-12 07:30")
    await world.tick()
    digest = await lan.wait_for_text("Nhắc hạn thứ Sáu, ngày 12/01/2018")
    assert "🟡 Còn 3 ngày · hạn thứ Hai, ngày 15/01" in digest.text
    assert "gia hạn" not in digest.text

    await lan.send("/chitiet GN-01")
    card = await lan.wait_for_text("Lịch sử")
    assert "Đức: ↩️ thu hồi việc lùi 15/01/2018 → 31/01/2018: Tỉnh họp sớm hơn" in card.text
    assert "Thu hồi gia hạn" not in str(card.keyboard)


async def test_what_is_reported_done_meanwhile_keeps_its_date(world: World) -> None:
    await granted(world)
    await revocation_asked_for(world)
    lan, duc = world.chat(LAN), world.chat(DUC)
    await lan.send("/tiendo GN-01 xong")
    await lan.wait_for_text("✅ Xong")

    await duc.send("Tỉnh họp sớm hơn")

    await duc.wait_for_text("Không còn gì để thu hồi")
    assert (await duty(world, "GN-01")).due_on == date(2018, 1, 31)
