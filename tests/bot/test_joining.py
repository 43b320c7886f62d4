"""Coming in and going: invitations, requests, people, handover, standing in."""

import pytest

from plan_data.duty_state import DutyState
from plan_data.store.audit import audit_entries, verify
from plan_data.store.chats import chat_of_official, followed_units
from plan_data.store.duties import duties_by_code
from plan_data.store.officials import Official, Role, official_of
from plan_data.store.progress import reports_of
from tests.bot.conftest import DUC, LAN, STRANGER, TUAN
from tests.sandbox.driver import Chat
from tests.world import World


async def official(world: World, person: int) -> Official | None:
    today = world.clock().date()
    async with world.database.reading() as session:
        return await official_of(session, person, today)


async def role(world: World, person: int, unit: str = "SYT") -> Role | None:
    found = await official(world, person)
    return next((each.role for each in found.memberships if each.unit_code == unit), None) if found else None


async def follows(world: World, person: int) -> list[str]:
    found = await official(world, person)
    if found is None:
        return []
    async with world.database.reading() as session:
        chat = await chat_of_official(session, found.id)
        return [unit.unit_code for unit in await followed_units(session, chat.id)] if chat else []


async def actions(world: World) -> list[str]:
    """What the audit log says was done, and that it is whole."""
    async with world.database.reading() as session:
        assert (await verify(session)).is_intact
        return [entry.action async for entry in audit_entries(session)]


def link_in(text: str) -> str:
    return next(word for word in text.split() if word.startswith("https://t.me/"))


async def invitation(
    world: World, what: str = "đầu mối báo cáo", uses: str = "1 người", days: str = "7 ngày"
) -> str:
    """The coordinator makes a link for Sở Y tế, step by step."""
    chat = world.chat(DUC)
    await chat.send("/moi Sở Y tế")
    await chat.wait_for_text("Mời làm gì cho")
    await chat.press(what)
    await chat.wait_for_text("bao nhiêu người")
    await chat.press(uses)
    await chat.wait_for_text("hiệu lực bao lâu")
    await chat.press(days)
    return link_in((await chat.wait_for_text("https://t.me/")).text)


async def send_and_wait(chat: Chat, text: str, part: str) -> str:
    await chat.send(text)
    return (await chat.wait_for_text(part)).text


async def test_somebody_invited_reports_at_once_and_the_inviter_hears_of_it(world: World) -> None:
    link = await invitation(world)
    chat = world.chat(STRANGER)

    await chat.open_link(link)

    await chat.wait_for_text("Bạn đã được ghi là đầu mối báo cáo")
    await world.chat(DUC).wait_for_text("Khách đã dùng liên kết mời")
    assert await role(world, STRANGER) is Role.REPORTER
    assert await follows(world, STRANGER) == ["SYT"]
    assert "invitation.use" in await actions(world)


async def test_a_link_for_one_lets_one_in(world: World) -> None:
    link = await invitation(world)
    await world.chat(STRANGER).open_link(link)
    await world.chat(STRANGER).wait_for_text("Bạn đã được ghi là")

    await world.chat(TUAN).open_link(link)

    await world.chat(TUAN).wait_for_text("không còn dùng được")
    assert await role(world, TUAN) is None


async def test_opening_a_link_again_takes_no_second_use(world: World) -> None:
    link = await invitation(world, uses="5 người")
    chat = world.chat(STRANGER)
    await chat.open_link(link)
    await chat.next_message()
    await chat.open_link(link)
    await chat.next_message()

    assert "còn 4/5 lượt" in await send_and_wait(world.chat(DUC), "/loimoi", "Lời mời còn hiệu lực")


async def test_a_revoked_link_lets_nobody_in(world: World) -> None:
    link = await invitation(world)
    await send_and_wait(world.chat(DUC), "/loimoi", "Lời mời còn hiệu lực")
    await world.chat(DUC).press("Thu hồi 1")

    await world.chat(STRANGER).open_link(link)

    await world.chat(STRANGER).wait_for_text("không còn dùng được")
    assert await official(world, STRANGER) is None


