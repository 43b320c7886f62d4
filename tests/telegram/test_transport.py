"""Our transport beside the library's: what leaves, what comes back, and what never shows."""

import asyncio
import json
import logging
import ssl
import subprocess
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl

import aiohttp
import pytest
import telegram
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ApplicationBuilder, ExtBot

from bot.sandbox import Person, Sandbox
from bot.telegram.bulk_bot import QuietBot, bulk_bot
from bot.telegram.transport import AiohttpRequest, Timeouts
from bot.telegram.transport_errors import FloodControl, NoFreeConnection, NotSentError, NotSentTimeout
from plan_data.clock import system_clock
from tests.telegram.conftest import FROM_BOTFATHER, MakeBot
from tests.telegram.raw_bot_api import CLOSES, HANGS, MESSAGE, RawBotApi, Received, Reply, page, said

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Xong", callback_data="1x")]])
QUICK = Timeouts(connect=0.2, read=0.2, write=0.2, pool=0.1)


@asynccontextmanager
async def our_bot(
    url: str, *, timeouts: Timeouts = QUICK, proxy: str | None = None, tls: ssl.SSLContext | None = None
) -> AsyncIterator[telegram.Bot]:
    request = AiohttpRequest(connections=2, timeouts=timeouts, proxy=proxy, tls=tls)
    async with request:
        yield telegram.Bot(
            FROM_BOTFATHER, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=request
        )


REFUSALS = [
    (said(400, "Bad Request: chat not found"), BadRequest),
    (said(403, "Forbidden: bot was blocked by the user"), Forbidden),
    (said(401, "Unauthorized"), InvalidToken),
    (said(404, "Not Found"), InvalidToken),
    (said(409, "Conflict: terminated by other getUpdates request"), Conflict),
    (said(429, "Too Many Requests: retry after 5", retry_after=5), RetryAfter),
    (said(429, "Too Many Requests", retry_after=0), NetworkError),
    (said(400, "Bad Request: upgraded", migrate_to_chat_id=-100), ChatMigrated),
    (said(500, "Internal Server Error"), NetworkError),
    (said(413, "Request Entity Too Large"), NetworkError),
    (page(502), NetworkError),
    (page(200), TelegramError),
    (CLOSES, NetworkError),
    (HANGS, TimedOut),
]


@pytest.mark.parametrize(("reply", "kind"), REFUSALS, ids=lambda value: getattr(value, "__name__", ""))
async def test_it_raises_what_the_library_raises(
    reply: Reply, kind: type[TelegramError], api: RawBotApi, make_bot: MakeBot
) -> None:
    api.replies.append(reply)
    bot = make_bot(timeouts=Timeouts(read=0.2))
    await bot.request.initialize()
    with pytest.raises(kind) as caught:
        await bot.send_message(7, "Nhắc hạn")
    family = {NotSentError: NetworkError, FloodControl: RetryAfter}
    assert family.get(caught.type, caught.type) is kind


async def test_it_sends_the_same_parameters_as_the_library(api: RawBotApi, make_bot: MakeBot) -> None:
    bot = make_bot()
    await bot.request.initialize()
    message = await bot.send_message(
        7,
        "Đến hạn <b>15/8</b> 🔔 & cả + %",
        parse_mode="HTML",
        reply_markup=BUTTONS,
        disable_notification=True,
    )
    assert message.message_id == MESSAGE["message_id"]
    (call,) = api.received
    assert call.path == f"/bot{FROM_BOTFATHER}/sendMessage"
    assert call.headers["User-Agent"].startswith("python-telegram-bot")
    assert parameters(call) == {
        "chat_id": 7,
        "text": "Đến hạn <b>15/8</b> 🔔 & cả + %",
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": [[{"text": "Xong", "callback_data": "1x"}]]},
        "disable_notification": True,
    }


def parameters(call: Received) -> dict[str, object]:
    """As the server reads them: a form's fields may hold JSON."""
    if call.content_type == "application/json":
        found: dict[str, object] = json.loads(call.body)
        return found
    fields = dict(parse_qsl(call.body.decode()))
    texts = {"text", "parse_mode"}
    return {name: value if name in texts else json.loads(value) for name, value in fields.items()}


async def test_text_that_is_no_unicode_is_for_telegram_to_refuse(api: RawBotApi) -> None:
    async with our_bot(api.url) as bot:
        await bot.send_message(7, "\ud800")
    assert parameters(api.received[0])["text"] == "\ud800"


async def test_connections_are_kept_and_used_again(api: RawBotApi) -> None:
    async with our_bot(api.url) as bot:
        for _ in range(3):
            await bot.send_message(7, "Nhắc hạn")
    assert len({call.connection for call in api.received}) == 1


async def test_at_most_so_many_connections_are_open(api: RawBotApi) -> None:
    api.replies.extend([Reply(200, json.dumps({"ok": True, "result": MESSAGE}).encode(), late=0.02)] * 6)
    async with our_bot(api.url, timeouts=Timeouts(pool=None)) as bot:
        await asyncio.gather(*(bot.send_message(7, "Nhắc hạn") for _ in range(6)))
    assert len(api.received) == 6
    assert len({call.connection for call in api.received}) == 2


