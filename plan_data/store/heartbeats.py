"""Signs of life of the processes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.dialect import insert_or
from plan_data.store.tables import HeartbeatRow


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """``details`` is what the process said of its last round."""

    at: datetime
    details: dict[str, Any]


async def beat(session: AsyncSession, process: str, now: datetime, details: dict[str, Any]) -> None:
    """The process works, as of now."""
    values = {"at": now, "details": details}
    await session.execute(
        insert_or(session, HeartbeatRow)
        .values(process=process, **values)
        .on_conflict_do_update(index_elements=["process"], set_=values)
    )


async def last_beat(session: AsyncSession, process: str) -> Heartbeat | None:
    """When the process last worked; None when it never did."""
    row = await session.get(HeartbeatRow, process, populate_existing=True)
    return Heartbeat(row.at, row.details) if row else None


async def beats_since(session: AsyncSession, prefix: str, since: datetime) -> int:
    """How many processes whose names begin with ``prefix`` showed life since a moment."""
    rows = await session.scalars(
        select(HeartbeatRow.process).where(HeartbeatRow.process.startswith(prefix), HeartbeatRow.at >= since)
    )
    return len(rows.all())
