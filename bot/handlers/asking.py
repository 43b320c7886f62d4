"""Asking something that the person answers with the next message."""

from typing import Any

from bot.texts.message import Message
from bot.turn import Turn
from plan_data.store import questions
from plan_data.store.duties import Duty, duties_by_ids
from plan_data.store.sent_messages import NumberedMessage

NUMBERS_OFFERED = 30


async def ask(turn: Turn, kind: str, message: Message, *, quote: bool = False, **details: Any) -> None:
    """Send ``message`` and wait for the answer: ``kind`` says who reads it, ``details`` what for."""
    await wait_for(turn, kind, **details)
    await turn.answer(message, quote=quote)


async def wait_for(turn: Turn, kind: str, **details: Any) -> None:
    """Wait for what was asked for in other ways than by one message."""
    async with turn.database.writing() as session:
        await questions.ask(session, turn.chat.id, turn.person.id, kind=kind, details=details, now=turn.now)


async def choices_in(turn: Turn, numbered: NumberedMessage) -> list[tuple[int, Duty]]:
    """The duties of a list that still stand, with their numbers, as many as are offered as buttons."""
    ids = numbered.all_duty_ids[:NUMBERS_OFFERED]
    async with turn.database.reading() as session:
        duties = await duties_by_ids(session, set(ids))
    return [
        (number, duties[duty_id])
        for number, duty_id in enumerate(ids, start=numbered.lowest_number)
        if duty_id in duties
    ]


async def stop_asking(turn: Turn) -> None:
    """Nothing is waited for any more."""
    async with turn.database.writing() as session:
        await questions.close_question(session, turn.chat.id, turn.person.id)