async def test_a_link_ends_with_its_days(world: World) -> None:
    link = await invitation(world, days="1 ngày")
    world.at("2018-01-09 07:30")

    await world.chat(STRANGER).open_link(link)

    await world.chat(STRANGER).wait_for_text("không còn dùng được")


async def test_a_link_never_takes_a_greater_role_away(world: World) -> None:
    link = await invitation(world, what="người theo dõi", uses="5 người")

    await world.chat(LAN).open_link(link)

    await world.chat(LAN).next_message()
    assert await role(world, LAN) is Role.REPORTER


async def test_who_tries_too_many_codes_is_not_heard_for_an_hour(world: World) -> None:
    link = await invitation(world)
    chat = world.chat(STRANGER)
    for number in range(10):
        await chat.send(f"/start wrong-{number}")
        await chat.next_message()
    assert "Đã quá nhiều mã sai" in chat.texts()[-1]

    await chat.open_link(link)
    await chat.send("/trogiup")
    assert "Chỉ cán bộ được mời" in (await chat.next_message()).text

    world.at("2018-01-08 08:30")
    await chat.open_link(link)
    await chat.wait_for_text("Bạn đã được ghi là")


async def test_a_stranger_cannot_flood_the_administrators_with_requests(world: World) -> None:
    chat = world.chat(STRANGER)
    for unit in ("Sở Y tế", "Sở Xây dựng", "Sở Lao động", "huyện Quan Hóa", "xã Thành Sơn"):
        await send_and_wait(chat, f"/theodoi {unit}", "đề nghị theo dõi")

    await chat.send("/theodoi UBND tỉnh")

    await chat.wait_for_text("hãy chờ người quản trị")
    assert len([text for text in world.chat(DUC).texts() if text.startswith("🙋")]) == 5


async def test_a_request_is_granted_by_a_button_and_noted(world: World) -> None:
    await send_and_wait(world.chat(STRANGER), "/theodoi Sở Y tế", "Đã gửi đề nghị")
    await world.chat(DUC).wait_for_text("🙋")

    await world.chat(DUC).press("👀 Chỉ xem")

    await world.chat(STRANGER).wait_for_text("người theo dõi")
    assert await role(world, STRANGER) is Role.VIEWER
    assert "request.grant" in await actions(world)


async def open_card(world: World, unit: str, name: str) -> Chat:
    chat = world.chat(DUC)
    await send_and_wait(chat, f"/nguoidung {unit}", ": 1 người")
    await chat.press(name)
    await chat.wait_for_text(f"👤 {name}")
    return chat


async def test_an_administrator_changes_a_role(world: World) -> None:
    chat = await open_card(world, "Sở Y tế", "Lan")
    await chat.press("Đổi vai trò")
    await chat.wait_for_text("Vai trò của Lan")

    await chat.press("lãnh đạo")

    await world.chat(LAN).wait_for_text("Bạn nay là lãnh đạo của Sở Y tế")
    assert await role(world, LAN) is Role.LEADER
    refused = await send_and_wait(world.chat(LAN), "/tiendo GN-02 xong", "chỉ")
    assert "Xong" not in refused


async def test_a_removed_official_gets_nothing_and_may_do_nothing_from_then_on(world: World) -> None:
    old_link = await invitation(world, uses="5 người")
    world.at("2018-01-08 07:30")
    await world.tick()
    digest = await world.chat(LAN).next_message()
    chat = await open_card(world, "Sở Y tế", "Lan")
    await chat.press("Xóa khỏi hệ thống")
    await chat.wait_for_text("Xóa Lan?")
    await chat.press("❌ Xóa")
    await chat.wait_for_text("Đã xóa Lan")

    await world.chat(LAN).reply(digest, "1 xong")
    await world.chat(LAN).wait_for_text("Chỉ cán bộ được mời")
    await world.chat(LAN).open_link(old_link)
    await world.chat(LAN).wait_for_text("không còn dùng được")
    world.at("2018-01-23 07:30")
    said = len(world.chat(LAN).texts())
    await world.tick()

    assert len(world.chat(LAN).texts()) == said
    async with world.database.reading() as session:
        (duty,) = await duties_by_code(session, "GN-02", None)
    assert duty.state is DutyState.OPEN
    assert "official.remove" in await actions(world)


