"""How long /tonghop takes with 4,000 duties: reading, classifying, counting, wording."""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import insert, select

from bot.texts.overview import View, total
from plan_data.plan_file import Plan, expand
from plan_data.report.overview import read_overview
from plan_data.report.plan_report import Reckoning
from plan_data.store.database import Database
from plan_data.store.migrate import upgrade
from plan_data.store.officials import enrol
from plan_data.store.plans import save_plan
from plan_data.store.tables import DutyRow, ProgressReportRow
from plan_data.store.units import save_directory
from plan_data.units import Unit, UnitClass, UnitDirectory
from tests.conftest import create_database
from tests.postgres import postgres_server
from tests.report.simulated_year import CALENDAR, ZONE

DUTIES = 4000
UNITS_COUNT = 40
LIMIT_MILLISECONDS = 300
START = datetime(2018, 1, 2, tzinfo=UTC)
ON = date(2018, 8, 20)

UNITS = UnitDirectory(
    [
        Unit("TINH", "UBND tỉnh", "Tỉnh", "Tỉnh", "province"),
        *(
            Unit(
                f"H{number:02}", f"UBND huyện {number:02}", f"Huyện {number:02}", "Huyện", "district", "TINH"
            )
            for number in range(UNITS_COUNT)
        ),
    ],
    [UnitClass("cap-huyen", "UBND cấp huyện", level="district")],
)


async def fill(database: Database, duties: int = DUTIES) -> None:
    """A plan with so many lead duties, each with two reports."""
    plan = Plan.model_validate(
        {
            "code": "do-toc-do",
            "title": "Kế hoạch đo tốc độ",
            "issuer": "UBND tỉnh",
            "year": 2018,
            "obligations": [
                {
                    "code": f"N-{number}",
                    "section": "I",
                    "title": f"Nhiệm vụ {number}",
                    "sentence": "Thực hiện.",
                    "lead": ["cap-huyen"],
                    "deadline": f"trước ngày {1 + number % 28}/{1 + number % 12}/2018",
                    "confirm_by": "TINH" if number % 2 else None,
                }
                for number in range(duties // UNITS_COUNT)
            ],
        }
    )
    async with database.writing() as session:
        await save_directory(session, UNITS)
        await save_plan(session, plan, expand(plan, UNITS, CALENDAR), START)
        official = await enrol(session, telegram_user_id=1, name="Lan", language="vi", now=START)
        ids = (await session.scalars(select(DutyRow.id).order_by(DutyRow.id))).all()
        await session.execute(
            insert(ProgressReportRow),
            [
                {
                    "duty_id": duty_id,
                    "official_id": official,
                    "status": status,
                    "reported_at": START + timedelta(days=duty_id % 200 + later),
                }
                for duty_id in ids
                for later, status in enumerate(("in_progress", "done" if duty_id % 3 else "blocked"))
            ],
        )


async def overview_milliseconds(database: Database, rounds: int = 7) -> float:
    """The median time of one /tonghop, from the first statement to the finished text."""
    reckoning = Reckoning(ZONE, CALENDAR, UNITS)
    times = []
    for _ in range(rounds):
        began = perf_counter()
        async with database.reading() as session:
            overview = await read_overview(session, None, ON, reckoning)
        message = total(overview, View(), "vi")
        times.append((perf_counter() - began) * 1000)
        if str(overview.total.total) not in message.text:
            raise AssertionError("the overview does not count all duties")
    return median(times)


async def _measured(url: str) -> float:
    database = Database(url)
    try:
        await fill(database)
        return await overview_milliseconds(database)
    finally:
        await database.close()


def measure(name: str, url: str) -> tuple[str, float]:
    """Fill a migrated database and measure it."""
    return name, asyncio.run(_measured(url))


def measure_both() -> Sequence[tuple[str, float]]:
    """Milliseconds on each database, both made for this and gone afterwards."""
    folder = Path(tempfile.mkdtemp())
    try:
        url = f"sqlite:///{folder / 'overview.sqlite3'}"
        upgrade(url)
        with postgres_server() as server:
            address = create_database(server, "overview")
            upgrade(address)
            return (measure("SQLite", url), measure("PostgreSQL", address))
    finally:
        shutil.rmtree(folder)


def main() -> int:
    """Measure both databases; exit code 1 when one is over the limit."""
    results = measure_both()
    for name, milliseconds in results:
        sys.stdout.write(
            f"tonghop  {name:<10}  {DUTIES} duties  {milliseconds:6.0f} ms  (limit {LIMIT_MILLISECONDS} ms)\n"
        )
    return int(any(milliseconds > LIMIT_MILLISECONDS for _, milliseconds in results))


if __name__ == "__main__":
    sys.exit(main())
