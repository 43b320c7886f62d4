"""Deriving the states of duties anew when a plan says anew who confirms, or whether evidence is needed."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.duty_state import DutyState
from plan_data.store.extension import pending_extensions
from plan_data.store.standing import settle
from plan_data.store.tables import DutyRow, ProgressReportRow


async def derive_anew(session: AsyncSession, obligations: Mapping[int, bool]) -> Sequence[int]:
    """Bring duties up to date with what their obligations need now.

    ``obligations`` says of each whether somebody else confirms. Returns the duties that wait for a unit that
    was not asked yet: to confirm what was reported, or to decide a later date.
    """
    if not obligations:
        return ()
    await session.flush()
    duties = (
        await session.execute(
            select(DutyRow.id, DutyRow.obligation_id, DutyRow.state)
            .where(DutyRow.obligation_id.in_(obligations), DutyRow.withdrawn_at.is_(None))
            .order_by(DutyRow.id)
            .with_for_update()  # what is being reported meanwhile is either seen here, or sees the new plan
        )
    ).all()
    said = await _with_reports(session, obligations)
    requested = {request.duty_id for request in await pending_extensions(session)}
    to_ask = []
    for duty_id, obligation_id, state in duties:
        if duty_id not in said:
            continue
        standing = await settle(session, duty_id)
        by_another, is_reported = obligations[obligation_id], standing.state is DutyState.REPORTED
        waits_for_another = by_another and (is_reported or duty_id in requested)
        if waits_for_another or (is_reported and state != DutyState.REPORTED):
            to_ask.append(duty_id)
    return to_ask


async def _with_reports(session: AsyncSession, obligations: Collection[int]) -> Collection[int]:
    found = await session.scalars(
        select(ProgressReportRow.duty_id)
        .join(DutyRow, DutyRow.id == ProgressReportRow.duty_id)
        .where(DutyRow.obligation_id.in_(obligations))
        .distinct()
    )
    return set(found)
