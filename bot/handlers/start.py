"""/start, also by a link of invitation or handover; /trogiup."""

from bot.access import may_administer, roles_to_give
from bot.handlers.subscribe import keep_this_chat
from bot.texts import general, groups, handover, joining
from bot.texts.language import clock_time, language_of
from bot.texts.message import Message
from bot.turn import Turn
from plan_data.store.acting import periods_to_turn, turn_periods
from plan_data.store.chats import follow, followed_units, revive
from plan_data.store.handovers import Handover, take_over
from plan_data.store.invitations import Accepted, accept_invitation
from plan_data.store.officials import Membership, Official, official_by_id, official_of


async def start(turn: Turn, payload: str) -> None:
    """Greet, let somebody in who has a link, or tell a stranger how to ask."""
    if not turn.is_private:
        await turn.answer(groups.how_to_follow(turn.bot.username, turn.language))
    elif payload:
        await _open_link(turn, payload)
    elif turn.official is None:
        await turn.answer(joining.stranger(turn.language))
    else:
        await _greet(turn, turn.official)


async def show_help(turn: Turn, _text: str) -> None:
    """/trogiup: the commands that are of use to who asks; a stranger is told how to come in."""
    official = turn.official_in_private
    if official is None:
        await turn.answer(joining.stranger(turn.language))
        return
    administers = may_administer(official)
    coordinates = bool(roles_to_give(official))
    await turn.answer(general.help_text(turn.language, coordinates=coordinates, administers=administers))


async def _greet(turn: Turn, official: Official) -> None:
    async with turn.database.writing() as session:
        is_back = await revive(session, turn.chat.id)
        chat = await keep_this_chat(session, turn, official.id)
        followed = await followed_units(session, chat.id)
    await turn.answer(joining.hello_again(official.name, followed, turn.language, is_back=is_back))


async def _open_link(turn: Turn, code: str) -> None:
    limit = turn.services.wrong_codes
    if limit.is_exhausted(turn.person.id, turn.now):
        return
    if not (await _accept_invitation(turn, code) or await _take_over(turn, code)):
        limit.note_failure(turn.person.id, turn.now)
        is_last = limit.is_exhausted(turn.person.id, turn.now)
        await turn.answer(joining.bad_invitation(turn.language, is_last=is_last))


async def _accept_invitation(turn: Turn, code: str) -> bool:
    async with turn.database.writing() as session:
        accepted = await accept_invitation(
            session,
            code,
            telegram_user_id=turn.person.id,
            name=turn.person.name,
            language=turn.language,
            today=turn.today.on,
            now=turn.now,
        )
        if accepted is None:
            return False
        await revive(session, turn.chat.id)
        chat = await keep_this_chat(session, turn, accepted.official_id)
        if accepted.period is None:
            await follow(session, chat.id, accepted.unit_code, turn.now)
        else:
            beginning = await periods_to_turn(session, turn.today.on)
            await turn_periods(session, beginning, turn.today.on, turn.now)
        turn.official = await official_of(session, turn.person.id, turn.today.on)
    await turn.answer(await _welcome(turn, accepted, clock_time(chat.digest_minute)))
    if accepted.is_new:
        await _tell_inviter(turn, accepted)
    return True


async def _welcome(turn: Turn, accepted: Accepted, hour: str) -> Message:
    if accepted.period is None:
        membership = Membership(accepted.unit_code, accepted.unit_name, accepted.role)
        return joining.welcome(turn.person.name, membership, hour, turn.language)
    async with turn.database.reading() as session:
        absent = await official_by_id(session, accepted.period.acting_for)
    return joining.welcome_acting(accepted, absent.name if absent else "", turn.language)


async def _tell_inviter(turn: Turn, accepted: Accepted) -> None:
    if accepted.created_by is None:
        return
    async with turn.database.reading() as session:
        inviter = await official_by_id(session, accepted.created_by)
    if inviter is not None and inviter.telegram_user_id != turn.person.id:
        membership = Membership(accepted.unit_code, accepted.unit_name, accepted.role)
        await turn.tell(
            inviter, joining.new_member(turn.person.name, membership, language_of(inviter.language))
        )


async def _take_over(turn: Turn, code: str) -> bool:
    async with turn.database.writing() as session:
        taken: Handover | None = await take_over(
            session,
            code,
            telegram_user_id=turn.person.id,
            name=turn.person.name,
            language=turn.language,
            now=turn.now,
        )
        if taken is None:
            return False
        await revive(session, turn.chat.id)
        chat = await keep_this_chat(session, turn, taken.successor.id)
        followed = await followed_units(session, chat.id)
        turn.official = taken.successor
    await turn.answer(handover.taken(taken.predecessor.name, taken.successor, followed, turn.language))
    if taken.is_new:
        language = language_of(taken.predecessor.language)
        await turn.tell(taken.predecessor, handover.left(taken.successor.name, language))
    return True
