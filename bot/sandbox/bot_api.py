"""The bot's side over HTTP: ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``.

Answers have the shape of Bot API section "Making requests". The order is: read the request, look into the
script of faults, let the call take effect, wait for the latency, answer.
"""

import asyncio
import hmac
import json
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web

from bot.sandbox.call_log import CallLog
from bot.sandbox.errors import BotApiError
from bot.sandbox.faults import Fault, FaultKind, Faults
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.account import allow_updates
from bot.sandbox.state import SandboxState
from bot.sandbox.updates import MAX_BATCH
from bot.sandbox.wire import Json, JsonObject, Params, Upload, parse_json

MAX_BODY_BYTES = 64 * 1024 * 1024
_NOT_FOUND = BotApiError(404, "Not Found")
_UNAUTHORIZED = BotApiError(401, "Unauthorized")
_CAPTIVE_PAGE = "<html><body><h1>Wi-Fi: please accept the terms</h1></body></html>"
_TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


@dataclass(frozen=True, slots=True)
class BotApiSettings:
    """``latency_seconds`` is added to every answer but those of getUpdates."""

    token: str
    latency_seconds: float = 0.0


class BotApi:
    """The two routes a bot calls."""

    def __init__(self, settings: BotApiSettings, state: SandboxState, faults: Faults, log: CallLog) -> None:
        self._settings = settings
        self._state = state
        self._faults = faults
        self._log = log

    def add_routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token}/{method}", self.call)
        app.router.add_get("/file/bot{token}/{path:.+}", self.download)

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of a method."""
        match = request.match_info
        if not self._is_token(match["token"]):
            return _refused(_UNAUTHORIZED)
        name = match["method"]
        method = name.lower()
        try:
            params = await read_params(request)
        except BotApiError as error:
            self._log.add(name, {}, (), error.code, error.description)
            return _refused(error)
        fault = self._strike(method, params)
        if fault is None:
            return await self._perform(name, method, params)
        return await self._suffer(fault, request, name, method, params)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The content of a file whose path getFile told; any other path is not found."""
        if not self._is_token(request.match_info["token"]):
            return _refused(_UNAUTHORIZED)
        file = self._state.files.find_path(request.match_info["path"])
        if file is None:
            return _refused(_NOT_FOUND)
        return web.Response(body=file.content, content_type="application/octet-stream")

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._settings.token.encode())

    def _strike(self, method: str, params: Params) -> Fault | None:
        if not self._faults.script:
            return None
        try:
            chat_id = params.integer("chat_id")
        except BotApiError:
            chat_id = None
        return self._faults.strike(method, chat_id, asyncio.get_running_loop().time())

    async def _perform(self, name: str, method: str, params: Params) -> web.Response:
        """Let the call take effect and answer it."""
        error: BotApiError | None = None
        result: Json = None
        try:
            if method == "getupdates":
                result = await self._get_updates(params)
            elif known := METHODS.get(method):
                result = known(self._state, params)
            else:
                error = _NOT_FOUND
        except BotApiError as refusal:
            error = refusal
        self._record(name, params, error)
        if self._settings.latency_seconds and method != "getupdates":
            await asyncio.sleep(self._settings.latency_seconds)
        if error is not None:
            return _refused(error)
        return web.Response(
            text=f'{{"ok":true,"result":{_TO_JSON(result)}}}', content_type="application/json"
        )

    async def _get_updates(self, params: Params) -> Json:
        if self._state.webhook.url:
            raise BotApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        allow_updates(self._state, params)
        offset, limit = params.integer("offset") or 0, params.integer("limit")
        timeout = params.integer("timeout") or 0
        return await self._state.updates.poll(offset, MAX_BATCH if limit is None else limit, timeout)

    async def _suffer(
        self, fault: Fault, request: web.Request, name: str, method: str, params: Params
    ) -> web.StreamResponse:
        """Answer a call that a fault struck."""
        error = fault.error(asyncio.get_running_loop().time())
        if error is not None:
            self._record(name, params, error)
            await asyncio.sleep(self._settings.latency_seconds)
            return _refused(error)
        if fault.kind is FaultKind.CLOSE_BEFORE:
            self._log.add(name, params.values(), tuple(params.uploads), 0, fault.kind.value)
            return _closed(request)
        answer = await self._perform(name, method, params)
        match fault.kind:
            case FaultKind.CLOSE_AFTER:
                return _closed(request)
            case FaultKind.NOT_JSON:
                return web.Response(text=_CAPTIVE_PAGE, content_type="text/html")
            case _:
                await asyncio.sleep(fault.seconds)
                return answer

    def _record(self, name: str, params: Params, error: BotApiError | None) -> None:
        status, description = (200, None) if error is None else (error.code, error.description)
        self._log.add(name, params.values(), tuple(params.uploads), status, description)


def _refused(error: BotApiError) -> web.Response:
    body: JsonObject = {"ok": False, "error_code": error.code, "description": error.description}
    parameters: JsonObject = {}
    if error.retry_after is not None:
        parameters["retry_after"] = error.retry_after
    if error.migrate_to is not None:
        parameters["migrate_to_chat_id"] = error.migrate_to
    if parameters:
        body["parameters"] = parameters
    response = web.json_response(body, status=error.code)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _closed(request: web.Request) -> web.Response:
    """Close the connection without a word; the response returned here goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=499)


async def read_params(request: web.Request) -> Params:
    """The parameters from wherever the client put them; raises 400 for a body that cannot be read, 413 for
    a big one.
    """
    values: dict[str, Json] = dict(request.query) if request.query_string else {}
    if request.method != "POST" or not request.can_read_body:
        return Params(values)
    try:
        if request.content_type == "application/json":
            return Params(values | _json_object(await request.read()))
        if request.content_type == "application/x-www-form-urlencoded":
            return Params(values | dict(parse_qsl((await request.read()).decode(), keep_blank_values=True)))
        if request.content_type == "multipart/form-data":
            fields, uploads = await read_multipart(request)
            return Params(values | {name: texts[-1] for name, texts in fields.items()}, dict(uploads))
    except web.HTTPRequestEntityTooLarge:
        raise BotApiError(413, "Request Entity Too Large") from None
    except ValueError:
        raise BotApiError(400, "Bad Request: can't parse the request body") from None
    return Params(values)


def _json_object(body: bytes) -> JsonObject:
    parsed = parse_json(body) if body else {}
    if not isinstance(parsed, dict):
        raise ValueError("not an object")  # noqa: TRY004 -- any unreadable body is one error to the caller
    return parsed


async def read_multipart(request: web.Request) -> tuple[dict[str, list[str]], list[tuple[str, Upload]]]:
    """Fields and files of a form, in order. Raises ValueError for a broken form, 413 for one over 64 MB."""
    fields: dict[str, list[str]] = {}
    uploads: list[tuple[str, Upload]] = []
    form = await request.post()
    for name, value in form.items():
        if isinstance(value, web.FileField):
            content = await asyncio.to_thread(value.file.read)
            value.file.close()
            uploads.append((name, Upload(value.filename, value.content_type, content)))
        elif isinstance(value, str):
            fields.setdefault(name, []).append(value)
        else:
            fields.setdefault(name, []).append(bytes(value).decode())
    return fields, uploads
