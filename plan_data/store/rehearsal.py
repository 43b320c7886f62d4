"""Playing days ahead in a copy of the data: what a day brings, taken as sent so that the next can follow."""

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TypeVarTuple

from sqlalchemy import Select, distinct, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.chats import DEFAULT_DIGEST_MINUTE
from plan_data.store.tables import (
    ChatRow,
    DeliveryRow,
    DigestRow,
    DutyRow,
    ObligationRow,
    PlanRow,
    SubscriptionRow,
    UnitRow,
)

ROWS_AT_ONCE = 5000
"""Written or read at a time: half a million officials do not have to fit into memory."""

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class PlayedOfficial:
    """Somebody who follows a unit in the play; ``minute`` of the day is when they want to be written to."""

    unit_code: str
    name: str
    minute: int = DEFAULT_DIGEST_MINUTE


@dataclass(frozen=True, slots=True)
class RehearsedReminder:
    """A reminder that would go out; ``stage`` is days before the deadline, negative after it."""

    on: date
    minute: int
    chat_id: int
    recipient: str
    unit_name: str
    duty_code: str
    title: str
    role: str
    stage: int
    due_on: date


@dataclass(frozen=True, slots=True)
class RehearsedDay:
    """How much a day brings: reminders, and messages by the minute of the day from which they may leave."""

    on: date
    messages_by_minute: Mapping[int, int]
    reminders: int

    @property
    def messages(self) -> int:
        return sum(self.messages_by_minute.values())


async def cast(session: AsyncSession, officials: Iterable[PlayedOfficial], since_at: datetime) -> None:
    """Let officials follow their units in a copy that has none yet."""
    connection = await session.connection()
    waiting, number = iter(officials), 0
    while batch := list(islice(waiting, ROWS_AT_ONCE)):
        numbered = list(enumerate(batch, start=number + 1))
        number += len(batch)
        await connection.execute(
            insert(ChatRow),
            [
                {
                    "id": id_,
                    "telegram_chat_id": id_,
                    "kind": "private",
                    "title": official.name,
                    "language": "vi",
                    "digest_minute": official.minute,
                }
                for id_, official in numbered
            ],
        )
        await connection.execute(
            insert(SubscriptionRow),
            [
                {"chat_id": id_, "unit_code": official.unit_code, "started_at": since_at}
                for id_, official in numbered
            ],
        )


async def rehearsed(session: AsyncSession, day: date, plan_code: str) -> AsyncIterator[RehearsedReminder]:
    """What is planned for a day of one plan, by hour and recipient, most urgent first."""
    columns = select(
        ChatRow.digest_minute,
        ChatRow.id,
        ChatRow.title,
        UnitRow.display_name,
        DutyRow.code,
        ObligationRow.title,
        DutyRow.role,
        DeliveryRow.stage,
        DeliveryRow.due_on,
    )
    rows = await session.stream(
        _of_day(columns, day, plan_code)
        .join(UnitRow, UnitRow.code == DutyRow.unit_code)
        .order_by(ChatRow.digest_minute, ChatRow.title, ChatRow.id, DeliveryRow.stage, DutyRow.code)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    async for row in rows:
        yield RehearsedReminder(day, *row)


async def counted(session: AsyncSession, day: date, plan_code: str) -> RehearsedDay:
    """How much is planned for a day of one plan."""
    columns = select(ChatRow.digest_minute, func.count(distinct(DigestRow.id)), func.count())
    rows = (await session.execute(_of_day(columns, day, plan_code).group_by(ChatRow.digest_minute))).all()
    return RehearsedDay(
        on=day,
        messages_by_minute={minute: messages for minute, messages, _ in rows},
        reminders=sum(reminders for _, _, reminders in rows),
    )


def _of_day(columns: Select[*Columns], day: date, plan_code: str) -> Select[*Columns]:
    return (
        columns.select_from(DigestRow)
        .join(DeliveryRow, DeliveryRow.digest_id == DigestRow.id)
        .join(ChatRow, ChatRow.id == DeliveryRow.chat_id)
        .join(DutyRow, DutyRow.id == DeliveryRow.duty_id)
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .join(PlanRow, PlanRow.id == ObligationRow.plan_id)
        .where(DigestRow.digest_on == day, DeliveryRow.state == "planned", PlanRow.code == plan_code)
    )


async def take_as_sent(session: AsyncSession) -> None:
    """Everything that is planned was sent."""
    for row in (DigestRow, DeliveryRow):
        await session.execute(update(row).where(row.state == "planned").values(state="sent"))


async def plan_anew(session: AsyncSession) -> None:
    """Let every chat be planned again from whatever day is played."""
    await session.execute(update(ChatRow).values(planned_on=None))
