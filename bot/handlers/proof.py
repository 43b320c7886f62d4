"""/chungminh: the record that a unit was reminded, as a file."""

import asyncio

from bot.attachments import send_file, show_busy
from bot.duty_references import split_code
from bot.handlers.duty_access import duties_of_code
from bot.handlers.refusal import RefusalError
from bot.texts import joining
from bot.texts import proof as texts
from bot.turn import Turn
from plan_data.report.proof_document import proof_document
from plan_data.store.proof import proofs_of
from plan_data.units import Unit

MOST_DUTIES = 60
"""More than all districts of a province; a record of hundreds of communes would help nobody."""


async def send_proof(turn: Turn, text: str) -> None:
    """The record of the duty with this code; of a unit named after it, else of all that one may see."""
    code, unit_text = split_code(text)
    if not code:
        await turn.answer(texts.ask_code(turn.language))
        return
    duties = [duty for duty in await duties_of_code(turn, code) if duty.is_lead]
    if unit_text:
        unit = _unit(turn, unit_text)
        leads = [duty for duty in duties if duty.unit_code == unit.code]
        if not leads:
            name = turn.directory.display_name(unit.code)
            raise RefusalError(texts.does_not_lead(code, name, duties, turn.language))
        duties = leads
    elif not duties:
        raise RefusalError(texts.nobody_leads(code, turn.language))
    async with turn.database.reading() as session:
        proofs = await proofs_of(session, duties[:MOST_DUTIES])
    await show_busy(turn, picture=False)
    content = await asyncio.to_thread(proof_document, proofs, turn.now, turn.services.zone)
    name = f"bien-ban-nhac-viec-{duties[0].code}.docx"
    await send_file(turn, content, name, texts.caption(proofs, len(duties), turn.language))


def _unit(turn: Turn, text: str) -> Unit:
    matches = turn.directory.search(text, limit=1)
    if not matches:
        raise RefusalError(joining.no_unit(text, turn.language).text)
    return matches[0].unit
