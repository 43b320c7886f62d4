"""Invitation links: who may come in, as what, how often, and until when; only the hash of a code is kept."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.acting import lend
from plan_data.store.audit import note
from plan_data.store.dialect import insert_or
from plan_data.store.officials import Role, enrol, official_of
from plan_data.store.roles import grant
from plan_data.store.tables import InvitationRow, InvitationUseRow, OfficialRow, UnitRow

INVITATION_LIFE = timedelta(days=14)
MOST_USES = 500
LONGEST_LIFE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Period:
    """For whom somebody stands in, and on which days, the last one included."""

    acting_for: int
    starts_on: date
    until: date


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that still lets somebody in."""

    id: int
    unit_code: str
    unit_name: str
    role: Role
    created_by: int | None
    creator_name: str | None
    expires_at: datetime
    uses: int
    uses_left: int
    until: date | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """Somebody came in by an invitation; ``is_new`` is False when they had used it before."""

    official_id: int
    unit_code: str
    unit_name: str
    role: Role
    created_by: int | None
    period: Period | None
    is_new: bool


def new_code() -> str:
    """A code nobody can guess; it fits a deep link (Bot API, "Deep linking": 64 of A-Z a-z 0-9 _ -)."""
    return secrets.token_urlsafe(18)


def hash_of(code: str) -> str:
    """What is kept of a code: with the database alone nobody can come in."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


async def invite(
    session: AsyncSession,
    *,
    unit_code: str,
    role: Role,
    created_by: int | None,
    now: datetime,
    uses: int = 1,
    life: timedelta = INVITATION_LIFE,
    code: str | None = None,
    period: Period | None = None,
) -> str:
    """Make an invitation and return its code. With the code of an earlier one nothing is made anew.

    :raises ValueError: more uses or a longer life than is sensible, or none.
    """
    if not 1 <= uses <= MOST_USES or not timedelta() < life <= LONGEST_LIFE:
        raise ValueError(f"{uses} uses for {life} is not a sensible invitation")
    code = code or new_code()
    made = await session.scalar(
        insert_or(session, InvitationRow)
        .values(
            code_hash=hash_of(code),
            unit_code=unit_code,
            role=role,
            created_at=now,
            created_by=created_by,
            expires_at=now + life,
            uses=uses,
            uses_left=uses,
            starts_on=period.starts_on if period else None,
            until=period.until if period else None,
            acting_for=period.acting_for if period else None,
        )
        .on_conflict_do_nothing(index_elements=["code_hash"])
        .returning(InvitationRow.id)
    )
    if made is not None:
        await note(
            session,
            actor=created_by,
            action="invitation.make",
            subject=f"invitation {made}",
            before=None,
            after={
                "unit": unit_code,
                "role": role,
                "uses": uses,
                "expires_at": (now + life).isoformat(),
                **({"from": str(period.starts_on), "until": str(period.until)} if period else {}),
            },
            now=now,
        )
    return code


async def accept_invitation(
    session: AsyncSession,
    code: str,
    *,
    telegram_user_id: int,
    name: str,
    language: str,
    today: date,
    now: datetime,
) -> Accepted | None:
    """Let a person in; None when the code is unknown, used up, revoked, out of date or not for them.

    One person takes one use. Who was removed needs an invitation made after that, or a link that went round
    once would let them in again.
    """
    row = await session.scalar(
        select(InvitationRow).where(InvitationRow.code_hash == hash_of(code)).with_for_update()
    )
    if row is None:
        return None
    official = await official_of(session, telegram_user_id, row.starts_on or today)
    is_used = await session.get(InvitationUseRow, (row.id, telegram_user_id)) is not None
    if is_used:
        holds = official and any(each.unit_code == row.unit_code for each in official.memberships)
        return await _accepted(session, row, official.id, is_new=False) if official and holds else None
    removed_at = await session.scalar(
        select(OfficialRow.removed_at).where(OfficialRow.telegram_user_id == telegram_user_id)
    )
    is_open = row.uses_left > 0 and row.revoked_at is None and row.expires_at > now
    is_over = row.until is not None and row.until < today
    is_own = official is not None and official.id == row.acting_for
    if not is_open or is_over or is_own or (removed_at is not None and removed_at >= row.created_at):
        return None
    row.uses_left -= 1
    session.add(InvitationUseRow(invitation_id=row.id, telegram_user_id=telegram_user_id, used_at=now))
    official_id = await enrol(
        session, telegram_user_id=telegram_user_id, name=name, language=language, now=now
    )
    accepted = await _accepted(session, row, official_id, is_new=True)
    if accepted.period is not None:
        await lend(
            session,
            official_id,
            row.unit_code,
            accepted.role,
            acting_for=accepted.period.acting_for,
            starts_on=accepted.period.starts_on,
            until=accepted.period.until,
            now=now,
        )
    elif official is None or not official.has_more_than(accepted.role, row.unit_code):
        await grant(session, official_id, row.unit_code, accepted.role, granted_by=row.created_by, now=now)
    await note(
        session,
        actor=official_id,
        action="invitation.use",
        subject=f"invitation {row.id}",
        before={"uses_left": row.uses_left + 1},
        after={"uses_left": row.uses_left},
        now=now,
    )
    return accepted


async def _accepted(session: AsyncSession, row: InvitationRow, official_id: int, *, is_new: bool) -> Accepted:
    name = await session.scalar(select(UnitRow.display_name).where(UnitRow.code == row.unit_code))
    period = None
    if row.acting_for is not None and row.starts_on is not None and row.until is not None:
        period = Period(row.acting_for, row.starts_on, row.until)
    return Accepted(
        official_id=official_id,
        unit_code=row.unit_code,
        unit_name=name or row.unit_code,
        role=Role(row.role),
        created_by=row.created_by,
        period=period,
        is_new=is_new,
    )


_OPEN = (
    select(InvitationRow, UnitRow.display_name, OfficialRow.name)
    .join(UnitRow, UnitRow.code == InvitationRow.unit_code)
    .outerjoin(OfficialRow, OfficialRow.id == InvitationRow.created_by)
)


async def open_invitations(
    session: AsyncSession, now: datetime, *, created_by: int | None = None
) -> Sequence[OpenInvitation]:
    """Those that still let somebody in, newest first: all, or those one official made."""
    query = _OPEN.where(
        InvitationRow.uses_left > 0, InvitationRow.revoked_at.is_(None), InvitationRow.expires_at > now
    ).order_by(InvitationRow.id.desc())
    if created_by is not None:
        query = query.where(InvitationRow.created_by == created_by)
    return [_described(*row) for row in await session.execute(query)]


async def invitation_of_code(session: AsyncSession, code: str) -> OpenInvitation | None:
    """The invitation that a code belongs to, used up or not."""
    row = (await session.execute(_OPEN.where(InvitationRow.code_hash == hash_of(code)))).one_or_none()
    return _described(*row) if row else None


def _described(row: InvitationRow, unit_name: str, creator_name: str | None) -> OpenInvitation:
    return OpenInvitation(
        id=row.id,
        unit_code=row.unit_code,
        unit_name=unit_name,
        role=Role(row.role),
        created_by=row.created_by,
        creator_name=creator_name,
        expires_at=row.expires_at,
        uses=row.uses,
        uses_left=row.uses_left,
        until=row.until,
    )


async def revoke_invitation(
    session: AsyncSession,
    invitation_id: int,
    *,
    revoked_by: int | None,
    now: datetime,
    only_own: bool = False,
) -> bool:
    """The link lets nobody in any more; False when there is none, or not one of the official's own."""
    revoking = update(InvitationRow).where(
        InvitationRow.id == invitation_id, InvitationRow.revoked_at.is_(None)
    )
    if only_own:
        revoking = revoking.where(InvitationRow.created_by == revoked_by)
    left = await session.scalar(revoking.values(revoked_at=now).returning(InvitationRow.uses_left))
    if left is None:
        return False
    await note(
        session,
        actor=revoked_by,
        action="invitation.revoke",
        subject=f"invitation {invitation_id}",
        before={"uses_left": left},
        after=None,
        now=now,
    )
    return True
