"""/baocao and /lich: reports and calendars as files."""

import asyncio
from datetime import date

from bot.attachments import send_file, show_busy
from bot.handlers.calendar_feed import offer_feed
from bot.handlers.overview import day_named
from bot.handlers.refusal import not_allowed, old_button
from bot.handlers.report_scope import choose_plan, report_of
from bot.texts import report as texts
from bot.turn import Turn
from plan_data.report.calendar_file import calendar_bytes
from plan_data.report.command import FORMATS
from plan_data.store.calendar_entries import calendar_entries
from plan_data.store.chats import chat_at, followed_units
from plan_data.store.obligations import plan_heads


async def choose_report(turn: Turn, text: str) -> None:
    """Which plan, in which form; a day may be named ("/baocao 30/6")."""
    await offer_report(turn, day_named(turn, text).toordinal())


async def offer_report(turn: Turn, ordinal: int) -> None:
    """A button for each form of each plan; ``ordinal`` 0 is today."""
    on = date.fromordinal(ordinal) if ordinal else turn.today.on
    async with turn.database.reading() as session:
        plans = await plan_heads(session)
    await turn.answer(texts.choose(plans, on, turn.language))


async def send_report(turn: Turn, plan_id: int, form: str, ordinal: int) -> None:
    """Make the file in a thread and send it; a sentence when there is nothing to send."""
    plan = await choose_plan(turn, plan_id)
    make = FORMATS.get(form)
    if plan is None or make is None:
        raise old_button(turn)
    report = await report_of(turn, plan.code, date.fromordinal(ordinal))
    if report is None or not report.rows:
        raise not_allowed(turn)
    await show_busy(turn, picture=False)
    content = await asyncio.to_thread(make, report)
    name = f"{plan.code}-{report.on.isoformat()}.{form}"
    await send_file(turn, content, name, texts.file_caption(report, form, turn.language))


async def send_calendar(turn: Turn, _text: str) -> None:
    """The deadlines of the units this chat follows, else of those the person may see, as a calendar file."""
    async with turn.database.reading() as session:
        chat = await chat_at(session, turn.chat.id, turn.thread_id)
        followed = {each.unit_code for each in await followed_units(session, chat.id)} if chat else set()
        seen = followed if turn.units is None else followed & set(turn.units)
        entries = await calendar_entries(session, seen or turn.units)
    if not entries:
        await turn.answer(texts.no_deadlines(turn.language))
        return
    content = await asyncio.to_thread(calendar_bytes, entries, turn.now)
    unfinished = sum(not entry.duty.is_finished for entry in entries)
    caption = texts.calendar_caption(len(entries), unfinished, turn.language)
    await send_file(turn, content, "thoi-han.ics", caption)
    await offer_feed(turn)
