"""Messages: reading them, writing, editing, pressing buttons, files."""

import mimetypes
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.bot_api import read_multipart
from bot.sandbox.chats import Chat, MediaKind, Message
from bot.sandbox.errors import PhoneError
from bot.sandbox.people_api.answering import (
    Endpoint,
    NotThereError,
    Stage,
    body_of,
    number_in_path,
    query_of,
    seconds_to_wait,
    wait_until,
)
from bot.sandbox.people_api.views import event_view, message_view
from bot.sandbox.wire import Json, Params

_SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_MOST_MESSAGES = 500


async def list_messages(stage: Stage, request: web.Request) -> Json:
    """Messages of a chat, oldest first: Bot API objects Message with from_bot and at (ISO instant). Query:
    after (only message_ids above it), limit (the newest so many, at most 500), wait (seconds to wait until
    a message of the bot is among them, at most 60).
    """
    query = query_of(request)
    chat = _chat(stage, request)
    after = query.integer("after") or 0
    limit = max(1, min(query.integer("limit") or _MOST_MESSAGES, _MOST_MESSAGES))

    def fresh() -> list[Message]:
        return [message for message in chat.messages.values() if message.id > after]

    await wait_until(
        stage.state.feed, lambda: any(message.from_bot for message in fresh()), seconds_to_wait(query, 0.0)
    )
    return [message_view(message, stage.time_zone) for message in fresh()[-limit:]]


async def send(stage: Stage, request: web.Request) -> Json:
    """Send a message as a person. JSON body: text; from (person; in a private chat not needed), reply_to
    (message_id), thread (topic). Or multipart/form-data: one to ten fields named file, the same fields,
    caption instead of text, and kind ("photo" or "document"); several files make an album. Answers
    messages (a list), and message (the first). A command is a text like "/start abc".
    """
    if request.content_type == "multipart/form-data":
        sent = await _send_files(stage, request)
    else:
        body = await body_of(request)
        chat = _chat(stage, request)
        sent = [
            stage.phones.send_text(
                _sender(chat, body),
                body.text("text") or "",
                chat_id=chat.id,
                reply_to=body.integer("reply_to"),
                thread=body.integer("thread"),
            )
        ]
    views: list[Json] = [message_view(message, stage.time_zone) for message in sent]
    return {"message": views[0], "messages": views}


async def _send_files(stage: Stage, request: web.Request) -> list[Message]:
    try:
        texts, files = await read_multipart(request)
    except ValueError:
        raise PhoneError("The form cannot be read.") from None
    except web.HTTPRequestEntityTooLarge:
        raise PhoneError("The files are larger than 64 MB together.") from None
    fields = Params({name: values[-1] for name, values in texts.items()})
    media: MediaKind = "photo" if fields.text("kind") == "photo" else "document"
    chat = _chat(stage, request)
    return stage.phones.send_files(
        _sender(chat, fields),
        [upload for name, upload in files if name == "file"],
        media=media,
        caption=fields.text("caption") or "",
        chat_id=chat.id,
        reply_to=fields.integer("reply_to"),
        thread=fields.integer("thread"),
    )


async def edit(stage: Stage, request: web.Request) -> Json:
    """Edit one's own message; the bot gets edited_message. Body: text; from where the chat is a group."""
    body = await body_of(request)
    chat = _chat(stage, request)
    message = stage.phones.edit(
        _sender(chat, body), number_in_path(request, "message"), body.text("text") or "", chat_id=chat.id
    )
    return {"message": message_view(message, stage.time_zone)}


async def press(stage: Stage, request: web.Request) -> Json:
    """Press an inline button and wait for the bot's answer. Body: button (its callback data, its label, or
    a part of the label that fits one button only); from where the chat is a group; wait (seconds, default
    10). Answers answered (false when none came in time), text, show_alert, url.
    """
    body = await body_of(request)
    chat = _chat(stage, request)
    answer = await stage.phones.press(
        _sender(chat, body),
        number_in_path(request, "message"),
        body.text("button") or "",
        chat_id=chat.id,
        wait_seconds=seconds_to_wait(body, 10.0),
    )
    return (
        {"answered": False, "text": "", "show_alert": False, "url": None} if answer is None else answer.wire()
    )


async def list_events(stage: Stage, request: web.Request) -> Json:
    """What happened in all chats, in order. Query: after (the number of the last event seen; none: only
    learn where to begin), wait (seconds to wait for something, at most 60). Answers last and events:
    number, kind ("message", "edited", "deleted", "typing", "chats", "commands", "clock"), chat_id,
    message.
    """
    query = query_of(request)
    feed = stage.state.feed
    after = query.integer("after")
    if after is None:
        return {"last": feed.last, "events": []}
    if after > feed.last:  # numbers of another run of the server
        return {"last": feed.last, "events": [], "restarted": True}
    await wait_until(feed, lambda: feed.last > after, seconds_to_wait(query, 0.0))
    return {"last": feed.last, "events": [event_view(event, stage.time_zone) for event in feed.after(after)]}


async def download(stage: Stage, request: web.Request) -> web.Response:
    """The content of a file that was sent in a chat, by its file_id."""
    file = stage.state.files.find(request.match_info["file"])
    if file is None:
        raise NotThereError("There is no file with this id (any more).")
    guessed = mimetypes.guess_type(file.path)[0] or file.mime_type
    inline = file.width is not None and guessed in _SHOWN_INLINE
    kind = "inline" if inline else "attachment"
    return web.Response(
        body=file.content,
        content_type=guessed if inline else "application/octet-stream",
        headers={"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}"},
    )


def _chat(stage: Stage, request: web.Request) -> Chat:
    chat_id = number_in_path(request, "chat")
    chat = stage.state.chats.find(chat_id)
    if chat is None:
        raise NotThereError(f"There is no chat with the id {chat_id}.")
    return chat


def _sender(chat: Chat, fields: Params) -> int:
    sender = fields.integer("from")
    if sender is not None:
        return sender
    if chat.kind == "private":
        return chat.id
    raise PhoneError("The field from is missing: in a group it says which person acts.")


ENDPOINTS: list[Endpoint] = [
    ("GET", "/sandbox/chats/{chat}/messages", list_messages),
    ("POST", "/sandbox/chats/{chat}/messages", send),
    ("POST", "/sandbox/chats/{chat}/messages/{message}/edit", edit),
    ("POST", "/sandbox/chats/{chat}/messages/{message}/press", press),
    ("GET", "/sandbox/events", list_events),
    ("GET", "/sandbox/files/{file}", download),
]
