"""The methods as python-telegram-bot uses them: every answer must parse into its objects."""

import asyncio
from collections.abc import Callable

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    MenuButtonCommands,
    Message,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.sandbox import Sandbox
from tests.sandbox.conftest import AN, BINH
from tests.sandbox.driver import Chat

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Xong", callback_data="done:1")]])


async def test_a_message_arrives_with_text_entities_and_buttons(bot: Bot, sandbox: Sandbox) -> None:
    sent = await bot.send_message(AN, "<b>Hạn</b> 8/1", parse_mode="HTML", reply_markup=BUTTONS)
    (message,) = Chat(sandbox, AN).messages
    assert (message.id, message.text, message.from_bot) == (sent.message_id, "Hạn 8/1", True)
    assert sent.parse_entities() == {sent.entities[0]: "Hạn"}
    assert sent.reply_markup == BUTTONS
    assert sent.date.isoformat() == "2018-01-08T00:29:00+00:00"


@pytest.mark.parametrize("length", [4096, 4097])
async def test_a_text_holds_4096_characters_after_parsing(bot: Bot, length: int) -> None:
    text = "<b>" + "ạ" * length + "</b>"
    if length == 4096:
        assert (await bot.send_message(AN, text, parse_mode="HTML")).text == "ạ" * length
    else:
        with pytest.raises(BadRequest, match=r"[Mm]essage is too long"):
            await bot.send_message(AN, text, parse_mode="HTML")


async def test_an_empty_text_and_markdown_are_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"[Mm]essage text is empty"):
        await bot.send_message(AN, "<b> </b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"[Uu]nsupported parse_mode"):
        await bot.send_message(AN, "*a*", parse_mode="MarkdownV2")


@pytest.mark.parametrize(
    ("data", "taken"), [("đ" * 32, True), ("đ" * 33, False), ("x" * 64, True), ("", False)]
)
async def test_callback_data_holds_one_to_64_bytes(bot: Bot, data: str, *, taken: bool) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data=data)]])
    if taken:
        assert (await bot.send_message(AN, "a", reply_markup=markup)).reply_markup == markup
    else:
        with pytest.raises(BadRequest, match=r"[Bb]utton_data_invalid|BUTTON_DATA_INVALID"):
            await bot.send_message(AN, "a", reply_markup=markup)


async def test_who_has_not_started_cannot_be_written_to(bot: Bot, sandbox: Sandbox) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(BINH, "a")
    await Chat(sandbox, BINH).send("/start")
    assert (await bot.send_message(BINH, "a")).chat.first_name == "Bình"


