"""[Nhắc lại sau…]: a reminder waits some days in one chat. The deadline does not move; the bot says so."""

from datetime import date, timedelta

from bot.access import may_report
from bot.handlers.duty_access import duty_to_see
from bot.handlers.refusal import RefusalError, acting_official, not_allowed, old_button
from bot.texts import snooze
from bot.turn import Turn
from plan_data.store.chats import chat_at
from plan_data.store.duties import Duty
from plan_data.store.snooze import snooze as snooze_duty

CHOICES = (1, 3, 7)


async def offer(turn: Turn, duty_id: int) -> None:
    """Offer days that end before the deadline, or any once it has passed."""
    duty, due_on = await _duty(turn, duty_id)
    choices = [days for days in CHOICES if _is_possible(turn, due_on, days)]
    if not choices:
        raise RefusalError(snooze.not_now(turn.language))
    await turn.answer(snooze.offer(duty, due_on, choices, turn.language))


async def choose(turn: Turn, duty_id: int, days: int) -> None:
    """A number of days was pressed."""
    duty, due_on = await _duty(turn, duty_id)
    if days not in CHOICES or not _is_possible(turn, due_on, days):
        raise RefusalError(snooze.not_now(turn.language))
    until_on = turn.today.calendar.next_working_day(turn.today.on + timedelta(days=days))
    async with turn.database.writing() as session:
        chat = await chat_at(session, turn.chat.id, turn.thread_id)
        if chat is None:
            raise old_button(turn)
        await snooze_duty(
            session,
            chat.id,
            duty.id,
            acting_official(turn).id,
            until_on=until_on,
            today=turn.today.on,
            now=turn.now,
        )
    await turn.replace(snooze.snoozed(duty, due_on, until_on, turn.language))


def _is_possible(turn: Turn, due_on: date, days: int) -> bool:
    """Nobody is to sleep through the deadline; what is overdue can wait a little."""
    until_on = turn.today.calendar.next_working_day(turn.today.on + timedelta(days=days))
    return until_on < due_on or due_on < turn.today.on


async def _duty(turn: Turn, duty_id: int) -> tuple[Duty, date]:
    """A duty that is open, and its deadline, for who may hold its reminder back; raises RefusalError else."""
    duty = await duty_to_see(turn, duty_id)
    # In a group all would read it: only who reports for the unit may hold it back.
    if not turn.is_private and not may_report(acting_official(turn), duty.unit_code):
        raise not_allowed(turn)
    if duty.due_on is None or duty.is_finished:
        raise RefusalError(snooze.not_now(turn.language))
    return duty, duty.due_on
