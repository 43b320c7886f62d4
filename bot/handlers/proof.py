"""/chungminh: the record that a unit was reminded, as a file."""

import asyncio

from bot.attachments import send_file, show_busy
from bot.duty_references import split_code
from bot.texts import card
from bot.texts import proof as texts
from bot.turn import Turn
from plan_data.report.proof_document import proof_document
from plan_data.store.duties import duties_by_code
from plan_data.store.proof import proofs_of

MOST_DUTIES = 60
"""More than all districts of a province; a record of hundreds of communes would help nobody."""


async def send_proof(turn: Turn, text: str) -> None:
    """The record of the duty with this code; of a unit named after it, else of all that one may see."""
    code, unit_text = split_code(text)
    if not code:
        await turn.answer(texts.ask_code(turn.language))
        return
    units = turn.units
    if unit_text:
        named = {match.unit.code for match in turn.directory.search(unit_text)[:1]}
        units = named if units is None else named & set(units)
    async with turn.database.reading() as session:
        duties = [duty for duty in await duties_by_code(session, code, units) if duty.is_lead]
        proofs = await proofs_of(session, duties[:MOST_DUTIES])
    if not proofs:
        await turn.answer(card.unknown_code(code[:20], turn.language))
        return
    await show_busy(turn, picture=False)
    content = await asyncio.to_thread(proof_document, proofs, turn.now, turn.services.zone)
    name = f"bien-ban-nhac-viec-{duties[0].code}.docx"
    await send_file(turn, content, name, texts.caption(proofs, len(duties), turn.language))
