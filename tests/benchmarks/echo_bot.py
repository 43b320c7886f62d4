"""A bot that answers each message with the same words and does nothing else.

``python -m tests.benchmarks.echo_bot ADDRESS``, of the sandbox. How long it takes is what the sandbox and
those who ask take themselves: the part of a measured answer that is not ours.
"""

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from tests.sandbox_process import TOKEN, SandboxProcess

WORDS = "Đã nhận.\n" * 30
"""As long as a list of two duties."""


@asynccontextmanager
async def echo_process(_database_url: str, telegram: SandboxProcess) -> AsyncIterator[Process]:
    """One in a process of its own, in the place of ``tests.bot_process``."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.echo_bot", telegram.url)
    )
    try:
        yield process
    finally:
        process.kill()
        await process.wait()


async def _echo(address: str) -> None:
    connector = aiohttp.TCPConnector(limit=0)
    async with (
        aiohttp.ClientSession(f"{address}/bot{TOKEN}/", connector=connector) as session,
        asyncio.TaskGroup() as answers,
    ):
        offset = 0
        while True:
            async with session.post("getUpdates", json={"offset": offset, "timeout": 25}) as response:
                updates = (await response.json())["result"]
            for update in updates:
                offset = update["update_id"] + 1
                answers.create_task(_answer(session, update["message"]["chat"]["id"]))


async def _answer(session: aiohttp.ClientSession, chat_id: int) -> None:
    async with session.post("sendMessage", json={"chat_id": chat_id, "text": WORDS}) as response:
        await response.read()


if __name__ == "__main__":
    asyncio.run(_echo(sys.argv[1]))
