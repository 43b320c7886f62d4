"""What both processes keep in memory because it is asked for all the time and changes seldom."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from plan_data.deadlines import WorkingCalendar
from plan_data.store.calendar_days import working_calendar
from plan_data.store.database import Database
from plan_data.store.units import load_directory
from plan_data.units import UnitDirectory
from plan_data.units.in_sentence import UnitFinder

FRESH_FOR = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Reference:
    """Units and working days, as of a moment not long ago; ``finder`` finds units in what people type."""

    directory: UnitDirectory
    calendar: WorkingCalendar
    finder: UnitFinder


class ReferenceCache:
    """Reads units and working days again when what it holds is older than a minute."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: tuple[datetime, Reference] | None = None
        self._turn_to_read = asyncio.Lock()

    def forget(self) -> None:
        """Read again at the next question: this process has just changed something."""
        self._held = None

    async def get(self, now: datetime) -> Reference:
        """Units and working days; ``now`` decides whether what is held is fresh."""
        if (held := self._fresh(now)) is not None:
            return held
        async with self._turn_to_read:
            # Of many who ask at once one reads.
            return self._fresh(now) or await self._read(now)

    def _fresh(self, now: datetime) -> Reference | None:
        if self._held is None or abs(now - self._held[0]) > FRESH_FOR:
            return None
        return self._held[1]

    async def _read(self, now: datetime) -> Reference:
        async with self._database.reading() as session:
            directory, calendar = await load_directory(session), await working_calendar(session)
        if self._held is not None and self._held[1].directory.units == directory.units:
            # The indexes of the old one are built already.
            found = replace(self._held[1], calendar=calendar)
        else:
            found = Reference(directory, calendar, UnitFinder(directory, accents_required=False))
        self._held = (now, found)
        return found
