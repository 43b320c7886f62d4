"""What decides whether a person hears of a duty on a day, gathered for an explanation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.fallback import has_fallback
from plan_data.store.tables import (
    ChatRow,
    DeliveryRow,
    DigestRow,
    DutyRow,
    ObligationRow,
    OfficialRow,
    SnoozeRow,
    SubscriptionRow,
    UnitRow,
)


@dataclass(frozen=True, slots=True)
class PersonsChat:
    """A chat that a person gets reminders in; None where nothing applies.

    ``has_fallback``: the person confirmed another address, and letters to it arrive.
    """

    id: int
    title: str
    digest_minute: int
    paused_until: date | None
    unreachable_at: datetime | None
    unreachable_reason: str | None
    has_fallback: bool = False


@dataclass(frozen=True, slots=True)
class PersonFound:
    name: str
    removed_at: datetime | None
    chat: PersonsChat | None


@dataclass(frozen=True, slots=True)
class DutyFound:
    """A duty by its code for one unit, as it stands now."""

    id: int
    unit_code: str
    unit_name: str
    title: str
    is_lead: bool
    due_on: date | None
    state: str
    state_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class FollowFound:
    started_at: datetime
    ended_at: datetime | None
    end_reason: str | None


@dataclass(frozen=True, slots=True)
class ToldFound:
    """A reminder in the ledger: on which day, at which stage, and what became of it."""

    on: date | None
    stage: int
    due_on: date
    state: str
    reason: str | None
    settled_at: datetime | None
    channel: str | None


async def find_person(session: AsyncSession, who: str) -> Sequence[PersonFound]:
    """People by Telegram's number, by ours, or by their whole name, with their private chats."""
    number = int(who) if who.isdecimal() and len(who) < 19 else None
    rows = await session.execute(
        select(OfficialRow.name, OfficialRow.removed_at, ChatRow, has_fallback())
        .outerjoin(ChatRow, (ChatRow.official_id == OfficialRow.id) & (ChatRow.kind == "private"))
        .where(or_(OfficialRow.telegram_user_id == number, OfficialRow.id == number, OfficialRow.name == who))
        .order_by(OfficialRow.id)
    )
    return [
        PersonFound(name, removed_at, _chat(chat, has_fallback=is_reached))
        for name, removed_at, chat, is_reached in rows
    ]


def _chat(row: ChatRow | None, *, has_fallback: bool) -> PersonsChat | None:
    if row is None:
        return None
    return PersonsChat(
        row.id,
        row.title,
        row.digest_minute,
        row.paused_until,
        row.unreachable_at,
        row.unreachable_reason,
        has_fallback,
    )


async def find_duties(session: AsyncSession, code: str) -> Sequence[DutyFound]:
    """Every unit's duty with this code."""
    rows = await session.execute(
        select(DutyRow, UnitRow.display_name, ObligationRow.title)
        .join(UnitRow, UnitRow.code == DutyRow.unit_code)
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .where(or_(DutyRow.code == code, ObligationRow.code == code))
        .order_by(DutyRow.id)
    )
    return [
        DutyFound(
            id=row.id,
            unit_code=row.unit_code,
            unit_name=unit_name,
            title=title,
            is_lead=row.role == "lead",
            due_on=row.due_on,
            state=row.state,
            state_at=row.state_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row, unit_name, title in rows
    ]


async def find_follow(session: AsyncSession, chat_id: int, unit_code: str) -> FollowFound | None:
    """How the chat follows the unit, or followed it."""
    row = await session.scalar(
        select(SubscriptionRow).where(
            SubscriptionRow.chat_id == chat_id, SubscriptionRow.unit_code == unit_code
        )
    )
    return FollowFound(row.started_at, row.ended_at, row.end_reason) if row else None


async def find_told(session: AsyncSession, chat_id: int, duty_id: int) -> Sequence[ToldFound]:
    """What the ledger says of a duty in a chat, oldest first."""
    rows = await session.execute(
        select(
            DigestRow.digest_on,
            DeliveryRow.stage,
            DeliveryRow.due_on,
            DeliveryRow.state,
            DeliveryRow.reason,
            DigestRow.settled_at,
            DigestRow.channel,
        )
        .outerjoin(DigestRow, DigestRow.id == DeliveryRow.digest_id)
        .where(DeliveryRow.chat_id == chat_id, DeliveryRow.duty_id == duty_id)
        .order_by(DeliveryRow.id)
    )
    return [ToldFound(*row) for row in rows]


async def snoozed_on(session: AsyncSession, chat_id: int, duty_id: int, day: date) -> date | None:
    """Until when the chat does not want to hear of the duty, as of a day."""
    return await session.scalar(
        select(SnoozeRow.until_on)
        .where(SnoozeRow.chat_id == chat_id, SnoozeRow.duty_id == duty_id, SnoozeRow.until_on > day)
        .order_by(SnoozeRow.until_on.desc())
        .limit(1)
    )
