"""The report of a plan as of a day: read once, and every file and picture is made from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.classification import Category, Standing, classify
from plan_data.deadlines import WorkingCalendar
from plan_data.plan_file import Obligation, Plan
from plan_data.report.figures import Figures, figures_by
from plan_data.store.histories import Scope, duty_histories
from plan_data.store.plans import loaded_plan
from plan_data.store.report_lines import DutyLine, duty_lines
from plan_data.units import Unit, UnitDirectory


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A duty in the report's table; ``cooperating`` are names, those the plan only hints at included."""

    line: DutyLine
    standing: Standing
    cooperating: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A unit and how its duties stand."""

    unit: Unit
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A figure the plan wants to reach, and how the duties that serve it stand."""

    name: str
    value: str
    codes: tuple[str, ...]
    figures: Figures


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A plan at the end of the day ``on``; ``before`` are its figures at the end of the month before."""

    plan: Plan
    on: date
    rows: tuple[ReportRow, ...]
    units: tuple[UnitFigures, ...]
    total: Figures
    before_on: date
    before: Figures
    targets: tuple[TargetProgress, ...]

    @property
    def overdue(self) -> tuple[ReportRow, ...]:
        """Unfinished duties whose time is over, longest late first."""
        late = [row for row in self.rows if row.standing.category is Category.OPEN_LATE]
        return tuple(sorted(late, key=lambda row: (-row.standing.days_late, row.line.code)))

    @property
    def blocked(self) -> tuple[ReportRow, ...]:
        return tuple(row for row in self.rows if row.standing.is_blocked)

    @property
    def silent_units(self) -> tuple[UnitFigures, ...]:
        """Units with duties whose time is over that never said anything of any of their duties."""
        return tuple(
            each for each in self.units if each.figures.due and each.figures.silent == each.figures.total
        )


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What classification depends on beside the database: zone, working days, units."""

    zone: ZoneInfo
    calendar: WorkingCalendar
    directory: UnitDirectory


async def plan_report(
    session: AsyncSession, scope: Scope, on: date, reckoning: Reckoning
) -> PlanReport | None:
    """The report of the plan that ``scope`` names, for its units; None when it is not loaded."""
    plan = await loaded_plan(session, scope.plan_code) if scope.plan_code else None
    if plan is None:
        return None
    zone, calendar, directory = reckoning.zone, reckoning.calendar, reckoning.directory
    histories = await duty_histories(session, scope, on, zone)
    standings = {history.duty_id: classify(history, on, zone, calendar) for history in histories}
    before_on = on.replace(day=1) - timedelta(days=1)
    lines = await duty_lines(session, scope, on, zone)
    cooperating = _cooperating(plan, directory)
    rows = tuple(
        ReportRow(line, standings[line.duty_id], cooperating.get(line.obligation_code, ())) for line in lines
    )
    return PlanReport(
        plan=plan,
        on=on,
        rows=rows,
        units=units_in_order(figures_by(standings.values(), lambda each: each.unit_code), directory),
        total=Figures.of(standings.values()),
        before_on=before_on,
        before=Figures.of(classify(history, before_on, zone, calendar) for history in histories),
        targets=_targets(plan, rows),
    )


def units_in_order(figures: Mapping[str, Figures], directory: UnitDirectory) -> tuple[UnitFigures, ...]:
    """Figures by unit code as a list, in the order in which the units were loaded."""
    return tuple(
        UnitFigures(unit, directory.display_name(unit.code), figures[unit.code])
        for unit in directory.units
        if unit.code in figures
    )


def _cooperating(plan: Plan, directory: UnitDirectory) -> Mapping[str, tuple[str, ...]]:
    return {obligation.code: _names(obligation, directory) for obligation in plan.obligations}


def _names(obligation: Obligation, directory: UnitDirectory) -> tuple[str, ...]:
    named = [directory.display_name(code) for code in obligation.cooperating]
    return tuple([*named, obligation.cooperating_text] if obligation.cooperating_text else named)


def _targets(plan: Plan, rows: Sequence[ReportRow]) -> tuple[TargetProgress, ...]:
    return tuple(
        TargetProgress(
            target.name,
            target.value,
            target.obligations,
            Figures.of(row.standing for row in rows if row.line.obligation_code in target.obligations),
        )
        for target in plan.targets
    )
