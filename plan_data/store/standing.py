"""Bringing duties' rows up to date with their events."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from sqlalchemy import Select, and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.duty_state import Decision, DutyStanding, Report, ReportStatus, standing_after
from plan_data.store.tables import ConfirmationRow, DutyRow, ObligationRow, ProgressReportRow


@dataclass(slots=True)
class DutyEvents:
    """What was said of a duty and decided on it, oldest first, and what its plan asks for."""

    needs_confirmation: bool
    needs_evidence: bool
    reports: dict[int, Report] = field(default_factory=dict)

    @property
    def standing(self) -> DutyStanding:
        return self._after(self.reports.values(), DutyStanding())

    def standing_after(self, report: Report, before: DutyStanding) -> DutyStanding:
        """How the duty stands after one more report."""
        return self._after([report], before)

    def _after(self, reports: Iterable[Report], before: DutyStanding) -> DutyStanding:
        return standing_after(
            reports,
            needs_confirmation=self.needs_confirmation,
            needs_evidence=self.needs_evidence,
            before=before,
        )


async def lock_duties(session: AsyncSession, duty_ids: Collection[int]) -> frozenset[int]:
    """Keep other writers off duties until the transaction ends; returns those that stand."""
    found = await session.scalars(
        select(DutyRow.id)
        .where(DutyRow.id.in_(duty_ids), DutyRow.withdrawn_at.is_(None))
        .order_by(DutyRow.id)  # two who lock several must not wait for each other
        .with_for_update()
    )
    return frozenset(found.all())


async def lock_duty(session: AsyncSession, duty_id: int) -> bool:
    """Keep other writers off a duty until the transaction ends; False when it does not stand."""
    return bool(await lock_duties(session, {duty_id}))


async def events_of(session: AsyncSession, duty_ids: Collection[int]) -> dict[int, DutyEvents]:
    """The events of each duty."""
    found: dict[int, DutyEvents] = {}
    rows = await session.execute(_reports_and_decisions(), {"of_duties": list(duty_ids)})
    for row in rows:
        events = found.setdefault(row.duty_id, DutyEvents(row.confirm_by is not None, row.evidence_required))
        if row.report_id is None:
            continue  # nothing was said yet
        # A report that was decided about several times comes in as many rows.
        report = events.reports.get(row.report_id) or Report(
            row.report_id,
            ReportStatus(row.status),
            row.reported_at,
            row.percent,
            is_struck=row.struck_by is not None,
        )
        if row.decided_at is not None:
            decision = Decision(bool(row.is_confirmed), row.decided_at)
            report = replace(report, decisions=(*report.decisions, decision))
        events.reports[row.report_id] = report
    return found


async def standing_of(session: AsyncSession, duty_id: int) -> DutyStanding:
    """How a duty stands by its reports and the decisions on them."""
    events = (await events_of(session, {duty_id})).get(duty_id)
    return events.standing if events else DutyStanding()


@cache  # building it takes longer than running it
def _reports_and_decisions() -> Select[
    int,
    str | None,
    bool,
    int | None,
    str | None,
    datetime | None,
    int | None,
    int | None,
    bool | None,
    datetime | None,
]:
    said, strike = aliased(ProgressReportRow), aliased(ProgressReportRow)
    return (
        select(
            DutyRow.id.label("duty_id"),
            ObligationRow.confirm_by,
            ObligationRow.evidence_required,
            said.id.label("report_id"),
            said.status,
            said.reported_at,
            said.percent,
            strike.id.label("struck_by"),
            ConfirmationRow.is_confirmed,
            ConfirmationRow.decided_at,
        )
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .outerjoin(said, and_(said.duty_id == DutyRow.id, said.revokes_id.is_(None)))
        .outerjoin(strike, strike.revokes_id == said.id)
        .outerjoin(ConfirmationRow, ConfirmationRow.report_id == said.id)
        .where(DutyRow.id.in_(bindparam("of_duties", expanding=True)))
        .order_by(said.id, ConfirmationRow.id)
    )


async def settle(session: AsyncSession, duty_id: int) -> DutyStanding:
    """Write down how the duty stands now."""
    standing = await standing_of(session, duty_id)
    await write_standings(session, {duty_id: standing})
    return standing


async def write_standings(session: AsyncSession, standings: Mapping[int, DutyStanding]) -> None:
    """Write down how these duties stand."""
    connection = await session.connection()  # the unit of work has nothing to add
    await connection.execute(
        update(DutyRow)
        .where(DutyRow.id == bindparam("of_duty"))
        .values(
            state=bindparam("state"),
            percent=bindparam("percent"),
            state_at=bindparam("state_at"),
            reported_at=bindparam("reported_at"),
            times_returned=bindparam("times_returned"),
        ),
        [
            {
                "of_duty": duty_id,
                "state": standing.state,
                "percent": standing.percent,
                "state_at": standing.state_at,
                "reported_at": standing.reported_at,
                "times_returned": standing.times_returned,
            }
            for duty_id, standing in standings.items()
        ],
    )
