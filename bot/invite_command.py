"""``python -m bot invite``: links by which the first officials join, which are open, taking one back."""

import argparse
import asyncio
from collections.abc import Callable
from datetime import timedelta

from bot.composition import answering_bot
from bot.invite import make_invitation
from bot.settings import BotSettings
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.store.invitations import (
    LONGEST_LIFE,
    MOST_USES,
    open_invitations,
    revoke_invitation,
)
from plan_data.store.migrate import require_current_schema
from plan_data.store.officials import Role

Print = Callable[[str], None]


def add_invite_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    """Add ``invite``; its ``run`` takes the options and returns the exit code."""
    invite = commands.add_parser("invite", help="tạo, liệt kê hoặc thu hồi liên kết mời")
    what = invite.add_mutually_exclusive_group(required=True)
    what.add_argument("--unit", help="mã đơn vị để mời vào, ví dụ SYT hoặc 385")
    what.add_argument("--list", action="store_true", help="liệt kê lời mời còn hiệu lực")
    what.add_argument("--revoke", type=int, metavar="SỐ", help="thu hồi lời mời có số này")
    invite.add_argument("--role", choices=[role.value for role in Role], default=Role.REPORTER.value)
    invite.add_argument("--uses", type=_between(1, MOST_USES), default=1, help="số lần dùng được")
    invite.add_argument(
        "--days",
        type=_between(1, LONGEST_LIFE.days),
        default=14,
        help="số ngày còn hiệu lực",
    )
    invite.set_defaults(run=lambda options: _run(options, print))


def _between(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"phải là số từ {least} đến {most}")
        return int(text)

    return read


def _run(options: argparse.Namespace, write: Print) -> int:
    settings = BotSettings()
    require_current_schema(settings.database_url)

    async def run() -> int:
        database = Database(settings.database_url)
        try:
            time = SharedTime(database, settings.clock_start)
            await time.start()
            if options.list:
                return await _list(database, time, settings, write)
            if options.revoke is not None:
                return await _revoke(database, time, options.revoke, write)
            return await _make(database, time, settings, options, write)
        finally:
            await database.close()

    return asyncio.run(run())


async def _make(
    database: Database,
    time: SharedTime,
    settings: BotSettings,
    options: argparse.Namespace,
    write: Print,
) -> int:
    bot = answering_bot(settings)
    async with bot:
        link = await make_invitation(
            database,
            bot,
            unit_code=options.unit,
            role=Role(options.role),
            uses=options.uses,
            life=timedelta(days=options.days),
            clock=time,
        )
    write(link)
    return 0


async def _list(database: Database, time: SharedTime, settings: BotSettings, write: Print) -> int:
    async with database.reading() as session:
        found = await open_invitations(session, time())
    for each in found:
        until = each.expires_at.astimezone(settings.zone).strftime("%d/%m/%Y %H:%M")
        write(f"{each.id}\t{each.unit_code}\t{each.role}\tcòn {each.uses_left}/{each.uses} lượt\tđến {until}")
    if not found:
        write("Không có lời mời nào còn hiệu lực.")
    return 0


async def _revoke(database: Database, time: SharedTime, invitation_id: int, write: Print) -> int:
    async with database.writing() as session:
        is_revoked = await revoke_invitation(session, invitation_id, revoked_by=None, now=time())
    write(
        f"Đã thu hồi lời mời {invitation_id}."
        if is_revoked
        else f"Không có lời mời {invitation_id} để thu hồi."
    )
    return 0 if is_revoked else 1
