"""Plans and units as YAML for people: fields in the usual order, sentences folded, remarks as comments."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import yaml

from plan_data.plan_file import Obligation, Plan
from plan_data.plan_file.excel_write import Remark
from plan_data.units import Unit, UnitDirectory
from plan_data.units.unit import COMMUNE, DEPARTMENT, DISTRICT, ORGANISATION, PROVINCE

_WIDTH: Final = 104
_HEAD: Final = ("code", "title", "issuer", "number", "issued_on", "year", "time_zone", "before_date", "units")


def plan_yaml(plan: Plan, remarks: Mapping[str, Remark] | None = None) -> str:
    """Return the plan as YAML that ``read_plan`` reads back to an equal plan."""
    lines = []
    for field in _HEAD:
        value = getattr(plan, field)
        if value is not None:
            as_is = isinstance(value, int | date)
            lines.append(f"{field}: {value if as_is else _scalar(value)}")
    if plan.events:
        lines.append("events:")
        lines += [f"  {_scalar(name)}: {day.isoformat()}" for name, day in plan.events.items()]
    if plan.targets:
        lines += ["", "targets:"]
        for target in plan.targets:
            lines += [f"  - name: {_scalar(target.name)}", f"    value: {_scalar(target.value)}"]
            lines += _folded("sentence", target.sentence)
            if target.obligations:
                lines.append(f"    obligations: {_flow(target.obligations)}")
    lines += ["", "obligations:"]
    for one in plan.obligations:
        lines += _obligation(one, (remarks or {}).get(one.code))
    return "\n".join(lines) + "\n"


def _obligation(one: Obligation, remark: Remark | None) -> Iterator[str]:
    if remark is not None:
        place = f", {remark.place}" if remark.place else ""
        yield f"  # Độ tin cậy: {remark.confidence}{place}"
        if remark.doubts:
            yield from textwrap.wrap(
                f"Xem lại: {remark.doubts}", _WIDTH, initial_indent="  # ", subsequent_indent="  #   "
            )
    yield f"  - code: {_scalar(one.code)}"
    yield f"    section: {_scalar(one.section)}"
    yield f"    title: {_scalar(one.title)}"
    yield from _folded("sentence", one.sentence)
    yield f"    lead: {_flow(one.lead)}"
    if one.cooperating:
        yield f"    cooperating: {_flow(one.cooperating)}"
    for field in ("cooperating_text", "deadline"):
        if value := getattr(one, field):
            yield f"    {field}: {_scalar(value)}"
    if one.report_to:
        yield f"    report_to: {_flow(one.report_to)}"
    for field in ("via", "confirm_by"):
        if value := getattr(one, field):
            yield f"    {field}: {_scalar(value)}"
    if one.evidence != "optional":
        yield f"    evidence: {one.evidence}"
    if one.note:
        yield from _folded("note", one.note)


def units_yaml(directory: UnitDirectory, proposed: Iterable[Unit] = ()) -> str:
    """Return a units.yaml of ``directory``; the lines of ``proposed`` units say that they are new."""
    new = {unit.code for unit in proposed}
    province = next((unit for unit in directory.units if unit.level == PROVINCE), None)
    top = province or Unit("UBND-TINH", "UBND tỉnh", "(chưa rõ)", "Tỉnh", PROVINCE)
    lines = ["province:", *_place(top, "  ")]
    places = {unit.code for unit in directory.units if unit.level in {PROVINCE, DISTRICT, COMMUNE}}
    for heading, level in (("bodies", DEPARTMENT), ("organisations", ORGANISATION)):
        lines += _bodies(
            heading, [unit for unit in directory.units if unit.level == level], new, top.code, places
        )
    lines += _places(directory.units, top.code, new)
    classes = [one for one in directory.classes if one.level in {DISTRICT, COMMUNE} or one.members]
    if classes:
        lines += ["", "classes:"]
    known = {code for unit in directory.units for code in (unit.code, *unit.other_codes)}
    for one in classes:
        lines += [f"  - code: {_scalar(one.code)}", f"    name: {_scalar(one.name)}"]
        if one.level:
            lines.append(f"    level: {one.level}")
        else:
            lines.append(f"    members: {_flow([code for code in one.members if code in known])}")
        if one.aliases:
            lines.append(f"    aliases: {_flow(one.aliases)}")
    return "\n".join(lines) + "\n"


def places_yaml(units: Sequence[Unit]) -> str:
    """Return the YAML of the districts and communes among ``units``, empty where there are none."""
    lines = list(_places(units, "", set()))
    return "\n".join(lines).lstrip("\n") + "\n\n" if lines else ""


def _places(units: Sequence[Unit], top: str, new: set[str]) -> Iterator[str]:
    districts = {unit.code for unit in units if unit.level == DISTRICT}
    for heading, level in (("districts", DISTRICT), ("communes", COMMUNE)):
        of_level = [unit for unit in units if unit.level == level]
        if of_level:
            yield from ("", f"{heading}:")
        for unit in of_level:
            yield from _place(unit, "    ", first="  - ", is_new=unit.code in new)
            if level == COMMUNE and unit.parent_code in districts - {top}:
                yield f"    parent: {_scalar(unit.parent_code or '')}"


def _bodies(heading: str, units: Sequence[Unit], new: set[str], top: str, places: set[str]) -> Iterator[str]:
    if units:
        yield from ("", f"{heading}:")
    for unit in units:
        if unit.code in new:
            yield "  # Mới: văn bản có nêu, danh sách đơn vị chưa có. Hãy kiểm tra tên."
        yield f"  - code: {_scalar(unit.code)}"
        yield f"    kind: {_scalar(unit.kind)}"
        yield f"    name: {_scalar(unit.name)}"
        if unit.short_name != unit.name:
            yield f"    short_name: {_scalar(unit.short_name)}"
        if unit.aliases:
            yield f"    aliases: {_flow(unit.aliases)}"
        if unit.parent_code and unit.parent_code != top and unit.parent_code in places:
            yield f"    parent: {_scalar(unit.parent_code)}"


def _place(unit: Unit, indent: str, first: str | None = None, *, is_new: bool = False) -> Iterator[str]:
    if is_new:
        yield "  # Mới: văn bản có nêu, danh sách đơn vị chưa có. Hãy kiểm tra tên."
    yield f"{first or indent}code: {_scalar(unit.code)}"
    yield f"{indent}kind: {_scalar(unit.kind)}"
    yield f"{indent}name: {_scalar(unit.short_name)}"
    if unit.other_codes:
        yield f"{indent}other_codes: {_flow(unit.other_codes)}"
    if unit.aliases:
        yield f"{indent}aliases: {_flow(unit.aliases)}"


def _folded(field: str, text: str) -> Iterator[str]:
    wrapped = textwrap.wrap(text, _WIDTH - 6, break_long_words=False, break_on_hyphens=False)
    if len(wrapped) < 2 or any(line != line.strip() for line in wrapped):
        yield f"    {field}: {_scalar(text)}"
        return
    yield f"    {field}: >-"
    yield from (f"      {line}" for line in wrapped)


def _flow(values: Iterable[str]) -> str:
    return "[" + ", ".join(map(_scalar, values)) + "]"


def _scalar(text: str) -> str:
    """Return ``text`` as one YAML value in one line, in quotes only where it needs them."""
    plain = yaml.safe_dump([text], allow_unicode=True, width=10**6, default_flow_style=True).strip()[1:-1]
    if "\n" in plain:
        plain = yaml.safe_dump(
            [text], allow_unicode=True, width=10**6, default_flow_style=True, default_style='"'
        ).strip()[1:-1]
    return " ".join(plain.split("\n"))