async def test_the_last_administrator_cannot_be_removed(world: World) -> None:
    chat = await open_card(world, "Sở Lao động", "Đức")
    await chat.press("Xóa khỏi hệ thống")
    await chat.wait_for_text("Xóa Đức?")

    answer = await chat.press("❌ Xóa")

    assert "quản trị cuối cùng" in (answer.text or "")
    found = await official(world, DUC)
    assert found is not None
    assert found.is_admin


async def test_a_successor_takes_all_over_and_the_history_keeps_the_old_name(world: World) -> None:
    lan, khach = world.chat(LAN), world.chat(STRANGER)
    await send_and_wait(lan, "/tiendo GN-02 60%", "Đang làm")
    await send_and_wait(lan, "/caidat 8:15", "08:15")
    await send_and_wait(lan, "/bangiao", "Người nhận sẽ có")
    await lan.press("Tạo liên kết")
    link = link_in((await lan.wait_for_text("https://t.me/")).text)

    await khach.open_link(link)

    await khach.wait_for_text("Bạn đã nhận bàn giao từ Lan")
    await lan.wait_for_text("Khách đã nhận bàn giao")
    await send_and_wait(lan, "/denhan", "Chỉ cán bộ được mời")
    assert (await role(world, STRANGER), await follows(world, STRANGER)) == (Role.REPORTER, ["SYT"])
    await send_and_wait(khach, "/tiendo GN-02 xong", "Xong")
    async with world.database.reading() as session:
        (duty,) = await duties_by_code(session, "GN-02", None)
        names = [report.official_name for report in await reports_of(session, duty.id)]
    assert names == ["Khách", "Lan"]
    assert {"handover.offer", "handover.take", "handover.leave"} <= set(await actions(world))


async def test_an_open_question_goes_to_the_successor(world: World) -> None:
    lan, khach = world.chat(LAN), world.chat(STRANGER)
    await send_and_wait(lan, "/bangiao", "Người nhận sẽ có")
    await lan.press("Tạo liên kết")
    link = link_in((await lan.wait_for_text("https://t.me/")).text)
    await send_and_wait(lan, "/chitiet GN-02", "Kế hoạch y tế")
    await lan.press("Vướng")
    await lan.wait_for_text("ướng")
    await khach.open_link(link)
    await khach.wait_for_text("Bạn đã nhận bàn giao")

    await khach.send("chưa có kinh phí")

    await khach.wait_for_text("chưa có kinh phí")
    async with world.database.reading() as session:
        (duty,) = await duties_by_code(session, "GN-02", None)
    assert duty.state is DutyState.BLOCKED


async def test_a_handover_works_once_and_not_for_oneself(world: World) -> None:
    lan = world.chat(LAN)
    await send_and_wait(lan, "/bangiao", "Người nhận sẽ có")
    await lan.press("Tạo liên kết")
    link = link_in((await lan.wait_for_text("https://t.me/")).text)

    await lan.open_link(link)
    await lan.wait_for_text("không còn dùng được")
    await world.chat(STRANGER).open_link(link)
    await world.chat(STRANGER).wait_for_text("Bạn đã nhận bàn giao")
    await world.chat(TUAN).open_link(link)
    await world.chat(TUAN).wait_for_text("không còn dùng được")

    assert await role(world, TUAN) is None


async def test_somebody_stands_in_on_the_days_and_not_before_or_after(world: World) -> None:
    khach = world.chat(STRANGER)
    said = await send_and_wait(world.chat(LAN), "/uyquyen 10/1 - 11/1", "https://t.me/")
    await khach.open_link(link_in(said))
    await khach.wait_for_text("Bạn làm thay Lan")

    await world.tick()
    assert await follows(world, STRANGER) == []
    assert await role(world, STRANGER) is None

    world.at("2018-01-10 07:30")
    await world.tick()
    await khach.wait_for_text("🔔 Nhắc hạn")
    await send_and_wait(khach, "/tiendo GN-02 60%", "Đang làm")

    world.at("2018-01-12 07:30")
    await world.tick()
    assert await follows(world, STRANGER) == []
    await send_and_wait(khach, "/chitiet GN-02", "Không có việc nào mang mã GN-02")
    async with world.database.reading() as session:
        (duty,) = await duties_by_code(session, "GN-02", None)
        (report,) = await reports_of(session, duty.id)
    assert report.official_name == "Khách"


