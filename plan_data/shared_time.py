"""The clock of a process: the machine's, or one that all processes of a try-out share."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.clock import Clock, ShiftedClock, system_clock
from plan_data.store.database import Database
from plan_data.store.grouped_calls import GroupedCalls
from plan_data.store.shared_clock import shared_offset, start_shared_clock


class SharedTime:
    """The process's clock. Call it for the present moment; :meth:`refresh` follows jumps of a shared one.

    ``starts_at`` makes it a shared clock, kept in the database, so that every process sees the same time
    whenever it was started; None is the machine's own clock.
    """

    def __init__(self, database: Database, starts_at: datetime | None, machine: Clock = system_clock) -> None:
        self._database = database
        self._starts_at = starts_at
        self._machine = machine
        self._clock = ShiftedClock(machine)
        self._offsets = GroupedCalls(database.reading, _shared_offsets)

    def __call__(self) -> datetime:
        return self._clock()

    @property
    def offset(self) -> timedelta:
        """How far this clock is ahead of the machine's."""
        return self._clock.offset

    @property
    def is_shared(self) -> bool:
        return self._starts_at is not None

    async def start(self) -> None:
        """Start the shared clock, or join it where it runs."""
        if self._starts_at is not None:
            async with self._database.writing() as session:
                self._clock.offset = await start_shared_clock(session, self._starts_at, self._machine())

    async def refresh(self) -> datetime:
        """Take over a jump of the shared clock; returns the present moment."""
        if self.is_shared:
            self._clock.offset = await self._offsets.call(None)
        return self()


async def _shared_offsets(session: AsyncSession, asked: Sequence[None]) -> Sequence[timedelta]:
    return [await shared_offset(session)] * len(asked)
