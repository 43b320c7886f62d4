"""The offset of the clock that both processes share while the program is tried out on another day."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.dialect import insert_or
from plan_data.store.tables import SharedClockRow

NEXT_REMINDER = "next-reminder"
NONE_LEFT = "none-left"
"""The scheduler's answer where it cannot move the clock; where it can, nothing is wanted any more."""


async def start_shared_clock(session: AsyncSession, starts_at: datetime, machine_now: datetime) -> timedelta:
    """Let the clock start at ``starts_at``; when it runs already, in this or another process, join it."""
    offset = round((starts_at - machine_now).total_seconds())
    await session.execute(
        insert_or(session, SharedClockRow).values(id=1, offset_seconds=offset).on_conflict_do_nothing()
    )
    return await shared_offset(session)


async def shared_offset(session: AsyncSession) -> timedelta:
    """How far the shared clock is ahead of the machine's."""
    seconds = await session.scalar(select(SharedClockRow.offset_seconds))
    return timedelta(seconds=seconds or 0)


async def set_shared_clock(session: AsyncSession, at: datetime, machine_now: datetime) -> None:
    """Let it be ``at`` now."""
    offset = round((at - machine_now).total_seconds())
    await session.execute(update(SharedClockRow).values(offset_seconds=offset, wanted=None))


async def want_next_reminder(session: AsyncSession) -> None:
    """Ask the scheduler, who alone knows when, to move the clock to the next reminder."""
    await session.execute(update(SharedClockRow).values(wanted=NEXT_REMINDER))


async def wanted_jump(session: AsyncSession) -> str | None:
    """What somebody asked the scheduler to move the clock to, or :data:`NONE_LEFT`."""
    return await session.scalar(select(SharedClockRow.wanted))


async def refuse_wanted_jump(session: AsyncSession) -> None:
    """There is nothing to move the clock to."""
    await session.execute(update(SharedClockRow).values(wanted=NONE_LEFT))
