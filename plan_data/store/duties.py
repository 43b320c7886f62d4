"""Reading duties: one obligation for one unit and one due date."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.duty_codes import codes_meant
from plan_data.duty_state import FINISHED, DutyState
from plan_data.store.portions import portions
from plan_data.store.tables import DutyRow, ObligationRow, PlanRow, UnitRow

DutyQuery = Select[DutyRow, ObligationRow, str, str, str | None]


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty with all that a message says of it.

    ``due_on`` is the last good day as it stands now, ``planned_due_on`` as the plan gave it; both are days
    in the plan's zone, None where the plan names no day. ``percent`` and ``state_at`` come from the newest
    report that stands; ``reported_at`` is when the unit reported it done, None while it is not. The unit
    ``confirm_by``, called ``confirmer_name``, confirms that; None where nobody has to.
    """

    id: int
    code: str
    unit_code: str
    unit_name: str
    role: str
    title: str
    sentence: str
    section: str
    phrase: str | None
    rule: str | None
    note: str | None
    starts_on: date | None
    due_on: date | None
    planned_due_on: date | None
    report_to: tuple[str, ...]
    via: str | None
    confirm_by: str | None
    evidence_required: bool
    state: DutyState
    percent: int | None
    state_at: datetime | None
    obligation_id: int
    occurrence: int
    plan_title: str
    confirmer_name: str | None = None
    reported_at: datetime | None = None

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def is_lead(self) -> bool:
        return self.role == "lead"


@cache  # building it takes longer than running it; each use adds to a copy
def duty_query() -> DutyQuery:
    """Duties that stand, with obligation, unit name, plan title and who confirms, in the plan's order."""
    confirmer = aliased(UnitRow)
    return (
        select(DutyRow, ObligationRow, UnitRow.display_name, PlanRow.title, confirmer.display_name)
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .join(PlanRow, PlanRow.id == ObligationRow.plan_id)
        .join(UnitRow, UnitRow.code == DutyRow.unit_code)
        .outerjoin(confirmer, confirmer.code == ObligationRow.confirm_by)
        .where(DutyRow.withdrawn_at.is_(None))
        .order_by(DutyRow.due_on, ObligationRow.position, DutyRow.occurrence, DutyRow.unit_code)
        .execution_options(populate_existing=True)  # as they are now, also where this transaction moved them
    )


def duty_from_row(row: Row[DutyRow, ObligationRow, str, str, str | None]) -> Duty:
    duty, obligation, unit_name, plan_title, confirmer_name = row
    return Duty(
        id=duty.id,
        code=duty.code,
        unit_code=duty.unit_code,
        unit_name=unit_name,
        role=duty.role,
        title=obligation.title,
        sentence=obligation.sentence,
        section=obligation.section,
        phrase=obligation.phrase,
        rule=duty.rule,
        note=duty.note,
        starts_on=duty.starts_on,
        due_on=duty.due_on,
        planned_due_on=duty.planned_due_on,
        report_to=tuple(obligation.report_to),
        via=obligation.via,
        confirm_by=obligation.confirm_by,
        confirmer_name=confirmer_name,
        evidence_required=obligation.evidence_required,
        state=DutyState(duty.state),
        percent=duty.percent,
        state_at=duty.state_at,
        reported_at=duty.reported_at,
        obligation_id=duty.obligation_id,
        occurrence=duty.occurrence,
        plan_title=plan_title,
    )


def _of_units(units: Collection[str] | None) -> Iterable[ColumnElement[bool]]:
    """None stands for every unit."""
    if units is None:
        return ()
    return (DutyRow.unit_code.in_(units) if units else false(),)


def _all_units(scopes: Iterable[Collection[str] | None]) -> Collection[str] | None:
    """The units of several questions together."""
    units: set[str] = set()
    for scope in scopes:
        if scope is None:
            return None
        units.update(scope)
    return units


def _is_of(duty: Duty, units: Collection[str] | None) -> bool:
    return units is None or duty.unit_code in units


async def _duties(session: AsyncSession, query: DutyQuery) -> list[Duty]:
    return [duty_from_row(row) for row in await session.execute(query)]


@dataclass(frozen=True, slots=True)
class DueQuestion:
    """What is due from ``first`` to ``last``, and what was before ``today``; of these units, None for all."""

    units: Collection[str] | None
    first: date
    last: date
    today: date


@dataclass(frozen=True, slots=True)
class DueAnswer:
    """Unfinished duties, nearest first and longest overdue first; ``overdue`` holds lead duties alone."""

    due: Sequence[Duty]
    overdue: Sequence[Duty]


async def due_and_overdue(session: AsyncSession, questions: Sequence[DueQuestion]) -> Sequence[DueAnswer]:
    """An answer to each question; those about the same days take one statement."""
    found: dict[tuple[date, date, date], Sequence[Duty]] = {}
    for first, last, today in {(each.first, each.last, each.today) for each in questions}:
        asked = [
            each.units for each in questions if (each.first, each.last, each.today) == (first, last, today)
        ]
        found[first, last, today] = await _duties(
            session,
            duty_query().where(
                *_of_units(_all_units(asked)),
                DutyRow.state.not_in(FINISHED),
                or_(DutyRow.due_on.between(first, last), _is_overdue(today)),
            ),
        )
    return [_due_answer(each, found[each.first, each.last, each.today]) for each in questions]


