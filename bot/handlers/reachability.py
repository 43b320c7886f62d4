"""The bot was blocked, unblocked, put into a group or removed from one (Bot API, ChatMemberUpdated)."""

from datetime import datetime

from telegram import ChatMember, ChatMemberUpdated

from plan_data.store.chats import chats_at, revive
from plan_data.store.database import Database
from plan_data.store.deliveries import mark_unreachable

GONE = frozenset({ChatMember.LEFT, ChatMember.BANNED})


async def note_membership(database: Database, change: ChatMemberUpdated, now: datetime) -> None:
    """Stop sending to a chat that the bot cannot write to, and begin again when it can."""
    async with database.writing() as session:
        if change.new_chat_member.status in GONE:
            for chat in await chats_at(session, change.chat.id):
                await mark_unreachable(session, chat.id, change.new_chat_member.status, now)
        else:
            await revive(session, change.chat.id)
