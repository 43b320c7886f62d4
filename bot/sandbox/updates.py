"""The queue of updates for the bot, with Telegram's rules of getUpdates (Bot API section "Getting
updates").
"""

import asyncio
from collections import deque
from collections.abc import Sequence

from bot.sandbox.errors import BotApiError
from bot.sandbox.wire import Json, JsonObject

MAX_BATCH = 100
MAX_TIMEOUT_SECONDS = 50
# Sent only when asked for by name (Bot API, getUpdates, allowed_updates).
_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


class UpdateQueue:
    """Updates wait here until the bot confirms them by a higher offset; restarting the bot loses none.

    ``first_id`` is the number of the first update. Give a higher one at each start when the bot remembers
    what it has handled, as Telegram's numbers never start again.
    """

    def __init__(self, first_id: int = 1) -> None:
        self._next_id = first_id
        self._waiting: deque[tuple[int, JsonObject]] = deque()
        self._allowed: frozenset[str] | None = None
        self._arrival = asyncio.Event()
        self._poller: asyncio.Future[str] | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def allowed(self) -> list[str] | None:
        """The kinds asked for by name, None while the default holds."""
        return None if self._allowed is None else sorted(self._allowed)

    def allow(self, kinds: Sequence[Json]) -> None:
        """Which kinds come from now on; an empty list means the default. Those already waiting stay."""
        self._allowed = frozenset(str(kind) for kind in kinds) or None

    def push(self, kind: str, content: JsonObject) -> None:
        if kind in _NOT_BY_DEFAULT if self._allowed is None else kind not in self._allowed:
            return
        self._waiting.append((self._next_id, {"update_id": self._next_id, kind: content}))
        self._next_id += 1
        self._arrival.set()

    def clear(self) -> None:
        self._waiting.clear()

    def confirm(self, offset: int) -> None:
        """Forget every update below ``offset``; a negative one keeps only the last ``-offset``."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()

    def head(self, limit: int = MAX_BATCH) -> list[Json]:
        """The oldest updates, not confirmed by being read."""
        return [update for _, update in list(self._waiting)[: max(1, min(limit, MAX_BATCH))]]

    async def arrival(self) -> None:
        """Return as soon as an update is waiting."""
        while not self._waiting:
            self._arrival.clear()
            await self._arrival.wait()

    async def poll(self, offset: int, limit: int, timeout_seconds: float) -> list[Json]:
        """One getUpdates. A newer poll ends this one with 409, so two bots on one token notice each other."""
        self.stop_poller(_OTHER_POLLER)
        self.confirm(offset)
        if self._waiting or timeout_seconds <= 0:
            return self.head(limit)
        poller = self._poller = asyncio.get_running_loop().create_future()
        arrival = asyncio.ensure_future(self.arrival())
        try:
            await asyncio.wait(
                (poller, arrival),
                timeout=min(timeout_seconds, MAX_TIMEOUT_SECONDS),
                return_when=asyncio.FIRST_COMPLETED,
            )
            if poller.done():
                raise BotApiError(409, poller.result())
            return self.head(limit) if self._waiting else []
        finally:
            arrival.cancel()
            if self._poller is poller:
                self._poller = None

    def stop_poller(self, reason: str) -> None:
        """End the poll that waits now, if any, with 409 and this reason."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(reason)
            self._poller = None
