"""Units over time: they merge, split and take other names, and what hangs on them follows.

What a unit did under its old name stays as it was written: messages keep their text, and a duty that moved
carries a note with the old name.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.chats import follow
from plan_data.store.tables import (
    AccessRequestRow,
    DutyRow,
    InvitationRow,
    MembershipRow,
    ObligationRow,
    SubscriptionRow,
    UnitChangeRow,
    UnitClassRow,
    UnitRow,
)

log = logging.getLogger(__name__)


class UnitChangeKind(StrEnum):
    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """On a day, units become others. A rename has one code on the left and a name; a merge several codes on
    the left and one on the right; a split one on the left and several on the right.
    """

    effective_on: date
    kind: UnitChangeKind
    from_codes: tuple[str, ...]
    to_codes: tuple[str, ...]
    name: str | None


async def plan_unit_changes(session: AsyncSession, changes: Sequence[UnitChange]) -> None:
    """Note changes, to be applied when their day has come; the same change is noted once."""
    known = {_key(row) for row in await session.scalars(select(UnitChangeRow))}
    for change in changes:
        row = UnitChangeRow(
            effective_on=change.effective_on,
            kind=change.kind.value,
            from_codes=list(change.from_codes),
            to_codes=list(change.to_codes),
            name=change.name,
        )
        if _key(row) not in known:
            session.add(row)
    await session.flush()


def _key(row: UnitChangeRow) -> tuple[object, ...]:
    return row.effective_on, row.kind, tuple(row.from_codes), tuple(row.to_codes), row.name


async def has_due_unit_changes(session: AsyncSession, today: date) -> bool:
    """Whether a noted change is to be applied."""
    due = select(UnitChangeRow.id).where(
        UnitChangeRow.applied_at.is_(None), UnitChangeRow.effective_on <= today
    )
    return await session.scalar(due.limit(1)) is not None


async def apply_unit_changes(session: AsyncSession, today: date, now: datetime) -> int:
    """Apply the changes whose day has come, in their order; returns how many.

    One that was overtaken by another, because its unit has ended since or is about to become itself, changes
    nothing; what was to become an ended unit becomes the one that took its place.
    """
    rows = (
        await session.scalars(
            select(UnitChangeRow)
            .where(UnitChangeRow.applied_at.is_(None), UnitChangeRow.effective_on <= today)
            .order_by(UnitChangeRow.effective_on, UnitChangeRow.id)
            .with_for_update()
        )
    ).all()
    known_as = await _codes_known_as(session) if rows else {}
    for row in rows:
        row.applied_at = now
        old = [code for code in row.from_codes if known_as.get(code) == code]
        new = list(dict.fromkeys(known_as[code] for code in row.to_codes if code in known_as))
        kind = UnitChangeKind(row.kind)
        if not old or (kind is not UnitChangeKind.RENAME and set(new) <= set(old)):
            log.warning("The change of units %d was overtaken by another", row.id)
            continue
        match kind:
            case UnitChangeKind.RENAME:
                await _rename(session, old[0], row.name or "")
            case UnitChangeKind.MERGE:
                for code in old:
                    await _end_unit(session, code, new, row.effective_on, now)
                await _take_over_codes(session, old, new[0])
                known_as |= {code: new[0] for code, now_called in known_as.items() if now_called in old}
            case UnitChangeKind.SPLIT:
                await _end_unit(session, old[0], new, row.effective_on, now)
                await _stand_for(session, old[0], new)
                if old[0] not in new:
                    known_as = {code: unit for code, unit in known_as.items() if unit != old[0]}
    await session.flush()
    return len(rows)


async def _codes_known_as(session: AsyncSession) -> dict[str, str]:
    """For each code that names a unit now, also an earlier one, the unit's own."""
    rows = await session.execute(select(UnitRow.code, UnitRow.other_codes).where(UnitRow.ended_on.is_(None)))
    return {called: code for code, other_codes in rows for called in (code, *other_codes)}


async def _unit(session: AsyncSession, code: str) -> UnitRow:
    row = await session.get(UnitRow, code)
    if row is None:
        raise LookupError(f"there is no unit {code}")
    return row


async def _rename(session: AsyncSession, code: str, name: str) -> None:
    unit = await _unit(session, code)
    unit.aliases = [*unit.aliases, unit.name]
    unit.name = unit.display_name = name


async def _end_unit(
    session: AsyncSession, code: str, successors: Sequence[str], on: date, now: datetime
) -> None:
    """Move everything that hangs on a unit to its successors, and end it unless it is one of them."""
    new = [successor for successor in successors if successor != code]
    if code not in successors:
        unit = await _unit(session, code)
        unit.ended_on = on
    await _move_duties(session, code, successors, on, now)
    reason = "unit changed"
    for chat_id, answered_by in await session.execute(
        select(SubscriptionRow.chat_id, SubscriptionRow.official_id).where(
            SubscriptionRow.unit_code == code, SubscriptionRow.ended_at.is_(None)
        )
    ):
        for successor in new:
            await follow(session, chat_id, successor, now, answered_by=answered_by)
    await _copy_memberships(session, code, new, now)
    if code in successors:
        return
    await session.execute(
        update(SubscriptionRow)
        .where(SubscriptionRow.unit_code == code, SubscriptionRow.ended_at.is_(None))
        .values(ended_at=now, end_reason=reason)
    )
    await session.execute(
        update(MembershipRow)
        .where(MembershipRow.unit_code == code, MembershipRow.ended_at.is_(None))
        .values(ended_at=now)
    )
    for table in (InvitationRow, AccessRequestRow):
        await session.execute(update(table).where(table.unit_code == code).values(unit_code=successors[0]))
    await session.execute(
        update(ObligationRow).where(ObligationRow.confirm_by == code).values(confirm_by=successors[0])
    )


