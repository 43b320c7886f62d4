"""Progress reports: added, never changed; a report taken back is struck out by another row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.duty_state import DutyState, ReportStatus, state_after
from plan_data.store.dialect import insert_or
from plan_data.store.tables import DutyRow, ObligationRow, OfficialRow, ProgressReportRow


@dataclass(frozen=True, slots=True)
class NewReport:
    """What an official says of a duty; ``words`` is the message as it was written."""

    status: ReportStatus
    percent: int | None = None
    note: str | None = None
    document: str | None = None
    until: date | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedReport:
    """A report of the history; ``is_revoked`` when it was taken back."""

    id: int
    duty_id: int
    official_id: int
    official_name: str
    status: ReportStatus
    percent: int | None
    note: str | None
    document: str | None
    until: date | None
    reported_at: datetime
    is_revoked: bool


async def record_progress(
    session: AsyncSession,
    duty_id: int,
    official_id: int,
    report: NewReport,
    *,
    source_update_id: int | None,
    now: datetime,
) -> int | None:
    """Add a report and move the duty on; the report's number.

    The same update of Telegram is never recorded twice: handled again after a crash it changes nothing, and
    the number of the first recording is returned. None when there is no such duty.
    """
    duty = await session.scalar(
        select(DutyRow).where(DutyRow.id == duty_id, DutyRow.withdrawn_at.is_(None)).with_for_update()
    )
    if duty is None:
        return None
    added: int | None = await session.scalar(
        insert_or(session, ProgressReportRow)
        .values(
            duty_id=duty_id,
            official_id=official_id,
            status=report.status,
            percent=report.percent,
            note=report.note,
            document=report.document,
            until=report.until,
            words=report.words,
            source_update_id=source_update_id,
            reported_at=now,
        )
        .on_conflict_do_nothing()
        .returning(ProgressReportRow.id)
    )
    if added is None:
        return await session.scalar(
            select(ProgressReportRow.id).where(
                ProgressReportRow.source_update_id == source_update_id, ProgressReportRow.duty_id == duty_id
            )
        )
    await _derive_state(session, duty_id)
    return added


async def revoke_report(session: AsyncSession, report_id: int, official_id: int, *, now: datetime) -> bool:
    """Take a report back; the duty returns to what the reports before it say. False when it was already."""
    duty_id = await session.scalar(
        select(ProgressReportRow.duty_id).where(
            ProgressReportRow.id == report_id, ProgressReportRow.revokes_id.is_(None)
        )
    )
    if duty_id is None:
        return False
    await session.execute(select(DutyRow.id).where(DutyRow.id == duty_id).with_for_update())
    struck = await session.scalar(
        insert_or(session, ProgressReportRow)
        .values(
            duty_id=duty_id,
            official_id=official_id,
            status="revoked",
            revokes_id=report_id,
            reported_at=now,
        )
        .on_conflict_do_nothing()
        .returning(ProgressReportRow.id)
    )
    if struck is None:
        return False
    await _derive_state(session, duty_id)
    return True


async def _derive_state(session: AsyncSession, duty_id: int) -> None:
    """Set the duty's state to what its standing reports say, oldest first."""
    confirm_by = await session.scalar(
        select(ObligationRow.confirm_by)
        .join(DutyRow, DutyRow.obligation_id == ObligationRow.id)
        .where(DutyRow.id == duty_id)
    )
    state, percent, state_at = DutyState.OPEN, None, None
    for report in reversed(await reports_of(session, duty_id)):
        if report.is_revoked:
            continue
        state = state_after(state, report.status, needs_confirmation=confirm_by is not None)
        state_at = report.reported_at
        if report.status is ReportStatus.DONE:
            percent = 100
        elif report.percent is not None or report.status is ReportStatus.NOT_STARTED:
            percent = report.percent
    await session.execute(
        update(DutyRow).where(DutyRow.id == duty_id).values(state=state, percent=percent, state_at=state_at)
    )


async def reports_of(
    session: AsyncSession, duty_id: int, limit: int | None = None
) -> Sequence[RecordedReport]:
    """The history of a duty, newest first."""
    strike = aliased(ProgressReportRow)
    rows = await session.execute(
        select(ProgressReportRow, OfficialRow.name, strike.id)
        .join(OfficialRow, OfficialRow.id == ProgressReportRow.official_id)
        .outerjoin(strike, strike.revokes_id == ProgressReportRow.id)
        .where(ProgressReportRow.duty_id == duty_id, ProgressReportRow.revokes_id.is_(None))
        .order_by(ProgressReportRow.id.desc())
        .limit(limit)
    )
    return [_recorded(report, name, struck is not None) for report, name, struck in rows]


async def report_by_id(session: AsyncSession, report_id: int) -> RecordedReport | None:
    """One report of the history."""
    strike = aliased(ProgressReportRow)
    row = (
        await session.execute(
            select(ProgressReportRow, OfficialRow.name, strike.id)
            .join(OfficialRow, OfficialRow.id == ProgressReportRow.official_id)
            .outerjoin(strike, strike.revokes_id == ProgressReportRow.id)
            .where(ProgressReportRow.id == report_id, ProgressReportRow.revokes_id.is_(None))
        )
    ).one_or_none()
    return _recorded(row[0], row[1], row[2] is not None) if row else None


def _recorded(row: ProgressReportRow, name: str, is_revoked: bool) -> RecordedReport:
    return RecordedReport(
        id=row.id,
        duty_id=row.duty_id,
        official_id=row.official_id,
        official_name=name,
        status=ReportStatus(row.status),
        percent=row.percent,
        note=row.note,
        document=row.document,
        until=row.until,
        reported_at=row.reported_at,
        is_revoked=is_revoked,
    )
