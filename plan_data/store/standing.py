"""Bringing a duty's row up to date with its events."""

from collections import defaultdict

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.duty_state import Decision, DutyStanding, Report, ReportStatus, standing_after
from plan_data.store.tables import ConfirmationRow, DutyRow, ObligationRow, ProgressReportRow


async def lock_duty(session: AsyncSession, duty_id: int) -> bool:
    """Keep other writers off a duty until the transaction ends; False when it does not stand."""
    found = await session.scalar(
        select(DutyRow.id).where(DutyRow.id == duty_id, DutyRow.withdrawn_at.is_(None)).with_for_update()
    )
    return found is not None


async def standing_of(session: AsyncSession, duty_id: int) -> DutyStanding:
    """How a duty stands by its reports and the decisions on them."""
    confirm_by = await session.scalar(
        select(ObligationRow.confirm_by)
        .join(DutyRow, DutyRow.obligation_id == ObligationRow.id)
        .where(DutyRow.id == duty_id)
    )
    decisions: dict[int, list[Decision]] = defaultdict(list)
    for report_id, is_confirmed, at in await session.execute(
        select(ConfirmationRow.report_id, ConfirmationRow.is_confirmed, ConfirmationRow.decided_at)
        .where(ConfirmationRow.duty_id == duty_id)
        .order_by(ConfirmationRow.id)
    ):
        decisions[report_id].append(Decision(is_confirmed, at))
    strike = aliased(ProgressReportRow)
    rows = await session.execute(
        select(
            ProgressReportRow.id,
            ProgressReportRow.status,
            ProgressReportRow.reported_at,
            ProgressReportRow.percent,
            strike.id,
        )
        .outerjoin(strike, strike.revokes_id == ProgressReportRow.id)
        .where(ProgressReportRow.duty_id == duty_id, ProgressReportRow.revokes_id.is_(None))
        .order_by(ProgressReportRow.id)
    )
    reports = [
        Report(id_, ReportStatus(status), at, percent, struck is not None, tuple(decisions[id_]))
        for id_, status, at, percent, struck in rows
    ]
    return standing_after(reports, needs_confirmation=confirm_by is not None)


async def settle(session: AsyncSession, duty_id: int) -> DutyStanding:
    """Write down how the duty stands now."""
    standing = await standing_of(session, duty_id)
    await session.execute(
        update(DutyRow)
        .where(DutyRow.id == duty_id)
        .values(
            state=standing.state,
            percent=standing.percent,
            state_at=standing.state_at,
            reported_at=standing.reported_at,
            times_returned=standing.times_returned,
        )
    )
    return standing
