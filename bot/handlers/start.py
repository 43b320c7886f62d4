"""/start, also by an invitation link; /trogiup."""

from bot.handlers.subscribe import keep_private_chat
from bot.texts import general, joining
from bot.texts.language import clock_time, language_of
from bot.turn import Turn
from plan_data.store.chats import follow, followed_units, revive
from plan_data.store.joining import Invitation, use_invitation
from plan_data.store.officials import Membership, Official, Role, enrol, official_by_id, official_of
from plan_data.store.roles import grant


async def start(turn: Turn, payload: str) -> None:
    """Greet, let somebody in who has an invitation, or tell a stranger how to ask."""
    if payload and turn.chat.type == "private":
        await _accept_invitation(turn, payload)
    elif turn.official is None:
        await turn.answer(joining.stranger(turn.language))
    else:
        await _greet(turn, turn.official)


async def show_help(turn: Turn, _text: str) -> None:
    await turn.answer(general.help_text(turn.language))


async def _greet(turn: Turn, official: Official) -> None:
    async with turn.database.writing() as session:
        is_back = await revive(session, turn.chat.id)
        chat = await keep_private_chat(session, turn, official.id)
        followed = await followed_units(session, chat.id)
    await turn.answer(joining.hello_again(official.name, followed, turn.language, is_back=is_back))


async def _accept_invitation(turn: Turn, code: str) -> None:
    async with turn.database.writing() as session:
        invitation = await use_invitation(session, code, turn.now)
        if invitation is not None:
            official_id = await enrol(
                session,
                telegram_user_id=turn.person.id,
                name=turn.person.name,
                language=turn.language,
                now=turn.now,
            )
            await grant(
                session,
                official_id,
                invitation.unit_code,
                invitation.role,
                granted_by=invitation.created_by,
                now=turn.now,
            )
            await revive(session, turn.chat.id)
            chat = await keep_private_chat(session, turn, official_id)
            await follow(session, chat.id, invitation.unit_code, turn.now)
            turn.official = await official_of(session, turn.person.id)
    if invitation is None:
        await turn.answer(joining.bad_invitation(turn.language))
        return
    membership = Membership(invitation.unit_code, invitation.unit_name, Role(invitation.role))
    await turn.answer(
        joining.welcome(turn.person.name, membership, clock_time(chat.digest_minute), turn.language)
    )
    await _tell_inviter(turn, invitation, membership)


async def _tell_inviter(turn: Turn, invitation: Invitation, membership: Membership) -> None:
    if invitation.created_by is None:
        return
    async with turn.database.reading() as session:
        inviter = await official_by_id(session, invitation.created_by)
    if inviter is not None and inviter.telegram_user_id != turn.person.id:
        await turn.tell(
            inviter, joining.new_member(turn.person.name, membership, language_of(inviter.language))
        )
