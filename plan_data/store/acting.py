"""Standing in for somebody: a role for some days, and reminders on these days alone.

Whether the role holds is asked of its days at every use. Only the reminders have to be begun and ended, which
the scheduler does on every tick.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.audit import note
from plan_data.store.chats import chat_of_official, follow
from plan_data.store.officials import Role
from plan_data.store.seeing import end_unseen
from plan_data.store.tables import ChatRow, MembershipRow, OfficialRow, SubscriptionRow, UnitRow

ACTING_ENDED = "acting ended"


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who stands in, or will, from a day up to and including another."""

    membership_id: int
    name: str
    unit_name: str
    starts_on: date
    until: date


async def stand_ins_of(session: AsyncSession, official_id: int, today: date) -> Sequence[StandIn]:
    """Who stands in for the official now or later."""
    rows = await session.execute(
        select(
            MembershipRow.id,
            OfficialRow.name,
            UnitRow.display_name,
            MembershipRow.starts_on,
            MembershipRow.until,
        )
        .join(OfficialRow, OfficialRow.id == MembershipRow.official_id)
        .join(UnitRow, UnitRow.code == MembershipRow.unit_code)
        .where(
            MembershipRow.acting_for == official_id,
            MembershipRow.ended_at.is_(None),
            MembershipRow.until >= today,
        )
        .order_by(MembershipRow.starts_on, MembershipRow.id)
    )
    return [
        StandIn(id_, name, unit, starts_on, until)
        for id_, name, unit, starts_on, until in rows
        if starts_on is not None and until is not None
    ]


async def stop_lending(session: AsyncSession, membership_id: int, *, by: int, now: datetime) -> bool:
    """Somebody stands in for the official no longer; False when nobody did."""
    row = (
        await session.execute(
            update(MembershipRow)
            .where(
                MembershipRow.id == membership_id,
                MembershipRow.acting_for == by,
                MembershipRow.ended_at.is_(None),
            )
            .values(ended_at=now)
            .returning(MembershipRow.official_id, MembershipRow.unit_code, MembershipRow.follows_since_at)
        )
    ).one_or_none()
    if row is None:
        return False
    await end_reminders(session, *row, now)
    await note(
        session,
        actor=by,
        action="role.lend_end",
        subject=f"official {row.official_id}",
        before={"unit": row.unit_code},
        after=None,
        now=now,
    )
    return True


async def lend(
    session: AsyncSession,
    official_id: int,
    unit_code: str,
    role: Role,
    *,
    acting_for: int,
    starts_on: date,
    until: date,
    now: datetime,
) -> int:
    """Give a role for a unit from a day up to and including another, beside what the person has already.

    Returns the number of the membership.
    """
    row = MembershipRow(
        official_id=official_id,
        unit_code=unit_code,
        role=role,
        granted_at=now,
        granted_by=acting_for,
        acting_for=acting_for,
        starts_on=starts_on,
        until=until,
    )
    session.add(row)
    await session.flush()
    await note(
        session,
        actor=acting_for,
        action="role.lend",
        subject=f"official {official_id}",
        before=None,
        after={"unit": unit_code, "role": role, "from": str(starts_on), "until": str(until)},
        now=now,
    )
    return row.id


async def periods_to_turn(session: AsyncSession, today: date) -> Sequence[int]:
    """Numbers of the memberships whose reminders are to begin or end today."""
    begins = and_(
        MembershipRow.follows_since_at.is_(None),
        MembershipRow.starts_on <= today,
        MembershipRow.until >= today,
    )
    found = await session.scalars(
        select(MembershipRow.id)
        .where(MembershipRow.ended_at.is_(None), or_(begins, MembershipRow.until < today))
        .order_by(MembershipRow.id)
    )
    return found.all()


async def turn_periods(
    session: AsyncSession, membership_ids: Sequence[int], today: date, now: datetime
) -> None:
    """Begin the reminders of periods that began, end those of periods that are over."""
    rows = await session.scalars(
        select(MembershipRow)
        .where(MembershipRow.id.in_(membership_ids), MembershipRow.ended_at.is_(None))
        .with_for_update()
    )
    for row in rows.all():
        if row.until is None:
            continue
        if row.until < today:
            row.ended_at = now
            await session.flush()
            await end_reminders(session, row.official_id, row.unit_code, row.follows_since_at, now)
        elif row.follows_since_at is None and (row.starts_on is None or row.starts_on <= today):
            chat = await chat_of_official(session, row.official_id)
            if chat is not None:
                await follow(session, chat.id, row.unit_code, now)
            row.follows_since_at = now
    await session.flush()


async def end_reminders(
    session: AsyncSession, official_id: int, unit_code: str, since: datetime | None, now: datetime
) -> None:
    """End the subscription that began with a period; one that was there before stays, if it may."""
    await session.execute(
        update(SubscriptionRow)
        .where(
            SubscriptionRow.chat_id.in_(select(ChatRow.id).where(ChatRow.official_id == official_id)),
            SubscriptionRow.unit_code == unit_code,
            SubscriptionRow.started_at == since,
            SubscriptionRow.ended_at.is_(None),
        )
        .values(ended_at=now, end_reason=ACTING_ENDED)
    )
    await end_unseen(session, official_id, ACTING_ENDED, now)