async def test_who_blocks_the_bot_cannot_be_written_to_until_unblocking(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.phones.block(AN)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(AN, "a")
    sandbox.phones.unblock(AN)
    await bot.send_message(AN, "a")
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_an_unknown_chat_is_not_found(bot: Bot) -> None:
    for chat in (999, -100999, "@nobody"):
        with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
            await bot.send_message(chat, "a")


async def test_replies_quote_and_a_missing_original_is_refused_unless_allowed(bot: Bot) -> None:
    first = await bot.send_message(AN, "a")
    reply = await bot.send_message(AN, "b", reply_parameters=ReplyParameters(first.message_id))
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.text == "a"
    with pytest.raises(BadRequest, match=r"[Mm]essage to be replied not found"):
        await bot.send_message(AN, "c", reply_parameters=ReplyParameters(99))
    lenient = ReplyParameters(99, allow_sending_without_reply=True)
    assert (await bot.send_message(AN, "c", reply_parameters=lenient)).reply_to_message is None


async def test_texts_and_buttons_are_edited_and_an_unchanged_one_is_refused(
    bot: Bot, sandbox: Sandbox
) -> None:
    sent = await bot.send_message(AN, "a", reply_markup=BUTTONS)
    edited = await bot.edit_message_text("b", AN, sent.message_id, reply_markup=BUTTONS)
    assert isinstance(edited, Message)
    assert (edited.text, edited.edit_date) == ("b", sent.date)
    with pytest.raises(BadRequest, match=r"[Mm]essage is not modified"):
        await bot.edit_message_text("b", AN, sent.message_id, reply_markup=BUTTONS)
    await bot.edit_message_reply_markup(AN, sent.message_id)
    assert Chat(sandbox, AN).messages[0].keyboard == []
    with pytest.raises(BadRequest, match=r"[Mm]essage is not modified"):
        await bot.edit_message_reply_markup(AN, sent.message_id)


async def test_only_own_messages_that_exist_can_be_edited(bot: Bot, sandbox: Sandbox) -> None:
    person = await Chat(sandbox, AN).send("mine")
    with pytest.raises(BadRequest, match=r"[Mm]essage can't be edited"):
        await bot.edit_message_text("b", AN, person.id)
    with pytest.raises(BadRequest, match=r"[Mm]essage to edit not found"):
        await bot.edit_message_text("b", AN, 99)


async def test_deleting_a_message_takes_it_from_the_phone_once(bot: Bot, sandbox: Sandbox) -> None:
    sent = await bot.send_message(AN, "a")
    assert await bot.delete_message(AN, sent.message_id)
    assert Chat(sandbox, AN).messages == []
    with pytest.raises(BadRequest, match=r"[Mm]essage to delete not found"):
        await bot.delete_message(AN, sent.message_id)


async def test_a_document_can_be_fetched_again(bot: Bot) -> None:
    sent = await bot.send_document(
        AN, b"PK-content", filename="../../Tiến độ.xlsx", caption="<i>quý I</i>", parse_mode="HTML"
    )
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("Tiến độ.xlsx", "quý I")
    file = await sent.document.get_file()
    assert await file.download_as_bytearray() == b"PK-content"
    again = await bot.send_document(AN, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_unique_id == sent.document.file_unique_id


async def test_a_photo_tells_its_size_and_no_other_file_passes_for_one(
    bot: Bot, picture: Callable[[int, int], bytes]
) -> None:
    sent = await bot.send_photo(AN, picture(640, 480))
    assert (sent.photo[-1].width, sent.photo[-1].height) == (640, 480)
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_photo(AN, b"not a picture")


@pytest.mark.parametrize("length", [1024, 1025])
async def test_a_caption_holds_1024_characters(bot: Bot, length: int) -> None:
    if length == 1024:
        assert (await bot.send_document(AN, b"x", caption="ạ" * length)).caption == "ạ" * length
    else:
        with pytest.raises(BadRequest, match=r"[Mm]essage caption is too long"):
            await bot.send_document(AN, b"x", caption="ạ" * length)


async def test_captions_are_edited_where_there_is_a_file_and_texts_where_there_is_none(bot: Bot) -> None:
    file, text = await bot.send_document(AN, b"x", caption="a"), await bot.send_message(AN, "a")
    edited = await bot.edit_message_caption(AN, file.message_id, caption="b")
    assert isinstance(edited, Message)
    assert edited.caption == "b"
    with pytest.raises(BadRequest, match=r"[Tt]here is no caption"):
        await bot.edit_message_caption(AN, text.message_id, caption="b")
    with pytest.raises(BadRequest, match=r"[Tt]here is no text"):
        await bot.edit_message_text("b", AN, file.message_id)


async def test_an_album_is_sent_whole_or_not_at_all(
    bot: Bot, sandbox: Sandbox, picture: Callable[[int, int], bytes]
) -> None:
    sent = await bot.send_media_group(
        AN, [InputMediaPhoto(picture(1, 1), caption="a"), InputMediaPhoto(picture(2, 2))]
    )
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["a", None]
    with pytest.raises(BadRequest, match=r"(?i)image_process_failed"):
        await bot.send_media_group(AN, [InputMediaPhoto(picture(1, 1)), InputMediaPhoto(b"x")])
    with pytest.raises(BadRequest):
        await bot.send_media_group(AN, [InputMediaPhoto(picture(1, 1)), InputMediaDocument(b"x")])
    assert len(Chat(sandbox, AN).messages) == 2


async def test_a_press_reaches_the_bot_and_its_answer_the_phone_once(bot: Bot, sandbox: Sandbox) -> None:
    await bot.send_message(AN, "a", reply_markup=BUTTONS)

    async def answer() -> None:
        (update,) = await bot.get_updates(timeout=10)
        assert update.callback_query is not None
        assert update.callback_query.data == "done:1"
        await update.callback_query.answer("Đã ghi", show_alert=True)
        with pytest.raises(BadRequest, match=r"[Qq]uery is too old"):
            await update.callback_query.answer("again")

    shown, _ = await asyncio.gather(Chat(sandbox, AN).press("Xong"), answer())
    assert (shown.text, shown.show_alert) == ("Đã ghi", True)


async def test_menus_are_kept_by_scope_and_language(bot: Bot, sandbox: Sandbox) -> None:
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("trogiup", "Trợ giúp")], BotCommandScopeAllPrivateChats(), "vi")
    await bot.set_my_commands([BotCommand("duyet", "Duyệt")], BotCommandScopeChat(AN))
    assert await bot.get_my_commands() == (BotCommand("help", "Help"),)
    menus = sandbox.state.commands
    an, binh = (sandbox.phones.chat(person) for person in (AN, BINH))
    assert [entry["command"] for entry in menus.seen_by(AN, "vi", an)] == ["duyet"]
    assert [entry["command"] for entry in menus.seen_by(BINH, "vi", binh)] == ["trogiup"]
    assert [entry["command"] for entry in menus.seen_by(BINH, "en", binh)] == ["help"]
    await bot.delete_my_commands(BotCommandScopeChat(AN))
    assert [entry["command"] for entry in menus.seen_by(AN, "vi", an)] == ["trogiup"]


@pytest.mark.parametrize(
    ("name", "about"), [("tiến", "x"), ("a" * 33, "x"), ("Ten", "x"), ("a", ""), ("a", "x" * 257)]
)
async def test_commands_that_telegram_does_not_take_are_refused(bot: Bot, name: str, about: str) -> None:
    with pytest.raises(BadRequest, match=r"(?i)bot_command"):
        await bot.set_my_commands([BotCommand(name, about)])


async def test_the_bot_describes_itself_by_language(bot: Bot) -> None:
    await bot.set_my_description("Nhắc việc", "vi")
    await bot.set_my_short_description("Reminds")
    assert (await bot.get_my_description("vi")).description == "Nhắc việc"
    assert (await bot.get_my_description("en")).description == ""
    assert (await bot.get_my_short_description("vi")).short_description == "Reminds"
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button(AN)).type == "commands"
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("x" * 121)


async def test_small_methods_answer_in_the_right_shape(bot: Bot) -> None:
    assert (await bot.get_me()).username == "nhac_han_bot"
    assert await bot.send_chat_action(AN, "typing")
    assert (await bot.get_chat(AN)).first_name == "An"
    assert (await bot.get_chat_member(AN, AN)).status == "member"
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.delete_webhook()
    forced = await bot.send_message(AN, "Vì sao?", reply_markup=ForceReply(input_field_placeholder="lý do"))
    assert forced.reply_markup is None
    assert await bot.log_out()
    assert await bot.close()


async def test_a_wrong_token_is_unauthorized(sandbox: Sandbox) -> None:
    async with sandbox.serve() as server:
        stranger = Bot("4242:wrong", base_url=f"{server.url}/bot")
        with pytest.raises(InvalidToken):
            await stranger.initialize()
        await stranger.shutdown()
