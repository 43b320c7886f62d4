"""Bringing plans and units into the database: read, expand into duties, write, all or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.load_report import LoadReport
from plan_data.plan_file import Plan, PlanFileError, examine_plan, expand
from plan_data.problems import InputError, InputProblem
from plan_data.store.audit import note
from plan_data.store.calendar_days import working_calendar
from plan_data.store.database import Database
from plan_data.store.plans import load_alone, loaded_plans, plan_versions, save_plan
from plan_data.store.unit_changes import (
    UnitChange,
    UnitChangeKind,
    apply_unit_changes,
    plan_unit_changes,
)
from plan_data.store.units import ended_units, load_directory, save_directory
from plan_data.units import Unit, UnitDirectory, read_units_csv
from plan_data.units.changes_csv import read_unit_changes


@dataclass(frozen=True, slots=True)
class UnitsReport:
    """What loading a list of units gave: the units, what was known before, and the plans expanded again."""

    units: tuple[Unit, ...]
    known: UnitDirectory
    plans: tuple[tuple[Plan, LoadReport], ...]


@dataclass(frozen=True, slots=True)
class LoadOrigin:
    """Who loads a plan, an official's number or None for the operator; ``sha256`` of the file they sent."""

    actor: int | None = None
    sha256: str | None = None


OPERATOR = LoadOrigin()


async def load_plan(
    database: Database, path: Path, now: datetime, zone: ZoneInfo | None = None
) -> tuple[Plan, LoadReport]:
    """Load the plan file ``path`` in one transaction; loading it again changes nothing.

    ``zone`` is the one in which the program counts days; without it the plan's own is believed.

    :raises PlanFileError: the file has mistakes; nothing was written.
    :raises InputError: it counts its days in another zone, or its units do not fit those in the database.
    """
    async with database.writing() as session:
        return await _load(session, path, now, zone)


def refuse_other_zone(plan: Plan, zone: ZoneInfo) -> None:
    """Hold a plan to the zone in which the program counts days, which is one for all plans.

    :raises InputError: the plan counts them in another.
    """
    if plan.zone != zone:
        message = (
            f"Kế hoạch tính ngày theo múi giờ {plan.zone}, chương trình theo {zone}. "
            f"Hãy sửa time_zone trong tệp, hoặc chạy chương trình với TIME_ZONE={plan.zone}."
        )
        raise InputError((InputProblem(None, "time_zone", message),))


async def _load(
    session: AsyncSession, path: Path, now: datetime, zone: ZoneInfo | None
) -> tuple[Plan, LoadReport]:
    reading = examine_plan(path)
    if reading.directory is None:
        reading = examine_plan(path, await load_directory(session))
    if reading.plan is None:
        raise PlanFileError(reading.problems)
    if zone is not None:
        refuse_other_zone(reading.plan, zone)
    return reading.plan, await load_read_plan(session, reading.plan, reading.directory, now)


async def load_read_plan(
    session: AsyncSession,
    plan: Plan,
    units: UnitDirectory | None,
    now: datetime,
    origin: LoadOrigin = OPERATOR,
) -> LoadReport:
    """Load a plan that was read without mistakes; ``units`` are those its file brought along, if any.

    :raises InputError: its units do not fit those in the database.
    """
    await load_alone(session)
    directory = merged(units or UnitDirectory(), await load_directory(session), await ended_units(session))
    await save_directory(session, directory)
    return await _expand_and_save(session, plan, directory, now, origin)


async def return_to(database: Database, code: str, number: int, now: datetime) -> tuple[Plan, LoadReport]:
    """Load an earlier form of a plan again; that is an amendment like any other, and progress stays.

    :raises InputError: the plan was never loaded in such a form.
    """
    async with database.writing() as session:
        await load_alone(session)
        versions = {version.number: version for version in await plan_versions(session, code)}
        if number not in versions:
            message = (
                f"Không có bản số {number} của kế hoạch {code}. Xem: python -m plan_data versions {code}"
            )
            raise InputError((InputProblem(None, "", message),))
        plan = versions[number].plan
        return plan, await _expand_and_save(session, plan, await load_directory(session), now)