async def test_timeouts_of_one_call_come_before_those_of_the_bot(api: RawBotApi) -> None:
    slow = Reply(200, json.dumps({"ok": True, "result": MESSAGE}).encode(), late=0.3)
    async with our_bot(api.url, timeouts=Timeouts(read=0.1)) as bot:
        api.replies.append(slow)
        with pytest.raises(TimedOut):
            await bot.send_message(7, "Nhắc hạn")
        api.replies.append(slow)
        assert await bot.send_message(7, "Nhắc hạn", read_timeout=5)
        api.replies.append(slow)
        assert await bot.send_message(7, "Nhắc hạn", read_timeout=None)


async def test_a_server_that_stops_reading_a_file_is_given_up(tmp_path: Path) -> None:
    async def read_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await release.wait()
        writer.transport.abort()

    release = asyncio.Event()
    big = tmp_path / "big.bin"
    big.write_bytes(bytes(30_000_000))
    server = await asyncio.start_server(read_nothing, "127.0.0.1", 0, limit=1024)
    port = server.sockets[0].getsockname()[1]
    timeouts = Timeouts(connect=0.1, read=0.1, write=0.1, media_write=0.1)
    try:
        async with our_bot(f"http://127.0.0.1:{port}", timeouts=timeouts) as bot:
            with pytest.raises(TimedOut):
                await bot.send_document(7, big.read_bytes())
    finally:
        release.set()
        server.close()
        await server.wait_closed()


async def test_files_arrive_whole_under_their_vietnamese_names() -> None:
    people = [Person(7, "An")]
    sandbox = Sandbox(token=FROM_BOTFATHER, bot_username="nhac_han_bot", now=system_clock, people=people)
    sandbox.phones.send_text(7, "/start")
    large = bytes(range(256)) * 8192
    async with sandbox.serve() as server, our_bot(server.url, timeouts=Timeouts()) as bot:
        one = await bot.send_document(7, b"mot", filename='báo cáo "quý I".xlsx', caption="Báo cáo")
        two = await bot.send_media_group(
            7,
            [InputMediaDocument(b"hai", filename="hai.txt"), InputMediaDocument(large, filename="ba.bin")],
        )
        assert one.document is not None
        assert one.document.file_name == 'báo cáo "quý I".xlsx'
        assert one.caption == "Báo cáo"
        documents = [message.document for message in two]
        assert documents[1] is not None
        file = await documents[1].get_file()
        assert await file.download_as_bytearray() == large


async def test_requests_go_through_the_proxy(api: RawBotApi) -> None:
    async with our_bot("http://telegram.invalid", proxy=api.url.replace("//", "//user:word@")) as bot:
        await bot.send_message(7, "Nhắc hạn")
    (call,) = api.received
    assert call.path == f"http://telegram.invalid/bot{FROM_BOTFATHER}/sendMessage"
    assert call.headers["Proxy-Authorization"] == "Basic dXNlcjp3b3Jk"


async def test_a_proxy_that_refuses_the_tunnel_means_surely_not_sent(api: RawBotApi) -> None:
    api.replies.append(Reply(407, b"password please"))
    async with our_bot("https://telegram.invalid", proxy=api.url) as bot:
        with pytest.raises(NotSentError):
            await bot.send_message(7, "Nhắc hạn")


