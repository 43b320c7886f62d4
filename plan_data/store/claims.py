"""Claiming digests: which may be sent now, by this process alone, and what still holds of them.

Telegram comes first. A fallback takes over what Telegram does not deliver: at once where a chat is
unreachable, after a time where nothing gets through to Telegram at all.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ScalarSelect, and_, exists, not_, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.channel import Channel, FallbackAddress
from plan_data.store.duties import Duty, duties_by_ids
from plan_data.store.fallback import falls_to_fallback
from plan_data.store.portions import portions
from plan_data.store.tables import (
    ChatRow,
    DeliveryRow,
    DigestRow,
    FallbackAddressRow,
    SentMessageRow,
    SubscriptionRow,
)

NOT_YET_SENT = ("planned", "sending", "unknown")
MOOT = "moot"
"""Why a reminder fell away: the duty was finished, moved or withdrawn, or the unit is not followed."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A chat as sending needs it; ``thread_id`` is a topic of a group, or 0.

    With ``fallback`` the message goes there instead of into the chat.
    """

    chat_id: int
    telegram_chat_id: int
    thread_id: int
    is_group: bool
    language: str
    fallback: FallbackAddress | None = None

    @property
    def channel(self) -> Channel:
        """What carries messages to this recipient."""
        return self.fallback.channel if self.fallback else Channel.TELEGRAM


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
    claimed_at: datetime
    may_repeat: bool
    parts_sent: int
    reminders_sent: int
    reminders: tuple[Reminder, ...]
    moot: tuple[int, ...]


async def has_open_digests(session: AsyncSession) -> bool:
    """Whether anything is planned, on its way or unclear: only then sending has something to do."""
    return bool(await session.scalar(select(exists().where(DigestRow.state.in_(NOT_YET_SENT)))))


async def claim(
    session: AsyncSession,
    *,
    owner: str,
    now: datetime,
    today: date,
    lease: timedelta,
    limit: int,
    fallback_after: timedelta | None = None,
) -> Sequence[ClaimedDigest]:
    """Lease up to ``limit`` digests that may be sent now, most urgent first.

    With ``fallback_after`` those that are the fallback's: of officials with an address, whose chat is
    unreachable or whose digest has waited so long while nothing got through to Telegram.
    """
    channel: str | ScalarSelect[str]
    may_go = and_(
        DigestRow.not_before_at <= now,
        or_(DigestRow.claimed_until.is_(None), DigestRow.claimed_until <= now),
    )
    if fallback_after is None:
        is_ours = and_(ChatRow.unreachable_at.is_(None), may_go)
        channel = Channel.TELEGRAM
    else:
        # What waits for Telegram is taken over; its sender finds out before the next try.
        waits_for_telegram = and_(DigestRow.channel == Channel.TELEGRAM, DigestRow.state == "planned")
        belongs_to_fallback = falls_to_fallback(DigestRow.planned_at, now - fallback_after)
        is_ours = and_(belongs_to_fallback, or_(may_go, waits_for_telegram))
        channel = _fallback_channel()
    due = (
        select(DigestRow.id)
        .join(ChatRow, ChatRow.id == DigestRow.chat_id)
        .where(
            DigestRow.state.in_(("planned", "unknown")),
            DigestRow.digest_on == today,
            is_ours,
        )
        .order_by(DigestRow.urgency, DigestRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=DigestRow)
    )
    ids = (await session.scalars(due)).all()
    if not ids:
        return []
    await session.execute(
        update(DigestRow)
        .where(DigestRow.id.in_(ids))
        .values(claimed_by=owner, claimed_until=now + lease, channel=channel)
    )
    return await _contents(session, ids, now)


def _fallback_channel() -> ScalarSelect[str]:
    return (
        select(FallbackAddressRow.channel)
        .join(ChatRow, ChatRow.official_id == FallbackAddressRow.official_id)
        .where(ChatRow.id == DigestRow.chat_id)
        .scalar_subquery()
    )


async def _contents(session: AsyncSession, ids: Collection[int], now: datetime) -> Sequence[ClaimedDigest]:
    heads = (
        await session.execute(
            select(
                DigestRow.id,
                DigestRow.digest_on,
                DigestRow.planned_at,
                DigestRow.state,
                ChatRow.id,
                ChatRow.telegram_chat_id,
                ChatRow.thread_id,
                ChatRow.kind,
                ChatRow.language,
                DigestRow.channel,
                FallbackAddressRow.address,
            )
            .join(ChatRow, ChatRow.id == DigestRow.chat_id)
            .outerjoin(FallbackAddressRow, FallbackAddressRow.official_id == ChatRow.official_id)
            .where(DigestRow.id.in_(ids))
            .order_by(DigestRow.urgency, DigestRow.id)
        )
    ).all()
    follows = {
        (chat_id, unit_code)
        for chat_id, unit_code in await session.execute(
            select(SubscriptionRow.chat_id, SubscriptionRow.unit_code).where(
                SubscriptionRow.chat_id.in_([head[4] for head in heads]),
                SubscriptionRow.ended_at.is_(None),
            )
        )
    }
    lines: dict[int, list[tuple[int, int, date]]] = {}
    for digest_id, duty_id, stage, due_on in await session.execute(
        select(DeliveryRow.digest_id, DeliveryRow.duty_id, DeliveryRow.stage, DeliveryRow.due_on)
        .where(DeliveryRow.digest_id.in_(ids), DeliveryRow.state.in_(NOT_YET_SENT))
        .order_by(DeliveryRow.id)
    ):
        if digest_id is not None:
            lines.setdefault(digest_id, []).append((duty_id, stage, due_on))
    duties = await duties_by_ids(session, {line[0] for some in lines.values() for line in some})
    arrived = await _parts_that_arrived(session, ids)
    claimed = []
    for (
        digest_id,
        digest_on,
        planned_at,
        state,
        chat_id,
        telegram_chat_id,
        thread_id,
        kind,
        language,
        channel,
        address,
    ) in heads:
        reminders, moot = [], []
        for duty_id, stage, due_on in lines.get(digest_id, ()):
            duty = duties.get(duty_id)
            holds = duty is not None and not duty.is_finished and duty.due_on == due_on
            if duty is not None and holds and (chat_id, duty.unit_code) in follows:
                reminders.append(Reminder(duty, stage))
            else:
                moot.append(duty_id)
        parts_sent, reminders_sent = arrived.get(digest_id, (0, 0))
        claimed.append(
            ClaimedDigest(
                id=digest_id,
                recipient=Recipient(
                    chat_id=chat_id,
                    telegram_chat_id=telegram_chat_id,
                    thread_id=thread_id,
                    is_group=kind != "private",
                    language=language,
                    fallback=_fallback(Channel(channel), address),
                ),
                digest_on=digest_on,
                planned_at=planned_at,
                claimed_at=now,
                may_repeat=state == "unknown",
                parts_sent=parts_sent,
                reminders_sent=reminders_sent,
                reminders=tuple(reminders),
                moot=tuple(moot),
            )
        )
    return claimed


def _fallback(channel: Channel, address: str | None) -> FallbackAddress | None:
    if channel is Channel.TELEGRAM or address is None:
        return None
    return FallbackAddress(channel, address)


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


async def drop_moot(session: AsyncSession, digests: Sequence[ClaimedDigest], now: datetime) -> None:
    """Strike out reminders that no longer hold, and digests of which nothing is left."""
    for digest in digests:
        if digest.moot:
            await session.execute(
                update(DeliveryRow)
                .where(DeliveryRow.digest_id == digest.id, DeliveryRow.duty_id.in_(digest.moot))
                .values(state="missed", reason=MOOT)
            )
    empty = [digest.id for digest in digests if not digest.reminders]
    if empty:
        await session.execute(
            update(DigestRow)
            .where(DigestRow.id.in_(empty))
            .values(
                state="missed",
                settled_at=now,
                reason=MOOT,
                claimed_by=None,
                claimed_until=None,
            )
        )


async def recover_stuck(
    session: AsyncSession, *, now: datetime, owner: str, alone: bool, by_fallback: bool = False
) -> int:
    """Take back what is claimed and not being worked on; what was left in mid-send counts as unknown.

    That is what ``owner`` holds itself: call it only while it sends nothing. Then what others hold beyond
    their lease, or, when ``alone`` says that no other scheduler can be alive, whatever they hold for the same
    way: Telegram, or the fallback. What is unknown may be sent again at once. Returns how many digests were
    left in mid-send.
    """
    is_telegrams = DigestRow.channel == Channel.TELEGRAM
    theirs = and_(
        DigestRow.claimed_by.is_not(None),
        or_(
            DigestRow.claimed_until <= now,
            and_(
                not_(is_telegrams) if by_fallback else is_telegrams,
                true() if alone else DigestRow.claimed_by == owner,
            ),
        ),
    )
    # What its owner, late but alive, is writing in this moment is not stuck.
    in_mid_send = select(DigestRow.id).where(theirs, DigestRow.state == "sending")
    stuck = (await session.scalars(in_mid_send.with_for_update(skip_locked=True))).all()
    await session.execute(
        update(DigestRow)
        .where(theirs, DigestRow.state.in_(("planned", "unknown")))
        .values(claimed_by=None, claimed_until=None)
    )
    for some in portions(stuck):
        for table in (DeliveryRow, SentMessageRow):
            await session.execute(
                update(table)
                .where(table.digest_id.in_(some), table.state == "sending")
                .values(state="unknown")
            )
        await session.execute(
            update(DigestRow)
            .where(DigestRow.id.in_(some))
            .values(
                state="unknown",
                not_before_at=now,
                reason="interrupted",
                claimed_by=None,
                claimed_until=None,
            )
        )
    return len(stuck)


async def give_up(session: AsyncSession, digest_id: int, owner: str, reason: str, now: datetime) -> None:
    """A claimed digest can never be sent; its reminders are planned anew on the next working day."""
    is_ours = and_(DigestRow.id == digest_id, DigestRow.claimed_by == owner)
    await session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.digest_id.in_(select(DigestRow.id).where(is_ours)),
            DeliveryRow.state.in_(NOT_YET_SENT),
        )
        .values(state="failed", reason=reason)
    )
    await session.execute(
        update(DigestRow)
        .where(is_ours)
        .values(state="failed", settled_at=now, reason=reason, claimed_by=None, claimed_until=None)
    )
