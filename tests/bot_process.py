"""A real ``python -m bot`` for tests that kill it, ask it or watch it, and several behind one address."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count
from types import MappingProxyType
from typing import IO

import aiohttp
from aiohttp import web

from bot.web.server import web_server
from bot.web.webhook import SECRET_HEADER
from tests.conftest import environment
from tests.many_officials import MORNING
from tests.sandbox_process import TOKEN, SandboxProcess

SECRET = "a-secret-of-telegram-and-us"  # noqa: S105 - opens nothing


@asynccontextmanager
async def bot_process(
    database_url: str,
    telegram: SandboxProcess,
    variables: Mapping[str, str] = MappingProxyType({}),
    *,
    log: IO[bytes] | int = DEVNULL,
) -> AsyncIterator[Process]:
    """A bot on the morning of :mod:`tests.many_officials`, killed at the end of the block.

    It asks for updates unless ``variables`` set a webhook.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot"),
        env=environment(
            DATABASE_URL=database_url,
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_URL=telegram.url,
            CLOCK_START=MORNING,
            **variables,
        ),
        stderr=log,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def behind(address: str, port: int) -> Mapping[str, str]:
    """Variables of a bot that listens on a port behind an address."""
    return {"WEBHOOK_URL": address, "WEBHOOK_SECRET": SECRET, "WEB_PORT": str(port)}


def webhook_of(port: int) -> str:
    """Where a bot on this machine takes updates."""
    return f"http://127.0.0.1:{port}/telegram"


@asynccontextmanager
async def one_address(targets: Sequence[str]) -> AsyncIterator[str]:
    """A load balancer: each request goes to the next target, or to the one after where that is dead."""
    number = count()

    async def forward(request: web.Request) -> web.Response:
        headers = {SECRET_HEADER: request.headers.get(SECRET_HEADER, "")}
        body = await request.read()
        for _ in targets:
            try:
                async with session.post(
                    targets[next(number) % len(targets)], data=body, headers=headers
                ) as answer:
                    return web.Response(status=answer.status)
            except aiohttp.ClientError:
                continue
        return web.Response(status=502)

    application = web.Application()
    application.router.add_post("/telegram", forward)
    async with aiohttp.ClientSession() as session, web_server(application, "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}/telegram"