async def test_redirects_are_not_followed(api: RawBotApi) -> None:
    api.replies.append(Reply(307, b""))
    async with our_bot(api.url) as bot:
        with pytest.raises(NetworkError):
            await bot.send_message(7, "Nhắc hạn")
    assert len(api.received) == 1


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A fresh certificate for localhost that nobody vouches for, with its key."""
    path = tmp_path / "localhost.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    try:
        subprocess.run(
            [*command.split(), *names, "-keyout", str(path), "-out", str(tmp_path / "crt")],
            check=True,
            capture_output=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("needs openssl")
    path.write_text(path.read_text() + (tmp_path / "crt").read_text())
    return path


async def test_only_trusted_certificates_are_accepted(certificate: Path) -> None:
    async def answer(_request: web.BaseRequest) -> web.Response:
        return web.json_response({"ok": True, "result": MESSAGE})

    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    runner = web.ServerRunner(web.Server(answer), shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=serving).start()
        url = f"https://127.0.0.1:{runner.addresses[0][1]}"
        async with our_bot(url, timeouts=Timeouts()) as bot:
            with pytest.raises(NotSentError, match="certificate"):
                await bot.send_message(7, "Nhắc hạn")
        trusting = ssl.create_default_context(cafile=str(certificate))
        async with our_bot(url, timeouts=Timeouts(), tls=trusting) as bot:
            assert await bot.send_message(7, "Nhắc hạn")
    finally:
        await runner.cleanup()


async def test_cancelling_a_message_frees_its_connection(api: RawBotApi) -> None:
    api.replies.extend([HANGS, HANGS])
    async with our_bot(api.url, timeouts=Timeouts(pool=0.05)) as bot:
        hanging = [asyncio.create_task(bot.send_message(7, "Nhắc hạn")) for _ in range(2)]
        await api.has_received(2)
        with pytest.raises(NoFreeConnection):
            await bot.send_message(7, "Nhắc hạn")
        for task in hanging:
            task.cancel()
        await asyncio.wait(hanging)
        assert await bot.send_message(7, "Nhắc hạn")


async def test_it_can_be_opened_again_after_shutdown(api: RawBotApi) -> None:
    request = AiohttpRequest(connections=1, timeouts=QUICK)
    bot = telegram.Bot(FROM_BOTFATHER, base_url=f"{api.url}/bot", request=request)
    with pytest.raises(NotSentError, match="not initialized"):
        await bot.send_message(7, "Nhắc hạn")
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        assert await bot.send_message(7, "Nhắc hạn")
        await request.shutdown()
        await request.shutdown()
    assert request.read_timeout == QUICK.read


def everything_shown(error: BaseException | None) -> str:
    """Texts, arguments and tracebacks of an error and of all that led to it."""
    shown = []
    while error is not None:
        shown += [str(error), repr(error), repr(error.args), repr(vars(error))]
        shown += traceback.format_exception(error)
        error = error.__cause__ or error.__context__
    return "\n".join(shown)


LEAKS = [
    said(400, "Bad Request: chat not found"),
    said(401, "Unauthorized"),
    said(429, "Too Many Requests: retry after 5", retry_after=5),
    Reply(200, f"<p>/bot{FROM_BOTFATHER}/sendMessage moved</p>".encode()),
    Reply(301, b""),
    CLOSES,
    HANGS,
]


@pytest.mark.parametrize("reply", LEAKS, ids=lambda reply: f"{reply.status} {reply.body[:20]!r}")
async def test_no_error_and_no_log_shows_the_token(
    reply: Reply, api: RawBotApi, caplog: pytest.LogCaptureFixture
) -> None:
    api.replies.append(reply)
    async with our_bot(api.url) as bot:
        caplog.set_level(logging.DEBUG)  # not before: the library logs its addresses when a bot is made
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(7, "Nhắc hạn")
        assert FROM_BOTFATHER not in everything_shown(caught.value)
        assert FROM_BOTFATHER not in repr(bot.request)
    assert FROM_BOTFATHER not in caplog.text
    assert "sendMessage" in caplog.text
    assert FROM_BOTFATHER not in repr([vars(record) for record in caplog.records])


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://127.0.0.1:1", NotSentError),
        ("http://", NotSentError),
        ("http://[::1", NotSentError),
        ("ftp://127.0.0.1", NotSentError),
        ("http://" + "a" * 64 + ".invalid", NotSentError),
    ],
)
async def test_an_address_that_leads_nowhere_sends_nothing_and_shows_no_token(
    url: str, kind: type[TelegramError]
) -> None:
    async with our_bot(url) as bot:
        with pytest.raises(kind) as caught:
            await bot.send_message(7, "Nhắc hạn")
    assert FROM_BOTFATHER not in everything_shown(caught.value)


async def test_a_bot_that_is_refused_does_not_tell_its_token(api: RawBotApi) -> None:
    bot = bulk_bot(FROM_BOTFATHER, api_url=api.url)
    api.replies.append(said(401, "Unauthorized"))
    with pytest.raises(InvalidToken) as caught:
        await bot.initialize()
    await bot.shutdown()
    assert FROM_BOTFATHER not in everything_shown(caught.value)
    assert FROM_BOTFATHER not in repr(bot)


async def test_a_chat_bot_of_the_library_can_be_quiet_too(api: RawBotApi) -> None:
    class ChatBot(QuietBot, ExtBot[None]):
        pass

    bot = ChatBot(FROM_BOTFATHER, base_url=f"{api.url}/bot", request=AiohttpRequest())
    application = ApplicationBuilder().bot(bot).build()
    assert FROM_BOTFATHER not in repr(application) + repr(bot)


async def test_the_api_url_may_end_with_a_slash(api: RawBotApi) -> None:
    bot = bulk_bot(FROM_BOTFATHER, api_url=f"{api.url}/")
    async with bot.request:
        await bot.send_message(7, "Nhắc hạn")
    assert api.received[0].path == f"/bot{FROM_BOTFATHER}/sendMessage"
    assert bulk_bot(FROM_BOTFATHER).base_url.startswith("https://api.telegram.org/bot")


def test_a_pause_is_a_timedelta_whatever_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PTB_TIMEDELTA")
    assert FloodControl(17).retry_after == timedelta(seconds=17)


def test_errors_are_the_librarys_own_kinds() -> None:
    assert issubclass(NotSentError, NetworkError)
    assert issubclass(NotSentTimeout, TimedOut)
    assert issubclass(NoFreeConnection, NotSentTimeout)
    assert not issubclass(NotSentError, aiohttp.ClientError)
