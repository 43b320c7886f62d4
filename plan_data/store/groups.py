"""Who answers for what a group follows, and groups that nobody answers for any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.seeing import NOBODY_ANSWERS
from plan_data.store.tables import ChatRow, SubscriptionRow, UnitRow


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A group that stopped following units, for nobody answers for that any more; ``units`` by name."""

    chat_id: int
    title: str
    language: str
    ended_at: datetime
    units: tuple[str, ...]
    is_reachable: bool


async def answer_for(session: AsyncSession, chat_id: int, unit_code: str, official_id: int) -> bool:
    """Let another official answer for what a group follows; False when they do already."""
    changed = await session.scalar(
        update(SubscriptionRow)
        .where(
            SubscriptionRow.chat_id == chat_id,
            SubscriptionRow.unit_code == unit_code,
            SubscriptionRow.ended_at.is_(None),
            or_(SubscriptionRow.official_id.is_(None), SubscriptionRow.official_id != official_id),
        )
        .values(official_id=official_id)
        .returning(SubscriptionRow.id)
    )
    return changed is not None


async def unanswered_since(session: AsyncSession, since: datetime) -> Sequence[Unanswered]:
    """The groups that stopped following something for that reason since a moment, oldest first."""
    rows = await session.execute(
        select(ChatRow, SubscriptionRow.ended_at, UnitRow.display_name)
        .join(ChatRow, ChatRow.id == SubscriptionRow.chat_id)
        .join(UnitRow, UnitRow.code == SubscriptionRow.unit_code)
        .where(
            SubscriptionRow.official_id.is_not(None),
            SubscriptionRow.end_reason == NOBODY_ANSWERS,
            SubscriptionRow.ended_at >= since,
        )
        .order_by(SubscriptionRow.ended_at, SubscriptionRow.id)
    )
    units: dict[tuple[int, datetime], list[str]] = {}
    chats: dict[int, ChatRow] = {}
    for chat, ended_at, unit_name in rows:
        if ended_at is not None:
            chats[chat.id] = chat
            units.setdefault((chat.id, ended_at), []).append(unit_name)
    return [
        Unanswered(
            chat_id,
            chats[chat_id].title,
            chats[chat_id].language,
            ended_at,
            tuple(names),
            chats[chat_id].unreachable_at is None,
        )
        for (chat_id, ended_at), names in units.items()
    ]
