"""``make run``: both processes at once, and without a token a Telegram of their own to talk to."""

import asyncio
import secrets
import signal
import sys
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.sandbox import Behaviour, Person, Sandbox
from bot.settings import BotSettings
from plan_data.clock import system_clock
from plan_data.loading import load_plan
from plan_data.plan_file import find_plan
from plan_data.shared_time import SharedTime
from plan_data.store.chats import follow, keep_chat
from plan_data.store.database import Database
from plan_data.store.heartbeats import last_beat
from plan_data.store.migrate import upgrade
from plan_data.store.officials import Role, enrol
from plan_data.store.plans import loaded_plans
from plan_data.store.roles import grant
from plan_data.store.shared_clock import (
    NEXT_REMINDER,
    NONE_LEFT,
    set_shared_clock,
    want_next_reminder,
    wanted_jump,
)

PLAN = "thanh-hoa-2018"
CLOCK_START = "2018-01-08T07:29:00"
DATABASE_FILE = Path("var/sandbox.sqlite3")
USERNAME = "nhac_han_bot"
MORNING = time(7, 30)
SETTLE_SECONDS = 15.0

OFFICIAL = Person(1001, "Nguyễn Thị Lan", "Đầu mối · Sở Y tế", started=True)
DISTRICT_OFFICIAL = Person(1002, "Hà Văn Tuấn", "Đầu mối · UBND huyện Quan Hóa", started=True)
COORDINATOR = Person(1003, "Lê Minh Đức", "Thường trực · Sở LĐTBXH · quản trị", started=True)
STRANGER = Person(1004, "Trần Văn Khách", "Người lạ, chưa được mời")
PEOPLE = (OFFICIAL, DISTRICT_OFFICIAL, COORDINATOR, STRANGER)

MEMBERS = (
    (OFFICIAL, "SYT", Role.REPORTER),
    (DISTRICT_OFFICIAL, "385", Role.REPORTER),
    (COORDINATOR, "SLDTBXH", Role.COORDINATOR),
)

WELCOME = """
Nhắc Hạn chạy thử tại:  {url}

  1. Mở địa chỉ trên trong trình duyệt. Bên trái là người để đóng vai: cán bộ Sở Y tế, UBND huyện Quan Hóa,
     cơ quan thường trực. Đồng hồ bắt đầu lúc 07:29 ngày 08/01/2018.
  2. Chờ một phút, hoặc bấm “Đến lời nhắc kế tiếp”: tin nhắc của ngày đến.
  3. Trả lời tin nhắc: “1 xong”, “2 60%”, “3 vướng: chưa có kinh phí”; hoặc gõ /denhan, “quý I có gì?”.

Đóng vai bằng chương trình khác: GET {url}sandbox liệt kê mọi địa chỉ. Dừng: Ctrl+C.
"""


async def run_sandbox(settings: BotSettings, environ: Mapping[str, str], *, port: int) -> int:
    """Serve the sandbox and run both processes against it until one of them ends or a signal comes."""
    url = settings.database_url if "DATABASE_URL" in environ else _fresh_database()
    starts_at = settings.clock_start or datetime.fromisoformat(CLOCK_START).replace(tzinfo=settings.zone)
    upgrade(url)
    database = Database(url)
    clock = SharedTime(database, starts_at)
    await clock.start()
    try:
        await _furnish(database, clock())
        run_number = int(system_clock().timestamp())
        token = f"1000000:{secrets.token_hex(16)}"
        sandbox = Sandbox(
            token=token,
            bot_username=USERNAME,
            now=clock,
            people=PEOPLE,
            clock=TravelClock(database, clock, settings.zone),
            time_zone=settings.zone,
            # A database that was kept knows updates and messages of earlier runs by their numbers.
            behaviour=Behaviour(first_update_id=run_number, first_message_id=run_number % 2_000_000_000),
        )
        async with sandbox.serve(port=port) as server:
            for person, _, _ in MEMBERS:
                sandbox.phones.send_text(person.id, "/start")
            print(WELCOME.format(url=server.page_url), flush=True)
            return await _run_processes(
                {
                    **environ,
                    "DATABASE_URL": url,
                    "CLOCK_START": starts_at.isoformat(),
                    "TELEGRAM_BOT_TOKEN": token,
                    "TELEGRAM_API_URL": server.url,
                    "TICK_SECONDS": "1",
                    "PYTHONUNBUFFERED": "1",
                }
            )
    finally:
        await database.close()


