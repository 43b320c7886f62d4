"""aiogram, another bot library, parses the same answers."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox import Fault, FaultKind, RunningServer, Sandbox
from tests.sandbox.conftest import AN, BINH, TOKEN


@pytest.fixture
async def aio(server: RunningServer) -> AsyncIterator[Bot]:
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(server.url)))
    yield bot
    await bot.session.close()


async def test_messages_files_and_updates_parse(aio: Bot, sandbox: Sandbox) -> None:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Xong", callback_data="d")]])
    sent = await aio.send_message(AN, "<b>a</b>", parse_mode="HTML", reply_markup=keyboard)
    assert sent.text == "a"
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "d"
    document = (await aio.send_document(AN, BufferedInputFile(b"content", "a.txt"))).document
    assert document is not None
    file = await aio.get_file(document.file_id)
    assert file.file_path is not None
    content = await aio.download_file(file.file_path)
    assert content is not None
    assert content.read() == b"content"
    sandbox.phones.send_text(AN, "xong", reply_to=sent.message_id)
    sandbox.phones.block(AN)
    message, membership = await aio.get_updates(timeout=1)
    assert message.message is not None
    assert message.message.reply_to_message is not None
    assert membership.my_chat_member is not None
    assert membership.my_chat_member.new_chat_member.status == "kicked"
    assert (await aio.get_chat(AN)).first_name == "An"
    assert (await aio.get_me()).username == "nhac_han_bot"


async def test_refusals_are_told_apart(aio: Bot, sandbox: Sandbox) -> None:
    with pytest.raises(TelegramForbiddenError):
        await aio.send_message(BINH, "a")
    sandbox.faults.add(Fault(FaultKind.FLOOD, seconds=2))
    with pytest.raises(TelegramRetryAfter) as refusal:
        await aio.send_message(AN, "a")
    assert refusal.value.retry_after == 2
