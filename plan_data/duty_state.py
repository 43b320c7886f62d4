"""How far a duty has come: a pure function of what was said and decided, oldest first.

Only the state of the work is kept. Whether a duty is on time or late is worked out from its dates and
reports, as of whatever day is asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class ReportStatus(StrEnum):
    """What an official can say of a duty.

    ``UNPROVEN`` is "done" without the document or file that the obligation requires: it counts as done only
    when that arrives.
    """

    DONE = "done"
    UNPROVEN = "unproven"
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
    UNPROVEN = "unproven"
    REPORTED = "reported"
    DONE = "done"
    RETURNED = "returned"


FINISHED = frozenset({DutyState.REPORTED, DutyState.DONE})
"""States in which nobody is reminded: the unit did its part."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A report of completion was confirmed, or returned to the unit."""

    is_confirmed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """What an official said, and what was decided on it; a struck report was taken back or replaced."""

    id: int
    status: ReportStatus
    at: datetime
    percent: int | None = None
    is_struck: bool = False
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """How a duty stands after everything that happened to it.

    ``reported_at`` is when the unit reported it done, None while it is not; said again with a document, the
    first moment stands, and a confirmation never moves it. ``waiting_report_id`` is the report to confirm.
    ``state_at`` is when the newest word was said, by the unit or by who confirms.
    """

    state: DutyState = DutyState.OPEN
    percent: int | None = None
    state_at: datetime | None = None
    reported_at: datetime | None = None
    waiting_report_id: int | None = None
    times_returned: int = 0


def standing_after(
    reports: Iterable[Report],
    *,
    needs_confirmation: bool,
    needs_evidence: bool = True,
    before: DutyStanding = DutyStanding(),
) -> DutyStanding:
    """How a duty stands after its reports, oldest first, each followed by the decisions on it.

    ``before`` is how it stood before the first of them.

    What the obligation needs is what the plan says now, also of earlier reports; but what was done when it
    was said does not become unproven by a plan that asks for evidence later.
    """
    standing = before
    for report in reports:
        returned = sum(not decision.is_confirmed for decision in report.decisions)
        if returned:
            standing = replace(standing, times_returned=standing.times_returned + returned)
        if report.is_struck:
            continue
        lacks_nothing = report.status is ReportStatus.UNPROVEN and not needs_evidence
        counted = replace(report, status=ReportStatus.DONE) if lacks_nothing else report
        standing = _after_report(standing, counted, needs_confirmation=needs_confirmation)
        for decision in report.decisions:
            standing = _after_decision(standing, decision)
    return standing


def _after_report(before: DutyStanding, report: Report, *, needs_confirmation: bool) -> DutyStanding:
    """An acknowledgement says that the reminder was read, a request for a later date says nothing of the
    work: neither takes back what was reported before.
    """
    match report.status:
        case ReportStatus.DONE:
            is_done = before.state is DutyState.DONE or not needs_confirmation
            return replace(
                before,
                state=DutyState.DONE if is_done else DutyState.REPORTED,
                percent=100,
                state_at=report.at,
                reported_at=before.reported_at or report.at,
                waiting_report_id=None if is_done else report.id,
            )
        case ReportStatus.ACKNOWLEDGED if before.state is DutyState.OPEN:
            return replace(before, state=DutyState.ACKNOWLEDGED, state_at=report.at)
        case ReportStatus.ACKNOWLEDGED | ReportStatus.EXTENSION:
            return replace(before, state_at=report.at)
        case ReportStatus.IN_PROGRESS | ReportStatus.BLOCKED | ReportStatus.UNPROVEN:
            state = DutyState(report.status.value)
        case ReportStatus.NOT_STARTED:
            state = DutyState.OPEN
    was_done = before.reported_at is not None or report.status is ReportStatus.NOT_STARTED
    unsaid = None if was_done else before.percent
    return replace(
        before,
        state=state,
        percent=unsaid if report.percent is None else report.percent,
        state_at=report.at,
        reported_at=None,
        waiting_report_id=None,
    )


def _after_decision(before: DutyStanding, decision: Decision) -> DutyStanding:
    if decision.is_confirmed:
        return replace(before, state=DutyState.DONE, state_at=decision.at, waiting_report_id=None)
    return replace(
        before,
        state=DutyState.RETURNED,
        percent=None,
        state_at=decision.at,
        reported_at=None,
        waiting_report_id=None,
    )
