"""From the parameters of a call to a message in a chat: what all sending methods share."""

import asyncio
from typing import NamedTuple

from bot.sandbox.chats import Chat, MediaKind, Message
from bot.sandbox.entities import FormattedText, given_entities, html_text, plain_text
from bot.sandbox.errors import bad_request
from bot.sandbox.files import StoredFile
from bot.sandbox.limits import check_markup
from bot.sandbox.state import SandboxState
from bot.sandbox.wire import Json, JsonObject, Params


class Place(NamedTuple):
    """Where a message goes."""

    chat: Chat
    thread_id: int | None
    reply_to: Message | None


def chat_of(state: SandboxState, params: Params) -> Chat:
    """The chat of ``chat_id``; raises 400 "chat not found"."""
    given = params.text("chat_id")
    if given is None or given == "":
        raise bad_request("chat_id is empty")
    try:
        chat = state.chats.find(int(given))
    except ValueError:
        chat = None
    if chat is None:
        raise bad_request("chat not found")
    return chat


def formatted(raw: str, params: Params, entities_name: str) -> FormattedText:
    """A text as ``parse_mode`` says. The sandbox reads HTML and plain text; Markdown raises 400."""
    mode = (params.text("parse_mode") or "").lower()
    if mode == "html":
        return html_text(raw)
    if mode:
        raise bad_request("unsupported parse_mode")
    entities = params.sequence(entities_name)
    return given_entities(raw, entities) if entities else plain_text(raw)


def place_of(state: SandboxState, params: Params, *, messages: int = 1) -> Place:
    """Where to send, after every check that Telegram makes; counts against the pace where there is one."""
    chat = chat_of(state, params)
    chat.check_bot_may_write()
    thread_id = params.integer("message_thread_id")
    reply_to = _replied(state, chat, params)
    if thread_id is not None:
        topic = chat.topics.get(thread_id)
        if topic is None and state.keep_history:
            raise bad_request("message thread not found")
        if topic is not None and topic.closed and chat.bot_status != "administrator":
            raise bad_request("TOPIC_CLOSED")
    elif reply_to is not None:
        thread_id = reply_to.thread_id
    if state.pace is not None:
        state.pace.spend(chat, messages, asyncio.get_running_loop().time())
    return Place(chat, thread_id, reply_to)


def _replied(state: SandboxState, chat: Chat, params: Params) -> Message | None:
    given = params.mapping("reply_parameters")
    message_id: Json = params.integer("reply_to_message_id")
    lenient = params.flag("allow_sending_without_reply")
    if given is not None:
        message_id = given.get("message_id")
        lenient = given.get("allow_sending_without_reply") is True
    if message_id is None:
        return None
    replied = chat.messages.get(message_id) if isinstance(message_id, int) else None
    if replied is None and not lenient and state.keep_history:
        raise bad_request("message to be replied not found")
    return replied


def compose(
    state: SandboxState,
    place: Place,
    content: FormattedText,
    params: Params,
    *,
    media: MediaKind | None = None,
    file: StoredFile | None = None,
    album: str | None = None,
) -> Message:
    """A message of the bot, put into its chat."""
    message = Message(
        id=state.chats.next_message_id(place.chat),
        chat=place.chat,
        sender=state.bot.wire(),
        date=state.timestamp(),
        text=content.text,
        entities=content.entities,
        media=media,
        file=file,
        reply_to=place.reply_to,
        markup=None if album else markup_of(params),
        thread_id=place.thread_id,
        album=album,
        protected=params.flag("protect_content"),
    )
    state.keep(message)
    return message


def markup_of(params: Params) -> JsonObject | None:
    return check_markup(params.mapping("reply_markup"))


def file_of(state: SandboxState, params: Params, given: Json, folder: str) -> StoredFile:
    """The file that a field means: an upload of the same name, ``attach://NAME``, or the id of a known
    file.
    """
    if not isinstance(given, str) or not given:
        raise bad_request("there is no file in the request")
    if given.startswith("attach://"):
        upload = params.uploads.get(given.removeprefix("attach://"))
        if upload is None:
            raise bad_request("attached file not found")
        if not upload.content:
            raise bad_request("file must be non-empty")
        return state.files.add(upload, folder)
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # the sandbox fetches nothing
    known = state.files.find(given)
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return known


def field_file(state: SandboxState, params: Params, name: str, folder: str) -> StoredFile:
    """The file of a field that may be the upload itself (sendPhoto's ``photo``)."""
    given = f"attach://{name}" if name in params.uploads else params.text(name)
    return file_of(state, params, given, folder)
