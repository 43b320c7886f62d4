"""Moving the clock that the processes of a test share."""

from datetime import UTC, datetime, timedelta

from plan_data.store.database import Database
from plan_data.store.shared_clock import set_shared_clock, shared_offset


async def set_clock(database: Database, at: datetime) -> None:
    """Let it be ``at`` for every process, as soon as each looks."""
    async with database.writing() as session:
        await set_shared_clock(session, at, datetime.now(UTC))


async def move_clock(database: Database, by: timedelta) -> None:
    """Let it be earlier or later for every process."""
    async with database.reading() as session:
        offset = await shared_offset(session)
    await set_clock(database, datetime.now(UTC) + offset + by)
