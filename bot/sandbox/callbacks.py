"""Presses of inline buttons that wait for answerCallbackQuery."""

import asyncio
import secrets
from dataclasses import dataclass

from bot.sandbox.errors import bad_request
from bot.sandbox.wire import JsonObject

_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the phone shows after a press: a short notice, or an alert; nothing when ``text`` is empty."""

    text: str
    show_alert: bool
    url: str | None

    def wire(self) -> JsonObject:
        return {"answered": True, "text": self.text, "show_alert": self.show_alert, "url": self.url}


class CallbackQueries:
    """The newest 10,000 presses; older ones are "too old" for an answer."""

    def __init__(self) -> None:
        self._open: dict[str, asyncio.Future[CallbackAnswer]] = {}

    def begin(self) -> tuple[str, "asyncio.Future[CallbackAnswer]"]:
        """A new press: its query id, and the answer to come."""
        query_id = str(secrets.randbits(63))
        answer: asyncio.Future[CallbackAnswer] = asyncio.get_running_loop().create_future()
        self._open[query_id] = answer
        if len(self._open) > _KEPT:
            del self._open[next(iter(self._open))]
        return query_id, answer

    def answer(self, query_id: str, answer: CallbackAnswer) -> None:
        """Raises 400 for a press that is unknown, too old or answered already."""
        waiting = self._open.pop(query_id, None)
        if waiting is None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if not waiting.done():
            waiting.set_result(answer)
