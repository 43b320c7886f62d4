"""Groups as the bot meets them: privacy, admins, topics, the upgrade to a supergroup."""

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox import Behaviour, PhoneError, Sandbox
from bot.sandbox import Chat as Room
from bot.sandbox.groups import BOT
from tests.sandbox.conftest import AN, BINH, BOT_ID, make_bot, make_sandbox
from tests.sandbox.driver import Chat

ALL_KINDS = list(Update.ALL_TYPES)


def group_with_bot(sandbox: Sandbox, **more: object) -> Room:
    topics = more.get("topics", ())
    assert isinstance(topics, tuple)
    room = sandbox.groups.create("Sở Y tế", AN, members=[BINH], topics=topics)
    sandbox.groups.set_status(room.id, BOT, "member", by=AN)
    return room


async def new_updates(bot: Bot) -> list[Update]:
    updates = await bot.get_updates(allowed_updates=ALL_KINDS)
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return list(updates)


async def test_adding_and_removing_the_bot_is_told_and_ends_its_writing(bot: Bot, sandbox: Sandbox) -> None:
    room = group_with_bot(sandbox)
    added, service = await new_updates(bot)
    assert added.my_chat_member is not None
    assert added.my_chat_member.difference()["status"] == ("left", "member")
    assert service.message is not None
    assert service.message.new_chat_members[0].username == "nhac_han_bot"
    await bot.send_message(room.id, "Chào cả nhóm")
    sandbox.groups.set_status(room.id, BOT, "kicked", by=AN)
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(room.id, "a")
    sandbox.phones.send_text(AN, "/denhan", chat_id=room.id)
    assert [update.message for update in await new_updates(bot)] == [None]


async def test_with_privacy_the_bot_sees_only_what_is_meant_for_it(bot: Bot, sandbox: Sandbox) -> None:
    room = group_with_bot(sandbox)
    chat = Chat(sandbox, BINH, room.id)
    reminder = await bot.send_message(room.id, "Nhắc việc")
    await new_updates(bot)
    for text in (
        "trưa nay ăn gì",
        "/denhan",
        "/denhan@nhac_han_bot",
        "/denhan@other_bot",
        "hỏi @nhac_han_bot",
    ):
        await chat.send(text)
    (sent,) = await chat.wait_for(1)
    assert sent.id == reminder.message_id
    await chat.reply(sent, "2 xong")
    seen = [update.message.text for update in await new_updates(bot) if update.message]
    assert seen == ["/denhan", "/denhan@nhac_han_bot", "hỏi @nhac_han_bot", "2 xong"]


@pytest.mark.parametrize("reason", ["administrator", "privacy off"])
async def test_an_admin_bot_or_one_without_privacy_sees_everything(reason: str) -> None:
    sandbox = make_sandbox(behaviour=Behaviour(privacy=reason == "administrator"))
    room = group_with_bot(sandbox)
    if reason == "administrator":
        sandbox.groups.set_status(room.id, BOT, "administrator", by=AN)
    async with sandbox.serve() as server, make_bot(server) as bot:
        await new_updates(bot)
        await Chat(sandbox, BINH, room.id).send("trưa nay ăn gì")
        assert [update.message.text for update in await new_updates(bot) if update.message] == [
            "trưa nay ăn gì"
        ]


async def test_members_and_admins_are_listed(bot: Bot, sandbox: Sandbox) -> None:
    room = group_with_bot(sandbox)
    assert [admin.user.id for admin in await bot.get_chat_administrators(room.id)] == [AN]
    sandbox.groups.set_status(room.id, BINH, "administrator", by=AN)
    admins = await bot.get_chat_administrators(room.id)
    assert [(admin.user.id, admin.status) for admin in admins] == [(AN, "creator"), (BINH, "administrator")]
    assert (await bot.get_chat_member(room.id, BOT_ID)).status == "member"
    assert await bot.get_chat_member_count(room.id) == 3
    assert (await bot.get_chat(room.id)).title == "Sở Y tế"
    with pytest.raises(BadRequest, match="no administrators"):
        await bot.get_chat_administrators(AN)


