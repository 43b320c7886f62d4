"""Units that merge, split or take other names do so on their day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from plan_data.store.database import Database
from plan_data.store.unit_changes import apply_unit_changes, has_due_unit_changes


async def change_units_on_their_day(database: Database, now: datetime, zone: ZoneInfo) -> None:
    """Apply the changes whose day has come."""
    today = now.astimezone(zone).date()
    async with database.reading() as session:
        is_due = await has_due_unit_changes(session, today)
    if is_due:
        async with database.writing() as session:
            await apply_unit_changes(session, today, now)
