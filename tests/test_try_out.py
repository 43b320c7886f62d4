"""``make run`` without Telegram: sandbox, bot and scheduler as processes, driven by a stock HTTP client."""

import asyncio
import json
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from bot.try_out import TravelClock
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.store.heartbeats import beat
from plan_data.store.shared_clock import (
    NEXT_REMINDER,
    refuse_wanted_jump,
    set_shared_clock,
    wanted_jump,
)
from tests.conftest import environment
from tests.world import ZONE, FakeClock

ROOT = Path(__file__).parent.parent
LAN = 1001
STRANGER = 1004


class Client:
    """Any HTTP client will do; this is the standard library's."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def get(self, path: str) -> Any:
        with urlopen(self._url + path, timeout=30) as answer:  # noqa: S310 - our own loopback server
            return json.load(answer)

    def post(self, path: str, **body: object) -> Any:
        request = Request(  # noqa: S310 - our own loopback server
            self._url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urlopen(request, timeout=60) as answer:  # noqa: S310 - our own loopback server
            return json.load(answer)

    def answer_after(self, chat: int, message_id: int) -> dict[str, Any]:
        """The bot's next message in a chat; the server holds the request until there is one."""
        while True:
            messages = self.get(f"/sandbox/chats/{chat}/messages?after={message_id}&wait=20")
            assert messages, "the bot did not answer within 20 seconds"
            for message in messages:
                if message["from_bot"]:
                    return dict(message)
            message_id = messages[-1]["message_id"]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Client, "subprocess.Popen[str]"]]:
    """The program as ``make run`` starts it, with a database of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "up", "--port", "0"],
        cwd=ROOT,
        env=environment(DATABASE_URL=f"sqlite:///{tmp_path}/sandbox.sqlite3"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = next(
            match for line in process.stdout if (match := re.search(r"http://127\.0\.0\.1:\d+/", line))
        )
        yield Client(found[0]), process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)
        if process.stdout:
            process.stdout.close()


def test_a_stock_client_plays_a_reminder_and_a_reply(
    running: tuple[Client, "subprocess.Popen[str]"],
) -> None:
    client, process = running
    start = client.get(f"/sandbox/chats/{LAN}/messages")[0]
    greeting = client.answer_after(LAN, start["message_id"])
    assert "Sở Y tế" in greeting["text"]

    assert client.post("/sandbox/clock", to="next-reminder")["now"].startswith("2018-01-08T07:30")
    digest = client.answer_after(LAN, greeting["message_id"])
    assert "🔔 Nhắc hạn thứ Hai, ngày 08/01/2018" in digest["text"]
    assert "Còn 22 ngày" in digest["text"]

    sent = client.post(f"/sandbox/chats/{LAN}/messages", text="chưa xong", reply_to=digest["message_id"])
    echo = client.answer_after(LAN, sent["message"]["message_id"])
    assert "Đang làm" in echo["text"]

    sent = client.post(f"/sandbox/chats/{STRANGER}/messages", text="/denhan")
    refusal = client.answer_after(STRANGER, sent["message"]["message_id"])
    assert "Chỉ cán bộ được mời" in refusal["text"]

    assert client.post("/sandbox/clock", to="next-day")["now"].startswith("2018-01-09T07:30")

    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


@pytest.fixture
async def travel_clock(sqlite_url: str) -> AsyncIterator[tuple[TravelClock, Database, FakeClock]]:
    """The clock of a try-out, with nobody yet who answers its wishes."""
    database, machine = Database(sqlite_url), FakeClock("2026-01-01 00:00")
    shared = SharedTime(database, FakeClock("2018-01-08 07:30").now, machine)
    await shared.start()
    yield TravelClock(database, shared, ZONE), database, machine
    await database.close()


async def _wish(database: Database) -> None:
    while True:
        async with database.reading() as session:
            if await wanted_jump(session) == NEXT_REMINDER:
                return
        await asyncio.sleep(0)


async def test_a_reminder_that_is_due_at_this_moment_is_one(
    travel_clock: tuple[TravelClock, Database, FakeClock],
) -> None:
    clock, database, machine = travel_clock
    now = await clock.now()

    async def scheduler() -> None:
        await _wish(database)
        async with database.writing() as session:
            await set_shared_clock(session, now, machine())
            await beat(session, "scheduler", now, {})

    reached, _ = await asyncio.gather(clock.next_reminder(), scheduler())

    assert reached == now


async def test_that_no_reminder_is_left_is_said(
    travel_clock: tuple[TravelClock, Database, FakeClock],
) -> None:
    clock, database, _ = travel_clock

    async def scheduler() -> None:
        await _wish(database)
        async with database.writing() as session:
            await refuse_wanted_jump(session)

    with pytest.raises(ValueError, match="Không còn lời nhắc"):
        await asyncio.gather(clock.next_reminder(), scheduler())
