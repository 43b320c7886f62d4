"""Confirming reports of completion, or returning them; every decision is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.duty_state import DutyStanding, DutyState, ReportStatus
from plan_data.store import audit
from plan_data.store.dialect import insert_or
from plan_data.store.duties import Duty, duties_by_ids
from plan_data.store.officials import Official, Role, admins, official_by_id
from plan_data.store.progress import RecordedReport, facts, report_by_id
from plan_data.store.snooze import end_snoozes
from plan_data.store.standing import lock_duty, settle, standing_of
from plan_data.store.tables import (
    ConfirmationRow,
    DutyRow,
    EvidenceRow,
    MembershipRow,
    ObligationRow,
    OfficialRow,
    ProgressReportRow,
    QueueNoticeRow,
)


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """Who confirmed or returned which report, when and why."""

    report_id: int
    is_confirmed: bool
    reason: str | None
    official_name: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A duty reported done that waits for confirmation; ``files`` are those sent as evidence."""

    duty: Duty
    report: RecordedReport
    files: int


@dataclass(frozen=True, slots=True)
class Queue:
    """A stretch of the reports waiting for confirmation, and how many there are in all."""

    reports: Sequence[WaitingReport]
    total: int


def _confirmed_by(units: Collection[str] | None) -> Sequence[ColumnElement[bool]]:
    """Duties that one of the units confirms; None stands for every unit."""
    if units is None:
        return (ObligationRow.confirm_by.is_not(None),)
    return (ObligationRow.confirm_by.in_(units) if units else false(),)


async def waiting_reports(
    session: AsyncSession,
    units: Collection[str] | None,
    *,
    first: int,
    count: int,
    only_of: Collection[str] | None = None,
) -> Queue:
    """Reports that officials of the units may confirm, longest waiting first; ``first`` counts from 0.

    ``only_of`` leaves out what other units than these reported.
    """
    strike = aliased(ProgressReportRow)
    newest = (
        select(DutyRow.id.label("duty_id"), func.max(ProgressReportRow.id).label("report_id"))
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .join(ProgressReportRow, ProgressReportRow.duty_id == DutyRow.id)
        .where(
            DutyRow.state == DutyState.REPORTED,
            DutyRow.withdrawn_at.is_(None),
            # Where evidence was required once, "done" without it may wait as well.
            ProgressReportRow.status.in_((ReportStatus.DONE, ReportStatus.UNPROVEN)),
            ~exists().where(strike.revokes_id == ProgressReportRow.id),
            *_confirmed_by(units),
            *(() if only_of is None else (DutyRow.unit_code.in_(only_of),)),
        )
        .group_by(DutyRow.id)
        .subquery()
    )
    total = await session.scalar(select(func.count()).select_from(newest)) or 0
    page = (
        await session.execute(
            select(newest.c.duty_id, newest.c.report_id)
            .join(DutyRow, DutyRow.id == newest.c.duty_id)
            .order_by(DutyRow.reported_at, newest.c.report_id)
            .offset(first)
            .limit(count)
        )
    ).all()
    duties = await duties_by_ids(session, {duty_id for duty_id, _ in page})
    files = await _files_of(session, duties)
    reports = []
    for duty_id, report_id in page:
        report = await report_by_id(session, report_id)
        if report is not None and duty_id in duties:
            reports.append(WaitingReport(duties[duty_id], report, files.get(duty_id, 0)))
    return Queue(reports, total)


async def _files_of(session: AsyncSession, duty_ids: Collection[int]) -> dict[int, int]:
    rows = await session.execute(
        select(EvidenceRow.duty_id, func.count())
        .where(EvidenceRow.duty_id.in_(duty_ids), EvidenceRow.withdrawn_at.is_(None))
        .group_by(EvidenceRow.duty_id)
    )
    return dict(rows.all())


async def decide_report(
    session: AsyncSession,
    report: RecordedReport,
    official_id: int,
    *,
    is_confirmed: bool,
    reason: str | None,
    today: date,
    now: datetime,
) -> DutyStanding | None:
    """Confirm a report or return it; how the duty stands then. None when the report does not wait (any more).

    A returned report opens a new round of reminders and ends what was snoozed.
    """
    if not await lock_duty(session, report.duty_id):
        return None
    before = await standing_of(session, report.duty_id)
    if before.waiting_report_id != report.id:
        return None
    session.add(
        ConfirmationRow(
            duty_id=report.duty_id,
            report_id=report.id,
            is_confirmed=is_confirmed,
            reason=reason,
            official_id=official_id,
            decided_at=now,
        )
    )
    await session.flush()
    after = await settle(session, report.duty_id)
    if not is_confirmed:
        await end_snoozes(session, [report.duty_id], today)
    await audit.note(
        session,
        actor=official_id,
        action="report.confirm" if is_confirmed else "report.return",
        subject=f"duty {report.duty_id}",
        before={**facts(before), "report": report.id},
        after={**facts(after), "reason": reason},
        now=now,
    )
    return after


async def decisions_on(session: AsyncSession, duty_id: int) -> Sequence[RecordedDecision]:
    """All that was decided on the reports of a duty, oldest first."""
    rows = await session.execute(
        select(
            ConfirmationRow.report_id,
            ConfirmationRow.is_confirmed,
            ConfirmationRow.reason,
            OfficialRow.name,
            ConfirmationRow.decided_at,
        )
        .join(OfficialRow, OfficialRow.id == ConfirmationRow.official_id)
        .where(ConfirmationRow.duty_id == duty_id)
        .order_by(ConfirmationRow.id)
    )
    return [RecordedDecision(*row) for row in rows]


async def deciders_of(session: AsyncSession, unit_code: str | None) -> Sequence[Official]:
    """Who is told that something waits: coordinators of the unit; where it has none, the administrators."""
    ids = (
        await session.scalars(
            select(MembershipRow.official_id)
            .join(OfficialRow, OfficialRow.id == MembershipRow.official_id)
            .where(
                MembershipRow.unit_code == unit_code,
                MembershipRow.role.in_((Role.COORDINATOR, Role.ADMIN)),
                MembershipRow.ended_at.is_(None),
                OfficialRow.removed_at.is_(None),
            )
            .order_by(MembershipRow.official_id)
        )
    ).all()
    found = [official for id_ in ids if (official := await official_by_id(session, id_))]
    return found or await admins(session)


async def claim_notice(
    session: AsyncSession, official_id: int, *, now: datetime, day_began_at: datetime
) -> bool:
    """Whether to tell a coordinator that reports wait: once a day, and again once they saw the queue."""
    statement = insert_or(session, QueueNoticeRow).values(official_id=official_id, told_at=now)
    told = await session.scalar(
        statement.on_conflict_do_update(
            index_elements=["official_id"],
            set_={"told_at": now},
            where=or_(
                QueueNoticeRow.told_at.is_(None),
                QueueNoticeRow.told_at < day_began_at,
                QueueNoticeRow.seen_at >= QueueNoticeRow.told_at,
            ),
        ).returning(QueueNoticeRow.official_id)
    )
    return told is not None


async def note_queue_seen(session: AsyncSession, official_id: int, now: datetime) -> None:
    """A coordinator looked at the queue: what comes after that is news again."""
    await session.execute(
        insert_or(session, QueueNoticeRow)
        .values(official_id=official_id, seen_at=now)
        .on_conflict_do_update(index_elements=["official_id"], set_={"seen_at": now})
    )
