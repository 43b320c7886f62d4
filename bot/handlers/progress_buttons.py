"""Progress by buttons: a status, how far, what is in the way."""

from bot.handlers.asking import ask, stop_asking
from bot.handlers.duty_access import duty_to_report
from bot.handlers.recording import source_of
from bot.handlers.refusal import acting_official
from bot.handlers.telling import tell_of_waiting_report
from bot.texts import progress
from bot.turn import Turn
from plan_data.duty_state import ReportStatus
from plan_data.store.progress import DutyReport, NewReport

OBSTACLE_QUESTION = "obstacle"
PERCENT_QUESTION = "percent"


async def report_by_button(turn: Turn, duty_id: int, status: ReportStatus, percent: int | None) -> None:
    """A status button was pressed."""
    duty = await duty_to_report(turn, duty_id)
    said = NewReport(status, percent=percent)
    report = DutyReport(duty.id, acting_official(turn).id, said, source_of(turn), turn.now)
    done = await turn.grouped.progress.call([report])
    if turn.question is not None:
        await stop_asking(turn)
    await turn.drop_buttons()
    for message in progress.recorded(done, turn.language):
        await turn.answer(message)
    for each in done:
        await tell_of_waiting_report(turn, each.duty)


async def ask_percent(turn: Turn, duty_id: int) -> None:
    """How far? By button or by a number in the next message."""
    duty = await duty_to_report(turn, duty_id)
    await ask(turn, PERCENT_QUESTION, progress.ask_percent(duty, turn.language), duty_id=duty_id)


async def ask_obstacle(turn: Turn, duty_id: int) -> None:
    """What is in the way? In the next message."""
    duty = await duty_to_report(turn, duty_id)
    await ask(turn, OBSTACLE_QUESTION, progress.ask_obstacle(duty, turn.language), duty_id=duty_id)


async def cancel(turn: Turn) -> None:
    """[Bỏ qua]: nothing is recorded, and nothing is waited for."""
    await stop_asking(turn)
    await turn.replace(progress.cancelled(turn.language))
