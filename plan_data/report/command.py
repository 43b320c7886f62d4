"""``python -m plan_data report`` and ``proof``: the report of a plan, the record of reminding, as files."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from plan_data.clock import system_clock
from plan_data.problems import InputError, InputProblem
from plan_data.report.csv_table import csv_bytes
from plan_data.report.plan_report import PlanReport, Reckoning, plan_report
from plan_data.report.proof_document import proof_document
from plan_data.report.report_document import report_document
from plan_data.report.spreadsheet import workbook_bytes
from plan_data.report.wording import day
from plan_data.settings import Settings
from plan_data.store.calendar_days import working_calendar
from plan_data.store.database import Database
from plan_data.store.duties import duties_by_code
from plan_data.store.histories import Scope
from plan_data.store.migrate import require_current_schema
from plan_data.store.proof import Proof, proofs_of
from plan_data.store.units import load_directory

FORMATS: Final[Mapping[str, Callable[[PlanReport], bytes]]] = {
    "xlsx": workbook_bytes,
    "docx": report_document,
    "csv": csv_bytes,
}
"""What a report can be written as."""


def add_report_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``report`` and ``proof`` to the commands of ``python -m plan_data``."""
    report = commands.add_parser("report", help="báo cáo tổng hợp một kế hoạch đến hết một ngày, thành tệp")
    report.add_argument("--plan", required=True, help="mã kế hoạch đã nạp, ví dụ thanh-hoa-2018")
    report.add_argument(
        "--on", type=_day, metavar="YYYY-MM-DD", help="tính đến hết ngày này; không ghi thì là hôm nay"
    )
    report.add_argument("--format", choices=FORMATS, default="xlsx", help="loại tệp")
    report.add_argument("-o", "--output", type=Path, required=True, metavar="TỆP", help="ghi vào tệp này")
    report.set_defaults(run=_report)

    proof = commands.add_parser(
        "proof", help="biên bản nhắc việc: đã nhắc ai, lúc nào, bằng tin nào, đơn vị trả lời gì"
    )
    proof.add_argument("code", help="mã việc, ví dụ GN-03")
    proof.add_argument("--unit", help="mã đơn vị; không ghi thì mọi đơn vị có việc này")
    proof.add_argument("-o", "--output", type=Path, required=True, metavar="TỆP.docx", help="ghi vào tệp này")
    proof.set_defaults(run=_proof)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} không phải là ngày; hãy ghi như 2018-08-20") from None


def _report(options: argparse.Namespace) -> int:
    settings = Settings()
    require_current_schema(settings.database_url)
    report = write_report(
        settings.database_url,
        options.plan,
        options.on or system_clock().astimezone(settings.zone).date(),
        form=options.format,
        path=options.output,
        zone=settings.zone,
    )
    sys.stdout.write(
        f"{options.output}: {report.total.total} nhiệm vụ của {len(report.units)} đơn vị, "
        f"đến hết ngày {day(report.on)}.\n"
    )
    return 0


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


def _proof(options: argparse.Namespace) -> int:
    settings = Settings()
    require_current_schema(settings.database_url)
    units = {options.unit} if options.unit else None
    proofs = asyncio.run(_read_proofs(settings.database_url, options.code, units))
    if not proofs:
        message = "Không có việc nào mang mã này. Xem mã bằng: python -m plan_data show KẾ-HOẠCH"
        raise InputError((InputProblem(None, options.code, message),))
    write_file(options.output, proof_document(proofs, system_clock(), settings.zone))
    told = sum(len(proof.told) for proof in proofs)
    sys.stdout.write(f"{options.output}: {len(proofs)} đơn vị, {told} tin đã đến.\n")
    return 0


async def _read_proofs(url: str, code: str, units: Collection[str] | None) -> Sequence[Proof]:
    database = Database(url)
    try:
        async with database.reading() as session:
            duties = await duties_by_code(session, code, units)
            return await proofs_of(session, [duty for duty in duties if duty.is_lead])
    finally:
        await database.close()


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
