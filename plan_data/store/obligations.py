"""Reading obligations apart from the duties they make."""

from collections.abc import Collection, Mapping
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
