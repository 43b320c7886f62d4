"""When a chat has to hear of a stage again; pure.

A stage is told once a round. A round begins when a report was returned, when the chat's snooze ended, and
when the unit acknowledged the duty and then said nothing for long.
"""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from plan_data.deadlines import WorkingCalendar
from plan_data.store.digests import OpenDuty
from plan_data.timeliness import has_gone_quiet


def rounds_of_duty(duty: OpenDuty, today: date, calendar: WorkingCalendar, zone: ZoneInfo) -> int:
    """How often what happened to a duty opened its stages again, for every chat."""
    if duty.acknowledged_at is None:
        return duty.times_returned
    acknowledged_on = duty.acknowledged_at.astimezone(zone).date()
    return duty.times_returned + has_gone_quiet(acknowledged_on, today, calendar)


def is_snoozed(snoozes: Sequence[date], today: date) -> bool:
    """Whether a chat does not want to hear of a duty yet; ``snoozes`` are the days they end on."""
    return any(until_on > today for until_on in snoozes)


def rounds_of_chat(snoozes: Sequence[date], today: date) -> int:
    """How often snoozes that ended opened a duty's stages again in a chat."""
    return sum(until_on <= today for until_on in snoozes)
