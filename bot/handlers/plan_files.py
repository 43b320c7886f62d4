"""/kehoach and the files of plans: a document is drafted from, a corrected workbook is shown and applied."""

import asyncio
from datetime import timedelta

from bot.attachments import busy, send_file
from bot.handlers import plan_changes
from bot.handlers.asking import wait_for
from bot.handlers.plan_reading import acting_plan_editor, read_plan_file, say_why_not
from bot.handlers.refusal import old_button
from bot.sent_files import SentFile
from bot.texts import plan_files as texts
from bot.turn import Turn
from plan_data.document.received import Drafted, ReceivedPlan, Unusable
from plan_data.plan_file.excel_write import plan_workbook
from plan_data.store.plans import loaded_plan, plans_in_use
from plan_data.store.units import load_directory
from plan_data.units import fold

PLAN_QUESTION = "plan_file"
AWAITED_FOR = timedelta(days=1)
"""After /kehoach, a draft or an export the next file of a plan's form is taken for one."""

CAPTIONS = frozenset({"/kehoach", "/plan", "ke hoach", "ke hoach moi", "plan", "new plan"})


async def show_plans(turn: Turn, _text: str) -> None:
    """/kehoach: how a plan comes in, and those in use; the next file is one."""
    acting_plan_editor(turn)
    async with turn.database.reading() as session:
        plans = await plans_in_use(session)
    await turn.answer(texts.how_to(plans, turn.services.zone, turn.language))
    await wait_for(turn, PLAN_QUESTION)


def says_plan(sent: SentFile) -> bool:
    """Whether the words under a file say that it is a plan."""
    return fold(sent.caption) in CAPTIONS


def is_awaited(turn: Turn) -> bool:
    """Whether the bot waits for a plan here."""
    asked = turn.question
    return asked is not None and asked.kind == PLAN_QUESTION and turn.now - asked.asked_at <= AWAITED_FOR


async def take(turn: Turn, sent: SentFile) -> None:
    """Read the file of a plan and answer with what came of it."""
    acting_plan_editor(turn)
    file = await read_plan_file(turn, sent)
    match file.received:
        case Drafted() as draft:
            await turn.answer(texts.drafted(draft, turn.language), reply_to=sent.message_id)
            caption = texts.draft_caption(turn.language)
            await send_file(turn, draft.workbook, f"{draft.code}.xlsx", caption)
        case ReceivedPlan() as received:
            await plan_changes.show(turn, sent, received, file.sha256)
        case Unusable() as unusable:
            await say_why_not(turn, sent, unusable)
    await wait_for(turn, PLAN_QUESTION)


async def export(turn: Turn, plan_id: int) -> None:
    """[Excel]: the workbook of a plan in use, to be amended and sent back."""
    acting_plan_editor(turn)
    async with turn.database.reading() as session:
        in_use = next((plan for plan in await plans_in_use(session) if plan.id == plan_id), None)
        plan = await loaded_plan(session, in_use.code) if in_use else None
        directory = await load_directory(session)
    if in_use is None or plan is None:
        raise old_button(turn)
    async with busy(turn):
        workbook = await asyncio.to_thread(plan_workbook, plan, directory)
    caption = texts.export_caption(in_use, turn.language)
    await send_file(turn, workbook, f"{in_use.code}-ban-{in_use.version}.xlsx", caption)
    await wait_for(turn, PLAN_QUESTION)
