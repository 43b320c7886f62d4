"""Officials, and for which units they act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.chats import set_language as set_chat_language
from plan_data.store.dialect import insert_or
from plan_data.store.tables import ChatRow, MembershipRow, OfficialRow, SubscriptionRow, UnitRow


class Role(StrEnum):
    """What an official may do for a unit."""

    VIEWER = "viewer"
    REPORTER = "reporter"
    LEADER = "leader"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Membership:
    unit_code: str
    unit_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Official:
    """A person with the memberships that hold now."""

    id: int
    telegram_user_id: int
    name: str
    language: str
    is_admin: bool
    memberships: tuple[Membership, ...]

    @property
    def is_coordinator(self) -> bool:
        """Whether this person sees and steers the whole plan."""
        return self.is_admin or any(m.role in (Role.COORDINATOR, Role.ADMIN) for m in self.memberships)


async def official_of(session: AsyncSession, telegram_user_id: int) -> Official | None:
    """The official behind a Telegram account; None for a stranger or one who was removed."""
    row = (
        await session.execute(
            select(OfficialRow).where(
                OfficialRow.telegram_user_id == telegram_user_id, OfficialRow.removed_at.is_(None)
            )
        )
    ).scalar_one_or_none()
    return await _with_memberships(session, row) if row else None


async def official_by_id(session: AsyncSession, official_id: int) -> Official | None:
    """An official by our own number, also one who was removed."""
    row = await session.get(OfficialRow, official_id)
    return await _with_memberships(session, row) if row else None


async def _with_memberships(session: AsyncSession, row: OfficialRow) -> Official:
    rows = await session.execute(
        select(MembershipRow.unit_code, UnitRow.display_name, MembershipRow.role)
        .join(UnitRow, UnitRow.code == MembershipRow.unit_code)
        .where(MembershipRow.official_id == row.id, MembershipRow.ended_at.is_(None))
        .order_by(MembershipRow.id)
    )
    return Official(
        id=row.id,
        telegram_user_id=row.telegram_user_id,
        name=row.name,
        language=row.language,
        is_admin=row.is_admin,
        memberships=tuple(Membership(unit, name, Role(role)) for unit, name, role in rows),
    )


async def enrol(
    session: AsyncSession,
    *,
    telegram_user_id: int,
    name: str,
    language: str,
    now: datetime,
    is_admin: bool = False,
) -> int:
    """Make a person an official, or again after removal; returns our number for them."""
    changes: dict[str, object] = {"name": name, "removed_at": None}
    if is_admin:
        changes["is_admin"] = True
    official_id: int = (
        await session.execute(
            insert_or(session, OfficialRow)
            .values(
                telegram_user_id=telegram_user_id,
                name=name,
                language=language,
                is_admin=is_admin,
                joined_at=now,
            )
            .on_conflict_do_update(index_elements=["telegram_user_id"], set_=changes)
            .returning(OfficialRow.id)
        )
    ).scalar_one()
    return official_id


async def grant(
    session: AsyncSession,
    official_id: int,
    unit_code: str,
    role: Role,
    *,
    granted_by: int | None,
    now: datetime,
) -> None:
    """Give an official a role for a unit; an earlier role for the same unit ends."""
    await session.execute(
        update(MembershipRow)
        .where(
            MembershipRow.official_id == official_id,
            MembershipRow.unit_code == unit_code,
            MembershipRow.ended_at.is_(None),
        )
        .values(ended_at=now)
    )
    session.add(
        MembershipRow(
            official_id=official_id, unit_code=unit_code, role=role, granted_at=now, granted_by=granted_by
        )
    )
    await session.flush()


async def remove_official(session: AsyncSession, official_id: int, now: datetime) -> None:
    """The person no longer acts for anybody: roles and subscriptions end, history stays."""
    await session.execute(
        update(OfficialRow).where(OfficialRow.id == official_id).values(removed_at=now, is_admin=False)
    )
    await session.execute(
        update(MembershipRow)
        .where(MembershipRow.official_id == official_id, MembershipRow.ended_at.is_(None))
        .values(ended_at=now)
    )
    chats = select(ChatRow.id).where(ChatRow.official_id == official_id)
    await session.execute(
        update(SubscriptionRow)
        .where(SubscriptionRow.chat_id.in_(chats), SubscriptionRow.ended_at.is_(None))
        .values(ended_at=now, end_reason="removed")
    )


async def set_language(session: AsyncSession, official_id: int, language: str) -> None:
    """The language the person is spoken to in, also in their private chat."""
    await session.execute(update(OfficialRow).where(OfficialRow.id == official_id).values(language=language))
    chat_id = await session.scalar(select(ChatRow.id).where(ChatRow.official_id == official_id))
    if chat_id is not None:
        await set_chat_language(session, chat_id, language)


async def admins(session: AsyncSession) -> Sequence[Official]:
    """Those who decide who may join."""
    rows = await session.scalars(
        select(OfficialRow)
        .where(OfficialRow.is_admin, OfficialRow.removed_at.is_(None))
        .order_by(OfficialRow.id)
    )
    return [await _with_memberships(session, row) for row in rows.all()]
