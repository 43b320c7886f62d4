"""What the sandbox asks of whoever owns the time; without one the people cannot move it."""

from datetime import datetime
from typing import Protocol


class ClockControl(Protocol):
    """The program's clock. All instants are aware, in the zone that people should see.

    The three that move the time return the new instant, when what falls due by then was set going; they
    may raise ValueError with a sentence for people ("there is no further reminder").
    """

    async def now(self) -> datetime: ...

    async def next_day(self) -> datetime: ...

    async def next_reminder(self) -> datetime: ...

    async def set(self, instant: datetime) -> datetime: ...