def _due_answer(question: DueQuestion, duties: Sequence[Duty]) -> DueAnswer:
    seen = [duty for duty in duties if _is_of(duty, question.units)]
    dated = [(duty, duty.due_on) for duty in seen if duty.due_on is not None]
    return DueAnswer(
        due=[duty for duty, due_on in dated if question.first <= due_on <= question.last],
        overdue=[duty for duty, due_on in dated if due_on < question.today and duty.is_lead],
    )


def _is_overdue(today: date) -> ColumnElement[bool]:
    return and_(DutyRow.due_on < today, DutyRow.role == "lead")


async def duties_due(
    session: AsyncSession, units: Collection[str] | None, first: date, last: date
) -> Sequence[Duty]:
    """Unfinished duties whose last good day lies from ``first`` to ``last``, nearest first."""
    return await _duties(
        session,
        duty_query().where(
            *_of_units(units), DutyRow.due_on.between(first, last), DutyRow.state.not_in(FINISHED)
        ),
    )


async def duties_overdue(session: AsyncSession, units: Collection[str] | None, today: date) -> Sequence[Duty]:
    """Unfinished lead duties whose last good day was before ``today``, longest overdue first."""
    return await _duties(
        session,
        duty_query().where(*_of_units(units), _is_overdue(today), DutyRow.state.not_in(FINISHED)),
    )


async def duties_of_units(session: AsyncSession, units: Collection[str] | None) -> Sequence[Duty]:
    """Everything the units are obliged to, finished or not, dated first."""
    return await _duties(
        session,
        duty_query()
        .where(*_of_units(units))
        .order_by(None)
        .order_by(
            DutyRow.due_on.is_(None),
            DutyRow.due_on,
            ObligationRow.position,
            DutyRow.occurrence,
            DutyRow.unit_code,
        ),
    )


@dataclass(frozen=True, slots=True)
class CodeQuestion:
    """Which duties of these units, None for all, does somebody mean who types this code?"""

    code: str
    units: Collection[str] | None


async def duties_by_codes(
    session: AsyncSession, questions: Sequence[CodeQuestion]
) -> Sequence[Sequence[Duty]]:
    """An answer to each question: the duties of that code, or of that obligation's code (all its dates).

    Where no code is exactly that, those that are meant by who types "gn52" or "52".
    """
    wanted = [each.code.strip().upper() for each in questions]
    found = await _of_codes(session, wanted, _all_units(each.units for each in questions))
    answers: list[Sequence[Duty]] = []
    for code, question in zip(wanted, questions, strict=True):
        exact = [duty for duty, codes in found if code in codes and _is_of(duty, question.units)]
        answers.append(exact or await _duties_meant(session, question))
    return answers


async def duties_by_code(session: AsyncSession, code: str, units: Collection[str] | None) -> Sequence[Duty]:
    """The duties of the units that somebody means who types this code."""
    (found,) = await duties_by_codes(session, [CodeQuestion(code, units)])
    return found


async def _duties_meant(session: AsyncSession, question: CodeQuestion) -> Sequence[Duty]:
    (known,) = await known_codes(session, [question.units])
    meant = {code.upper() for code in codes_meant(question.code, known)}
    return [duty for duty, _ in await _of_codes(session, meant, question.units)] if meant else ()


async def _of_codes(
    session: AsyncSession, codes: Collection[str], units: Collection[str] | None
) -> Sequence[tuple[Duty, tuple[str, str]]]:
    """Duties of the units with one of the codes, each with its own and its obligation's in capitals."""
    is_called = or_(DutyRow.code.in_(codes), func.upper(ObligationRow.code).in_(codes))
    rows = await session.execute(duty_query().where(*_of_units(units), is_called))
    return [(duty_from_row(row), (row[0].code, row[1].code.upper())) for row in rows]


async def known_codes(
    session: AsyncSession, scopes: Sequence[Collection[str] | None]
) -> Sequence[frozenset[str]]:
    """For each of several choices of units the codes of all their duties, and of the obligations."""
    standing = (
        select(DutyRow.code, ObligationRow.code)
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .where(DutyRow.withdrawn_at.is_(None))
        .distinct()
    )
    of_all = frozenset[str]()
    if None in scopes:
        of_all = frozenset(code for codes in await session.execute(standing) for code in codes)
    units = _all_units(scope for scope in scopes if scope is not None)
    of_unit: dict[str, set[str]] = defaultdict(set)
    if units:
        rows = await session.execute(standing.add_columns(DutyRow.unit_code).where(*_of_units(units)))
        for own, of_obligation, unit in rows:
            of_unit[unit].update((own, of_obligation))
    return [
        of_all if scope is None else frozenset(code for unit in scope for code in of_unit[unit])
        for scope in scopes
    ]


async def duty_by_id(session: AsyncSession, duty_id: int) -> Duty | None:
    """A duty that stands; None when it was withdrawn or never was."""
    found = await _duties(session, duty_query().where(DutyRow.id == duty_id))
    return found[0] if found else None


async def duties_of_ids(
    session: AsyncSession, questions: Sequence[Collection[int]]
) -> Sequence[Mapping[int, Duty]]:
    """For each of several choices of duties those that still stand."""
    found = await duties_by_ids(session, {duty_id for some in questions for duty_id in some})
    return [{duty_id: found[duty_id] for duty_id in some if duty_id in found} for some in questions]


async def duties_by_ids(session: AsyncSession, duty_ids: Collection[int]) -> dict[int, Duty]:
    """Those of the duties that still stand."""
    return {
        duty.id: duty
        for some in portions(duty_ids)
        for duty in await _duties(session, duty_query().where(DutyRow.id.in_(some)))
    }
