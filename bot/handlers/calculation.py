"""/visao: the calculation behind a deadline."""

from bot.texts import calculation, card
from bot.turn import Turn
from plan_data.store.duties import duties_by_code
from plan_data.store.plans import plan_of_obligation


async def show_calculation(turn: Turn, text: str) -> None:
    """How the deadline of the duty with this code was worked out; units that share it have the same."""
    code = text.split(maxsplit=1)[0] if text.strip() else ""
    if not code:
        await turn.answer(calculation.ask_code(turn.language))
        return
    async with turn.database.reading() as session:
        duties = await duties_by_code(session, code, turn.units)
        plan = await plan_of_obligation(session, duties[0].obligation_id) if duties else None
    if plan is None:
        await turn.answer(card.unknown_code(code[:20], turn.language))
        return
    first_of_each_date = {duty.occurrence: duty for duty in reversed(duties)}
    for occurrence in sorted(first_of_each_date):
        await turn.answer(
            calculation.calculation(
                first_of_each_date[occurrence], plan.before_date, turn.today, turn.language
            )
        )
