"""/chitiet: one duty in full."""

from bot.access import may_report, may_see
from bot.texts import card, general
from bot.turn import Turn
from plan_data.store.duties import Duty, duties_by_code, duty_by_id
from plan_data.store.progress import reports_of

REPORTS_SHOWN = 10
CHOICES = 30


async def show_detail(turn: Turn, text: str) -> None:
    """The duty with this code; when several units have it, a choice."""
    code = text.split(maxsplit=1)[0] if text.strip() else ""
    if not code:
        await turn.answer(card.ask_code(turn.language))
        return
    async with turn.database.reading() as session:
        duties = await duties_by_code(session, code, turn.units)
    if not duties:
        await turn.answer(card.unknown_code(code[:20], turn.language))
    elif len(duties) == 1:
        await _show(turn, duties[0])
    else:
        await turn.answer(card.choose_unit(code.upper(), duties[:CHOICES], turn.language))


async def open_duty(turn: Turn, duty_id: int) -> str | None:
    """A numbered button under a list."""
    async with turn.database.reading() as session:
        duty = await duty_by_id(session, duty_id)
    if duty is None:
        return general.gone(turn.language)
    if turn.official is None or not may_see(turn.official, duty.unit_code, turn.directory):
        return general.not_allowed(turn.language)
    await _show(turn, duty)
    return None


async def _show(turn: Turn, duty: Duty) -> None:
    async with turn.database.reading() as session:
        reports = await reports_of(session, duty.id, REPORTS_SHOWN)
    await turn.answer(
        card.duty_card(
            duty,
            reports,
            turn.today,
            turn.services.zone,
            turn.language,
            may_report=turn.official is not None and may_report(turn.official, duty.unit_code),
        )
    )
