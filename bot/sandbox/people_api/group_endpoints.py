"""Groups and their topics."""

from typing import Literal, get_args

from aiohttp import web

from bot.sandbox.chats import Status
from bot.sandbox.errors import PhoneError
from bot.sandbox.groups import BOT
from bot.sandbox.people_api.answering import Endpoint, Stage, body_of, number_in_path, query_of, required
from bot.sandbox.people_api.views import chat_view
from bot.sandbox.wire import Json


async def create_group(stage: Stage, request: web.Request) -> Json:
    """Create a group. Body: title, by (who creates it); optional kind ("group" or "supergroup"), members
    (list of ids), topics (list of names: makes it a supergroup with topics), bot ("member" or
    "administrator": the bot is added at once). Answers the chat.
    """
    body = await body_of(request)
    by = required(body.integer("by"), "by")
    kind: Literal["group", "supergroup"] = "supergroup" if body.text("kind") == "supergroup" else "group"
    chat = stage.groups.create(
        body.text("title") or "",
        by,
        kind=kind,
        members=[member for member in body.sequence("members") or [] if isinstance(member, int)],
        topics=[str(topic) for topic in body.sequence("topics") or []],
    )
    status = body.text("bot")
    if status:
        stage.groups.set_status(chat.id, BOT, _status(status), by=by)
    return chat_view(chat, stage.time_zone)


async def set_status(stage: Stage, request: web.Request) -> Json:
    """Add, promote, demote or remove somebody. Body: who (a person's id, or "bot"), status ("member",
    "administrator", "left", "kicked"), by (an admin of the group). Answers the chat."""
    body = await body_of(request)
    chat_id = number_in_path(request, "chat")
    who: int | Literal["bot"] = BOT
    if body.text("who") != BOT:
        who = required(body.integer("who"), "who")
    stage.groups.set_status(
        chat_id, who, _status(body.text("status") or ""), by=required(body.integer("by"), "by")
    )
    return chat_view(stage.groups.group(chat_id), stage.time_zone)


async def upgrade(stage: Stage, request: web.Request) -> Json:
    """Turn a group into a supergroup, which changes its id. Body: by. Answers the new chat."""
    body = await body_of(request)
    chat = stage.groups.upgrade(number_in_path(request, "chat"), by=required(body.integer("by"), "by"))
    return chat_view(chat, stage.time_zone)


async def add_topic(stage: Stage, request: web.Request) -> Json:
    """Open a topic. Body: name, by. Answers id (the message_thread_id) and name."""
    body = await body_of(request)
    topic = stage.groups.add_topic(
        number_in_path(request, "chat"), body.text("name") or "", by=required(body.integer("by"), "by")
    )
    return {"id": topic.id, "name": topic.name}


async def close_topic(stage: Stage, request: web.Request) -> Json:
    """Close a topic: only admins may write there. Body: by."""
    body = await body_of(request)
    chat_id = number_in_path(request, "chat")
    stage.groups.close_topic(chat_id, number_in_path(request, "topic"), by=required(body.integer("by"), "by"))
    return chat_view(stage.groups.group(chat_id), stage.time_zone)


async def delete_topic(stage: Stage, request: web.Request) -> Json:
    """Delete a topic with its messages. Query: by."""
    chat_id = number_in_path(request, "chat")
    by = required(query_of(request).integer("by"), "by")
    stage.groups.delete_topic(chat_id, number_in_path(request, "topic"), by=by)
    return chat_view(stage.groups.group(chat_id), stage.time_zone)


def _status(given: str) -> Status:
    known: tuple[Status, ...] = get_args(Status)
    for status in known:
        if status == given:
            return status
    raise PhoneError(f"There is no status {given!r}; it must be one of {', '.join(known)}.")


ENDPOINTS: list[Endpoint] = [
    ("POST", "/sandbox/groups", create_group),
    ("POST", "/sandbox/groups/{chat}/members", set_status),
    ("POST", "/sandbox/groups/{chat}/upgrade", upgrade),
    ("POST", "/sandbox/groups/{chat}/topics", add_topic),
    ("POST", "/sandbox/groups/{chat}/topics/{topic}/close", close_topic),
    ("DELETE", "/sandbox/groups/{chat}/topics/{topic}", delete_topic),
]
