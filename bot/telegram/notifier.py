"""Reminders over Telegram: one message out, one outcome back."""

import logging
from collections.abc import Callable
from types import TracebackType
from typing import Self

import telegram
from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.telegram.outcomes import outcome_of
from plan_data.delivery_outcome import Outcome, RenderedPart, Sent, Unknown
from plan_data.store.claims import Recipient

log = logging.getLogger(__name__)

Keyboards = Callable[[RenderedPart, Recipient], InlineKeyboardMarkup | None]
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramNotifier:
    """Sends texts in Telegram's HTML; used as an asynchronous context manager.

    Entering opens no connection and calls nothing, so a scheduler starts also while Telegram is away.
    """

    def __init__(self, bot: telegram.Bot, keyboard: Keyboards) -> None:
        self._bot = bot
        self._keyboard = keyboard

    async def __aenter__(self) -> Self:
        await self._bot.request.initialize()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._bot.request.shutdown()

    async def send(self, recipient: Recipient, part: RenderedPart) -> Outcome:
        """Send one part; whatever happens is an outcome, only cancelling raises."""
        keyboard = self._keyboard_under(recipient, part)
        try:
            message = await self._bot.send_message(
                recipient.telegram_chat_id,
                part.text,
                parse_mode=ParseMode.HTML,
                message_thread_id=recipient.thread_id or None,
                link_preview_options=_NO_PREVIEW,
                reply_markup=keyboard,
            )
        except TelegramError as error:
            return outcome_of(error)
        except Exception as error:
            # The library could not make sense of an answer; the message may well have arrived.
            log.exception("Telegram's answer could not be understood")
            return Unknown(f"answer not understood: {type(error).__name__}")
        return Sent(message.message_id)

    def _keyboard_under(self, recipient: Recipient, part: RenderedPart) -> InlineKeyboardMarkup | None:
        try:
            return self._keyboard(part, recipient)
        except Exception:
            # A reminder without buttons can still be answered in words.
            log.exception("The buttons of a reminder could not be made; it goes without")
            return None