async def test_days_that_cannot_be_are_told_also_after_the_command(world: World) -> None:
    lan = world.chat(LAN)
    await send_and_wait(lan, "/uyquyen 1/3 - 30/12", "chưa đọc được khoảng ngày")
    await send_and_wait(lan, "9/1 - 10/1", "https://t.me/")


async def test_an_open_link_for_standing_in_is_listed_as_that(world: World) -> None:
    lan = world.chat(LAN)
    await send_and_wait(lan, "/uyquyen 10/1 - 20/1", "https://t.me/")
    await send_and_wait(lan, "/loimoi", "1. Sở Y tế: làm thay đến hết 20/01/2018, chưa ai mở liên kết")


@pytest.mark.parametrize("command", ["/theodoi", "/uyquyen"])
async def test_a_reply_to_a_reminder_is_no_answer_to_a_question_that_was_left_open(
    world: World, command: str
) -> None:
    lan = world.chat(LAN)
    await lan.send(command)
    await lan.next_message()
    world.at("2018-01-08 07:30")
    await world.tick()

    await lan.reply(await lan.next_message(), "1 xong")

    await lan.wait_for_text("Đã ghi nhận:\n✅ Xong")


async def test_a_question_of_the_day_before_yesterday_is_not_waited_for_any_more(world: World) -> None:
    lan = world.chat(LAN)
    await send_and_wait(lan, "/theodoi", "Bạn muốn theo dõi đơn vị nào?")
    world.at("2018-01-10 09:00")
    await send_and_wait(lan, "GN-02 xong", "Đã ghi nhận:")


async def test_inviting_asks_for_whom_and_not_what_to_follow(world: World) -> None:
    await send_and_wait(world.chat(DUC), "/moi", "Mời cán bộ cho đơn vị nào?")


@pytest.mark.parametrize(
    ("command", "who"),
    [("/moi", "Chỉ cơ quan thường trực và quản trị"), ("/nguoidung", "Chỉ quản trị")],
)
async def test_who_may_not_reads_who_may(world: World, command: str, who: str) -> None:
    await send_and_wait(world.chat(LAN), command, who)


async def test_standing_in_can_be_stopped(world: World) -> None:
    khach, lan = world.chat(STRANGER), world.chat(LAN)
    said = await send_and_wait(lan, "/uyquyen 8/1 - 20/1", "https://t.me/")
    await khach.open_link(link_in(said))
    await khach.wait_for_text("Bạn làm thay Lan")
    assert await follows(world, STRANGER) == ["SYT"]

    await send_and_wait(lan, "/uyquyen", "Đang ủy quyền")
    await lan.press("Dừng: Khách")

    await lan.wait_for_text("Đã dừng")
    assert await role(world, STRANGER) is None
    assert await follows(world, STRANGER) == []


async def test_who_stands_in_cannot_let_others_stand_in(world: World) -> None:
    khach = world.chat(STRANGER)
    said = await send_and_wait(world.chat(LAN), "/uyquyen 8/1 - 20/1", "https://t.me/")
    await khach.open_link(link_in(said))
    await khach.wait_for_text("Bạn làm thay Lan")

    await khach.send("/uyquyen 8/1 - 9/1")

    await khach.wait_for_text("Chỉ đầu mối báo cáo")


@pytest.mark.parametrize("words", ["31/2 - 5/3", "20/1 - 10/1", "hôm nào cũng được"])
async def test_days_that_cannot_be_are_asked_again(world: World, words: str) -> None:
    lan = world.chat(LAN)
    await send_and_wait(lan, "/uyquyen", "từ ngày nào")

    await lan.send(words)

    await lan.wait_for_text("chưa đọc được khoảng ngày")
    assert "https://t.me/" in await send_and_wait(lan, "9/1 - 10/1", "https://t.me/")
