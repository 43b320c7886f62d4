"""Groups: who may let them follow, whose replies count, what they see, and what happens when they move."""

import pytest

from bot.sandbox import Chat as Room
from bot.sandbox.groups import BOT
from plan_data.duty_state import DutyState
from plan_data.store.chats import Chat as KnownChat
from plan_data.store.chats import chats_at, followed_units
from plan_data.store.duties import duties_by_code
from plan_data.store.handovers import offer_handover, take_over
from plan_data.store.officials import official_of
from plan_data.store.progress import reports_of
from plan_data.store.roles import end_role, remove_official
from tests.bot.conftest import DUC, LAN, STRANGER, TUAN
from tests.sandbox.driver import Chat
from tests.world import World

GREETING = "Tôi là Nhắc Hạn"


async def group_of(world: World, creator: int, *members: int, topics: tuple[str, ...] = ()) -> Room:
    """A group with the bot in it, which has said hello."""
    room = world.sandbox.groups.create("Phòng Kế hoạch", creator, members=members, topics=topics)
    world.sandbox.groups.set_status(room.id, BOT, "member", by=creator)
    await Chat(world.sandbox, creator, room.id).wait_for_text(GREETING)
    return room


async def following(world: World, room: Room) -> list[str]:
    async with world.database.reading() as session:
        return [
            unit.unit_code
            for chat in await chats_at(session, room.id)
            for unit in await followed_units(session, chat.id)
        ]


async def known(world: World, telegram_chat_id: int) -> list[KnownChat]:
    async with world.database.reading() as session:
        return list(await chats_at(session, telegram_chat_id))


async def follow_health(world: World, room: Room, person: int = LAN) -> Chat:
    chat = Chat(world.sandbox, person, room.id)
    await chat.send("/theodoi@nhac_han_bot Sở Y tế")
    await chat.wait_for_text("Đã theo dõi Sở Y tế")
    return chat


async def test_the_bot_says_how_to_follow_when_it_comes_in(world: World) -> None:
    room = await group_of(world, LAN)

    assert "/theodoi@nhac_han_bot" in Chat(world.sandbox, LAN, room.id).texts()[0]
    assert await following(world, room) == []


async def test_an_admin_who_is_an_official_lets_the_group_follow_and_it_gets_the_digest(world: World) -> None:
    room = await group_of(world, LAN, STRANGER)
    await follow_health(world, room)
    world.at("2018-01-08 07:30")

    await world.tick()

    digest = await Chat(world.sandbox, STRANGER, room.id).wait_for_text("🔔 Nhắc hạn")
    assert "GN-02" in digest.text


@pytest.mark.parametrize("command", ["/denhan", "/quahan", "/donvi"])
async def test_a_group_that_follows_nothing_is_told_how_to(world: World, command: str) -> None:
    room = await group_of(world, LAN)
    chat = Chat(world.sandbox, LAN, room.id)

    await chat.send(command)

    await chat.wait_for_text("Nhóm này chưa theo dõi đơn vị nào")


async def test_a_member_who_is_no_admin_of_the_group_may_not(world: World) -> None:
    room = await group_of(world, TUAN, LAN)
    chat = Chat(world.sandbox, LAN, room.id)

    await chat.send("/theodoi Sở Y tế")

    await chat.wait_for_text("Chỉ quản trị viên của nhóm")
    assert await following(world, room) == []


async def test_an_admin_of_the_group_who_is_a_stranger_may_not(world: World) -> None:
    room = await group_of(world, STRANGER, LAN)
    chat = Chat(world.sandbox, STRANGER, room.id)

    await chat.send("/theodoi Sở Y tế")

    await chat.wait_for_text("Chỉ cán bộ được cấp quyền")
    assert await following(world, room) == []


async def test_an_admin_may_not_let_the_group_follow_a_unit_that_they_may_not_see(world: World) -> None:
    room = await group_of(world, LAN)
    chat = Chat(world.sandbox, LAN, room.id)

    await chat.send("/theodoi huyện Quan Hóa")

    await chat.wait_for_text("không có quyền xem")
    assert await following(world, room) == []


async def test_a_group_sees_only_its_units_even_by_somebody_who_sees_all(world: World) -> None:
    room = await group_of(world, LAN, DUC)
    await follow_health(world, room)
    chat = Chat(world.sandbox, DUC, room.id)

    await chat.send("/chitiet GN-04")
    refused = await chat.wait_for_text("GN-04")
    await chat.send("/chitiet GN-02")
    shown = await chat.wait_for_text("Kế hoạch y tế")

    assert "Kế hoạch của huyện" not in refused.text
    assert "Kế hoạch của huyện" not in shown.text


