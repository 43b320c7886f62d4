"""Claiming digests: which may be sent now, by this process alone, and what still holds of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.duties import Duty, duties_by_ids
from plan_data.store.tables import ChatRow, DeliveryRow, DigestRow, SentMessageRow, SubscriptionRow

NOT_YET_SENT = ("planned", "sending", "unknown")


@dataclass(frozen=True, slots=True)
class Recipient:
    """A chat as sending needs it; ``thread_id`` is a topic of a group, or 0."""

    chat_id: int
    telegram_chat_id: int
    thread_id: int
    is_group: bool
    language: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A duty in a digest, and the stage that brought it there."""

    duty: Duty
    stage: int


@dataclass(frozen=True, slots=True)
class ClaimedDigest:
    """A digest that this process alone may send until its lease ends.

    ``reminders`` are those that still hold: the chat still follows the unit, the duty is neither finished nor
    withdrawn nor moved. ``moot`` are the others. When an earlier attempt got part of it through,
    ``parts_sent`` messages with ``reminders_sent`` reminders arrived and are not repeated here.
    ``may_repeat`` says that an earlier attempt may have arrived without our knowing.
    """

    id: int
    recipient: Recipient
    digest_on: date
    planned_at: datetime
    may_repeat: bool
    parts_sent: int
    reminders_sent: int
    reminders: tuple[Reminder, ...]
    moot: tuple[int, ...]


async def claim(
    session: AsyncSession, *, owner: str, now: datetime, today: date, lease: timedelta, limit: int
) -> Sequence[ClaimedDigest]:
    """Lease up to ``limit`` digests that may be sent now, most urgent first."""
    due = (
        select(DigestRow.id)
        .join(ChatRow, ChatRow.id == DigestRow.chat_id)
        .where(
            DigestRow.state.in_(("planned", "unknown")),
            DigestRow.digest_on == today,
            DigestRow.not_before_at <= now,
            ChatRow.unreachable_at.is_(None),
            or_(DigestRow.claimed_until.is_(None), DigestRow.claimed_until <= now),
        )
        .order_by(DigestRow.urgency, DigestRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=DigestRow)
    )
    ids = (await session.scalars(due)).all()
    if not ids:
        return []
    await session.execute(
        update(DigestRow).where(DigestRow.id.in_(ids)).values(claimed_by=owner, claimed_until=now + lease)
    )
    return await _contents(session, ids)


async def _contents(session: AsyncSession, ids: Collection[int]) -> Sequence[ClaimedDigest]:
    heads = (
        await session.execute(
            select(DigestRow, ChatRow)
            .join(ChatRow, ChatRow.id == DigestRow.chat_id)
            .where(DigestRow.id.in_(ids))
            .order_by(DigestRow.urgency, DigestRow.id)
        )
    ).all()
    follows = set(
        await session.execute(
            select(SubscriptionRow.chat_id, SubscriptionRow.unit_code).where(
                SubscriptionRow.chat_id.in_([chat.id for _, chat in heads]),
                SubscriptionRow.ended_at.is_(None),
            )
        )
    )
    lines = (
        await session.execute(
            select(DeliveryRow.digest_id, DeliveryRow.duty_id, DeliveryRow.stage, DeliveryRow.due_on)
            .where(DeliveryRow.digest_id.in_(ids), DeliveryRow.state.in_(NOT_YET_SENT))
            .order_by(DeliveryRow.id)
        )
    ).all()
    duties = await duties_by_ids(session, {duty_id for _, duty_id, _, _ in lines})
    arrived = await _parts_that_arrived(session, ids)
    claimed = []
    for digest, chat in heads:
        reminders, moot = [], []
        for digest_id, duty_id, stage, due_on in lines:
            if digest_id != digest.id:
                continue
            duty = duties.get(duty_id)
            holds = duty is not None and not duty.is_finished and duty.due_on == due_on
            if duty is not None and holds and (chat.id, duty.unit_code) in follows:
                reminders.append(Reminder(duty, stage))
            else:
                moot.append(duty_id)
        parts_sent, reminders_sent = arrived.get(digest.id, (0, 0))
        claimed.append(
            ClaimedDigest(
                id=digest.id,
                recipient=recipient_of(chat),
                digest_on=digest.digest_on,
                planned_at=digest.planned_at,
                may_repeat=digest.state == "unknown",
                parts_sent=parts_sent,
                reminders_sent=reminders_sent,
                reminders=tuple(reminders),
                moot=tuple(moot),
            )
        )
    return claimed


