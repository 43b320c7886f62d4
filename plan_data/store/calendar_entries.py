"""Deadlines as a calendar keeps them: under a lasting name, with a count of moves that only grows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.duties import Duty, duties_by_ids
from plan_data.store.tables import (
    DutyRow,
    ExtensionDecisionRow,
    ExtensionRequestRow,
    ExtensionRevocationRow,
    ObligationRow,
    PlanChangeRow,
    PlanRow,
)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A duty with a deadline; ``times_moved`` counts how often its date moved, back included."""

    duty: Duty
    plan_code: str
    times_moved: int


async def calendar_entries(session: AsyncSession, units: Collection[str] | None) -> Sequence[CalendarEntry]:
    """The dated duties of the units (None: of all), nearest first."""
    query = (
        select(DutyRow.id, PlanRow.code)
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .join(PlanRow, PlanRow.id == ObligationRow.plan_id)
        .where(DutyRow.withdrawn_at.is_(None), DutyRow.due_on.is_not(None))
        .order_by(DutyRow.due_on, ObligationRow.position, DutyRow.unit_code)
    )
    if units is not None:
        query = query.where(DutyRow.unit_code.in_(units))
    plans = dict((await session.execute(query)).all())
    extended = (
        select(ExtensionRequestRow.duty_id, func.count())
        .join(ExtensionDecisionRow, ExtensionDecisionRow.request_id == ExtensionRequestRow.id)
        .where(ExtensionDecisionRow.is_granted)
        .group_by(ExtensionRequestRow.duty_id)
    )
    revoked = (
        select(ExtensionRequestRow.duty_id, func.count())
        .join(ExtensionRevocationRow, ExtensionRevocationRow.request_id == ExtensionRequestRow.id)
        .group_by(ExtensionRequestRow.duty_id)
    )
    amended = (
        select(PlanChangeRow.duty_id, func.count())
        .where(PlanChangeRow.kind == "moved")
        .group_by(PlanChangeRow.duty_id)
    )
    moves = [dict((await session.execute(counted)).all()) for counted in (extended, revoked, amended)]
    duties = await duties_by_ids(session, plans)
    return [
        CalendarEntry(duties[duty_id], code, sum(count.get(duty_id, 0) for count in moves))
        for duty_id, code in plans.items()
        if duty_id in duties
    ]
