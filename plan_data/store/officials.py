"""Officials, and for which units they act."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.chats import set_language as set_chat_language
from plan_data.store.dialect import insert_or
from plan_data.store.tables import ChatRow, MembershipRow, OfficialRow, UnitRow
from plan_data.units import UnitDirectory


class Role(StrEnum):
    """What an official may do for a unit, from the least to the most."""

    VIEWER = "viewer"
    LEADER = "leader"
    REPORTER = "reporter"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Membership:
    """A role for a unit; one who stands in for somebody has it only up to and including ``until``."""

    unit_code: str
    unit_name: str
    role: Role
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Official:
    """A person with the memberships that hold now.

    ``only_units`` narrows everything to these units: it is set where others read along, in a group.
    """

    id: int
    telegram_user_id: int
    name: str
    language: str
    is_admin: bool
    memberships: tuple[Membership, ...]
    only_units: frozenset[str] | None = None

    @property
    def is_coordinator(self) -> bool:
        """Whether this person sees the whole plan."""
        return self.is_admin or any(m.role is Role.COORDINATOR for m in self.memberships)

    def units_seen(self, directory: UnitDirectory) -> Collection[str] | None:
        """Codes of the units whose duties the person sees by these roles; None for all of them."""
        if self.is_coordinator:
            return None
        codes: set[str] = set()
        for membership in self.memberships:
            codes.add(membership.unit_code)
            if membership.role is Role.LEADER:
                codes.update(unit.code for unit in directory.subtree(membership.unit_code))
        return frozenset(codes)

    def has_more_than(self, role: Role, unit_code: str) -> bool:
        """Whether the person has a greater lasting role for the unit: no link may take that away."""
        ranks = list(Role)
        return any(
            each.unit_code == unit_code and each.until is None and ranks.index(each.role) > ranks.index(role)
            for each in self.memberships
        )


async def officials_of(
    session: AsyncSession, telegram_user_ids: Collection[int], today: date | None = None
) -> Mapping[int, Official]:
    """The officials behind Telegram accounts, without strangers and those who were removed.

    Roles for a period count on its days; without ``today`` they do not count at all.
    """
    rows = await session.execute(
        select(
            OfficialRow,
            MembershipRow.unit_code,
            UnitRow.display_name,
            MembershipRow.role,
            MembershipRow.until,
        )
        .outerjoin(MembershipRow, and_(MembershipRow.official_id == OfficialRow.id, holds(today)))
        .outerjoin(UnitRow, UnitRow.code == MembershipRow.unit_code)
        .where(OfficialRow.telegram_user_id.in_(telegram_user_ids), OfficialRow.removed_at.is_(None))
        .order_by(MembershipRow.id)
    )
    found: dict[OfficialRow, list[Membership]] = {}
    for row, unit, name, role, until in rows:
        memberships = found.setdefault(row, [])
        if unit:  # without a membership there is one row all the same
            memberships.append(Membership(unit, name, Role(role), until))
    return {row.telegram_user_id: _official(row, memberships) for row, memberships in found.items()}


async def official_of(
    session: AsyncSession, telegram_user_id: int, today: date | None = None
) -> Official | None:
    """The official behind one Telegram account; None for a stranger or one who was removed."""
    return (await officials_of(session, {telegram_user_id}, today)).get(telegram_user_id)


async def official_by_id(
    session: AsyncSession, official_id: int, today: date | None = None
) -> Official | None:
    """An official by our own number, also one who was removed."""
    row = await session.get(OfficialRow, official_id)
    return await _with_memberships(session, row, today) if row else None


async def officials_with_role(
    session: AsyncSession, unit_code: str, roles: Collection[Role], today: date | None = None
) -> Sequence[Official]:
    """Those who have one of the roles for the unit, in the order they joined."""
    rows = await session.scalars(
        select(OfficialRow)
        .where(
            OfficialRow.removed_at.is_(None),
            OfficialRow.id.in_(
                select(MembershipRow.official_id).where(
                    MembershipRow.unit_code == unit_code, MembershipRow.role.in_(roles), holds(today)
                )
            ),
        )
        .order_by(OfficialRow.id)
    )
    return [await _with_memberships(session, row, today) for row in rows.all()]


async def admins(session: AsyncSession) -> Sequence[Official]:
    """Those who decide who may join."""
    rows = await session.scalars(select(OfficialRow).where(is_an_admin()).order_by(OfficialRow.id))
    return [await _with_memberships(session, row, None) for row in rows.all()]


def is_an_admin() -> ColumnElement[bool]:
    """An official is an administrator by name, or by the role for whatever unit."""
    return and_(
        OfficialRow.removed_at.is_(None),
        or_(
            OfficialRow.is_admin,
            OfficialRow.id.in_(
                select(MembershipRow.official_id).where(MembershipRow.role == Role.ADMIN, holds(None))
            ),
        ),
    )


def holds(today: date | None) -> ColumnElement[bool]:
    """Whether a membership holds on a day; a period is nothing that holds without a day."""
    if today is None:
        return and_(MembershipRow.ended_at.is_(None), MembershipRow.until.is_(None))
    return and_(
        MembershipRow.ended_at.is_(None),
        or_(MembershipRow.starts_on.is_(None), MembershipRow.starts_on <= today),
        or_(MembershipRow.until.is_(None), MembershipRow.until >= today),
    )


async def _with_memberships(session: AsyncSession, row: OfficialRow, today: date | None) -> Official:
    rows = await session.execute(
        select(MembershipRow.unit_code, UnitRow.display_name, MembershipRow.role, MembershipRow.until)
        .join(UnitRow, UnitRow.code == MembershipRow.unit_code)
        .where(MembershipRow.official_id == row.id, holds(today))
        .order_by(MembershipRow.id)
    )
    return _official(row, [Membership(unit, name, Role(role), until) for unit, name, role, until in rows])


def _official(row: OfficialRow, memberships: Sequence[Membership]) -> Official:
    return Official(
        id=row.id,
        telegram_user_id=row.telegram_user_id,
        name=row.name,
        language=row.language,
        is_admin=row.is_admin or any(each.role is Role.ADMIN for each in memberships),
        memberships=tuple(memberships),
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


async def set_language(session: AsyncSession, official_id: int, language: str) -> None:
    """The language the person is spoken to in, also in their private chat."""
    await session.execute(update(OfficialRow).where(OfficialRow.id == official_id).values(language=language))
    chat_id = await session.scalar(select(ChatRow.id).where(ChatRow.official_id == official_id))
    if chat_id is not None:
        await set_chat_language(session, chat_id, language)
