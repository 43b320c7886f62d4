"""Planning in the ledger: which chat is to get which reminders today.

A reminder is unique by chat, duty, stage, deadline and round. So an unmoved deadline is never announced
twice in a round, whatever the scheduler does, and a moved one earns new reminders. A new round begins when
the chat has to hear of the stage again (``scheduler.rounds``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, exists, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.duty_state import FINISHED, DutyState
from plan_data.store.claims import MOOT
from plan_data.store.dialect import insert_or
from plan_data.store.fallback import has_fallback
from plan_data.store.tables import ChatRow, DeliveryRow, DigestRow, DutyRow, SubscriptionRow


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """An unfinished duty with a deadline, as far as planning needs it.

    ``times_returned`` counts its reports that were returned; ``acknowledged_at`` is set while the unit has
    only acknowledged it.
    """

    id: int
    unit_code: str
    due_on: date
    is_lead: bool
    times_returned: int = 0
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FollowedUnit:
    unit_code: str
    since_at: datetime


@dataclass(frozen=True, slots=True)
class ChatToPlan:
    id: int
    follows: tuple[FollowedUnit, ...]


@dataclass(frozen=True, slots=True)
class ChatWithHour:
    """A reachable chat with what decides when it is written to."""

    chat: ChatToPlan
    digest_minute: int
    planned_on: date | None
    paused_until: date | None

    def may_get_one_on(self, day: date) -> bool:
        """Whether a digest may go out on that day: not planned yet, not paused."""
        is_planned = self.planned_on is not None and self.planned_on >= day
        return not is_planned and (self.paused_until is None or self.paused_until < day)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A reminder's key but for the chat; ``stage`` is days before the deadline, negative after it."""

    duty_id: int
    stage: int
    due_on: date
    round: int = 0


@dataclass(frozen=True, slots=True)
class PlannedDigest:
    """``missed`` are stages that passed unannounced and are overtaken; lower ``urgency`` is sent first."""

    chat_id: int
    urgency: int
    reminders: tuple[Announcement, ...]
    missed: tuple[Announcement, ...]


async def open_duties(session: AsyncSession, last: date) -> Sequence[OpenDuty]:
    """Unfinished duties due up to ``last``.

    A cooperating unit's duty ends with those of the lead units it helps.
    """
    lead = aliased(DutyRow)
    lead_is_open = exists().where(
        lead.obligation_id == DutyRow.obligation_id,
        lead.occurrence == DutyRow.occurrence,
        lead.role == "lead",
        lead.withdrawn_at.is_(None),
        lead.state.not_in(FINISHED),
    )
    rows = await session.execute(
        select(
            DutyRow.id,
            DutyRow.unit_code,
            DutyRow.due_on,
            DutyRow.role == "lead",
            DutyRow.times_returned,
            case((DutyRow.state == DutyState.ACKNOWLEDGED, DutyRow.state_at)),
        ).where(
            DutyRow.withdrawn_at.is_(None),
            DutyRow.state.not_in(FINISHED),
            DutyRow.due_on <= last,
            or_(DutyRow.role == "lead", lead_is_open),
        )
    )
    return [
        OpenDuty(id_, unit, due, is_lead, times_returned, acknowledged_at)
        for id_, unit, due, is_lead, times_returned, acknowledged_at in rows
        if due is not None
    ]


def _is_to_plan(today: date, minute: int, *, with_fallback: bool) -> ColumnElement[bool]:
    is_reachable = ChatRow.unreachable_at.is_(None)
    return and_(
        or_(is_reachable, has_fallback()) if with_fallback else is_reachable,
        ChatRow.digest_minute <= minute,
        or_(ChatRow.planned_on.is_(None), ChatRow.planned_on < today),
        or_(ChatRow.paused_until.is_(None), ChatRow.paused_until < today),
    )


async def has_chats_to_plan(
    session: AsyncSession, today: date, minute: int, *, with_fallback: bool = False
) -> bool:
    """Whether there is a chat whose hour has come and whose day is not planned yet."""
    is_to_plan = _is_to_plan(today, minute, with_fallback=with_fallback)
    return bool(await session.scalar(select(exists().where(is_to_plan))))


