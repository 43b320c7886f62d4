"""Finding the duty behind a button or a code and asking, each time, whether this person may."""

from collections.abc import Sequence

from bot.access import may_confirm, may_report, may_see
from bot.handlers.refusal import RefusalError, acting_official, not_allowed
from bot.texts import card, confirmation, general, progress
from bot.turn import Turn
from plan_data.store.duties import CodeQuestion, Duty

LONGEST_CODE = 20
"""So much of what was typed is shown again."""


async def duty_to_see(turn: Turn, duty_id: int) -> Duty:
    """The duty, for who may see it.

    :raises RefusalError: it does not stand any more, or this person may not see it.
    """
    duty = (await turn.grouped.by_ids.call({duty_id})).get(duty_id)
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


async def duties_of_code(turn: Turn, code: str) -> Sequence[Duty]:
    """The duties with this code that the person may see here, however it was typed; at least one.

    :raises RefusalError: there is none.
    """
    duties = await turn.grouped.by_code.call(CodeQuestion(code, turn.units))
    if not duties:
        raise RefusalError(card.unknown_code(code[:LONGEST_CODE], turn.language).text)
    return duties


def reports(turn: Turn, duty: Duty) -> bool:
    """Whether this person may report the duty here."""
    return turn.official is not None and may_report(turn.official, duty.unit_code)


def confirms(turn: Turn, duty: Duty) -> bool:
    """Whether this person may confirm the duty here."""
    return turn.official is not None and may_confirm(turn.official, duty.unit_code, duty.confirm_by)
