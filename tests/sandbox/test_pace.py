"""Telegram's rates, where they are turned on."""

import pytest

from bot.sandbox import Behaviour, RateLimits
from bot.sandbox.chats import Chat
from bot.sandbox.errors import BotApiError
from bot.sandbox.pace import SendingPace
from tests.sandbox.conftest import AN, Http, make_sandbox


def refusals(limits: RateLimits, sends: list[tuple[Chat, float]]) -> list[int | None]:
    """The retry_after of each send, None for those that go through."""
    pace = SendingPace(limits)
    answers: list[int | None] = []
    for chat, now in sends:
        try:
            pace.spend(chat, 1, now)
        except BotApiError as refusal:
            answers.append(refusal.retry_after)
        else:
            answers.append(None)
    return answers


def person(number: int) -> Chat:
    return Chat(number, "private", "")


def test_thirty_messages_a_second_go_out_and_the_next_must_wait() -> None:
    sends = [(person(number), 100.0) for number in range(1, 32)]
    assert refusals(RateLimits(), sends) == [None] * 30 + [1]
    assert refusals(RateLimits(), [*sends[:30], (person(99), 101.0)]) == [None] * 31


def test_one_chat_takes_one_message_a_second() -> None:
    sends = [(person(1), 100.0), (person(1), 100.5), (person(2), 100.5), (person(1), 101.0)]
    assert refusals(RateLimits(), sends) == [None, 1, None, None]


def test_a_group_takes_twenty_messages_a_minute() -> None:
    group = Chat(-1, "group", "")
    sends = [(group, 100.0 + second) for second in range(21)]
    assert refusals(RateLimits(), sends) == [None] * 20 + [40]


@pytest.mark.parametrize("limits", [None, RateLimits()])
async def test_rates_hold_only_where_they_are_turned_on(http: Http, limits: RateLimits | None) -> None:
    async with make_sandbox(behaviour=Behaviour(limits=limits)).serve() as server:
        client = type(http)(http.session, server.url)
        answers = [await client.call("sendMessage", chat_id=AN, text="a") for _ in range(2)]
    assert answers[0]["ok"] is True
    if limits is None:
        assert answers[1]["ok"] is True
    else:
        assert answers[1]["error_code"] == 429
        assert answers[1]["parameters"] == {"retry_after": 1}
        assert (await http.call("getMe"))["ok"] is True