async def test_a_reply_in_a_group_counts_for_the_one_who_wrote_it(world: World) -> None:
    room = await group_of(world, DUC, LAN)
    chat = Chat(world.sandbox, DUC, room.id)
    await chat.send("/theodoi Sở Y tế")
    await chat.wait_for_text("Đã theo dõi")
    world.at("2018-01-08 07:30")
    await world.tick()
    digest = await chat.wait_for_text("🔔 Nhắc hạn")

    await Chat(world.sandbox, LAN, room.id).reply(digest, "1 60%")

    await chat.wait_for_text("Đang làm · 60%")
    async with world.database.reading() as session:
        (duty,) = await duties_by_code(session, "GN-02", None)
        (report,) = await reports_of(session, duty.id)
    assert duty.state is DutyState.IN_PROGRESS
    assert report.official_name == "Lan"


@pytest.mark.parametrize("person", [STRANGER, TUAN])
async def test_a_reply_of_somebody_without_the_right_changes_nothing(world: World, person: int) -> None:
    room = await group_of(world, LAN, TUAN, STRANGER)
    chat = await follow_health(world, room)
    world.at("2018-01-08 07:30")
    await world.tick()
    digest = await chat.wait_for_text("🔔 Nhắc hạn")
    said = len(chat.texts())

    await Chat(world.sandbox, person, room.id).reply(digest, "1 xong")

    await chat.wait_for(said + 1)
    assert len(chat.texts()) == said + 1
    async with world.database.reading() as session:
        (duty,) = await duties_by_code(session, "GN-02", None)
    assert duty.state is DutyState.OPEN


async def test_people_may_talk_among_themselves_even_where_the_bot_hears_all(world: World) -> None:
    room = await group_of(world, LAN, STRANGER)
    await follow_health(world, room)
    world.sandbox.groups.set_status(room.id, BOT, "administrator", by=LAN)
    stranger = Chat(world.sandbox, STRANGER, room.id)
    said = len(stranger.texts())

    await stranger.send("1 xong rồi nhé")
    await stranger.send("/denhan@some_other_bot")
    await stranger.send("hỏi @nhac_han_bot một chút")

    await stranger.wait_for_text("Chỉ cán bộ được cấp quyền")
    assert len(stranger.texts()) == said + 1


async def test_a_button_in_a_group_is_checked_for_the_one_who_presses_it(world: World) -> None:
    room = await group_of(world, LAN, TUAN)
    chat = await follow_health(world, room)
    await chat.send("/botheodoi")
    asked = await chat.wait_for_text("Bỏ theo dõi đơn vị nào")

    answer = await Chat(world.sandbox, TUAN, room.id).press("Sở Y tế", asked)

    assert "Chỉ quản trị viên" in (answer.text or "")
    assert await following(world, room) == ["SYT"]


async def test_commands_about_people_work_only_in_private(world: World) -> None:
    room = await group_of(world, DUC)
    chat = Chat(world.sandbox, DUC, room.id)

    await chat.send("/moi Sở Y tế")

    await chat.wait_for_text("chỉ dùng trong chat riêng")
    assert not any("t.me/" in text for text in chat.texts())


async def test_a_topic_that_follows_gets_the_digest_in_that_topic(world: World) -> None:
    room = await group_of(world, LAN, topics=("Nhắc việc", "Chuyện khác"))
    topic = min(room.topics)
    chat = Chat(world.sandbox, LAN, room.id)
    await chat.send("/theodoi Sở Y tế", thread=topic)
    confirmed = await chat.wait_for_text("Đã theo dõi")
    world.at("2018-01-08 07:30")

    await world.tick()

    digest = await chat.wait_for_text("🔔 Nhắc hạn")
    assert (confirmed.thread_id, digest.thread_id) == (topic, topic)


async def test_a_group_that_becomes_a_supergroup_goes_on_there(world: World) -> None:
    room = await group_of(world, LAN)
    await follow_health(world, room)

    new = world.sandbox.groups.upgrade(room.id, by=LAN)
    world.at("2018-01-08 07:30")
    await Chat(world.sandbox, LAN, new.id).send("/denhan")
    await Chat(world.sandbox, LAN, new.id).wait_for_text("GN-02")
    await world.tick()

    await Chat(world.sandbox, LAN, new.id).wait_for_text("🔔 Nhắc hạn")
    assert await following(world, new) == ["SYT"]
    assert await following(world, room) == []


