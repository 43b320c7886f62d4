"""Decreed days off and working days, which win over the published holidays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import JsonValue
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.deadlines import WorkingCalendar
from plan_data.store import audit
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


async def decree_day(session: AsyncSession, decreed: DecreedDay, now: datetime) -> None:
    """Let a day be free or worked from now on, whatever was published; noted in the audit log."""
    before = await _kept(session, decreed.day)
    values: _Values = {"is_working": decreed.is_working, "reason": decreed.reason}
    await session.execute(
        insert_or(session, CalendarDayRow)
        .values(day=decreed.day, **values)
        .on_conflict_do_update(index_elements=["day"], set_=values)
    )
    await _note(session, decreed.day, "calendar.decree", before, values, now)


async def forget_day(session: AsyncSession, day: date, now: datetime) -> None:
    """Let the published calendar decide about a day again; noted in the audit log."""
    before = await _kept(session, day)
    if before is not None:
        await session.execute(delete(CalendarDayRow).where(CalendarDayRow.day == day))
        await _note(session, day, "calendar.forget", before, None, now)


_Values = dict[str, JsonValue]


async def _kept(session: AsyncSession, day: date) -> _Values | None:
    row = await session.get(CalendarDayRow, day)
    return {"is_working": row.is_working, "reason": row.reason} if row else None


async def _note(
    session: AsyncSession,
    day: date,
    action: str,
    before: _Values | None,
    after: _Values | None,
    now: datetime,
) -> None:
    """Note what the operator did, who has no number among the officials."""
    await audit.note(
        session, actor=None, action=action, subject=f"day {day}", before=before, after=after, now=now
    )
