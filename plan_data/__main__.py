"""The plan editor's and the operator's commands: ``python -m plan_data --help``."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import date
from io import TextIOWrapper
from typing import TextIO

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from plan_data.audit_command import add_audit_commands
from plan_data.calendar_command import add_calendar_commands
from plan_data.deadlines import DeadlineContext
from plan_data.deadlines.command import run_deadline
from plan_data.document.command import add_document_commands
from plan_data.keeping_command import add_keeping_commands
from plan_data.load_command import add_load_commands
from plan_data.loading import merged
from plan_data.plan_file import examine_plan, find_plan
from plan_data.plan_file.command import check_plan_command, show_plan_command
from plan_data.problems import InputError
from plan_data.report.command import add_report_commands
from plan_data.settings import Settings, settings_sentences
from plan_data.store.database import Database
from plan_data.store.migrate import SchemaOutdatedError, require_current_schema, upgrade
from plan_data.store.units import ended_units, load_directory
from plan_data.units import UnitDirectory


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

    add_document_commands(commands)
    add_load_commands(commands)

    show = commands.add_parser("show", help="liệt kê việc của từng đơn vị trong một kế hoạch")
    show.add_argument("plan", help="mã kế hoạch có sẵn hoặc đường dẫn tệp")
    show.add_argument("--json", action="store_true", help="mỗi dòng một đối tượng JSON")
    show.add_argument("--dated", action="store_true", help="bỏ việc không hạn")
    show.set_defaults(run=_show)

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
    add_calendar_commands(commands)
    add_keeping_commands(commands)
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
            stored, ended = await load_directory(session), await ended_units(session)
    finally:
        await database.close()
    shipped = examine_plan(path).directory
    return merged(shipped, stored, ended) if shipped and stored.units else None


if __name__ == "__main__":
    sys.exit(main())
