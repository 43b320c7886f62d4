"""How a duty stands on a day, worked out from its events alone; pure.

The classes are those that Vietnamese state bodies have published their follow-up of tasks by since 2016
(Báo cáo 1270/BC-TCTTTg): done in time or late, under way in time or late. Beside them stand what waits for
confirmation and what the plan gave no date.

The day that counts for a unit is the day it reported, not the day somebody confirmed: a late confirmation
never makes a unit late. A report that was returned, taken back or followed by "not done" counts no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from plan_data.deadlines import WorkingCalendar
from plan_data.duty_state import Decision, DutyState, Report, ReportStatus, standing_after
from plan_data.timeliness import judged_on


class Category(StrEnum):
    """Where a duty is counted; each duty is in exactly one."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    WAITING = "waiting"
    OPEN_ON_TIME = "open_on_time"
    OPEN_LATE = "open_late"
    NO_DEADLINE = "no_deadline"


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A report of completion was confirmed, or returned with a reason."""

    is_confirmed: bool
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PastReport:
    """What an official said of a duty, with what was decided on it; ``struck_at`` when it was taken back."""

    id: int
    status: ReportStatus
    at: datetime
    percent: int | None = None
    note: str | None = None
    document: str | None = None
    struck_at: datetime | None = None
    decisions: tuple[PastDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A decision that gave a duty a later date (or an earlier one)."""

    at: datetime
    old_due_on: date | None
    new_due_on: date | None


@dataclass(frozen=True, slots=True)
class DutyHistory:
    """A duty's dates and all that was said of it, oldest first.

    ``due_on`` is the last good day as it stands after everything in ``moves``.
    """

    duty_id: int
    unit_code: str
    obligation_id: int
    due_on: date | None
    needs_confirmation: bool
    occurrence: int
    reports: Sequence[PastReport] = ()
    moves: Sequence[MovedDeadline] = ()
    needs_evidence: bool = True


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
    occurrence: int
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
    end = end_of_day(on, zone)
    said = _said_by(history.reports, end)
    work = standing_after(
        (_as_of(report, end) for report in said),
        needs_confirmation=history.needs_confirmation,
        needs_evidence=history.needs_evidence,
    )
    reported_on = work.reported_at.astimezone(zone).date() if work.reported_at else None
    judged = judged_on(due_on, calendar) if due_on is not None else None
    late = max(0, ((reported_on or on) - judged).days) if judged is not None else 0
    return Standing(
        duty_id=history.duty_id,
        unit_code=history.unit_code,
        obligation_id=history.obligation_id,
        occurrence=history.occurrence,
        category=_category(work.state, has_deadline=due_on is not None, is_late=late > 0),
        due_on=due_on,
        is_due=judged is not None and judged < on,
        reported_on=reported_on,
        days_late=late,
        percent=work.percent,
        is_blocked=work.state is DutyState.BLOCKED,
        is_silent=not said,
        note=_newest_remark(said, end),
        document=next((report.document for report in reversed(said) if report.document), None),
        last_word_at=said[-1].at if said else None,
    )


def due_as_of(history: DutyHistory, on: date, zone: ZoneInfo) -> date | None:
    """The last good day as it stood at the end of a day: decisions made later are not known yet."""
    due_on = history.due_on
    for move in reversed(history.moves):
        if move.at < end_of_day(on, zone):
            return move.new_due_on
        due_on = move.old_due_on
    return due_on


@lru_cache(maxsize=64)
def end_of_day(on: date, zone: ZoneInfo) -> datetime:
    """The first instant after a day in a zone."""
    return datetime.combine(on + timedelta(days=1), time(), zone).astimezone(UTC)


def _said_by(reports: Sequence[PastReport], end: datetime) -> Sequence[PastReport]:
    """The reports that were made before an instant and not taken back by then."""
    return [
        report
        for report in reports
        if report.at < end and (report.struck_at is None or report.struck_at >= end)
    ]


def _as_of(report: PastReport, end: datetime) -> Report:
    decisions = tuple(
        Decision(decision.is_confirmed, decision.at) for decision in report.decisions if decision.at < end
    )
    return Report(report.id, report.status, report.at, report.percent, decisions=decisions)


def _newest_remark(said: Sequence[PastReport], end: datetime) -> str | None:
    """The last thing somebody wrote: an obstacle, a remark, the reason for which a report was returned."""
    for report in reversed(said):
        reasons = (decision.reason for decision in reversed(report.decisions) if decision.at < end)
        remark = next((reason for reason in reasons if reason), report.note)
        if remark:
            return remark
    return None


def _category(state: DutyState, *, has_deadline: bool, is_late: bool) -> Category:
    if state is DutyState.REPORTED:
        return Category.WAITING
    if not has_deadline:
        return Category.NO_DEADLINE
    if state is DutyState.DONE:
        return Category.DONE_LATE if is_late else Category.DONE_ON_TIME
    return Category.OPEN_LATE if is_late else Category.OPEN_ON_TIME
