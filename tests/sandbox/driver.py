"""A person at a phone, for tests: the bot under test runs for real, and nothing here sleeps or polls.

an = Chat(sandbox, person_id=7)
await an.send("/status")
answer = await an.next_message()
await an.press("Xong")
await an.reply(answer, "2 xong")
assert an.texts() == [...]
"""

import asyncio
from collections.abc import Callable, Sequence

from bot.sandbox import CallbackAnswer, Message, Sandbox, Upload
from bot.sandbox.chats import MediaKind

PATIENCE_SECONDS = 15.0  # far longer than any answer takes; reached only when a test fails


class Chat:
    """One person's chat: the private one with the bot, or a group where ``chat_id`` is given.

    Messages of the bot are handed out once, in order, by ``next_message`` and ``wait_for``.
    """

    def __init__(self, sandbox: Sandbox, person_id: int, chat_id: int | None = None) -> None:
        self._sandbox = sandbox
        self.person_id = person_id
        self.chat_id = person_id if chat_id is None else chat_id
        self._handed_out = 0

    @property
    def messages(self) -> list[Message]:
        """All messages of both sides that the chat shows now, oldest first."""
        return list(self._sandbox.phones.chat(self.person_id, self.chat_id).messages.values())

    @property
    def answers(self) -> list[Message]:
        """The bot's messages that the chat shows now, oldest first."""
        return [message for message in self.messages if message.from_bot]

    def texts(self) -> list[str]:
        """The bot's messages as texts, oldest first."""
        return [message.text for message in self.answers]

    async def send(self, text: str, *, thread: int | None = None) -> Message:
        """Send a text or a command."""
        return self._sandbox.phones.send_text(self.person_id, text, chat_id=self.chat_id, thread=thread)

    async def reply(self, message: Message, text: str) -> Message:
        """Answer one message of the chat."""
        return self._sandbox.phones.send_text(self.person_id, text, chat_id=self.chat_id, reply_to=message.id)

    async def open_link(self, link: str) -> Message:
        """Open a link to the bot and press START."""
        return self._sandbox.phones.open_link(self.person_id, link)

    async def edit(self, message: Message, text: str) -> Message:
        """Change one's own message."""
        return self._sandbox.phones.edit(self.person_id, message.id, text, chat_id=self.chat_id)

    async def send_files(
        self,
        *uploads: Upload,
        media: MediaKind = "document",
        caption: str = "",
        reply_to: Message | None = None,
    ) -> Sequence[Message]:
        """Send a file, or several as an album."""
        return self._sandbox.phones.send_files(
            self.person_id,
            uploads,
            media=media,
            caption=caption,
            chat_id=self.chat_id,
            reply_to=None if reply_to is None else reply_to.id,
        )

    async def press(self, button: str, message: Message | None = None) -> CallbackAnswer:
        """Press a button of this message, or of the newest one that has it; fails when no answer comes."""
        pressed = message or self._newest_with(button)
        answer = await self._sandbox.phones.press(
            self.person_id, pressed.id, button, chat_id=self.chat_id, wait_seconds=PATIENCE_SECONDS
        )
        if answer is None:
            raise AssertionError(f"The bot did not answer the press of {button!r}.\n{self}")
        return answer

    async def next_message(self) -> Message:
        """The bot's next message here that was not handed out before; waits for it."""
        (message,) = await self.wait_for(1)
        return message

    async def wait_for(self, count: int) -> list[Message]:
        """The bot's next ``count`` messages here that were not handed out before; waits for them."""
        await self._until(lambda: len(self._fresh()) >= count, f"{count} message(s) of the bot")
        messages = self._fresh()[:count]
        self._handed_out = messages[-1].id
        return messages

    async def wait_for_text(self, part: str) -> Message:
        """The newest message of the bot that shows ``part``, new or edited; waits for it."""
        await self._until(lambda: any(part in text for text in self.texts()), f"the text {part!r}")
        return next(message for message in reversed(self.answers) if part in message.text)

    def __str__(self) -> str:
        """The chat as one would read it; shown when a test fails."""
        lines = [
            f"{'bot' if message.from_bot else 'person'} {message.id}: {message.text or message.service}"
            + "".join(f" [{button.get('text')}]" for row in message.keyboard for button in row)
            for message in self.messages
        ]
        return "\n".join(lines)

    def _newest_with(self, button: str) -> Message:
        for message in reversed(self.answers):
            labels = [wanted for row in message.keyboard for wanted in row]
            if any(button in {label.get("text"), label.get("callback_data")} for label in labels):
                return message
            if any(button in str(label.get("text")) for label in labels):
                return message
        raise AssertionError(f"No message has the button {button!r}.\n{self}")

    def _fresh(self) -> list[Message]:
        return [message for message in self.answers if message.id > self._handed_out]

    async def _until(self, is_there: Callable[[], bool], what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not is_there():
                    await self._sandbox.state.feed.next_event()
        except TimeoutError:
            raise AssertionError(f"No sign of {what}.\n{self}") from None
