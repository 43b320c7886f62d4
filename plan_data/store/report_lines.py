"""What a report says of each duty beside how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.histories import Scope, lead_duties
from plan_data.store.tables import DutyRow, ObligationRow, PlanRow, UnitRow


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty of a lead unit as the plan has it; ``planned_due_on`` is the date before any extension."""

    duty_id: int
    code: str
    obligation_code: str
    plan_code: str
    unit_code: str
    unit_name: str
    title: str
    sentence: str
    section: str
    phrase: str | None
    starts_on: date | None
    planned_due_on: date | None
    report_to: Sequence[str]
    via: str | None


async def duty_lines(session: AsyncSession, scope: Scope, on: date, zone: ZoneInfo) -> Sequence[DutyLine]:
    """The lead duties in scope that stood on a day, in the order of the plan."""
    rows = await session.execute(
        select(
            DutyRow.id.label("duty_id"),
            DutyRow.code,
            ObligationRow.code.label("obligation_code"),
            PlanRow.code.label("plan_code"),
            DutyRow.unit_code,
            UnitRow.display_name.label("unit_name"),
            ObligationRow.title,
            ObligationRow.sentence,
            ObligationRow.section,
            ObligationRow.phrase,
            DutyRow.starts_on,
            DutyRow.planned_due_on,
            ObligationRow.report_to,
            ObligationRow.via,
        )
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .join(PlanRow, PlanRow.id == ObligationRow.plan_id)
        .join(UnitRow, UnitRow.code == DutyRow.unit_code)
        .where(*lead_duties(scope, on, zone))
        .order_by(PlanRow.id, ObligationRow.position, DutyRow.occurrence, UnitRow.position)
    )
    return [DutyLine(**row) for row in rows.mappings()]
