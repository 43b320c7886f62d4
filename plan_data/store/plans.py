"""Writing a plan into the database, and again when it changed: codes and progress stay.

A duty is known by its obligation's code, its unit and its date, or its occurrence where the date moved. What
the new plan no longer has is withdrawn, not deleted: its history stays.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.load_report import ChangedDuty, LoadReport
from plan_data.plan_file import Obligation, Plan, PlannedDuty
from plan_data.store.derived import derive_anew
from plan_data.store.dialect import insert_or
from plan_data.store.same_dates import renumbered
from plan_data.store.tables import DutyRow, ObligationRow, PlanChangeRow, PlanRow, PlanVersionRow

_LOADING = 0x4E48_4B48  # any number that no other advisory lock of ours has

ADDED, MOVED, WITHDRAWN, TO_CONFIRM = "added", "moved", "withdrawn", "to_confirm"


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A form the plan was loaded in; ``number`` counts from 1."""

    number: int
    plan: Plan
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan in use: its newest version, and how many obligations that has."""

    id: int
    code: str
    title: str
    version: int
    loaded_at: datetime
    obligations: int


async def load_alone(session: AsyncSession) -> None:
    """Let no other transaction load a plan until this one ends: what it compares with stays."""
    if session.get_bind().dialect.name == "postgresql":
        # SQLite has one writer at a time anyway.
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOADING})


async def save_plan(
    session: AsyncSession, plan: Plan, duties: Sequence[PlannedDuty], now: datetime
) -> LoadReport:
    """Make the database hold this plan with these duties; repeating it changes nothing.

    When the document of a plan that was loaded before changed, that is an amendment: what it does to each
    duty is noted for those whom it concerns. New members of a class are no amendment. Where it says anew who
    confirms, or whether evidence is needed, the states of duties are derived anew.
    """
    report = LoadReport(
        base_version=await latest_version(session, plan.code),
        obligations=len(plan.obligations),
        classes_without_units=sorted({duty.unit_code for duty in duties if duty.is_class}),
    )
    before = await session.scalar(select(PlanRow.document).where(PlanRow.code == plan.code))
    document = plan.model_dump(mode="json")
    report.is_amendment = before is not None and before != document
    plan_id = await _save_head(session, plan, now)
    if before != document:
        session.add(PlanVersionRow(plan_id=plan_id, document=document, loaded_at=now))
    obligation_ids, changed = await _save_obligations(session, plan_id, plan, duties, report, now)
    report.edited = _edited(before or document, document, report.reworded)
    await _save_duties(session, obligation_ids, [duty for duty in duties if not duty.is_class], report, now)
    to_ask = await derive_anew(session, changed)
    if to_ask:
        changes = [_change(duty_id, TO_CONFIRM, None, None) for duty_id in to_ask]
        await session.execute(insert(PlanChangeRow), [change | {"changed_at": now} for change in changes])
    return report


def _edited(before: Mapping[str, Any], after: Mapping[str, Any], reworded: Sequence[str]) -> list[str]:
    """Codes of obligations that both documents have and where something but the wording changed."""
    known = {obligation["code"]: obligation for obligation in before["obligations"]}
    return [
        obligation["code"]
        for obligation in after["obligations"]
        if known.get(obligation["code"], obligation) != obligation and obligation["code"] not in reworded
    ]


async def loaded_plans(session: AsyncSession) -> Sequence[Plan]:
    """The plans in the database, as they were last loaded."""
    documents = await session.scalars(select(PlanRow.document).order_by(PlanRow.id))
    return [Plan.model_validate(document) for document in documents]


async def loaded_plan(session: AsyncSession, code: str) -> Plan | None:
    """A plan by its code, as it was last loaded."""
    document = await session.scalar(select(PlanRow.document).where(PlanRow.code == code))
    return Plan.model_validate(document) if document is not None else None


async def plans_in_use(session: AsyncSession) -> Sequence[LoadedPlan]:
    """The loaded plans, in the order they were first loaded."""
    versions = (
        select(func.count(PlanVersionRow.id)).where(PlanVersionRow.plan_id == PlanRow.id).scalar_subquery()
    )
    obligations = (
        select(func.count(ObligationRow.id))
        .where(ObligationRow.plan_id == PlanRow.id, ObligationRow.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    rows = await session.execute(
        select(PlanRow.id, PlanRow.code, PlanRow.title, versions, PlanRow.loaded_at, obligations).order_by(
            PlanRow.id
        )
    )
    return [LoadedPlan(*row) for row in rows]


async def first_deadline(session: AsyncSession, code: str, today: date) -> tuple[str, date] | None:
    """The code and last good day of a plan's duty that is due first, from ``today`` on; None without one."""
    found = (
        await session.execute(
            select(DutyRow.code, DutyRow.due_on)
            .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
            .join(PlanRow, PlanRow.id == ObligationRow.plan_id)
            .where(PlanRow.code == code, DutyRow.withdrawn_at.is_(None), DutyRow.due_on >= today)
            .order_by(DutyRow.due_on, ObligationRow.position)
            .limit(1)
        )
    ).first()
    return (found[0], found[1]) if found and found[1] else None


