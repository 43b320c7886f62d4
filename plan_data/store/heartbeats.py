"""Signs of life of the processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select
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
    """When a process of this kind last worked ("scheduler" or, one of several, "scheduler:host:1"); None when
    none ever did.
    """
    row = await session.scalar(
        select(HeartbeatRow)
        .where(_is_a(process))
        .order_by(HeartbeatRow.at.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return Heartbeat(row.at, row.details) if row else None


async def alive(session: AsyncSession, process: str, now: datetime, within: timedelta) -> int:
    """How many processes of this kind showed life lately."""
    return (
        await session.scalar(
            select(func.count()).where(_is_a(process), HeartbeatRow.at.between(now - within, now + within))
        )
    ) or 0


async def forget_beats(session: AsyncSession, process: str, before: datetime) -> None:
    """Delete the signs of life of processes of this kind that ended long ago."""
    await session.execute(delete(HeartbeatRow).where(_is_a(process), HeartbeatRow.at < before))


def _is_a(process: str) -> ColumnElement[bool]:
    return or_(HeartbeatRow.process == process, HeartbeatRow.process.startswith(f"{process}:"))
