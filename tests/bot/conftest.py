"""A small world with two officials, an administrator and a stranger."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.sandbox import Person
from plan_data.store.database import Database
from plan_data.store.officials import Role
from tests.factories import DutySpec, make_official, make_plan
from tests.world import World, running_world

LAN = 1001
"""Reports for Sở Y tế."""
TUAN = 1002
"""Reports for UBND huyện Quan Hóa."""
DUC = 1003
"""Coordinates the plan and decides who joins."""
STRANGER = 1004

PEOPLE = (
    Person(LAN, "Lan", started=True),
    Person(TUAN, "Tuấn", started=True),
    Person(DUC, "Đức", started=True),
    Person(STRANGER, "Khách"),
)


@pytest.fixture
async def world(sqlite_url: str) -> AsyncIterator[World]:
    """Monday 8 January 2018, 07:29, a minute before digests go out."""
    database = Database(sqlite_url)
    await make_plan(
        database,
        [
            DutySpec("GN-01", "SYT", date(2018, 1, 30), title="Báo cáo chỉ tiêu y tế"),
            DutySpec("GN-02", "SYT", date(2018, 1, 15), title="Kế hoạch y tế"),
            DutySpec("GN-03", "SYT", None, title="Tuyên truyền bảo hiểm y tế"),
            DutySpec("GN-04", "385", date(2018, 1, 15), title="Kế hoạch của huyện"),
        ],
    )
    await make_official(database, LAN, "SYT", name="Lan")
    await make_official(database, TUAN, "385", name="Tuấn")
    await make_official(database, DUC, "THUONGTRUC", role=Role.COORDINATOR, name="Đức", is_admin=True)
    async with running_world(database, PEOPLE) as running:
        yield running
    await database.close()
