"""The ledger of messages beside the daily digest: nudges, escalations, coordinators' mornings, moved dates.

planned → sending → sent | failed, by Telegram or, under the same rules as digests, by the fallback. A row
says what it is about by kind and key, and a chat gets each only once, whatever process plans it and however
often. What was left in mid-send by a crash is sent again once its lease is over: a second copy harms less
than silence.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.channel import Channel, FallbackAddress
from plan_data.delivery_outcome import (
    Gone,
    Moved,
    Outcome,
    Refused,
    Rejected,
    RetryLater,
    Sent,
    TopicGone,
    Unknown,
)
from plan_data.store.claims import Recipient
from plan_data.store.deliveries import mark_unreachable, move_chat
from plan_data.store.dialect import insert_or
from plan_data.store.fallback import falls_to_fallback, has_fallback, is_reached, mark_address_failed
from plan_data.store.sent_messages import keep_sent_message
from plan_data.store.tables import (
    ChatRow,
    FallbackAddressRow,
    NoticeRow,
    OfficialRow,
    SubscriptionRow,
)

LEASE = timedelta(minutes=2)
AGAIN_AFTER = timedelta(minutes=10)
MOST_ATTEMPTS = 5
"""That left a notice in mid-send, one after the other: something about it ends the process."""
STALE_AFTER = timedelta(days=2)
"""A notice that could not be sent for so long says nothing any more."""


class NoticeKind(StrEnum):
    NUDGE = "nudge"
    ESCALATION = "escalation"
    MORNING = "morning"
    WEEKLY = "weekly"
    AMENDMENT = "amendment"
    EXTENSION = "extension"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A message for a chat; ``duty_ids`` stand behind the numbers 1, 2, … in its text."""

    chat_id: int
    kind: NoticeKind
    key: str
    text: str
    duty_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimedNotice:
    """A notice that this process may send until its lease ends."""

    id: int
    recipient: Recipient
    text: str
    duty_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReachableChat:
    """A chat that can be written to, with the unit it is asked for."""

    chat_id: int
    unit_code: str
    language: str
    title: str


async def plan_notices(
    session: AsyncSession, notices: Sequence[NewNotice], *, asked_by: int | None, now: datetime
) -> int:
    """Write notices as planned; those a chat has already, by kind and key, are left out. Returns how many."""
    if not notices:
        return 0
    planned = await session.execute(
        insert_or(session, NoticeRow).on_conflict_do_nothing().returning(NoticeRow.id),
        [
            {
                "chat_id": notice.chat_id,
                "kind": notice.kind.value,
                "key": notice.key,
                "text": notice.text,
                "duty_ids": list(notice.duty_ids),
                "asked_by": asked_by,
                "planned_at": now,
                "not_before_at": now,
                "state": "planned",
            }
            for notice in notices
        ],
    )
    return len(planned.all())


async def not_planned(session: AsyncSession, notices: Sequence[NewNotice]) -> Sequence[NewNotice]:
    """Those of the notices that the ledger does not hold, by chat, kind and key."""
    keys: dict[NoticeKind, set[str]] = {}
    for notice in notices:
        keys.setdefault(notice.kind, set()).add(notice.key)
    known = {kind: await notices_with_key(session, kind, of_kind) for kind, of_kind in keys.items()}
    return [
        notice for notice in notices if notice.chat_id not in known[notice.kind].get(notice.key, frozenset())
    ]


async def next_notice_at(session: AsyncSession) -> datetime | None:
    """When the first planned notice to a reachable chat may leave; None without one."""
    return await session.scalar(
        select(func.min(NoticeRow.not_before_at))
        .join(ChatRow, ChatRow.id == NoticeRow.chat_id)
        .where(NoticeRow.state == "planned", ChatRow.unreachable_at.is_(None))
    )


async def claim_notices(
    session: AsyncSession, now: datetime, limit: int, *, fallback_after: timedelta | None = None
) -> Sequence[ClaimedNotice]:
    """Take up to ``limit`` notices that may be sent now, oldest first; those of reachable chats.

    With ``fallback_after`` those that are the fallback's: of officials with an address, whose chat is
    unreachable or whose notice has waited so long while nothing got through to Telegram.
    """
    await session.execute(
        update(NoticeRow)
        .where(NoticeRow.state == "planned", NoticeRow.planned_at < now - STALE_AFTER)
        .values(state="missed", settled_at=now, reason="too old")
    )
    may_go = and_(
        or_(
            NoticeRow.state == "planned",
            # Left behind by a crash.
            and_(NoticeRow.state == "sending", NoticeRow.attempts < MOST_ATTEMPTS),
        ),
        NoticeRow.not_before_at <= now,
    )
    if fallback_after is None:
        is_ours = and_(ChatRow.unreachable_at.is_(None), may_go)
    else:
        waits_for_telegram = and_(NoticeRow.channel == Channel.TELEGRAM, NoticeRow.state == "planned")
        is_ours = and_(
            falls_to_fallback(NoticeRow.planned_at, now - fallback_after), or_(may_go, waits_for_telegram)
        )
    ids = (
        await session.scalars(
            select(NoticeRow.id)
            .join(ChatRow, ChatRow.id == NoticeRow.chat_id)
            .where(is_ours)
            .order_by(NoticeRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=NoticeRow)
        )
    ).all()
    if not ids:
        return []
    rows = (
        await session.execute(
            select(NoticeRow, ChatRow, FallbackAddressRow)
            .join(ChatRow, ChatRow.id == NoticeRow.chat_id)
            .outerjoin(FallbackAddressRow, FallbackAddressRow.official_id == ChatRow.official_id)
            .where(NoticeRow.id.in_(ids))
            .order_by(NoticeRow.id)
        )
    ).all()
    claimed = []
    for notice, chat, address in rows:
        is_letter = fallback_after is not None and address is not None
        fallback = FallbackAddress(Channel(address.channel), address.address) if is_letter else None
        recipient = Recipient(
            chat_id=chat.id,
            telegram_chat_id=chat.telegram_chat_id,
            thread_id=chat.thread_id,
            is_group=chat.kind != "private",
            language=chat.language,
            fallback=fallback,
        )
        notice.state, notice.attempts, notice.channel = "sending", notice.attempts + 1, recipient.channel
        notice.not_before_at = now + LEASE
        claimed.append(ClaimedNotice(notice.id, recipient, notice.text, tuple(notice.duty_ids)))
    await session.flush()
    return claimed


