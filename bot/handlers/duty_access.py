"""Finding the duty behind a button and asking, at every press, whether this person may."""

from bot.access import may_confirm, may_report, may_see
from bot.texts import confirmation, general, progress
from bot.turn import Turn
from plan_data.store.duties import Duty, duty_by_id


async def duty_to_see(turn: Turn, duty_id: int) -> tuple[Duty | None, str | None]:
    """The duty if it stands and this person may see it, else why not."""
    async with turn.database.reading() as session:
        duty = await duty_by_id(session, duty_id)
    if duty is None:
        return None, general.gone(turn.language)
    if turn.official is None or not may_see(turn.official, duty.unit_code, turn.directory):
        return None, general.not_allowed(turn.language)
    return duty, None


async def duty_to_report(turn: Turn, duty_id: int) -> tuple[Duty | None, str | None]:
    """The duty if this person may report it, else why not."""
    duty, refusal = await duty_to_see(turn, duty_id)
    if duty is None or reports(turn, duty):
        return duty, refusal
    return None, str(progress.may_not_report(duty.unit_name, turn.language).text)


async def duty_to_confirm(turn: Turn, duty_id: int) -> tuple[Duty | None, str | None]:
    """The duty if this person confirms it and decides its extensions, else why not."""
    duty, refusal = await duty_to_see(turn, duty_id)
    if duty is None or confirms(turn, duty):
        return duty, refusal
    return None, confirmation.may_not_confirm(duty.confirmer_name, turn.language)


def reports(turn: Turn, duty: Duty) -> bool:
    """Whether this person may report the duty here."""
    return turn.official is not None and may_report(turn.official, duty.unit_code)


def confirms(turn: Turn, duty: Duty) -> bool:
    """Whether this person may confirm the duty here."""
    return turn.official is not None and may_confirm(turn.official, duty.unit_code, duty.confirm_by)
