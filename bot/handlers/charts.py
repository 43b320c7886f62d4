"""/bieudo: pictures of how the plan stands, drawn in a thread."""

import asyncio
from datetime import date

from bot.attachments import send_pictures, show_busy
from bot.handlers.overview import day_named
from bot.handlers.refusal import RefusalError, not_allowed
from bot.handlers.report_scope import choose_plan, report_of
from bot.texts import report as texts
from bot.turn import Turn
from plan_data.report.pictures import bars_by_unit, timeline
from plan_data.report.plan_report import PlanReport


async def show_chart(turn: Turn, text: str) -> None:
    """For the plan, at the end of the day that is named or of today."""
    on = day_named(turn, text)
    await send_chart(turn, 0, on.toordinal())


async def send_chart(turn: Turn, plan_id: int, ordinal: int) -> None:
    """Pictures of a plan (0: the newest) at the end of a day (0: today)."""
    on = date.fromordinal(ordinal) if ordinal else turn.today.on
    plan = await choose_plan(turn, plan_id)
    if plan is None:
        raise RefusalError(texts.no_plan(turn.language))
    report = await report_of(turn, plan.code, on)
    if report is None or not report.rows:
        raise not_allowed(turn)
    await show_busy(turn, picture=True)
    await send_pictures(
        turn, await asyncio.to_thread(_draw, report), texts.chart_caption(report, turn.language)
    )


def _draw(report: PlanReport) -> list[bytes]:
    return [*bars_by_unit(report), timeline(report)]
