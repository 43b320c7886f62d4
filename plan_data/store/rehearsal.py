"""Playing days ahead in a copy of the data: what a day brings, taken as sent so that the next can follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.tables import (
    ChatRow,
    DeliveryRow,
    DigestRow,
    DutyRow,
    ObligationRow,
    PlanRow,
    UnitRow,
)


@dataclass(frozen=True, slots=True)
class RehearsedReminder:
    """A reminder that would go out; ``stage`` is days before the deadline, negative after it."""

    on: date
    minute: int
    recipient: str
    unit_name: str
    duty_code: str
    title: str
    role: str
    stage: int
    due_on: date


async def rehearsed(session: AsyncSession, day: date, plan_code: str) -> Sequence[RehearsedReminder]:
    """What is planned for a day of one plan, by hour and recipient, most urgent first."""
    rows = await session.execute(
        select(
            ChatRow.digest_minute,
            ChatRow.title,
            UnitRow.display_name,
            DutyRow.code,
            ObligationRow.title,
            DutyRow.role,
            DeliveryRow.stage,
            DeliveryRow.due_on,
        )
        .join(DigestRow, DigestRow.id == DeliveryRow.digest_id)
        .join(ChatRow, ChatRow.id == DeliveryRow.chat_id)
        .join(DutyRow, DutyRow.id == DeliveryRow.duty_id)
        .join(UnitRow, UnitRow.code == DutyRow.unit_code)
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .join(PlanRow, PlanRow.id == ObligationRow.plan_id)
        .where(DigestRow.digest_on == day, DeliveryRow.state == "planned", PlanRow.code == plan_code)
        .order_by(ChatRow.digest_minute, ChatRow.title, ChatRow.id, DeliveryRow.stage, DutyRow.code)
    )
    return [RehearsedReminder(day, *row) for row in rows]


async def take_as_sent(session: AsyncSession) -> None:
    """Everything that is planned was sent."""
    for row in (DigestRow, DeliveryRow):
        await session.execute(update(row).where(row.state == "planned").values(state="sent"))


async def plan_anew(session: AsyncSession) -> None:
    """Let every chat be planned again from whatever day is played."""
    await session.execute(update(ChatRow).values(planned_on=None))
