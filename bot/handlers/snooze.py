"""[Nhắc lại sau…]: a reminder waits some days in one chat. The deadline does not move; the bot says so."""

from datetime import timedelta

from bot.access import may_report
from bot.handlers.duty_access import duty_to_see
from bot.texts import general, snooze
from bot.turn import Turn
from plan_data.store.chats import chat_at
from plan_data.store.duties import Duty
from plan_data.store.snooze import snooze as snooze_duty

CHOICES = (1, 3, 7)


async def offer(turn: Turn, duty_id: int) -> str | None:
    """Offer days that end before the deadline, or any once it has passed."""
    duty, refusal = await _duty(turn, duty_id)
    if duty is None or duty.due_on is None:
        return refusal or snooze.not_now(turn.language)
    choices = [days for days in CHOICES if _is_possible(turn, duty, days)]
    if not choices:
        return snooze.not_now(turn.language)
    await turn.answer(snooze.offer(duty, duty.due_on, choices, turn.language))
    return None


async def choose(turn: Turn, duty_id: int, days: int) -> str | None:
    """A number of days was pressed."""
    duty, refusal = await _duty(turn, duty_id)
    if duty is None or duty.due_on is None or turn.official is None:
        return refusal or snooze.not_now(turn.language)
    if days not in CHOICES or not _is_possible(turn, duty, days):
        return snooze.not_now(turn.language)
    until_on = turn.today.calendar.next_working_day(turn.today.on + timedelta(days=days))
    async with turn.database.writing() as session:
        chat = await chat_at(session, turn.chat.id, turn.thread_id)
        if chat is None:
            return general.old_button(turn.language)
        await snooze_duty(
            session,
            chat.id,
            duty.id,
            turn.official.id,
            until_on=until_on,
            today=turn.today.on,
            now=turn.now,
        )
    await turn.replace(snooze.snoozed(duty, duty.due_on, until_on, turn.language))
    return None


def _is_possible(turn: Turn, duty: Duty, days: int) -> bool:
    """Nobody is to sleep through the deadline; what is overdue can wait a little."""
    if duty.due_on is None or duty.is_finished:
        return False
    until_on = turn.today.calendar.next_working_day(turn.today.on + timedelta(days=days))
    return until_on < duty.due_on or duty.due_on < turn.today.on


async def _duty(turn: Turn, duty_id: int) -> tuple[Duty | None, str | None]:
    """In a group only who reports for the unit may hold back what all of it would read."""
    duty, refusal = await duty_to_see(turn, duty_id)
    if duty is None or turn.is_private:
        return duty, refusal
    if turn.official is None or not may_report(turn.official, duty.unit_code):
        return None, general.not_allowed(turn.language)
    return duty, None
