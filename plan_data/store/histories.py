"""The histories that reports are made of: duties of lead units with all that happened to them.

However many duties there are, it is the same few statements.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.classification import DutyHistory, Event, Happening
from plan_data.store.tables import DutyRow, ObligationRow, PlanRow, ProgressReportRow


@dataclass(frozen=True, slots=True)
class Scope:
    """Which duties a report is about: those of ``units`` in the plan ``plan_code``; None stands for all."""

    units: Collection[str] | None = None
    plan_code: str | None = None


def end_of_day(on: date, zone: ZoneInfo) -> datetime:
    """The first instant after a day in a zone."""
    return datetime.combine(on + timedelta(days=1), time(), zone).astimezone(UTC)


def lead_duties(scope: Scope, on: date, zone: ZoneInfo) -> Sequence[ColumnElement[bool]]:
    """Conditions on duties joined with their obligations: lead duties in scope that stood on a day."""
    conditions: list[ColumnElement[bool]] = [
        DutyRow.role == "lead",
        or_(DutyRow.withdrawn_at.is_(None), DutyRow.withdrawn_at >= end_of_day(on, zone)),
    ]
    if scope.units is not None:
        conditions.append(DutyRow.unit_code.in_(scope.units) if scope.units else false())
    if scope.plan_code is not None:
        plan = select(PlanRow.id).where(PlanRow.code == scope.plan_code).scalar_subquery()
        conditions.append(ObligationRow.plan_id == plan)
    return conditions


async def duty_histories(
    session: AsyncSession, scope: Scope, on: date, zone: ZoneInfo
) -> Sequence[DutyHistory]:
    """The lead duties in scope in the plan's order, with what had happened by the end of the day ``on``."""
    conditions = lead_duties(scope, on, zone)
    duties = (
        await session.execute(
            select(
                DutyRow.id,
                DutyRow.unit_code,
                DutyRow.obligation_id,
                DutyRow.due_on,
                ObligationRow.confirm_by,
            )
            .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
            .where(*conditions)
            .order_by(ObligationRow.plan_id, ObligationRow.position, DutyRow.occurrence, DutyRow.unit_code)
        )
    ).all()
    in_scope = (
        select(DutyRow.id).join(ObligationRow, ObligationRow.id == DutyRow.obligation_id).where(*conditions)
    )
    events = await _events(session, in_scope, end_of_day(on, zone))
    return [
        DutyHistory(
            duty_id=duty_id,
            unit_code=unit_code,
            obligation_id=obligation_id,
            due_on=due_on,
            needs_confirmation=confirm_by is not None,
            events=events.get(duty_id, ()),
        )
        for duty_id, unit_code, obligation_id, due_on, confirm_by in duties
    ]


async def _events(
    session: AsyncSession, duties: Select[int], before: datetime
) -> Mapping[int, Sequence[Event]]:
    strike = aliased(ProgressReportRow)
    rows = await session.execute(
        select(
            ProgressReportRow.duty_id,
            ProgressReportRow.status,
            ProgressReportRow.reported_at,
            ProgressReportRow.percent,
            ProgressReportRow.note,
            ProgressReportRow.document,
            strike.reported_at,
        )
        .outerjoin(strike, strike.revokes_id == ProgressReportRow.id)
        .where(
            ProgressReportRow.duty_id.in_(duties),
            ProgressReportRow.revokes_id.is_(None),
            ProgressReportRow.reported_at < before,
        )
        .order_by(ProgressReportRow.reported_at, ProgressReportRow.id)
    )
    events: dict[int, list[Event]] = defaultdict(list)
    for duty_id, status, at, percent, note, document, struck_at in rows:
        events[duty_id].append(Event(Happening(status), at, percent, note, document, struck_at))
    return events
