"""How people, chats and messages look to the people's side: the Bot API's objects and what a phone adds."""

from datetime import UTC, datetime, tzinfo

from bot.sandbox.chats import Chat, Message
from bot.sandbox.feed import Event
from bot.sandbox.people import Person
from bot.sandbox.state import SandboxState
from bot.sandbox.wire import Json, JsonObject


def person_view(state: SandboxState, person: Person) -> JsonObject:
    """A person; ``bot`` is ``left`` before START, ``member`` after it, ``kicked`` while the bot is
    blocked.
    """
    chat = state.chats.find(person.id)
    return {
        "id": person.id,
        "name": person.name,
        "about": person.about,
        "language": person.language,
        "username": person.username,
        "bot": chat.bot_status if chat else "left",
    }


def chat_view(chat: Chat, time_zone: tzinfo) -> JsonObject:
    last = next(reversed(chat.messages.values()), None)
    return {
        "id": chat.id,
        "type": chat.kind,
        "title": chat.title,
        "bot": chat.bot_status,
        "members": {str(person): status for person, status in chat.members.items()},
        "topics": [
            {"id": topic.id, "name": topic.name, "closed": topic.closed} for topic in chat.topics.values()
        ],
        "migrated_to": chat.migrated_to,
        "last_message": message_view(last, time_zone) if last else None,
    }


def message_view(message: Message, time_zone: tzinfo) -> JsonObject:
    """Bot API object Message, with ``from_bot``, the times as ISO instants, and a reply keyboard where
    there is one.
    """
    view = message.wire()
    view["from_bot"] = message.from_bot
    view["at"] = _instant(message.date, time_zone)
    if message.edited is not None:
        view["edited_at"] = _instant(message.edited, time_zone)
    if message.markup is not None and "inline_keyboard" not in message.markup:
        view["reply_keyboard"] = message.markup
    return view


def event_view(event: Event, time_zone: tzinfo) -> JsonObject:
    message: Json = message_view(event.message, time_zone) if event.message else None
    return {"number": event.number, "kind": event.kind, "chat_id": event.chat_id, "message": message}


def _instant(unix_seconds: int, time_zone: tzinfo) -> str:
    return datetime.fromtimestamp(unix_seconds, UTC).astimezone(time_zone).isoformat()
