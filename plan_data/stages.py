"""When before a deadline a unit is reminded."""

from collections.abc import Sequence
from datetime import date, timedelta

from plan_data.deadlines import WorkingCalendar

STAGES_BEFORE = (30, 14, 7, 3, 1, 0)
"""Calendar days before the deadline on which a lead unit is reminded; 0 is the day itself."""

STAGES_BEFORE_COOPERATING = (7, 1, 0)
"""A unit that only cooperates answers for nothing, so it hears less."""


def stages_before(*, is_lead: bool) -> Sequence[int]:
    """The stages of a unit in that role, farthest first."""
    return STAGES_BEFORE if is_lead else STAGES_BEFORE_COOPERATING


def stage_day(due_on: date, stage: int, calendar: WorkingCalendar) -> date:
    """The day on which a stage before the deadline is reached: the working day up to it, never after."""
    return calendar.previous_working_day(due_on - timedelta(days=stage))
