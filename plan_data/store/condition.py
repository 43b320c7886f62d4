"""What an operator asks of a running installation: its clock, its people, and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.claims import NOT_YET_SENT
from plan_data.store.heartbeats import Heartbeat
from plan_data.store.officials import is_an_admin
from plan_data.store.tables import ChatRow, DigestRow, HeartbeatRow, InboxRow, OfficialRow

ANSWERS_MEASURED = 500


@dataclass(frozen=True, slots=True)
class WaitingUpdates:
    """Updates received and not handled; ``oldest_at`` is None when there are none."""

    count: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Condition:
    """How the installation does at a moment.

    ``digests_open`` counts by state; ``oldest_digest_at`` is since when the oldest of them could have left.
    ``answer_seconds`` are those of the last messages that were answered; ``beats`` is by process.
    """

    digests_open: Mapping[str, int]
    digests_late: int
    oldest_digest_at: datetime | None
    chats_unreachable: int
    updates: WaitingUpdates
    answer_seconds: tuple[float, ...]
    beats: Mapping[str, Heartbeat]


async def database_now(session: AsyncSession) -> datetime | None:
    """The database server's clock; None for SQLite, which has none of its own."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    now = await session.scalar(select(func.clock_timestamp()))
    return now.astimezone(UTC) if isinstance(now, datetime) else None


async def count_admins(session: AsyncSession) -> int:
    """How many people decide who joins."""
    return await session.scalar(select(func.count(OfficialRow.id)).where(is_an_admin())) or 0


async def updates_in_hand(session: AsyncSession) -> WaitingUpdates:
    """What people wrote and nobody has answered yet."""
    row = (
        await session.execute(
            select(func.count(), func.min(InboxRow.received_at)).where(InboxRow.handled_at.is_(None))
        )
    ).one()
    return WaitingUpdates(row[0], row[1])


async def condition(session: AsyncSession, *, late_before: datetime) -> Condition:
    """Measure everything once, by queries that stay quick however long the history is."""
    open_digests = (
        await session.execute(
            select(DigestRow.state, func.count(), func.min(DigestRow.not_before_at))
            .where(DigestRow.state.in_(NOT_YET_SENT))
            .group_by(DigestRow.state)
        )
    ).all()
    late = await session.scalar(
        select(func.count()).where(DigestRow.state.in_(NOT_YET_SENT), DigestRow.not_before_at < late_before)
    )
    latest = await session.execute(
        select(InboxRow.received_at, InboxRow.handled_at)
        .where(InboxRow.handled_at.is_not(None))
        .order_by(InboxRow.update_id.desc())
        .limit(ANSWERS_MEASURED)
    )
    beats = await session.scalars(select(HeartbeatRow).order_by(HeartbeatRow.process))
    return Condition(
        digests_open={state: count for state, count, _ in open_digests},
        digests_late=late or 0,
        oldest_digest_at=min((at for _, _, at in open_digests), default=None),
        chats_unreachable=await session.scalar(
            select(func.count(ChatRow.id)).where(ChatRow.unreachable_at.is_not(None))
        )
        or 0,
        updates=await updates_in_hand(session),
        answer_seconds=tuple(
            (handled - received).total_seconds() for received, handled in latest if handled is not None
        ),
        beats={row.process: Heartbeat(row.at, row.details) for row in beats},
    )
