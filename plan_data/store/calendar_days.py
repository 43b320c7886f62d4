"""Decreed days off and working days, which win over the published holidays."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.deadlines import WorkingCalendar
from plan_data.store.tables import CalendarDayRow


async def working_calendar(session: AsyncSession) -> WorkingCalendar:
    """The working calendar with what was decreed."""
    rows = await session.execute(select(CalendarDayRow.day, CalendarDayRow.is_working))
    return WorkingCalendar(dict(rows.all()))
