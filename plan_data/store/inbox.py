"""Updates of Telegram, kept from before they are acknowledged until they are handled.

Telegram forgets an update once the next request confirms it, which python-telegram-bot sends before any
handler has run; so the update must be here first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.dialect import insert_or
from plan_data.store.tables import InboxRow


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    update_id: int
    payload: str
    attempts: int


async def keep_update(session: AsyncSession, update_id: int, payload: str, now: datetime) -> bool:
    """Keep an update; False when it was kept before (Telegram delivers some twice)."""
    kept = await session.scalar(
        insert_or(session, InboxRow)
        .values(update_id=update_id, payload=payload, received_at=now, attempts=0)
        .on_conflict_do_nothing()
        .returning(InboxRow.update_id)
    )
    return kept is not None


async def waiting_updates(session: AsyncSession) -> Sequence[WaitingUpdate]:
    """Updates that were kept but not handled, oldest first; each counts as tried once more."""
    await session.execute(
        update(InboxRow).where(InboxRow.handled_at.is_(None)).values(attempts=InboxRow.attempts + 1)
    )
    rows = await session.execute(
        select(InboxRow.update_id, InboxRow.payload, InboxRow.attempts)
        .where(InboxRow.handled_at.is_(None))
        .order_by(InboxRow.update_id)
    )
    return [WaitingUpdate(*row) for row in rows]


async def mark_handled(
    session: AsyncSession, update_id: int, now: datetime, failure: str | None = None
) -> None:
    """The update was handled, or given up with a reason."""
    await session.execute(
        update(InboxRow).where(InboxRow.update_id == update_id).values(handled_at=now, failure=failure)
    )


async def forget_handled(session: AsyncSession, before: datetime) -> None:
    """Delete updates handled before a moment: they hold what people wrote."""
    await session.execute(delete(InboxRow).where(InboxRow.handled_at < before))
