"""Updates that Telegram sends: known by their secret, kept before they are confirmed, shared in order."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta

import aiohttp
import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.composition import answering_bot, services_of
from bot.sandbox import Person, Sandbox
from bot.serve import serve
from bot.settings import BotSettings
from bot.web.server import web_application, web_server
from bot.web.webhook import SECRET_HEADER, Webhook
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.store.inbox import claim_updates, keep_update, mark_handled, renew_claims
from plan_data.store.tables import InboxRow
from tests.bot_process import SECRET, one_address, webhook_of
from tests.factories import DutySpec, make_official, make_plan
from tests.sandbox.driver import Chat
from tests.world import TOKEN, ZONE, FakeClock

NOW = datetime(2018, 1, 8, 0, 30, tzinfo=UTC)
LEASE = timedelta(minutes=1)
LAN, TUAN = 1001, 1002
UPDATE = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "date": 1515371400,
        "chat": {"id": LAN, "type": "private"},
        "from": {"id": LAN, "is_bot": False, "first_name": "Lan"},
        "text": "/denhan",
    },
}


def still(database: Database) -> SharedTime:
    """A clock that stands."""
    return SharedTime(database, None, lambda: NOW)


async def kept(database: Database) -> list[InboxRow]:
    async with database.reading() as session:
        return list((await session.scalars(select(InboxRow).order_by(InboxRow.update_id))).all())


@pytest.fixture
async def address(database: Database) -> AsyncIterator[str]:
    """A web server that takes updates; nobody handles them."""
    webhook = Webhook(database, still(database), url="https://x/telegram", secret=SECRET, owner="a")
    application = web_application(database, lambda: NOW, ZONE, webhook)
    async with web_server(application, "127.0.0.1", 0) as port:
        yield webhook_of(port)


async def post(address: str, body: object, secret: str | None = SECRET) -> int:
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    async with aiohttp.ClientSession() as session:
        sending = (
            session.post(address, data=body, headers=headers)
            if isinstance(body, bytes)
            else session.post(address, json=body, headers=headers)
        )
        async with sending as answer:
            return answer.status


@pytest.mark.parametrize("secret", [None, "", "another", SECRET.upper(), SECRET + "x", "\udcff"])
async def test_who_does_not_know_the_secret_is_turned_away(
    address: str, database: Database, secret: str | None
) -> None:
    assert await post(address, UPDATE, secret) == 403
    assert await kept(database) == []


async def test_an_update_is_kept_once_however_often_it_comes(address: str, database: Database) -> None:
    assert {await post(address, UPDATE) for _ in range(3)} == {200}
    (row,) = await kept(database)
    assert (row.update_id, row.chat_id, row.handled_at) == (7, LAN, None)


NO_UPDATES = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"{}",
    b'{"update_id": "x"}',
    b'{"update_id": 99999999999999999999}',
    b"[" * 100_000,
    b"\xff\xfe",
]


@pytest.mark.parametrize("body", NO_UPDATES)
async def test_what_is_no_update_is_not_asked_for_again(
    address: str, database: Database, body: bytes
) -> None:
    assert await post(address, body) == 400
    assert await kept(database) == []


async def test_while_the_database_is_away_telegram_is_to_repeat(sqlite_url: str) -> None:
    database = Database(sqlite_url + ".without-tables")
    webhook = Webhook(database, still(database), url="https://x/telegram", secret=SECRET, owner="a")
    async with web_server(web_application(database, lambda: NOW, ZONE, webhook), "127.0.0.1", 0) as port:
        assert await post(webhook_of(port), UPDATE) == 503
    await database.close()


async def claim(
    database: Database,
    owner: str,
    now: datetime = NOW,
    limit: int = 100,
    in_hand: Collection[int] = (),
) -> list[int]:
    async with database.writing() as session:
        claimed = await claim_updates(
            session, owner=owner, now=now, lease=LEASE, limit=limit, in_hand=in_hand
        )
    return [each.update_id for each in claimed]


async def keep_all(database: Database, chats: list[int]) -> None:
    """Updates 1, 2, 3 … of these chats."""
    async with database.writing() as session:
        for number, chat in enumerate(chats, start=1):
            await keep_update(session, number, "{}", NOW, chat)


async def test_a_chat_is_in_the_hands_of_one_bot_at_a_time(database: Database) -> None:
    await keep_all(database, [LAN, TUAN, LAN, TUAN])
    assert await claim(database, "a", limit=1) == [1]
    assert await claim(database, "b") == [2, 4]
    assert await claim(database, "a") == [3]
    async with database.writing() as session:
        await keep_update(session, 5, "{}", NOW, LAN)
    assert await claim(database, "b") == []
    async with database.writing() as session:
        await mark_handled(session, 1, NOW)
        await mark_handled(session, 3, NOW)
    assert await claim(database, "b") == [5]


async def test_what_a_dead_bot_had_in_hand_is_taken_over_after_its_lease(database: Database) -> None:
    await keep_all(database, [LAN, LAN])
    assert await claim(database, "a") == [1, 2]
    assert await claim(database, "b", NOW + timedelta(seconds=59)) == []
    assert await claim(database, "b", NOW + timedelta(seconds=61)) == [1, 2]


async def test_what_a_slow_bot_goes_on_holding_is_left_to_it(database: Database) -> None:
    await keep_all(database, [LAN])
    assert await claim(database, "a") == [1]
    async with database.writing() as session:
        assert await renew_claims(session, "a", {1, 99}, NOW + timedelta(minutes=10)) == {1}
    assert await claim(database, "b", NOW + timedelta(minutes=5)) == []


async def test_a_claim_of_which_a_bot_never_heard_is_free_after_its_lease(database: Database) -> None:
    """The connection broke after the commit: nobody knows of it, so nobody holds it."""
    await keep_all(database, [LAN, TUAN])
    assert await claim(database, "a") == [1, 2]
    async with database.writing() as session:
        await renew_claims(session, "a", {1}, NOW + timedelta(minutes=10))
    assert await claim(database, "b", NOW + timedelta(seconds=61)) == [2]


async def test_a_bot_does_not_take_twice_what_it_is_at_work_on(database: Database) -> None:
    """A database that was away for minutes, or a clock that was set right, ended the lease meanwhile."""
    await keep_all(database, [LAN, TUAN])
    assert await claim(database, "a", limit=1) == [1]
    assert await claim(database, "a", NOW + timedelta(minutes=5), in_hand={1}) == [2]


async def test_bots_that_claim_at_once_never_share_a_chat_nor_an_update(database: Database) -> None:
    chats = [number % 7 for number in range(140)]
    await keep_all(database, chats)
    order: list[tuple[str, int]] = []

    async def work(owner: str) -> None:
        while claimed := await claim(database, owner, limit=9):
            for number in claimed:
                await asyncio.sleep(0)
                order.append((owner, number))
                async with database.writing() as session:
                    await mark_handled(session, number, NOW)

    for _ in range(20):
        await asyncio.gather(*(work(owner) for owner in ("a", "b", "c")))

    handled = [number for _, number in order]
    assert sorted(handled) == list(range(1, 141))
    for chat in range(7):
        of_chat = [number for number in handled if chats[number - 1] == chat]
        assert of_chat == sorted(of_chat)


@asynccontextmanager
async def bots(database_url: str, api_url: str, owners: list[str]) -> AsyncIterator[None]:
    """Several bots that answer people behind one address."""
    stop, clock = asyncio.Event(), FakeClock("2018-01-08 10:00")
    settings = BotSettings(
        database_url=database_url,
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=api_url,
        messages_per_minute=0,
    )
    async with AsyncExitStack() as running:
        targets: list[str] = []
        url = await running.enter_async_context(one_address(targets))
        serving = []
        for owner in owners:
            database = Database(database_url)
            running.push_async_callback(database.close)
            time = SharedTime(database, None, clock)
            webhook = Webhook(database, time, url=url, secret=SECRET, owner=owner)
            application = web_application(database, time, ZONE, webhook)
            port = await running.enter_async_context(web_server(application, "127.0.0.1", 0))
            targets.append(webhook_of(port))
            services = services_of(settings, database, time)
            serving.append(serve(answering_bot(settings), services, stop, webhook.work))
        working = [asyncio.create_task(each) for each in serving]
        try:
            yield
        finally:
            stop.set()
            await asyncio.gather(*working)


@pytest.mark.parametrize("owners", [["a"], ["a", "b"]], ids=["one", "two"])
async def test_bots_behind_one_address_answer_each_message_once_and_in_order(
    postgres_url: str, owners: list[str]
) -> None:
    database = Database(postgres_url)
    codes = [f"GN-{number:02}" for number in range(1, 9)]
    duties = [DutySpec(code, unit, date(2018, 3, 1)) for code in codes for unit in ("SYT", "385")]
    await make_plan(database, duties)
    await make_official(database, LAN, "SYT")
    await make_official(database, TUAN, "385")
    people = [Person(LAN, "Lan", started=True), Person(TUAN, "Tuấn", started=True)]
    sandbox = Sandbox(token=TOKEN, bot_username="nhac_han_bot", now=lambda: NOW, people=people)
    async with sandbox.serve() as server, bots(postgres_url, server.url, owners):
        chats = [Chat(sandbox, LAN), Chat(sandbox, TUAN)]
        for code in codes:
            for chat in chats:
                await chat.send(f"/chitiet {code}")
        for chat in chats:
            answers = await chat.wait_for(len(codes))
            assert [code for answer in answers for code in codes if code in answer.text] == codes

    rows = await kept(database)
    assert all(row.handled_at is not None and row.failure is None for row in rows)
    assert {row.claimed_by for row in rows} <= set(owners)
    await database.close()
