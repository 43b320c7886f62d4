"""How a duty stands on a day, worked out from its events alone; pure.

The classes are those that Vietnamese state bodies have published their follow-up of tasks by since 2016
(Báo cáo 1270/BC-TCTTTg): done in time or late, under way in time or late. Beside them stand what waits for
confirmation and what the plan gave no date.

The day that counts for a unit is the day it reported, not the day somebody confirmed: a late confirmation
never makes a unit late. A report that was returned, taken back or followed by "not done" counts no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from plan_data.deadlines import WorkingCalendar
from plan_data.timeliness import judged_on


class Category(StrEnum):
    """Where a duty is counted; each duty is in exactly one."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    WAITING = "waiting"
    OPEN_ON_TIME = "open_on_time"
    OPEN_LATE = "open_late"
    NO_DEADLINE = "no_deadline"


class Happening(StrEnum):
    """What can happen to a duty, as far as its classification depends on it."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    NOT_STARTED = "not_started"
    ACKNOWLEDGED = "acknowledged"
    EXTENSION_ASKED = "extension"
    CONFIRMED = "confirmed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a duty; ``struck_at`` when it was taken back later."""

    happening: Happening
    at: datetime
    percent: int | None = None
    note: str | None = None
    document: str | None = None
    struck_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A decision that gave a duty a later date (or an earlier one)."""

    at: datetime
    old_due_on: date | None
    new_due_on: date | None


@dataclass(frozen=True, slots=True)
class DutyHistory:
    """A duty's dates and all that happened to it, oldest first.

    ``due_on`` is the last good day as it stands after everything in ``moves``.
    """

    duty_id: int
    unit_code: str
    obligation_id: int
    due_on: date | None
    needs_confirmation: bool
    events: Sequence[Event] = ()
    moves: Sequence[MovedDeadline] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a duty stands on a day.

    ``reported_on`` is the day the unit reported it done, None while it is not; ``days_late`` counts from the
    day the duty is judged by, up to that report or to the day asked about. ``is_silent`` says that the unit
    never said anything of it. ``note`` is the newest remark, ``document`` the newest document named.
    """

    duty_id: int
    unit_code: str
    obligation_id: int
    category: Category
    due_on: date | None
    is_due: bool
    reported_on: date | None = None
    days_late: int = 0
    percent: int | None = None
    is_blocked: bool = False
    is_silent: bool = False
    note: str | None = None
    document: str | None = None
    last_word_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether the duty is finished and needs nobody any more, with or without a date."""
        return self.reported_on is not None and self.category is not Category.WAITING

    @property
    def has_reported(self) -> bool:
        """Whether the unit did its part: done, or reported done and waiting."""
        return self.reported_on is not None


def classify(history: DutyHistory, on: date, zone: ZoneInfo, calendar: WorkingCalendar) -> Standing:
    """How a duty stood at the end of the day ``on``, in the zone of the plan."""
    due_on = due_as_of(history, on, zone)
    work = _work_done(history, on, zone)
    judged = judged_on(due_on, calendar) if due_on is not None else None
    reckoned_to = work.reported_on or on
    late = max(0, (reckoned_to - judged).days) if judged is not None else 0
    return Standing(
        duty_id=history.duty_id,
        unit_code=history.unit_code,
        obligation_id=history.obligation_id,
        category=_category(work, has_deadline=due_on is not None, is_late=late > 0),
        due_on=due_on,
        is_due=judged is not None and judged < on,
        reported_on=work.reported_on,
        days_late=late,
        percent=100 if work.reported_on else work.percent,
        is_blocked=work.is_blocked,
        is_silent=not work.said_anything,
        note=work.note,
        document=work.document,
        last_word_at=work.last_word_at,
    )


def due_as_of(history: DutyHistory, on: date, zone: ZoneInfo) -> date | None:
    """The last good day as it stood at the end of a day: decisions made later are not known yet."""
    due_on = history.due_on
    for move in reversed(history.moves):
        if move.at.astimezone(zone).date() <= on:
            return move.new_due_on
        due_on = move.old_due_on
    return due_on


@dataclass(slots=True)
class _Work:
    """What the events say, one after the other."""

    reported_on: date | None = None
    is_confirmed: bool = False
    percent: int | None = None
    is_blocked: bool = False
    said_anything: bool = False
    note: str | None = None
    document: str | None = None
    last_word_at: datetime | None = None

    def take(self, event: Event, on: date, *, needs_confirmation: bool) -> None:
        """Go on by one event that happened on the day ``on``."""
        match event.happening:
            case Happening.CONFIRMED:
                self.is_confirmed = self.reported_on is not None
                return
            case Happening.RETURNED:
                self.reported_on, self.is_confirmed = None, False
                self.note = event.note or self.note
                return
            case Happening.DONE:
                # Said again, with a document perhaps: the first day stands.
                self.reported_on = self.reported_on or on
                self.is_confirmed = self.is_confirmed or not needs_confirmation
                self.is_blocked = False
            case Happening.IN_PROGRESS | Happening.BLOCKED | Happening.NOT_STARTED:
                self.reported_on, self.is_confirmed = None, False
                self.is_blocked = event.happening is Happening.BLOCKED
                if event.percent is not None or event.happening is Happening.NOT_STARTED:
                    self.percent = event.percent
            case Happening.ACKNOWLEDGED | Happening.EXTENSION_ASKED:
                pass
        self.said_anything = True
        self.last_word_at = event.at
        self.note = event.note or self.note
        self.document = event.document or self.document


def _work_done(history: DutyHistory, on: date, zone: ZoneInfo) -> _Work:
    work = _Work()
    for event in history.events:
        happened_on = event.at.astimezone(zone).date()
        if happened_on > on:
            break
        if event.struck_at is None or event.struck_at.astimezone(zone).date() > on:
            work.take(event, happened_on, needs_confirmation=history.needs_confirmation)
    return work


def _category(work: _Work, *, has_deadline: bool, is_late: bool) -> Category:
    if work.reported_on is not None and not work.is_confirmed:
        return Category.WAITING
    if not has_deadline:
        return Category.NO_DEADLINE
    if work.reported_on is not None:
        return Category.DONE_LATE if is_late else Category.DONE_ON_TIME
    return Category.OPEN_LATE if is_late else Category.OPEN_ON_TIME
