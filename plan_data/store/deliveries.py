"""Sending from the ledger: claim, begin, record what became of it.

The states of a digest, and of the reminders in it::

    planned ──claim──> planned (leased) ──begin──> sending ──┬─> sent
       ^                                                     ├─> failed   nobody there, or a text never taken
       ├──── surely not sent: again at not_before_at ────────┤
       └──── again after ten minutes, marked "gửi lại" ──────┴─> unknown  the answer was lost
    planned, unknown ──the day is over──> missed; its reminders move to the next digest

``sending`` is written before the call: a crash leaves a row that says so, and after its lease it counts as
unknown. Telegram has no key that would make a second send harmless, and silence harms an official more than
a message that comes twice; so what is unknown is sent again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.channel import Channel
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
from plan_data.store.claims import NOT_YET_SENT
from plan_data.store.dialect import insert_or
from plan_data.store.fallback import mark_address_failed
from plan_data.store.tables import ChatRow, DeliveryRow, DigestRow, SentMessageRow, SubscriptionRow

UNKNOWN_AGAIN_AFTER = timedelta(minutes=10)
REFUSED_AGAIN_AFTER = timedelta(minutes=1)
MOVED = "moved"
"""Why a chat is unreachable whose subscriptions another row has taken over: nothing to worry about."""


@dataclass(frozen=True, slots=True)
class DigestPart:
    """One message of a digest, and what carries it.

    ``part`` counts from 1, ``is_last`` when nothing of the digest follows.
    """

    digest_id: int
    chat_id: int
    part: int
    text: str
    duty_ids: tuple[int, ...]
    first_number: int
    is_last: bool
    channel: Channel = Channel.TELEGRAM


@dataclass(frozen=True, slots=True)
class PartOutcome:
    part: DigestPart
    outcome: Outcome


async def begin_sending(
    session: AsyncSession, parts: Sequence[DigestPart], *, owner: str, now: datetime, lease: timedelta
) -> set[int]:
    """The messages are about to leave; write so, with their text, before the call.

    Returns the digests that ``owner`` still holds, whose leases begin anew. The others were taken over by
    another scheduler, or given up, in the meantime: their messages must not leave.
    """
    connection = await session.connection()  # the unit of work has nothing to add, and costs half the time
    rows = await connection.scalars(
        update(DigestRow)
        .where(
            DigestRow.id.in_([part.digest_id for part in parts]),
            DigestRow.claimed_by == owner,
            DigestRow.state.in_(NOT_YET_SENT),
        )
        .values(state="sending", attempts=DigestRow.attempts + 1, claimed_until=now + lease)
        .returning(DigestRow.id)
    )
    held = set(rows)
    parts = [part for part in parts if part.digest_id in held]
    if not parts:
        return held
    statement = insert_or(session, SentMessageRow)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=["digest_id", "part"],
            set_={
                name: statement.excluded[name]
                for name in ("state", "text", "duty_ids", "first_number", "at", "channel")
            },
        ),
        [
            {
                "chat_id": part.chat_id,
                "digest_id": part.digest_id,
                "part": part.part,
                "state": "sending",
                "text": part.text,
                "duty_ids": list(part.duty_ids),
                "first_number": part.first_number,
                "at": now,
                "channel": part.channel,
            }
            for part in parts
        ],
    )
    await _set_deliveries(session, parts, "sending")
    return held


async def record_outcomes(
    session: AsyncSession, outcomes: Sequence[PartOutcome], *, owner: str, now: datetime
) -> None:
    """What became of messages that ``owner`` sent. A digest is sent when its last part is.

    That a message arrived is true whoever sent it. What did not arrive concerns only a digest that
    ``owner`` still holds: another scheduler may be sending it by now.
    """
    await _record_sent(session, [done for done in outcomes if isinstance(done.outcome, Sent)], now)
    others = [done for done in outcomes if not isinstance(done.outcome, Sent)]
    if not others:
        return
    held = set(
        await session.scalars(
            select(DigestRow.id)
            .where(DigestRow.id.in_([done.part.digest_id for done in others]), DigestRow.claimed_by == owner)
            .with_for_update()
        )
    )
    for done in others:
        if done.part.digest_id in held:
            await _record_not_sent(session, done, now)


async def _record_not_sent(session: AsyncSession, done: PartOutcome, now: datetime) -> None:
    part = done.part
    match done.outcome:
        case Sent():
            raise ValueError("a message that was sent")
        case RetryLater(after, reason):
            await _put_back(session, part, "planned", now + after, reason)
        case Refused(reason):
            await _put_back(session, part, "planned", now + REFUSED_AGAIN_AFTER, reason)
        case Unknown(reason):
            await _put_back(session, part, "unknown", now + UNKNOWN_AGAIN_AFTER, reason)
        case Moved(telegram_chat_id):
            await move_chat(session, part.chat_id, telegram_chat_id, now)
            await _put_back(session, part, "planned", now, "the chat moved")
        case TopicGone(reason):
            await _leave_topic(session, part.chat_id, reason, now)
            await _put_back(session, part, "planned", now, reason)
        case Gone(reason) if part.channel is not Channel.TELEGRAM:
            if await mark_address_failed(session, part.chat_id, reason, now):
                await _fail(session, part, reason, now)
            else:
                # Telegram may be back any moment; it has the digest to itself now.
                await _put_back(session, part, "planned", now, reason)
        case Gone(reason):
            await mark_unreachable(session, part.chat_id, reason, now)
            await _fail(session, part, reason, now)
        case Rejected(reason):
            await _fail(session, part, reason, now)


async def _record_sent(session: AsyncSession, sent: Sequence[PartOutcome], now: datetime) -> None:
    if not sent:
        return
    connection = await session.connection()
    await connection.execute(
        update(SentMessageRow)
        .where(
            SentMessageRow.digest_id == bindparam("of_digest"),
            SentMessageRow.part == bindparam("of_part"),
        )
        .values(state="sent", message_id=bindparam("new_message_id")),
        [
            {
                "of_digest": done.part.digest_id,
                "of_part": done.part.part,
                "new_message_id": done.outcome.message_id,
            }
            for done in sent
            if isinstance(done.outcome, Sent)
        ],
    )
    await _set_deliveries(session, [done.part for done in sent], "sent")
    complete = [done.part.digest_id for done in sent if done.part.is_last]
    if complete:
        await connection.execute(
            update(DigestRow)
            .where(DigestRow.id.in_(complete))
            .values(state="sent", settled_at=now, reason=None, claimed_by=None, claimed_until=None)
        )


async def _set_deliveries(
    session: AsyncSession, parts: Sequence[DigestPart], state: str, reason: str | None = None
) -> None:
    """Move the reminders of the parts on; nearly all digests are one part and need one statement together."""
    connection = await session.connection()
    whole = [part.digest_id for part in parts if part.is_last and part.part == 1]
    if whole:
        await connection.execute(
            update(DeliveryRow)
            .where(DeliveryRow.digest_id.in_(whole), DeliveryRow.state.in_(NOT_YET_SENT))
            .values(state=state, reason=reason)
        )
    for part in parts:
        if not (part.is_last and part.part == 1):
            await connection.execute(
                update(DeliveryRow)
                .where(DeliveryRow.digest_id == part.digest_id, DeliveryRow.duty_id.in_(part.duty_ids))
                .values(state=state, reason=reason)
            )


async def _put_back(
    session: AsyncSession, part: DigestPart, state: str, not_before_at: datetime, reason: str
) -> None:
    await session.execute(
        update(DigestRow)
        .where(DigestRow.id == part.digest_id)
        .values(state=state, not_before_at=not_before_at, reason=reason, claimed_by=None, claimed_until=None)
    )
    await _set_part(session, part, state)
    await _set_deliveries(session, [part], state, reason)


async def _fail(session: AsyncSession, part: DigestPart, reason: str, now: datetime) -> None:
    await session.execute(
        update(DigestRow)
        .where(DigestRow.id == part.digest_id)
        .values(state="failed", settled_at=now, reason=reason, claimed_by=None, claimed_until=None)
    )
    await _set_part(session, part, "failed")
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.digest_id == part.digest_id, DeliveryRow.state.in_(NOT_YET_SENT))
        .values(state="failed", reason=reason)
    )


async def _set_part(session: AsyncSession, part: DigestPart, state: str) -> None:
    await session.execute(
        update(SentMessageRow)
        .where(SentMessageRow.digest_id == part.digest_id, SentMessageRow.part == part.part)
        .values(state=state)
    )


async def mark_unreachable(session: AsyncSession, chat_id: int, reason: str, now: datetime) -> None:
    """Nobody can be told anything in this chat until it comes back; one known to be lost stays as it is.

    Its day is planned again, for the fallback of an official who has one.
    """
    await session.execute(
        update(ChatRow)
        .where(ChatRow.id == chat_id, ChatRow.unreachable_at.is_(None))
        .values(unreachable_at=now, unreachable_reason=reason, planned_on=None)
    )


async def move_chat(session: AsyncSession, chat_id: int, telegram_chat_id: int, now: datetime) -> None:
    """A group has a new number: go on there."""
    old_id = await session.scalar(select(ChatRow.telegram_chat_id).where(ChatRow.id == chat_id))
    known = await session.scalar(
        select(ChatRow.id)
        .where(ChatRow.telegram_chat_id == telegram_chat_id)
        .order_by(ChatRow.thread_id)
        .limit(1)
    )
    if known is not None and known != chat_id:
        # The bot heard of the move first: the chat under the new id takes over what the old one follows.
        await _hand_over(session, chat_id, known, now)
        return
    await session.execute(
        update(ChatRow)
        .where(ChatRow.telegram_chat_id == old_id)
        .values(telegram_chat_id=telegram_chat_id, kind="supergroup")
    )


async def _hand_over(session: AsyncSession, old: int, new: int, now: datetime) -> None:
    follows_already = select(SubscriptionRow.unit_code).where(SubscriptionRow.chat_id == new)
    await session.execute(
        update(SubscriptionRow)
        .where(
            SubscriptionRow.chat_id == old,
            SubscriptionRow.ended_at.is_(None),
            SubscriptionRow.unit_code.not_in(follows_already),
        )
        .values(chat_id=new)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(SubscriptionRow)
        .where(SubscriptionRow.chat_id == old, SubscriptionRow.ended_at.is_(None))
        .values(ended_at=now, end_reason="moved")
    )
    await session.execute(update(ChatRow).where(ChatRow.id == new).values(planned_on=None))
    await mark_unreachable(session, old, MOVED, now)


async def _leave_topic(session: AsyncSession, chat_id: int, reason: str, now: datetime) -> None:
    """Go on in the group's general topic, unless that follows something of its own."""
    here = aliased(ChatRow)
    general = await session.scalar(
        select(ChatRow.id)
        .join(here, here.telegram_chat_id == ChatRow.telegram_chat_id)
        .where(here.id == chat_id, ChatRow.thread_id == 0)
    )
    if general is None:
        await session.execute(update(ChatRow).where(ChatRow.id == chat_id).values(thread_id=0))
    else:
        await mark_unreachable(session, chat_id, reason, now)
