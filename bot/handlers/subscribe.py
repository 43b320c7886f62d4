"""/theodoi and /botheodoi: following units, and asking for the right to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import may_see
from bot.handlers.asking import ask
from bot.handlers.groups import may_change_chat
from bot.handlers.refusal import RefusalError, acting_administrator, old_button
from bot.texts import groups, joining
from bot.texts.language import clock_time, language_of
from bot.texts.message import Action
from bot.turn import Turn
from plan_data.store.audit import note
from plan_data.store.chats import Chat, chat_at, follow, followed_units, keep_chat, unfollow
from plan_data.store.groups import answer_for
from plan_data.store.joining import (
    AccessRequest,
    TooManyRequestsError,
    access_request,
    decide,
    request_access,
)
from plan_data.store.officials import Membership, Official, Role, admins, enrol, official_of
from plan_data.store.questions import Question
from plan_data.store.roles import grant
from plan_data.units import Unit

FOLLOW_QUESTION = "follow"


async def keep_this_chat(session: AsyncSession, turn: Turn, official_id: int) -> Chat:
    """Know the chat this is said in: the official's own, or a group, which is nobody's."""
    return await keep_chat(
        session,
        telegram_chat_id=turn.chat.id,
        thread_id=turn.thread_id,
        kind=turn.chat.type,
        title=turn.person.name if turn.is_private else turn.chat.title or "",
        official_id=official_id if turn.is_private else None,
        language=turn.language,
    )


async def ask_or_follow(turn: Turn, text: str) -> None:
    """Find the unit a text means; follow it when there is no doubt, else offer buttons."""
    if not text.strip():
        await ask(turn, FOLLOW_QUESTION, joining.ask_unit(turn.language))
        return
    matches = turn.directory.search(text)
    if not matches:
        await turn.answer(joining.no_unit(text, turn.language))
    elif matches[0].exact and sum(match.exact for match in matches) == 1:
        await follow_unit(turn, matches[0].unit.code)
    else:
        units: Sequence[Unit] = [match.unit for match in matches]
        await turn.answer(joining.choose_unit(units, turn.directory, Action.FOLLOW, turn.language))


async def answer_which(turn: Turn, _question: Question, text: str) -> None:
    """The name of the unit to follow was written."""
    if turn.is_private or await may_change_chat(turn):
        await ask_or_follow(turn, text)


async def follow_unit(turn: Turn, unit_code: str) -> None:
    """Follow a unit one may see; ask the administrators for one that one may not."""
    unit = turn.directory.get(unit_code)
    if unit is None:
        await turn.answer(joining.no_unit(unit_code, turn.language))
        return
    name = turn.directory.display_name(unit.code)
    # What a group may follow is what the one who asks may see, not what the group follows already.
    official = turn.official_in_private
    if official is None or not may_see(official, unit.code, turn.directory):
        if turn.is_private:
            await _request(turn, unit.code, name)
        else:
            await turn.answer(groups.not_yours(name, turn.language))
        return
    async with turn.database.writing() as session:
        chat = await keep_this_chat(session, turn, official.id)
        answered_by = None if turn.is_private else official.id
        began = await follow(session, chat.id, unit.code, turn.now, answered_by=answered_by)
        if began or (answered_by and await answer_for(session, chat.id, unit.code, answered_by)):
            await note_following(session, turn, official, unit.code, is_followed=True)
    if began:
        await turn.answer(joining.following(name, clock_time(chat.digest_minute), turn.language))
    else:
        await turn.answer(joining.following_already(name, turn.language))


async def note_following(
    session: AsyncSession, turn: Turn, official: Official, unit_code: str, *, is_followed: bool
) -> None:
    """Note in the audit log that somebody let this chat follow a unit, or no longer."""
    await note(
        session,
        actor=official.id,
        action="chat.follow" if is_followed else "chat.unfollow",
        subject=f"chat {turn.chat.id}/{turn.thread_id}",
        before=None if is_followed else {"unit": unit_code},
        after={"unit": unit_code} if is_followed else None,
        now=turn.now,
    )


async def _request(turn: Turn, unit_code: str, unit_name: str) -> None:
    try:
        async with turn.database.writing() as session:
            request_id = await request_access(
                session,
                telegram_user_id=turn.person.id,
                name=turn.person.name,
                language=turn.language,
                unit_code=unit_code,
                role=Role.REPORTER,
                now=turn.now,
            )
            deciders = await admins(session)
            request = await access_request(session, request_id) if request_id is not None else None
    except TooManyRequestsError:
        await turn.answer(joining.too_many_requests(turn.language))
        return
    if request is None:
        await turn.answer(joining.asked_already(unit_name, turn.language))
        return
    for admin in deciders:
        await turn.tell(admin, joining.request_to_decide(request, language_of(admin.language)))
    await turn.answer(joining.asked(unit_name, turn.language))


async def decide_access(turn: Turn, request_id: int, role: Role | None) -> None:
    """An administrator pressed a button under a request; None refuses it."""
    by = acting_administrator(turn)
    async with turn.database.writing() as session:
        request = await access_request(session, request_id)
        if request is None:
            raise old_button(turn)
        if not await decide(session, request_id, role=role, decided_by=by.id, now=turn.now):
            raise RefusalError(joining.decided_already(turn.language).text)
        if role is not None:
            await _let_in(session, request, role, by, turn.now)
        asker = await official_of(session, request.telegram_user_id)
        chat = await chat_at(session, request.telegram_user_id)
    await turn.replace(joining.request_decided(request, role, turn.language))
    await _tell_asker(turn, request, role, asker, chat)


async def _let_in(
    session: AsyncSession, request: AccessRequest, role: Role, decided_by: Official, now: datetime
) -> None:
    official_id = await enrol(
        session,
        telegram_user_id=request.telegram_user_id,
        name=request.name,
        language=request.language,
        now=now,
    )
    await grant(session, official_id, request.unit_code, role, granted_by=decided_by.id, now=now)
    chat = await keep_chat(
        session,
        # A private chat has the number of the person (Bot API, Chat).
        telegram_chat_id=request.telegram_user_id,
        thread_id=0,
        kind="private",
        title=request.name,
        official_id=official_id,
        language=request.language,
    )
    await follow(session, chat.id, request.unit_code, now)


async def _tell_asker(
    turn: Turn, request: AccessRequest, role: Role | None, asker: Official | None, chat: Chat | None
) -> None:
    language = language_of(request.language)
    if role is not None and asker is not None and chat is not None:
        membership = Membership(request.unit_code, request.unit_name, role)
        await turn.tell(
            asker, joining.welcome(asker.name, membership, clock_time(chat.digest_minute), language)
        )
    elif role is None:
        await turn.tell_person(
            request.telegram_user_id, joining.your_request_denied(request.unit_name, language)
        )


async def ask_unfollow(turn: Turn, text: str) -> None:
    """Offer the followed units as buttons, or end the one that is named."""
    async with turn.database.reading() as session:
        chat = await chat_at(session, turn.chat.id, turn.thread_id)
        followed = await followed_units(session, chat.id) if chat else ()
    if not followed:
        await turn.answer(joining.follows_nothing(turn.language))
        return
    named = [match.unit.code for match in turn.directory.search(text)] if text.strip() else []
    wanted = [unit for unit in followed if unit.unit_code in named]
    if len(wanted) == 1:
        await unfollow_unit(turn, wanted[0].unit_code)
    else:
        await turn.answer(joining.unfollow_which(followed, turn.language))


async def unfollow_unit(turn: Turn, unit_code: str) -> None:
    """End a subscription of this chat."""
    async with turn.database.writing() as session:
        chat = await chat_at(session, turn.chat.id, turn.thread_id)
        ended = chat is not None and await unfollow(
            session, chat.id, unit_code, "asked by the official", turn.now
        )
        if ended and turn.official_in_private is not None:
            await note_following(session, turn, turn.official_in_private, unit_code, is_followed=False)
    name = turn.directory.display_name(unit_code)
    await turn.answer(
        joining.unfollowed(name, turn.language) if ended else joining.not_following(turn.language)
    )
