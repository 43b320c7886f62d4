"""Reports read the database in the same few statements, however many duties there are; on both databases."""

from datetime import date

import pytest
from sqlalchemy import event

from plan_data.report.overview import read_overview
from plan_data.report.plan_report import Reckoning, plan_report
from plan_data.store.database import Database
from plan_data.store.histories import Scope
from tests.benchmarks.overview import UNITS, UNITS_COUNT, fill
from tests.report.simulated_year import CALENDAR, ZONE

RECKONING = Reckoning(ZONE, CALENDAR, UNITS)
ON = date(2018, 8, 20)


async def statements_for(database: Database, *, overview: bool) -> tuple[int, int]:
    """How many statements a report took, and how many duties it counted."""
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        async with database.reading() as session:
            if overview:
                counted = (await read_overview(session, None, ON, RECKONING)).total.total
            else:
                report = await plan_report(session, Scope(plan_code="do-toc-do"), ON, RECKONING)
                counted = report.total.total if report else 0
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    return len([each for each in seen if each.lstrip().upper().startswith("SELECT")]), counted


@pytest.mark.parametrize(("overview", "expected"), [(True, 6), (False, 8)])
async def test_the_number_of_statements_does_not_grow_with_duties(
    database: Database, *, overview: bool, expected: int
) -> None:
    await fill(database, UNITS_COUNT)
    few = await statements_for(database, overview=overview)
    await fill(database, 10 * UNITS_COUNT)

    many = await statements_for(database, overview=overview)

    assert few == (expected, UNITS_COUNT)
    assert many == (expected, 10 * UNITS_COUNT)
