"""Progress by buttons: a status, how far, what is in the way."""

from collections.abc import Callable

from bot.handlers.duty_access import duty_to_report
from bot.handlers.recording import recorded, source_of
from bot.handlers.telling import tell_of_waiting_report
from bot.texts import progress
from bot.texts.language import Language
from bot.texts.message import Message
from bot.turn import Turn
from plan_data.duty_state import ReportStatus
from plan_data.store.duties import Duty
from plan_data.store.progress import NewReport, record_progress
from plan_data.store.questions import ask, close_question

OBSTACLE_QUESTION = "obstacle"
PERCENT_QUESTION = "percent"


async def report_by_button(turn: Turn, duty_id: int, status: str, percent: int | None) -> str | None:
    """A status button was pressed; returns what to show when nothing was recorded."""
    duty, refusal = await duty_to_report(turn, duty_id)
    if duty is None or turn.official is None:
        return refusal
    async with turn.database.writing() as session:
        report_id = await record_progress(
            session,
            duty.id,
            turn.official.id,
            NewReport(ReportStatus(status), percent=percent),
            source=source_of(turn),
            now=turn.now,
        )
        done = await recorded(session, report_id)
        await close_question(session, turn.chat.id, turn.person.id)
    await turn.drop_buttons()
    await turn.answer(progress.recorded(done, turn.language))
    for each in done:
        await tell_of_waiting_report(turn, each.duty)
    return None


async def ask_percent(turn: Turn, duty_id: int) -> str | None:
    """How far? By button or by a number in the next message."""
    return await _ask(turn, duty_id, PERCENT_QUESTION, progress.ask_percent)


async def ask_obstacle(turn: Turn, duty_id: int) -> str | None:
    """What is in the way? In the next message."""
    return await _ask(turn, duty_id, OBSTACLE_QUESTION, progress.ask_obstacle)


async def _ask(turn: Turn, duty_id: int, kind: str, text: Callable[[Duty, Language], Message]) -> str | None:
    duty, refusal = await duty_to_report(turn, duty_id)
    if duty is None:
        return refusal
    async with turn.database.writing() as session:
        await ask(
            session, turn.chat.id, turn.person.id, kind=kind, details={"duty_id": duty_id}, now=turn.now
        )
    await turn.answer(text(duty, turn.language))
    return None


async def cancel(turn: Turn) -> None:
    """[Bỏ qua]: nothing is recorded, and nothing is waited for."""
    async with turn.database.writing() as session:
        await close_question(session, turn.chat.id, turn.person.id)
    await turn.replace(progress.cancelled(turn.language))
