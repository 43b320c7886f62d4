"""What a button carries: an action and its arguments, signed for the chat it stands in.

Telegram gives back what the button held (Bot API object CallbackQuery), and anybody can send any data with a
program of their own. Without the signature one could press buttons that were never shown to them: those of
another unit's chat. Layout: version, signature, action, arguments, in at most 64 bytes of ASCII:

    1x5MtEGiDr:12:'STC

is version 1, signature x5MtEGiD, action r, the number 12 and the text STC.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from telegram.constants import InlineKeyboardButtonLimit

from bot.texts.message import Action, ButtonArgument

VERSION = "1"
SIGNATURE_LETTERS = 8  # 48 bits; every guess costs a call to Telegram
_KEY_LABEL = b"nhac-han callback data 1"
_MARK_OF_TEXT = "'"
_SEPARATOR = ":"
_TEXT = re.compile(r"[!-9;-~]*")  # visible ASCII without the separator
_NUMBER = re.compile(r"-?[0-9]+")
_ACTIONS = {action.value: action for action in Action}


@dataclass(frozen=True, slots=True)
class Press:
    """A button of ours was pressed."""

    action: Action
    arguments: tuple[ButtonArgument, ...]


class CallbackSigner:
    """Writes and reads the data of buttons; two processes with the same bot token understand each other."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def from_token(cls, token: str) -> "CallbackSigner":
        """With a key that follows from the bot's token; a new token makes old buttons out of date."""
        return cls(hmac.digest(token.encode(), _KEY_LABEL, hashlib.sha256))

    def encode(self, action: Action, *arguments: ButtonArgument, chat_id: int) -> str:
        """Data for a button in the chat with this Telegram id.

        :raises ValueError: it would be longer than 64 bytes, or an argument has other characters than
            visible ASCII without colon.
        """
        content = _SEPARATOR.join((action, *map(_written, arguments)))
        data = VERSION + self._signature(content, chat_id) + content
        if len(data) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
            raise ValueError(f"The arguments of {action.name} are too long for a button: {arguments}")
        return data

    def decode(self, data: str | None, *, chat_id: int) -> Press | None:
        """The press, or None for what is not ours, not of this chat or of a button no longer known."""
        if not data or not data.isascii() or not data.startswith(VERSION):
            return None
        start = len(VERSION) + SIGNATURE_LETTERS
        signature, content = data[len(VERSION) : start], data[start:]
        if not hmac.compare_digest(signature, self._signature(content, chat_id)):
            return None
        code, *arguments = content.split(_SEPARATOR)
        action = _ACTIONS.get(code)
        return _press(action, arguments) if action else None

    def _signature(self, content: str, chat_id: int) -> str:
        message = f"{VERSION}{_SEPARATOR}{chat_id}{_SEPARATOR}{content}".encode()
        digest = hmac.digest(self._key, message, hashlib.sha256)
        return urlsafe_b64encode(digest)[:SIGNATURE_LETTERS].decode()


def _written(argument: ButtonArgument) -> str:
    if isinstance(argument, int):
        return str(int(argument))
    if not _TEXT.fullmatch(argument):
        raise ValueError(f"A button cannot carry {argument!r}")
    return _MARK_OF_TEXT + argument


def _press(action: Action, arguments: Sequence[str]) -> Press | None:
    read: list[ButtonArgument] = []
    for argument in arguments:
        if argument.startswith(_MARK_OF_TEXT):
            read.append(argument.removeprefix(_MARK_OF_TEXT))
        elif _NUMBER.fullmatch(argument):
            read.append(int(argument))
        else:
            return None
    return Press(action, tuple(read))