async def plan_versions(session: AsyncSession, code: str) -> Sequence[PlanVersion]:
    """The forms a plan was loaded in, oldest first."""
    rows = await session.execute(
        select(PlanVersionRow.document, PlanVersionRow.loaded_at)
        .join(PlanRow, PlanRow.id == PlanVersionRow.plan_id)
        .where(PlanRow.code == code)
        .order_by(PlanVersionRow.id)
    )
    return [
        PlanVersion(number, Plan.model_validate(document), loaded_at)
        for number, (document, loaded_at) in enumerate(rows, start=1)
    ]


async def latest_version(session: AsyncSession, code: str) -> int:
    """The number of the form that a plan was last loaded in; 0 when it never was."""
    count = await session.scalar(
        select(func.count(PlanVersionRow.id))
        .join(PlanRow, PlanRow.id == PlanVersionRow.plan_id)
        .where(PlanRow.code == code)
    )
    return count or 0


async def _save_head(session: AsyncSession, plan: Plan, now: datetime) -> int:
    values = {"title": plan.title, "document": plan.model_dump(mode="json"), "loaded_at": now}
    plan_id: int = (
        await session.execute(
            insert_or(session, PlanRow)
            .values(code=plan.code, **values)
            .on_conflict_do_update(index_elements=["code"], set_=values)
            .returning(PlanRow.id)
        )
    ).scalar_one()
    return plan_id


def _obligation_values(
    obligation: Obligation, position: int, names: Mapping[str, PlannedDuty]
) -> dict[str, Any]:
    sample = names[obligation.code]
    return {
        "position": position,
        "title": obligation.title,
        "sentence": obligation.sentence,
        "section": obligation.section,
        "phrase": obligation.deadline,
        "report_to": list(sample.report_to),
        "via": sample.via,
        "confirm_by": sample.confirm_by,
        "evidence_required": obligation.evidence == "required",
        "withdrawn_at": None,
    }


async def _save_obligations(
    session: AsyncSession,
    plan_id: int,
    plan: Plan,
    duties: Sequence[PlannedDuty],
    report: LoadReport,
    now: datetime,
) -> tuple[Mapping[str, int], Mapping[int, bool]]:
    """Write the obligations; their numbers by code.

    Also the numbers of those that say anew who confirms (True), or only whether evidence is needed (False).
    """
    names = {duty.obligation_code: duty for duty in duties}
    known = {
        row.code: row
        for row in await session.scalars(select(ObligationRow).where(ObligationRow.plan_id == plan_id))
    }
    changed: dict[int, bool] = {}
    for position, obligation in enumerate(plan.obligations):
        values = _obligation_values(obligation, position, names)
        row = known.pop(obligation.code, None)
        if row is None:
            session.add(ObligationRow(plan_id=plan_id, code=obligation.code, **values))
            continue
        if (row.title, row.sentence, row.phrase) != (
            obligation.title,
            obligation.sentence,
            obligation.deadline,
        ):
            report.reworded.append(obligation.code)
        confirmer, evidence = values["confirm_by"], values["evidence_required"]
        if (row.confirm_by, row.evidence_required) != (confirmer, evidence):
            changed[row.id] = row.confirm_by != confirmer
        for name, value in values.items():
            setattr(row, name, value)
    for row in known.values():
        row.withdrawn_at = row.withdrawn_at or now
    await session.flush()
    rows = await session.execute(
        select(ObligationRow.code, ObligationRow.id).where(ObligationRow.plan_id == plan_id)
    )
    return dict(rows.all()), changed


