"""``python -m plan_data backup``, ``restore`` and ``move``: keeping what was gathered over the years."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from plan_data.clock import system_clock
from plan_data.settings import Settings
from plan_data.store.backup import (
    BackupError,
    back_up,
    dump_command,
    refuse_while_alive,
    restore,
    restore_command,
    sqlite_file,
)
from plan_data.store.database import DatabaseUrlError
from plan_data.store.migrate import SchemaOutdatedError
from plan_data.store.move import MoveError, move

Print = Callable[[str], None]


def add_keeping_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the three commands."""
    backup = commands.add_parser("backup", help="sao lưu cơ sở dữ liệu SQLite khi bot vẫn chạy")
    backup.add_argument("file", type=Path, metavar="TỆP", help="tệp mới để ghi bản sao")
    backup.set_defaults(run=lambda options: backup_command(options.file, print))

    back = commands.add_parser("restore", help="phục hồi từ một bản sao; tệp cũ được giữ lại bên cạnh")
    back.add_argument("file", type=Path, metavar="TỆP", help="bản sao")
    back.set_defaults(run=lambda options: restore_command_line(options.file, system_clock(), print))

    moving = commands.add_parser("move", help="chuyển toàn bộ dữ liệu sang cơ sở dữ liệu khác")
    moving.add_argument("--from", dest="source", required=True, metavar="URL")
    moving.add_argument("--to", dest="target", required=True, metavar="URL", help="phải còn trống")
    moving.set_defaults(
        run=lambda options: move_command(options.source, options.target, system_clock(), print)
    )


def backup_command(file: Path, print_: Print) -> int:
    """Copy the database; for PostgreSQL say how, with exit code 1, for nothing was copied."""
    url = Settings().database_url
    database = sqlite_file(url)
    if database is None:
        print_(f"Cơ sở dữ liệu là PostgreSQL, chưa sao lưu gì. Hãy chạy:\n  {dump_command(url, str(file))}")
        return 1
    try:
        copy = back_up(database, file)
    except BackupError as error:
        print_(str(error))
        return 1
    print_(f"Đã sao lưu vào {copy.path}: {copy.size} byte, phiên bản {copy.revision}, đã kiểm tra toàn vẹn.")
    return 0


def restore_command_line(file: Path, now: datetime, print_: Print) -> int:
    """Put a copy back; for PostgreSQL say how, with exit code 1."""
    url = Settings().database_url
    database = sqlite_file(url)
    if database is None:
        print_(f"Cơ sở dữ liệu là PostgreSQL, chưa làm gì. Hãy chạy:\n  {restore_command(url, str(file))}")
        return 1
    try:
        aside = restore(file, database, now)
    except BackupError as error:
        print_(str(error))
        return 1
    print_(f"Đã phục hồi {database} từ {file}.")
    if aside is not None:
        print_(f"Dữ liệu trước đó nằm ở {aside}.")
    print_(
        "Hãy chạy python -m plan_data migrate rồi khởi động lại. Tin nhắc gửi sau lúc sao lưu có thể lặp lại."
    )
    return 0


def move_command(source: str, target: str, now: datetime, print_: Print) -> int:
    """Move everything and print how many rows each table has now."""
    try:
        refuse_while_alive(source, now)
        tables = move(source, target)
    except (BackupError, MoveError, DatabaseUrlError, SchemaOutdatedError) as error:
        print_(str(error))
        return 1
    for table in tables:
        print_(f"{table.rows:>10}  {table.name}")
    print_("Đã chuyển và đếm lại: hai bên bằng nhau. Hãy đặt DATABASE_URL mới rồi khởi động lại.")
    return 0
