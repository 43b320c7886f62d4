"""The people's side over plain HTTP, as a stranger reads it in GET /sandbox."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from aiohttp import ClientSession, FormData

from bot.sandbox import Sandbox
from bot.sandbox.wire import Json, JsonObject
from tests.sandbox.conftest import AN, BINH, NOW, TOKEN, Http, make_sandbox

HUSH = "hush"


def as_object(value: Json) -> JsonObject:
    assert isinstance(value, dict)
    return value


def as_list(value: Json) -> list[JsonObject]:
    assert isinstance(value, list)
    return [as_object(entry) for entry in value]


async def test_the_index_describes_every_endpoint(http: Http) -> None:
    _, index = await http.get("")
    endpoints = as_list(as_object(index)["endpoints"])
    assert len(endpoints) >= 20
    assert all(len(str(endpoint["does"])) > 15 for endpoint in endpoints)
    readable = [
        endpoint["path"]
        for endpoint in endpoints
        if endpoint["method"] == "GET" and "{" not in str(endpoint["path"])
    ]
    for path in readable:
        status, _ = await http.get(f"{str(path).removeprefix('/sandbox')}?person={AN}")
        assert status == (404 if path == "/sandbox/clock" else 200)


async def test_a_client_talks_to_the_bot_and_waits_for_its_answer(http: Http) -> None:
    _, sent = await http.post(f"/chats/{AN}/messages", text="/start abc")
    first = as_object(as_object(sent)["message"])
    assert first["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert first["at"] == "2018-01-08T07:29:00+07:00"
    waiting = asyncio.create_task(http.get(f"/chats/{AN}/messages?after={first['message_id']}&wait=20"))
    await http.call("sendMessage", chat_id=AN, text="Chào An")
    _, answers = await waiting
    assert [(answer["text"], answer["from_bot"]) for answer in as_list(answers)] == [("Chào An", True)]


async def test_the_bot_gets_the_message_as_telegram_tells_it(http: Http) -> None:
    _, sent = await http.post(f"/chats/{AN}/messages", text="xong")
    reply_to = as_object(as_object(sent)["message"])["message_id"]
    await http.post(f"/chats/{AN}/messages", text="2 xong", reply_to=reply_to)
    updates = as_list((await http.call("getUpdates"))["result"])
    message = as_object(updates[1]["message"])
    assert as_object(message["reply_to_message"])["text"] == "xong"
    assert message["from"] == {
        "id": AN,
        "is_bot": False,
        "first_name": "An",
        "language_code": "vi",
        "username": "an_syt",
    }


async def test_an_edited_message_reaches_the_bot_as_edited(http: Http) -> None:
    _, sent = await http.post(f"/chats/{AN}/messages", text="1 xong")
    number = as_object(as_object(sent)["message"])["message_id"]
    _, edited = await http.post(f"/chats/{AN}/messages/{number}/edit", text="1 chưa xong")
    assert as_object(as_object(edited)["message"])["edited_at"]
    updates = as_list((await http.call("getUpdates"))["result"])
    assert as_object(updates[1]["edited_message"])["text"] == "1 chưa xong"


async def test_a_press_returns_what_the_bot_answers(http: Http) -> None:
    keyboard: JsonObject = {"inline_keyboard": [[{"text": "✅ Xong", "callback_data": "d"}]]}
    sent = as_object((await http.call("sendMessage", chat_id=AN, text="a", reply_markup=keyboard))["result"])
    pressing = asyncio.create_task(
        http.post(f"/chats/{AN}/messages/{sent['message_id']}/press", button="Xong")
    )
    (update,) = as_list((await http.call("getUpdates", timeout=20))["result"])
    query = as_object(update["callback_query"])
    assert query["data"] == "d"
    await http.call("answerCallbackQuery", callback_query_id=query["id"], text="Đã ghi")
    assert (await pressing)[1] == {"answered": True, "text": "Đã ghi", "show_alert": False, "url": None}


async def test_a_press_that_the_bot_ignores_says_so(http: Http) -> None:
    keyboard: JsonObject = {"inline_keyboard": [[{"text": "Xong", "callback_data": "d"}]]}
    sent = as_object((await http.call("sendMessage", chat_id=AN, text="a", reply_markup=keyboard))["result"])
    _, answer = await http.post(f"/chats/{AN}/messages/{sent['message_id']}/press", button="d", wait=0)
    assert as_object(answer)["answered"] is False
    status, _ = await http.post(f"/chats/{AN}/messages/{sent['message_id']}/press", button="Không có")
    assert status == 400


async def test_files_travel_both_ways(http: Http, picture: Callable[[int, int], bytes]) -> None:
    form = FormData()
    form.add_field("caption", "minh chứng")
    form.add_field("kind", "photo")
    for name in ("a.png", "b.png"):
        form.add_field("file", picture(3, 4), filename=name, content_type="image/png")
    async with http.session.post(f"{http.url}/sandbox/chats/{AN}/messages", data=form) as answer:
        messages = as_list(as_object(await answer.json())["messages"])
    updates = as_list((await http.call("getUpdates"))["result"])
    albums = {as_object(update["message"])["media_group_id"] for update in updates}
    assert (len(updates), len(albums)) == (2, 1)
    assert [message.get("caption") for message in messages] == ["minh chứng", None]
    photo = as_list(messages[0]["photo"])[-1]
    file = as_object((await http.call("getFile", file_id=photo["file_id"]))["result"])
    async with http.session.get(f"{http.url}/file/bot{TOKEN}/{file['file_path']}") as answer:
        assert await answer.read() == picture(3, 4)
    async with http.session.get(f"{http.url}/sandbox/files/{photo['file_id']}") as answer:
        assert answer.content_type == "image/png"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "photo"}, "is no PNG"),
        ({"caption": "x" * 1025}, "at most 1024"),
        ({"reply_to": "99"}, "no message 99"),
        ({"from": "99"}, "no person"),
    ],
)
async def test_files_that_an_app_would_not_send_are_refused(
    http: Http, sandbox: Sandbox, fields: dict[str, str], sentence: str
) -> None:
    form = FormData()
    form.add_field("file", b"text", filename="a.txt")
    for name, value in fields.items():
        form.add_field(name, value)
    async with http.session.post(f"{http.url}/sandbox/chats/{AN}/messages", data=form) as answer:
        assert answer.status == 400
        assert sentence in (await answer.json())["error"]
    assert len(sandbox.state.updates) == 0


async def test_new_people_join_by_a_link(http: Http) -> None:
    _, person = await http.post("/people", name="Chi", about="UBND huyện Quan Hóa")
    number = as_object(person)["id"]
    status, _ = await http.post(f"/people/{number}/open-link", link="https://t.me/nhac_han_bot?start=inv-1_A")
    assert status == 200
    (update,) = as_list((await http.call("getUpdates"))["result"])
    assert as_object(update["message"])["text"] == "/start inv-1_A"


@pytest.mark.parametrize(
    "link",
    [
        "https://t.me/other_bot?start=a",
        "https://example.org/nhac_han_bot?start=a",
        "https://t.me/nhac_han_bot?start=a%20b",
        f"https://t.me/nhac_han_bot?start={'a' * 65}",
    ],
)
async def test_links_that_lead_nowhere_are_refused(http: Http, link: str) -> None:
    status, answer = await http.post(f"/people/{AN}/open-link", link=link)
    assert status == 400
    assert as_object(answer)["error"]


async def test_blocking_is_seen_by_both_sides(http: Http) -> None:
    _, person = await http.post(f"/people/{AN}/block")
    assert as_object(person)["bot"] == "kicked"
    assert (await http.call("sendMessage", chat_id=AN, text="a"))["error_code"] == 403
    status, _ = await http.post(f"/chats/{AN}/messages", text="a")
    assert status == 400
    _, person = await http.post(f"/people/{AN}/unblock")
    assert as_object(person)["bot"] == "member"


async def test_events_tell_what_happens_in_order(http: Http, sandbox: Sandbox) -> None:
    _, begin = await http.get("/events")
    after = as_object(begin)["last"]
    waiting = asyncio.create_task(http.get(f"/events?after={after}&wait=20"))
    sandbox.phones.send_text(AN, "a")
    await waiting
    sent = as_object((await http.call("sendMessage", chat_id=AN, text="b"))["result"])
    await http.call("editMessageText", chat_id=AN, message_id=sent["message_id"], text="c")
    await http.call("sendChatAction", chat_id=AN, action="typing")
    await http.call("deleteMessage", chat_id=AN, message_id=sent["message_id"])
    _, answer = await http.get(f"/events?after={after}")
    events = as_list(as_object(answer)["events"])
    assert [event["kind"] for event in events] == ["message", "message", "edited", "typing", "deleted"]
    _, answer = await http.get("/events?after=9999")
    assert as_object(answer)["restarted"] is True


async def test_the_log_of_calls_never_holds_a_secret(http: Http) -> None:
    await http.call("sendMessage", chat_id=AN, text="a")
    await http.call("setWebhook", url="http://127.0.0.1:1/hook", secret_token=HUSH)
    _, calls = await http.get("/calls")
    assert [call["method"] for call in as_list(calls)] == ["sendMessage", "setWebhook"]
    for hidden in (TOKEN, TOKEN.partition(":")[2], HUSH):
        assert hidden not in str(calls)
    _, one = await http.get(f"/calls?method=sendmessage&chat_id={AN}")
    assert [call["status"] for call in as_list(one)] == [200]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/chats/999/messages", {"text": "a"}, 404),
        ("/chats/x/messages", {"text": "a"}, 404),
        (f"/chats/{AN}/messages", {"text": " "}, 400),
        (f"/chats/{AN}/messages", {"text": "x" * 4097}, 400),
        (f"/chats/{AN}/messages", {"text": {"a": 1}}, 400),
        (f"/chats/{AN}/messages", {"text": "a", "from": BINH}, 400),
        (f"/chats/{AN}/messages", {"text": "a", "reply_to": "x"}, 400),
        ("/people", {"name": ""}, 400),
        ("/people", {"name": "x", "id": AN}, 400),
        ("/people/99/block", {}, 400),
        ("/clock", {"to": "next-day"}, 404),
        ("/nowhere", {}, 404),
    ],
)
async def test_what_cannot_be_done_is_refused_with_a_sentence(
    http: Http, path: str, body: JsonObject, status: int
) -> None:
    answered, answer = await http.post(path, **body)
    assert answered == status
    assert as_object(answer)["error"]


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff", b"[" * 100_000])
async def test_a_body_that_is_no_object_is_refused_on_both_sides(http: Http, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    for path in (f"/sandbox/chats/{AN}/messages", f"/bot{TOKEN}/sendMessage"):
        async with http.session.post(http.url + path, data=body, headers=headers) as answer:
            assert answer.status == 400


class SteppingClock:
    """A clock as the program would lend it."""

    def __init__(self) -> None:
        self.instant = NOW

    async def now(self) -> datetime:
        return self.instant

    async def next_day(self) -> datetime:
        self.instant += timedelta(days=1)
        return self.instant

    async def next_reminder(self) -> datetime:
        raise ValueError("There is no further reminder.")

    async def set(self, instant: datetime) -> datetime:
        self.instant = instant
        return self.instant


async def test_people_move_the_time_where_there_is_a_clock() -> None:
    sandbox = make_sandbox(SteppingClock())
    async with sandbox.serve() as server, ClientSession() as session:
        http = Http(session, server.url)
        assert await http.get("/clock") == (200, {"now": "2018-01-08T00:29:00+00:00"})
        assert await http.post("/clock", to="next-day") == (200, {"now": "2018-01-09T00:29:00+00:00"})
        assert await http.post("/clock", to="next-reminder") == (
            400,
            {"error": "There is no further reminder."},
        )
        instant = "2018-03-01T07:30:00+07:00"
        assert await http.post("/clock", to=instant) == (200, {"now": instant})
        for wrong in ("2018-03-01T07:30:00", "tomorrow", ""):
            assert (await http.post("/clock", to=wrong))[0] == 400
