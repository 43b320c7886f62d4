"""Which plan a report is about, and the report itself within what the person may see."""

from datetime import date

from bot.handlers.overview import reckoning_of
from bot.turn import Turn
from plan_data.report.plan_report import PlanReport, plan_report
from plan_data.store.histories import Scope
from plan_data.store.obligations import PlanHead, plan_heads


async def choose_plan(turn: Turn, plan_id: int) -> PlanHead | None:
    """The plan with this number, 0 for the newest; None when there is none."""
    async with turn.database.reading() as session:
        plans = await plan_heads(session)
    if plan_id:
        return next((plan for plan in plans if plan.id == plan_id), None)
    return plans[-1] if plans else None


async def report_of(turn: Turn, plan_code: str, on: date) -> PlanReport | None:
    """The plan at the end of a day, only the units that the person may see here."""
    async with turn.database.reading() as session:
        return await plan_report(session, Scope(turn.units, plan_code), on, reckoning_of(turn))
