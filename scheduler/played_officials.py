"""Who is reminded in a play: officials of a list, or so many of each unit that has something to do."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import time
from pathlib import Path

from plan_data.problems import InputError, InputProblem
from plan_data.store.rehearsal import PlayedOfficial
from plan_data.units import Unit, UnitDirectory

EARLIEST_MINUTE, LATEST_MINUTE = 5 * 60, 19 * 60 + 30
CSV_COLUMNS = ("unit", "name", "hour")


def of_each_unit(units: Iterable[Unit], number: int) -> Iterator[PlayedOfficial]:
    """So many of each unit, called after it."""
    for unit in units:
        for nth in range(1, number + 1):
            yield PlayedOfficial(unit.code, unit.name if number == 1 else f"{unit.name} {nth}")


def read_officials(path: Path, directory: UnitDirectory) -> Sequence[PlayedOfficial]:
    """Read a CSV with the columns unit (code), name and, if wanted, hour (07:30).

    :raises InputError: with every mistake and its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputError((InputProblem(None, str(path), "Không đọc được tệp; cần CSV UTF-8."),)) from None
    officials, problems = [], []
    with io.StringIO(text, newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames is None or not {"unit", "name"} <= set(rows.fieldnames):
            wanted = ",".join(CSV_COLUMNS)
            raise InputError((InputProblem(1, str(path), f"Dòng đầu phải là {wanted} (hour có thể bỏ)."),))
        for row in rows:
            try:
                officials.append(_official(row, directory))
            except ValueError as error:
                problems.append(InputProblem(rows.line_num, str(path), str(error)))
    if problems:
        raise InputError(tuple(problems))
    return officials


def _official(row: dict[str, str | None], directory: UnitDirectory) -> PlayedOfficial:
    code, name, hour = ((row.get(column) or "").strip() for column in CSV_COLUMNS)
    if directory.get(code) is None:
        raise ValueError(f"Không có đơn vị mã “{code}”. Hãy xem python -m plan_data show.")
    if not name:
        raise ValueError("Thiếu tên cán bộ.")
    if not hour:
        return PlayedOfficial(code, name)
    try:
        at = time.fromisoformat(hour.zfill(5))
    except ValueError:
        raise ValueError(f"Không đọc được giờ “{hour}”; hãy viết như 07:30.") from None
    minute = at.hour * 60 + at.minute
    if not EARLIEST_MINUTE <= minute <= LATEST_MINUTE:
        raise ValueError(f"Giờ “{hour}” phải từ 05:00 đến 19:30.")
    return PlayedOfficial(code, name, minute)
