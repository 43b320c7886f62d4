"""Reminders end with the right to see what they are about."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.officials import official_by_id
from plan_data.store.tables import ChatRow, MembershipRow, SubscriptionRow
from plan_data.store.units import load_directory


async def end_unseen(session: AsyncSession, official_id: int, reason: str, now: datetime) -> None:
    """End the subscriptions of a person's own chat to units that they see by no role any more.

    A role for some days counts as long as it was not ended: its reminders have times of their own.
    """
    official = await official_by_id(session, official_id)
    seen = official.units_seen(await load_directory(session)) if official else ()
    if seen is None:
        return
    lent = await session.scalars(
        select(MembershipRow.unit_code).where(
            MembershipRow.official_id == official_id,
            MembershipRow.until.is_not(None),
            MembershipRow.ended_at.is_(None),
        )
    )
    await session.execute(
        update(SubscriptionRow)
        .where(
            SubscriptionRow.chat_id.in_(select(ChatRow.id).where(ChatRow.official_id == official_id)),
            SubscriptionRow.unit_code.not_in({*seen, *lent.all()}),
            SubscriptionRow.ended_at.is_(None),
        )
        .values(ended_at=now, end_reason=reason)
    )
