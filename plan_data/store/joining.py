"""Requests of strangers to act for a unit, which an administrator decides."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.audit import note
from plan_data.store.officials import Role
from plan_data.store.tables import AccessRequestRow, UnitRow

MOST_OPEN_REQUESTS = 5
MOST_REQUESTS_A_DAY = 10


class TooManyRequestsError(RuntimeError):
    """The person asks more often than anybody could mean it."""


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
    """Note that somebody asks to act for a unit; None when the same request is still open.

    :raises TooManyRequestsError: too many of the person's requests are open, or were made since yesterday.
    """
    pending = await session.scalar(
        select(AccessRequestRow.id).where(
            AccessRequestRow.telegram_user_id == telegram_user_id,
            AccessRequestRow.unit_code == unit_code,
            AccessRequestRow.decided_at.is_(None),
        )
    )
    if pending is not None:
        return None
    yesterday = now - timedelta(days=1)
    open_now, today = (
        await session.execute(
            select(
                func.count().filter(AccessRequestRow.decided_at.is_(None)),
                func.count().filter(AccessRequestRow.asked_at > yesterday),
            ).where(AccessRequestRow.telegram_user_id == telegram_user_id)
        )
    ).one()
    if open_now >= MOST_OPEN_REQUESTS or today >= MOST_REQUESTS_A_DAY:
        raise TooManyRequestsError
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
    session: AsyncSession, request_id: int, *, role: Role | None, decided_by: int, now: datetime
) -> bool:
    """Grant a request in a role, or deny it with None; False when somebody decided it already."""
    decided = await session.scalar(
        update(AccessRequestRow)
        .where(AccessRequestRow.id == request_id, AccessRequestRow.decided_at.is_(None))
        .values(decided_at=now, decided_by=decided_by, granted=role is not None)
        .returning(AccessRequestRow.id)
    )
    if decided is None:
        return False
    await note(
        session,
        actor=decided_by,
        action="request.grant" if role else "request.deny",
        subject=f"request {request_id}",
        before=None,
        after={"role": role} if role else None,
        now=now,
    )
    return True
