"""Everything the server knows while it runs: one object that the methods of the bot and the phones work
on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.callbacks import CallbackQueries
from bot.sandbox.chats import PRESENT, Chat, Chats, Message, Status
from bot.sandbox.commands import CommandMenus
from bot.sandbox.feed import Feed
from bot.sandbox.files import FileStore
from bot.sandbox.pace import SendingPace
from bot.sandbox.people import BotAccount
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.webhook import WebhookSettings
from bot.sandbox.wire import Json, JsonObject


@dataclass(slots=True)
class BotProfile:
    """What the bot has set about itself, by language; "" is for everybody else."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int | None, JsonObject] = field(default_factory=dict)


@dataclass(slots=True)
class SandboxState:
    """``now`` dates messages; without ``keep_history`` messages are answered and counted, then forgotten."""

    bot: BotAccount
    chats: Chats
    updates: UpdateQueue
    now: Callable[[], datetime]
    pace: SendingPace | None = None
    keep_history: bool = True
    feed: Feed = field(default_factory=Feed)
    files: FileStore = field(default_factory=FileStore)
    commands: CommandMenus = field(default_factory=CommandMenus)
    callbacks: CallbackQueries = field(default_factory=CallbackQueries)
    profile: BotProfile = field(default_factory=BotProfile)
    webhook: WebhookSettings = field(default_factory=WebhookSettings)
    delivered: int = 0
    albums: int = 0

    def timestamp(self) -> int:
        """Now, in Unix seconds."""
        return int(self.now().timestamp())

    def next_album(self) -> str:
        self.albums += 1
        return str(13_000_000_000_000_000 + self.albums)

    def keep(self, message: Message) -> None:
        """Put a new message into its chat and onto the phones."""
        if message.from_bot:
            self.delivered += 1
        if not self.keep_history:
            return
        chat = message.chat
        self.chats.keep(chat)
        chat.messages[message.id] = message
        chat.last_message_id = max(chat.last_message_id, message.id)
        self.feed.publish("message", chat.id, message)

    def push_message(self, message: Message, kind: str = "message") -> None:
        """Tell the bot of a person's message, where Telegram would."""
        if message.chat.bot_status in PRESENT and self._is_for_bot(message):
            self.updates.push(kind, message.wire())

    def push_bot_membership(self, chat: Chat, actor: JsonObject, before: Status, after: Status) -> None:
        """Update my_chat_member: the bot was added, promoted, removed or blocked."""
        if before == after:
            return
        user = self.bot.wire()
        self.updates.push("my_chat_member", self._membership(chat, actor, user, before, after))

    def push_membership(
        self, chat: Chat, actor: JsonObject, user: JsonObject, before: Status, after: Status
    ) -> None:
        """Update chat_member; only bots that are admins of the chat get it."""
        if before != after and chat.bot_status == "administrator":
            self.updates.push("chat_member", self._membership(chat, actor, user, before, after))

    def _membership(
        self, chat: Chat, actor: JsonObject, user: JsonObject, before: Status, after: Status
    ) -> JsonObject:
        return {
            "chat": chat.wire(),
            "from": actor,
            "date": self.timestamp(),
            "old_chat_member": chat_member(user, before),
            "new_chat_member": chat_member(user, after),
        }

    def _is_for_bot(self, message: Message) -> bool:
        """Privacy mode: in groups only commands, mentions, replies to the bot and service messages."""
        if message.chat.kind == "private" or message.service is not None:
            return True
        if not self.bot.privacy or message.chat.bot_status == "administrator":
            return True
        if message.reply_to is not None and message.reply_to.from_bot:
            return True
        name = self.bot.username.lower()
        words = message.text.lower().split()
        if words and words[0].startswith("/"):
            _, at, addressee = words[0].partition("@")
            return not at or addressee == name
        return f"@{name}" in message.text.lower()


def chat_member(user: JsonObject, status: Status) -> JsonObject:
    """Bot API object ChatMember."""
    member: JsonObject = {"user": user, "status": status}
    if status == "kicked":
        member["until_date"] = 0
    elif status == "creator":
        member["is_anonymous"] = False
    elif status == "administrator":
        member["can_be_edited"] = False
        member["is_anonymous"] = False
        member.update(dict.fromkeys(_ADMIN_RIGHTS, True))
    return member


_ADMIN_RIGHTS: tuple[str, ...] = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)


def members_wire(chats: Chats, chat: Chat, wanted: frozenset[Status]) -> list[Json]:
    """Bot API objects ChatMember of the people and the bot whose status is wanted."""
    listed: list[Json] = [
        chat_member(chats.people[person].wire(), status)
        for person, status in chat.members.items()
        if status in wanted and person in chats.people
    ]
    if chat.bot_status in wanted:
        listed.append(chat_member(chats.bot.wire(), chat.bot_status))
    return listed
