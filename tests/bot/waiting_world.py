"""The people and duties of the conversations about confirmation, evidence and later dates."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from plan_data.store.database import Database
from plan_data.store.duties import Duty, duties_by_code
from plan_data.store.officials import Role
from tests.bot.conftest import DUC, LAN, PEOPLE, TUAN
from tests.factories import DutySpec, make_official, make_plan
from tests.world import World, running_world


@asynccontextmanager
async def digest_sent(url: str, *, evidence: str = "optional") -> AsyncIterator[World]:
    """Lan reports for Sở Y tế, Đức confirms for Sở Lao động; Monday 8 January 2018, 07:30, digests sent."""
    database = Database(url)
    await make_plan(
        database,
        [
            DutySpec("GN-01", "SYT", date(2018, 1, 15), title="Kế hoạch y tế"),
            DutySpec("GN-01", "385", date(2018, 1, 15), role="cooperating", title="Kế hoạch y tế"),
            DutySpec("GN-02", "SYT", date(2018, 1, 22), title="Báo cáo chỉ tiêu y tế"),
        ],
        confirmed_by="THUONGTRUC",
        evidence=evidence,
    )
    await make_official(database, LAN, "SYT", name="Lan")
    await make_official(database, TUAN, "385", name="Tuấn")
    await make_official(
        database, DUC, "THUONGTRUC", role=Role.COORDINATOR, name="Đức", follows=False, is_admin=True
    )
    async with running_world(database, PEOPLE, local="2018-01-08 07:30") as running:
        await running.tick()
        yield running
    await database.close()


async def duty(world: World, code: str, unit: str = "SYT") -> Duty:
    async with world.database.reading() as session:
        return (await duties_by_code(session, code, {unit}))[0]
