"""Groups: coming in, what only their admins may do, and becoming a supergroup (a new number)."""

import logging
import re
from datetime import datetime

from telegram import Bot, ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden

from bot.texts import groups
from bot.texts.language import language_of
from bot.texts.message import Action, Message
from bot.turn import Turn, is_addressed
from plan_data.store.chats import chats_at
from plan_data.store.database import Database
from plan_data.store.deliveries import move_chat

log = logging.getLogger(__name__)

ADMINS = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR})
HERE = frozenset({ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER, ChatMember.RESTRICTED})
GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})

ONLY_IN_PRIVATE = frozenset({"moi", "loimoi", "nguoidung", "bangiao", "uyquyen", "kehoach"})
"""Commands whose answers only one person may read."""

FOR_GROUP_ADMINS = frozenset({"theodoi", "botheodoi", "caidat"})
"""Commands that change what a group gets."""

PRESSES_FOR_GROUP_ADMINS = frozenset(
    {Action.FOLLOW, Action.UNFOLLOW, Action.SET_HOUR, Action.SET_LANGUAGE, Action.PAUSE}
)


async def may_change_chat(turn: Turn) -> bool:
    """Whether this person decides what the chat gets: their own, or a group of which an official is admin."""
    if turn.is_private:
        return True
    if turn.official_in_private is None:
        return False
    try:
        member = await turn.bot.get_chat_member(turn.chat.id, turn.person.id)
    except (BadRequest, Forbidden):
        return False
    return member.status in ADMINS


async def refusal(turn: Turn, command: str) -> Message | None:
    """Why a command is not carried out in a group; None when it is."""
    if command == "start":
        return None
    if turn.official_in_private is None:
        return stranger_here(turn)
    if command in ONLY_IN_PRIVATE:
        return groups.only_private(turn.bot.username, turn.language)
    if command in FOR_GROUP_ADMINS and not await may_change_chat(turn):
        return Message(groups.only_admins(turn.language))
    return None


def stranger_here(turn: Turn) -> Message:
    """To a stranger who speaks to the bot in a group."""
    return groups.stranger(turn.bot.username, turn.language)


async def answer_anonymous(update: Update, bot: Bot) -> None:
    """Tell an anonymous admin who speaks to the bot that nobody knows who they are.

    Telegram shows such a message as sent by the group itself (Bot API, Message.sender_chat).
    """
    message = update.effective_message
    if message is None or message.sender_chat is None or message.sender_chat.id != message.chat.id:
        return
    if is_addressed(message, bot):
        await message.reply_html(groups.anonymous("vi").text)


def without_mention(text: str, bot_username: str) -> str:
    """A text without the bot's name, by which it is called in a group."""
    return re.sub(rf"@{re.escape(bot_username)}\b", " ", text, flags=re.IGNORECASE).strip()


async def greet(bot: Bot, change: ChatMemberUpdated) -> None:
    """Say how to follow when the bot comes into a group; a change of its rights there is no reason to."""
    came = change.old_chat_member.status not in HERE and change.new_chat_member.status in HERE
    if change.chat.type not in GROUPS or not came:
        return
    language = language_of(change.from_user.language_code)
    message = groups.how_to_follow(bot.username, language)
    try:
        await bot.send_message(change.chat.id, message.text, parse_mode=ParseMode.HTML)
    except (BadRequest, Forbidden) as error:
        # In some groups only admins may write, or the general topic is closed.
        log.info("A group could not be greeted: %s", error.message)


async def note_move(database: Database, old: int, new: int, now: datetime) -> None:
    """A group became a supergroup (Bot API, Message.migrate_to_chat_id): what it follows goes along.

    Both chats hear of it, in either order; the second time nothing is left to move.
    """
    async with database.writing() as session:
        for chat in (await chats_at(session, old))[:1]:
            if chat.unreachable_at is None:
                await move_chat(session, chat.id, new, now)
