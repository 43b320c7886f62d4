"""Who acts for which unit, as an administrator looks them over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.chats import chat_of_official
from plan_data.store.officials import Official, Role, holds, official_by_id, officials_with_role
from plan_data.store.tables import MembershipRow, OfficialRow, UnitRow


@dataclass(frozen=True, slots=True)
class UnitWithPeople:
    unit_code: str
    unit_name: str
    people: int


@dataclass(frozen=True, slots=True)
class PersonCard:
    """An official with what an administrator wants to know before changing anything."""

    official: Official
    is_removed: bool
    is_reachable: bool


async def units_with_people(session: AsyncSession, today: date) -> Sequence[UnitWithPeople]:
    """Units for which somebody acts, in the plan's order, with how many do."""
    rows = await session.execute(
        select(UnitRow.code, UnitRow.display_name, func.count(MembershipRow.official_id.distinct()))
        .join(MembershipRow, MembershipRow.unit_code == UnitRow.code)
        .where(holds(today))
        .group_by(UnitRow.code, UnitRow.display_name, UnitRow.position)
        .order_by(UnitRow.position)
    )
    return [UnitWithPeople(*row) for row in rows]


async def people_of_unit(session: AsyncSession, unit_code: str, today: date) -> Sequence[Official]:
    """Those who act for the unit in whatever role."""
    return await officials_with_role(session, unit_code, frozenset(Role), today)


async def person_card(session: AsyncSession, official_id: int, today: date) -> PersonCard | None:
    """An official by our own number."""
    official = await official_by_id(session, official_id, today)
    if official is None:
        return None
    removed_at = await session.scalar(select(OfficialRow.removed_at).where(OfficialRow.id == official_id))
    chat = await chat_of_official(session, official_id)
    return PersonCard(official, removed_at is not None, chat is not None and chat.unreachable_at is None)
