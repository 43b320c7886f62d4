"""getUpdates: acknowledged offsets, long polling, kinds, two pollers."""

import asyncio

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.errors import BotApiError
from bot.sandbox.updates import UpdateQueue
from tests.sandbox.conftest import AN, Http


def queue_of(*texts: str, first_id: int = 1) -> UpdateQueue:
    queue = UpdateQueue(first_id)
    for text in texts:
        queue.push("message", {"text": text})
    return queue


def ids(updates: object) -> list[int]:
    assert isinstance(updates, list)
    return [update["update_id"] for update in updates]


async def test_updates_come_again_until_a_higher_offset_confirms_them() -> None:
    queue = queue_of("a", "b", "c", first_id=10)
    assert ids(await queue.poll(0, 100, 0)) == [10, 11, 12]
    assert ids(await queue.poll(10, 100, 0)) == [10, 11, 12]
    assert ids(await queue.poll(12, 100, 0)) == [12]
    assert ids(await queue.poll(0, 100, 0)) == [12]
    assert ids(await queue.poll(13, 100, 0)) == []


async def test_a_negative_offset_keeps_only_the_last_updates() -> None:
    queue = queue_of("a", "b", "c")
    assert ids(await queue.poll(-1, 100, 0)) == [3]
    assert ids(await queue.poll(0, 100, 0)) == [3]


@pytest.mark.parametrize(("limit", "given"), [(2, 2), (0, 1), (1000, 100)])
async def test_a_poll_gives_one_to_a_hundred_updates(limit: int, given: int) -> None:
    queue = queue_of(*("x" for _ in range(130)))
    assert len(await queue.poll(0, limit, 0)) == given


async def test_a_long_poll_answers_as_soon_as_something_comes() -> None:
    queue = queue_of()
    poll = asyncio.create_task(queue.poll(0, 100, 30))
    await asyncio.sleep(0)
    queue.push("message", {"text": "a"})
    assert ids(await poll) == [1]


async def test_a_long_poll_ends_empty_when_nothing_comes() -> None:
    assert await queue_of().poll(0, 100, 0.01) == []


async def test_a_second_poller_ends_the_first_with_a_conflict() -> None:
    queue = queue_of()
    first = asyncio.create_task(queue.poll(0, 100, 30))
    await asyncio.sleep(0)
    second = asyncio.create_task(queue.poll(0, 100, 30))
    with pytest.raises(BotApiError, match="terminated by other getUpdates") as refusal:
        await first
    assert refusal.value.code == 409
    queue.push("message", {"text": "a"})
    assert ids(await second) == [1]


async def test_only_the_kinds_asked_for_are_kept_and_the_setting_stays() -> None:
    queue = queue_of()
    queue.push("chat_member", {})
    assert len(queue) == 0
    queue.allow(["chat_member"])
    queue.push("message", {})
    queue.push("chat_member", {})
    assert len(queue) == 1
    queue.allow([])
    queue.push("message", {})
    queue.push("chat_member", {})
    assert len(queue) == 2


async def test_updates_survive_the_bot_and_even_the_server(sandbox: Sandbox) -> None:
    """They live in the Sandbox object: a bot that comes back, on another port even, still gets them."""
    for _ in range(2):
        async with sandbox.serve() as server:
            assert server.url.startswith("http://127.0.0.1:")
        sandbox.phones.send_text(AN, "xong")
    assert len(sandbox.state.updates) == 2


async def test_allowed_updates_of_a_call_without_them_stay_as_they_were(http: Http, sandbox: Sandbox) -> None:
    await http.call("getUpdates", allowed_updates=["callback_query"], timeout=0)
    await http.call("getUpdates", timeout=0)
    sandbox.phones.send_text(AN, "not asked for")
    assert (await http.call("getUpdates"))["result"] == []
    await http.call("getUpdates", allowed_updates=[])
    sandbox.phones.send_text(AN, "asked for")
    assert len(sandbox.state.updates) == 1


async def test_a_poller_that_hangs_up_does_not_block_the_next(http: Http, sandbox: Sandbox) -> None:
    poll = asyncio.create_task(http.call("getUpdates", timeout=30))
    await http.call("getMe")  # by now the server has read the poll
    poll.cancel()
    sandbox.phones.send_text(AN, "hello")
    answer = await http.call("getUpdates", timeout=30)
    assert len(ids(answer["result"])) == 1
