"""Writing the ledger around sends without paying a transaction for each.

Sends run side by side; what they have to write meanwhile is collected and goes into one transaction. A
sender goes on only once its own line is committed, so the ledger is never behind the network.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy.exc import SQLAlchemyError

from plan_data.delivery_outcome import Outcome
from plan_data.store.database import Database
from plan_data.store.deliveries import DigestPart, PartOutcome, begin_sending, record_outcomes

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0


@dataclass(slots=True)
class _Line:
    written: asyncio.Future[None]
    begins: DigestPart | None = None
    ends: PartOutcome | None = None


class LedgerWriter:
    """Collects ledger lines of concurrent sends; used as an asynchronous context manager."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._waiting: list[_Line] = []
        self._wake = asyncio.Event()
        self._closing = False
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._write_all(), name="ledger writer")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        self._wake.set()
        if self._task is not None:
            await self._task

    async def begin(self, part: DigestPart) -> None:
        """Return once the ledger says that this part is being sent.

        :raises SQLAlchemyError: the database cannot be written; the part must not be sent.
        """
        await self._write(_Line(self._future(), begins=part))

    async def end(self, part: DigestPart, outcome: Outcome) -> None:
        """Return once the ledger says what became of the part; tried until the database takes it."""
        await self._write(_Line(self._future(), ends=PartOutcome(part, outcome)))

    @staticmethod
    def _future() -> asyncio.Future[None]:
        return asyncio.get_running_loop().create_future()

    async def _write(self, line: _Line) -> None:
        self._waiting.append(line)
        self._wake.set()
        await line.written

    async def _write_all(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._waiting:
                lines, self._waiting = self._waiting, []
                await self._commit(lines)
            elif self._closing:
                return
            if self._closing or self._waiting:
                self._wake.set()

    async def _commit(self, lines: list[_Line]) -> None:
        now = self._clock()
        try:
            async with self._database.writing() as session:
                if ended := [line.ends for line in lines if line.ends]:
                    await record_outcomes(session, ended, now)
                if begun := [line.begins for line in lines if line.begins]:
                    await begin_sending(session, begun, now)
        except SQLAlchemyError as error:
            log.warning("The ledger cannot be written, trying again: %s", type(error).__name__)
            for line in lines:
                if line.begins and not line.written.done():
                    line.written.set_exception(error)
            # What was sent must be written down; nobody else knows it.
            self._waiting = [line for line in lines if line.ends] + self._waiting
            await asyncio.sleep(RETRY_SECONDS)
            return
        for line in lines:
            if not line.written.done():
                line.written.set_result(None)
