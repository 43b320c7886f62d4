"""Reading plans and obligations apart from the duties they make."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.tables import ObligationRow, PlanRow


@dataclass(frozen=True, slots=True)
class ObligationHead:
    """What an obligation is called."""

    id: int
    code: str
    title: str
    plan_code: str


async def obligation_heads(session: AsyncSession, ids: Collection[int]) -> Mapping[int, ObligationHead]:
    """Code and title of obligations."""
    rows = await session.execute(
        select(ObligationRow.id, ObligationRow.code, ObligationRow.title, PlanRow.code)
        .join(PlanRow, PlanRow.id == ObligationRow.plan_id)
        .where(ObligationRow.id.in_(ids))
    )
    return {row[0]: ObligationHead(*row) for row in rows}


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What a loaded plan is called."""

    id: int
    code: str
    title: str


async def plan_heads(session: AsyncSession) -> Sequence[PlanHead]:
    """The loaded plans, in the order they were first loaded."""
    rows = await session.execute(select(PlanRow.id, PlanRow.code, PlanRow.title).order_by(PlanRow.id))
    return [PlanHead(*row) for row in rows]
