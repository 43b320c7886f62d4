"""Chats and what they follow."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.dialect import insert_or
from plan_data.store.fallback import is_reached
from plan_data.store.tables import ChatRow, SubscriptionRow, UnitRow

DEFAULT_DIGEST_MINUTE = 7 * 60 + 30


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat and its settings; ``digest_minute`` is a minute of the day in the plan's zone."""

    id: int
    telegram_chat_id: int
    thread_id: int
    kind: str
    title: str
    official_id: int | None
    language: str
    digest_minute: int
    paused_until: date | None
    unreachable_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, or a topic of it, by Telegram's numbers."""

    telegram_chat_id: int
    thread_id: int = 0


@dataclass(frozen=True, slots=True)
class Followed:
    unit_code: str
    unit_name: str
    started_at: datetime


def _chat(row: ChatRow) -> Chat:
    return Chat(
        id=row.id,
        telegram_chat_id=row.telegram_chat_id,
        thread_id=row.thread_id,
        kind=row.kind,
        title=row.title,
        official_id=row.official_id,
        language=row.language,
        digest_minute=row.digest_minute,
        paused_until=row.paused_until,
        unreachable_at=row.unreachable_at,
    )


async def chat_at(session: AsyncSession, telegram_chat_id: int, thread_id: int = 0) -> Chat | None:
    """The chat (and topic) as Telegram knows it."""
    row = await session.scalar(
        select(ChatRow)
        .where(ChatRow.telegram_chat_id == telegram_chat_id, ChatRow.thread_id == thread_id)
        .execution_options(populate_existing=True)
    )
    return _chat(row) if row else None


async def chats_at(session: AsyncSession, telegram_chat_id: int) -> Sequence[Chat]:
    """The chat with all its topics that are known."""
    rows = await session.scalars(select(ChatRow).where(ChatRow.telegram_chat_id == telegram_chat_id))
    return [_chat(row) for row in rows]


async def units_followed_in(session: AsyncSession, places: Sequence[Place]) -> Sequence[frozenset[str]]:
    """What each of these chats, or topics of chats, follows."""
    rows = await session.execute(
        select(ChatRow.telegram_chat_id, ChatRow.thread_id, SubscriptionRow.unit_code)
        .join(ChatRow, ChatRow.id == SubscriptionRow.chat_id)
        .where(
            ChatRow.telegram_chat_id.in_({place.telegram_chat_id for place in places}),
            SubscriptionRow.ended_at.is_(None),
        )
    )
    followed: dict[Place, set[str]] = defaultdict(set)
    for telegram_chat_id, thread_id, unit_code in rows:
        followed[Place(telegram_chat_id, thread_id)].add(unit_code)
    return [frozenset(followed[place]) for place in places]


async def units_followed_at(session: AsyncSession, telegram_chat_id: int) -> frozenset[str]:
    """What a chat follows in any of its topics, for whoever is in a group reads them all."""
    codes = await session.scalars(
        select(SubscriptionRow.unit_code)
        .join(ChatRow, ChatRow.id == SubscriptionRow.chat_id)
        .where(ChatRow.telegram_chat_id == telegram_chat_id, SubscriptionRow.ended_at.is_(None))
    )
    return frozenset(codes.all())


async def chat_of_official(session: AsyncSession, official_id: int) -> Chat | None:
    """The official's private chat."""
    row = await session.scalar(
        select(ChatRow).where(ChatRow.official_id == official_id, ChatRow.kind == "private")
    )
    return _chat(row) if row else None


async def reached_chat_of(
    session: AsyncSession, official_id: int, *, with_fallback: bool = False
) -> Chat | None:
    """The official's private chat, if they can be written to."""
    row = await session.scalar(
        select(ChatRow).where(
            ChatRow.official_id == official_id,
            ChatRow.kind == "private",
            is_reached(with_fallback=with_fallback),
        )
    )
    return _chat(row) if row else None


