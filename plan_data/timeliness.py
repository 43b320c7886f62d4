"""Whether a duty is on time on a given day; never stored, always worked out.

Remind early, judge late: a last day that nobody works on ends at the end of the next working day (Civil Code
2015, article 148), so a duty is overdue only after that.
"""

from dataclasses import dataclass
from datetime import date

from plan_data.deadlines import WorkingCalendar


def judged_on(due_on: date, calendar: WorkingCalendar) -> date:
    """The last day on which a duty due on ``due_on`` still counts as on time."""
    return calendar.next_working_day(due_on)


def days_overdue(due_on: date, today: date, calendar: WorkingCalendar) -> int:
    """Days since the duty became late; 0 while it is in time."""
    return max(0, (today - judged_on(due_on, calendar)).days)


@dataclass(frozen=True, slots=True)
class Today:
    """A day as a reader of messages lives it: which day it is, and which days are worked."""

    on: date
    calendar: WorkingCalendar

    def days_left(self, due_on: date) -> int:
        """Days until the last good day; 0 on it, negative after."""
        return (due_on - self.on).days

    def days_overdue(self, due_on: date) -> int:
        """Days since a duty became late; 0 while it is in time."""
        return days_overdue(due_on, self.on, self.calendar)
