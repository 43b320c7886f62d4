"""Writing the ledger around sends without paying a transaction for each.

Sends run side by side; what they have to write meanwhile is collected and goes into one transaction. A
message leaves only once it is committed that it does, together with what became of the sender's last one.
So at any moment at most one message of each sender has left without its outcome being in the ledger.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from plan_data.delivery_outcome import Outcome, Unknown
from plan_data.store.database import Database
from plan_data.store.deliveries import DigestPart, PartOutcome, begin_sending, record_outcomes

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
LEASE = timedelta(minutes=2)
"""How long a digest belongs to the scheduler that claimed or began it; far longer than a send can take."""

AWAY = (OperationalError, InterfaceError, PoolTimeout)
"""The database cannot be reached, or is busy: it will be back."""


@dataclass(frozen=True, slots=True)
class _Begin:
    part: DigestPart
    may_send: asyncio.Future[bool]


class LedgerWriter:
    """Collects ledger lines of concurrent sends; used as an asynchronous context manager.

    ``gather_seconds`` says how long the first line of a transaction waits for others to share it.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        owner: str,
        *,
        gather_seconds: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._gather_seconds = gather_seconds
        self._database = database
        self._clock = clock
        self._owner = owner
        self._begins: list[_Begin] = []
        self._ends: list[PartOutcome] = []
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

    async def begin(self, part: DigestPart) -> bool:
        """Return once the ledger says that this part is being sent.

        False: it must not be sent, because the digest is no longer ours or the ledger cannot be written.
        """
        line = _Begin(part, asyncio.get_running_loop().create_future())
        self._begins.append(line)
        self._wake.set()
        return await line.may_send

    def end(self, part: DigestPart, outcome: Outcome) -> None:
        """Take note of what became of the part.

        It is written before any line that comes later, and tried until the database takes it; leaving the
        context waits for that.
        """
        self._ends.append(PartOutcome(part, outcome))
        self._wake.set()

    async def _write_all(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._begins or self._ends:
                if not self._closing:
                    await asyncio.sleep(self._gather_seconds())
                begins, self._begins = self._begins, []
                ends, self._ends = self._ends, []
                await self._write(begins, ends)
            elif self._closing:
                return
            if self._closing or self._begins or self._ends:
                self._wake.set()

    async def _write(self, begins: Sequence[_Begin], ends: Sequence[PartOutcome]) -> None:
        try:
            await self._commit(begins, ends)
        except AWAY as error:
            log.warning("The ledger cannot be written, trying again: %s", type(error).__name__)
            for begin in begins:
                begin.may_send.set_result(False)
            # What was sent must be written down; nobody else knows it.
            self._ends = [*ends, *self._ends]
            await asyncio.sleep(RETRY_SECONDS)
        except SQLAlchemyError as error:
            if len(begins) + len(ends) > 1:
                # One line cannot be written; that must not keep the others from being.
                for end in ends:
                    await self._write([], [end])
                for begin in begins:
                    await self._write([begin], [])
            else:
                self._give_up(begins, ends, error)

    async def _commit(self, begins: Sequence[_Begin], ends: Sequence[PartOutcome]) -> None:
        now, held = self._clock(), set[int]()
        async with self._database.writing() as session:
            if ends:
                await record_outcomes(session, ends, owner=self._owner, now=now)
            if begins:
                held = await begin_sending(
                    session, [begin.part for begin in begins], owner=self._owner, now=now, lease=LEASE
                )
        for begin in begins:
            begin.may_send.set_result(begin.part.digest_id in held)

    def _give_up(self, begins: Sequence[_Begin], ends: Sequence[PartOutcome], error: SQLAlchemyError) -> None:
        for begin in begins:
            log.error("Digest %d cannot be written down: %s", begin.part.digest_id, type(error).__name__)
            begin.may_send.set_result(False)
        for end in ends:
            if isinstance(end.outcome, Unknown):
                log.error("The end of digest %d cannot be written down", end.part.digest_id)
            else:
                unclear = Unknown(f"outcome not written: {type(error).__name__}")
                self._ends.append(replace(end, outcome=unclear))
