"""Deciding whether a duty is to be mentioned on a day, and why. Pure: no clock, no database.

Remind early, judge late: a stage before the deadline that falls on a free day moves to the working day
before, so that nobody reads it too late; a deadline on a free day is only judged after the next working day
(Civil Code 2015, article 148), and stages after it move to the working day after.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile

from plan_data.deadlines import WorkingCalendar
from plan_data.stages import STAGES_BEFORE, stage_day, stages_before
from plan_data.timeliness import judged_on

FIRST_STAGES_OVERDUE = (1, 3)
WEEK = 7

HORIZON = timedelta(days=STAGES_BEFORE[0] + 2 * WEEK)
"""How far ahead a deadline can lie and concern today: the first stage and the longest run of free days."""


@dataclass(frozen=True, slots=True)
class ReachedStages:
    """The stage a duty is at, and those that passed on the way, oldest first.

    A stage is a number of days before the deadline; negative, of days after the day it is judged by.
    ``since`` gives for each the day it was reached.
    """

    current: int
    since: dict[int, date]

    @property
    def overtaken(self) -> tuple[int, ...]:
        """Stages with a day of their own that has passed.

        One that fell on the same day as a nearer one, around free days, is said with that.
        """
        nearest: dict[date, int] = {}
        for stage, day in self.since.items():
            nearest[day] = min(stage, nearest.get(day, stage))
        return tuple(stage for stage in sorted(nearest.values(), reverse=True) if stage != self.current)


def reached_stages(
    due_on: date, today: date, calendar: WorkingCalendar, *, is_lead: bool
) -> ReachedStages | None:
    """Which stages of a deadline were reached up to ``today``; None when it is too far off.

    A unit that only cooperates is told before the deadline or not at all.
    """
    if not is_lead and today > judged_on(due_on, calendar):
        return None
    since = {
        stage: day
        for stage in stages_before(is_lead=is_lead)
        if (day := stage_day(due_on, stage, calendar)) <= today
    }
    if is_lead:
        since |= _reached_overdue(judged_on(due_on, calendar), today, calendar)
    if not since:
        return None
    return ReachedStages(current=min(since), since=since)


def _reached_overdue(judged: date, today: date, calendar: WorkingCalendar) -> dict[int, date]:
    late = (today - judged).days
    stages = [*FIRST_STAGES_OVERDUE, *takewhile(lambda days: days <= late, count(WEEK, WEEK))]
    return {
        -stage: day
        for stage in stages
        if (day := calendar.next_working_day(judged + timedelta(days=stage))) <= today
    }
