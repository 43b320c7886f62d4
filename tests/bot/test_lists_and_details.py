"""/denhan, /quahan, /donvi, /chitiet and plain questions, as an official sees them."""

from datetime import date

import pytest

from tests.bot.conftest import DUC, LAN, STRANGER, TUAN
from tests.factories import DutySpec, make_plan
from tests.world import World


async def ask(world: World, person: int, text: str) -> str:
    chat = world.chat(person)
    await chat.send(text)
    return (await chat.next_message()).text


async def test_denhan_lists_the_next_30_days_of_the_followed_units(world: World) -> None:
    text = await ask(world, LAN, "/denhan")
    assert text.startswith("📅 Đến hạn từ 08/01/2018 đến 07/02/2018: 2 việc")
    assert text.index("GN-02") < text.index("GN-01")
    assert "GN-04" not in text


async def test_denhan_takes_a_number_of_days(world: World) -> None:
    assert "GN-01" not in await ask(world, LAN, "/denhan 7")


async def test_denhan_takes_a_quarter_and_due_is_its_english_name(world: World) -> None:
    assert "từ 01/4/2018 đến 30/6/2018" in await ask(world, LAN, "/denhan quý II")
    assert "từ 01/01/2018 đến 31/3/2018" in await ask(world, LAN, "/due quý 1")


async def test_an_empty_list_names_the_next_deadline(world: World) -> None:
    world.at("2018-01-01 09:00")
    text = await ask(world, LAN, "/denhan 7")
    assert "Không có việc nào đến hạn" in text
    assert "Việc gần nhất: hạn 15/01/2018" in text


async def test_a_button_turns_to_another_stretch_of_days(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/denhan")
    await chat.next_message()

    await chat.press("7 ngày")

    assert chat.texts()[-1].startswith("📅 Đến hạn từ 08/01/2018 đến 15/01/2018: 1 việc")


async def test_quahan_lists_what_is_late_and_not_what_fell_due_on_a_day_off(world: World) -> None:
    assert "Không có việc nào quá hạn" in await ask(world, LAN, "/quahan")
    world.at("2018-01-18 09:00")
    text = await ask(world, LAN, "/quahan")
    assert "GN-02" in text
    assert "Quá hạn 3 ngày" in text
    assert "GN-01" not in text


async def test_donvi_lists_everything_of_the_unit_undated_last(world: World) -> None:
    text = await ask(world, LAN, "/donvi")
    assert "3 việc: 2 có hạn, 1 không hạn; 0 đã xong" in text
    assert text.index("GN-01") < text.index("GN-03")
    assert "⚪ Không hạn" in text


async def test_chitiet_shows_sentence_both_dates_and_history(world: World) -> None:
    await ask(world, LAN, "/tiendo GN-02 60%")
    text = await ask(world, LAN, "/chitiet gn-02")
    assert "Câu giao việc GN-02." in text
    assert "thứ Hai, ngày 15/01/2018" in text
    assert "Lan: 🔄 Đang làm · 60%" in text


async def test_an_unknown_code_is_told_with_a_way_on(world: World) -> None:
    text = await ask(world, LAN, "/chitiet GN-99")
    assert "GN-99" in text
    assert "/denhan" in text


async def test_the_code_of_another_units_duty_is_unknown_to_an_official(world: World) -> None:
    assert "Không có việc nào mang mã GN-04" in await ask(world, LAN, "/chitiet GN-04")


async def test_the_coordinator_sees_every_units_duties(world: World) -> None:
    assert "UBND huyện Quan Hóa" in await ask(world, DUC, "/chitiet GN-04")


async def test_a_plain_question_is_answered(world: World) -> None:
    assert "GN-02" in await ask(world, LAN, "tuần sau có gì đến hạn?")


async def test_a_question_about_another_unit_is_refused_with_a_way_on(world: World) -> None:
    assert "/theodoi" in await ask(world, TUAN, "Sở Y tế tháng 1")


async def test_the_unit_one_may_not_see_is_found_and_refused(world: World) -> None:
    assert "Bạn chưa có quyền xem UBND huyện Quan Hóa" in await ask(world, LAN, "/donvi quan hoa")


async def test_further_pages_of_what_a_unit_owes_stay_with_that_unit(world: World) -> None:
    late = [DutySpec(f"L-{n:02}", "SYT", date(2018, 1, 2)) for n in range(12)]
    await make_plan(world.database, [*late, DutySpec("X-1", "385", date(2018, 1, 2))], code="khac")
    chat = world.chat(DUC)
    assert "🔴 Quá hạn: 12 việc\n🏛 Sở Y tế" in await ask(world, DUC, "Sở Y tế quá hạn gì?")

    await chat.press("Sau ▶")

    page = await chat.wait_for_text("Trang 2/2")
    assert page.text.startswith("🔴 Quá hạn: 12 việc\n🏛 Sở Y tế")
    assert "X-1" not in page.text


async def test_a_stranger_learns_only_what_the_bot_is(world: World) -> None:
    for text in ("/denhan", "/chitiet GN-01", "quý I có gì?", "xong", "/tiendo GN-01 xong"):
        assert "Chỉ cán bộ được mời mới dùng được" in await ask(world, STRANGER, text)


async def test_markup_in_what_people_write_is_shown_as_text(world: World) -> None:
    text = await ask(world, LAN, "/chitiet <b>&nbsp;</b>")
    assert "<B>&NBSP;</B>" in text or "<b>&nbsp;</b>" in text


async def test_a_very_long_message_is_refused_in_a_sentence(world: World) -> None:
    assert "quá dài" in await ask(world, LAN, "x" * 4000)


async def test_an_unknown_command_points_to_help(world: World) -> None:
    assert "/trogiup" in await ask(world, LAN, "/khongco")


@pytest.mark.parametrize("typed", ["/đếnhạn", "/đến hạn", "/Đến_hạn", "/denhna", "/den han tuần sau"])
async def test_a_command_with_accents_or_a_slip_is_offered_as_it_is_written(world: World, typed: str) -> None:
    assert "Có phải bạn muốn gõ /denhan?" in await ask(world, LAN, typed)


async def test_the_example_of_an_answer_names_only_numbers_that_are_in_the_list(world: World) -> None:
    assert "trả lời “1 xong”, “2 60%”" in await ask(world, LAN, "/denhan")
    assert "trả lời “xong”, “60%”" in await ask(world, LAN, "/denhan 7")


async def test_a_state_stands_below_the_deadline(world: World) -> None:
    await ask(world, LAN, "/tiendo GN-01 60%")
    assert "🔵 Còn 22 ngày · hạn 30/01/2018\n     🔄 Đang làm 60%" in await ask(world, LAN, "/denhan")


async def test_the_help_begins_with_how_to_report_and_names_only_what_one_may_do(world: World) -> None:
    of_official, of_admin = await ask(world, LAN, "/trogiup"), await ask(world, DUC, "/trogiup")
    assert of_official.index("Báo tiến độ") < of_official.index("/denhan – ")
    for command in ("/moi", "/kehoach", "/nguoidung", "/suatiendo", "/choxacnhan"):
        assert command not in of_official
        assert command in of_admin
    assert "Chỉ cán bộ được mời mới dùng được" in await ask(world, STRANGER, "/trogiup")


async def test_the_overview_of_a_unit_without_duties_says_so(world: World) -> None:
    assert "Sở Xây dựng không chủ trì nhiệm vụ nào" in await ask(world, DUC, "/tonghop so xay dung")
