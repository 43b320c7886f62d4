"""The calculation behind a deadline as data, for whoever prints "vì sao"."""

from dataclasses import dataclass
from datetime import date

from plan_data.deadlines.result import BeforeDate, Deadline, DeadlineContext
from plan_data.deadlines.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Why:
    """How a deadline came about, and the two days that follow from it: remind early, judge late.

    ``rule`` is the rule's identifier, None where no time was read; ``before_date`` is the plan's choice,
    set only where it decided; ``remind_by`` is the last working day up to the due day, ``late_after`` the
    day at whose end the duty is late (BLDS 2015 Đ.148.5: a last day off moves to the next working day).
    ``day_off`` names the holiday that the due day falls on, if it has a name.
    """

    phrase: str
    rule: str | None
    starts_on: date | None
    due_on: date | None
    before_date: BeforeDate | None
    remind_by: date | None
    late_after: date | None
    day_off: str | None
    note: str | None


def why(deadline: Deadline, context: DeadlineContext) -> Why:
    """Return the calculation behind one deadline read in that context."""
    calendar = context.calendar or WorkingCalendar()
    due_on = deadline.due_on
    return Why(
        phrase=deadline.phrase,
        rule=deadline.rule,
        starts_on=deadline.starts_on,
        due_on=due_on,
        before_date=context.before_date if deadline.rule == "before_date" else None,
        remind_by=calendar.previous_working_day(due_on) if due_on else None,
        late_after=calendar.next_working_day(due_on) if due_on else None,
        day_off=calendar.holiday_name(due_on) if due_on else None,
        note=deadline.note,
    )
