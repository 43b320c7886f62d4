"""A simulated year, played once for all tests that read it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plan_data.store.database import Database
from tests.report.simulated_year import SimulatedYear, simulate_year


@dataclass(frozen=True, slots=True)
class PlayedYear:
    """Where the year's database is, and what must be true of it."""

    url: str
    year: SimulatedYear


@pytest.fixture(scope="session")
def played_year(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> PlayedYear:
    path = tmp_path_factory.mktemp("year") / "year.sqlite3"
    shutil.copy(sqlite_template, path)
    url = f"sqlite:///{path}"

    async def play() -> SimulatedYear:
        database = Database(url)
        try:
            return await simulate_year(database, seed=7)
        finally:
            await database.close()

    return PlayedYear(url, asyncio.run(play()))


@pytest.fixture
async def year_database(played_year: PlayedYear) -> AsyncIterator[Database]:
    """The database of the simulated year, only to be read."""
    database = Database(played_year.url)
    yield database
    await database.close()