async def record_notice(
    session: AsyncSession, notice: ClaimedNotice, outcome: Outcome, now: datetime
) -> None:
    """What became of a notice; one that arrived can be replied to like a digest."""
    match outcome:
        case Sent(message_id):
            await _settle(session, notice.id, "sent", now, message_id=message_id)
            if message_id is not None:
                await keep_sent_message(
                    session,
                    notice.recipient.chat_id,
                    message_id,
                    text=notice.text,
                    duty_ids=notice.duty_ids,
                    first_number=1,
                    now=now,
                )
        case RetryLater(after, reason):
            await _put_back(session, notice.id, now + after, reason)
        case Refused(reason) | Unknown(reason) | TopicGone(reason):
            await _put_back(session, notice.id, now + AGAIN_AFTER, reason)
        case Moved(telegram_chat_id):
            await move_chat(session, notice.recipient.chat_id, telegram_chat_id, now)
            await _put_back(session, notice.id, now, "the chat moved")
        case Gone(reason) if notice.recipient.fallback is not None:
            if await mark_address_failed(session, notice.recipient.chat_id, reason, now):
                await _settle(session, notice.id, "failed", now, reason=reason)
            else:
                # Telegram may be back any moment; it has the notice to itself now.
                await _put_back(session, notice.id, now, reason)
        case Gone(reason):
            await mark_unreachable(session, notice.recipient.chat_id, reason, now)
            if await session.scalar(
                select(ChatRow.id).where(ChatRow.id == notice.recipient.chat_id, has_fallback())
            ):
                await _put_back(session, notice.id, now, reason)
            else:
                await _settle(session, notice.id, "failed", now, reason=reason)
        case Rejected(reason):
            await _settle(session, notice.id, "failed", now, reason=reason)


async def give_back(session: AsyncSession, notices: Sequence[ClaimedNotice], now: datetime) -> None:
    """Claimed notices that were not begun may be claimed again; only while their lease holds."""
    for notice in notices:
        await _put_back(session, notice.id, now, "not begun")


async def _settle(
    session: AsyncSession,
    notice_id: int,
    state: str,
    now: datetime,
    *,
    message_id: int | None = None,
    reason: str | None = None,
) -> None:
    await session.execute(
        update(NoticeRow)
        .where(NoticeRow.id == notice_id)
        .values(state=state, settled_at=now, message_id=message_id, reason=reason)
    )


async def _put_back(session: AsyncSession, notice_id: int, not_before_at: datetime, reason: str) -> None:
    await session.execute(
        update(NoticeRow)
        .where(NoticeRow.id == notice_id)
        .values(state="planned", not_before_at=not_before_at, attempts=0, reason=reason)
    )


async def notices_with_key(
    session: AsyncSession, kind: NoticeKind, keys: Collection[str]
) -> Mapping[str, frozenset[int]]:
    """For each key the chats that have such a notice."""
    rows = await session.execute(
        select(NoticeRow.key, NoticeRow.chat_id).where(NoticeRow.kind == kind, NoticeRow.key.in_(keys))
    )
    chats: dict[str, set[int]] = {}
    for key, chat_id in rows:
        chats.setdefault(key, set()).add(chat_id)
    return {key: frozenset(found) for key, found in chats.items()}


async def notices_since(session: AsyncSession, kind: NoticeKind, since: datetime) -> Mapping[int, int]:
    """How many notices of a kind each chat was given since a moment, those that failed left out."""
    rows = await session.execute(
        select(NoticeRow.chat_id, func.count())
        .where(
            NoticeRow.kind == kind,
            NoticeRow.planned_at >= since,
            NoticeRow.state.not_in(("failed", "missed")),
        )
        .group_by(NoticeRow.chat_id)
    )
    return dict(rows.all())


async def last_planned(session: AsyncSession, kind: NoticeKind) -> Mapping[int, datetime]:
    """When each chat last had a notice of a kind planned."""
    rows = await session.execute(
        select(NoticeRow.chat_id, func.max(NoticeRow.planned_at))
        .where(NoticeRow.kind == kind)
        .group_by(NoticeRow.chat_id)
    )
    return dict(rows.all())


async def reachable_followers(
    session: AsyncSession, units: Collection[str], *, with_fallback: bool = False
) -> Sequence[ReachableChat]:
    """The chats that follow the units and can be written to, by unit."""
    rows = await session.execute(
        select(SubscriptionRow.chat_id, SubscriptionRow.unit_code, ChatRow.language, ChatRow.title)
        .join(ChatRow, ChatRow.id == SubscriptionRow.chat_id)
        .outerjoin(OfficialRow, OfficialRow.id == ChatRow.official_id)
        .where(
            SubscriptionRow.unit_code.in_(units),
            SubscriptionRow.ended_at.is_(None),
            is_reached(with_fallback=with_fallback),
            OfficialRow.removed_at.is_(None),
        )
        .order_by(SubscriptionRow.unit_code, SubscriptionRow.id)
    )
    return [ReachableChat(*row) for row in rows]
