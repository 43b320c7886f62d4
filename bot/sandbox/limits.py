"""Telegram's limits on what a bot may send; each breach raises the 400 that Telegram answers."""

import re

from bot.sandbox.errors import BotApiError, bad_request
from bot.sandbox.wire import Json, JsonObject

MAX_TEXT = 4096  # characters after entities parsing (sendMessage)
MAX_CAPTION = 1024  # characters after entities parsing (sendPhoto)
MAX_CALLBACK_DATA_BYTES = 64  # InlineKeyboardButton.callback_data
MAX_BUTTONS = 100
MAX_COMMANDS = 100  # setMyCommands
MAX_COMMAND_DESCRIPTION = 256
MAX_DESCRIPTION = 512  # setMyDescription
MAX_SHORT_DESCRIPTION = 120
MAX_CALLBACK_ANSWER = 200  # answerCallbackQuery.text
_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_DEEP_LINK = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BUTTON_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


def check_text(text: str) -> None:
    if not text:
        raise bad_request("message text is empty")
    if len(text) > MAX_TEXT:
        raise bad_request("message is too long")


def check_caption(caption: str) -> None:
    if len(caption) > MAX_CAPTION:
        raise bad_request("message caption is too long")


def check_markup(markup: JsonObject | None) -> JsonObject | None:
    """A reply_markup that Telegram takes; an empty inline keyboard is none at all."""
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        if markup and not any(kind in markup for kind in _OTHER_MARKUPS):
            raise bad_request("object expected as reply markup")
        return markup or None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    buttons = 0
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(
                'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
        buttons += len(row)
        for button in row:
            _check_button(button)
    if buttons > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return markup if buttons else None


def _check_button(button: Json) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not button.get("text"):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    actions = [action for action in _BUTTON_ACTIONS if button.get(action) is not None]
    if len(actions) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if actions[0] == "callback_data":
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif actions[0] == "url" and not re.match(r"(https?|tg)://\S+|[\w-]+(\.[\w-]+)+", str(button["url"])):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def check_commands(commands: list[Json]) -> list[JsonObject]:
    """Bot API objects BotCommand, without a leading slash."""
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    checked: list[JsonObject] = []
    for entry in commands:
        if not isinstance(entry, dict):
            raise bad_request("can't parse BotCommand: expected an Object")
        command, description = entry.get("command"), entry.get("description")
        if not isinstance(command, str) or not _COMMAND.fullmatch(command):
            raise bad_request("BOT_COMMAND_INVALID")
        if not isinstance(description, str) or not 1 <= len(description) <= MAX_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        checked.append({"command": command.removeprefix("/"), "description": description})
    return checked


def is_deep_link_payload(payload: str) -> bool:
    """Whether ``https://t.me/<bot>?start=<payload>`` would carry it (section "Deep linking")."""
    return _DEEP_LINK.fullmatch(payload) is not None


def not_modified() -> BotApiError:
    return bad_request(
        "message is not modified: specified new message content and reply markup are exactly the same as a "
        "current content and reply markup of the message"
    )
