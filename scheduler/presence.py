"""Signs of life of a scheduler, and how many share the work: each sends at its part of the rate."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from plan_data.store.database import Database
from plan_data.store.heartbeats import alive, beat, forget_beats
from scheduler.pace import Pace, bulk_rate

log = logging.getLogger(__name__)

KIND = "scheduler"
BEAT_SECONDS = 5
ALIVE_FOR = timedelta(seconds=30)
"""Longer than the gap between two ticks; so long a dead scheduler's part of the rate lies idle."""
FORGET_AFTER = timedelta(days=7)


class Presence:
    """Shows that this scheduler works, and keeps its pace to its part of Telegram's limit for the bot.

    ``longest_gap`` is how long nothing may be shown between ticks.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        pace: Pace,
        *,
        owner: str,
        limit: float,
        longest_gap: timedelta = timedelta(),
    ) -> None:
        self._database = database
        self._clock = clock
        self._pace = pace
        self._name = f"{KIND}:{owner}"
        self._limit = limit
        self._alive_for = max(ALIVE_FOR, 3 * longest_gap)
        self._shown_at: datetime | None = None
        self._totals: Counter[str] = Counter()

    def is_due(self, now: datetime) -> bool:
        """Whether nothing was shown for a while; after a jump of the clock too."""
        return self._shown_at is None or abs(now - self._shown_at) >= timedelta(seconds=BEAT_SECONDS)

    async def show(self, now: datetime, details: dict[str, int]) -> None:
        """This scheduler works, and did so much in its last round; the sums since its start are shown."""
        self._totals.update(details)
        async with self._database.writing() as session:
            await beat(session, self._name, now, dict(self._totals))
            if self._shown_at is None:
                await forget_beats(session, KIND, now - FORGET_AFTER)
            together = await alive(session, KIND, now, self._alive_for)
        self._shown_at = now
        self._pace.set_rate(bulk_rate(self._limit, together))

    @asynccontextmanager
    async def during_a_round(self) -> AsyncIterator[None]:
        """Go on showing it while a round of sending takes its minutes."""
        showing = asyncio.create_task(self._go_on(), name="signs of life")
        try:
            yield
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            try:
                await self.show(self._clock(), {})
            except SQLAlchemyError as error:
                log.warning("No sign of life could be written: %s", type(error).__name__)
