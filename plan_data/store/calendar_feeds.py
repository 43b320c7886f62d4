"""Private addresses at which calendar programs find an official's deadlines, to be taken back at any time."""

import hashlib
import secrets
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.dialect import insert_or
from plan_data.store.officials import Official, official_by_id
from plan_data.store.tables import CalendarFeedRow, OfficialRow

KEY_BYTES = 32


async def new_feed(session: AsyncSession, official_id: int, now: datetime) -> str:
    """Give the official a new address, whose key is returned and kept nowhere; the one before ends."""
    key = secrets.token_urlsafe(KEY_BYTES)
    values = {"key_hash": _hash(key), "created_at": now}
    await session.execute(
        insert_or(session, CalendarFeedRow)
        .values(official_id=official_id, **values)
        .on_conflict_do_update(index_elements=["official_id"], set_=values)
    )
    return key


async def end_feed(session: AsyncSession, official_id: int) -> bool:
    """The official's address leads nowhere any more; False when there was none."""
    ended = await session.scalar(
        delete(CalendarFeedRow)
        .where(CalendarFeedRow.official_id == official_id)
        .returning(CalendarFeedRow.official_id)
    )
    return ended is not None


async def official_of_feed(session: AsyncSession, key: str, today: date) -> Official | None:
    """Whose address this is; None for one that was taken back, or of somebody who was removed."""
    official_id = await session.scalar(
        select(CalendarFeedRow.official_id)
        .join(OfficialRow, OfficialRow.id == CalendarFeedRow.official_id)
        .where(CalendarFeedRow.key_hash == _hash(key), OfficialRow.removed_at.is_(None))
    )
    return await official_by_id(session, official_id, today) if official_id is not None else None


def _hash(key: str) -> str:
    # The key is random and long: nothing slower is needed.
    return hashlib.sha256(key.encode()).hexdigest()
