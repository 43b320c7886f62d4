"""/calendar/KEY.ics: an official's deadlines, for calendar programs that ask again by themselves."""

import asyncio

from aiohttp import web

from bot.access import visible_units
from bot.web.keys import CLOCK, DATABASE, REFERENCE, ZONE
from plan_data.report.calendar_file import calendar_bytes
from plan_data.store.calendar_entries import calendar_entries
from plan_data.store.calendar_feeds import official_of_feed
from plan_data.store.chats import chat_of_official, followed_units

PATH = "/calendar/{key:[A-Za-z0-9_-]{20,100}}.ics"


def feed_address(public_url: str, key: str) -> str:
    """The whole address of a feed."""
    return f"{public_url}/calendar/{key}.ics"


async def calendar_feed(request: web.Request) -> web.Response:
    """The deadlines of the units the official follows and may see now; 404 for an address taken back."""
    now = request.app[CLOCK]()
    today = now.astimezone(request.app[ZONE]).date()
    directory = (await request.app[REFERENCE].get(now)).directory
    async with request.app[DATABASE].reading() as session:
        official = await official_of_feed(session, request.match_info["key"], today)
        if official is None:
            raise web.HTTPNotFound
        chat = await chat_of_official(session, official.id)
        followed = {each.unit_code for each in await followed_units(session, chat.id)} if chat else set()
        visible = visible_units(official, directory)
        seen = followed if visible is None else followed & set(visible)
        entries = await calendar_entries(session, seen or visible)
    content = await asyncio.to_thread(calendar_bytes, entries, now)
    return web.Response(
        body=content,
        content_type="text/calendar",
        charset="utf-8",
        headers={
            "Cache-Control": "private, no-cache",
            # A file that a browser saves is not to carry the secret key in its name.
            "Content-Disposition": 'inline; filename="nhac-han.ics"',
            "X-Robots-Tag": "noindex",
        },
    )
