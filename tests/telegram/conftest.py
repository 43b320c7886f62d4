from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import pytest
import telegram
from telegram.request import BaseRequest, HTTPXRequest

from bot.telegram.transport import AiohttpRequest, Timeouts
from tests.telegram.raw_bot_api import RawBotApi, raw_bot_api

FROM_BOTFATHER = "123456789:AAE-secret_secret_secret_secret_123"
USUAL = Timeouts()
MakeBot = Callable[..., telegram.Bot]


@pytest.fixture
async def api() -> AsyncIterator[RawBotApi]:
    async with raw_bot_api() as server:
        yield server


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's own RetryAfter cannot be raised without it where warnings are errors."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=["ours", "the library's"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def make_bot(transport: str, api: RawBotApi) -> AsyncIterator[MakeBot]:
    """Bots that speak to the raw server, or to ``url``, over our transport or the library's."""
    async with AsyncExitStack() as stack:

        async def close(request: BaseRequest) -> None:
            await request.shutdown()

        def make(url: str | None = None, *, timeouts: Timeouts = USUAL, connections: int = 8) -> telegram.Bot:
            request: BaseRequest
            if transport == "ours":
                request = AiohttpRequest(connections=connections, timeouts=timeouts)
            else:
                request = HTTPXRequest(
                    connections,
                    read_timeout=timeouts.read,
                    write_timeout=timeouts.write,
                    connect_timeout=timeouts.connect,
                    pool_timeout=timeouts.pool,
                )
            stack.push_async_callback(close, request)
            base = url or api.url
            return telegram.Bot(
                FROM_BOTFATHER, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=request
            )

        yield make
