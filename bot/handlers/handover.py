"""/bangiao and /uyquyen: handing over to a successor, and letting somebody stand in for some days."""

from telegram.helpers import create_deep_linked_url

from bot.access import units_to_lend
from bot.handlers.asking import ask
from bot.handlers.refusal import RefusalError, acting_administrator, acting_official, not_allowed, old_button
from bot.periods import names_a_day, read_period, without_days
from bot.texts import handover
from bot.turn import Turn
from plan_data.store.acting import stand_ins_of, stop_lending
from plan_data.store.handovers import offer_handover, revoke_handover
from plan_data.store.invitations import Period, invitation_of_code, invite
from plan_data.store.officials import Official, Role
from plan_data.store.people import person_card
from plan_data.store.questions import Question

LEND_QUESTION = "lend"


async def offer_by_command(turn: Turn, _text: str) -> None:
    """Show what a successor would get from the one who asks."""
    if turn.official is not None:
        await turn.answer(handover.offer(turn.official, turn.language))


async def offer_of_person(turn: Turn, official_id: int) -> None:
    """[Bàn giao] on somebody's card, for an administrator."""
    official = await _to_hand_over(turn, official_id)
    await turn.replace(handover.offer(official, turn.language))


async def make_offer(turn: Turn, official_id: int) -> None:
    """The link was asked for; the official's own, or for an administrator anybody's."""
    by, official = acting_official(turn).id, await _to_hand_over(turn, official_id)
    if official.telegram_user_id in turn.services.admin_ids:
        raise RefusalError(handover.named_admin(turn.language).text)
    code = turn.services.link_codes.code("handover", turn.update_id, turn.person.id)
    async with turn.database.writing() as session:
        offer_id = await offer_handover(session, official.id, code, offered_by=by, now=turn.now)
    address = create_deep_linked_url(turn.bot.username, code)
    await turn.replace(handover.link(official.name, address, offer_id, turn.language))


async def _to_hand_over(turn: Turn, official_id: int) -> Official:
    """The official, if they are there still and this person may; raises RefusalError else."""
    if not turn.is_private:
        raise not_allowed(turn)
    if official_id != acting_official(turn).id:
        acting_administrator(turn)
    async with turn.database.reading() as session:
        card = await person_card(session, official_id, turn.today.on)
    if card is None or card.is_removed:
        raise not_allowed(turn)
    return card.official


async def revoke_offer(turn: Turn, offer_id: int) -> None:
    """[Thu hồi] under a handover link."""
    async with turn.database.writing() as session:
        is_revoked = await revoke_handover(
            session, offer_id, revoked_by=acting_official(turn).id, now=turn.now
        )
    if not is_revoked:
        raise old_button(turn)
    await turn.replace(handover.revoked(turn.language))


async def lend_by_command(turn: Turn, text: str) -> None:
    """Let somebody stand in: for which unit, on which days."""
    units = units_to_lend(turn.official) if turn.official else ()
    if turn.official is None or not units:
        await turn.answer(handover.nothing_to_lend(turn.language))
        return
    async with turn.database.reading() as session:
        lent = await stand_ins_of(session, turn.official.id, turn.today.on)
    if lent and not text.strip():
        await turn.answer(handover.stand_ins(lent, turn.language))
    wanted = without_days(text).strip()
    named = [match.unit.code for match in turn.directory.search(wanted)] if wanted else []
    chosen = [code for code in units if code in named] if wanted else list(units)
    if not chosen:
        await turn.answer(handover.nothing_to_lend(turn.language))
    elif len(chosen) > 1:
        names = [(code, turn.directory.display_name(code)) for code in chosen]
        await turn.answer(handover.lend_which(names, turn.language))
    elif names_a_day(text):
        await _lend(turn, turn.official, chosen[0], text)
    else:
        await _ask_when(turn, chosen[0])


async def choose_unit(turn: Turn, unit_code: str) -> None:
    """A unit was pressed."""
    if unit_code not in units_to_lend(acting_official(turn)):
        raise not_allowed(turn)
    await _ask_when(turn, unit_code)


async def _ask_when(turn: Turn, unit_code: str) -> None:
    when = handover.lend_when(turn.directory.display_name(unit_code), turn.language)
    await ask(turn, LEND_QUESTION, when, unit=unit_code)


async def answer_when(turn: Turn, question: Question, text: str) -> None:
    """The days were written."""
    unit_code = str(question.details["unit"])
    if turn.official is None or unit_code not in units_to_lend(turn.official):
        await turn.answer(handover.nothing_to_lend(turn.language))
    else:
        await _lend(turn, turn.official, unit_code, text)


async def _lend(turn: Turn, official: Official, unit_code: str, text: str) -> None:
    period = read_period(text, turn.today.on)
    if period is None:
        await turn.answer(handover.bad_period(turn.language))
        await _ask_when(turn, unit_code)
        return
    first, last = period
    code = turn.services.link_codes.code("lend", turn.update_id, turn.person.id)
    async with turn.database.writing() as session:
        await invite(
            session,
            unit_code=unit_code,
            role=Role.REPORTER,
            created_by=official.id,
            now=turn.now,
            code=code,
            period=Period(official.id, first, last),
        )
        made = await invitation_of_code(session, code)
    if made is not None:
        address = create_deep_linked_url(turn.bot.username, code)
        await turn.answer(handover.lend_link(made.unit_name, first, last, address, made.id, turn.language))


async def stop(turn: Turn, membership_id: int) -> None:
    """[Dừng]: somebody stands in no longer."""
    async with turn.database.writing() as session:
        is_stopped = await stop_lending(session, membership_id, by=acting_official(turn).id, now=turn.now)
    if not is_stopped:
        raise old_button(turn)
    await turn.replace(handover.stopped(turn.language))
