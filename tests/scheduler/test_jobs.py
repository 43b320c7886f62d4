"""APScheduler as a clock tick: the one job, and what happens when it is late."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from plan_data.clock import system_clock
from scheduler.jobs import TICK, build_scheduler

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2018, 1, 8, tzinfo=UTC)


async def nothing() -> None:
    return None


def test_the_table_of_jobs_has_one_line() -> None:
    scheduler = build_scheduler(nothing, seconds=10, zone=ZONE, first_at=NOW)

    (job,) = scheduler.get_jobs()
    assert job.id == TICK
    assert job.trigger.interval == timedelta(seconds=10)
    assert job.trigger.timezone == ZONE


async def test_a_late_run_is_run_once_however_late() -> None:
    scheduler = build_scheduler(nothing, seconds=10, zone=ZONE, first_at=NOW)
    scheduler.start(paused=True)

    (job,) = scheduler.get_jobs()
    assert job.misfire_grace_time is None
    assert job.coalesce is True
    scheduler.shutdown()


async def test_a_tick_that_goes_on_is_neither_doubled_nor_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    began, may_end = asyncio.Queue[int](), asyncio.Event()

    async def tick() -> None:
        began.put_nowait(1)
        await may_end.wait()

    scheduler = build_scheduler(tick, seconds=60, zone=ZONE, first_at=system_clock())
    scheduler.start()
    await began.get()
    (job,) = scheduler.get_jobs()
    for _ in range(3):
        await job.func()
    assert began.empty()
    may_end.set()
    await asyncio.sleep(0)
    await job.func()
    assert began.qsize() == 1
    assert not caplog.records
    scheduler.shutdown()


async def test_it_ticks_at_once_when_started() -> None:
    ticked = asyncio.Event()

    async def tick() -> None:
        ticked.set()

    an_hour_late = system_clock() - timedelta(hours=1)
    scheduler = build_scheduler(tick, seconds=60, zone=ZONE, first_at=an_hour_late)
    scheduler.start()
    async with asyncio.timeout(5):
        await ticked.wait()
    scheduler.shutdown()
