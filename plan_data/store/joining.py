"""How people become officials: invitation links and requests that an admin decides."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.officials import Role
from plan_data.store.tables import AccessRequestRow, InvitationRow, UnitRow

INVITATION_LIFE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invitation:
    unit_code: str
    unit_name: str
    role: Role
    created_by: int | None


@dataclass(frozen=True, slots=True)
class AccessRequest:
    id: int
    telegram_user_id: int
    name: str
    language: str
    unit_code: str
    unit_name: str
    role: Role
    is_decided: bool


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


async def invite(
    session: AsyncSession,
    *,
    unit_code: str,
    role: Role,
    created_by: int | None,
    now: datetime,
    uses: int = 1,
    life: timedelta = INVITATION_LIFE,
) -> str:
    """Make an invitation and return its code; the code itself is not kept.

    It fits a deep link: at most 64 characters of A-Z, a-z, 0-9, _ and - (Bot API, "Deep linking").
    """
    code = secrets.token_urlsafe(18)
    session.add(
        InvitationRow(
            code_hash=_hash(code),
            unit_code=unit_code,
            role=role,
            created_at=now,
            created_by=created_by,
            expires_at=now + life,
            uses=uses,
            uses_left=uses,
        )
    )
    await session.flush()
    return code


async def use_invitation(session: AsyncSession, code: str, now: datetime) -> Invitation | None:
    """Take one use of an invitation; None when it is unknown, used up, revoked or out of date."""
    row = (
        await session.execute(
            update(InvitationRow)
            .where(
                InvitationRow.code_hash == _hash(code),
                InvitationRow.uses_left > 0,
                InvitationRow.revoked_at.is_(None),
                InvitationRow.expires_at > now,
            )
            .values(uses_left=InvitationRow.uses_left - 1)
            .returning(InvitationRow.unit_code, InvitationRow.role, InvitationRow.created_by)
        )
    ).one_or_none()
    if row is None:
        return None
    unit_code, role, created_by = row
    name = await session.scalar(select(UnitRow.display_name).where(UnitRow.code == unit_code))
    return Invitation(unit_code, name or unit_code, Role(role), created_by)


async def request_access(
    session: AsyncSession,
    *,
    telegram_user_id: int,
    name: str,
    language: str,
    unit_code: str,
    role: Role,
    now: datetime,
) -> int | None:
    """Note that somebody asks to act for a unit; None when the same request is still open."""
    pending = await session.scalar(
        select(AccessRequestRow.id).where(
            AccessRequestRow.telegram_user_id == telegram_user_id,
            AccessRequestRow.unit_code == unit_code,
            AccessRequestRow.decided_at.is_(None),
        )
    )
    if pending is not None:
        return None
    row = AccessRequestRow(
        telegram_user_id=telegram_user_id,
        name=name,
        language=language,
        unit_code=unit_code,
        role=role,
        asked_at=now,
    )
    session.add(row)
    await session.flush()
    return row.id


async def access_request(session: AsyncSession, request_id: int) -> AccessRequest | None:
    """A request by its number."""
    row = (
        await session.execute(
            select(AccessRequestRow, UnitRow.display_name)
            .join(UnitRow, UnitRow.code == AccessRequestRow.unit_code)
            .where(AccessRequestRow.id == request_id)
        )
    ).one_or_none()
    if row is None:
        return None
    request, unit_name = row
    return AccessRequest(
        id=request.id,
        telegram_user_id=request.telegram_user_id,
        name=request.name,
        language=request.language,
        unit_code=request.unit_code,
        unit_name=unit_name,
        role=Role(request.role),
        is_decided=request.decided_at is not None,
    )


async def decide(
    session: AsyncSession, request_id: int, *, granted: bool, decided_by: int, now: datetime
) -> bool:
    """Grant or deny a request; False when somebody decided it already."""
    decided = await session.scalar(
        update(AccessRequestRow)
        .where(AccessRequestRow.id == request_id, AccessRequestRow.decided_at.is_(None))
        .values(decided_at=now, decided_by=decided_by, granted=granted)
        .returning(AccessRequestRow.id)
    )
    return decided is not None
