"""Everything that may go wrong while a morning's digests go out; each scenario is one fault.

A scenario gets a fresh morning, starts schedulers, does harm, waits until everything is settled and counts.
"""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from time import monotonic

from tests.chaos.storm import Mornings, Result, Storm
from tests.many_officials import FIRST_CHAT
from tests.sandbox_process import sandbox_process
from tests.shared_clock import move_clock

Fault = Mapping[str, object]
Scenario = Callable[[Mornings], Awaitable[Result]]

AWAY_SECONDS = 3.0
LOCKED_SECONDS = 5.0
STOPS_WITHIN_SECONDS = 10.0
LIVES = 20
"""How often the scheduler is killed."""
EVERY = 50
"""Which messages a fault of the weather strikes."""


async def killed_again_and_again(mornings: Mornings, *, lives: int = LIVES) -> Result:
    """kill -9 at random moments."""
    async with mornings.morning() as storm:
        kills = 0
        while kills < lives and await storm.open_digests():
            began = monotonic()
            process = storm.start()
            await storm.until_recovered(began)
            await asyncio.sleep(storm.random.uniform(0, storm.officials / storm.rate / lives))
            await storm.kill(process)
            await storm.let_leases_end()
            kills += 1
        last = monotonic()
        storm.start()
        if await storm.open_digests():
            await storm.until_recovered(last)
        await storm.until_settled()
        remark = "clock moved past the lease each time" if storm.server else ""
        return await storm.result(f"kill -9, {kills} times", remark)


async def several_at_once(mornings: Mornings, number: int) -> Result:
    """Schedulers that share the work on PostgreSQL."""
    async with mornings.morning() as storm:
        for _ in range(number):
            storm.start()
        await storm.until_settled()
        return await storm.result(f"{number} schedulers at once")


async def one_of_two_killed(mornings: Mornings) -> Result:
    """The other takes over what the dead one had in hand when its lease is over."""
    async with mornings.morning() as storm:
        first = storm.start()
        storm.start()
        await storm.until_delivered(0.3)
        killed_at = monotonic()
        await storm.kill(first)
        await storm.until_settled()
        storm.recoveries.append(monotonic() - killed_at)
        return await storm.result("one of 2 schedulers killed")


async def one_relieves_another(mornings: Mornings) -> Result:
    """An upgrade without a pause: the new one starts while the old one sends, which then is told to stop."""
    async with mornings.morning(latency_seconds=0.2) as storm:
        old = storm.start(in_flight=4)
        await storm.until_delivered(0.01)
        storm.start()
        await storm.until_at_work(2)
        if not await storm.open_digests():
            raise AssertionError("the old scheduler was done before the new one began")
        old.send_signal(signal.SIGTERM)
        if code := await asyncio.to_thread(old.wait):
            raise AssertionError(f"exit code {code}")
        await storm.until_settled()
        return await storm.result("one scheduler relieves another")


async def _weather(mornings: Mornings, name: str, faults: Sequence[Fault], *, gone: int = 0) -> Result:
    async with mornings.morning() as storm:
        for fault in faults:
            storm.telegram.add_fault(method="sendMessage", **fault)
        storm.unreachable = gone
        storm.start()
        await storm.until_settled(hurry=True)
        result = await storm.result(name)
        return _forgive_answers(result, faults, storm)


