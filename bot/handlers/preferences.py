"""/caidat and /thu: hour, language, pause; a test reminder."""

import re
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.handlers.subscribe import keep_this_chat
from bot.texts import preferences
from bot.texts.digest import sample_digest
from bot.texts.language import Language, clock_time
from bot.texts.preferences import EARLIEST_MINUTE, LATEST_MINUTE, LONGEST_PAUSE_DAYS, Preferences
from bot.turn import Turn
from plan_data.store.audit import note
from plan_data.store.chats import Chat, chat_at, followed_units, pause_until, set_digest_minute
from plan_data.store.chats import set_language as set_chat_language
from plan_data.store.duties import duties_due
from plan_data.store.fallback import fallback_of
from plan_data.store.officials import Official, set_language

SAMPLE_DAYS = 400
SAMPLE_SIZE = 3
_HOUR = re.compile(r"(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?)?\s*(?:giờ|gio)?", re.IGNORECASE)


async def show_preferences(turn: Turn, text: str) -> None:
    """Show the settings; an hour after the command sets it."""
    if text.strip():
        minute = _minute(text)
        if minute is None:
            await turn.answer(preferences.bad_hour(turn.language))
            return
        await _save_hour(turn, minute)
    await turn.answer(preferences.preferences(await current_preferences(turn), turn.today.on, turn.language))


def _minute(text: str) -> int | None:
    found = _HOUR.fullmatch(text.strip())
    if found is None:
        return None
    minute = int(found[1]) * 60 + int(found[2] or 0)
    in_hour = int(found[2] or 0) < 60
    return minute if in_hour and EARLIEST_MINUTE <= minute <= LATEST_MINUTE else None


async def choose_hour(turn: Turn, minute: int) -> str:
    """An hour was pressed; returns what to show for a moment."""
    bounded = min(max(minute, EARLIEST_MINUTE), LATEST_MINUTE)
    await _save_hour(turn, bounded)
    await turn.replace(preferences.preferences(await current_preferences(turn), turn.today.on, turn.language))
    return preferences.saved_hour(bounded, turn.language)


async def choose_pause(turn: Turn, days: int) -> str:
    """A pause was pressed; 0 ends it."""
    until = turn.today.on + timedelta(days=min(days, LONGEST_PAUSE_DAYS)) if days > 0 else None
    chat = await _chat(turn)
    async with turn.database.writing() as session:
        await pause_until(session, chat.id, until)
        await _note(session, turn, "chat.pause", str(chat.paused_until or ""), str(until or ""))
    await turn.replace(preferences.preferences(await current_preferences(turn), turn.today.on, turn.language))
    return preferences.saved_pause(until, turn.language)


async def choose_language(turn: Turn, language: Language) -> str:
    """A language was pressed; everything from now on is said in it."""
    if turn.official is not None:
        chat = await _chat(turn)
        async with turn.database.writing() as session:
            if turn.is_private:
                await set_language(session, turn.official.id, language)
            else:
                await set_chat_language(session, chat.id, language)
            await _note(session, turn, "chat.language", chat.language, language)
    turn.language = language
    await turn.replace(preferences.preferences(await current_preferences(turn), turn.today.on, turn.language))
    return preferences.saved_language(language)


async def send_test(turn: Turn, _text: str) -> None:
    """Send at once what a reminder looks like, with the next duties of the followed units."""
    chat = await _chat(turn)
    async with turn.database.reading() as session:
        followed = await followed_units(session, chat.id)
        duties = await duties_due(
            session,
            {unit.unit_code for unit in followed},
            turn.today.on,
            turn.today.on + timedelta(days=SAMPLE_DAYS),
        )
    sample = duties[:SAMPLE_SIZE]
    await turn.answer(preferences.test_reminder(chat.digest_minute, turn.language, has_example=bool(sample)))
    if sample:
        await turn.answer(sample_digest(sample, turn.today, turn.language))


async def _chat(turn: Turn) -> Chat:
    async with turn.database.reading() as session:
        chat = await chat_at(session, turn.chat.id, turn.thread_id)
    if chat is not None:
        return chat
    async with turn.database.writing() as session:
        return await keep_this_chat(session, turn, _official(turn).id)


def _official(turn: Turn) -> Official:
    if turn.official is None:
        raise PermissionError("only officials have settings")
    return turn.official


async def _save_hour(turn: Turn, minute: int) -> None:
    chat = await _chat(turn)
    async with turn.database.writing() as session:
        await set_digest_minute(session, chat.id, minute)
        await _note(session, turn, "chat.hour", clock_time(chat.digest_minute), clock_time(minute))


async def _note(session: AsyncSession, turn: Turn, action: str, before: str, after: str) -> None:
    """Note a setting in the audit log; in a group many are concerned by it."""
    await note(
        session,
        actor=_official(turn).id,
        action=action,
        subject=f"chat {turn.chat.id}/{turn.thread_id}",
        before={"is": before},
        after={"is": after},
        now=turn.now,
    )


async def current_preferences(turn: Turn) -> Preferences:
    """The settings of this chat as they are shown."""
    chat = await _chat(turn)
    owner = turn.official if turn.is_private else None
    async with turn.database.reading() as session:
        followed = await followed_units(session, chat.id)
        fallback = await fallback_of(session, owner.id) if owner else None
    return Preferences(
        chat.digest_minute,
        chat.paused_until,
        tuple(unit.unit_name for unit in followed),
        offers_fallback=turn.is_private and turn.services.letters is not None,
        fallback=fallback,
    )
