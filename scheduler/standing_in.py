"""Reminders for those who stand in for somebody begin and end with their days."""

from datetime import datetime
from zoneinfo import ZoneInfo

from plan_data.store.acting import periods_to_turn, turn_periods
from plan_data.store.database import Database


async def begin_and_end_periods(database: Database, now: datetime, zone: ZoneInfo) -> None:
    """Let the chats of those whose days began follow their unit, and end it for those whose days are over."""
    today = now.astimezone(zone).date()
    async with database.reading() as session:
        turning = await periods_to_turn(session, today)
    if turning:
        async with database.writing() as session:
            await turn_periods(session, turning, today, now)
