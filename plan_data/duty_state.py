"""How far a duty has come, and what a report does to that.

Only the state of the work is kept. Whether a duty is on time or late is worked out from its dates and
reports, as of whatever day is asked for.
"""

from enum import StrEnum


class ReportStatus(StrEnum):
    """What an official can say of a duty."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    NOT_STARTED = "not_started"
    ACKNOWLEDGED = "acknowledged"
    EXTENSION = "extension"


class DutyState(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    REPORTED = "reported"
    DONE = "done"
    RETURNED = "returned"


FINISHED = frozenset({DutyState.REPORTED, DutyState.DONE})
"""States in which nobody is reminded: the unit did its part."""


def state_after(before: DutyState, status: ReportStatus, *, needs_confirmation: bool) -> DutyState:
    """The state of a duty once an official reported ``status``.

    An acknowledgement says that the reminder was read, a request for a later date says nothing of the work:
    neither takes back what was reported before.
    """
    match status:
        case ReportStatus.DONE:
            return DutyState.REPORTED if needs_confirmation else DutyState.DONE
        case ReportStatus.IN_PROGRESS:
            return DutyState.IN_PROGRESS
        case ReportStatus.BLOCKED:
            return DutyState.BLOCKED
        case ReportStatus.NOT_STARTED:
            return DutyState.OPEN
        case ReportStatus.ACKNOWLEDGED:
            return DutyState.ACKNOWLEDGED if before is DutyState.OPEN else before
        case ReportStatus.EXTENSION:
            return before
