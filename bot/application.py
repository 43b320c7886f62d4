"""The list of handlers, in their order, and how an update reaches one."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    CallbackQuery,
    MessageEntity,
    Update,
)
from telegram.error import BadRequest, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.command_names import command_meant
from bot.flood import FloodGate
from bot.handlers import (
    calculation,
    charts,
    confirm,
    correct,
    detail,
    due,
    evidence,
    fallback,
    files,
    groups,
    handover,
    incoming_files,
    invitations,
    overview,
    people,
    personal_data,
    plan_files,
    preferences,
    progress,
    proof,
    reachability,
    report_by_code,
    start,
    subscribe,
)
from bot.handlers.presses import press
from bot.handlers.refusal import or_say_why
from bot.inbox import DurableQueue, InboxProcessor
from bot.texts import general, joining
from bot.texts.language import Language, language_of
from bot.turn import Services, Turn, begin_turn
from plan_data.plain_text import plain
from plan_data.store.database import is_away
from plan_data.store.questions import Question, close_question

log = logging.getLogger(__name__)

ALLOWED_UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
"""Always named: Telegram keeps the list of the last caller who named one (Bot API, getUpdates)."""

Data = dict[Any, Any]
App = Application[ExtBot[None], ContextTypes.DEFAULT_TYPE, Data, Data, Data, Any]
Handle = Callable[[Turn, str], Awaitable[None]]

ONLY_NEW = filters.UpdateType.MESSAGE
"""An edited command is not run again."""

COMMAND_LIKE = filters.COMMAND | filters.Regex("^/")

OTHER_MEDIA = filters.ATTACHMENT & ~filters.PHOTO & ~filters.Document.ALL

COMMANDS: tuple[tuple[tuple[str, str], Handle], ...] = (
    (("denhan", "due"), due.show_due),
    (("quahan", "overdue"), due.show_overdue),
    (("donvi", "unit"), due.show_unit),
    (("chitiet", "detail"), detail.show_detail),
    (("visao", "why"), calculation.show_calculation),
    (("tiendo", "progress"), report_by_code.report_by_command),
    (("choxacnhan", "confirm"), confirm.show_waiting),
    (("suatiendo", "correct"), correct.correct_by_command),
    (("botheodoi", "unfollow"), subscribe.ask_unfollow),
    (("caidat", "settings"), preferences.show_preferences),
    (("thu", "test"), preferences.send_test),
    (("dulieu", "mydata"), personal_data.show_kept),
    (("uyquyen", "delegate"), handover.lend_by_command),
    (("bangiao", "handover"), handover.offer_by_command),
    (("moi", "invite"), invitations.invite_by_command),
    (("loimoi", "invitations"), invitations.show_open),
    (("nguoidung", "people"), people.show_people),
    (("kehoach", "plan"), plan_files.show_plans),
    (("tonghop", "overview"), overview.show_overview),
    (("bieudo", "chart"), charts.show_chart),
    (("baocao", "report"), files.choose_report),
    (("lich", "calendar"), files.send_calendar),
    (("chungminh", "proof"), proof.send_proof),
)
"""Commands for officials; a stranger gets the same answer to all of them."""

OPEN_COMMANDS: tuple[tuple[tuple[str, ...], Handle], ...] = (
    (("start",), start.start),
    (("theodoi", "follow"), subscribe.ask_or_follow),
    (("trogiup", "help"), start.show_help),
)


Answer = Callable[[Turn, Question, str], Awaitable[None]]

QUESTIONS: dict[str, Answer] = {
    subscribe.FOLLOW_QUESTION: subscribe.answer_which,
    invitations.INVITE_QUESTION: invitations.answer_which,
    handover.LEND_QUESTION: handover.answer_when,
    fallback.ADDRESS_QUESTION: fallback.answer_address,
    fallback.CODE_QUESTION: fallback.answer_code,
}
"""Who takes the next message after the bot asked something; questions about duties are of ``progress``."""


def build_application(bot: ExtBot[None], services: Services, queue: DurableQueue) -> App:
    """The application with all handlers; updates come from ``queue``."""
    processor = InboxProcessor(services.database, services.time, FloodGate(services.messages_per_minute))
    builder = ApplicationBuilder().bot(bot).updater(None)
    application = builder.update_queue(queue).concurrent_updates(processor).build()
    processor.handle_again = application.process_update
    routes = Routes(services, processor)
    processor.refuse = routes.refuse
    for names, handle in OPEN_COMMANDS:
        application.add_handler(CommandHandler(names, routes.command(names[0], handle), ONLY_NEW))
    for names, handle in COMMANDS:
        callback = routes.command(names[0], handle, officials_only=True)
        application.add_handler(CommandHandler(names, callback, ONLY_NEW))
    application.add_handler(CallbackQueryHandler(routes.press))
    application.add_handler(ChatMemberHandler(routes.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, routes.moved))
    application.add_handler(MessageHandler(ONLY_NEW & COMMAND_LIKE, routes.unknown_command))
    application.add_handler(MessageHandler(ONLY_NEW & filters.TEXT, routes.text))
    application.add_handler(MessageHandler(ONLY_NEW & (filters.PHOTO | filters.Document.ALL), routes.file))
    application.add_handler(MessageHandler(ONLY_NEW & OTHER_MEDIA, routes.other_media))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, routes.edited))
    application.add_error_handler(routes.error)
    return application


class Routes:
    """From python-telegram-bot's callbacks to our handlers."""

    def __init__(self, services: Services, processor: InboxProcessor) -> None:
        self._services = services
        self._processor = processor

    def command(
        self, name: str, handle: Handle, *, officials_only: bool = False
    ) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
        """A callback that hands the text after the command to ``handle``; ``name`` is the Vietnamese one."""

        async def run(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            turn = await begin_turn(update, context.bot, self._services)
            if turn is None:
                await groups.answer_anonymous(update, context.bot)
                return
            refusal = None if turn.is_private else await groups.refusal(turn, name)
            if refusal is None and officials_only and turn.official is None:
                refusal = joining.stranger(turn.language)
            if refusal is not None:
                await turn.answer(refusal)
                return
            if turn.question is not None:
                # A command is a new start: what was asked before is not waited for any more.
                async with self._services.database.writing() as session:
                    await close_question(session, turn.chat.id, turn.person.id)
            await or_say_why(turn, handle(turn, _after_command(update)))

        return run

    async def unknown_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A command that there is not; also one with accents, which is none to Telegram."""
        turn = await begin_turn(update, context.bot, self._services)
        message = update.effective_message
        if turn is None or message is None or not turn.is_private:
            return
        if turn.official is None:
            await turn.answer(joining.stranger(turn.language))
            return
        meant = command_meant(message.text or "", general.command_names())
        await turn.answer(general.unknown_command(meant, turn.language))

    async def text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A message without a command; in a group only one that is meant for the bot."""
        turn = await begin_turn(update, context.bot, self._services)
        message = update.effective_message
        if turn is None:
            await groups.answer_anonymous(update, context.bot)
            return
        if message is None or message.text is None:
            return
        text = groups.without_mention(message.text, context.bot.username)
        question = turn.question
        if not text and turn.official is not None:
            # Who only calls the bot by its name answers nothing, and gives no reason.
            await turn.answer(general.not_understood(turn.language))
        elif (
            question is not None and question.kind in QUESTIONS and await progress.may_answer(turn, question)
        ):
            async with self._services.database.writing() as session:
                await close_question(session, turn.chat.id, turn.person.id)
            await or_say_why(turn, QUESTIONS[question.kind](turn, question, text))
        elif turn.official is None:
            await turn.answer(
                joining.stranger(turn.language) if turn.is_private else groups.stranger_here(turn)
            )
        else:
            await or_say_why(turn, progress.read_message(turn, text))

    async def file(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A photo or a file; in a group only as a reply to the bot, for people share files there anyway."""
        turn = await begin_turn(update, context.bot, self._services)
        if turn is None or turn.message is None:
            return
        replied = turn.message.reply_to_message
        is_for_us = replied is not None and replied.from_user is not None and replied.from_user.is_bot
        if not turn.is_private and not is_for_us:
            return
        if turn.official is None:
            await turn.answer(
                joining.stranger(turn.language) if turn.is_private else groups.stranger_here(turn)
            )
        else:
            await or_say_why(turn, incoming_files.take(turn))

    async def other_media(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What is neither text nor file: a voice message, a video, a sticker."""
        turn = await begin_turn(update, context.bot, self._services)
        if turn is not None and turn.official is not None and turn.is_private:
            await evidence.refuse_other_media(turn)

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Somebody changed a message after sending it; also a command, or the caption of a file."""
        turn = await begin_turn(update, context.bot, self._services)
        message = update.effective_message
        if turn is None or turn.official is None or message is None:
            return
        text = message.text or message.caption
        if text:
            words = groups.without_mention(text, context.bot.username)
            await or_say_why(turn, progress.read_edited_message(turn, words))

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button; the press is always answered, or the phone shows it as hanging."""
        query = update.callback_query
        turn = await begin_turn(update, context.bot, self._services)
        if query is None or turn is None:
            return
        pressed = self._services.signer.decode(query.data or "", chat_id=turn.chat.id)
        said: str | None = general.old_button(turn.language)
        if pressed is not None:
            try:
                said = await press(turn, pressed.action, pressed.arguments)
            except Exception as error:
                if not is_away(error):
                    await _answer_press(query, None)
                raise
        await _answer_press(query, said)

    async def membership(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.my_chat_member is not None:
            await reachability.note_membership(
                self._services.database, update.my_chat_member, await self._services.time.refresh()
            )
            await groups.greet(context.bot, update.my_chat_member)

    async def moved(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A group became a supergroup: the message stands in the old one and in the new one."""
        message = update.effective_message
        if message is None:
            return
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        await groups.note_move(self._services.database, old, new, await self._services.time.refresh())

    async def refuse(self, update: Update) -> None:
        """Somebody writes faster than is answered: say so, and do nothing else."""
        try:
            if update.callback_query is not None:
                await update.callback_query.answer(general.too_fast_press(self._language(update)))
            elif update.effective_message is not None:
                text = general.too_fast(self._language(update)).text
                await update.effective_message.reply_html(text)
        except TelegramError as error:
            log.info("Somebody was not told to slow down: %s", type(error).__name__)

    @staticmethod
    def _language(update: Update) -> Language:
        return language_of(update.effective_user.language_code if update.effective_user else None)

    async def error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log what went wrong first; then say so, unless the message is to be handled again anyway."""
        error = context.error
        if not isinstance(update, Update) or error is None:
            log.error("An error without an update", exc_info=error)
            return
        self._processor.failures[update.update_id] = error
        if is_away(error):
            return
        log.error("Update %d failed", update.update_id, exc_info=error)
        try:
            turn = await begin_turn(update, context.bot, self._services)
            if turn is not None:
                await turn.answer(general.failed(turn.language))
        except (TelegramError, SQLAlchemyError) as second:
            log.warning("The failure could not be told: %s", type(second).__name__)


async def _answer_press(query: CallbackQuery, said: str | None) -> None:
    """End the waiting that the phone shows; Telegram shows up to 200 characters, as they are (Bot API)."""
    text = plain(said)[:200] if said else None
    try:
        await query.answer(text, show_alert=bool(text and len(text) > 60))
    except BadRequest:
        log.info("A press was answered too late to be shown")


def _after_command(update: Update) -> str:
    message = update.effective_message
    if message is None or message.text is None:
        return ""
    for entity in message.entities:
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            return message.text[entity.length :].strip()
    return ""


async def set_menus(bot: ExtBot[None]) -> None:
    """The command menus, Vietnamese unless somebody's Telegram is English (Bot API, setMyCommands)."""
    languages: tuple[tuple[Language, str | None], ...] = (("vi", None), ("vi", "vi"), ("en", "en"))
    for language, code in languages:
        commands = [BotCommand(name, what) for name, what in general.menu(language)]
        for scope in (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()):
            await bot.set_my_commands(commands, scope=scope, language_code=code)
