"""Delivery to a webhook: the secret, repeated attempts, order, and no polling beside it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram.error import BadRequest, Conflict

from bot.sandbox import Behaviour, Sandbox
from bot.sandbox.webhook import SECRET_HEADER
from bot.sandbox.wire import JsonObject
from tests.sandbox.conftest import AN, make_bot, make_sandbox


class Receiver:
    """A bot's web server: refuses the first ``refusals`` deliveries, then takes what comes."""

    def __init__(self, refusals: int = 0) -> None:
        self.refusals = refusals
        self.deliveries = 0
        self.taken: asyncio.Queue[JsonObject] = asyncio.Queue()
        self.secrets: set[str | None] = set()

    async def receive(self, request: web.Request) -> web.Response:
        self.deliveries += 1
        self.secrets.add(request.headers.get(SECRET_HEADER))
        if self.refusals:
            self.refusals -= 1
            return web.Response(status=500)
        self.taken.put_nowait(await request.json())
        return web.Response()

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_post("/hook", self.receive)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        finally:
            await runner.cleanup()


def impatient() -> Sandbox:
    return make_sandbox(behaviour=Behaviour(webhook_pause_seconds=0.001))


async def test_updates_are_delivered_in_order_until_the_bot_takes_them() -> None:
    sandbox, receiver = impatient(), Receiver(refusals=2)
    async with sandbox.serve() as server, make_bot(server) as bot, receiver.serve() as hook:
        assert await bot.set_webhook(hook, secret_token="a-Z_0")  # noqa: S106 -- of this test
        sandbox.phones.send_text(AN, "a")
        sandbox.phones.send_text(AN, "b")
        async with asyncio.timeout(10):
            taken = [await receiver.taken.get(), await receiver.taken.get()]
        texts = [update["message"] for update in taken]
        assert [text["text"] for text in texts if isinstance(text, dict)] == ["a", "b"]
        assert receiver.deliveries == 4
        assert receiver.secrets == {"a-Z_0"}
        info = await bot.get_webhook_info()
        assert info.url == hook
        assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_updates_wait_for_a_bot_that_is_down() -> None:
    sandbox = impatient()
    async with sandbox.serve() as server, make_bot(server) as bot:
        async with Receiver().serve() as gone:
            pass
        await bot.set_webhook(gone)
        sandbox.phones.send_text(AN, "a")
        async with asyncio.timeout(10):
            info = await bot.get_webhook_info()
            while info.last_error_message is None:
                info = await bot.get_webhook_info()
        assert (info.pending_update_count, info.last_error_message) == (
            1,
            "Connection failed: ClientConnectorError",
        )
        await bot.delete_webhook()
        assert len(await bot.get_updates()) == 1


async def test_polling_conflicts_with_a_webhook_and_deleting_it_ends_that() -> None:
    sandbox = impatient()
    async with sandbox.serve() as server, make_bot(server) as bot:
        await bot.set_webhook("http://127.0.0.1:9/hook")
        sandbox.phones.send_text(AN, "a")
        with pytest.raises(Conflict, match="while webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook(drop_pending_updates=True)
        assert await bot.get_updates() == ()


async def test_webhooks_that_telegram_would_not_take_are_refused() -> None:
    sandbox = impatient()
    async with sandbox.serve() as server, make_bot(server) as bot:
        for url, secret in (("http://example.org/", None), ("http://127.0.0.1/", "bad secret")):
            with pytest.raises(BadRequest):
                await bot.set_webhook(url, secret_token=secret)
        assert (await bot.get_webhook_info()).url == ""
