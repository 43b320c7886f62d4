"""What goes into reading a phrase and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from plan_data.deadlines.working_calendar import WorkingCalendar

BeforeDate = Literal["exclusive", "inclusive"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The days that a rule reads out of one phrase.

    ``phrase`` stands exactly as written. ``starts_on`` and ``due_on`` are the first and the last good day
    in the plan's zone, both included, either may be None: "từ quý III" has no last day, "trước ngày 15/8"
    no first one. ``rule`` is a stable identifier (see :mod:`plan_data.deadlines.reckon`), None where the
    phrase names no time at all. ``note`` is a Vietnamese sentence wherever the reading needs one: a date
    that does not exist, an event whose day is unknown, a phrase that is impossible as written.
    """

    phrase: str
    starts_on: date | None
    due_on: date | None
    rule: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class DeadlineContext:
    """What a phrase leaves unsaid because its plan says it.

    ``year`` is the plan's year; ``issued_on`` the day the plan was signed. ``before_date`` says whether
    "trước ngày 15/8" still allows the 15th; no statute defines it, so each plan decides. ``events`` gives
    the days of named events ("khai mạc", "nhận được hồ sơ") that periods of time are counted from.
    """

    year: int | None = None
    issued_on: date | None = None
    before_date: BeforeDate = "exclusive"
    calendar: WorkingCalendar | None = None
    events: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A deadline phrase inside a sentence: ``sentence[start:end] == phrase``."""

    phrase: str
    start: int
    end: int
    deadlines: tuple[Deadline, ...]
