"""The private calendar address, offered under /lich where the web server has a public address."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.handlers.refusal import acting_in_private, not_allowed
from bot.texts import calendar_feed as texts
from bot.turn import Turn
from bot.web.calendar_feed import feed_address
from plan_data.store.audit import note
from plan_data.store.calendar_feeds import end_feed, new_feed


async def offer_feed(turn: Turn) -> None:
    """Offer an address, where one can be reached and nobody reads along."""
    if turn.services.web_public_url is not None and turn.is_private:
        await turn.answer(texts.offer(turn.language))


async def make_feed(turn: Turn) -> None:
    """Make a new address and show it once."""
    official, public_url = acting_in_private(turn), turn.services.web_public_url
    if public_url is None:
        raise not_allowed(turn)
    async with turn.database.writing() as session:
        key = await new_feed(session, official.id, turn.now)
        await _note(turn, official.id, session, "calendar.open")
    await turn.replace(texts.address(feed_address(public_url, key), turn.language))


async def take_feed_back(turn: Turn) -> str:
    """End the address at once."""
    official = acting_in_private(turn)
    async with turn.database.writing() as session:
        was_there = await end_feed(session, official.id)
        if was_there:
            await _note(turn, official.id, session, "calendar.close")
    return texts.ended(turn.language, was_there=was_there)


async def _note(turn: Turn, official_id: int, session: AsyncSession, action: str) -> None:
    await note(
        session,
        actor=official_id,
        action=action,
        subject=f"official {official_id}",
        before=None,
        after=None,
        now=turn.now,
    )
