"""Every button that the bot ever made is known."""

from bot.handlers.presses import PRESSES
from bot.texts.message import Action


def test_every_action_of_a_button_is_done_by_something() -> None:
    assert set(PRESSES) == set(Action)
