"""Chats, their members and their messages: what every phone would show."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.files import StoredFile
from bot.sandbox.people import BotAccount, Person
from bot.sandbox.wire import Json, JsonObject

ChatKind = Literal["private", "group", "supergroup"]
Status = Literal["creator", "administrator", "member", "left", "kicked"]
MediaKind = Literal["photo", "document"]
PRESENT: frozenset[Status] = frozenset({"creator", "administrator", "member"})


@dataclass(slots=True)
class Topic:
    """A topic of a forum supergroup; ``id`` is the ``message_thread_id``."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True, eq=False)
class Message:
    """One message. ``text`` is the caption when there is ``media``; ``date`` and ``edited`` are Unix
    seconds.
    """

    id: int
    chat: "Chat"
    sender: JsonObject
    date: int
    text: str = ""
    entities: list[JsonObject] = field(default_factory=list)
    media: MediaKind | None = None
    file: StoredFile | None = None
    reply_to: "Message | None" = None
    markup: JsonObject | None = None
    thread_id: int | None = None
    album: str | None = None
    service: JsonObject | None = None
    edited: int | None = None
    protected: bool = False

    @property
    def from_bot(self) -> bool:
        return self.sender["is_bot"] is True

    @property
    def sender_id(self) -> Json:
        return self.sender["id"]

    @property
    def keyboard(self) -> list[list[JsonObject]]:
        """Rows of inline buttons; empty when there are none."""
        rows = (self.markup or {}).get("inline_keyboard")
        if not isinstance(rows, list):
            return []
        return [
            [button for button in row if isinstance(button, dict)] for row in rows if isinstance(row, list)
        ]

    def wire(self, *, with_reply: bool = True) -> JsonObject:
        """Bot API object Message."""
        body: JsonObject = {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat.wire(),
            "date": self.date,
        }
        self._add_content(body)
        if self.thread_id is not None:
            body["message_thread_id"] = self.thread_id
            body["is_topic_message"] = True
        if with_reply and self.reply_to is not None:
            body["reply_to_message"] = self.reply_to.wire(with_reply=False)
        if self.markup is not None and "inline_keyboard" in self.markup:
            body["reply_markup"] = self.markup
        if self.album is not None:
            body["media_group_id"] = self.album
        if self.edited is not None:
            body["edit_date"] = self.edited
        if self.protected:
            body["has_protected_content"] = True
        return body

    def _add_content(self, body: JsonObject) -> None:
        if self.service is not None:
            body.update(self.service)
            return
        if self.media is None or self.file is None:
            body["text"] = self.text
        else:
            body[self.media] = [self.file.photo_size()] if self.media == "photo" else self.file.document()
            if self.text:
                body["caption"] = self.text
        if self.entities:
            body["entities" if self.media is None else "caption_entities"] = list[Json](self.entities)


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, a group or a supergroup. In a private chat ``bot_status`` is ``left`` until the person
    presses START and ``kicked`` while the bot is blocked."""

    id: int
    kind: ChatKind
    title: str
    bot_status: Status = "left"
    is_forum: bool = False
    username: str | None = None
    members: dict[int, Status] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    migrated_to: int | None = None
    last_message_id: int = 0

    def wire(self) -> JsonObject:
        """Bot API object Chat."""
        chat: JsonObject = {"id": self.id, "type": self.kind}
        chat["first_name" if self.kind == "private" else "title"] = self.title
        if self.username:
            chat["username"] = self.username
        if self.is_forum:
            chat["is_forum"] = True
        return chat

    def people(self) -> Iterator[int]:
        """The ids of those who are in the chat now."""
        return (person for person, status in self.members.items() if status in PRESENT)

    def has(self, person_id: int) -> bool:
        return self.members.get(person_id, "left") in PRESENT

    def check_bot_may_write(self) -> None:
        """Raise what Telegram answers when the bot cannot write here."""
        if self.migrated_to is not None:
            error = bad_request("group chat was upgraded to a supergroup chat")
            error.migrate_to = self.migrated_to
            raise error
        if self.bot_status in PRESENT:
            return
        if self.kind == "private":
            if self.bot_status == "kicked":
                raise forbidden("bot was blocked by the user")
            raise forbidden("bot can't initiate conversation with a user")
        if self.bot_status == "kicked":
            raise forbidden(f"bot was kicked from the {self.kind} chat")
        raise forbidden(f"bot is not a member of the {self.kind} chat")


class Chats:
    """Every person and every chat. Ids of groups are negative, of supergroups below -1000000000000, as in
    Telegram.

    Messages of private chats and groups count on one row of numbers, those of a supergroup on its own (Bot
    API, Message.message_id). With ``open_to_all`` an unknown positive id is a private chat that was
    started already.
    """

    def __init__(self, bot: BotAccount, *, first_message_id: int, open_to_all: bool) -> None:
        self.bot = bot
        self.people: dict[int, Person] = {}
        self._chats: dict[int, Chat] = {}
        self._last_message_id = first_message_id - 1
        self._open_to_all = open_to_all
        self._groups = 0

    def __iter__(self) -> Iterator[Chat]:
        return iter(self._chats.values())

    def add_person(self, person: Person) -> Chat:
        """Raises ValueError when the id is taken or not positive."""
        if person.id <= 0 or person.id in self._chats or person.id == self.bot.id:
            raise ValueError(f"The id {person.id} cannot be given to a person: it is taken or not positive.")
        self.people[person.id] = person
        chat = Chat(
            person.id,
            "private",
            person.name,
            bot_status="member" if person.started else "left",
            username=person.username,
            members={person.id: "member"},
        )
        self._chats[chat.id] = chat
        return chat

    def add_group(self, kind: ChatKind, title: str, *, is_forum: bool = False) -> Chat:
        self._groups += 1
        chat_id = -(1_000_000_000_000 + self._groups) if kind == "supergroup" else -(4_000_000 + self._groups)
        chat = Chat(chat_id, kind, title, is_forum=is_forum)
        self._chats[chat_id] = chat
        return chat

    def find(self, chat_id: int) -> Chat | None:
        chat = self._chats.get(chat_id)
        if chat is None and self._open_to_all and chat_id > 0:
            return Chat(chat_id, "private", str(chat_id), bot_status="member")
        return chat

    def keep(self, chat: Chat) -> None:
        """Remember a chat that ``find`` made up (see ``open_to_all``)."""
        self._chats.setdefault(chat.id, chat)

    def next_message_id(self, chat: Chat) -> int:
        if chat.kind == "supergroup":
            chat.last_message_id += 1
            return chat.last_message_id
        self._last_message_id += 1
        return self._last_message_id