async def keep_chat(
    session: AsyncSession,
    *,
    telegram_chat_id: int,
    thread_id: int,
    kind: str,
    title: str,
    official_id: int | None,
    language: str,
) -> Chat:
    """Know this chat from now on. One known before keeps its settings."""
    await session.execute(
        insert_or(session, ChatRow)
        .values(
            telegram_chat_id=telegram_chat_id,
            thread_id=thread_id,
            kind=kind,
            title=title,
            official_id=official_id,
            language=language,
            digest_minute=DEFAULT_DIGEST_MINUTE,
        )
        .on_conflict_do_update(
            index_elements=["telegram_chat_id", "thread_id"],
            set_={"kind": kind, "title": title, "official_id": official_id},
        )
    )
    chat = await chat_at(session, telegram_chat_id, thread_id)
    if chat is None:
        raise LookupError(f"chat {telegram_chat_id} was just written and is not there")
    return chat


async def set_language(session: AsyncSession, chat_id: int, language: str) -> None:
    await session.execute(update(ChatRow).where(ChatRow.id == chat_id).values(language=language))


async def set_digest_minute(session: AsyncSession, chat_id: int, minute: int) -> None:
    """Send digests from this minute of the day on."""
    await session.execute(update(ChatRow).where(ChatRow.id == chat_id).values(digest_minute=minute))


async def pause_until(session: AsyncSession, chat_id: int, last_quiet_day: date | None) -> None:
    """Send no digest up to and including a day; None ends the pause."""
    await session.execute(update(ChatRow).where(ChatRow.id == chat_id).values(paused_until=last_quiet_day))


async def revive(session: AsyncSession, telegram_chat_id: int) -> bool:
    """The chat can be reached again; the next tick sends what still matters. False when it always could."""
    rows = await session.execute(
        update(ChatRow)
        .where(ChatRow.telegram_chat_id == telegram_chat_id, ChatRow.unreachable_at.is_not(None))
        .values(unreachable_at=None, unreachable_reason=None, planned_on=None)
        .returning(ChatRow.id)
    )
    return bool(rows.scalars().all())


async def follow(
    session: AsyncSession, chat_id: int, unit_code: str, now: datetime, *, answered_by: int | None = None
) -> bool:
    """Let the chat follow a unit; False when it did already. A group needs an official who answers for it."""
    rows = await session.execute(
        insert_or(session, SubscriptionRow)
        .values(chat_id=chat_id, unit_code=unit_code, started_at=now, official_id=answered_by)
        .on_conflict_do_update(
            index_elements=["chat_id", "unit_code"],
            set_={"started_at": now, "ended_at": None, "end_reason": None, "official_id": answered_by},
            where=SubscriptionRow.ended_at.is_not(None),
        )
        .returning(SubscriptionRow.id)
    )
    began = bool(rows.scalars().all())
    if began:
        # What the new unit has due is told today, not tomorrow; what was told already is in the ledger.
        await session.execute(update(ChatRow).where(ChatRow.id == chat_id).values(planned_on=None))
    return began


async def unfollow(session: AsyncSession, chat_id: int, unit_code: str, reason: str, now: datetime) -> bool:
    """End a subscription; False when there was none."""
    rows = await session.execute(
        update(SubscriptionRow)
        .where(
            SubscriptionRow.chat_id == chat_id,
            SubscriptionRow.unit_code == unit_code,
            SubscriptionRow.ended_at.is_(None),
        )
        .values(ended_at=now, end_reason=reason)
        .returning(SubscriptionRow.id)
    )
    return bool(rows.scalars().all())


async def chats_following(
    session: AsyncSession, unit_codes: Collection[str], *, with_fallback: bool = False
) -> Sequence[Chat]:
    """The chats that can be reached and follow one of the units, each once."""
    following = select(SubscriptionRow.chat_id).where(
        SubscriptionRow.unit_code.in_(unit_codes), SubscriptionRow.ended_at.is_(None)
    )
    rows = await session.scalars(
        select(ChatRow)
        .where(ChatRow.id.in_(following), is_reached(with_fallback=with_fallback))
        .order_by(ChatRow.id)
    )
    return [_chat(row) for row in rows]


async def followed_units(session: AsyncSession, chat_id: int) -> Sequence[Followed]:
    """What the chat follows, in the order it began to."""
    rows = await session.execute(
        select(SubscriptionRow.unit_code, UnitRow.display_name, SubscriptionRow.started_at)
        .join(UnitRow, UnitRow.code == SubscriptionRow.unit_code)
        .where(SubscriptionRow.chat_id == chat_id, SubscriptionRow.ended_at.is_(None))
        .order_by(SubscriptionRow.id)
    )
    return [Followed(*row) for row in rows]
