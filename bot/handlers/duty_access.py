"""Finding the duty behind a button and asking, at every press, whether this person may."""

from bot.access import may_confirm, may_report, may_see
from bot.handlers.refusal import RefusalError, acting_official, not_allowed
from bot.texts import confirmation, general, progress
from bot.turn import Turn
from plan_data.store.duties import Duty, duty_by_id


async def duty_to_see(turn: Turn, duty_id: int) -> Duty:
    """The duty, for who may see it.

    :raises RefusalError: it does not stand any more, or this person may not see it.
    """
    async with turn.database.reading() as session:
        duty = await duty_by_id(session, duty_id)
    if duty is None:
        raise RefusalError(general.gone(turn.language))
    if not may_see(acting_official(turn), duty.unit_code, turn.directory):
        raise not_allowed(turn)
    return duty


async def duty_to_report(turn: Turn, duty_id: int) -> Duty:
    """The duty, for who may report it.

    :raises RefusalError: as :func:`duty_to_see`, or this person may only look.
    """
    duty = await duty_to_see(turn, duty_id)
    if not reports(turn, duty):
        raise RefusalError(progress.may_not_report(duty.unit_name, turn.language).text)
    return duty


async def duty_to_confirm(turn: Turn, duty_id: int) -> Duty:
    """The duty, for who confirms it and decides its extensions.

    :raises RefusalError: as :func:`duty_to_see`, or somebody else confirms it.
    """
    duty = await duty_to_see(turn, duty_id)
    if not confirms(turn, duty):
        raise RefusalError(confirmation.may_not_confirm(duty.confirmer_name, turn.language))
    return duty


def reports(turn: Turn, duty: Duty) -> bool:
    """Whether this person may report the duty here."""
    return turn.official is not None and may_report(turn.official, duty.unit_code)


def confirms(turn: Turn, duty: Duty) -> bool:
    """Whether this person may confirm the duty here."""
    return turn.official is not None and may_confirm(turn.official, duty.unit_code, duty.confirm_by)
