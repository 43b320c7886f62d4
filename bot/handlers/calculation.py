"""/visao: the calculation behind a deadline."""

from bot.duty_references import split_code
from bot.handlers.duty_access import duties_of_code
from bot.handlers.refusal import RefusalError
from bot.texts import calculation, general
from bot.turn import Turn
from plan_data.store.plans import plan_of_obligation


async def show_calculation(turn: Turn, text: str) -> None:
    """How the deadline of the duty with this code was worked out; units that share it have the same."""
    code, _ = split_code(text)
    if not code:
        await turn.answer(calculation.ask_code(turn.language))
        return
    duties = await duties_of_code(turn, code)
    # Two plans may have the same code.
    first_of_each = {(duty.obligation_id, duty.occurrence): duty for duty in reversed(duties)}
    for (obligation_id, _), duty in sorted(first_of_each.items()):
        async with turn.database.reading() as session:
            plan = await plan_of_obligation(session, obligation_id)
        if plan is None:
            raise RefusalError(general.gone(turn.language))
        await turn.answer(calculation.calculation(duty, plan.before_date, turn.today, turn.language))
