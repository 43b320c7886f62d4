"""Tools around the chats: the clock, the script of faults, the log of the bot's calls."""

from datetime import datetime

from aiohttp import web

from bot.sandbox.clock import ClockControl
from bot.sandbox.errors import PhoneError
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.people_api.answering import Endpoint, NotThereError, Stage, body_of, query_of
from bot.sandbox.wire import Json, JsonObject, Params

_MOST_CALLS = 1000


async def read_clock(stage: Stage, _: web.Request) -> Json:
    """The program's time: now (ISO instant). 404 where the time cannot be moved."""
    return {"now": (await _clock(stage).now()).isoformat()}


async def move_clock(stage: Stage, request: web.Request) -> Json:
    """Move the time. Body: to ("next-day", "next-reminder", or an ISO instant with its offset). Answers
    now.
    """
    clock = _clock(stage)
    to = (await body_of(request)).text("to") or ""
    try:
        match to:
            case "next-day":
                now = await clock.next_day()
            case "next-reminder":
                now = await clock.next_reminder()
            case _:
                now = await clock.set(_instant(to))
    except ValueError as error:
        raise PhoneError(str(error)) from None
    stage.state.feed.publish("clock", 0)
    return {"now": now.isoformat()}


def _clock(stage: Stage) -> ClockControl:
    if stage.clock is None:
        raise NotThereError("This server was started without a clock that people can move.")
    return stage.clock


def _instant(given: str) -> datetime:
    try:
        instant = datetime.fromisoformat(given)
    except ValueError:
        raise PhoneError('to must be "next-day", "next-reminder" or an ISO instant.') from None
    if instant.tzinfo is None:
        raise PhoneError("The instant needs an offset, as in 2018-01-08T07:30:00+07:00.")
    return instant


async def list_faults(stage: Stage, _: web.Request) -> Json:
    """The script of faults, with how often each has struck."""
    return [_fault_view(fault) for fault in stage.faults.script]


async def add_fault(stage: Stage, request: web.Request) -> Json:
    """Add a fault to the script. Body: kind (blocked, deactivated, not_started, kicked, chat_not_found,
    migrated, thread_not_found, flood, server_error, unauthorized, conflict, not_json, close_before,
    close_after, delay); optional method (none: all but getUpdates), chat_id (none: all), skip (calls to
    let pass, 0), every (1), times (1; null: until removed), seconds (retry_after of flood, length of
    delay), hold (flood: all matching calls until the seconds are over), status (server_error: 502),
    new_chat_id (migrated). Answers the fault.
    """
    fault = _fault(await body_of(request))
    stage.faults.add(fault)
    return _fault_view(fault)


async def clear_faults(stage: Stage, _: web.Request) -> Json:
    """Remove all faults."""
    stage.faults.clear()
    return []


def _fault(body: Params) -> Fault:
    given = body.text("kind") or ""
    try:
        kind = FaultKind(given)
    except ValueError:
        raise PhoneError(f"There is no kind {given!r}; it must be one of {', '.join(FaultKind)}.") from None
    seconds = body.text("seconds")
    times = body.integer("times")
    try:
        return Fault(
            kind,
            method=body.text("method") or None,
            chat_id=body.integer("chat_id"),
            skip=body.integer("skip") or 0,
            every=1 if (every := body.integer("every")) is None else every,
            times=1 if times is None and "times" not in body.values() else times,
            seconds=1.0 if seconds is None else float(seconds),
            hold=body.flag("hold"),
            status=body.integer("status") or 502,
            new_chat_id=body.integer("new_chat_id"),
        )
    except ValueError as error:
        raise PhoneError(str(error)) from None


def _fault_view(fault: Fault) -> JsonObject:
    return {
        "kind": fault.kind.value,
        "method": fault.method,
        "chat_id": fault.chat_id,
        "skip": fault.skip,
        "every": fault.every,
        "times": fault.times,
        "seconds": fault.seconds,
        "hold": fault.hold,
        "struck": fault.struck,
    }


async def list_calls(stage: Stage, request: web.Request) -> Json:
    """The bot's calls, oldest first. Query: after (number), method, chat_id, limit (the newest so many, at
    most 1000). Each has number, method, params, files, status (0: the connection was closed), description.
    """
    query = query_of(request)
    calls = stage.calls.after(query.integer("after") or 0, query.text("method"), query.integer("chat_id"))
    limit = max(1, min(query.integer("limit") or _MOST_CALLS, _MOST_CALLS))
    return [call.wire() for call in calls[-limit:]]


async def count_calls(stage: Stage, _: web.Request) -> Json:
    """How many calls there were: total, of each method, and messages delivered; kept even without history."""
    return {
        "total": stage.calls.total,
        "methods": dict(stage.calls.counts),
        "delivered": stage.state.delivered,
        "waiting_updates": len(stage.state.updates),
    }


ENDPOINTS: list[Endpoint] = [
    ("GET", "/sandbox/clock", read_clock),
    ("POST", "/sandbox/clock", move_clock),
    ("GET", "/sandbox/faults", list_faults),
    ("POST", "/sandbox/faults", add_fault),
    ("DELETE", "/sandbox/faults", clear_faults),
    ("GET", "/sandbox/calls", list_calls),
    ("GET", "/sandbox/counts", count_calls),
]
