"""The first days of ``make soak``, with fewer officials."""

from pathlib import Path

from plan_data.store.database import Database
from tests.sandbox_process import sandbox_process
from tests.soak.installation import installation
from tests.soak.month import Month, soak


async def test_three_days_with_two_bots_and_two_schedulers(postgres_url: str, tmp_path: Path) -> None:
    """Nobody is reminded twice or not at all, everybody is answered once, and nothing is complained of."""
    database = Database(postgres_url)
    with sandbox_process() as telegram:
        month = Month(database, postgres_url, telegram, officials=20, a_day=2)
        await month.furnish()
        async with installation(postgres_url, telegram, tmp_path) as installed:
            await soak(month, installed, days=3)
            complaints = installed.complaints()
    await database.close()

    assert month.counts.wrong == []
    assert complaints == []
    assert month.counts.reminders > 0
    assert month.counts.reports > 0
