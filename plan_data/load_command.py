"""``python -m plan_data load``, ``units load``, ``versions``, ``rollback``: into the database and back."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path

from plan_data.clock import system_clock
from plan_data.load_report import ChangedCode, LoadReport, by_code
from plan_data.loading import change_units, load_plan, load_units, return_to, try_plan
from plan_data.plan_file import find_plan
from plan_data.problems import InputError
from plan_data.settings import Settings
from plan_data.store.database import Database
from plan_data.store.migrate import require_current_schema, upgrade
from plan_data.store.plans import plan_versions
from plan_data.units.command import describe_reading

MAX_CSV_BYTES = 20 * 1024 * 1024
MOST_LISTED = 20


def add_load_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``load``, ``units load``, ``versions`` and ``rollback``."""
    load = commands.add_parser("load", help="nạp một kế hoạch vào cơ sở dữ liệu; nạp lại không mất gì")
    load.add_argument("plan", help="mã kế hoạch có sẵn hoặc đường dẫn tệp")
    load.add_argument("--dry-run", action="store_true", help="chỉ cho xem sẽ đổi gì, không ghi")
    load.set_defaults(run=lambda options: load_command(options.plan, is_dry=options.dry_run))

    units = commands.add_parser("units", help="danh sách đơn vị").add_subparsers(
        required=True, metavar="LỆNH"
    )
    units_load = units.add_parser(
        "load", help="nạp danh sách đơn vị từ CSV (level,code,name,kind,parent_code)"
    )
    units_load.add_argument("csv", type=Path)
    units_load.set_defaults(run=lambda options: units_load_command(options.csv))

    units_change = units.add_parser(
        "change", help="sáp nhập, chia tách, đổi tên đơn vị từ CSV (on,change,from,to,name)"
    )
    units_change.add_argument("csv", type=Path)
    units_change.set_defaults(run=lambda options: units_change_command(options.csv))

    versions = commands.add_parser("versions", help="các bản đã nạp của một kế hoạch")
    versions.add_argument("plan", help="mã kế hoạch")
    versions.set_defaults(run=lambda options: versions_command(options.plan))

    rollback = commands.add_parser("rollback", help="trở lại một bản đã nạp; tiến độ vẫn giữ")
    rollback.add_argument("plan", help="mã kế hoạch")
    rollback.add_argument("--to", type=int, required=True, metavar="SỐ", help="số của bản, xem versions")
    rollback.set_defaults(run=lambda options: rollback_command(options.plan, options.to))


def load_command(name_or_path: str, *, is_dry: bool) -> int:
    """Load a plan, or show what loading it would change."""
    path = find_plan(name_or_path)
    settings = Settings()

    async def run(database: Database) -> int:
        plan, report = await (try_plan if is_dry else load_plan)(
            database, path, system_clock(), settings.zone
        )
        if is_dry:
            print("Chỉ xem thử, chưa ghi gì.")
        print(plan.title)
        print_changes(report)
        return 0

    upgrade(settings.database_url)
    return _with_database(settings.database_url, run)


def units_load_command(csv: Path) -> int:
    """Load a list of units and give the plans' classes their members."""
    text = _read_text(csv)

    async def run(database: Database) -> int:
        try:
            report = await load_units(database, text, system_clock())
        except InputError as error:
            print(describe_reading((), error.problems), file=sys.stderr)
            return 1
        print(describe_reading(report.units, (), report.known))
        for plan, changes in report.plans:
            print(plan.title)
            print_changes(changes)
        return 0

    url = Settings().database_url
    upgrade(url)
    return _with_database(url, run)


def units_change_command(csv: Path) -> int:
    """Note changes of units; those whose day has come are applied at once, others by the scheduler."""
    text = _read_text(csv)
    settings = Settings()
    require_current_schema(settings.database_url)

    async def run(database: Database) -> int:
        now = system_clock()
        noted, applied = await change_units(database, text, now.astimezone(settings.zone).date(), now)
        print(f"Đã ghi {noted} thay đổi, {applied} thay đổi có hiệu lực ngay.")
        return 0

    return _with_database(settings.database_url, run)


def versions_command(code: str) -> int:
    """List the forms a plan was loaded in."""
    settings = Settings()
    require_current_schema(settings.database_url)

    async def run(database: Database) -> int:
        async with database.reading() as session:
            versions = await plan_versions(session, code)
        for version in versions:
            at = version.loaded_at.astimezone(settings.zone)
            print(f"{version.number}. {at:%d/%m/%Y %H:%M}: {len(version.plan.obligations)} nghĩa vụ")
        if not versions:
            print(f"Chưa nạp kế hoạch nào có mã {code}.", file=sys.stderr)
        return 0 if versions else 1

    return _with_database(settings.database_url, run)


def rollback_command(code: str, number: int) -> int:
    """Return to an earlier form of a plan."""
    url = Settings().database_url
    require_current_schema(url)

    async def run(database: Database) -> int:
        plan, report = await return_to(database, code, number, system_clock())
        print(plan.title)
        print_changes(report)
        return 0

    return _with_database(url, run)


def print_changes(report: LoadReport) -> None:
    """What loading changed, duty by duty with old and new day; of a new plan only how much it holds."""
    print(f"{report.obligations} nghĩa vụ, {report.duties} việc của đơn vị, {report.dated} việc có hạn.")
    if report.is_unchanged:
        print("Không có gì thay đổi.")
    else:
        print(
            f"Thêm {report.added}, dời hạn {len(report.moved)}, sửa lời {len(report.reworded)}, "
            f"rút {report.withdrawn}."
        )
    if report.base_version:
        _print_listed([f"thêm {_duty(each)}: {_day(each.new_due_on)}" for each in by_code(report.new)])
    _print_listed(
        [
            f"{_duty(each)}: {_day(each.old_due_on)} → {_day(each.new_due_on)}"
            for each in by_code(report.moved)
        ]
    )
    _print_listed([f"rút {_duty(each)}: {_day(each.old_due_on)}" for each in by_code(report.gone)])
    if report.reworded:
        print(f"  sửa lời: {', '.join(report.reworded)}")
    if report.edited:
        print(f"  sửa chi tiết khác: {', '.join(report.edited)}")
    if report.classes_without_units:
        print(
            f"Chưa có đơn vị cho nhóm {', '.join(report.classes_without_units)}: "
            "nạp danh sách bằng python -m plan_data units load TỆP.csv"
        )


def _print_listed(lines: Sequence[str]) -> None:
    for line in lines[:MOST_LISTED]:
        print(f"  {line}")
    if len(lines) > MOST_LISTED:
        print(f"  … và {len(lines) - MOST_LISTED} dòng nữa")


def _duty(change: ChangedCode) -> str:
    units = change.unit_codes
    return f"{change.code} ({units[0] if len(units) == 1 else f'{len(units)} đơn vị'})"


def _day(value: date | None) -> str:
    return value.isoformat() if value else "không ngày"


def _with_database(url: str, work: Callable[[Database], Awaitable[int]]) -> int:
    async def run() -> int:
        database = Database(url)
        try:
            return await work(database)
        finally:
            await database.close()

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
