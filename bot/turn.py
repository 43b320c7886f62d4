"""One update being answered: who writes where, what they may know, and how to answer them."""

from asyncio import Semaphore
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from telegram import (
    Bot,
    Chat,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MaybeInaccessibleMessage,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram import Message as TelegramMessage
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.access import held_to, visible_units
from bot.attempts import AttemptLimit
from bot.channels.letter import Letters
from bot.telegram.callback_data import CallbackSigner
from bot.telegram.keyboards import markup
from bot.telegram.link_codes import LinkCodes
from bot.texts.language import Language, language_of
from bot.texts.message import Keyboard, Message
from plan_data.document.reading_process import ReadingProcesses
from plan_data.evidence_files import EvidenceFiles
from plan_data.shared_time import SharedTime
from plan_data.store.audit import note
from plan_data.store.chats import Chat as StoredChat
from plan_data.store.chats import chat_of_official, chats_at, units_followed_at
from plan_data.store.database import Database
from plan_data.store.grouped_store import GroupedStore
from plan_data.store.officials import Official, enrol, official_of
from plan_data.store.questions import Question
from plan_data.store.reference import Reference, ReferenceCache
from plan_data.store.senders import Sender
from plan_data.store.sent_messages import ListInChat
from plan_data.timeliness import Today
from plan_data.units import UnitDirectory

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Services:
    """What every handler may use; made once at the entry point.

    ``downloads`` bounds how many files, each up to 20 MB, are in memory at once. ``grouped`` are the calls to
    the database that turns of one moment make together.
    """

    database: Database
    time: SharedTime
    zone: ZoneInfo
    signer: CallbackSigner
    reference: ReferenceCache
    admin_ids: Collection[int]
    evidence: EvidenceFiles
    downloads: Semaphore
    reading: ReadingProcesses
    keep_messages: timedelta
    web_public_url: str | None
    link_codes: LinkCodes
    letters: Letters | None
    wrong_codes: AttemptLimit
    messages_per_minute: int
    grouped: GroupedStore


@dataclass(frozen=True, slots=True)
class Person:
    """The Telegram user behind an update."""

    id: int
    name: str
    language: Language


@dataclass(slots=True)
class Turn:
    """An update with all that was looked up for it, as of ``now``.

    ``official`` has the rights that hold in this chat: in a group those for the units that the group follows.
    ``official_in_private`` is the same person with all rights, for what concerns the chat itself.
    ``question`` is what the person was asked here and has not answered.
    """

    services: Services
    bot: Bot
    update_id: int
    chat: Chat
    thread_id: int
    person: Person
    message: TelegramMessage | None
    now: datetime
    today: Today
    reference: Reference
    official: Official | None
    official_in_private: Official | None
    question: Question | None
    language: Language

    @property
    def is_private(self) -> bool:
        """Whether nobody else reads along."""
        return self.chat.type == ChatType.PRIVATE

    @property
    def directory(self) -> UnitDirectory:
        return self.reference.directory

    @property
    def database(self) -> Database:
        return self.services.database

    @property
    def grouped(self) -> GroupedStore:
        return self.services.grouped

    @property
    def units(self) -> Collection[str] | None:
        """The units whose duties this person may see here; None for all."""
        return visible_units(self.official, self.directory) if self.official else frozenset()

    async def answer(self, message: Message, *, quote: bool = False, reply_to: int | None = None) -> None:
        """Send a message to the chat the update came from, and remember what its numbers stand for.

        It answers the message in hand when ``quote``, else the one with the number ``reply_to``.
        """
        if quote and self.message:
            reply_to = self.message.message_id
        sent = await self.bot.send_message(
            self.chat.id,
            message.text,
            parse_mode=ParseMode.HTML,
            message_thread_id=self.thread_id or None,
            reply_markup=self._markup(message.keyboard, self.chat.id),
            link_preview_options=NO_PREVIEW,
            reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True)
            if reply_to
            else None,
        )
        await self._remember(self.chat.id, self.thread_id, message, sent.message_id)

    async def replace(self, message: Message) -> None:
        """Put a message in the place of the one whose button was pressed."""
        if self.message is None:
            await self.answer(message)
            return
        try:
            await self.bot.edit_message_text(
                message.text,
                chat_id=self.chat.id,
                message_id=self.message.message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=self._markup(message.keyboard, self.chat.id),
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            if "not modified" not in error.message.lower():
                # Too old to be edited, or deleted: say it below.
                await self.answer(message)
                return
        await self._remember(self.chat.id, self.thread_id, message, self.message.message_id)

    async def drop_buttons(self) -> None:
        """Take the buttons off the message that was pressed: it was answered."""
        if self.message is not None:
            try:
                await self.bot.edit_message_reply_markup(
                    chat_id=self.chat.id, message_id=self.message.message_id, reply_markup=None
                )
            except BadRequest:
                return

    async def tell(self, official: Official, message: Message) -> bool:
        """Write to another official's private chat; False when that is not possible."""
        async with self.database.reading() as session:
            chat = await chat_of_official(session, official.id)
        if chat is None or chat.unreachable_at is not None:
            return False
        return await self.tell_person(chat.telegram_chat_id, message)

    async def tell_person(self, telegram_chat_id: int, message: Message) -> bool:
        """Write to a private chat; False when that is not possible."""
        try:
            await self.bot.send_message(
                telegram_chat_id,
                message.text,
                parse_mode=ParseMode.HTML,
                reply_markup=self._markup(message.keyboard, telegram_chat_id),
            )
        except (Forbidden, BadRequest):
            return False
        return True

    async def tell_chat(self, chat: StoredChat, message: Message) -> bool:
        """Write to any chat and remember what the numbers stand for there; False when impossible."""
        try:
            sent = await self.bot.send_message(
                chat.telegram_chat_id,
                message.text,
                parse_mode=ParseMode.HTML,
                message_thread_id=chat.thread_id or None,
                reply_markup=self._markup(message.keyboard, chat.telegram_chat_id),
                link_preview_options=NO_PREVIEW,
            )
        except TelegramError:
            return False
        await self._remember(chat.telegram_chat_id, chat.thread_id, message, sent.message_id)
        return True

    def _markup(self, keyboard: Keyboard, chat_id: int) -> InlineKeyboardMarkup | None:
        return markup(keyboard, chat_id, self.services.signer)

    async def _remember(self, chat_id: int, thread_id: int, message: Message, message_id: int) -> None:
        if not message.duty_ids:
            return
        await self.grouped.lists.add(
            ListInChat(
                chat_id,
                thread_id,
                message_id,
                message.text,
                tuple(message.duty_ids),
                message.first_number,
                self.now,
            )
        )


async def begin_turn(update: Update, bot: Bot, services: Services) -> Turn | None:
    """Look up who this update is from.

    None for what nobody wrote (channel posts, service messages), and for what people in a group say to each
    other: as an admin, or without privacy mode, the bot gets that too.
    """
    chat, user, message = update.effective_chat, update.effective_user, update.effective_message
    if chat is None or user is None or user.is_bot:
        return None
    is_talk = message is not None and update.callback_query is None and chat.type != ChatType.PRIVATE
    if is_talk and message is not None and not is_addressed(message, bot):
        return None
    now = await services.time.refresh()
    reference = await services.reference.get(now)
    today = Today(now.astimezone(services.zone).date(), reference.calendar, services.zone)
    person = Person(user.id, user.full_name, language_of(user.language_code))
    sender = await services.grouped.senders.call(Sender(user.id, chat.id, today.on))
    official = sender.official
    if official is None and user.id in services.admin_ids:
        official = await _enrol_admin(services, person, now)
    language = language_of(official.language) if official else person.language
    held = official
    if chat.type != ChatType.PRIVATE:
        async with services.database.reading() as session:
            topics = await chats_at(session, chat.id)
            units = await units_followed_at(session, chat.id)
        held = held_to(official, units) if official else None
        # What everybody reads is written in the group's language.
        language = language_of(topics[0].language) if topics else language
    thread_id = 0
    if message is not None and message.is_topic_message:
        thread_id = message.message_thread_id or 0
    return Turn(
        services=services,
        bot=bot,
        update_id=update.update_id,
        chat=chat,
        thread_id=thread_id,
        person=person,
        message=message if isinstance(message, TelegramMessage) else None,
        now=now,
        today=today,
        reference=reference,
        official=held,
        official_in_private=official,
        question=sender.question,
        language=language,
    )


def is_addressed(message: MaybeInaccessibleMessage, bot: Bot) -> bool:
    """Whether a message in a group is meant for the bot: a command, a reply to it, or its name is in it."""
    if not isinstance(message, TelegramMessage) or message.is_automatic_forward:
        return False
    text, entities = message.text or message.caption or "", message.entities or message.caption_entities
    if any(entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0 for entity in entities):
        return True
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot.id:
        # In a topic every message replies to the one that opened it.
        return replied.forum_topic_created is None
    return f"@{bot.username}".casefold() in text.casefold()


async def _enrol_admin(services: Services, person: Person, now: datetime) -> Official | None:
    """Administrators named in the settings become officials when they first write."""
    async with services.database.writing() as session:
        official_id = await enrol(
            session,
            telegram_user_id=person.id,
            name=person.name,
            language=person.language,
            now=now,
            is_admin=True,
        )
        await note(
            session,
            actor=None,
            action="admin.enrol",
            subject=f"official {official_id}",
            before=None,
            after={"name": person.name, "because": "ADMIN_IDS"},
            now=now,
        )
        return await official_of(session, person.id)