async def test_other_members_changes_reach_only_an_admin_bot(bot: Bot, sandbox: Sandbox) -> None:
    room = group_with_bot(sandbox)
    await new_updates(bot)
    sandbox.groups.set_status(room.id, BINH, "administrator", by=AN)
    assert await new_updates(bot) == []
    sandbox.groups.set_status(room.id, BOT, "administrator", by=AN)
    sandbox.groups.set_status(room.id, BINH, "left", by=BINH)
    changes = [update.chat_member for update in await new_updates(bot) if update.chat_member]
    assert [change.new_chat_member.status for change in changes] == ["left"]


async def test_the_upgrade_to_a_supergroup_changes_the_id(bot: Bot, sandbox: Sandbox) -> None:
    old = group_with_bot(sandbox)
    await new_updates(bot)
    new = sandbox.groups.upgrade(old.id, by=AN)
    with pytest.raises(ChatMigrated) as refusal:
        await bot.send_message(old.id, "a")
    assert refusal.value.new_chat_id == new.id
    assert (await bot.send_message(new.id, "a")).chat.type == "supergroup"
    leaving, arriving = [update.message for update in await new_updates(bot)]
    assert leaving is not None
    assert arriving is not None
    assert (leaving.migrate_to_chat_id, arriving.migrate_from_chat_id) == (new.id, old.id)
    with pytest.raises(PhoneError, match="has become the supergroup"):
        sandbox.phones.send_text(AN, "a", chat_id=old.id)


async def test_messages_of_a_topic_carry_its_id_and_a_deleted_topic_is_not_found(
    bot: Bot, sandbox: Sandbox
) -> None:
    room = group_with_bot(sandbox, topics=("Giảm nghèo", "Y tế"))
    topic = list(room.topics)[1]
    await new_updates(bot)
    sent = await bot.send_message(room.id, "Nhắc việc", message_thread_id=topic)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
    sandbox.phones.send_text(BINH, "1 xong", chat_id=room.id, reply_to=sent.message_id)
    (update,) = await new_updates(bot)
    assert update.message is not None
    assert update.message.message_thread_id == topic
    sandbox.groups.delete_topic(room.id, topic, by=AN)
    with pytest.raises(BadRequest, match=r"[Mm]essage thread not found"):
        await bot.send_message(room.id, "a", message_thread_id=topic)
    assert all(message.thread_id != topic for message in room.messages.values())


async def test_only_an_admin_bot_writes_in_a_closed_topic(bot: Bot, sandbox: Sandbox) -> None:
    room = group_with_bot(sandbox, topics=("Giảm nghèo",))
    (topic,) = room.topics
    sandbox.groups.close_topic(room.id, topic, by=AN)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(room.id, "a", message_thread_id=topic)
    sandbox.groups.set_status(room.id, BOT, "administrator", by=AN)
    assert await bot.send_message(room.id, "a", message_thread_id=topic)


async def test_a_bot_that_leaves_is_gone(bot: Bot, sandbox: Sandbox) -> None:
    room = group_with_bot(sandbox)
    assert await bot.leave_chat(room.id)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(room.id, "a")
    with pytest.raises(BadRequest, match=r"(?i)can't leave a private chat"):
        await bot.leave_chat(AN)


def test_only_admins_manage_a_group(sandbox: Sandbox) -> None:
    room = sandbox.groups.create("Nhóm", AN, members=[BINH])
    for attempt in (
        lambda: sandbox.groups.set_status(room.id, BOT, "member", by=BINH),
        lambda: sandbox.groups.set_status(room.id, AN, "kicked", by=BINH),
        lambda: sandbox.groups.upgrade(room.id, by=BINH),
        lambda: sandbox.groups.add_topic(room.id, "a", by=AN),
    ):
        with pytest.raises(PhoneError):
            attempt()
    sandbox.groups.set_status(room.id, BINH, "left", by=BINH)
    with pytest.raises(PhoneError, match="is in no chat"):
        sandbox.phones.send_text(BINH, "a", chat_id=room.id)
