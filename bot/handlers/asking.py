"""Asking something that the person answers with the next message."""

from typing import Any

from bot.texts.message import Message
from bot.turn import Turn
from plan_data.store import questions


async def ask(turn: Turn, kind: str, message: Message, *, quote: bool = False, **details: Any) -> None:
    """Send ``message`` and wait for the answer: ``kind`` says who reads it, ``details`` what for."""
    await wait_for(turn, kind, **details)
    await turn.answer(message, quote=quote)


async def wait_for(turn: Turn, kind: str, **details: Any) -> None:
    """Wait for what was asked for in other ways than by one message."""
    async with turn.database.writing() as session:
        await questions.ask(session, turn.chat.id, turn.person.id, kind=kind, details=details, now=turn.now)


async def stop_asking(turn: Turn) -> None:
    """Nothing is waited for any more."""
    async with turn.database.writing() as session:
        await questions.close_question(session, turn.chat.id, turn.person.id)
