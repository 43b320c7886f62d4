"""The histories that reports are made of: duties of lead units with all that happened to them.

However many duties there are, it is the same few statements.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.classification import DutyHistory, MovedDeadline, PastDecision, PastReport, end_of_day
from plan_data.duty_state import ReportStatus
from plan_data.store.plans import ADDED, WITHDRAWN
from plan_data.store.tables import (
    ConfirmationRow,
    DutyRow,
    ExtensionDecisionRow,
    ExtensionRequestRow,
    ExtensionRevocationRow,
    ObligationRow,
    PlanChangeRow,
    PlanRow,
    ProgressReportRow,
)

_STATUSES = {status.value: status for status in ReportStatus}
"""A dictionary, for reports are read by the ten thousand."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which duties a report is about: those of ``units`` in the plan ``plan_code``; None stands for all."""

    units: Collection[str] | None = None
    plan_code: str | None = None


def lead_duties(scope: Scope, on: date, zone: ZoneInfo) -> Sequence[ColumnElement[bool]]:
    """Conditions on duties joined with their obligations: lead duties in scope that stood on a day."""
    end = end_of_day(on, zone)
    conditions: list[ColumnElement[bool]] = [
        DutyRow.role == "lead",
        or_(DutyRow.withdrawn_at.is_(None), DutyRow.withdrawn_at >= end),
        _came_before(end),
    ]
    if scope.units is not None:
        conditions.append(DutyRow.unit_code.in_(scope.units) if scope.units else false())
    if scope.plan_code is not None:
        plan = select(PlanRow.id).where(PlanRow.code == scope.plan_code).scalar_subquery()
        conditions.append(ObligationRow.plan_id == plan)
    return conditions


def _came_before(end: datetime) -> ColumnElement[bool]:
    """Whether what amendments did to a duty from then on does not begin with adding it."""
    next_change = (
        select(PlanChangeRow.kind)
        .where(
            PlanChangeRow.duty_id == DutyRow.id,
            PlanChangeRow.kind.in_((ADDED, WITHDRAWN)),
            PlanChangeRow.changed_at >= end,
        )
        .order_by(PlanChangeRow.changed_at, PlanChangeRow.id)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(next_change, WITHDRAWN) == WITHDRAWN


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
                ObligationRow.evidence_required,
                DutyRow.occurrence,
            )
            .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
            .where(*conditions)
            .order_by(ObligationRow.plan_id, ObligationRow.position, DutyRow.occurrence, DutyRow.unit_code)
        )
    ).all()
    in_scope = (
        select(DutyRow.id).join(ObligationRow, ObligationRow.id == DutyRow.obligation_id).where(*conditions)
    )
    before = end_of_day(on, zone)
    reports = await _reports(session, in_scope, before)
    moves = await _moves(session, in_scope)
    return [
        DutyHistory(
            duty_id=duty_id,
            unit_code=unit_code,
            obligation_id=obligation_id,
            due_on=due_on,
            needs_confirmation=confirm_by is not None,
            occurrence=occurrence,
            reports=reports.get(duty_id, ()),
            moves=moves.get(duty_id, ()),
            needs_evidence=needs_evidence,
        )
        for duty_id, unit_code, obligation_id, due_on, confirm_by, needs_evidence, occurrence in duties
    ]


async def _reports(
    session: AsyncSession, duties: Select[int], before: datetime
) -> Mapping[int, Sequence[PastReport]]:
    """What was said by a moment, and what was decided on it by then, by duty, oldest first."""
    decisions: dict[int, list[PastDecision]] = defaultdict(list)
    decided = await session.execute(
        select(
            ConfirmationRow.report_id,
            ConfirmationRow.is_confirmed,
            ConfirmationRow.decided_at,
            ConfirmationRow.reason,
        )
        .where(ConfirmationRow.duty_id.in_(duties), ConfirmationRow.decided_at < before)
        .order_by(ConfirmationRow.id)
    )
    for report_id, is_confirmed, decided_at, reason in decided:
        decisions[report_id].append(PastDecision(is_confirmed, decided_at, reason))
    strike = aliased(ProgressReportRow)
    said = await session.execute(
        select(
            ProgressReportRow.duty_id,
            ProgressReportRow.id,
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
        .order_by(ProgressReportRow.id)
    )
    reports: dict[int, list[PastReport]] = defaultdict(list)
    for duty_id, id_, status, at, percent, note, document, struck_at in said:
        reports[duty_id].append(
            PastReport(
                id_,
                _STATUSES[status],
                at,
                percent,
                note,
                document,
                struck_at,
                tuple(decisions.get(id_, ())),
            )
        )
    return reports


async def _moves(session: AsyncSession, duties: Select[int]) -> Mapping[int, Sequence[MovedDeadline]]:
    """Extensions, revocations of them and amendments, also later ones: they tell what was before them."""
    extended = (
        select(
            ExtensionRequestRow.duty_id,
            ExtensionDecisionRow.decided_at,
            ExtensionRequestRow.from_on,
            ExtensionRequestRow.until,
        )
        .join(ExtensionRequestRow, ExtensionRequestRow.id == ExtensionDecisionRow.request_id)
        .where(ExtensionRequestRow.duty_id.in_(duties), ExtensionDecisionRow.is_granted)
        .order_by(ExtensionDecisionRow.id)
    )
    revoked = (
        select(
            ExtensionRequestRow.duty_id,
            ExtensionRevocationRow.revoked_at,
            ExtensionRequestRow.until,
            ExtensionRequestRow.from_on,
        )
        .join(ExtensionRequestRow, ExtensionRequestRow.id == ExtensionRevocationRow.request_id)
        .where(ExtensionRequestRow.duty_id.in_(duties))
        .order_by(ExtensionRevocationRow.id)
    )
    amended = (
        select(
            PlanChangeRow.duty_id,
            PlanChangeRow.changed_at,
            PlanChangeRow.old_due_on,
            PlanChangeRow.new_due_on,
        )
        .where(
            PlanChangeRow.duty_id.in_(duties),
            PlanChangeRow.kind == "moved",
        )
        .order_by(PlanChangeRow.id)
    )
    moves: dict[int, list[MovedDeadline]] = defaultdict(list)
    for query in (extended, revoked, amended):
        for duty_id, at, old_due_on, new_due_on in await session.execute(query):
            moves[duty_id].append(MovedDeadline(at, old_due_on, new_due_on))
    for of_duty in moves.values():
        of_duty.sort(key=lambda move: move.at)
    return moves
