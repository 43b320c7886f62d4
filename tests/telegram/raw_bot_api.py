"""A Bot API server on loopback that answers with exactly what a test says."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

MESSAGE = {
    "message_id": 41,
    "date": 1_515_371_400,
    "chat": {"id": 7, "type": "private", "first_name": "An"},
    "text": "…",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """``body`` goes out as it is; ``late``: after this many seconds; ``closed``: not at all."""

    status: int = 200
    body: bytes = b""
    late: float = 0
    closed: bool = False


def said(status: int, description: str, **parameters: int) -> Reply:
    """A refusal as the Bot API writes it (section "Making requests")."""
    answer: dict[str, object] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        answer["parameters"] = parameters
    return Reply(status, json.dumps(answer).encode())


def page(status: int, text: str = "<html><body>Access denied</body></html>") -> Reply:
    return Reply(status, text.encode())


DONE = Reply(200, json.dumps({"ok": True, "result": MESSAGE}).encode())
HANGS = Reply(late=30)
CLOSES = Reply(closed=True)


@dataclass(frozen=True, slots=True)
class Received:
    path: str
    content_type: str
    body: bytes
    connection: int
    headers: dict[str, str]


@dataclass(slots=True)
class RawBotApi:
    """Answers calls with ``replies`` in turn, then with a message; ``received`` are the calls."""

    url: str = ""
    replies: deque[Reply] = field(default_factory=deque)
    received: list[Received] = field(default_factory=list)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        self.received.append(
            Received(
                request.raw_path,
                request.headers.get("Content-Type", ""),
                body,
                id(request.transport),
                dict(request.headers),
            )
        )
        async with self._changed:
            self._changed.notify_all()
        reply = self.replies.popleft() if self.replies else DONE
        if reply.late:
            await asyncio.sleep(reply.late)
        if reply.closed and request.transport is not None:
            request.transport.abort()
        return web.Response(status=reply.status, body=reply.body)

    async def has_received(self, calls: int) -> None:
        """Return once so many calls are in."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.received) >= calls)


@asynccontextmanager
async def raw_bot_api() -> AsyncIterator[RawBotApi]:
    api = RawBotApi()
    runner = web.ServerRunner(
        web.Server(api.answer, handler_cancellation=True, access_log=None), shutdown_timeout=0.1
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        api.url = f"http://{host}:{port}"
        yield api
    finally:
        await runner.cleanup()