async def try_plan(
    database: Database, path: Path, now: datetime, zone: ZoneInfo | None = None
) -> tuple[Plan, LoadReport]:
    """What :func:`load_plan` would do, raising what it would; nothing is written."""
    async with database.writing() as session:
        result = await _load(session, path, now, zone)
        await session.rollback()
    return result


async def load_units(database: Database, text: str, now: datetime) -> UnitsReport:
    """Load a CSV list of units, and give the loaded plans' classes their new members, in one transaction.

    :raises InputError: the list has mistakes; nothing was written.
    """
    async with database.writing() as session:
        await load_alone(session)
        known = await load_directory(session)
        units, problems = read_units_csv(text, known)
        if problems:
            raise InputError(problems)
        directory = known.with_units(units)
        await save_directory(session, directory)
        plans = await _expand_all(session, directory, now)
        new = sum(known.get(unit.code) is None for unit in units)
        await note(
            session,
            actor=OPERATOR.actor,
            action="units.load",
            subject="units",
            before=None,
            after={"units": len(units), "new": new},
            now=now,
        )
    return UnitsReport(units, known, plans)


async def change_units(database: Database, text: str, today: date, now: datetime) -> tuple[int, int]:
    """Note the changes of a CSV list; returns how many there are and how many were applied at once.

    :raises InputError: the list has mistakes; nothing was written.
    """
    async with database.writing() as session:
        lines, problems = read_unit_changes(text, await load_directory(session))
        if problems:
            raise InputError(problems)
        await plan_unit_changes(
            session,
            [
                UnitChange(
                    line.effective_on, UnitChangeKind(line.kind), line.from_codes, line.to_codes, line.name
                )
                for line in lines
            ],
        )
        applied = await apply_unit_changes(session, today, now)
        await note(
            session,
            actor=OPERATOR.actor,
            action="units.change",
            subject="units",
            before=None,
            after={"changes": len(lines), "applied": applied},
            now=now,
        )
        return len(lines), applied


async def expand_again(database: Database, now: datetime) -> tuple[tuple[Plan, LoadReport], ...]:
    """Work out all loaded plans' duties again: the working calendar changed."""
    async with database.writing() as session:
        await load_alone(session)
        return await _expand_all(session, await load_directory(session), now)


async def _expand_all(
    session: AsyncSession, directory: UnitDirectory, now: datetime
) -> tuple[tuple[Plan, LoadReport], ...]:
    return tuple(
        [
            (plan, await _expand_and_save(session, plan, directory, now))
            for plan in await loaded_plans(session)
        ]
    )


def merged(
    shipped: UnitDirectory, stored: UnitDirectory, ended: Collection[str] = frozenset()
) -> UnitDirectory:
    """The units that come with a plan together with those in the database; classes of the plan win.

    Units that ``ended`` since the plan was written are those in the database that took their place.

    :raises InputError: the two do not fit together.
    """
    try:
        standing = UnitDirectory(unit for unit in shipped.units if unit.code not in ended)
        units: Sequence[Unit] = standing.with_units(stored.units).units
        classes = {each.code: each for each in (*stored.classes, *shipped.classes)}
        return UnitDirectory(units, classes.values())
    except ValueError as error:
        raise InputError((InputProblem(None, "units", f"Đơn vị của kế hoạch không khớp: {error}"),)) from None


async def _expand_and_save(
    session: AsyncSession,
    plan: Plan,
    directory: UnitDirectory,
    now: datetime,
    origin: LoadOrigin = OPERATOR,
) -> LoadReport:
    duties = expand(plan, directory, await working_calendar(session))
    report = await save_plan(session, plan, duties, now)
    if not report.is_unchanged:
        await note(
            session,
            actor=origin.actor,
            action="plan.load",
            subject=f"plan {plan.code}",
            before=None,
            after={
                "added": report.added,
                "moved": len(report.moved),
                "reworded": len(report.reworded),
                "edited": len(report.edited),
                "withdrawn": report.withdrawn,
                "file_sha256": origin.sha256,
            },
            now=now,
        )
    return report
