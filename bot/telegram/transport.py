"""python-telegram-bot's requests over aiohttp: a fraction of the CPU time, and clear about what was sent.

It stands in for the library's HTTPXRequest: same timeouts, same errors, and two things more. Errors tell
whether a request can have reached Telegram (transport_errors.py). And nothing that is raised or logged holds
the address, because the bot's token is part of it.
"""

import asyncio
import io
import json
import logging
import math
import ssl
from dataclasses import dataclass

import aiohttp
from aiohttp.connector import Connection
from aiohttp.tracing import Trace
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.redaction import redact
from bot.telegram.transport_errors import FloodControl, NoFreeConnection, NotSentError, NotSentTimeout

log = logging.getLogger(__name__)

KEEP_ALIVE_SECONDS = 15.0
"""Shorter than servers keep an idle connection: a request on one they have just closed is a lost answer."""

_FAILURES = (aiohttp.ClientError, OSError, ValueError)
_JSON_HEADERS = {"Content-Type": "application/json"}
_LOGGED_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds, None for no limit; python-telegram-bot's own values.

    ``pool``: until a connection is free. ``connect``: until it is open, with name and TLS. ``read``: until
    the answer, or the next piece of it, is there. ``write``: until the request has left, or
    ``media_write`` where it carries files.
    """

    connect: float | None = 5.0
    read: float | None = 5.0
    write: float | None = 5.0
    pool: float | None = 1.0
    media_write: float | None = 20.0


class AiohttpRequest(BaseRequest):
    """A pool of ``connections`` to one Bot API server.

    ``proxy`` is the address of an HTTP proxy, ``tls`` replaces the system's certificates.
    """

    __slots__ = ("_client_timeout", "_connections", "_free", "_proxy", "_session", "_timeouts", "_tls")

    def __init__(
        self,
        *,
        connections: int = 64,
        timeouts: Timeouts = Timeouts(),
        proxy: str | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._connections = connections
        self._timeouts = timeouts
        self._proxy = proxy
        self._tls = tls
        self._client_timeout = _client_timeout(timeouts.connect, timeouts.read)
        self._session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(connections)

    @property
    def read_timeout(self) -> float | None:
        return self._timeouts.read

    async def initialize(self) -> None:
        if self._session is None:
            self._free = asyncio.Semaphore(self._connections)
            self._session = aiohttp.ClientSession(
                connector=_Connector(
                    limit=0,  # the semaphore counts, with a time limit of its own
                    keepalive_timeout=KEEP_ALIVE_SECONDS,
                    ssl=self._tls or True,
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                skip_auto_headers=("Accept-Encoding",),
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One exchange: the status and the body of the answer.

        :raises NotSentError, NotSentTimeout, NoFreeConnection: surely nothing was sent.
        :raises TimedOut, NetworkError: the request may have arrived, its answer did not.
        :raises FloodControl: Telegram asked for a pause.
        """
        if self._session is None:
            raise NotSentError("This AiohttpRequest is not initialized. The request was not sent.")
        ours = self._timeouts
        has_files = request_data is not None and request_data.contains_files
        timeouts = Timeouts(
            connect=_given(connect_timeout, ours.connect),
            read=_given(read_timeout, ours.read),
            write=_given(write_timeout, ours.media_write if has_files else ours.write),
            pool=_given(pool_timeout, ours.pool),
        )
        await self._take_connection(timeouts.pool)
        try:
            status, body = await self._exchange(self._session, url, method, request_data, timeouts)
        finally:
            self._free.release()
        if status == 429 and (seconds := _pause_asked(body)):
            raise FloodControl(seconds)
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """Read the server's JSON object.

        :raises TelegramError: it is something else. Unlike the library's, neither error nor log repeat all
            of it: pages of proxies quote the address, and with it the token.
        """
        text = payload.decode(errors="replace")
        try:
            answer = json.loads(text)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            log.warning("The Bot API server's answer is not JSON: %.*s", _LOGGED_CHARACTERS, redact(text))
            raise TelegramError("Invalid server response")
        return answer

    async def _take_connection(self, pool_timeout: float | None) -> None:
        if not self._free.locked():
            await self._free.acquire()
            return
        try:
            async with asyncio.timeout(pool_timeout):
                await self._free.acquire()
        except TimeoutError:
            pass
        else:
            return
        raise NoFreeConnection("All connections are busy. The request was not sent.")

    async def _exchange(
        self,
        session: aiohttp.ClientSession,
        url: str,
        method: str,
        request_data: RequestData | None,
        timeouts: Timeouts,
    ) -> tuple[int, bytes]:
        if (timeouts.connect, timeouts.read) == (self._timeouts.connect, self._timeouts.read):
            client_timeout = self._client_timeout
        else:
            client_timeout = _client_timeout(timeouts.connect, timeouts.read)
        try:
            body = _body(request_data)
            # aiohttp has no limit for writing: with this one no phase can outlast its own by more than the
            # others leave unused.
            async with asyncio.timeout(_sum(timeouts.connect, timeouts.write, timeouts.read)):
                response = await session.request(
                    method,
                    url,
                    data=body,
                    headers=_JSON_HEADERS if isinstance(body, bytes) else None,
                    timeout=client_timeout,
                    allow_redirects=False,
                )
            async with response:
                return response.status, await response.read()
        except _FAILURES as error:
            failure = _lost(error)
        raise failure  # outside of ``except``: the original, which may quote the address, is not attached


class _Connector(aiohttp.TCPConnector):
    """Draws the line between "surely not sent" and "perhaps": what fails in here never left."""

    async def connect(
        self,
        req: aiohttp.ClientRequest,
        traces: list[Trace],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp's name for it
    ) -> Connection:
        failure: TelegramError
        try:
            return await super().connect(req, traces, timeout)
        except TimeoutError:
            failure = NotSentTimeout("No connection in time. The request was not sent.")
        except _FAILURES as error:
            failure = NotSentError(f"No connection: {_cause(error)}. The request was not sent.")
        raise failure


def _cause(error: Exception) -> str:
    # Of aiohttp's errors only these are known to hold host and port but no path.
    return redact(str(error)) if isinstance(error, aiohttp.ClientConnectorError) else type(error).__name__


def _lost(error: Exception) -> NetworkError:
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError):
        return NotSentError("The address of the Bot API server is not one. The request was not sent.")
    if isinstance(error, TimeoutError):
        return TimedOut("No answer in time. The request may have arrived.")
    return NetworkError(f"The answer was lost ({type(error).__name__}). The request may have arrived.")


def _given(value: object, default: float | None) -> float | None:
    """A time limit of one request; the library marks those that were not given."""
    return value if value is None or isinstance(value, int | float) else default


def _client_timeout(connect: float | None, read: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(connect=connect, sock_read=read, ceil_threshold=math.inf)


def _sum(*seconds: float | None) -> float | None:
    known = [limit for limit in seconds if limit is not None]
    return sum(known) if len(known) == len(seconds) else None


def _body(request_data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return json.dumps(request_data.parameters).encode()
    form = aiohttp.FormData(quote_fields=False)  # names of files stay readable: "báo cáo.xlsx"
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime_type) in request_data.multipart_data.items():
        data = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, data, filename=file_name, content_type=mime_type)
    return form


def _pause_asked(body: bytes) -> float:
    """``parameters.retry_after`` (Bot API object ResponseParameters) in seconds, 0 when there is none."""
    try:
        seconds = json.loads(body)["parameters"]["retry_after"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0
    return seconds if isinstance(seconds, int | float) else 0
