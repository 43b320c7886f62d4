"""What became of a request to Telegram, read from the error that python-telegram-bot raises."""

import re
import warnings
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.warnings import PTBDeprecationWarning

from bot.telegram.redaction import redact
from bot.telegram.transport_errors import FloodControl, NoFreeConnection, NotSentError, NotSentTimeout

_LONGEST_WORDS = 300
_STATUS = re.compile(r"\(([345]\d\d)\)")  # the library's words when an answer has none: "Bad Gateway (502)"
_STATUS_BY_WORDS = {
    "internal server error": 500,
    "bad gateway": 502,
    "service unavailable": 503,
    "gateway time": 504,
    "request entity too large": 413,
    "content too large": 413,
    "too many requests": 429,
}
_NEVER_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


class Event(StrEnum):
    """How far a request came."""

    NO_FREE_CONNECTION = "no free connection"
    NOT_CONNECTED = "not connected"
    ANSWER_LOST = "answer lost"
    NOT_TELEGRAM = "not Telegram"
    PAUSE_ASKED = "pause asked"
    CHAT_MOVED = "chat moved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` is the HTTP status of a refusal, 0 where the library hides it; ``words`` Telegram's own."""

    event: Event
    words: str
    status: int = 0
    pause: timedelta = timedelta()
    new_chat_id: int = 0


def read_answer(error: TelegramError) -> Answer:
    """What the error tells; works for this package's transport and for the library's own."""
    words = redact(str(error))[:_LONGEST_WORDS]
    match error:
        case RetryAfter():
            return Answer(Event.PAUSE_ASKED, words, 429, pause=_pause(error))
        case ChatMigrated(new_chat_id=new_chat_id):
            return Answer(Event.CHAT_MOVED, words, 400, new_chat_id=new_chat_id)
        case NoFreeConnection():
            return Answer(Event.NO_FREE_CONNECTION, words)
        case NotSentError() | NotSentTimeout():
            return Answer(Event.NOT_CONNECTED, words)
    if isinstance(error.__cause__, httpx.PoolTimeout):
        return Answer(Event.NO_FREE_CONNECTION, words)
    if isinstance(error.__cause__, _NEVER_CONNECTED):
        return Answer(Event.NOT_CONNECTED, words)
    status = _status(error, words)
    if not status:
        return Answer(Event.ANSWER_LOST, words)
    if 400 <= status < 500 and status != 413 and isinstance(error.__cause__, TelegramError):
        # The library could not read a refusal as JSON: a proxy's or a firewall's page.
        return Answer(Event.NOT_TELEGRAM, words, status)
    return Answer(Event.REFUSED, words, status)


def _status(error: TelegramError, words: str) -> int:
    match error:
        case Forbidden():
            return 403
        case BadRequest():
            return 400
        case InvalidToken():
            return 401
        case Conflict():
            return 409
        case TimedOut():
            return 0
        case NetworkError() if not isinstance(error.__cause__, httpx.HTTPError):
            if found := _STATUS.search(words):
                return int(found[1])
            lower = words.casefold()
            return next((status for text, status in _STATUS_BY_WORDS.items() if lower.startswith(text)), 0)
    return 0


def _pause(error: RetryAfter) -> timedelta:
    if isinstance(error, FloodControl):
        return error.retry_after
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PTBDeprecationWarning)
        pause = error.retry_after
    return pause if isinstance(pause, timedelta) else timedelta(seconds=pause)
