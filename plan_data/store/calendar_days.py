"""Decreed days off and working days, which win over the published holidays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.deadlines import WorkingCalendar
from plan_data.store.dialect import insert_or
from plan_data.store.tables import CalendarDayRow


@dataclass(frozen=True, slots=True)
class DecreedDay:
    """A day that a decision makes free or worked; ``reason`` is the document."""

    day: date
    is_working: bool
    reason: str


async def working_calendar(session: AsyncSession) -> WorkingCalendar:
    """The working calendar with what was decreed."""
    return WorkingCalendar({each.day: each.is_working for each in await decreed_days(session)})


async def decreed_days(session: AsyncSession) -> Sequence[DecreedDay]:
    """All decreed days, in order."""
    rows = await session.execute(
        select(CalendarDayRow.day, CalendarDayRow.is_working, CalendarDayRow.reason).order_by(
            CalendarDayRow.day
        )
    )
    return [DecreedDay(*row) for row in rows]


async def decree_day(session: AsyncSession, decreed: DecreedDay) -> None:
    """Let a day be free or worked from now on, whatever was published."""
    values = {"is_working": decreed.is_working, "reason": decreed.reason}
    await session.execute(
        insert_or(session, CalendarDayRow)
        .values(day=decreed.day, **values)
        .on_conflict_do_update(index_elements=["day"], set_=values)
    )


async def forget_day(session: AsyncSession, day: date) -> None:
    """Let the published calendar decide about a day again."""
    await session.execute(delete(CalendarDayRow).where(CalendarDayRow.day == day))
