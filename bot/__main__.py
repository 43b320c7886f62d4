"""The bot's commands: ``python -m bot`` runs it; ``python -m bot --help`` lists the others."""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from io import TextIOWrapper

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.invite import UnknownUnitError
from bot.invite_command import add_invite_command
from bot.logs import configure_logging
from bot.operation_commands import add_operation_commands
from bot.progress_reply.command import run_reply
from bot.run import run_bot, run_web
from bot.serve import RefusedError
from bot.settings import BotSettings
from bot.try_out import run_sandbox, run_with_telegram
from plan_data.settings import settings_sentences
from plan_data.store.migrate import SchemaOutdatedError, require_current_schema

EXIT_MISTAKE = 1
EXIT_REFUSED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 1 for a mistake that the operator can mend, 3 when Telegram refuses the token."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ValidationError as error:
        print(settings_sentences(error), file=sys.stderr)
    except (SchemaOutdatedError, UnknownUnitError, ValueError) as error:
        print(error, file=sys.stderr)
    except RefusedError as error:
        print(error, file=sys.stderr)
        return EXIT_REFUSED
    except TelegramError as error:
        print(f"Telegram không trả lời: {type(error).__name__}", file=sys.stderr)
    except SQLAlchemyError as error:
        print(
            f"Cơ sở dữ liệu không dùng được ({type(error).__name__}). Hãy xem lại DATABASE_URL.",
            file=sys.stderr,
        )
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return EXIT_MISTAKE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Bot Nhắc Hạn trên Telegram.")
    parser.set_defaults(run=_run)
    commands = parser.add_subparsers(metavar="LỆNH")

    add_invite_command(commands)

    reply = commands.add_parser("reply", help="đọc thử câu trả lời tiến độ, mỗi dòng một câu, in JSON")
    reply.add_argument(
        "--today",
        type=date.fromisoformat,
        default=None,
        help="ngày hôm nay, YYYY-MM-DD",
    )
    reply.add_argument(
        "--listed",
        type=int,
        default=0,
        metavar="N",
        help="câu trả lời cho danh sách có N việc (để hiểu “việc cuối”, “còn lại”)",
    )
    reply.set_defaults(run=_reply)

    add_operation_commands(commands)
    web = commands.add_parser("web", help="chỉ chạy máy chủ web: /healthz, /readyz, /metrics, lịch")
    web.set_defaults(run=_web)

    up = commands.add_parser(
        "up",
        help="chạy cả hai tiến trình; không có token thì chạy với Telegram giả lập",
    )
    up.add_argument("--port", type=int, default=8081, help="cổng của trang giả lập trên máy này")
    up.set_defaults(run=_up)
    return parser


def _run(_options: argparse.Namespace) -> int:
    return _run_until_stopped(run_bot)


def _web(_options: argparse.Namespace) -> int:
    return _run_until_stopped(run_web)


def _run_until_stopped(run: Callable[[BotSettings], Coroutine[None, None, None]]) -> int:
    settings = BotSettings()
    configure_logging(settings.log_format, settings.log_level)
    require_current_schema(settings.database_url)
    asyncio.run(run(settings))
    return 0


def _reply(options: argparse.Namespace) -> int:
    today = options.today or date.today()  # noqa: DTZ011 - an entry point, the operator's own day
    if isinstance(sys.stdin, TextIOWrapper):
        # Replies are Vietnamese, whatever the machine's own encoding is.
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    run_reply(sys.stdin, today, sys.stdout.write, listed=range(1, options.listed + 1))
    return 0


def _up(options: argparse.Namespace) -> int:
    settings = BotSettings()
    if settings.telegram_bot_token is not None:
        return asyncio.run(run_with_telegram(settings, dict(os.environ)))
    return asyncio.run(run_sandbox(settings, dict(os.environ), port=options.port))


if __name__ == "__main__":
    sys.exit(main())
