"""How long an official waits for an answer while the morning's reminders go out."""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

import aiohttp

from plan_data.store.database import Database
from tests.factories import make_official
from tests.sandbox_process import SandboxProcess, sandbox_process
from tests.scheduler_process import scheduler_process

OFFICIALS = range(5001, 5051)
ROUNDS = 3
QUESTIONS = {
    "/denhan": "/denhan",
    "a progress report": "/tiendo V-0 60%",
    "a reply to the list": "1 60%",
}
WINDOWS = {"at once": 0.0, "within 5 s": 5.0}
"""How the officials come, by seconds in which they are spread evenly: a burst, and a busy morning."""

WAIT_SECONDS = 30

Bot = Callable[[str, SandboxProcess], AbstractAsyncContextManager[object]]
"""Runs a bot on a database and a sandbox."""


async def answer_times(
    database_url: str, latency_seconds: float, bot: Bot, questions: Mapping[str, str]
) -> Mapping[tuple[str, str], list[float]]:
    """For each question, and each way in which the officials come, the seconds that each waited."""
    database = Database(database_url)
    for number, person in enumerate(OFFICIALS):
        await make_official(database, person, f"U{number}", name=f"Người {person}", follows=False)
    await database.close()
    with sandbox_process(latency_seconds=latency_seconds) as telegram:
        for person in OFFICIALS:
            telegram.add_person(person, f"Người {person}")
        async with bot(database_url, telegram):
            with scheduler_process(database_url, telegram, rate=30):
                return await _ask_all(telegram, questions)


async def _ask_all(
    telegram: SandboxProcess, questions: Mapping[str, str]
) -> Mapping[tuple[str, str], list[float]]:
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(f"{telegram.url}/sandbox/", connector=connector) as session:
        # Everybody once, so that the bot is up and has read what it keeps in memory.
        await asyncio.gather(*(_ask(session, person, "/trogiup") for person in OFFICIALS))
        return {
            (name, when): [
                seconds for _ in range(ROUNDS) for seconds in await _ask_within(session, window, text)
            ]
            for name, text in questions.items()
            for when, window in WINDOWS.items()
        }


async def _ask_within(session: aiohttp.ClientSession, window: float, text: str) -> list[float]:
    async def ask_at(delay: float, person: int) -> float:
        await asyncio.sleep(delay)
        return await _ask(session, person, text)

    return await asyncio.gather(
        *(ask_at(window * place / len(OFFICIALS), person) for place, person in enumerate(OFFICIALS))
    )


async def _ask(session: aiohttp.ClientSession, person: int, text: str) -> float:
    began = time.perf_counter()
    async with session.post(f"chats/{person}/messages", json={"text": text}) as answer:
        message = (await answer.json())["message"]
    query = {"after": str(message["message_id"]), "wait": str(WAIT_SECONDS)}
    async with session.get(f"chats/{person}/messages", params=query) as answer:
        found = await answer.json()
    if not any(each["from_bot"] for each in found):
        raise TimeoutError(f"no answer to {text}")
    return time.perf_counter() - began
