"""``python -m plan_data report``: the report of a plan as a file."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from plan_data.problems import InputError, InputProblem
from plan_data.report.csv_table import csv_bytes
from plan_data.report.pictures import bars_by_unit, timeline
from plan_data.report.plan_report import PlanReport, Reckoning, plan_report
from plan_data.report.report_document import report_document
from plan_data.report.spreadsheet import workbook_bytes
from plan_data.store.calendar_days import working_calendar
from plan_data.store.database import Database
from plan_data.store.histories import Scope
from plan_data.store.units import load_directory

FORMATS: Final[Mapping[str, Callable[[PlanReport], bytes]]] = {
    "xlsx": workbook_bytes,
    "docx": report_document,
    "csv": csv_bytes,
    "bars.png": bars_by_unit,
    "timeline.png": timeline,
}
"""What a report can be written as, by the end of the file's name."""


def write_report(url: str, plan_code: str, on: date, *, form: str, path: Path, zone: ZoneInfo) -> PlanReport:
    """Write the report of a whole plan at the end of a day into a file.

    :raises InputError: the plan is not loaded, or the file cannot be written.
    """
    report = asyncio.run(_read_report(url, plan_code, on, zone))
    if report is None:
        message = f"Kế hoạch này chưa được nạp. Hãy chạy: python -m plan_data load {plan_code}"
        raise InputError((InputProblem(None, plan_code, message),))
    write_file(path, FORMATS[form](report))
    return report


def write_file(path: Path, content: bytes) -> None:
    """Write a file that the operator asked for.

    :raises InputError: it cannot be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        message = f"Không ghi được tệp ({error.strerror}). Hãy chọn nơi khác."
        raise InputError((InputProblem(None, str(path), message),)) from None


async def _read_report(url: str, plan_code: str, on: date, zone: ZoneInfo) -> PlanReport | None:
    database = Database(url)
    try:
        async with database.reading() as session:
            reckoning = Reckoning(zone, await working_calendar(session), await load_directory(session))
            return await plan_report(session, Scope(plan_code=plan_code), on, reckoning)
    finally:
        await database.close()
