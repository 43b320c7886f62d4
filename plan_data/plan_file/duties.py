"""From obligations to duties: one obligation for one unit and one date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from plan_data.deadlines import DeadlineContext, WorkingCalendar
from plan_data.plan_file.shape import Obligation, Plan
from plan_data.problems import InputError, InputProblem
from plan_data.units import UnitDirectory

Role: TypeAlias = Literal["lead", "cooperating"]


@dataclass(frozen=True, slots=True)
class PlannedDuty:
    """What one unit has to do for one obligation until one date, as the plan says it.

    ``code`` is the obligation's code, with ".1", ".2" after it when the phrase gives several dates;
    ``occurrence`` counts these from 1. ``unit_code`` is the code of a class where ``is_class`` is true: none
    of its members is loaded yet. ``starts_on`` and ``due_on`` are the first and the last good day in the
    plan's zone, both included. ``report_to`` and ``via`` are names, ``confirm_by`` is the code of the unit
    that confirms as it is called now, after merging.
    """

    code: str
    obligation_code: str
    occurrence: int
    unit_code: str
    unit_name: str
    is_class: bool
    role: Role
    title: str
    sentence: str
    phrase: str | None
    rule: str | None
    starts_on: date | None
    due_on: date | None
    section: str
    report_to: tuple[str, ...]
    via: str | None
    note: str | None
    confirm_by: str | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the plan gives a first or a last day."""
        return self.starts_on is not None or self.due_on is not None


@dataclass(frozen=True, slots=True)
class _Doer:
    code: str
    name: str
    is_class: bool


def expand(plan: Plan, directory: UnitDirectory, calendar: WorkingCalendar) -> tuple[PlannedDuty, ...]:
    """Return the duties of ``plan``, in its order: obligation, date, lead before cooperating units.

    A class stands for its loaded members, or for itself while none is loaded. A unit that an obligation
    names twice, also through a class, has one duty; leading goes before cooperating. Raises InputError when
    a code is not in ``directory``.
    """
    context = plan.deadline_context(calendar)
    return tuple(duty for one in plan.obligations for duty in _duties(one, directory, context))


def _duties(
    obligation: Obligation, directory: UnitDirectory, context: DeadlineContext
) -> Iterator[PlannedDuty]:
    leads = _doers(obligation, obligation.lead, directory)
    others = _doers(obligation, obligation.cooperating, directory)
    roles: list[tuple[Role, _Doer]] = [("lead", doer) for doer in leads.values()]
    roles += [("cooperating", doer) for code, doer in others.items() if code not in leads]
    report_to = tuple(directory.display_name(code) for code in obligation.report_to)
    via = directory.display_name(obligation.via) if obligation.via else None
    confirmer = directory.get(obligation.confirmed_by) if obligation.confirmed_by else None
    deadlines = obligation.deadlines(context) or (None,)
    for occurrence, deadline in enumerate(deadlines, 1):
        for role, doer in roles:
            yield PlannedDuty(
                code=f"{obligation.code}.{occurrence}" if len(deadlines) > 1 else obligation.code,
                obligation_code=obligation.code,
                occurrence=occurrence,
                unit_code=doer.code,
                unit_name=doer.name,
                is_class=doer.is_class,
                role=role,
                title=obligation.title,
                sentence=obligation.sentence,
                phrase=obligation.deadline,
                rule=deadline.rule if deadline else None,
                starts_on=deadline.starts_on if deadline else None,
                due_on=deadline.due_on if deadline else None,
                section=obligation.section,
                report_to=report_to,
                via=via,
                note=_joined(obligation.note, deadline.note if deadline else None),
                confirm_by=confirmer.code if confirmer else obligation.confirmed_by,
            )


def _doers(obligation: Obligation, codes: Iterable[str], directory: UnitDirectory) -> dict[str, _Doer]:
    """Return the units behind ``codes`` by their own code, each once, in the order named."""
    doers: dict[str, _Doer] = {}
    for code in codes:
        for doer in _behind(code, obligation, directory):
            doers.setdefault(doer.code, doer)
    return doers


def _behind(code: str, obligation: Obligation, directory: UnitDirectory) -> tuple[_Doer, ...]:
    unit = directory.get(code)
    if unit is not None:
        return (_Doer(unit.code, directory.display_name(unit.code), is_class=False),)
    unit_class = directory.get_class(code)
    if unit_class is None:
        sentence = f"Không có đơn vị hay nhóm đơn vị nào mang mã “{code}”. Hãy nạp đơn vị trước."
        raise InputError((InputProblem(None, obligation.code, sentence),))
    members = directory.members(code)
    if not members:
        return (_Doer(unit_class.code, unit_class.name, is_class=True),)
    return tuple(_Doer(one.code, directory.display_name(one.code), is_class=False) for one in members)


def _joined(*notes: str | None) -> str | None:
    return " ".join(note for note in notes if note) or None
