"""Bringing a duty's row up to date with its events."""

from dataclasses import replace
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select, update
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
    rows = await session.execute(_reports_and_decisions(), {"of_duty": duty_id})
    reports: dict[int, Report] = {}
    needs_confirmation = needs_evidence = False
    for id_, status, at, percent, struck, is_confirmed, decided_at, confirm_by, evidence_required in rows:
        needs_confirmation, needs_evidence = confirm_by is not None, evidence_required
        # A report that was decided about several times comes in as many rows.
        report = reports.get(id_) or Report(id_, ReportStatus(status), at, percent, struck is not None, ())
        if decided_at is not None:
            report = replace(report, decisions=(*report.decisions, Decision(bool(is_confirmed), decided_at)))
        reports[id_] = report
    return standing_after(
        list(reports.values()), needs_confirmation=needs_confirmation, needs_evidence=needs_evidence
    )


@cache  # building it takes longer than running it
def _reports_and_decisions() -> Select[
    int, str, datetime, int | None, int | None, bool | None, datetime | None, str | None, bool
]:
    strike = aliased(ProgressReportRow)
    return (
        select(
            ProgressReportRow.id,
            ProgressReportRow.status,
            ProgressReportRow.reported_at,
            ProgressReportRow.percent,
            strike.id,
            ConfirmationRow.is_confirmed,
            ConfirmationRow.decided_at,
            ObligationRow.confirm_by,
            ObligationRow.evidence_required,
        )
        .join(DutyRow, DutyRow.id == ProgressReportRow.duty_id)
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .outerjoin(strike, strike.revokes_id == ProgressReportRow.id)
        .outerjoin(ConfirmationRow, ConfirmationRow.report_id == ProgressReportRow.id)
        .where(ProgressReportRow.duty_id == bindparam("of_duty"), ProgressReportRow.revokes_id.is_(None))
        .order_by(ProgressReportRow.id, ConfirmationRow.id)
    )


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
