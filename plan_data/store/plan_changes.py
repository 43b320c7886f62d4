"""What amendments did to duties, and whom that concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.duty_state import DutyState
from plan_data.store.duties import duties_by_ids
from plan_data.store.extension import pending_extensions
from plan_data.store.fallback import is_reached
from plan_data.store.portions import portions
from plan_data.store.tables import (
    ChatRow,
    DutyRow,
    ObligationRow,
    PlanChangeRow,
    SubscriptionRow,
    UnitRow,
)


@dataclass(frozen=True, slots=True)
class DutyChange:
    """What an amendment did to a duty: ``kind`` is added, moved, withdrawn or to_confirm.

    The last is for the unit ``confirm_by``, which was not asked about the duty yet.
    """

    id: int
    kind: str
    duty_id: int
    code: str
    title: str
    unit_code: str
    unit_name: str
    old_due_on: date | None
    new_due_on: date | None
    confirm_by: str | None


@dataclass(frozen=True, slots=True)
class ConcernedChat:
    """A reachable chat that follows a unit."""

    chat_id: int
    unit_code: str
    language: str


async def untold_changes(session: AsyncSession) -> Sequence[DutyChange]:
    """Changes that nobody was told of yet, in the order of the plan."""
    rows = await session.execute(
        select(PlanChangeRow, DutyRow, ObligationRow.title, ObligationRow.confirm_by, UnitRow.display_name)
        .join(DutyRow, DutyRow.id == PlanChangeRow.duty_id)
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .join(UnitRow, UnitRow.code == DutyRow.unit_code)
        .where(PlanChangeRow.told_at.is_(None))
        .order_by(ObligationRow.position, DutyRow.occurrence, PlanChangeRow.id)
    )
    return [
        DutyChange(
            id=change.id,
            kind=change.kind,
            duty_id=duty.id,
            code=duty.code,
            title=title,
            unit_code=duty.unit_code,
            unit_name=unit_name,
            old_due_on=change.old_due_on,
            new_due_on=duty.due_on if change.kind == "added" else change.new_due_on,
            confirm_by=confirm_by,
        )
        for change, duty, title, confirm_by, unit_name in rows
    ]


async def still_wait(session: AsyncSession, changes: Sequence[DutyChange]) -> Sequence[DutyChange]:
    """Those of the changes whose duty still waits to be confirmed, or for a later date to be decided."""
    requested = {request.duty_id for request in await pending_extensions(session)}
    duties = await duties_by_ids(session, {change.duty_id for change in changes})
    return [
        change
        for change in changes
        if (duty := duties.get(change.duty_id)) is not None
        and (duty.state is DutyState.REPORTED or duty.id in requested)
    ]


async def concerned_chats(
    session: AsyncSession, unit_codes: Sequence[str], *, with_fallback: bool = False
) -> Sequence[ConcernedChat]:
    """Reachable chats that follow one of the units."""
    rows = await session.execute(
        select(ChatRow.id, SubscriptionRow.unit_code, ChatRow.language)
        .join(ChatRow, ChatRow.id == SubscriptionRow.chat_id)
        .where(
            SubscriptionRow.unit_code.in_(unit_codes),
            SubscriptionRow.ended_at.is_(None),
            is_reached(with_fallback=with_fallback),
        )
        .order_by(ChatRow.id)
    )
    return [ConcernedChat(*row) for row in rows]


async def mark_changes_told(session: AsyncSession, change_ids: Sequence[int], now: datetime) -> None:
    """Those concerned have it in the ledger of notices."""
    for some in portions(change_ids):
        await session.execute(update(PlanChangeRow).where(PlanChangeRow.id.in_(some)).values(told_at=now))
