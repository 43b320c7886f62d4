"""Deciding how far up silence about a late duty has gone. Pure: no clock, no database.

The ladder, in working days after the duty became late: the leader of the unit, those who steer the plan, the
leadership's weekly digest. A word of the unit stops it for some days; when the word grows old it goes on.
Before the deadline, and for the unit's own officials, there are the daily reminders.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from plan_data.deadlines import WorkingCalendar
from plan_data.plan_file import Escalation
from plan_data.timeliness import judged_on


class Level(IntEnum):
    """How far up a late duty has gone; the numbers stand in the ledger's keys."""

    LEADER = 1
    COORDINATOR = 2
    LEADERSHIP = 3


@dataclass(frozen=True, slots=True)
class Silence:
    """How long nothing was heard of a late duty, and which levels that has reached.

    ``since`` is the last day on which all was well: the day the duty is judged by, or the last on which the
    unit's word was fresh. ``reached`` gives for each level the day it was reached.
    """

    since: date
    working_days: int
    reached: dict[Level, date]

    @property
    def level(self) -> Level | None:
        return max(self.reached, default=None)


def silence_about(
    due_on: date, last_word_on: date | None, today: date, rules: Escalation, calendar: WorkingCalendar
) -> Silence | None:
    """How long a duty has been late and silent; None while it is in time or the unit's word is fresh."""
    since = judged_on(due_on, calendar)
    if last_word_on is not None:
        since = max(since, calendar.add_working_days(last_word_on, rules.fresh_for))
    if since >= today:
        return None
    thresholds = {
        Level.LEADER: rules.leader_after,
        Level.COORDINATOR: rules.coordinator_after,
        Level.LEADERSHIP: rules.leadership_after,
    }
    reached = {
        level: day
        for level, after in thresholds.items()
        if (day := calendar.add_working_days(since, after)) <= today
    }
    return Silence(since, calendar.working_days_between(since, today), reached)