async def chats_to_plan(
    session: AsyncSession,
    *,
    today: date,
    minute: int,
    after_id: int,
    limit: int,
    with_fallback: bool = False,
) -> Sequence[ChatToPlan]:
    """Chats whose hour has come and whose day is not planned yet, by id, from ``after_id`` on.

    ``minute`` is the minute of the day in the plan's zone; ``with_fallback`` also plans for those who cannot
    be reached by Telegram but otherwise. The chats stay locked until the transaction ends
    (on SQLite one writes at a time anyway); those that another scheduler is planning are left to it.
    """
    chat_ids = (
        await session.scalars(
            select(ChatRow.id)
            .where(ChatRow.id > after_id, _is_to_plan(today, minute, with_fallback=with_fallback))
            .order_by(ChatRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
    ).all()
    return [ChatToPlan(*each) for each in (await _follows(session, chat_ids)).items()]


async def chats_with_hours(session: AsyncSession) -> Sequence[ChatWithHour]:
    """All reachable chats, by id, with their hours."""
    rows = (
        await session.execute(
            select(ChatRow.id, ChatRow.digest_minute, ChatRow.planned_on, ChatRow.paused_until)
            .where(ChatRow.unreachable_at.is_(None))
            .order_by(ChatRow.id)
        )
    ).all()
    follows = await _follows(session, [row[0] for row in rows])
    return [
        ChatWithHour(ChatToPlan(chat_id, follows[chat_id]), minute, planned_on, paused_until)
        for chat_id, minute, planned_on, paused_until in rows
    ]


async def _follows(session: AsyncSession, chat_ids: Sequence[int]) -> dict[int, tuple[FollowedUnit, ...]]:
    """What each of the chats follows; the ids are in ascending order."""
    if not chat_ids:
        return {}
    follows: dict[int, list[FollowedUnit]] = {chat_id: [] for chat_id in chat_ids}
    rows = await session.execute(
        select(SubscriptionRow.chat_id, SubscriptionRow.unit_code, SubscriptionRow.started_at).where(
            SubscriptionRow.chat_id.between(chat_ids[0], chat_ids[-1]), SubscriptionRow.ended_at.is_(None)
        )
    )
    for chat_id, unit_code, started_at in rows:
        if chat_id in follows:
            follows[chat_id].append(FollowedUnit(unit_code, started_at))
    return {chat_id: tuple(units) for chat_id, units in follows.items()}


async def announced(session: AsyncSession, first_chat: int, last_chat: int) -> dict[int, set[Announcement]]:
    """What chats in a range of ids were told, or would have been, of duties that are still open.

    What was told in a round counts for those before it.

    A reminder that fell away because the duty was finished or the unit not followed counts again when the
    report is taken back or the unit followed anew.
    """
    rows = await session.execute(
        select(
            DeliveryRow.chat_id, DeliveryRow.duty_id, DeliveryRow.stage, DeliveryRow.due_on, DeliveryRow.round
        )
        .join(DutyRow, and_(DutyRow.id == DeliveryRow.duty_id, DutyRow.due_on == DeliveryRow.due_on))
        .where(
            DeliveryRow.chat_id.between(first_chat, last_chat),
            _stays_told(),
            DutyRow.state.not_in(FINISHED),
        )
    )
    told: dict[int, set[Announcement]] = {}
    for chat_id, duty_id, stage, due_on, newest in rows:
        told.setdefault(chat_id, set()).update(
            Announcement(duty_id, stage, due_on, each) for each in range(newest + 1)
        )
    return told


def _stays_told() -> ColumnElement[bool]:
    # No IN here: it cannot be part of a statement for many rows.
    return or_(
        DeliveryRow.state == "sent",
        DeliveryRow.state == "sending",
        and_(DeliveryRow.state == "missed", DeliveryRow.reason != MOOT),
    )


def _stale(today: date) -> ColumnElement[bool]:
    return and_(DigestRow.digest_on < today, DigestRow.state.in_(("planned", "unknown")))


async def has_stale_digests(session: AsyncSession, today: date) -> bool:
    """Whether a digest of an earlier day was never sent, or not surely."""
    return bool(await session.scalar(select(exists().where(_stale(today)))))


async def drop_stale_digests(session: AsyncSession, today: date) -> None:
    """Give up digests of earlier days; today's takes over what they held."""
    stale = _stale(today)
    dropped = select(DigestRow.id).where(stale)
    await session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.digest_id.in_(dropped), DeliveryRow.state.in_(("planned", "unknown")))
        .values(state="planned", reason="carried over")
    )
    await session.execute(update(DigestRow).where(stale).values(state="missed", reason="carried over"))


async def plan_digests(
    session: AsyncSession, digests: Sequence[PlannedDigest], *, today: date, now: datetime
) -> int:
    """Write digests and their reminders into the ledger as planned; returns how many chats got one.

    A chat gets one digest a day: where one was sent, or is about to be, nothing is added. One that failed
    or fell away is planned again, for a chat that came back. A reminder that was planned, failed or unclear
    before moves to the new digest.
    """
    if not digests:
        return 0
    by_chat = {digest.chat_id: digest for digest in digests}
    insert = insert_or(session, DigestRow)
    written = ("state", "urgency", "planned_at", "not_before_at", "reason", "settled_at")
    connection = await session.connection()  # the unit of work would take a statement a row
    created = await connection.execute(
        insert.on_conflict_do_update(
            index_elements=["chat_id", "digest_on"],
            set_={name: insert.excluded[name] for name in written},
            where=or_(DigestRow.state == "failed", DigestRow.state == "missed"),
        ).returning(DigestRow.chat_id, DigestRow.id),
        [
            {
                "chat_id": digest.chat_id,
                "digest_on": today,
                "state": "planned",
                "urgency": digest.urgency,
                "planned_at": now,
                "not_before_at": now,
                "reason": None,
                "settled_at": None,
            }
            for digest in digests
        ],
    )
    ids = dict(created.all())
    deliveries = [
        {
            "digest_id": digest_id if state == "planned" else None,
            "chat_id": chat_id,
            "duty_id": reminder.duty_id,
            "stage": reminder.stage,
            "due_on": reminder.due_on,
            "round": reminder.round,
            "state": state,
            "reason": None if state == "planned" else "overtaken",
        }
        for chat_id, digest_id in ids.items()
        for state, reminders in (("planned", by_chat[chat_id].reminders), ("missed", by_chat[chat_id].missed))
        for reminder in reminders
    ]
    if deliveries:
        statement = insert_or(session, DeliveryRow)
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=["chat_id", "duty_id", "stage", "due_on", "round"],
                set_={name: statement.excluded[name] for name in ("digest_id", "state", "reason")},
                where=not_(_stays_told()),
            ),
            deliveries,
        )
    return len(ids)


async def mark_planned(session: AsyncSession, chat_ids: Sequence[int], today: date) -> None:
    """The day of these chats is planned, whether it brought a digest or not."""
    await session.execute(update(ChatRow).where(ChatRow.id.in_(chat_ids)).values(planned_on=today))
