"""What an operator asks of a running installation: its clock, its people, and what waits."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.officials import is_an_admin
from plan_data.store.tables import InboxRow, OfficialRow


@dataclass(frozen=True, slots=True)
class WaitingUpdates:
    """Updates received and not handled; ``oldest_at`` is None when there are none."""

    count: int
    oldest_at: datetime | None


async def database_now(session: AsyncSession) -> datetime | None:
    """The database server's clock; None for SQLite, which has none of its own."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    now = await session.scalar(select(func.clock_timestamp()))
    return now.astimezone(UTC) if isinstance(now, datetime) else None


async def count_admins(session: AsyncSession) -> int:
    """How many people decide who joins."""
    return await session.scalar(select(func.count(OfficialRow.id)).where(is_an_admin())) or 0


async def updates_in_hand(session: AsyncSession) -> WaitingUpdates:
    """What people wrote and nobody has answered yet."""
    row = (
        await session.execute(
            select(func.count(), func.min(InboxRow.received_at)).where(InboxRow.handled_at.is_(None))
        )
    ).one()
    return WaitingUpdates(row[0], row[1])