async def _parts_that_arrived(session: AsyncSession, ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """For each digest how many messages arrived, and how many reminders they held."""
    rows = await session.execute(
        select(SentMessageRow.digest_id, SentMessageRow.duty_ids).where(
            SentMessageRow.digest_id.in_(ids), SentMessageRow.state == "sent"
        )
    )
    arrived: dict[int, tuple[int, int]] = {}
    for digest_id, duty_ids in rows:
        if digest_id is not None:
            parts, reminders = arrived.get(digest_id, (0, 0))
            arrived[digest_id] = (parts + 1, reminders + len(duty_ids))
    return arrived


def recipient_of(chat: ChatRow) -> Recipient:
    """The chat's address and language."""
    return Recipient(
        chat_id=chat.id,
        telegram_chat_id=chat.telegram_chat_id,
        thread_id=chat.thread_id,
        is_group=chat.kind != "private",
        language=chat.language,
    )


async def drop_moot(session: AsyncSession, digests: Sequence[ClaimedDigest], now: datetime) -> None:
    """Strike out reminders that no longer hold, and digests of which nothing is left."""
    for digest in digests:
        if digest.moot:
            await session.execute(
                update(DeliveryRow)
                .where(DeliveryRow.digest_id == digest.id, DeliveryRow.duty_id.in_(digest.moot))
                .values(state="missed", reason="moot")
            )
    empty = [digest.id for digest in digests if not digest.reminders]
    if empty:
        await session.execute(
            update(DigestRow)
            .where(DigestRow.id.in_(empty))
            .values(
                state=case((DigestRow.state == "unknown", "unknown"), else_="missed"),
                settled_at=now,
                reason="moot",
                claimed_by=None,
                claimed_until=None,
            )
        )


async def recover_stuck(session: AsyncSession, *, now: datetime, owner: str, alone: bool) -> int:
    """Digests that a process left in mid-send count as unknown and may be sent again at once.

    ``alone`` says that no other scheduler can be alive, so leases of others need not be waited for. What
    ``owner`` itself holds is never touched. Returns how many there were.
    """
    expired = [] if alone else [DigestRow.claimed_until <= now]
    theirs = and_(DigestRow.claimed_by != owner, *expired)
    stuck = (await session.scalars(select(DigestRow.id).where(theirs, DigestRow.state == "sending"))).all()
    await session.execute(
        update(DigestRow)
        .where(theirs, DigestRow.state.in_(("planned", "unknown")))
        .values(claimed_by=None, claimed_until=None)
    )
    if stuck:
        for table, column in (
            (DeliveryRow, DeliveryRow.digest_id),
            (SentMessageRow, SentMessageRow.digest_id),
        ):
            await session.execute(
                update(table).where(column.in_(stuck), table.state == "sending").values(state="unknown")
            )
        await session.execute(
            update(DigestRow)
            .where(DigestRow.id.in_(stuck))
            .values(
                state="unknown",
                not_before_at=now,
                reason="interrupted",
                claimed_by=None,
                claimed_until=None,
            )
        )
    return len(stuck)


async def release(session: AsyncSession, digest_id: int, owner: str) -> None:
    """Give back a digest that was claimed and not begun."""
    await session.execute(
        update(DigestRow)
        .where(DigestRow.id == digest_id, DigestRow.claimed_by == owner)
        .values(claimed_by=None, claimed_until=None)
    )
