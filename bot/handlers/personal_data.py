"""/dulieu: what is kept of a person, given out and erased on request."""

import asyncio
import json

from bot.attachments import send_file
from bot.handlers.refusal import acting_in_private
from bot.texts import personal_data as texts
from bot.turn import Turn
from plan_data.store.personal_data import erase_person, personal_data
from plan_data.store.roles import LastAdminError


async def show_kept(turn: Turn, _text: str) -> None:
    """Say what is kept, with buttons to get it and to be erased; only where nobody reads along."""
    if not turn.is_private:
        await turn.answer(texts.only_in_private(turn.language))
        return
    await turn.answer(texts.kept(turn.services.keep_messages.days, turn.language))


async def download(turn: Turn) -> None:
    """Send everything as a file."""
    official = acting_in_private(turn)
    async with turn.database.reading() as session:
        kept = await personal_data(session, official.id)
    content = await asyncio.to_thread(json.dumps, kept, ensure_ascii=False, indent=2)
    await send_file(turn, content.encode(), texts.FILE_NAME, texts.file_caption(turn.language))


async def ask_erase(turn: Turn) -> None:
    """Say what erasing means, and ask once more."""
    acting_in_private(turn)
    await turn.replace(texts.ask_erase(turn.language))


async def erase(turn: Turn) -> None:
    """Erase the person; the answer is the last message."""
    official = acting_in_private(turn)
    try:
        async with turn.database.writing() as session:
            await erase_person(session, official.id, turn.now)
    except LastAdminError:
        await turn.replace(texts.last_admin(turn.language))
        return
    await turn.replace(texts.erased(turn.language))
