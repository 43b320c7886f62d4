"""The clockwork: APScheduler calls the tick, and nothing else is left to it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

TICK = "tick"
BESIDE = "beside"


def build_scheduler(
    tick: Callable[[], Awaitable[object]],
    *,
    seconds: int,
    zone: ZoneInfo,
    first_at: datetime,
    beside: Callable[[], Awaitable[object]] | None = None,
) -> AsyncIOScheduler:
    """A scheduler that calls ``tick`` every ``seconds``, from ``first_at`` on, and ``beside`` as often.

    The two do not wait for each other.

    The defaults of APScheduler would drop a run that is a second late. Here a late run is still run, several
    late ones as one, and never two at a time; what was due meanwhile is in the tables.
    """
    scheduler = AsyncIOScheduler(
        jobstores={"default": MemoryJobStore()},
        executors={"default": AsyncIOExecutor()},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 2},
        timezone=zone,
    )
    for name, work in ((TICK, tick), (BESIDE, beside)):
        if work is not None:
            scheduler.add_job(
                _one_at_a_time(work),
                IntervalTrigger(seconds=seconds, timezone=zone),
                id=name,
                next_run_time=first_at,
            )
    return scheduler


def _one_at_a_time(tick: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    """Skip a run in silence while the last one goes on, as it does for minutes on a busy morning.

    With one instance allowed APScheduler does the same, but warns of it each time.
    """
    running = asyncio.Lock()

    async def run() -> None:
        if not running.locked():
            async with running:
                await tick()

    return run