def _forgive_answers(result: Result, faults: Sequence[Fault], storm: Storm) -> Result:
    """What Telegram took without our learning of it was in flight, as much as at a kill."""
    taken = {"close_after", "not_json"}
    if not any(fault["kind"] in taken for fault in faults):
        return result
    # The second message to a chat may be an EVERY-th one too, and then the third.
    return replace(result, bound=storm.officials // (EVERY - 1))


async def pauses_for_single_chats(mornings: Mornings) -> Result:
    """429 for single messages; two within two seconds count as a pause for all."""
    return await _weather(
        mornings, "429 for single chats", [{"kind": "flood", "every": 500, "times": None, "seconds": 2}]
    )


async def pauses_for_the_whole_bot(mornings: Mornings) -> Result:
    """429 for every message, for three seconds, twice."""
    fault: Fault = {"kind": "flood", "hold": True, "seconds": 3}
    return await _weather(
        mornings, "429 for the whole bot, 2 × 3 s", [{**fault, "skip": 50}, {**fault, "skip": 200}]
    )


async def server_errors(mornings: Mornings) -> Result:
    """500, 502 and 503, each for every fiftieth message."""
    faults: list[Fault] = [
        {"kind": "server_error", "status": status, "every": EVERY, "times": None}
        for status in (500, 502, 503)
    ]
    return await _weather(mornings, "500, 502, 503", faults)


async def answers_lost(mornings: Mornings) -> Result:
    """Every fiftieth message arrives and its answer does not."""
    return await _weather(
        mornings, "answer lost after the send", [{"kind": "close_after", "every": EVERY, "times": None}]
    )


async def answers_that_are_no_json(mornings: Mornings) -> Result:
    """Every fiftieth answer is a web page."""
    return await _weather(
        mornings, "answer that is not JSON", [{"kind": "not_json", "every": EVERY, "times": None}]
    )


async def connections_closed(mornings: Mornings) -> Result:
    """Every fiftieth connection is closed before Telegram took the message; we cannot know that."""
    return await _weather(
        mornings,
        "connection closed before the send",
        [{"kind": "close_before", "every": EVERY, "times": None}],
    )


async def people_gone(mornings: Mornings) -> Result:
    """Blocked, chat deleted, account deleted: ten of each."""
    kinds = ("blocked", "chat_not_found", "deactivated")
    faults: list[Fault] = [
        {"kind": kind, "chat_id": FIRST_CHAT + 10 * nth + number, "times": None}
        for nth, kind in enumerate(kinds)
        for number in range(10)
    ]
    return await _weather(mornings, "403 blocked, chat deleted, account deleted", faults, gone=30)


async def topics_deleted(mornings: Mornings) -> Result:
    """The chat's topic is gone; where there was none, so is the chat."""
    faults: list[Fault] = [
        {"kind": "thread_not_found", "chat_id": FIRST_CHAT + number, "times": 1} for number in range(10)
    ]
    return await _weather(mornings, "topic deleted", faults, gone=10)


async def telegram_refuses_connections(mornings: Mornings) -> Result:
    """Nobody listens at Telegram's address for some seconds."""
    async with mornings.morning() as storm:
        with sandbox_process() as gone:
            port = gone.port
        storm.telegram, healthy = gone, storm.telegram
        storm.start()
        await asyncio.sleep(AWAY_SECONDS)
        with sandbox_process(port=port) as back:
            storm.telegram = back
            await storm.until_recovered(monotonic())
            await storm.until_settled()
            result = await storm.result(f"connections refused for {AWAY_SECONDS:.0f} s")
        storm.telegram = healthy
        return result


async def postgresql_restarted(mornings: Mornings) -> Result:
    """The database stops at once, as by a power cut, and is back after some seconds."""
    async with mornings.morning() as storm:
        if storm.server is None:
            raise ValueError("SQLite cannot be restarted")
        storm.start()
        await storm.until_delivered(0.3)
        await storm.database.engine.dispose()
        storm.server.stop()
        await asyncio.sleep(AWAY_SECONDS)
        storm.server.start()
        storm.bound += await storm.in_flight()
        await storm.until_recovered(monotonic())
        await storm.until_settled(hurry=True)
        return await storm.result(f"database restarted, away for {AWAY_SECONDS:.0f} s")


async def sqlite_locked(mornings: Mornings) -> Result:
    """Another program holds the write lock."""
    async with mornings.morning() as storm:
        storm.start()
        await storm.until_delivered(0.3)
        async with storm.locked():
            await asyncio.sleep(LOCKED_SECONDS)
        await storm.until_recovered(monotonic())
        await storm.until_settled()
        return await storm.result(f"locked by another writer for {LOCKED_SECONDS:.0f} s")


async def clock_jumps(mornings: Mornings) -> Result:
    """A day forward in the middle, and back again."""
    async with mornings.morning() as storm:
        storm.start()
        await storm.until_delivered(0.2)
        await move_clock(storm.database, timedelta(days=1))
        await storm.until_delivered(0.6)
        await move_clock(storm.database, timedelta(days=-1))
        await storm.until_settled(hurry=True)
        await storm.until(
            lambda: storm.telegram.delivered() >= storm.officials, "the digests that moved to the next day"
        )
        return await storm.result("clock a day forward and back")


async def told_to_stop(mornings: Mornings) -> Result:
    """SIGTERM: what is being sent is finished, nothing comes twice, exit code 0."""
    async with mornings.morning(latency_seconds=0.5) as storm:
        first = storm.start()
        await storm.until_delivered(0.1)
        told_at = monotonic()
        first.send_signal(signal.SIGTERM)
        code = await asyncio.to_thread(first.wait)
        seconds = monotonic() - told_at
        in_flight = await storm.in_flight()
        if code or in_flight or seconds > STOPS_WITHIN_SECONDS:
            raise AssertionError(f"exit code {code} after {seconds:.1f} s, {in_flight} in flight")
        storm.start()
        await storm.until_settled()
        return await storm.result("SIGTERM, then started again", f"exit 0 in {seconds:.1f} s")


EVERYWHERE: tuple[Scenario, ...] = (
    killed_again_and_again,
    pauses_for_single_chats,
    pauses_for_the_whole_bot,
    server_errors,
    telegram_refuses_connections,
    answers_lost,
    answers_that_are_no_json,
    connections_closed,
    people_gone,
    topics_deleted,
    clock_jumps,
    told_to_stop,
)
ONLY_SQLITE: tuple[Scenario, ...] = (sqlite_locked,)


async def two_schedulers(mornings: Mornings) -> Result:
    return await several_at_once(mornings, 2)


async def four_schedulers(mornings: Mornings) -> Result:
    return await several_at_once(mornings, 4)


ONLY_POSTGRESQL: tuple[Scenario, ...] = (
    two_schedulers,
    four_schedulers,
    one_of_two_killed,
    one_relieves_another,
    postgresql_restarted,
)
