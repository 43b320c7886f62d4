"""Telling others what happened to a duty: those who follow its unit, and those who decide about it."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, time

from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import confirmation
from bot.texts.language import Language, language_of
from bot.texts.message import Message
from bot.turn import Turn
from plan_data.duty_state import DutyState
from plan_data.store.chats import Chat, chat_of_official, chats_following, reached_chat_of
from plan_data.store.confirmation import claim_notice, deciders_of, waiting_reports
from plan_data.store.duties import Duty
from plan_data.store.notices import NewNotice, NoticeKind, plan_notices

MessageFor = Callable[[Language], Message]


async def tell_followers(
    turn: Turn, duty: Duty, message_for: MessageFor, *, also: Collection[int] = ()
) -> None:
    """Write to every chat that follows the unit, and to the officials ``also``; but not to this chat."""
    async with turn.database.reading() as session:
        chats = await _followers(session, turn, duty, also, with_fallback=False)
    for chat in chats:
        await turn.tell_chat(chat, message_for(language_of(chat.language)))


async def notify_followers(
    session: AsyncSession,
    turn: Turn,
    duty: Duty,
    message_for: MessageFor,
    *,
    kind: NoticeKind,
    key: str,
    also: Collection[int] = (),
) -> None:
    """As :func:`tell_followers`, but in the transaction of what they are told: by the ledger of notices.

    The scheduler sends it within seconds, once for each ``key``: again when it does not arrive, and by letter
    where Telegram does not deliver.
    """
    notices = []
    with_fallback = turn.services.letters is not None
    for chat in await _followers(session, turn, duty, also, with_fallback=with_fallback):
        message = message_for(language_of(chat.language))
        notices.append(NewNotice(chat.id, kind, key, message.text, message.duty_ids))
    await plan_notices(session, notices, asked_by=turn.official.id if turn.official else None, now=turn.now)


async def _followers(
    session: AsyncSession, turn: Turn, duty: Duty, also: Collection[int], *, with_fallback: bool
) -> Sequence[Chat]:
    found = list(await chats_following(session, {duty.unit_code}, with_fallback=with_fallback))
    for official_id in also:
        own = await reached_chat_of(session, official_id, with_fallback=with_fallback)
        found += [own] if own is not None else []
    return [chat for chat in {chat.id: chat for chat in found}.values() if not _is_here(turn, chat)]


async def tell_official(turn: Turn, official_id: int, message_for: MessageFor) -> None:
    """Write to an official's private chat, unless this is it."""
    async with turn.database.reading() as session:
        chat = await chat_of_official(session, official_id)
    if chat is not None and chat.unreachable_at is None and not _is_here(turn, chat):
        await turn.tell_chat(chat, message_for(language_of(chat.language)))


async def tell_deciders(turn: Turn, duty: Duty, message_for: MessageFor) -> None:
    """Write to those who decide about the duty, each in private."""
    async with turn.database.reading() as session:
        deciders = await deciders_of(session, duty.confirm_by)
    for decider in deciders:
        await tell_official(turn, decider.id, message_for)


async def tell_of_waiting_report(turn: Turn, duty: Duty) -> None:
    """A report came in that waits: tell the coordinators, once a day until they open the queue."""
    if duty.state is not DutyState.REPORTED:
        return
    day_began_at = datetime.combine(turn.today.on, time(), turn.services.zone)
    async with turn.database.writing() as session:
        to_tell = [
            decider
            for decider in await deciders_of(session, duty.confirm_by)
            if turn.official is None or decider.id != turn.official.id
            if await claim_notice(session, decider.id, now=turn.now, day_began_at=day_began_at)
        ]
    if not to_tell:
        return
    async with turn.database.reading() as session:
        units = None if duty.confirm_by is None else {duty.confirm_by}
        waiting = (await waiting_reports(session, units, first=0, count=1)).total
    for decider in to_tell:
        await tell_official(
            turn,
            decider.id,
            lambda language: confirmation.news_for_coordinator(duty, waiting, language),
        )


def _is_here(turn: Turn, chat: Chat) -> bool:
    return (chat.telegram_chat_id, chat.thread_id) == (turn.chat.id, turn.thread_id)
