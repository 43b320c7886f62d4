"""Buttons as Telegram takes them."""

from collections.abc import Callable

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.callback_data import CallbackSigner
from bot.texts.duties import duty_buttons
from bot.texts.message import Keyboard
from plan_data.delivery_outcome import RenderedPart
from plan_data.store.claims import Recipient


def markup(keyboard: Keyboard, chat_id: int, signer: CallbackSigner) -> InlineKeyboardMarkup | None:
    """The keyboard as Telegram takes it; its buttons work in this chat only."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    each.label,
                    callback_data=signer.encode(each.action, *each.arguments, chat_id=chat_id),
                )
                for each in row
            ]
            for row in keyboard
        ]
    )


def reminder_keyboards(
    signer: CallbackSigner,
) -> Callable[[RenderedPart, Recipient], InlineKeyboardMarkup | None]:
    """Under a digest: a button a duty, with its number."""

    def keyboard(part: RenderedPart, recipient: Recipient) -> InlineKeyboardMarkup | None:
        return markup(duty_buttons(part.duty_ids, part.first_number), recipient.telegram_chat_id, signer)

    return keyboard
