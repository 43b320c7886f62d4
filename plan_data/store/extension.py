"""Requests for a later date: asked once, decided once, and what was granted taken back once.

The date of the plan is kept for ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.duty_state import FINISHED
from plan_data.store import audit
from plan_data.store.progress import NewReport, Source, record_progress
from plan_data.store.snooze import end_snoozes
from plan_data.store.standing import lock_duty
from plan_data.store.tables import (
    DutyRow,
    ExtensionDecisionRow,
    ExtensionRequestRow,
    ExtensionRevocationRow,
    OfficialRow,
    ProgressReportRow,
)


@dataclass(frozen=True, slots=True)
class ExtensionDecision:
    """Who granted or denied a request, when, why, and by which document."""

    is_granted: bool
    reason: str | None
    document: str | None
    document_on: date | None
    official_name: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class ExtensionRevocation:
    """Who took a granted date back, when and why."""

    reason: str
    official_name: str
    revoked_at: datetime


@dataclass(frozen=True, slots=True)
class Extension:
    """A request to move a duty's last good day ``from_on`` to ``until``; ``is_late`` when it came after it.

    ``is_withdrawn`` when the unit took it back, or asked for another in its place; ``revocation`` when who
    decides took back what had been granted.
    """

    id: int
    duty_id: int
    report_id: int
    official_id: int
    official_name: str
    from_on: date
    until: date
    is_late: bool
    reason: str | None
    asked_at: datetime
    is_withdrawn: bool
    decision: ExtensionDecision | None
    revocation: ExtensionRevocation | None

    @property
    def is_pending(self) -> bool:
        return self.decision is None and not self.is_withdrawn

    @property
    def is_granted(self) -> bool:
        """Whether the later date was granted and not taken back."""
        return self.decision is not None and self.decision.is_granted and self.revocation is None


async def ask_extension(
    session: AsyncSession,
    duty_id: int,
    official_id: int,
    report: NewReport,
    *,
    until: date,
    is_late: bool,
    source: Source,
    now: datetime,
) -> int | None:
    """Record a report that asks for a later date; the request's number.

    None when the duty does not stand or has no date. Asked again by the same update it is the same request.
    """
    if not await lock_duty(session, duty_id):
        return None
    from_on = await session.scalar(select(DutyRow.due_on).where(DutyRow.id == duty_id))
    if from_on is None:
        return None
    report_id = await record_progress(
        session, duty_id, official_id, replace(report, until=until), source=source, now=now
    )
    known = await session.scalar(
        select(ExtensionRequestRow.id).where(ExtensionRequestRow.report_id == report_id)
    )
    if known is not None or report_id is None:
        return known
    row = ExtensionRequestRow(
        duty_id=duty_id, report_id=report_id, from_on=from_on, until=until, is_late=is_late
    )
    session.add(row)
    await session.flush()
    return row.id


async def extension_by_id(session: AsyncSession, request_id: int) -> Extension | None:
    found = await _found(session, _query().where(ExtensionRequestRow.id == request_id))
    return found[0] if found else None


async def extensions_of(session: AsyncSession, duty_id: int) -> Sequence[Extension]:
    """All requests for a duty, oldest first."""
    return await _found(session, _query().where(ExtensionRequestRow.duty_id == duty_id))


async def pending_extensions(session: AsyncSession) -> Sequence[Extension]:
    """Requests that nobody has decided, oldest first; those whose date moved otherwise are moot."""
    query = (
        _query()
        .join(DutyRow, DutyRow.id == ExtensionRequestRow.duty_id)
        .where(
            DutyRow.withdrawn_at.is_(None),
            DutyRow.state.not_in(FINISHED),
            DutyRow.due_on == ExtensionRequestRow.from_on,
            ExtensionDecisionRow.id.is_(None),
        )
    )
    return [each for each in await _found(session, query) if each.is_pending]


_Row = Select[
    ExtensionRequestRow,
    ProgressReportRow,
    str,
    bool,
    ExtensionDecisionRow | None,
    str | None,
    ExtensionRevocationRow | None,
    str | None,
]


def _query() -> _Row:
    strike, later = aliased(ProgressReportRow), aliased(ExtensionRequestRow)
    decider, revoker = aliased(OfficialRow), aliased(OfficialRow)
    is_withdrawn = or_(
        exists().where(strike.revokes_id == ExtensionRequestRow.report_id),
        exists().where(later.duty_id == ExtensionRequestRow.duty_id, later.id > ExtensionRequestRow.id),
    )
    return (
        select(
            ExtensionRequestRow,
            ProgressReportRow,
            OfficialRow.name,
            is_withdrawn,
            ExtensionDecisionRow,
            decider.name,
            ExtensionRevocationRow,
            revoker.name,
        )
        .join(ProgressReportRow, ProgressReportRow.id == ExtensionRequestRow.report_id)
        .join(OfficialRow, OfficialRow.id == ProgressReportRow.official_id)
        .outerjoin(ExtensionDecisionRow, ExtensionDecisionRow.request_id == ExtensionRequestRow.id)
        .outerjoin(decider, decider.id == ExtensionDecisionRow.official_id)
        .outerjoin(ExtensionRevocationRow, ExtensionRevocationRow.request_id == ExtensionRequestRow.id)
        .outerjoin(revoker, revoker.id == ExtensionRevocationRow.official_id)
        .order_by(ExtensionRequestRow.id)
    )


async def _found(session: AsyncSession, query: _Row) -> list[Extension]:
    return [
        Extension(
            id=row.id,
            duty_id=row.duty_id,
            report_id=row.report_id,
            official_id=report.official_id,
            official_name=asker,
            from_on=row.from_on,
            until=row.until,
            is_late=row.is_late,
            reason=report.note,
            asked_at=report.reported_at,
            is_withdrawn=is_withdrawn and decision is None,
            decision=ExtensionDecision(
                decision.is_granted,
                decision.reason,
                decision.document,
                decision.document_on,
                decider or "",
                decision.decided_at,
            )
            if decision
            else None,
            revocation=ExtensionRevocation(revoked.reason, revoker or "", revoked.revoked_at)
            if revoked
            else None,
        )
        for row, report, asker, is_withdrawn, decision, decider, revoked, revoker in await session.execute(
            query
        )
    ]


async def decide_extension(
    session: AsyncSession,
    extension: Extension,
    official_id: int,
    *,
    is_granted: bool,
    reason: str | None = None,
    document: str | None = None,
    document_on: date | None = None,
    today: date,
    now: datetime,
) -> Sequence[int] | None:
    """Grant or deny a request; the duties whose date moved. None when there is nothing to decide (any more).

    A request is moot once it was decided, taken back, or overtaken by another date. Units that only help the
    one lead unit get its new date; beside several lead units they keep the date of the others.
    """
    if not await lock_duty(session, extension.duty_id):
        return None
    fresh = await extension_by_id(session, extension.id)
    duty = await session.get_one(DutyRow, extension.duty_id, populate_existing=True)
    if fresh is None or not fresh.is_pending or duty.due_on != fresh.from_on or duty.state in FINISHED:
        return None
    session.add(
        ExtensionDecisionRow(
            request_id=extension.id,
            is_granted=is_granted,
            reason=reason,
            document=document,
            document_on=document_on,
            official_id=official_id,
            decided_at=now,
        )
    )
    moved = await _move(session, duty, fresh.until, today) if is_granted else ()
    await audit.note(
        session,
        actor=official_id,
        action="extension.grant" if is_granted else "extension.deny",
        subject=f"duty {duty.id}",
        before={"due_on": fresh.from_on.isoformat(), "request": fresh.id},
        after={
            "due_on": (fresh.until if is_granted else fresh.from_on).isoformat(),
            "reason": reason,
            "document": document,
        },
        now=now,
    )
    return moved


def revocable(
    extensions: Sequence[Extension], *, due_on: date | None, planned_due_on: date | None
) -> Extension | None:
    """The grant that gave a duty the date it has, which can be taken back; None where the plan gave it.

    ``extensions`` are all of the duty's, oldest first. An older grant can be taken back after the newer one.
    """
    newest = next((each for each in reversed(extensions) if each.is_granted), None)
    is_by_it = newest is not None and newest.until == due_on and due_on != planned_due_on
    return newest if is_by_it else None


async def revoke_extension(
    session: AsyncSession, extension: Extension, official_id: int, *, reason: str, today: date, now: datetime
) -> Sequence[int] | None:
    """Take a grant back: the date before it holds again, of the plan or of an earlier grant.

    Returns the duties whose date moved, those that had moved by the grant. None when there is nothing to take
    back (any more): it was already, the date moved otherwise since, or the duty is reported done.
    """
    if not await lock_duty(session, extension.duty_id):
        return None
    duty = await session.get_one(DutyRow, extension.duty_id, populate_existing=True)
    granted = revocable(
        await extensions_of(session, duty.id), due_on=duty.due_on, planned_due_on=duty.planned_due_on
    )
    if granted is None or granted.id != extension.id or duty.state in FINISHED:
        return None
    session.add(
        ExtensionRevocationRow(request_id=granted.id, reason=reason, official_id=official_id, revoked_at=now)
    )
    moved = await _move(session, duty, granted.from_on, today)
    await audit.note(
        session,
        actor=official_id,
        action="extension.revoke",
        subject=f"duty {duty.id}",
        before={"due_on": granted.until.isoformat(), "request": granted.id},
        after={"due_on": granted.from_on.isoformat(), "reason": reason},
        now=now,
    )
    return moved


async def _move(session: AsyncSession, duty: DutyRow, until: date, today: date) -> Sequence[int]:
    of_same_date = (
        DutyRow.obligation_id == duty.obligation_id,
        DutyRow.occurrence == duty.occurrence,
        DutyRow.withdrawn_at.is_(None),
    )
    leads = await session.scalar(
        select(func.count()).select_from(DutyRow).where(*of_same_date, DutyRow.role == "lead")
    )
    is_alone = duty.role == "lead" and leads == 1
    affected = or_(DutyRow.id == duty.id, DutyRow.role != "lead") if is_alone else DutyRow.id == duty.id
    moved = (
        await session.scalars(
            update(DutyRow)
            .where(*of_same_date, affected)
            .values(due_on=until)
            .returning(DutyRow.id)
            .execution_options(synchronize_session="fetch")
        )
    ).all()
    await end_snoozes(session, moved, today)
    return moved