async def _save_duties(
    session: AsyncSession,
    obligation_ids: Mapping[str, int],
    duties: Sequence[PlannedDuty],
    report: LoadReport,
    now: datetime,
) -> None:
    report.duties = len(duties)
    report.dated = sum(duty.due_on is not None or duty.starts_on is not None for duty in duties)
    rows = (
        await session.scalars(select(DutyRow).where(DutyRow.obligation_id.in_(obligation_ids.values())))
    ).all()
    await _renumber(session, rows, obligation_ids, duties)
    known = {(row.obligation_id, row.unit_code, row.occurrence): row for row in rows}
    new, back, moved = [], [], []
    for duty in duties:
        obligation_id = obligation_ids[duty.obligation_code]
        row = known.pop((obligation_id, duty.unit_code, duty.occurrence), None)
        if row is None:
            report.new.append(ChangedDuty(duty.code, duty.unit_code, None, duty.due_on))
            new.append(
                {
                    "obligation_id": obligation_id,
                    "unit_code": duty.unit_code,
                    "occurrence": duty.occurrence,
                    "code": duty.code.upper(),
                    "role": duty.role,
                    "starts_on": duty.starts_on,
                    "due_on": duty.due_on,
                    "planned_due_on": duty.due_on,
                    "rule": duty.rule,
                    "note": duty.note,
                    "state": "open",
                }
            )
        else:
            old_due_on, was_withdrawn = row.due_on, row.withdrawn_at is not None
            _update_duty(row, duty, report)
            if was_withdrawn:
                back.append(_change(row.id, ADDED, None, None))
            if row.due_on != old_due_on:
                moved.append(_change(row.id, MOVED, old_due_on, row.due_on))
    new_ids: Sequence[int] = ()
    if new:
        new_ids = (await session.scalars(insert(DutyRow).returning(DutyRow.id), new)).all()
    gone = [row for row in known.values() if row.withdrawn_at is None]
    report.gone += sorted(
        (ChangedDuty(row.code, row.unit_code, row.due_on, None) for row in gone),
        key=lambda duty: (duty.code, duty.unit_code),
    )
    changes = [_change(duty_id, ADDED, None, None) for duty_id in new_ids]
    changes += [_change(row.id, WITHDRAWN, row.due_on, None) for row in gone]
    changes += back + moved
    for row in gone:
        row.withdrawn_at = now
    if report.is_amendment and changes:
        await session.execute(insert(PlanChangeRow), [change | {"changed_at": now} for change in changes])


async def _renumber(
    session: AsyncSession,
    rows: Sequence[DutyRow],
    obligation_ids: Mapping[str, int],
    duties: Sequence[PlannedDuty],
) -> None:
    """Give the duties whose date has another place in the plan now the number of that place."""
    before: dict[tuple[int, str], dict[int, DutyRow]] = defaultdict(dict)
    for row in rows:
        before[row.obligation_id, row.unit_code][row.occurrence] = row
    after: dict[tuple[int, str], dict[int, date | None]] = defaultdict(dict)
    for duty in duties:
        after[obligation_ids[duty.obligation_code], duty.unit_code][duty.occurrence] = duty.due_on
    changed = [
        (had[old], new)
        for place, had in before.items()
        if place in after
        for old, new in renumbered(
            {number: row.planned_due_on for number, row in had.items()}, after[place]
        ).items()
    ]
    # A unit has each number once at any moment, also between the statements.
    for sign in (-1, 1):
        for row, number in changed:
            row.occurrence = sign * number
        await session.flush()


def _change(duty_id: int, kind: str, old: date | None, new: date | None) -> dict[str, Any]:
    return {"duty_id": duty_id, "kind": kind, "old_due_on": old, "new_due_on": new}


def _update_duty(row: DutyRow, duty: PlannedDuty, report: LoadReport) -> None:
    if row.withdrawn_at is not None:
        row.withdrawn_at = None
        report.new.append(ChangedDuty(duty.code, duty.unit_code, None, duty.due_on))
    if row.planned_due_on != duty.due_on:
        report.moved.append(ChangedDuty(duty.code, duty.unit_code, row.due_on, duty.due_on))
        # A date of the plan replaces an extension of the old one: the plan is the higher word.
        row.due_on = row.planned_due_on = duty.due_on
    row.code, row.role, row.starts_on = duty.code.upper(), duty.role, duty.starts_on
    row.rule, row.note = duty.rule, duty.note


async def plan_of_obligation(session: AsyncSession, obligation_id: int) -> Plan | None:
    """The plan that an obligation belongs to, as it was last loaded."""
    document = await session.scalar(
        select(PlanRow.document)
        .join(ObligationRow, ObligationRow.plan_id == PlanRow.id)
        .where(ObligationRow.id == obligation_id)
    )
    return Plan.model_validate(document) if document is not None else None
