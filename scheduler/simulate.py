"""Playing a plan ahead: every reminder that would go out between two days, to whom, when and why.

It is the scheduler's own planning that is played, in a temporary copy; nothing is written to the real data
and nothing is sent. Nobody reports anything while it is played.
"""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.loading import load_plan, load_read_plan
from plan_data.plan_file import Plan, find_plan
from plan_data.problems import InputError
from plan_data.store.backup import back_up, sqlite_file
from plan_data.store.database import Database
from plan_data.store.digests import open_duties
from plan_data.store.migrate import SchemaOutdatedError, require_current_schema, upgrade
from plan_data.store.move import move
from plan_data.store.plans import loaded_plan
from plan_data.store.reference import ReferenceCache
from plan_data.store.rehearsal import (
    RehearsedDay,
    RehearsedReminder,
    cast,
    counted,
    plan_anew,
    rehearsed,
    take_as_sent,
)
from plan_data.store.units import load_directory
from plan_data.units import UnitDirectory
from scheduler.planning import QUIET_FROM_MINUTE, plan_day
from scheduler.played_officials import of_each_unit, read_officials

DAY = timedelta(days=1)
LAST_MINUTE = time(QUIET_FROM_MINUTE // 60 - 1, 59)
"""By then the hour of every chat has come."""


@dataclass(frozen=True, slots=True)
class Play:
    """What is played, from ``first`` to ``last``.

    With a CSV of officials, or ``per_unit`` imagined ones of each unit, they follow the plan as it is on disk
    from the day before on. Without either it is played with the officials, reports and history in the
    database where the plan is loaded; else with one imagined official of each unit.
    """

    plan_code: str
    first: date
    last: date
    zone: ZoneInfo
    officials_csv: Path | None = None
    per_unit: int | None = None


async def simulate(url: str, play: Play) -> AsyncIterator[RehearsedReminder]:
    """Every reminder, by day, hour and recipient, as the play comes to it.

    :raises InputError: there is no such plan, or the CSV has mistakes.
    """
    async with _stage(url, play) as (database, code):
        async for session, day in _days(database, play):
            async for reminder in rehearsed(session, day, code):
                yield reminder


async def count_ahead(url: str, play: Play) -> AsyncIterator[RehearsedDay]:
    """Of every day only how much it brings; in the same memory for half a million officials as for one.

    :raises InputError: there is no such plan, or the CSV has mistakes.
    """
    async with _stage(url, play) as (database, code):
        async for session, day in _days(database, play):
            yield await counted(session, day, code)


@asynccontextmanager
async def _stage(url: str, play: Play) -> AsyncIterator[tuple[Database, str]]:
    """The copy in which is played, and the code of the plan, which may have been named by its file."""
    with tempfile.TemporaryDirectory(prefix="nhac-han-") as folder:
        copy = Path(folder) / "play.sqlite3"
        is_imagined = play.officials_csv is not None or play.per_unit is not None
        is_real = not is_imagined and await _copy_of_real_data(url, play.plan_code, copy)
        if not is_real:
            upgrade(f"sqlite:///{copy}")
        database = Database(f"sqlite:///{copy}")
        try:
            yield database, play.plan_code if is_real else await _cast(url, database, play)
        finally:
            await database.close()


async def _copy_of_real_data(url: str, plan_code: str, copy: Path) -> bool:
    """Copy the database, if there is one and the plan is loaded in it."""
    try:
        require_current_schema(url)
    except SchemaOutdatedError:
        return False
    real = Database(url)
    try:
        async with real.reading() as session:
            if await loaded_plan(session, plan_code) is None:
                return False
    finally:
        await real.close()
    source = sqlite_file(url)
    if source is None:
        move(url, f"sqlite:///{copy}")
    else:
        back_up(source, copy)
    return True


async def _cast(url: str, database: Database, play: Play) -> str:
    """Load the plan, let officials follow their units since the day before, and return the plan's code."""
    since = datetime.combine(play.first - DAY, time(12), play.zone)
    code = await _load(url, database, play.plan_code, since)
    directory = (await ReferenceCache(database).get(since)).directory
    async with database.writing() as session:
        if play.officials_csv is not None:
            officials = iter(read_officials(play.officials_csv, directory))
        else:
            obliged = {duty.unit_code for duty in await open_duties(session, date.max)}
            units = [unit for unit in directory.units if unit.code in obliged]
            officials = of_each_unit(units, play.per_unit or 1)
        await cast(session, officials, since)
    return code


async def _load(url: str, database: Database, name: str, since: datetime) -> str:
    """Load the plan of that file or code; one that is only in the database is taken from there."""
    try:
        path = find_plan(name)
    except InputError:
        known = await _known_plan(url, name)
        if known is None:
            raise
        async with database.writing() as session:
            await load_read_plan(session, *known, since)
        return name
    return (await load_plan(database, path, since))[0].code


async def _known_plan(url: str, code: str) -> tuple[Plan, UnitDirectory] | None:
    try:
        require_current_schema(url)
    except SchemaOutdatedError:
        return None
    real = Database(url)
    try:
        async with real.reading() as session:
            plan = await loaded_plan(session, code)
            return (plan, await load_directory(session)) if plan is not None else None
    finally:
        await real.close()


async def _days(database: Database, play: Play) -> AsyncIterator[tuple[AsyncSession, date]]:
    """Plan one day after the other; what a day brings is taken as sent before the next."""
    calendar = (
        await ReferenceCache(database).get(datetime.combine(play.first, LAST_MINUTE, play.zone))
    ).calendar
    async with database.writing() as session:
        await plan_anew(session)
    for ahead in range((play.last - play.first).days + 1):
        day = play.first + ahead * DAY
        await plan_day(database, datetime.combine(day, LAST_MINUTE, play.zone), play.zone, calendar)
        async with database.writing() as session:
            yield session, day
            await take_as_sent(session)
