"""Time that passes at once: an hour of waiting takes as long as its steps."""

import asyncio
import heapq
from collections.abc import Awaitable
from itertools import count

STEPS_UNTIL_ALL_WAIT = 10  # rounds of the loop; a task needs one or two to reach its next sleep


class VirtualTime:
    """``time`` and ``sleep`` for what is tested; ``play`` runs it."""

    def __init__(self, start: float = 1000.0) -> None:
        self.now = start
        self._order = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        awake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + seconds, next(self._order), awake))
        await awake

    async def play(self, *parts: Awaitable[None]) -> None:
        """Run all parts to their end, jumping from one waking to the next."""
        running = asyncio.gather(*parts)
        await self._let_all_wait()
        while not running.done():
            self.now, _, awake = heapq.heappop(self._sleepers)
            awake.set_result(None)
            await self._let_all_wait()
        await running

    @staticmethod
    async def _let_all_wait() -> None:
        for _ in range(STEPS_UNTIL_ALL_WAIT):
            await asyncio.sleep(0)
