"""Long remarks: kept whole, and shown so that every answer is still one message of Telegram."""

from datetime import date

from plan_data.store.duties import duties_by_code
from plan_data.store.progress import reports_of
from tests.bot.conftest import LAN
from tests.bot.test_lists_and_details import ask
from tests.factories import DutySpec, make_plan
from tests.world import World

OBSTACLE = "chưa có kinh phí của tỉnh " * 75


async def say_what_is_in_the_way(world: World) -> None:
    chat = world.chat(LAN)
    await ask(world, LAN, "/chitiet GN-02")
    await chat.press("Vướng mắc")
    await chat.next_message()
    assert (await ask(world, LAN, OBSTACLE)).startswith("Đã ghi nhận:\n⛔ Vướng mắc · chưa có")


async def test_a_history_of_long_remarks_is_shown_and_the_remarks_are_kept_whole(world: World) -> None:
    for _ in range(3):
        await say_what_is_in_the_way(world)

    card = await ask(world, LAN, "/chitiet GN-02")

    assert card.startswith("📌 Kế hoạch y tế")
    assert "…" in card
    async with world.database.reading() as session:
        (duty,) = await duties_by_code(session, "GN-02", None)
        (*_, last) = await reports_of(session, duty.id)
    assert last.note == OBSTACLE.strip()


async def test_one_remark_about_many_duties_is_recorded_and_told(world: World) -> None:
    duties = [DutySpec(f"L-{n:02}", "SYT", date(2018, 1, 10)) for n in range(8)]
    await make_plan(world.database, duties, code="dai")
    await ask(world, LAN, "/donvi")

    answer = await ask(world, LAN, "cả 8 việc vướng: " + "thiếu kinh phí " * 32)

    assert answer.startswith("Đã ghi nhận:\n\n⛔ Vướng mắc · thiếu kinh phí")
    assert answer.count("⛔ Vướng mắc") == 8


async def test_all_of_a_long_list_reported_at_once_is_told_in_several_messages(world: World) -> None:
    duties = [
        DutySpec(f"L-{n:02}", "SYT", date(2018, 1, 15), title=f"{n}: " + "Rà soát, tổng hợp, báo cáo " * 3)
        for n in range(40)
    ]
    await make_plan(world.database, duties, code="dai", confirmed_by="THUONGTRUC")
    world.at("2018-01-08 07:30")
    await world.tick()
    chat = world.chat(LAN)
    digest = (await chat.wait_for(2))[0]

    await chat.reply(digest, "tất cả đều xong")

    told = await chat.wait_for(2)
    assert told[0].text.startswith("Đã ghi nhận:\n\n✅ Xong")
    assert "Sai thì" not in told[0].text
    assert told[-1].text.endswith("hoặc sửa (edit) chính tin của bạn.")
    assert sum(message.text.count("✅ Xong") for message in told) == 42
