"""Data of buttons: comes back as it went in, and only to the chat it was made for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.callback_data import VERSION, CallbackSigner, Press
from bot.texts.message import Action, ButtonArgument

CHAT = -1001234567890
SIGNER = CallbackSigner.from_token("123456789:AAE-secret_secret_secret_secret_123")

actions = st.sampled_from(list(Action))
numbers = st.integers(-(10**9), 10**12)
words = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=":"), max_size=8)
arguments = st.lists(numbers | words, max_size=3)
chats = st.integers(-(2**52), 2**52)


@given(actions, arguments, chats)
def test_what_goes_in_comes_out(action: Action, given_arguments: list[ButtonArgument], chat: int) -> None:
    data = SIGNER.encode(action, *given_arguments, chat_id=chat)
    assert 1 <= len(data.encode()) <= 64
    assert SIGNER.decode(data, chat_id=chat) == Press(action, tuple(given_arguments))


@given(actions, arguments, chats, chats)
def test_another_chat_cannot_use_it(
    action: Action, given_arguments: list[ButtonArgument], chat: int, other: int
) -> None:
    data = SIGNER.encode(action, *given_arguments, chat_id=chat)
    assert (SIGNER.decode(data, chat_id=other) is None) == (chat != other)


@given(st.text() | st.text(st.characters(max_codepoint=127)).map(lambda text: VERSION + text), chats)
def test_anything_else_is_no_press_and_no_error(data: str, chat: int) -> None:
    assert SIGNER.decode(data, chat_id=chat) is None


@given(st.data())
def test_one_changed_letter_spoils_it(data: st.DataObject) -> None:
    whole = SIGNER.encode(Action.REPORT, 12, 60, chat_id=CHAT)
    place = data.draw(st.integers(0, len(whole) - 1))
    letter = data.draw(st.characters(max_codepoint=255).filter(lambda letter: letter != whole[place]))
    assert SIGNER.decode(whole[:place] + letter + whole[place + 1 :], chat_id=CHAT) is None
    assert SIGNER.decode(whole + letter, chat_id=CHAT) is None
    assert SIGNER.decode(whole[:place], chat_id=CHAT) is None


def test_data_of_another_bot_is_no_press() -> None:
    data = CallbackSigner.from_token("987654321:another").encode(Action.REPORT, 12, chat_id=CHAT)
    assert SIGNER.decode(data, chat_id=CHAT) is None


def test_another_process_with_the_same_token_understands_it() -> None:
    data = SIGNER.encode(Action.REPORT, 12, chat_id=CHAT)
    other = CallbackSigner.from_token("123456789:AAE-secret_secret_secret_secret_123")
    assert other.decode(data, chat_id=CHAT) == Press(Action.REPORT, (12,))


def test_old_buttons_are_understood_as_long_as_the_version_stays() -> None:
    """Fixed data: whoever changes the layout must raise VERSION."""
    old_button = "1x5MtEGiDr:12:'STC"
    assert SIGNER.encode(Action.REPORT, 12, "STC", chat_id=7) == old_button
    assert SIGNER.decode(old_button, chat_id=7) == Press(Action.REPORT, (12, "STC"))


@pytest.mark.parametrize("data", [None, "", "1", "x" * 64, "đ" * 32, "\ud800", "2" + "x" * 20])
def test_broken_data_is_no_press(data: str | None) -> None:
    assert SIGNER.decode(data, chat_id=CHAT) is None


def test_a_button_whose_action_is_gone_is_no_press() -> None:
    content = "no-longer:12"
    data = VERSION + SIGNER._signature(content, CHAT) + content
    assert SIGNER.decode(data, chat_id=CHAT) is None


@pytest.mark.parametrize("argument", ["Sở Y tế", "a:b", "a b", "x" * 60, 10**60])
def test_what_a_button_cannot_carry_is_refused_when_it_is_made(argument: ButtonArgument) -> None:
    with pytest.raises(ValueError, match="button"):
        SIGNER.encode(Action.REPORT, argument, chat_id=CHAT)


def test_numbers_written_as_text_stay_text() -> None:
    data = SIGNER.encode(Action.FOLLOW, "14842", 14842, "", chat_id=7)
    assert SIGNER.decode(data, chat_id=7) == Press(Action.FOLLOW, ("14842", 14842, ""))
