"""Where the time comes from. Everything else is told the time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in UTC."""


def system_clock() -> datetime:
    """The machine's clock; the one place in the program that reads it."""
    return datetime.now(UTC)


class ShiftedClock:
    """A clock that runs ``offset`` ahead of another, to try the program out on another day."""

    def __init__(self, base: Clock, offset: timedelta = timedelta()) -> None:
        self._base = base
        self.offset = offset

    def __call__(self) -> datetime:
        return self._base() + self.offset
