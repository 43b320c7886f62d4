"""What leaves the building for a reminder."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox import Person, Sandbox
from bot.telegram.bulk_bot import bulk_bot
from bot.telegram.notifier import TelegramNotifier
from plan_data.clock import system_clock
from plan_data.delivery_outcome import Gone, Outcome, RenderedPart, RetryLater, Sent, TopicGone
from plan_data.store.claims import Recipient
from scheduler.notifier import Notifier
from tests.telegram.conftest import FROM_BOTFATHER
from tests.telegram.raw_bot_api import HANGS, RawBotApi

AN = Recipient(chat_id=1, telegram_chat_id=7, thread_id=0, is_group=False, language="vi")
TOPIC = Recipient(chat_id=2, telegram_chat_id=-1007, thread_id=77, is_group=True, language="vi")
PART = RenderedPart("<b>Hạn 15/8</b>: A &amp; B", (4, 9), 1)
Keyboards = Callable[[RenderedPart, Recipient], InlineKeyboardMarkup | None]


def no_buttons(_part: RenderedPart, _recipient: Recipient) -> None:
    return None


@asynccontextmanager
async def notifier(url: str, keyboard: Keyboards = no_buttons) -> AsyncIterator[Notifier]:
    async with TelegramNotifier(bulk_bot(FROM_BOTFATHER, api_url=url), keyboard) as opened:
        yield opened


async def test_a_reminder_is_html_without_preview_and_with_its_buttons(api: RawBotApi) -> None:
    def buttons(part: RenderedPart, recipient: Recipient) -> InlineKeyboardMarkup:
        data = f"{recipient.telegram_chat_id}:{part.duty_ids[0]}"
        return InlineKeyboardMarkup([[InlineKeyboardButton("Xong", callback_data=data)]])

    async with notifier(api.url, buttons) as telegram:
        assert await telegram.send(AN, PART) == Sent(41)
    (call,) = api.received
    assert call.path.endswith("/sendMessage")
    assert json.loads(call.body) == {
        "chat_id": 7,
        "text": "<b>Hạn 15/8</b>: A &amp; B",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "Xong", "callback_data": "7:4"}]]},
    }


async def test_a_reminder_for_a_topic_goes_to_the_topic(api: RawBotApi) -> None:
    async with notifier(api.url) as telegram:
        await telegram.send(TOPIC, PART)
    sent = json.loads(api.received[0].body)
    assert (sent["chat_id"], sent["message_thread_id"]) == (-1007, 77)
    assert "reply_markup" not in sent


async def test_buttons_that_cannot_be_made_do_not_cost_the_reminder(
    api: RawBotApi, caplog: pytest.LogCaptureFixture
) -> None:
    def too_long(_part: RenderedPart, _recipient: Recipient) -> InlineKeyboardMarkup:
        raise ValueError("too long for a button")

    async with notifier(api.url, too_long) as telegram:
        assert await telegram.send(AN, PART) == Sent(41)
    assert "reply_markup" not in json.loads(api.received[0].body)
    assert caplog.records[0].levelno == logging.ERROR


async def test_opening_it_calls_nothing_so_it_opens_while_telegram_is_away() -> None:
    async with notifier("http://127.0.0.1:1") as telegram:
        outcome = await telegram.send(AN, PART)
    assert isinstance(outcome, RetryLater)
    assert outcome.everywhere


async def test_a_message_that_is_not_open_or_closed_is_not_lost(api: RawBotApi) -> None:
    never_opened = TelegramNotifier(bulk_bot(FROM_BOTFATHER, api_url=api.url), no_buttons)
    assert isinstance(await never_opened.send(AN, PART), RetryLater)


async def test_only_cancelling_raises(api: RawBotApi) -> None:
    api.replies.append(HANGS)
    async with notifier(api.url) as telegram:
        sending = asyncio.create_task(_outcome(telegram))
        await api.has_received(1)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending


async def _outcome(telegram: Notifier) -> Outcome:
    return await telegram.send(AN, PART)


async def test_the_sandbox_takes_it_and_its_refusals_are_understood() -> None:
    sandbox = Sandbox(
        token=FROM_BOTFATHER, bot_username="nhac_han_bot", now=system_clock, people=[Person(7, "An")]
    )
    async with sandbox.serve() as server, notifier(server.url) as telegram:
        assert await telegram.send(AN, PART) == Gone("not started")
        assert await telegram.send(TOPIC, PART) == Gone("chat not found")
        sandbox.phones.send_text(7, "/start")
        outcome = await telegram.send(AN, PART)
        assert isinstance(outcome, Sent)
        assert outcome.message_id is not None
        message = sandbox.phones.chat(7, 7).messages[outcome.message_id]
        assert message.text == "Hạn 15/8: A & B"
        in_private_topic = Recipient(1, 7, 77, is_group=False, language="vi")
        assert await telegram.send(in_private_topic, PART) == TopicGone("topic gone")
