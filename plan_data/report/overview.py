"""What the overview in chat shows: everything, a level of units, a unit, or what many units owe alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.classification import Category, Standing, classify
from plan_data.report.figures import Figures, figures_by
from plan_data.report.plan_report import Reckoning, UnitFigures, units_in_order
from plan_data.store.histories import Scope, duty_histories
from plan_data.store.obligations import ObligationHead, obligation_heads
from plan_data.store.plans import loaded_plans
from plan_data.units import UnitDirectory


@dataclass(frozen=True)
class Overview:
    """How all duties in scope stand at the end of a day; what is counted is counted once."""

    on: date
    standings: Sequence[Standing]
    directory: UnitDirectory

    @cached_property
    def total(self) -> Figures:
        return Figures.of(self.standings)

    @cached_property
    def units(self) -> tuple[UnitFigures, ...]:
        """Units with duties, in the order they were loaded."""
        return units_in_order(figures_by(self.standings, lambda each: each.unit_code), self.directory)

    @property
    def levels(self) -> Sequence[tuple[str, int]]:
        """The levels that units with duties have, each with how many."""
        counts: dict[str, int] = {}
        for each in self.units:
            counts[each.unit.level] = counts.get(each.unit.level, 0) + 1
        return tuple(counts.items())

    def units_of(self, level: str) -> Sequence[UnitFigures]:
        """The units of a level, most overdue first, else in the order they were loaded."""
        found = [each for each in self.units if each.unit.level == level]
        return sorted(found, key=lambda each: (-each.figures.open_late, -each.figures.silent))

    def of_unit(self, unit_code: str) -> Sequence[Standing]:
        return [standing for standing in self.standings if standing.unit_code == unit_code]

    @cached_property
    def shared(self) -> Sequence["SharedDuty"]:
        """What several units owe alike for the same date, in the order of the plan."""
        groups: dict[tuple[int, int], list[Standing]] = {}
        for standing in self.standings:
            groups.setdefault((standing.obligation_id, standing.occurrence), []).append(standing)
        return [
            SharedDuty(obligation_id, occurrence, tuple(standings))
            for (obligation_id, occurrence), standings in groups.items()
            if len(standings) > 1
        ]

    def shared_duty(self, obligation_id: int, occurrence: int) -> "SharedDuty | None":
        """One of what several units owe alike; None when it is not in scope."""
        return next(
            (
                each
                for each in self.shared
                if each.obligation_id == obligation_id and each.occurrence == occurrence
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class SharedDuty:
    """The same duty of several units."""

    obligation_id: int
    occurrence: int
    standings: tuple[Standing, ...]

    @property
    def reported(self) -> int:
        """How many units reported it done."""
        return sum(standing.has_reported for standing in self.standings)

    @property
    def due_on(self) -> date | None:
        """The day most units have; extensions move it for some."""
        days = [standing.due_on for standing in self.standings if standing.due_on is not None]
        return max(set(days), key=days.count) if days else None

    @property
    def at_work(self) -> Sequence[Standing]:
        """Those who said something but did not report it done."""
        return [each for each in self.standings if not each.has_reported and not each.is_silent]

    @property
    def silent(self) -> Sequence[Standing]:
        return [each for each in self.standings if each.is_silent]

    @property
    def missing(self) -> Sequence[Standing]:
        """Those who did not report it done."""
        return [each for each in self.standings if not each.has_reported]


async def read_overview(
    session: AsyncSession, units: Collection[str] | None, on: date, reckoning: Reckoning
) -> Overview:
    """How the lead duties of the units (None: of all) stand at the end of a day."""
    histories = await duty_histories(session, Scope(units), on, reckoning.zone)
    standings = [classify(history, on, reckoning.zone, reckoning.calendar) for history in histories]
    return Overview(on, standings, reckoning.directory)


async def heads_of_shared(session: AsyncSession, shared: Sequence[SharedDuty]) -> Sequence[ObligationHead]:
    """What each of them is called, in their order."""
    heads = await obligation_heads(session, {each.obligation_id for each in shared})
    return [heads[each.obligation_id] for each in shared]


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """A figure that a plan wants to reach, with the duties in scope that serve it."""

    name: str
    value: str
    codes: tuple[str, ...]
    figures: Figures


async def targets_of(session: AsyncSession, overview: Overview) -> Sequence[TargetFigures]:
    """The targets of all plans that something in scope serves, in the order of the plans."""
    heads = await obligation_heads(session, {each.obligation_id for each in overview.standings})
    found = []
    for plan in await loaded_plans(session):
        for target in plan.targets:
            serving = [
                standing
                for standing in overview.standings
                if (head := heads[standing.obligation_id]).plan_code == plan.code
                and head.code in target.obligations
            ]
            if serving:
                found.append(
                    TargetFigures(target.name, target.value, target.obligations, Figures.of(serving))
                )
    return found


def latest(standings: Sequence[Standing]) -> Sequence[Standing]:
    """Unfinished duties whose time is over, longest late first."""
    late = [standing for standing in standings if standing.category is Category.OPEN_LATE]
    return sorted(late, key=lambda standing: -standing.days_late)
