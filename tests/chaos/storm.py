"""A morning of many digests, what happens to it, and what became of every single one."""

import asyncio
import random
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

import psycopg
from sqlalchemy import func, select

from plan_data.deadlines import WorkingCalendar
from plan_data.store.database import Database
from plan_data.store.migrate import upgrade
from plan_data.store.tables import ChatRow, DigestRow, HeartbeatRow
from scheduler.ledger_writer import LEASE
from scheduler.planning import plan_day
from tests.many_officials import FIRST_CHAT, MORNING, ZONE, furnish
from tests.postgres import PostgresServer
from tests.sandbox_process import SandboxProcess, sandbox_process
from tests.scheduler_process import scheduler_process
from tests.shared_clock import move_clock

LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 240.0
REPEATED_MARK = "gửi lại"
OPEN = ("planned", "sending", "unknown")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the digests of a morning.

    ``expected`` are the chats that could be reached. ``bound`` is how many messages were being sent at the
    kills, which is the most that may come twice. ``unmarked`` came twice and did not say so.
    """

    name: str
    database: str
    expected: int
    sent: int
    lost: int
    duplicated: int
    unmarked: int
    bound: int
    seconds: float
    recovery_seconds: float | None = None
    remark: str = ""

    @property
    def is_good(self) -> bool:
        """Nothing lost, and twice only what was in the air, with a word of warning."""
        return self.lost == 0 and self.unmarked == 0 and self.duplicated <= self.bound


@dataclass
class Storm:
    """One morning on one database: start schedulers, do harm, wait for the end, count."""

    database: Database
    url: str
    officials: int
    telegram: SandboxProcess
    rate: int
    processes: ExitStack
    server: PostgresServer | None
    random: random.Random
    began: float = field(default_factory=monotonic)
    bound: int = 0
    unreachable: int = 0
    recoveries: list[float] = field(default_factory=list)

    def start(self, *, in_flight: int = 30) -> subprocess.Popen[bytes]:
        """Another scheduler."""
        return self.processes.enter_context(
            scheduler_process(self.url, self.telegram, rate=self.rate, in_flight=in_flight)
        )

    async def in_flight(self) -> int:
        """How many digests the ledger says are being sent."""
        return await self._count("sending")

    async def open_digests(self) -> int:
        return await self._count(*OPEN)

    async def _count(self, *states: str) -> int:
        async with self.database.reading() as session:
            found = await session.scalar(
                select(func.count(DigestRow.id))
                .join(ChatRow, ChatRow.id == DigestRow.chat_id)
                .where(DigestRow.state.in_(states), ChatRow.unreachable_at.is_(None))
            )
        return found or 0

    async def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Look often until something is so.

        :raises TimeoutError: it never was.
        """
        deadline = monotonic() + PATIENCE_SECONDS
        while not is_so():
            if monotonic() > deadline:
                raise TimeoutError(f"no sign of {what}")
            await asyncio.sleep(LOOK_SECONDS)

    async def until_delivered(self, part: float) -> None:
        """Until this part of all messages arrived."""
        await self.until(
            lambda: self.telegram.delivered() >= part * self.officials, f"{part:.0%} of the messages"
        )

    async def until_settled(self, *, hurry: bool = False) -> None:
        """Until no digest is open; with ``hurry`` the clock is moved on to when the waiting ones may go."""
        deadline = monotonic() + PATIENCE_SECONDS
        previous, still = -1, 0
        while left := await self.open_digests():
            if monotonic() > deadline:
                raise TimeoutError(f"{left} digests are still open")
            still = still + 1 if left == previous else 0
            previous = left
            if hurry and still > 20:
                await move_clock(self.database, timedelta(minutes=11))
                still = 0
            await asyncio.sleep(LOOK_SECONDS)

    async def kill(self, process: subprocess.Popen[bytes]) -> None:
        """As by a power cut; what the ledger says was in flight may come twice."""
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.bound += await self.in_flight()

    async def until_at_work(self, schedulers: int) -> None:
        """Until so many have shown life."""
        deadline = monotonic() + PATIENCE_SECONDS
        while monotonic() < deadline:
            async with self.database.reading() as session:
                if (await session.scalar(select(func.count(HeartbeatRow.process))) or 0) >= schedulers:
                    return
            await asyncio.sleep(LOOK_SECONDS)
        raise TimeoutError(f"no life of {schedulers} schedulers")

    async def let_leases_end(self) -> None:
        """On PostgreSQL only time tells that a scheduler is dead; SQLite has one, so nobody waits."""
        if self.server:
            await move_clock(self.database, LEASE)

    async def until_recovered(self, since: float) -> None:
        """Until messages arrive again; remembered as a time to recover."""
        before = self.telegram.delivered()
        await self.until(lambda: self.telegram.delivered() > before, "messages after the fault")
        self.recoveries.append(monotonic() - since)

    async def result(self, name: str, remark: str = "") -> Result:
        """Count what every chat got."""
        messages = self.telegram.messages()
        seconds = monotonic() - self.began
        chats = range(FIRST_CHAT, FIRST_CHAT + self.officials)
        got = {chat: [text for text in messages.get(chat, ()) if "V-0" in text] for chat in chats}
        more = [texts for texts in got.values() if len(texts) > 1]
        return Result(
            name=name,
            database="PostgreSQL" if self.server else "SQLite",
            expected=self.officials - self.unreachable,
            sent=sum(bool(texts) for texts in got.values()),
            lost=sum(not texts for texts in got.values()) - self.unreachable,
            duplicated=sum(len(texts) - 1 for texts in more),
            unmarked=sum(REPEATED_MARK not in text for texts in more for text in texts[1:]),
            bound=self.bound,
            seconds=seconds,
            recovery_seconds=max(self.recoveries, default=None),
            remark=remark,
        )

    @asynccontextmanager
    async def locked(self) -> AsyncIterator[None]:
        """Another program writes to the SQLite file and does not end."""
        other = sqlite3.connect(self.database.url.database or "", isolation_level=None)
        other.execute("PRAGMA busy_timeout=10000")
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")
            other.close()


