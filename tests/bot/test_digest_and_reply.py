"""The main job in chat: a digest comes, the official answers, the answer is recorded."""

from plan_data.duty_state import DutyState
from plan_data.store.duties import duties_by_code
from tests.bot.conftest import LAN
from tests.world import World


async def state_of(world: World, code: str) -> DutyState:
    async with world.database.reading() as session:
        duties = await duties_by_code(session, code, None)
    return duties[0].state


async def test_a_digest_lists_what_reached_a_stage_nearest_first(world: World) -> None:
    world.at("2018-01-08 07:30")

    await world.tick()

    digest = await world.chat(LAN).next_message()
    assert digest.text == (
        "🔔 Nhắc hạn thứ Hai, ngày 08/01/2018\n"
        "🏛 Sở Y tế\n\n"
        "1. Kế hoạch y tế GN-02\n"
        "     🟡 Còn 7 ngày · hạn thứ Hai, ngày 15/01\n\n"
        "2. Báo cáo chỉ tiêu y tế GN-01\n"
        "     🔵 Còn 22 ngày · hạn 30/01/2018\n\n"
        "Trả lời tin này để báo tiến độ: “1 xong”, “2 60%”, “1 vướng: chưa có kinh phí”."
    )


async def test_a_reply_by_number_is_recorded_and_echoed(world: World) -> None:
    world.at("2018-01-08 07:30")
    await world.tick()
    chat = world.chat(LAN)
    digest = await chat.next_message()

    await chat.reply(digest, "1 xong, 2 60%")

    answer = await chat.next_message()
    assert "✅ Xong\n     Kế hoạch y tế GN-02" in answer.text
    assert "🔄 Đang làm · 60%\n     Báo cáo chỉ tiêu y tế GN-01" in answer.text
    assert await state_of(world, "GN-02") is DutyState.DONE
    assert await state_of(world, "GN-01") is DutyState.IN_PROGRESS


async def test_a_reply_may_name_duties_by_their_place_in_the_list(world: World) -> None:
    world.at("2018-01-08 07:30")
    await world.tick()
    chat = world.chat(LAN)
    await chat.next_message()

    await chat.send("việc cuối xong, còn lại đang làm")

    await chat.next_message()
    assert await state_of(world, "GN-01") is DutyState.DONE
    assert await state_of(world, "GN-02") is DutyState.IN_PROGRESS


async def test_not_done_is_never_done(world: World) -> None:
    world.at("2018-01-08 07:30")
    await world.tick()
    chat = world.chat(LAN)
    digest = await chat.next_message()

    await chat.reply(digest, "1 chưa xong")

    await chat.next_message()
    assert await state_of(world, "GN-02") is not DutyState.DONE


async def test_a_finished_duty_is_silent_at_once(world: World) -> None:
    chat = world.chat(LAN)
    await chat.send("/tiendo GN-02 xong")
    await chat.next_message()
    world.at("2018-01-08 07:30")

    await world.tick()

    digest = await chat.next_message()
    assert "GN-02" not in digest.text
    assert "GN-01" in digest.text
