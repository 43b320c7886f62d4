"""Reading the operator's list of changes of units: CSV ``on,change,from,to,name``."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from plan_data.problems import InputProblem
from plan_data.units.directory import UnitDirectory

COLUMNS: Final = ("on", "change", "from", "to", "name")
KINDS: Final = ("rename", "merge", "split")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: ``kind`` is rename, merge or split; codes are the own ones of units that exist."""

    effective_on: date
    kind: str
    from_codes: tuple[str, ...]
    to_codes: tuple[str, ...]
    name: str | None


def read_unit_changes(
    text: str, known: UnitDirectory
) -> tuple[tuple[ChangeLine, ...], tuple[InputProblem, ...]]:
    """Read a list of changes; return the changes, or none and everything that is wrong.

    Several codes in a cell are separated by spaces. Days are 2025-07-01 or 01/07/2025.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    lines: list[ChangeLine] = []
    problems: list[InputProblem] = []
    try:
        if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
            return (), (
                InputProblem(1, ", ".join(missing), f"Thiếu cột. Dòng đầu phải là: {','.join(COLUMNS)}."),
            )
        for cells in reader:
            found = list(_mistakes(cells, known))
            problems += [InputProblem(reader.line_num, where, message) for where, message in found]
            if not found:
                lines.append(_line(cells, known))
    except csv.Error:
        problems.append(InputProblem(reader.line_num, "", "Dòng này không đúng dạng CSV."))
    return ((), tuple(problems)) if problems else (tuple(lines), ())


def _day(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text or "").split()))


def _own_codes(text: str, known: UnitDirectory) -> tuple[str, ...]:
    """The units' own codes: what was written may be that of another register."""
    return tuple(dict.fromkeys(unit.code for code in _codes(text) if (unit := known.get(code))))


def _line(cells: Mapping[str, str], known: UnitDirectory) -> ChangeLine:
    on = _day(cells["on"])
    if on is None:
        raise ValueError("the day was checked before")
    return ChangeLine(
        on,
        cells["change"].strip(),
        _own_codes(cells["from"], known),
        _own_codes(cells["to"], known),
        (cells["name"] or "").strip() or None,
    )


def _mistakes(cells: Mapping[str, str | None], known: UnitDirectory) -> Iterator[tuple[str, str]]:
    kind, before, after = (cells["change"] or "").strip(), _codes(cells["from"]), _codes(cells["to"])
    if _day(cells["on"] or "") is None:
        yield "on", "Không phải là ngày. Hãy ghi như 01/07/2025."
    if kind not in KINDS:
        yield "change", f"Phải là một trong: {', '.join(KINDS)}."
    for where, codes in (("from", before), ("to", after)):
        for code in codes:
            if known.get(code) is None:
                yield where, f"Không có đơn vị mang mã {code}. Đơn vị mới thì nạp trước bằng units load."
    if kind == "rename" and (len(before) != 1 or not (cells["name"] or "").strip()):
        yield "name", "Đổi tên cần đúng một mã ở cột from và tên mới ở cột name."
    if kind == "merge" and (not before or len(after) != 1):
        yield "to", "Sáp nhập cần các mã cũ ở cột from và đúng một mã ở cột to."
    if kind == "split" and (len(before) != 1 or len(after) < 2):
        yield "to", "Chia tách cần đúng một mã ở cột from và ít nhất hai mã ở cột to."
