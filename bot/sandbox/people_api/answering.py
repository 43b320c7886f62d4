"""What all endpoints of the people's side share: what they work on, how they read and how they answer."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import TypeAlias

from aiohttp import web

from bot.sandbox.bot_api import read_params
from bot.sandbox.call_log import CallLog
from bot.sandbox.clock import ClockControl
from bot.sandbox.errors import BotApiError, PhoneError
from bot.sandbox.faults import Faults
from bot.sandbox.feed import Feed
from bot.sandbox.groups import Groups
from bot.sandbox.phones import Phones
from bot.sandbox.state import SandboxState
from bot.sandbox.wire import Json, Params

MAX_WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything the people can act on; ``time_zone`` is the one they see times in."""

    state: SandboxState
    phones: Phones
    groups: Groups
    faults: Faults
    calls: CallLog
    clock: ClockControl | None
    time_zone: tzinfo


Answerer: TypeAlias = Callable[[Stage, web.Request], Awaitable[Json | web.Response]]
Endpoint: TypeAlias = tuple[str, str, Answerer]


class NotThereError(PhoneError):
    """What was asked for does not exist here: answered with 404."""


def answering(stage: Stage, handler: Answerer) -> Callable[[web.Request], Awaitable[web.Response]]:
    """An aiohttp handler: the endpoint's value as JSON, a refusal as ``{"error": sentence}``."""

    async def answer(request: web.Request) -> web.Response:
        try:
            value = await handler(stage, request)
        except NotThereError as error:
            return _json({"error": str(error)}, 404)
        except PhoneError as error:
            return _json({"error": str(error)}, 400)
        except BotApiError as error:
            return _json({"error": error.description}, error.code)
        return value if isinstance(value, web.Response) else _json(value, 200)

    return answer


def _json(value: Json, status: int) -> web.Response:
    return web.Response(
        text=json.dumps(value, ensure_ascii=False), content_type="application/json", status=status
    )


async def body_of(request: web.Request) -> Params:
    """The JSON object of a request (or the fields of a form)."""
    return await read_params(request)


def query_of(request: web.Request) -> Params:
    return Params(dict(request.query))


def number_in_path(request: web.Request, name: str) -> int:
    try:
        return int(request.match_info[name])
    except ValueError:
        raise NotThereError(f"{name} in the address must be a whole number.") from None


def required(value: int | None, name: str) -> int:
    if value is None:
        raise PhoneError(f"The field {name} is missing; it must be a whole number.")
    return value


def seconds_to_wait(params: Params, default: float) -> float:
    """The field ``wait``: seconds from 0 to 60."""
    given = params.text("wait")
    try:
        seconds = default if given is None else float(given)
    except ValueError:
        raise PhoneError("The field wait must be a number of seconds.") from None
    return max(0.0, min(seconds, MAX_WAIT_SECONDS))


async def wait_until(feed: Feed, is_there: Callable[[], bool], seconds: float) -> None:
    """Return when ``is_there`` holds, or after ``seconds``."""
    try:
        async with asyncio.timeout(seconds):
            while not is_there():
                await feed.next_event()
    except TimeoutError:
        return
