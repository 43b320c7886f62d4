"""What people do on their phones: write, press, edit, send files, block the bot.

Every function raises PhoneError with a sentence when the app would not allow it.
"""

import asyncio
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.callbacks import CallbackAnswer
from bot.sandbox.chats import Chat, MediaKind, Message, Status
from bot.sandbox.entities import FormattedText, plain_text
from bot.sandbox.errors import PhoneError
from bot.sandbox.files import StoredFile
from bot.sandbox.image_size import image_size
from bot.sandbox.limits import MAX_CAPTION, MAX_TEXT, is_deep_link_payload
from bot.sandbox.people import Person
from bot.sandbox.state import SandboxState
from bot.sandbox.wire import JsonObject, Upload

MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_ALBUM = 10


class Phones:
    """All phones at once; each act names the person and the chat (the private one where none is given)."""

    def __init__(self, state: SandboxState) -> None:
        self._state = state

    def person(self, person_id: int) -> Person:
        person = self._state.chats.people.get(person_id)
        if person is None:
            raise PhoneError(f"There is no person with the id {person_id}.")
        return person

    def chat(self, person_id: int, chat_id: int | None = None) -> Chat:
        """A chat this person is in."""
        self.person(person_id)
        chat = self._state.chats.find(person_id if chat_id is None else chat_id)
        if chat is None or not chat.has(person_id):
            raise PhoneError(f"Person {person_id} is in no chat with the id {chat_id}.")
        return chat

    def chats(self, person_id: int) -> list[Chat]:
        """All chats of a person, the private one with the bot first."""
        self.person(person_id)
        return [chat for chat in self._state.chats if chat.has(person_id) and chat.migrated_to is None]

    def message(self, chat: Chat, message_id: int) -> Message:
        message = chat.messages.get(message_id)
        if message is None:
            raise PhoneError(f"There is no message {message_id} in chat {chat.id}.")
        return message

    def send_text(
        self,
        person_id: int,
        text: str,
        *,
        chat_id: int | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
    ) -> Message:
        """Send a text; a person's first one starts the private chat, as START does."""
        content = plain_text(text)
        if not content.text:
            raise PhoneError("An empty message cannot be sent.")
        if len(content.text) > MAX_TEXT:
            raise PhoneError(f"A message holds at most {MAX_TEXT} characters.")
        message = self._compose(person_id, chat_id, content, reply_to, thread)
        self._send(message)
        return message

    def open_link(self, person_id: int, link: str) -> Message:
        """Open ``https://t.me/<bot>?start=<payload>`` and press START: the bot gets "/start <payload>"."""
        parts = urlsplit(link)
        if parts.netloc.lower() not in {"t.me", "telegram.me"}:
            raise PhoneError("This is no link to a bot: it must begin with https://t.me/.")
        if parts.path.strip("/").lower() != self._state.bot.username.lower():
            raise PhoneError(f"The link leads to another bot than {self._state.bot.username}.")
        payload = parse_qs(parts.query).get("start", [""])[0]
        if payload and not is_deep_link_payload(payload):
            raise PhoneError("The payload of a link holds 1 to 64 of the characters A-Z, a-z, 0-9, _ and -.")
        return self.send_text(person_id, f"/start {payload}".strip())

    def send_files(
        self,
        person_id: int,
        uploads: Sequence[Upload],
        *,
        media: MediaKind = "document",
        caption: str = "",
        chat_id: int | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
    ) -> list[Message]:
        """Send one file, or two to ten as an album; the caption goes with the first."""
        if not 1 <= len(uploads) <= MAX_ALBUM:
            raise PhoneError(f"Send 1 to {MAX_ALBUM} files at a time.")
        content = plain_text(caption)
        if len(content.text) > MAX_CAPTION:
            raise PhoneError(f"A caption holds at most {MAX_CAPTION} characters.")
        for upload in uploads:
            _check_upload(upload, media)
        self.chat(person_id, chat_id)  # before anything is stored
        album = self._state.next_album() if len(uploads) > 1 else None
        sent: list[Message] = []
        for number, upload in enumerate(uploads):
            file = self._state.files.add(upload, f"{media}s")
            words = content if number == 0 else FormattedText("", [])
            message = self._compose(person_id, chat_id, words, reply_to, thread, media, file, album)
            self._send(message)
            sent.append(message)
        return sent

    def edit(self, person_id: int, message_id: int, text: str, *, chat_id: int | None = None) -> Message:
        """Change one's own text or caption; the bot gets edited_message."""
        message = self.message(self.chat(person_id, chat_id), message_id)
        content = plain_text(text)
        if message.sender_id != person_id:
            raise PhoneError("One can only edit one's own messages.")
        if not content.text and message.media is None:
            raise PhoneError("A message cannot be edited to nothing.")
        if content.text != message.text:
            message.text, message.entities = content.text, content.entities
            message.edited = self._state.timestamp()
            self._state.feed.publish("edited", message.chat.id, message)
            self._state.push_message(message, "edited_message")
        return message

    async def press(
        self,
        person_id: int,
        message_id: int,
        button: str,
        *,
        chat_id: int | None = None,
        wait_seconds: float = 10.0,
    ) -> CallbackAnswer | None:
        """Press an inline button and wait for the bot's answer; None when none came in time.

        ``button`` is its callback data, its label, or a part of its label that fits no other button.
        """
        message = self.message(self.chat(person_id, chat_id), message_id)
        data = find_button(message, button)
        query_id, answer = self._state.callbacks.begin()
        query: JsonObject = {
            "id": query_id,
            "from": self.person(person_id).wire(),
            "message": message.wire(),
            "chat_instance": str(abs(message.chat.id)),
            "data": data,
        }
        self._state.updates.push("callback_query", query)
        try:
            return await asyncio.wait_for(answer, wait_seconds)
        except TimeoutError:
            return None

    def block(self, person_id: int) -> None:
        self._set_blocked(person_id, "kicked")

    def unblock(self, person_id: int) -> None:
        self._set_blocked(person_id, "member")

    def _set_blocked(self, person_id: int, status: Status) -> None:
        chat = self.chat(person_id)
        before = chat.bot_status
        if before == status:
            return
        chat.bot_status = status
        self._state.push_bot_membership(chat, self.person(person_id).wire(), before, status)
        self._state.feed.publish("chats", chat.id)

    def _compose(
        self,
        person_id: int,
        chat_id: int | None,
        content: FormattedText,
        reply_to: int | None,
        thread: int | None,
        media: MediaKind | None = None,
        file: StoredFile | None = None,
        album: str | None = None,
    ) -> Message:
        chat = self.chat(person_id, chat_id)
        if chat.migrated_to is not None:
            raise PhoneError(f"The group has become the supergroup {chat.migrated_to}.")
        if chat.kind == "private" and chat.bot_status == "kicked":
            raise PhoneError("The bot is blocked; unblock it first.")
        replied = None if reply_to is None else self.message(chat, reply_to)
        if thread is not None and thread not in chat.topics:
            raise PhoneError(f"There is no topic {thread} in chat {chat.id}.")
        if thread is None and replied is not None:
            thread = replied.thread_id
        return Message(
            id=self._state.chats.next_message_id(chat),
            chat=chat,
            sender=self.person(person_id).wire(),
            date=self._state.timestamp(),
            text=content.text,
            entities=content.entities,
            media=media,
            file=file,
            reply_to=replied,
            thread_id=thread,
            album=album,
        )

    def _send(self, message: Message) -> None:
        chat = message.chat
        if chat.kind == "private" and chat.bot_status == "left":
            chat.bot_status = "member"
            self._state.feed.publish("chats", chat.id)
        self._state.keep(message)
        self._state.push_message(message)


def find_button(message: Message, wanted: str) -> str:
    """The callback data of the button meant (see Phones.press)."""
    buttons = [
        (str(button.get("text", "")), str(button["callback_data"]))
        for row in message.keyboard
        for button in row
        if "callback_data" in button
    ]
    for fits in (
        [data for _, data in buttons if data == wanted],
        [data for label, data in buttons if label == wanted],
        [data for label, data in buttons if wanted and wanted in label],
    ):
        if len(set(fits)) == 1:
            return fits[0]
        if fits:
            raise PhoneError(f"More than one button of message {message.id} fits {wanted!r}.")
    labels = ", ".join(label for label, _ in buttons) or "none at all"
    raise PhoneError(f"Message {message.id} has no button {wanted!r}; it has {labels}.")


def _check_upload(upload: Upload, media: MediaKind) -> None:
    if not upload.content:
        raise PhoneError(f"The file {upload.name} is empty.")
    if len(upload.content) > MAX_UPLOAD_BYTES:
        raise PhoneError(f"The file {upload.name} is larger than {MAX_UPLOAD_BYTES // 1024**2} MB.")
    if media == "photo" and image_size(upload.content) is None:
        raise PhoneError(f"The file {upload.name} is no PNG, JPEG, GIF or WebP picture.")