async def run_with_telegram(settings: BotSettings, environ: Mapping[str, str]) -> int:
    """Prepare the database, with the shipped plan when it has none, and run both processes."""
    upgrade(settings.database_url)
    database = Database(settings.database_url)
    try:
        async with database.reading() as session:
            has_plan = bool(await loaded_plans(session))
        if not has_plan:
            await load_plan(database, find_plan(PLAN), system_clock())
    finally:
        await database.close()
    return await _run_processes(environ)


def _fresh_database() -> str:
    """The sandbox's chats live in memory, so its database begins anew with them."""
    DATABASE_FILE.parent.mkdir(parents=True, exist_ok=True)
    for suffix in ("", "-wal", "-shm"):
        DATABASE_FILE.with_name(DATABASE_FILE.name + suffix).unlink(missing_ok=True)
    return f"sqlite:///{DATABASE_FILE}"


async def _furnish(database: Database, now: datetime) -> None:
    """Load the plan and let the people to play act for their units."""
    await load_plan(database, find_plan(PLAN), now)
    async with database.writing() as session:
        for person, unit_code, role in MEMBERS:
            official_id = await enrol(
                session,
                telegram_user_id=person.id,
                name=person.name,
                language="vi",
                now=now,
                is_admin=person is COORDINATOR,
            )
            await grant(session, official_id, unit_code, role, granted_by=None, now=now)
            chat = await keep_chat(
                session,
                telegram_chat_id=person.id,
                thread_id=0,
                kind="private",
                title=person.name,
                official_id=official_id,
                language="vi",
            )
            await follow(session, chat.id, unit_code, now)


async def _run_processes(environ: Mapping[str, str]) -> int:
    """Run bot and scheduler until one ends or we are told to stop; the other is then stopped too."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    processes = [
        await asyncio.create_subprocess_exec(sys.executable, "-m", name, env=environ, start_new_session=True)
        for name in ("bot", "scheduler")
    ]
    stopping = asyncio.create_task(stop.wait())
    waiting = [asyncio.create_task(process.wait()) for process in processes]
    await asyncio.wait({stopping, *waiting}, return_when=asyncio.FIRST_COMPLETED)
    for process in processes:
        if process.returncode is None:
            process.terminate()
    codes = await asyncio.gather(*waiting)
    stopping.cancel()
    return 0 if stop.is_set() else next((code for code in codes if code), 1)


class TravelClock:
    """Moves the clock that sandbox, bot and scheduler share (protocol ``bot.sandbox.ClockControl``)."""

    def __init__(self, database: Database, clock: SharedTime, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone

    async def now(self) -> datetime:
        return (await self._clock.refresh()).astimezone(self._zone)

    async def next_day(self) -> datetime:
        """To the next morning, when digests go out."""
        tomorrow = (await self.now()).date() + timedelta(days=1)
        return await self.set(datetime.combine(tomorrow, MORNING, self._zone))

    async def set(self, instant: datetime) -> datetime:
        async with self._database.writing() as session:
            await set_shared_clock(session, instant, self._clock() - self._clock.offset)
        return await self._settled()

    async def next_reminder(self) -> datetime:
        """To the next message that leaves by itself; only the scheduler knows when that is.

        :raises ValueError: there will be none, or the scheduler does not run.
        """
        async with self._database.writing() as session:
            await want_next_reminder(session)
        deadline = asyncio.get_running_loop().time() + SETTLE_SECONDS
        while True:
            async with self._database.reading() as session:
                wanted = await wanted_jump(session)
            if wanted != NEXT_REMINDER:
                break
            if asyncio.get_running_loop().time() > deadline:
                raise ValueError("Tiến trình nhắc hạn không trả lời. Hãy xem nó có đang chạy không.")
            await asyncio.sleep(0.1)
        if wanted == NONE_LEFT:
            raise ValueError("Không còn lời nhắc nào nữa.")
        return await self._settled()

    async def _settled(self) -> datetime:
        """Wait until the scheduler has worked at the new time, so that what fell due is there to see."""
        target = await self._clock.refresh()
        deadline = asyncio.get_running_loop().time() + SETTLE_SECONDS
        while asyncio.get_running_loop().time() < deadline:
            async with self._database.reading() as session:
                beat = await last_beat(session, "scheduler")
            if beat is not None and beat.at >= target:
                break
            await asyncio.sleep(0.1)
        return await self.now()
