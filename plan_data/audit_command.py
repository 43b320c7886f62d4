"""``python -m plan_data audit``: examine the audit log, and read it."""

import argparse
import asyncio
import re
from collections.abc import Callable
from contextlib import aclosing
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from plan_data.settings import Settings
from plan_data.store.audit import AuditEntry, AuditVerdict, audit_entries, verify
from plan_data.store.database import Database
from plan_data.store.migrate import require_current_schema

Print = Callable[[str], None]

_HASH = re.compile(r"[0-9a-f]{64}")


def add_audit_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``audit verify`` and ``audit show``."""
    audit = commands.add_parser("audit", help="nhật ký thao tác").add_subparsers(
        required=True, metavar="LỆNH"
    )
    verifying = audit.add_parser("verify", help="kiểm tra nhật ký có bị sửa, xóa hay chèn dòng không")
    verifying.add_argument(
        "--expect",
        type=_hash,
        metavar="DẤU",
        help="dấu cuối đã ghi lại lần trước; không còn trong nhật ký nghĩa là đã bị cắt hoặc viết lại",
    )
    verifying.set_defaults(run=lambda options: verify_command(options.expect, print))
    show = audit.add_parser("show", help="in nhật ký: ai, lúc nào, làm gì, trước và sau")
    show.add_argument("--since", type=date.fromisoformat, metavar="NGÀY", help="từ ngày này, YYYY-MM-DD")
    show.set_defaults(run=lambda options: show_command(options.since, print))


def _hash(text: str) -> str:
    if not _HASH.fullmatch(text):
        raise argparse.ArgumentTypeError("một dấu gồm 64 chữ số thập lục phân")
    return text


def verify_command(expected: str | None, write: Print) -> int:
    """Print what the examination found; 1 when the log is not whole."""
    settings = Settings()
    require_current_schema(settings.database_url)

    async def run() -> AuditVerdict:
        database = Database(settings.database_url)
        try:
            async with database.reading() as session:
                return await verify(session, expected)
        finally:
            await database.close()

    verdict = asyncio.run(run())
    if verdict.broken_at is not None:
        write(f"Nhật ký bị sai từ dòng {verdict.broken_at}. {verdict.rows} dòng trước đó còn nguyên.")
    elif not verdict.has_expected:
        write(
            f"Dấu {expected} không có trong nhật ký: có dòng đã bị cắt ở cuối hoặc viết lại. "
            f"Nay còn {verdict.rows} dòng."
        )
    else:
        write(f"Nhật ký nguyên vẹn: {verdict.rows} dòng. Dấu cuối: {verdict.head}")
    return 0 if verdict.is_intact else 1


def show_command(since: date | None, write: Print) -> int:
    """Print the log, one action a line, separated by tabs."""
    settings = Settings()
    require_current_schema(settings.database_url)
    zone = settings.zone
    first = None if since is None else datetime.combine(since, time(), zone)

    async def run() -> None:
        database = Database(settings.database_url)
        try:
            async with database.reading() as session, aclosing(audit_entries(session, first)) as entries:
                async for entry in entries:
                    write(_line(entry, zone))
        finally:
            await database.close()

    asyncio.run(run())
    return 0


def _line(entry: AuditEntry, zone: ZoneInfo) -> str:
    at = entry.at.astimezone(zone).strftime("%d/%m/%Y %H:%M:%S")
    actor = entry.actor_name or "–"
    change = f"{entry.before or '–'} → {entry.after or '–'}"
    fields = (str(entry.id), at, actor, entry.action, entry.subject, change)
    return "\t".join(_printable(field) for field in fields)


def _printable(text: str) -> str:
    """Names are what people chose: nothing in them may move the terminal's cursor."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
