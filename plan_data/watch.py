"""One process watching another's signs of life, so that a silence of days does not go unnoticed."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from plan_data.clock import Clock
from plan_data.store.database import Database
from plan_data.store.heartbeats import last_beat
from plan_data.store.outages import begin_outage, end_outage

log = logging.getLogger(__name__)

LOOK_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Silence:
    """A process fell silent, or is back; ``since_at`` is its last sign of life, None if it never gave one."""

    process: str
    since_at: datetime | None
    is_over: bool


class Watch:
    """Looks whether another process goes on showing life.

    Silence is measured by the watcher's own ``stopwatch`` (seconds that only run forward), not by comparing
    clocks: those of two machines differ, and one that is tried out jumps by days.
    """

    def __init__(
        self,
        database: Database,
        process: str,
        *,
        patience: timedelta,
        tell: Callable[[Silence], Awaitable[None]],
        clock: Clock,
        stopwatch: Callable[[], float],
    ) -> None:
        self._database = database
        self._process = process
        self._patience = patience.total_seconds()
        self._tell = tell
        self._clock = clock
        self._stopwatch = stopwatch
        self._has_looked = False
        self._seen_at: datetime | None = None
        self._heard = stopwatch()

    async def look(self) -> None:
        """Look once; tell when the silence has become too long, and when it is over."""
        async with self._database.reading() as session:
            beat = await last_beat(session, self._process)
        at = beat.at if beat is not None else None
        if not self._has_looked:
            # Whether it is alive shows only when something changes.
            self._has_looked, self._seen_at, self._heard = True, at, self._stopwatch()
        elif at != self._seen_at:
            self._seen_at, self._heard = at, self._stopwatch()
            await self._end()
        elif self._stopwatch() - self._heard >= self._patience:
            await self._begin()

    async def run(self, stop: asyncio.Event) -> None:
        """Look until ``stop`` is set."""
        while not stop.is_set():
            try:
                await self.look()
            except SQLAlchemyError as error:
                # Whoever watches the database will notice; we cannot say anything about the process.
                log.warning("The %s cannot be watched: %s", self._process, type(error).__name__)
                self._heard = self._stopwatch()
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await stop.wait()
            except TimeoutError:
                continue

    async def _begin(self) -> None:
        async with self._database.writing() as session:
            is_news = await begin_outage(session, self._process, self._clock())
        if is_news:
            log.error("The %s shows no life", self._process)
            await self._tell(Silence(self._process, self._seen_at, is_over=False))

    async def _end(self) -> None:
        async with self._database.writing() as session:
            noticed_at = await end_outage(session, self._process)
        if noticed_at is not None:
            log.info("The %s is back", self._process)
            await self._tell(Silence(self._process, noticed_at, is_over=True))


@asynccontextmanager
async def watching(watch: Watch, stop: asyncio.Event) -> AsyncIterator[None]:
    """Watch beside what is done in the block; ends with it, or when ``stop`` is set."""
    looking = asyncio.create_task(watch.run(stop), name="watch")
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
