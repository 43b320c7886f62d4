"""Duties named by their codes, in commands and in plain messages, as hastily as people type them."""

from datetime import date

import pytest

from bot.sandbox import Upload
from plan_data.duty_state import DutyState
from tests.bot.conftest import LAN
from tests.bot.test_digest_and_reply import state_of
from tests.bot.test_lists_and_details import ask
from tests.factories import DutySpec, make_plan
from tests.world import World


@pytest.mark.parametrize("typed", ["gn-02", "gn02", "GN 2", "GN–02", "2"])
async def test_a_command_finds_a_code_however_it_is_typed(world: World, typed: str) -> None:
    assert "Kế hoạch y tế" in await ask(world, LAN, f"/chitiet {typed}")
    assert "Kế hoạch y tế" in await ask(world, LAN, f"/visao {typed}")


@pytest.mark.parametrize("typed", ["gn02 60%", "gn 2 60%", "GN-02: 60%", "2 60%"])
async def test_a_report_by_command_ends_the_code_where_the_report_begins(world: World, typed: str) -> None:
    answer = await ask(world, LAN, f"/tiendo {typed}")
    assert answer.startswith("Đã ghi nhận:\n🔄 Đang làm · 60%\n     Kế hoạch y tế GN-02")


@pytest.mark.parametrize("text", ["GN-02 xong", "đã xong GN-02", "việc gn 02: xong", "mã GN-02 đã xong"])
async def test_a_message_that_names_a_code_is_about_that_duty_and_no_number_of_a_list(
    world: World, text: str
) -> None:
    world.at("2018-01-08 07:30")
    await world.tick()
    chat = world.chat(LAN)
    digest = await chat.next_message()

    await chat.reply(digest, text)

    assert (await chat.next_message()).text.startswith("Đã ghi nhận:\n✅ Xong\n     Kế hoạch y tế GN-02")
    assert await state_of(world, "GN-01") is DutyState.OPEN


async def test_a_code_needs_no_list(world: World) -> None:
    assert "Đang làm · 40%\n     Báo cáo chỉ tiêu y tế GN-01" in await ask(world, LAN, "GN-01 được 40%")


async def test_a_code_that_two_plans_have_is_told_apart_by_the_titles(world: World) -> None:
    await make_plan(
        world.database, [DutySpec("GN-02", "SYT", date(2018, 5, 4), title="Việc khác")], code="khac"
    )
    chat = world.chat(LAN)
    assert "Có nhiều việc mang mã GN-02" in await ask(world, LAN, "GN-02 xong")
    await chat.press("GN-02 · Việc khác")
    assert (await chat.next_message()).text.startswith("📌 Việc khác")

    await chat.send("/visao GN-02")

    reckoned = "".join(message.text for message in await chat.wait_for(2))
    assert "15/01/2018" in reckoned
    assert "04/5/2018" in reckoned


async def test_letters_that_also_number_lines_are_a_code_only_with_a_dash(world: World) -> None:
    duties = [DutySpec("NV-01", "SYT", date(2018, 1, 12)), DutySpec("NV-02", "SYT", date(2018, 1, 11))]
    await make_plan(world.database, duties, code="khac")
    await ask(world, LAN, "/denhan 7")

    assert "Việc NV-02" in await ask(world, LAN, "nv 1 xong"), "the first of the list"
    assert "Việc NV-01" in await ask(world, LAN, "NV-01 xong")


async def test_several_codes_in_a_message_have_each_their_own_report(world: World) -> None:
    await ask(world, LAN, "GN-01 xong, GN-02 và GN-03 đang làm 30%")
    assert await state_of(world, "GN-01") is DutyState.DONE
    assert await state_of(world, "GN-02") is DutyState.IN_PROGRESS
    assert await state_of(world, "GN-03") is DutyState.IN_PROGRESS


async def test_what_stands_before_several_codes_holds_for_all(world: World) -> None:
    await ask(world, LAN, "đã xong GN-01, GN-03")
    assert await state_of(world, "GN-01") is DutyState.DONE
    assert await state_of(world, "GN-03") is DutyState.DONE


async def test_a_code_alone_or_in_a_question_shows_the_duty(world: World) -> None:
    assert (await ask(world, LAN, "GN-02")).startswith("📌 Kế hoạch y tế")
    assert (await ask(world, LAN, "GN-02 bao giờ đến hạn?")).startswith("📌 Kế hoạch y tế")
    assert (await ask(world, LAN, "cho tôi xem GN-02")).startswith("📌 Kế hoạch y tế")


async def test_a_digest_that_somebody_copies_back_is_no_report(world: World) -> None:
    world.at("2018-01-08 07:30")
    await world.tick()
    digest = await world.chat(LAN).next_message()
    assert "chép lại nên tôi không ghi gì" in await ask(world, LAN, digest.text)
    assert await state_of(world, "GN-02") is DutyState.OPEN


async def test_a_document_number_is_no_code(world: World) -> None:
    await ask(world, LAN, "/chitiet GN-02")
    answer = await ask(world, LAN, "xong, GN 45/BC-SYT")
    assert "Kế hoạch y tế GN-02" in answer
    assert await state_of(world, "GN-02") is DutyState.DONE


@pytest.mark.parametrize("code", ["GN-04", "gn 99"])
async def test_a_code_that_one_may_not_see_is_told_and_never_taken_for_a_number(
    world: World, code: str
) -> None:
    world.at("2018-01-08 07:30")
    await world.tick()
    chat = world.chat(LAN)
    digest = await chat.next_message()

    await chat.reply(digest, f"{code} xong, GN-01 xong")

    assert f"Không có việc nào mang mã {code}" in (await chat.next_message()).text
    assert await state_of(world, "GN-01") is DutyState.OPEN
    assert await state_of(world, "GN-04") is DutyState.OPEN


async def test_an_edited_code_moves_the_report(world: World) -> None:
    chat = world.chat(LAN)
    sent = await chat.send("GN-01 60%")
    await chat.next_message()

    await chat.edit(sent, "GN-02 70%")

    assert "Đang làm · 70%\n     Kế hoạch y tế GN-02" in (await chat.next_message()).text
    assert await state_of(world, "GN-01") is DutyState.OPEN


async def test_the_caption_of_a_file_may_name_the_duty(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send_files(Upload("bao-cao.pdf", "application/pdf", b"%PDF-1.7"), caption="GN-02 xong")
    answer = await chat.next_message()
    assert answer.text.startswith("📎 Đã lưu minh chứng: bao-cao.pdf")
    assert "Kế hoạch y tế GN-02" in answer.text
    assert await state_of(world, "GN-02") is DutyState.DONE
