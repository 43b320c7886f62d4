"""What benchmarks and long runs rely on."""

import asyncio

from bot.sandbox import Behaviour
from bot.sandbox.files import FileStore
from bot.sandbox.wire import Upload
from tests.sandbox.conftest import AN, Http, make_sandbox


async def test_counting_keeps_no_message_and_knows_every_chat(http: Http) -> None:
    sandbox = make_sandbox(behaviour=Behaviour(keep_history=False, open_to_all=True))
    async with sandbox.serve() as server:
        client = type(http)(http.session, server.url)
        answers = [await client.call("sendMessage", chat_id=chat, text="a") for chat in (AN, 123_456)]
        _, counts = await client.get("/counts")
    assert all(answer["ok"] for answer in answers)
    assert isinstance(counts, dict)
    assert (counts["delivered"], counts["methods"]) == (2, {"sendMessage": 2})
    assert all(not chat.messages for chat in sandbox.state.chats)
    assert sandbox.calls.after() == []


async def test_latency_delays_each_answer_but_not_one_after_the_other(http: Http) -> None:
    sandbox = make_sandbox(behaviour=Behaviour(latency_seconds=0.2))
    loop = asyncio.get_running_loop()
    async with sandbox.serve() as server:
        client = type(http)(http.session, server.url)
        begin = loop.time()
        await asyncio.gather(*(client.call("sendMessage", chat_id=AN, text="a") for _ in range(20)))
    assert 0.2 <= loop.time() - begin < 2
    assert sandbox.state.delivered == 20


async def test_numbers_can_go_on_where_an_earlier_run_ended(http: Http) -> None:
    sandbox = make_sandbox(behaviour=Behaviour(first_update_id=1000, first_message_id=500))
    async with sandbox.serve() as server:
        client = type(http)(http.session, server.url)
        await client.post(f"/chats/{AN}/messages", text="a")
        updates = (await client.call("getUpdates"))["result"]
    assert isinstance(updates, list)
    (update,) = updates
    assert isinstance(update, dict)
    assert update["update_id"] == 1000
    assert isinstance(update["message"], dict)
    assert update["message"]["message_id"] == 500


def test_old_files_make_room_for_new_ones() -> None:
    store = FileStore()
    sizes = [100 * 1024 * 1024] * 3
    kept = [
        store.add(Upload(f"{number}.bin", "", bytes(size)), "documents") for number, size in enumerate(sizes)
    ]
    assert [store.find(file.id) is not None for file in kept] == [False, True, True]
    assert store.find_path(kept[0].path) is None
