"""Groups, supergroups and their topics: who is in them, who is admin, and the upgrade that changes the id."""

from collections.abc import Sequence
from typing import Final, Literal

from bot.sandbox.chats import PRESENT, Chat, Message, Status, Topic
from bot.sandbox.errors import PhoneError
from bot.sandbox.people import Person
from bot.sandbox.state import SandboxState
from bot.sandbox.wire import Json, JsonObject

BOT: Final = "bot"


class Groups:
    """What people do with groups; every act names who does it (``by``), who must be an admin for most."""

    def __init__(self, state: SandboxState) -> None:
        self._state = state

    def create(
        self,
        title: str,
        creator: int,
        *,
        kind: Literal["group", "supergroup"] = "group",
        members: Sequence[int] = (),
        topics: Sequence[str] = (),
    ) -> Chat:
        """A group without the bot; one with ``topics`` is a forum, so a supergroup."""
        if not title.strip():
            raise PhoneError("A group needs a title.")
        people = [self._person(person) for person in (creator, *members)]
        chat = self._state.chats.add_group("supergroup" if topics else kind, title, is_forum=bool(topics))
        for person in people:
            chat.members[person.id] = "member"
        chat.members[creator] = "creator"
        for name in topics:
            self.add_topic(chat.id, name, by=creator)
        self._state.feed.publish("chats", chat.id)
        return chat

    def group(self, chat_id: int) -> Chat:
        chat = self._state.chats.find(chat_id)
        if chat is None or chat.kind == "private":
            raise PhoneError(f"There is no group with the id {chat_id}.")
        return chat

    def set_status(self, chat_id: int, who: int | Literal["bot"], status: Status, *, by: int) -> None:
        """Add, promote, demote or remove a person or the bot."""
        chat = self.group(chat_id)
        self._check_may_manage(chat, who, status, by)
        actor = self._person(by).wire()
        if who == BOT:
            before, chat.bot_status = chat.bot_status, status
            self._state.push_bot_membership(chat, actor, before, status)
            user = self._state.bot.wire()
        else:
            user = self._person(int(who)).wire()
            before = chat.members.get(int(who), "left")
            chat.members[int(who)] = status
            self._state.push_membership(chat, actor, user, before, status)
        if before not in PRESENT and status in PRESENT:
            self._service(chat, actor, {"new_chat_members": [user]})
        elif before in PRESENT and status not in PRESENT:
            self._service(chat, actor, {"left_chat_member": user})
        self._state.feed.publish("chats", chat.id)

    def upgrade(self, chat_id: int, *, by: int) -> Chat:
        """Turn a group into a supergroup: a new id, and the old one answers migrate_to_chat_id."""
        old = self.group(chat_id)
        if old.kind != "group" or old.migrated_to is not None:
            raise PhoneError("Only a group that was not upgraded before can become a supergroup.")
        self._check_admin(old, by)
        new = self._state.chats.add_group("supergroup", old.title)
        new.bot_status, new.members = old.bot_status, dict(old.members)
        actor = self._person(by).wire()
        self._service(old, actor, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self._service(new, actor, {"migrate_from_chat_id": old.id})
        self._state.feed.publish("chats", new.id)
        return new

    def add_topic(self, chat_id: int, name: str, *, by: int) -> Topic:
        """A new topic; its id is the id of the service message that opens it, as in Telegram."""
        chat = self.group(chat_id)
        self._check_forum(chat)
        self._check_admin(chat, by)
        if not name.strip():
            raise PhoneError("A topic needs a name.")
        created: JsonObject = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
        message = self._service(chat, self._person(by).wire(), created, opens_topic=True)
        topic = Topic(message.id, name)
        chat.topics[topic.id] = topic
        self._state.feed.publish("chats", chat.id)
        return topic

    def delete_topic(self, chat_id: int, topic_id: int, *, by: int) -> None:
        """A topic goes with all of its messages."""
        chat = self.group(chat_id)
        self._check_admin(chat, by)
        if chat.topics.pop(topic_id, None) is None:
            raise PhoneError(f"There is no topic {topic_id} in chat {chat_id}.")
        for message in [message for message in chat.messages.values() if message.thread_id == topic_id]:
            del chat.messages[message.id]
            self._state.feed.publish("deleted", chat.id, message)
        self._state.feed.publish("chats", chat.id)

    def close_topic(self, chat_id: int, topic_id: int, *, by: int) -> None:
        """In a closed topic only admins may write."""
        chat = self.group(chat_id)
        self._check_admin(chat, by)
        topic = chat.topics.get(topic_id)
        if topic is None:
            raise PhoneError(f"There is no topic {topic_id} in chat {chat_id}.")
        topic.closed = True
        self._state.feed.publish("chats", chat.id)

    def _person(self, person_id: int) -> Person:
        person = self._state.chats.people.get(person_id)
        if person is None:
            raise PhoneError(f"There is no person with the id {person_id}.")
        return person

    def _check_admin(self, chat: Chat, person_id: int) -> None:
        if chat.members.get(person_id) not in {"creator", "administrator"}:
            raise PhoneError(f"Person {person_id} is no admin of {chat.title}.")

    def _check_may_manage(self, chat: Chat, who: int | str, status: Status, by: int) -> None:
        if chat.migrated_to is not None:
            raise PhoneError(f"The group has become the supergroup {chat.migrated_to}.")
        if status == "creator" or chat.members.get(who if isinstance(who, int) else 0) == "creator":
            raise PhoneError("The creator of a group stays its creator.")
        if who == by and status == "left":
            return
        self._check_admin(chat, by)

    def _check_forum(self, chat: Chat) -> None:
        if not chat.is_forum:
            raise PhoneError(f"{chat.title} has no topics.")

    def _service(
        self, chat: Chat, actor: JsonObject, content: dict[str, Json], *, opens_topic: bool = False
    ) -> Message:
        message = Message(
            id=self._state.chats.next_message_id(chat),
            chat=chat,
            sender=actor,
            date=self._state.timestamp(),
            service=content,
        )
        if opens_topic:
            message.thread_id = message.id
        self._state.keep(message)
        self._state.push_message(message)
        return message