async def _move_duties(
    session: AsyncSession, code: str, successors: Sequence[str], on: date, now: datetime
) -> None:
    """The first successor takes the duty with its history; further ones get one of their own.

    A successor that has the same duty already keeps it, the old unit's is withdrawn; but one that only
    helped, or no longer had to do it, takes over the lead of the old unit, with what was reported.
    """
    old_name = (await _unit(session, code)).name
    duties = (
        await session.scalars(
            select(DutyRow).where(DutyRow.unit_code == code, DutyRow.withdrawn_at.is_(None))
        )
    ).all()
    for duty in duties:
        same = await _same_duties(session, duty, successors)
        missing = [successor for successor in successors if successor not in same]
        for successor in missing[1:]:
            session.add(_copy(duty, successor))
        if code in successors:
            for successor in missing[:1]:
                session.add(_copy(duty, successor))
            continue
        lesser = next((each for each in same.values() if _gives_way(each, duty)), None)
        if missing:
            duty.unit_code = missing[0]
        elif lesser is not None:
            await _take_place_of(session, lesser, duty, now)
        else:
            duty.withdrawn_at = now
            continue
        duty.note = f"{duty.note + ' ' if duty.note else ''}Trước {on:%d/%m/%Y}: {old_name}."
    await session.flush()


async def _same_duties(session: AsyncSession, duty: DutyRow, units: Sequence[str]) -> Mapping[str, DutyRow]:
    """The same duty of other units, by unit."""
    rows = await session.scalars(
        select(DutyRow).where(
            DutyRow.obligation_id == duty.obligation_id,
            DutyRow.occurrence == duty.occurrence,
            DutyRow.unit_code.in_(units),
        )
    )
    return {row.unit_code: row for row in rows}


def _gives_way(theirs: DutyRow, ours: DutyRow) -> bool:
    return theirs.withdrawn_at is not None or (ours.role == "lead" and theirs.role != "lead")


async def _take_place_of(session: AsyncSession, lesser: DutyRow, duty: DutyRow, now: datetime) -> None:
    """Give a duty to the unit of a lesser one, which is left with the old unit, withdrawn.

    A unit has each duty once at any moment, also between the statements.
    """
    successor, old_unit, occurrence = lesser.unit_code, duty.unit_code, lesser.occurrence
    lesser.occurrence = -occurrence
    await session.flush()
    duty.unit_code = successor
    await session.flush()
    lesser.unit_code, lesser.occurrence = old_unit, occurrence
    lesser.withdrawn_at = lesser.withdrawn_at or now


def _copy(duty: DutyRow, unit_code: str) -> DutyRow:
    return DutyRow(
        obligation_id=duty.obligation_id,
        unit_code=unit_code,
        occurrence=duty.occurrence,
        code=duty.code,
        role=duty.role,
        starts_on=duty.starts_on,
        due_on=duty.due_on,
        planned_due_on=duty.planned_due_on,
        rule=duty.rule,
        note=duty.note,
        state="open",
    )


async def _copy_memberships(
    session: AsyncSession, code: str, successors: Sequence[str], now: datetime
) -> None:
    members = (
        await session.scalars(
            select(MembershipRow).where(MembershipRow.unit_code == code, MembershipRow.ended_at.is_(None))
        )
    ).all()
    for member in members:
        for successor in successors:
            already = await session.scalar(
                select(MembershipRow.id).where(
                    MembershipRow.official_id == member.official_id,
                    MembershipRow.unit_code == successor,
                    MembershipRow.ended_at.is_(None),
                )
            )
            if already is None:
                session.add(_copied_membership(member, successor, now))
    await session.flush()


def _copied_membership(member: MembershipRow, unit_code: str, now: datetime) -> MembershipRow:
    kept = {
        column.key: getattr(member, column.key)
        for column in MembershipRow.__table__.columns
        if column.key not in ("id", "unit_code", "granted_at")
    }
    return MembershipRow(unit_code=unit_code, granted_at=now, **kept)


async def _take_over_codes(session: AsyncSession, old_codes: Sequence[str], code: str) -> None:
    """A plan that names a merged unit means the one that took its place."""
    unit = await _unit(session, code)
    for old_code in old_codes:
        if old_code == code:
            continue
        old = await _unit(session, old_code)
        unit.other_codes = [*unit.other_codes, old_code, *old.other_codes]
        unit.aliases = [*unit.aliases, old.name, *old.aliases]
        if unit.parent_code in (old_code, *old.other_codes):
            unit.parent_code = old.parent_code  # no unit stands below itself


async def _stand_for(session: AsyncSession, code: str, successors: Sequence[str]) -> None:
    """A plan that names a unit that was split means all its parts: its code becomes that of a class."""
    if code in successors:
        return
    old = await _unit(session, code)
    session.add(
        UnitClassRow(
            code=code,
            position=9999,
            name=old.name,
            aliases=list(old.aliases),
            level=None,
            members=list(successors),
        )
    )
