"""One measurement a process: ``python -m tests.benchmarks.measure NAME ARGUMENTS`` prints it as JSON."""

import asyncio
import json
import re
import resource
import sys
import time
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiogram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton as AiogramButton
from aiogram.types import InlineKeyboardMarkup as AiogramMarkup
from sqlalchemy import event
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.request import HTTPXRequest

from bot.telegram.bulk_bot import bulk_bot
from bot.telegram.callback_data import CallbackSigner
from bot.telegram.keyboards import reminder_keyboards
from bot.telegram.notifier import TelegramNotifier
from bot.texts.digest import digest_parts
from plan_data.deadlines import WorkingCalendar
from plan_data.long_running import keep_what_is_loaded
from plan_data.store.database import Database
from plan_data.store.reference import ReferenceCache
from scheduler.dispatch import Dispatcher, Identity
from scheduler.pace import Pace
from scheduler.planning import plan_day
from tests.many_officials import FIRST_CHAT, MORNING, ZONE
from tests.sandbox_process import TOKEN

TEXT = (
    "🔔 <b>Nhắc hạn thứ Hai, ngày 08/01/2018</b>\n🏛 Sở số 7\n\n"
    "<b>1.</b> Báo cáo kết quả thực hiện nhiệm vụ V-0 <code>V-0</code>\n"
    "     🟡 Còn <b>7 ngày</b> · hạn thứ Hai, ngày 15/01/2018\n\n"
    "<b>2.</b> Báo cáo kết quả thực hiện nhiệm vụ V-1 <code>V-1</code>\n"
    "     🔵 Còn <b>8 ngày</b> · hạn thứ Ba, ngày 16/01/2018\n\n"
    "<i>Trả lời tin này để báo tiến độ: “1 xong”, “2 60%”, “3 vướng: chưa có kinh phí”.</i>"
)
"""What a digest of the furnished province looks like, for those who only send."""

BUTTONS = (("1", "1abcdefghd:12:60"), ("2", "1abcdefghd:13:60"))
NOW = datetime.fromisoformat(MORNING).astimezone(UTC)

Send = Callable[[int], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Figures:
    """``cpu_ms`` is processor time of the client alone, a message; ``peak_mb`` its memory at most."""

    count: int
    seconds: float
    cpu_ms: float
    peak_mb: float
    statements: int = 0

    @property
    def per_second(self) -> float:
        return self.count / self.seconds


def _peak_mb() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        # On Linux ru_maxrss begins with what the process had that started this one.
        found = re.search(r"^VmHWM:\s*(\d+) kB$", status.read_text(), re.MULTILINE)
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@asynccontextmanager
async def _python_telegram_bot(url: str, in_flight: int) -> AsyncIterator[Send]:
    """As it comes: httpx, with as many connections as it may need."""
    request = HTTPXRequest(connection_pool_size=max(256, in_flight), read_timeout=30, pool_timeout=30)
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=request)
    await request.initialize()
    yield _ptb_send(bot)
    await request.shutdown()


@asynccontextmanager
async def _our_transport(url: str, in_flight: int) -> AsyncIterator[Send]:
    bot = bulk_bot(TOKEN, api_url=url, connections=in_flight)
    await bot.request.initialize()
    yield _ptb_send(bot)
    await bot.request.shutdown()


def _ptb_send(bot: Bot) -> Send:
    keyboard = InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in BUTTONS]]
    )
    return lambda chat_id: bot.send_message(chat_id, TEXT, parse_mode="HTML", reply_markup=keyboard)


@asynccontextmanager
async def _aiogram(url: str, in_flight: int) -> AsyncIterator[Send]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url), limit=max(100, in_flight))
    bot = aiogram.Bot(TOKEN, session=session)
    keyboard = AiogramMarkup(
        inline_keyboard=[[AiogramButton(text=label, callback_data=data) for label, data in BUTTONS]]
    )
    yield lambda chat_id: bot.send_message(chat_id, TEXT, parse_mode="HTML", reply_markup=keyboard)
    await session.close()


CLIENTS = {"ptb": _python_telegram_bot, "ours": _our_transport, "aiogram": _aiogram}


async def raw(client: str, url: str, count: int, in_flight: int, rate: float) -> Figures:
    """Sends in a loop, nothing written down; ``rate`` 0 is as fast as it goes."""
    pace = Pace(rate) if rate else None
    chats: Iterator[int] = iter(range(FIRST_CHAT, FIRST_CHAT + count))
    async with CLIENTS[client](url, in_flight) as send:

        async def work() -> None:
            for chat_id in chats:
                if pace is not None:
                    await pace.turn(chat_id, is_group=False)
                await send(chat_id)

        await _open_connections(send, in_flight)
        began, cpu = time.perf_counter(), time.process_time()
        await asyncio.gather(*(work() for _ in range(in_flight)))
        seconds, used = time.perf_counter() - began, time.process_time() - cpu
    return Figures(count, seconds, 1000 * used / count, _peak_mb())


async def _open_connections(send: Send, in_flight: int) -> None:
    """Sends that do not count."""
    await asyncio.gather(*(send(FIRST_CHAT + number) for number in range(in_flight)))


async def durable(database_url: str, url: str, count: int, in_flight: int, rate: float) -> Figures:
    """Planned digests, claimed, rendered, written down before and after each send."""
    database = Database(database_url)
    reference = ReferenceCache(database)
    await reference.get(NOW)
    bot = bulk_bot(TOKEN, api_url=url, connections=in_flight)
    keyboards = reminder_keyboards(CallbackSigner.from_token(TOKEN))
    async with TelegramNotifier(bot, keyboards) as notifier:
        dispatcher = Dispatcher(
            database,
            notifier=notifier,
            render=digest_parts,
            pace=Pace(rate or 100_000),
            clock=lambda: NOW,
            zone=ZONE,
            identity=Identity("bench", alone=True),
            reference=reference,
            in_flight=in_flight,
        )
        await _open_connections(_ptb_send(bot), in_flight)
        began, cpu = time.perf_counter(), time.process_time()
        report = await dispatcher.dispatch_due()
        seconds, used = time.perf_counter() - began, time.process_time() - cpu
    await database.close()
    if report.sent != count:
        raise ValueError(f"{report.sent} of {count} were sent: {report.outcomes}")
    return Figures(count, seconds, 1000 * used / count, _peak_mb())


async def planning(database_url: str) -> Figures:
    """A morning planned from nothing."""
    database = Database(database_url)
    statements = 0

    def heard(*_: object) -> None:
        nonlocal statements
        statements += 1

    event.listen(database.engine.sync_engine, "before_cursor_execute", heard)
    began, cpu = time.perf_counter(), time.process_time()
    count = await plan_day(database, NOW, ZONE, WorkingCalendar())
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    await database.close()
    return Figures(count, seconds, 1000 * used / max(1, count), _peak_mb(), statements)


def main() -> None:
    """Measure and print."""
    name, *arguments = sys.argv[1:]
    warnings.simplefilter("ignore")
    keep_what_is_loaded()  # as the scheduler does; in all measurements alike
    match name:
        case "raw":
            client, url, count, in_flight, rate = arguments
            figures = asyncio.run(raw(client, url, int(count), int(in_flight), float(rate)))
        case "durable":
            database_url, url, count, in_flight, rate = arguments
            figures = asyncio.run(durable(database_url, url, int(count), int(in_flight), float(rate)))
        case "planning":
            figures = asyncio.run(planning(*arguments))
        case _:
            raise SystemExit(f"There is no measurement {name!r}")
    print(json.dumps(asdict(figures)))  # noqa: T201


if __name__ == "__main__":
    main()
