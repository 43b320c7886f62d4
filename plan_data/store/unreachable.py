"""Chats that were lost, and whether a coordinator knows: an official who hears nothing does not notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.claims import Recipient
from plan_data.store.deliveries import MOVED
from plan_data.store.fallback import has_fallback, is_reached
from plan_data.store.officials import Role
from plan_data.store.portions import portions
from plan_data.store.tables import ChatRow, MembershipRow, OfficialRow, SubscriptionRow, UnitRow

COORDINATING = (Role.COORDINATOR.value, Role.ADMIN.value)


@dataclass(frozen=True, slots=True)
class LostChat:
    """A chat that cannot be written to, why, and the units it followed by name.

    ``has_fallback``: the official goes on being reminded at another address.
    """

    chat_id: int
    title: str
    reason: str
    units: tuple[str, ...]
    has_fallback: bool = False


async def untold_losses(session: AsyncSession, *, with_fallback: bool = False) -> Sequence[LostChat]:
    """Chats lost since a coordinator was last told of them, oldest first.

    ``with_fallback`` says that addresses of officials are used.
    """
    is_reached = has_fallback() if with_fallback else false()
    chats = (
        await session.execute(
            select(ChatRow.id, ChatRow.title, ChatRow.unreachable_reason, is_reached)
            .where(
                ChatRow.unreachable_at.is_not(None),
                ChatRow.unreachable_reason != MOVED,
                or_(
                    ChatRow.unreachable_told_at.is_(None),
                    ChatRow.unreachable_told_at < ChatRow.unreachable_at,
                ),
            )
            .order_by(ChatRow.unreachable_at, ChatRow.id)
        )
    ).all()
    if not chats:
        return ()
    units: dict[int, list[str]] = {}
    for some in portions(chat[0] for chat in chats):
        for chat_id, unit_name in await session.execute(
            select(SubscriptionRow.chat_id, UnitRow.display_name)
            .join(UnitRow, UnitRow.code == SubscriptionRow.unit_code)
            .where(SubscriptionRow.ended_at.is_(None), SubscriptionRow.chat_id.in_(some))
            .order_by(SubscriptionRow.id)
        ):
            units.setdefault(chat_id, []).append(unit_name)
    return [
        LostChat(chat_id, title, reason or "", tuple(units.get(chat_id, ())), has_fallback=is_reached)
        for chat_id, title, reason, is_reached in chats
    ]


async def mark_told(session: AsyncSession, losses: Sequence[LostChat], now: datetime) -> None:
    """A coordinator knows of these; not to be said again unless the chat comes back and is lost anew."""
    for some in portions(loss.chat_id for loss in losses):
        await session.execute(update(ChatRow).where(ChatRow.id.in_(some)).values(unreachable_told_at=now))


async def coordinators(session: AsyncSession, *, with_fallback: bool = False) -> Sequence[Recipient]:
    """The private chats of those who steer the plan, as far as they can be reached."""
    steer = select(MembershipRow.official_id).where(
        MembershipRow.role.in_(COORDINATING), MembershipRow.ended_at.is_(None)
    )
    rows = await session.execute(
        select(ChatRow.id, ChatRow.telegram_chat_id, ChatRow.language)
        .join(OfficialRow, OfficialRow.id == ChatRow.official_id)
        .where(
            ChatRow.kind == "private",
            is_reached(with_fallback=with_fallback),
            OfficialRow.removed_at.is_(None),
            or_(OfficialRow.is_admin, OfficialRow.id.in_(steer)),
        )
        .order_by(ChatRow.id)
    )
    return [
        Recipient(chat_id=chat_id, telegram_chat_id=telegram, thread_id=0, is_group=False, language=language)
        for chat_id, telegram, language in rows
    ]
