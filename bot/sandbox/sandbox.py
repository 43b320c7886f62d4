"""The server put together: state, phones, groups, faults and the two HTTP sides."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.bot_api import MAX_BODY_BYTES, BotApi, BotApiSettings
from bot.sandbox.call_log import CallLog
from bot.sandbox.chats import Chats
from bot.sandbox.clock import ClockControl
from bot.sandbox.faults import Faults
from bot.sandbox.groups import Groups
from bot.sandbox.pace import RateLimits, SendingPace
from bot.sandbox.page_files import add_page_routes
from bot.sandbox.people import BotAccount, Person
from bot.sandbox.people_api import Stage, add_people_routes
from bot.sandbox.phones import Phones
from bot.sandbox.security import HEADERS, check_bind_address, is_from_this_machine, refusal
from bot.sandbox.state import SandboxState
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.webhook import WebhookDelivery


@dataclass(frozen=True, slots=True)
class RunningServer:
    """``url`` has no slash at its end: bots take ``{url}/bot`` and ``{url}/file/bot``, people
    ``{url}/sandbox``.
    """

    url: str

    @property
    def page_url(self) -> str:
        return f"{self.url}/"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How this Telegram differs from a fresh one.

    ``first_update_id`` and ``first_message_id`` must be higher than any that a bot with a lasting memory
    has seen. ``privacy``: in groups the bot sees only what is meant for it. ``limits`` turns on Telegram's
    rates (429). For benchmarks: ``keep_history=False`` answers and counts messages without keeping them,
    ``open_to_all`` takes every unknown positive chat id for a chat that was started, ``latency_seconds``
    delays every answer. A webhook that fails is tried again after ``webhook_pause_seconds``, then after
    twice that, and so on.
    """

    bot_name: str = "Nhắc Hạn"
    privacy: bool = True
    limits: RateLimits | None = None
    latency_seconds: float = 0.0
    keep_history: bool = True
    open_to_all: bool = False
    first_update_id: int = 1
    first_message_id: int = 1
    webhook_pause_seconds: float = 1.0


class Sandbox:
    """One bot's Telegram, in memory: it lives as long as this object, however often bot and server come and
    go.

    ``now`` dates messages (aware; shown to people in ``time_zone``). ``clock`` lets people move the time;
    without one there are no controls for it. Raises ValueError for a token that is none, or for two people
    with one id.
    """

    def __init__(
        self,
        *,
        token: str,
        bot_username: str,
        now: Callable[[], datetime],
        people: Iterable[Person] = (),
        clock: ClockControl | None = None,
        time_zone: tzinfo = UTC,
        behaviour: Behaviour = Behaviour(),
    ) -> None:
        account = BotAccount(_bot_id(token), bot_username, behaviour.bot_name, behaviour.privacy)
        self._settings = BotApiSettings(token, behaviour.latency_seconds)
        self._behaviour = behaviour
        self._clock = clock
        self._time_zone = time_zone
        self.state = SandboxState(
            bot=account,
            chats=Chats(
                account, first_message_id=behaviour.first_message_id, open_to_all=behaviour.open_to_all
            ),
            updates=UpdateQueue(behaviour.first_update_id),
            now=now,
            pace=SendingPace(behaviour.limits) if behaviour.limits else None,
            keep_history=behaviour.keep_history,
        )
        self.phones = Phones(self.state)
        self.groups = Groups(self.state)
        self.faults = Faults()
        self.calls = CallLog(keep=behaviour.keep_history)
        for person in people:
            self.state.chats.add_person(person)

    @asynccontextmanager
    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[RunningServer]:
        """Listen on this machine (port 0: any free one). Raises ValueError for an address others could
        reach.
        """
        check_bind_address(host)
        runner = web.AppRunner(
            self._application(), handler_cancellation=True, access_log=None, shutdown_timeout=0.5
        )
        await runner.setup()
        delivery = asyncio.create_task(self._deliver_to_webhook())
        try:
            site = web.TCPSite(runner, host, port, backlog=1024)
            await site.start()
            yield RunningServer(f"http://{_address(runner)}")
        finally:
            delivery.cancel()
            await runner.cleanup()

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[_guard], client_max_size=MAX_BODY_BYTES)
        BotApi(self._settings, self.state, self.faults, self.calls).add_routes(app)
        stage = Stage(
            state=self.state,
            phones=self.phones,
            groups=self.groups,
            faults=self.faults,
            calls=self.calls,
            clock=self._clock,
            time_zone=self._time_zone,
        )
        add_people_routes(app, stage)
        add_page_routes(app)
        return app

    async def _deliver_to_webhook(self) -> None:
        delivery = WebhookDelivery(
            self.state.webhook,
            self.state.updates,
            first_pause_seconds=self._behaviour.webhook_pause_seconds,
            timestamp=self.state.timestamp,
        )
        await delivery.run()


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn others away, and tell browsers what the page may do (programs do not read those headers)."""
    if not is_from_this_machine(request):
        return refusal()
    if request.path.startswith("/bot"):
        return await handler(request)
    try:
        response = await handler(request)
    except web.HTTPException as error:
        response = web.json_response({"error": f"{error.status} {error.reason}"}, status=error.status)
    response.headers.update(HEADERS)
    return response


def _bot_id(token: str) -> int:
    """The number before the colon of a token; raises ValueError for what is no token."""
    number, colon, secret = token.partition(":")
    if not (number.isascii() and number.isdigit() and colon and secret):
        raise ValueError("A bot token has the form 123456:secret.")
    return int(number)


def _address(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
