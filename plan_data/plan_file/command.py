"""What ``python -m plan_data check`` and ``show`` do, apart from reading the command line."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Final, TypeAlias

from plan_data.deadlines import WorkingCalendar
from plan_data.plan_file.duties import PlannedDuty, Role, expand
from plan_data.plan_file.find import find_plan
from plan_data.plan_file.read import PlanReading, examine_plan
from plan_data.plan_file.shape import Plan
from plan_data.problems import InputError
from plan_data.units import UnitDirectory

Write: TypeAlias = Callable[[str], None]
"""Takes one line of output, without its line break."""

_ROLES: Final[tuple[tuple[Role, str], ...]] = (("lead", "Chủ trì"), ("cooperating", "Phối hợp"))
_MOST_NAMES: Final = 6


def check_plan_command(name_or_path: str, write: Write, directory: UnitDirectory | None = None) -> int:
    """Write every mistake and doubt in a plan file, or how much it holds. Returns the exit code, 0 or 1."""
    reading = _read(name_or_path, directory)
    for problem in reading.problems:
        write(str(problem))
    for warning in reading.warnings:
        write(f"Lưu ý: {warning}")
    if reading.plan is None:
        write(f"Có {len(reading.problems)} lỗi.")
        return 1
    write(
        f"Không có lỗi: {len(reading.plan.obligations)} nghĩa vụ, {_dated_obligations(reading.plan)} có hạn."
    )
    return 0


def show_plan_command(
    name_or_path: str,
    write: Write,
    *,
    as_json: bool = False,
    only_dated: bool = False,
    directory: UnitDirectory | None = None,
    calendar: WorkingCalendar | None = None,
) -> int:
    """Write the duties of a plan: JSON, one object a line, or a list to read. Returns the exit code, 0 or 1.

    ``directory`` replaces the units shipped with the plan, for instance by those with communes loaded.
    """
    reading = _read(name_or_path, directory)
    problems = reading.problems
    duties: tuple[PlannedDuty, ...] = ()
    if reading.plan is not None:
        try:
            duties = expand(reading.plan, reading.directory or UnitDirectory(), calendar or WorkingCalendar())
        except InputError as error:
            problems = error.problems
    if reading.plan is None or problems:
        for problem in problems:
            write(str(problem))
        return 1
    if only_dated:
        duties = tuple(duty for duty in duties if duty.is_dated)
    for line in duty_json_lines(duties) if as_json else _readable_lines(reading.plan, duties):
        write(line)
    return 0


def duty_json_lines(duties: Iterable[PlannedDuty]) -> Iterator[str]:
    """Yield each duty as a JSON object: dates as YYYY-MM-DD or null, ``report_to`` a list of names."""
    for duty in duties:
        row = {
            "code": duty.code,
            "unit": duty.unit_code,
            "unit_name": duty.unit_name,
            "role": duty.role,
            "title": duty.title,
            "phrase": duty.phrase,
            "starts_on": duty.starts_on.isoformat() if duty.starts_on else None,
            "due_on": duty.due_on.isoformat() if duty.due_on else None,
            "section": duty.section,
            "report_to": list(duty.report_to),
            "via": duty.via,
            "note": duty.note,
        }
        yield json.dumps(row, ensure_ascii=False)


def _read(name_or_path: str, directory: UnitDirectory | None) -> PlanReading:
    try:
        return examine_plan(find_plan(name_or_path), directory)
    except InputError as error:
        return PlanReading(None, directory, error.problems, ())


def _dated_obligations(plan: Plan) -> int:
    context = plan.deadline_context()
    return sum(
        any(deadline.starts_on or deadline.due_on for deadline in one.deadlines(context))
        for one in plan.obligations
    )


def _readable_lines(plan: Plan, duties: tuple[PlannedDuty, ...]) -> Iterator[str]:
    yield f"{plan.title} ({plan.code})"
    for heading, part in (
        ("Có thời hạn", tuple(duty for duty in duties if duty.is_dated)),
        ("Không có ngày", tuple(duty for duty in duties if not duty.is_dated)),
    ):
        rows = [tuple(group) for _, group in groupby(part, key=lambda duty: duty.code)]
        if rows:
            yield ""
            yield f"{heading}: {len(rows)} việc, {len(part)} lượt đơn vị"
            yield ""
        for row in rows:
            yield from _row(row)


def _row(duties: tuple[PlannedDuty, ...]) -> Iterator[str]:
    """Yield the lines for the duties of one code: they differ only in unit and role."""
    first = duties[0]
    yield f"{first.code:<10}{_days(first):<24}{first.title}"
    for role, word in _ROLES:
        names = [duty.unit_name for duty in duties if duty.role == role]
        if names:
            more = f" và {len(names) - _MOST_NAMES + 1} đơn vị khác" if len(names) > _MOST_NAMES else ""
            shown = names[: _MOST_NAMES - 1] if more else names
            yield f"{'':<34}{word}: {', '.join(shown)}{more}"
    if first.note:
        yield f"{'':<34}Ghi chú: {first.note}"


def _days(duty: PlannedDuty) -> str:
    if duty.starts_on and duty.due_on:
        return f"{_day(duty.starts_on)} – {_day(duty.due_on)}"
    if duty.due_on:
        return f"đến {_day(duty.due_on)}"
    if duty.starts_on:
        return f"từ {_day(duty.starts_on)}"
    return "thường xuyên" if duty.phrase else ""


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"
