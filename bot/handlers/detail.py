"""/chitiet: one duty in full."""

from bot.access import may_administer
from bot.duty_references import split_code
from bot.handlers.asking import NUMBERS_OFFERED
from bot.handlers.duty_access import confirms, duties_of_code, duty_to_see, reports
from bot.texts import card
from bot.texts.card import Rights
from bot.texts.confirmation import Setting
from bot.texts.reports import DutyEvents
from bot.turn import Turn
from plan_data.store.chats import chat_at
from plan_data.store.confirmation import decisions_on
from plan_data.store.duties import Duty
from plan_data.store.evidence import evidence_of
from plan_data.store.extension import extensions_of
from plan_data.store.progress import reports_of
from plan_data.store.snooze import snoozed_until
from plan_data.store.standing import standing_of


async def show_detail(turn: Turn, text: str) -> None:
    """The duty with this code; when several units have it, a choice."""
    code, _ = split_code(text)
    if not code:
        await turn.answer(card.ask_code(turn.language))
        return
    duties = await duties_of_code(turn, code)
    if len(duties) == 1:
        await _show(turn, duties[0])
    else:
        await turn.answer(card.choose_unit(code.upper(), duties[:NUMBERS_OFFERED], turn.language))


async def open_duty(turn: Turn, duty_id: int) -> None:
    """A numbered button under a list."""
    await _show(turn, await duty_to_see(turn, duty_id))


async def _show(turn: Turn, duty: Duty) -> None:
    async with turn.database.reading() as session:
        events = DutyEvents(
            reports=(await reports_of(session, duty.id))[::-1],
            decisions=await decisions_on(session, duty.id),
            extensions=await extensions_of(session, duty.id),
            evidence=await evidence_of(session, duty.id),
        )
        standing = await standing_of(session, duty.id)
        chat = await chat_at(session, turn.chat.id, turn.thread_id)
        until = await snoozed_until(session, chat.id, duty.id, turn.today.on) if chat else None
    await turn.answer(
        card.duty_card(
            duty,
            events,
            Setting(turn.today, turn.language),
            Rights(
                report=reports(turn, duty),
                confirm=confirms(turn, duty),
                correct=turn.official is not None and may_administer(turn.official),
            ),
            snoozed_until=until,
            waiting_report_id=standing.waiting_report_id,
        )
    )