async def test_a_group_that_removes_the_bot_is_not_written_to(world: World) -> None:
    room = await group_of(world, LAN)
    await follow_health(world, room)

    world.sandbox.groups.set_status(room.id, BOT, "kicked", by=LAN)
    await world.chat(LAN).send("/denhan")
    await world.chat(LAN).next_message()

    (chat,) = await known(world, room.id)
    assert chat.unreachable_at is not None


async def test_a_group_is_nobodys_private_chat(world: World) -> None:
    room = await group_of(world, LAN)
    chat = await follow_health(world, room)
    await chat.send("/caidat 8:15")
    await chat.wait_for_text("08:15")

    (kept,) = await known(world, room.id)
    (private,) = await known(world, LAN)
    assert (kept.official_id, kept.digest_minute) == (None, 8 * 60 + 15)
    assert private.digest_minute != kept.digest_minute


async def test_a_report_that_names_the_bot_means_the_newest_list_of_its_topic(world: World) -> None:
    room = await group_of(world, LAN, topics=("Nhắc việc", "Chuyện khác"))
    first, second = sorted(room.topics)
    chat = Chat(world.sandbox, LAN, room.id)
    await chat.send("/theodoi Sở Y tế", thread=first)
    await chat.wait_for_text("Đã theo dõi")
    world.at("2018-01-08 07:30")
    await world.tick()
    await chat.wait_for_text("🔔 Nhắc hạn")

    await chat.send("@nhac_han_bot 1 60%", thread=second)
    elsewhere = await chat.wait_for_text("Tôi không biết tin này")
    await chat.send("@nhac_han_bot 1 60%", thread=first)
    recorded = await chat.wait_for_text("Đang làm · 60%")

    assert (elsewhere.thread_id, recorded.thread_id) == (second, first)


async def official_id_of(world: World, person: int) -> int:
    async with world.database.reading() as session:
        official = await official_of(session, person)
    assert official is not None
    return official.id


@pytest.mark.parametrize("is_removed", [True, False])
async def test_a_group_that_nobody_answers_for_gets_nothing_more_and_is_told_once(
    world: World, is_removed: bool
) -> None:
    room = await group_of(world, LAN, DUC)
    chat = await follow_health(world, room)
    lan, duc = await official_id_of(world, LAN), await official_id_of(world, DUC)
    async with world.database.writing() as session:
        if is_removed:
            await remove_official(session, lan, world.clock.now, removed_by=duc)
        else:
            await end_role(session, lan, "SYT", ended_by=duc, now=world.clock.now)
    assert await following(world, room) == []

    for moment in ("2018-01-08 07:30", "2018-01-08 07:31", "2018-01-09 07:30"):
        world.at(moment)
        await world.tick()

    told = await chat.wait_for_text("không nhận tin nhắc của Sở Y tế nữa")
    assert "/theodoi" in told.text
    assert "Phòng Kế hoạch" in (await world.chat(DUC).wait_for_text("không nhận tin nhắc")).text
    assert sum("không nhận tin nhắc" in text for text in chat.texts()) == 1
    assert sum("không nhận tin nhắc" in text for text in world.chat(DUC).texts()) == 1
    assert not any("🔔" in text for text in chat.texts())


async def test_who_asks_again_answers_for_the_group_from_then_on(world: World) -> None:
    room = await group_of(world, LAN, DUC)
    await follow_health(world, room)
    world.sandbox.groups.set_status(room.id, DUC, "administrator", by=LAN)
    chat = Chat(world.sandbox, DUC, room.id)
    await chat.send("/theodoi Sở Y tế")
    await chat.wait_for_text("theo dõi Sở Y tế rồi")

    async with world.database.writing() as session:
        await remove_official(session, await official_id_of(world, LAN), world.clock.now)

    assert await following(world, room) == ["SYT"]


async def test_a_group_is_handed_over_with_the_role(world: World) -> None:
    room = await group_of(world, LAN)
    await follow_health(world, room)
    lan = await official_id_of(world, LAN)
    async with world.database.writing() as session:
        await offer_handover(session, lan, "code", offered_by=lan, now=world.clock.now)
        await take_over(
            session, "code", telegram_user_id=STRANGER, name="Mới", language="vi", now=world.clock.now
        )
    assert await following(world, room) == ["SYT"]

    async with world.database.writing() as session:
        await remove_official(session, await official_id_of(world, STRANGER), world.clock.now)

    assert await following(world, room) == []
