"""Whether a duty is on time on a given day; never stored, always worked out.

Remind early, judge late: a last day that nobody works on ends at the end of the next working day (Civil Code
2015, article 148), so a duty is overdue only after that.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from plan_data.deadlines import WorkingCalendar

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

ACKNOWLEDGEMENT_HOLDS_DAYS = 7
"""Working days after which "received" is no answer any more."""

LAST_DAYS = 3
"""So near to the deadline an acknowledgement alone is no answer either."""


def judged_on(due_on: date, calendar: WorkingCalendar) -> date:
    """The last day on which a duty due on ``due_on`` still counts as on time."""
    return calendar.next_working_day(due_on)


def days_overdue(due_on: date, today: date, calendar: WorkingCalendar) -> int:
    """Days since the duty became late; 0 while it is in time."""
    return max(0, (today - judged_on(due_on, calendar)).days)


def has_gone_quiet(acknowledged_on: date, today: date, calendar: WorkingCalendar) -> bool:
    """Whether an acknowledgement is so old that the unit is asked again."""
    return calendar.working_days_between(acknowledged_on, today) >= ACKNOWLEDGEMENT_HOLDS_DAYS


@dataclass(frozen=True, slots=True)
class Today:
    """A day as a reader of messages lives it: which day it is, which days are worked, and in which zone."""

    on: date
    calendar: WorkingCalendar
    zone: ZoneInfo = VIETNAM

    def day_of(self, at: datetime) -> date:
        """The day on which something happened."""
        return at.astimezone(self.zone).date()

    def is_stale(self, acknowledged_at: datetime, due_on: date | None) -> bool:
        """Whether an acknowledgement without progress is worth asking about."""
        on = self.day_of(acknowledged_at)
        is_near = due_on is not None and self.days_left(due_on) <= LAST_DAYS and on < self.on
        return is_near or has_gone_quiet(on, self.on, self.calendar)

    def days_left(self, due_on: date) -> int:
        """Days until the last good day; 0 on it, negative after."""
        return (due_on - self.on).days

    def days_overdue(self, due_on: date) -> int:
        """Days since a duty became late; 0 while it is in time."""
        return days_overdue(due_on, self.on, self.calendar)
