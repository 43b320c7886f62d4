"""Snoozing: a chat wants to hear of a duty later. The deadline never moves by it, nor do others hear less."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.duty_state import FINISHED
from plan_data.store import audit
from plan_data.store.tables import DutyRow, SnoozeRow


async def snooze(
    session: AsyncSession,
    chat_id: int,
    duty_id: int,
    official_id: int,
    *,
    until_on: date,
    today: date,
    now: datetime,
) -> None:
    """Say nothing of a duty in a chat before ``until_on``; it takes the place of a snooze that still runs."""
    await session.execute(
        delete(SnoozeRow).where(
            SnoozeRow.chat_id == chat_id, SnoozeRow.duty_id == duty_id, SnoozeRow.until_on > today
        )
    )
    session.add(
        SnoozeRow(
            chat_id=chat_id, duty_id=duty_id, official_id=official_id, until_on=until_on, snoozed_at=now
        )
    )
    await audit.note(
        session,
        actor=official_id,
        action="reminder.snooze",
        subject=f"duty {duty_id}",
        before=None,
        after={"chat": chat_id, "until": until_on.isoformat()},
        now=now,
    )


async def snoozed_until(session: AsyncSession, chat_id: int, duty_id: int, today: date) -> date | None:
    """When a chat hears of a duty again; None when it is not snoozed there."""
    return await session.scalar(
        select(SnoozeRow.until_on).where(
            SnoozeRow.chat_id == chat_id, SnoozeRow.duty_id == duty_id, SnoozeRow.until_on > today
        )
    )


async def end_snoozes(session: AsyncSession, duty_ids: Collection[int], today: date) -> None:
    """A duty has news (returned, a new deadline): it is heard again at once.

    Snoozes that ended before stay: their number tells rounds of reminders apart.
    """
    await session.execute(
        delete(SnoozeRow).where(SnoozeRow.duty_id.in_(duty_ids), SnoozeRow.until_on > today)
    )


async def snoozes_of_chats(
    session: AsyncSession, first_chat: int, last_chat: int
) -> Mapping[int, Mapping[int, Sequence[date]]]:
    """The snoozes of open duties in chats of a range of ids: for chat and duty the days they end on."""
    rows = await session.execute(
        select(SnoozeRow.chat_id, SnoozeRow.duty_id, SnoozeRow.until_on)
        .join(DutyRow, DutyRow.id == SnoozeRow.duty_id)
        .where(SnoozeRow.chat_id.between(first_chat, last_chat), DutyRow.state.not_in(FINISHED))
    )
    found: dict[int, dict[int, list[date]]] = defaultdict(lambda: defaultdict(list))
    for chat_id, duty_id, until_on in rows:
        found[chat_id][duty_id].append(until_on)
    return found