class Mornings:
    """Mornings to spoil: the same planned digests each time, on SQLite or on PostgreSQL."""

    def __init__(self, folder: Path, officials: int, server: PostgresServer | None, *, rate: int) -> None:
        self._folder = folder
        self._officials = officials
        self._server = server
        self._rate = rate
        self._template = "chaos_template" if server else str(folder / "template.sqlite3")
        self._number = 0

    async def prepare(self) -> None:
        """Furnish the database that every morning begins with."""
        if self._server:
            self._execute(f"CREATE DATABASE {self._template}")
        url = self._address(self._template)
        upgrade(url)
        database = Database(url)
        await furnish(database, self._officials, duties_a_unit=1)
        now = datetime.fromisoformat(MORNING).astimezone(UTC)
        await plan_day(database, now, ZONE, WorkingCalendar())
        await database.close()

    def _address(self, name: str) -> str:
        return f"{self._server.url}/{name}" if self._server else f"sqlite:///{name}"

    def _execute(self, statement: str) -> None:
        if self._server:
            with psycopg.connect(f"{self._server.url}/postgres", autocommit=True) as connection:
                connection.execute(statement.encode())

    def _copy(self) -> str:
        self._number += 1
        if self._server:
            name = f"chaos_{self._number}"
            self._execute(f"CREATE DATABASE {name} TEMPLATE {self._template}")
            return self._address(name)
        name = str(self._folder / f"chaos-{self._number}.sqlite3")
        shutil.copy(self._template, name)
        return self._address(name)

    @asynccontextmanager
    async def morning(self, *, latency_seconds: float = 0.0) -> AsyncIterator[Storm]:
        """A fresh morning with its own Telegram; schedulers are started by the scenario."""
        url = self._copy()
        database = Database(url)
        with sandbox_process(latency_seconds=latency_seconds) as telegram, ExitStack() as processes:
            yield Storm(
                database=database,
                url=url,
                officials=self._officials,
                telegram=telegram,
                rate=self._rate,
                processes=processes,
                server=self._server,
                random=random.Random(self._number),  # noqa: S311 - which moments, not secrets
            )
        await database.close()


def table(results: Sequence[Result]) -> str:
    """The results as README and RESULTS.md show them."""
    lines = [
        "| Fault | Database | Reachable | Sent | Lost | Twice (at most) | Unmarked | Recovered in | Took |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {each.name}{f' ({each.remark})' if each.remark else ''} | {each.database} | {each.expected:,} "
        f"| {each.sent:,} | {each.lost} | {each.duplicated} ({each.bound}) | {each.unmarked} "
        f"| {'' if each.recovery_seconds is None else f'{each.recovery_seconds:.1f} s'} "
        f"| {each.seconds:.0f} s |"
        for each in results
    ]
    return "\n".join(lines) + "\n"
