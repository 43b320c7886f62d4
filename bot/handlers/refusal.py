"""Ending a turn with a reason: what was asked for is not done."""

from collections.abc import Awaitable

from bot.access import may_administer
from bot.texts import general
from bot.texts.language import Html
from bot.texts.message import Message
from bot.turn import Turn
from plan_data.store.officials import Official


class RefusalError(Exception):
    """Raised where something is not possible or not allowed, shown where the press or message is answered.

    ``sentence`` says why and what to do, in the reader's language.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def not_allowed(turn: Turn) -> RefusalError:
    """To be raised where somebody may not."""
    return RefusalError(general.not_allowed(turn.language))


def old_button(turn: Turn) -> RefusalError:
    """To be raised where what a button was for is no more."""
    return RefusalError(general.old_button(turn.language))


def acting_official(turn: Turn) -> Official:
    """Who does this, with the rights that hold in this chat.

    :raises RefusalError: no official.
    """
    if turn.official is None:
        raise not_allowed(turn)
    return turn.official


def acting_administrator(turn: Turn) -> Official:
    """Who does this, an administrator.

    :raises RefusalError: no administrator.
    """
    official = acting_official(turn)
    if not may_administer(official):
        raise RefusalError(general.only_administrators(turn.language))
    return official


def acting_in_private(turn: Turn) -> Official:
    """Who does this, where nobody reads along.

    :raises RefusalError: no official, or a group.
    """
    if not turn.is_private:
        raise not_allowed(turn)
    return acting_official(turn)


async def or_say_why(turn: Turn, doing: Awaitable[None]) -> None:
    """Do what a message asks for; where that is refused, answer why."""
    try:
        await doing
    except RefusalError as refused:
        await turn.answer(Message(Html(refused.sentence)))
