"""Ending a turn with a reason: what was asked for is not done."""

from collections.abc import Awaitable

from bot.texts.language import Html
from bot.texts.message import Message
from bot.turn import Turn


class RefusalError(Exception):
    """Raised where something is not possible or not allowed, shown where the press or message is answered.

    ``sentence`` says why and what to do, in the reader's language.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


async def or_say_why(turn: Turn, doing: Awaitable[None]) -> None:
    """Do what a message asks for; where that is refused, answer why."""
    try:
        await doing
    except RefusalError as refused:
        await turn.answer(Message(Html(refused.sentence)))
