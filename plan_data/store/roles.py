"""Giving officials roles and taking them away; each change is in the audit log."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.acting import end_reminders
from plan_data.store.audit import note
from plan_data.store.fallback import end_fallback
from plan_data.store.officials import Role, holds, is_an_admin, official_by_id
from plan_data.store.seeing import end_unseen
from plan_data.store.tables import (
    CalendarFeedRow,
    HandoverRow,
    InvitationRow,
    MembershipRow,
    OfficialRow,
    QuestionRow,
)

INVITING = frozenset({Role.COORDINATOR, Role.ADMIN})
"""Roles that let one invite; with the role go the links."""

LENDABLE = frozenset({Role.REPORTER, Role.COORDINATOR})
"""Roles for which somebody else may stand in."""


class LastAdminError(ValueError):
    """Without this administrator nobody could let anybody in."""


async def grant(
    session: AsyncSession,
    official_id: int,
    unit_code: str,
    role: Role,
    *,
    granted_by: int | None,
    now: datetime,
) -> None:
    """Give an official a role for a unit; an earlier role for the same unit ends.

    :raises LastAdminError: the earlier role was that of the last administrator.
    """
    before = await _permanent_role(session, official_id, unit_code)
    if before is role:
        return
    if before is Role.ADMIN:
        await _require_another_admin(session, official_id, without_unit=unit_code)
    await _end_memberships(session, official_id, now, unit_code=unit_code)
    session.add(
        MembershipRow(
            official_id=official_id, unit_code=unit_code, role=role, granted_at=now, granted_by=granted_by
        )
    )
    await session.flush()
    if before in INVITING:
        await _revoke_invitations_by(session, official_id, now)
    if role not in LENDABLE:
        await _end_acting_for(session, official_id, now, unit_code=unit_code)
    if before is not None:
        await end_unseen(session, official_id, "role changed", now)
    await note(
        session,
        actor=granted_by,
        action="role.grant",
        subject=f"official {official_id}",
        before={"unit": unit_code, "role": before} if before else None,
        after={"unit": unit_code, "role": role},
        now=now,
    )


async def end_role(
    session: AsyncSession, official_id: int, unit_code: str, *, ended_by: int | None, now: datetime
) -> bool:
    """The official no longer acts for the unit, and no longer follows it; False when it was so before.

    :raises LastAdminError: it was the role of the last administrator.
    """
    before = await _permanent_role(session, official_id, unit_code)
    if before is None:
        return False
    if before is Role.ADMIN:
        await _require_another_admin(session, official_id, without_unit=unit_code)
    await _end_memberships(session, official_id, now, unit_code=unit_code)
    if before in INVITING:
        await _revoke_invitations_by(session, official_id, now)
    await _end_acting_for(session, official_id, now, unit_code=unit_code)
    await end_unseen(session, official_id, "role ended", now)
    await note(
        session,
        actor=ended_by,
        action="role.end",
        subject=f"official {official_id}",
        before={"unit": unit_code, "role": before},
        after=None,
        now=now,
    )
    return True


async def remove_official(
    session: AsyncSession,
    official_id: int,
    now: datetime,
    *,
    removed_by: int | None = None,
    action: str = "official.remove",
) -> bool:
    """The person no longer acts for anybody; False when that was so before.

    Roles, subscriptions (with those of groups that the person answers for), open questions, the calendar
    address, the fallback address and links the person made end at once; history stays.

    :raises LastAdminError: nobody else could let anybody in.
    """
    official = await official_by_id(session, official_id)
    row = await session.get(OfficialRow, official_id)
    if official is None or row is None or row.removed_at is not None:
        return False
    if official.is_admin:
        await _require_another_admin(session, official_id)
    await session.execute(
        update(OfficialRow).where(OfficialRow.id == official_id).values(removed_at=now, is_admin=False)
    )
    await _end_memberships(session, official_id, now)
    await _end_acting_for(session, official_id, now)
    await end_unseen(session, official_id, "removed", now)
    await session.execute(
        delete(QuestionRow).where(QuestionRow.telegram_user_id == official.telegram_user_id)
    )
    await session.execute(delete(CalendarFeedRow).where(CalendarFeedRow.official_id == official_id))
    await end_fallback(session, official_id, ended_by=removed_by, now=now)
    await _revoke_invitations_by(session, official_id, now)
    await session.execute(
        update(HandoverRow)
        .where(
            or_(HandoverRow.created_by == official_id, HandoverRow.official_id == official_id),
            HandoverRow.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    await note(
        session,
        actor=removed_by,
        action=action,
        subject=f"official {official_id}",
        before={
            "name": official.name,
            "admin": official.is_admin,
            "roles": [{"unit": each.unit_code, "role": each.role} for each in official.memberships],
        },
        after=None,
        now=now,
    )
    return True


async def _permanent_role(session: AsyncSession, official_id: int, unit_code: str) -> Role | None:
    role = await session.scalar(
        select(MembershipRow.role).where(
            MembershipRow.official_id == official_id, MembershipRow.unit_code == unit_code, holds(None)
        )
    )
    return Role(role) if role else None


async def _require_another_admin(
    session: AsyncSession, official_id: int, *, without_unit: str | None = None
) -> None:
    """Refuse to take away the last administrator.

    The administrators' rows are locked: two who remove each other at once must not both succeed.
    """
    locked = await session.scalars(select(OfficialRow).where(is_an_admin()).with_for_update())
    for row in locked.all():
        if row.id != official_id:
            return
        if without_unit is None:
            continue
        elsewhere = await session.scalar(
            select(MembershipRow.id)
            .where(
                MembershipRow.official_id == official_id,
                MembershipRow.role == Role.ADMIN,
                MembershipRow.unit_code != without_unit,
                holds(None),
            )
            .limit(1)
        )
        if row.is_admin or elsewhere is not None:
            return
    raise LastAdminError("the last administrator cannot be taken away")


async def _end_memberships(
    session: AsyncSession, official_id: int, now: datetime, *, unit_code: str | None = None
) -> None:
    """End all roles of a person, or the lasting one for a unit."""
    ending = update(MembershipRow).where(
        MembershipRow.official_id == official_id, MembershipRow.ended_at.is_(None)
    )
    if unit_code is not None:
        ending = ending.where(MembershipRow.unit_code == unit_code, MembershipRow.until.is_(None))
    await session.execute(ending.values(ended_at=now))


async def _end_acting_for(
    session: AsyncSession, official_id: int, now: datetime, *, unit_code: str | None = None
) -> None:
    """Nobody stands in any more for somebody who no longer has the role themselves."""
    standing_in = MembershipRow.acting_for == official_id, MembershipRow.ended_at.is_(None)
    links = InvitationRow.acting_for == official_id, InvitationRow.revoked_at.is_(None)
    ending, revoking = update(MembershipRow).where(*standing_in), update(InvitationRow).where(*links)
    if unit_code is not None:
        ending = ending.where(MembershipRow.unit_code == unit_code)
        revoking = revoking.where(InvitationRow.unit_code == unit_code)
    ended = await session.execute(
        ending.values(ended_at=now).returning(
            MembershipRow.official_id, MembershipRow.unit_code, MembershipRow.follows_since_at
        )
    )
    await session.execute(revoking.values(revoked_at=now))
    for stand_in, unit, since in ended.all():
        await end_reminders(session, stand_in, unit, since, now)


async def _revoke_invitations_by(session: AsyncSession, official_id: int, now: datetime) -> None:
    """Links of one who may no longer invite let nobody in."""
    await session.execute(
        update(InvitationRow)
        .where(InvitationRow.created_by == official_id, InvitationRow.revoked_at.is_(None))
        .values(revoked_at=now)
    )
