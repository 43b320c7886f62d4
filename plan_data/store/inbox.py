"""Updates of Telegram, kept from before they are acknowledged until they are handled.

Telegram forgets an update once the next request confirms it, which python-telegram-bot sends before any
handler has run; so the update must be here first.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.store.dialect import insert_or
from plan_data.store.tables import InboxRow

_CLAIM_LOCK = 0x4E48_494E  # any number that no other advisory lock of ours has


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    update_id: int
    payload: str
    attempts: int


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update as it came; ``chat_id`` is Telegram's number of the chat it is from, if it is from one."""

    update_id: int
    payload: str
    chat_id: int | None


@dataclass(frozen=True, slots=True)
class HandledUpdate:
    """An update that was handled, or given up because of ``failure``."""

    update_id: int
    at: datetime
    failure: str | None


async def keep_updates(session: AsyncSession, updates: Sequence[NewUpdate], now: datetime) -> set[int]:
    """Keep updates that came together; returns the numbers of those that were not kept before."""
    connection = await session.connection()  # the unit of work has nothing to add
    kept = await connection.scalars(
        insert_or(session, InboxRow).on_conflict_do_nothing().returning(InboxRow.update_id),
        [
            {
                "update_id": each.update_id,
                "payload": each.payload,
                "received_at": now,
                "attempts": 0,
                "chat_id": each.chat_id,
            }
            for each in updates
        ],
    )
    return set(kept)


async def keep_update(
    session: AsyncSession, update_id: int, payload: str, now: datetime, chat_id: int | None = None
) -> bool:
    """Keep an update; False when it was kept before (Telegram delivers some twice)."""
    return bool(await keep_updates(session, [NewUpdate(update_id, payload, chat_id)], now))


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


async def has_unclaimed_updates(session: AsyncSession, now: datetime) -> bool:
    """Whether there is something that nobody handles."""
    return bool(await session.scalar(select(exists().where(_is_unclaimed(now)))))


async def claim_updates(
    session: AsyncSession,
    *,
    owner: str,
    now: datetime,
    lease: timedelta,
    limit: int,
    in_hand: Collection[int] = (),
) -> Sequence[WaitingUpdate]:
    """Take updates to handle, oldest first; each counts as tried once more.

    A chat whose earlier updates another bot has in hand is left to it, so that its order is kept. What a bot
    that died had in hand is free again when its lease has ended. What the owner itself is at work on,
    ``in_hand``, it does not take a second time, however late it is.
    """
    if session.get_bind().dialect.name == "postgresql":
        # One claims at a time: two who looked at once could take neighbouring updates of one chat.
        await session.execute(select(func.pg_advisory_xact_lock(_CLAIM_LOCK)))
    earlier = aliased(InboxRow)
    is_in_other_hands = exists().where(
        earlier.chat_id == InboxRow.chat_id,
        earlier.handled_at.is_(None),
        earlier.claimed_by != owner,
        earlier.claimed_until >= now,
    )
    ids = select(InboxRow.update_id).where(
        _is_unclaimed(now), not_(is_in_other_hands), InboxRow.update_id.not_in(in_hand)
    )
    rows = await session.execute(
        update(InboxRow)
        .where(InboxRow.update_id.in_(ids.order_by(InboxRow.update_id).limit(limit)))
        .values(claimed_by=owner, claimed_until=now + lease, attempts=InboxRow.attempts + 1)
        .returning(InboxRow.update_id, InboxRow.payload, InboxRow.attempts)
        .execution_options(synchronize_session=False)
    )
    return sorted((WaitingUpdate(*row) for row in rows), key=lambda kept: kept.update_id)


async def renew_claims(
    session: AsyncSession, owner: str, in_hand: Collection[int], until: datetime
) -> frozenset[int]:
    """A bot is still at work on what it has in hand; returns what of it is not handled yet.

    Only what it knows of is renewed: of what it claimed when the connection broke it may never have heard.
    """
    renewed = await session.scalars(
        update(InboxRow)
        .where(InboxRow.update_id.in_(in_hand), InboxRow.claimed_by == owner, InboxRow.handled_at.is_(None))
        .values(claimed_until=until)
        .returning(InboxRow.update_id)
        .execution_options(synchronize_session=False)
    )
    return frozenset(renewed)


def _is_unclaimed(now: datetime) -> ColumnElement[bool]:
    return and_(
        InboxRow.handled_at.is_(None), or_(InboxRow.claimed_until.is_(None), InboxRow.claimed_until < now)
    )


async def mark_handled(
    session: AsyncSession, update_id: int, now: datetime, failure: str | None = None
) -> None:
    """The update was handled, or given up with a reason."""
    await session.execute(
        update(InboxRow).where(InboxRow.update_id == update_id).values(handled_at=now, failure=failure)
    )


async def mark_all_handled(session: AsyncSession, handled: Sequence[HandledUpdate]) -> None:
    """These updates were handled, or given up with a reason."""
    connection = await session.connection()
    await connection.execute(
        update(InboxRow)
        .where(InboxRow.update_id == bindparam("of_update"))
        .values(handled_at=bindparam("at"), failure=bindparam("because")),
        [{"of_update": each.update_id, "at": each.at, "because": each.failure} for each in handled],
    )


async def forget_handled(session: AsyncSession, before: datetime) -> None:
    """Delete updates handled before a moment: they hold what people wrote."""
    await session.execute(delete(InboxRow).where(InboxRow.handled_at < before))
