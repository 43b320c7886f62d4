"""A sandbox with two people and a still clock, served on a free port; and clients to talk to it."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import telegram
from aiohttp import ClientSession, ClientTimeout

from bot.sandbox import Behaviour, ClockControl, Person, RunningServer, Sandbox
from bot.sandbox.wire import Json, JsonObject

BOT_ID = 4242
TOKEN = f"{BOT_ID}:letters"
AN, BINH = 7, 8
DEFAULT = Behaviour()
NOW = datetime(2018, 1, 8, 0, 29, tzinfo=UTC)


def make_sandbox(clock: ClockControl | None = None, behaviour: Behaviour = DEFAULT) -> Sandbox:
    return Sandbox(
        token=TOKEN,
        bot_username="nhac_han_bot",
        now=lambda: NOW,
        time_zone=ZoneInfo("Asia/Ho_Chi_Minh"),
        clock=clock,
        behaviour=behaviour,
        people=[
            Person(AN, "An", about="Sở Y tế", username="an_syt", started=True),
            Person(BINH, "Bình", language="en"),
        ],
    )


@pytest.fixture(autouse=True)
def timedelta_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot tells retry_after as a timedelta, without its warning."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def sandbox() -> Sandbox:
    return make_sandbox()


@pytest.fixture
async def server(sandbox: Sandbox) -> AsyncIterator[RunningServer]:
    async with sandbox.serve() as running:
        yield running


class Http:
    """A stock HTTP client: ``call`` speaks to the bot's side, ``get`` and ``post`` to the people's."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self.session = session
        self.url = url

    async def call(self, method: str, **params: Json) -> JsonObject:
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", json=params) as answer:
            body: JsonObject = await answer.json()
            return body

    async def get(self, path: str) -> tuple[int, Json]:
        async with self.session.get(f"{self.url}/sandbox{path}") as answer:
            return answer.status, await answer.json()

    async def post(self, path: str, **body: Json) -> tuple[int, Json]:
        async with self.session.post(f"{self.url}/sandbox{path}", json=body) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def http(server: RunningServer) -> AsyncIterator[Http]:
    async with ClientSession(timeout=ClientTimeout(total=20)) as session:
        yield Http(session, server.url)


@pytest.fixture
async def bot(server: RunningServer) -> AsyncIterator[telegram.Bot]:
    """The real python-telegram-bot against the sandbox."""
    async with make_bot(server) as running:
        yield running


def make_bot(server: RunningServer) -> telegram.Bot:
    return telegram.Bot(TOKEN, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")


@pytest.fixture
def picture() -> Callable[[int, int], bytes]:
    """A PNG of the given size."""
    return lambda width, height: (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        + width.to_bytes(4, "big")
        + height.to_bytes(4, "big")
        + b"\x08\x02\0\0\0"
    )
