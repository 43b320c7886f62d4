"""The plan editor's and the operator's commands: ``python -m plan_data --help``."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from plan_data.audit_command import add_audit_commands
from plan_data.clock import system_clock
from plan_data.deadlines import DeadlineContext
from plan_data.deadlines.command import run_deadline
from plan_data.loading import load_plan, load_units, merged
from plan_data.plan_file import examine_plan, find_plan
from plan_data.plan_file.command import check_plan_command, show_plan_command
from plan_data.problems import InputError
from plan_data.report.command import add_report_commands
from plan_data.settings import Settings, settings_sentences
from plan_data.store.database import Database
from plan_data.store.migrate import SchemaOutdatedError, require_current_schema, upgrade
from plan_data.store.plans import LoadReport
from plan_data.store.units import load_directory
from plan_data.units import UnitDirectory
from plan_data.units.command import describe_reading

MAX_CSV_BYTES = 20 * 1024 * 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 for a mistake in the input, 2 for one in the command line."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except InputError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
    except ValidationError as error:
        print(settings_sentences(error), file=sys.stderr)
    except SchemaOutdatedError as error:
        print(error, file=sys.stderr)
    except SQLAlchemyError as error:
        print(
            f"Cơ sở dữ liệu không dùng được ({type(error).__name__}). Hãy xem lại DATABASE_URL.",
            file=sys.stderr,
        )
    except BrokenPipeError:
        # The reader of our output (head, less) has seen enough.
        sys.stderr.close()
        return 0
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m plan_data", description="Kế hoạch, thời hạn, đơn vị và cơ sở dữ liệu của Nhắc Hạn."
    )
    commands = parser.add_subparsers(required=True, metavar="LỆNH")

    check = commands.add_parser("check", help="kiểm tra một tệp kế hoạch, nêu mọi lỗi kèm số dòng")
    check.add_argument("plan", help="mã kế hoạch có sẵn (thanh-hoa-2018) hoặc đường dẫn tệp")
    check.set_defaults(run=lambda options: check_plan_command(options.plan, print))

    load = commands.add_parser("load", help="nạp một kế hoạch vào cơ sở dữ liệu; nạp lại không mất gì")
    load.add_argument("plan", help="mã kế hoạch có sẵn hoặc đường dẫn tệp")
    load.set_defaults(run=_load)

    show = commands.add_parser("show", help="liệt kê việc của từng đơn vị trong một kế hoạch")
    show.add_argument("plan", help="mã kế hoạch có sẵn hoặc đường dẫn tệp")
    show.add_argument("--json", action="store_true", help="mỗi dòng một đối tượng JSON")
    show.add_argument("--dated", action="store_true", help="bỏ việc không hạn")
    show.set_defaults(run=_show)

    units = commands.add_parser("units", help="danh sách đơn vị").add_subparsers(
        required=True, metavar="LỆNH"
    )
    units_load = units.add_parser(
        "load", help="nạp danh sách đơn vị từ CSV (level,code,name,kind,parent_code)"
    )
    units_load.add_argument("csv", type=Path)
    units_load.set_defaults(run=_units_load)

    deadline = commands.add_parser("deadline", help="đọc cụm từ thời hạn thành ngày")
    deadline.add_argument(
        "phrase", nargs="*", help="cụm từ; không ghi thì đọc từ đầu vào chuẩn, mỗi dòng một cụm"
    )
    deadline.add_argument("--year", type=int, help="năm của kế hoạch, cho cụm từ không ghi năm")
    deadline.add_argument("--issued-on", type=date.fromisoformat, help="ngày ban hành, YYYY-MM-DD")
    deadline.add_argument(
        "--before-date",
        choices=("exclusive", "inclusive"),
        default="exclusive",
        help="“trước ngày 15/8” là chậm nhất 14/8 (exclusive) hay 15/8 (inclusive)",
    )
    deadline.set_defaults(run=_deadline)

    add_report_commands(commands)

    migrate = commands.add_parser("migrate", help="tạo hoặc nâng cấp các bảng của cơ sở dữ liệu")
    migrate.set_defaults(run=_migrate)
    add_audit_commands(commands)
    return parser


def _deadline(options: argparse.Namespace) -> int:
    context = DeadlineContext(year=options.year, issued_on=options.issued_on, before_date=options.before_date)
    run_deadline(options.phrase or _typed_lines(), context, sys.stdout.write)
    return 0


def _typed_lines() -> TextIO:
    """Standard input as UTF-8, whatever the machine's own encoding is."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    return sys.stdin


def _migrate(_options: argparse.Namespace) -> int:
    upgrade(Settings().database_url)
    print("Cơ sở dữ liệu đã sẵn sàng.")
    return 0


def _load(options: argparse.Namespace) -> int:
    path = find_plan(options.plan)
    url = Settings().database_url
    upgrade(url)

    async def run() -> int:
        database = Database(url)
        try:
            plan, report = await load_plan(database, path, system_clock())
        finally:
            await database.close()
        print(plan.title)
        _print_report(report)
        return 0

    return asyncio.run(run())


def _print_report(report: LoadReport) -> None:
    print(f"{report.obligations} nghĩa vụ, {report.duties} việc của đơn vị, {report.dated} việc có hạn.")
    if report.is_unchanged:
        print("Không có gì thay đổi.")
    else:
        print(
            f"Thêm {report.added}, dời hạn {len(report.moved)}, sửa lời {len(report.reworded)}, "
            f"rút {report.withdrawn}."
        )
    if report.classes_without_units:
        print(
            f"Chưa có đơn vị cho nhóm {', '.join(report.classes_without_units)}: "
            "nạp danh sách bằng python -m plan_data units load TỆP.csv"
        )


def _units_load(options: argparse.Namespace) -> int:
    text = _read_text(options.csv)
    url = Settings().database_url
    upgrade(url)

    async def run() -> int:
        database = Database(url)
        try:
            report = await load_units(database, text, system_clock())
        except InputError as error:
            print(describe_reading((), error.problems), file=sys.stderr)
            return 1
        finally:
            await database.close()
        print(describe_reading(report.units, (), report.known))
        for plan, changes in report.plans:
            print(plan.title)
            _print_report(changes)
        return 0

    return asyncio.run(run())


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_CSV_BYTES:
            sys.exit(f"Tệp “{path}” lớn quá 20 MB, không giống một danh sách đơn vị.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        sys.exit(f"Tệp “{path}” không ở bảng mã UTF-8. Hãy lưu lại dưới dạng CSV UTF-8.")
    except (OSError, ValueError):
        sys.exit(f"Không mở được “{path}”. Hãy xem lại tên tệp và quyền đọc tệp.")


def _show(options: argparse.Namespace) -> int:
    return show_plan_command(
        options.plan,
        print,
        as_json=options.json,
        only_dated=options.dated,
        directory=asyncio.run(_units_of(options.plan)),
    )


async def _units_of(name: str) -> UnitDirectory | None:
    """The plan's units with those in the database, where there is one; None for the plan's alone."""
    try:
        url = Settings().database_url
        require_current_schema(url)
        path = find_plan(name)
    except (SchemaOutdatedError, SQLAlchemyError, InputError, ValidationError):
        return None
    database = Database(url)
    try:
        async with database.reading() as session:
            stored = await load_directory(session)
    finally:
        await database.close()
    shipped = examine_plan(path).directory
    return merged(shipped, stored) if shipped and stored.units else None


if __name__ == "__main__":
    sys.exit(main())
