"""Reminders end with the right to see what they are about: one's own, and those of groups one answers for."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.officials import official_by_id
from plan_data.store.tables import ChatRow, MembershipRow, SubscriptionRow
from plan_data.store.units import load_directory

NOBODY_ANSWERS = "nobody answers"
"""Why a group's subscription ended: who let it follow the unit may not see that any more."""


async def end_unseen(session: AsyncSession, official_id: int, reason: str, now: datetime) -> None:
    """End the subscriptions of a person's own chat, and of groups, to units that they see by no role now.

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
    own = SubscriptionRow.chat_id.in_(select(ChatRow.id).where(ChatRow.official_id == official_id))
    unseen = SubscriptionRow.unit_code.not_in({*seen, *lent.all()}), SubscriptionRow.ended_at.is_(None)
    for whose, why in ((own, reason), (SubscriptionRow.official_id == official_id, NOBODY_ANSWERS)):
        await session.execute(
            update(SubscriptionRow).where(whose, *unseen).values(ended_at=now, end_reason=why)
        )
