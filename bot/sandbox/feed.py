"""What happens in the chats, as it happens: the phones (page, driver, HTTP clients) follow this."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.chats import Message

EventKind = Literal["message", "edited", "deleted", "typing", "chats", "commands", "clock"]
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Event:
    """``number`` grows by one with each event; ``message`` is None for events without one."""

    number: int
    kind: EventKind
    chat_id: int
    message: Message | None = None


class Feed:
    """The newest 20,000 events, and a way to wait for the next."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque(maxlen=_KEPT)
        self._waiters: set[asyncio.Future[None]] = set()
        self.last = 0

    def publish(self, kind: EventKind, chat_id: int, message: Message | None = None) -> None:
        self.last += 1
        self._events.append(Event(self.last, kind, chat_id, message))
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    def after(self, number: int) -> list[Event]:
        """Events later than ``number``, oldest first."""
        if number >= self.last:
            return []
        fresh = min(self.last - number, len(self._events))
        return [self._events[index] for index in range(-fresh, 0)]

    async def next_event(self) -> None:
        """Return when anything further happens."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)
