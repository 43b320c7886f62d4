"""Which processes are known to be silent, so that coordinators are told once, whoever notices.

Telegram is one of them: since when nothing gets through to it decides when other channels are used.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.channel import Channel
from plan_data.store.dialect import insert_or
from plan_data.store.tables import OutageRow


async def begin_outage(session: AsyncSession, process: str, now: datetime) -> bool:
    """The process shows no life; True for the first who says so."""
    noticed = await session.scalar(
        insert_or(session, OutageRow)
        .values(process=process, noticed_at=now)
        .on_conflict_do_nothing()
        .returning(OutageRow.process)
    )
    return noticed is not None


async def end_outage(session: AsyncSession, process: str) -> datetime | None:
    """The process is back; when its silence was noticed, for the first who says so, else None."""
    return await session.scalar(
        delete(OutageRow).where(OutageRow.process == process).returning(OutageRow.noticed_at)
    )


def telegram_is_away(since: datetime) -> ColumnElement[bool]:
    """Whether nothing got through to Telegram from that moment on."""
    return exists().where(OutageRow.process == Channel.TELEGRAM, OutageRow.noticed_at <= since)
