"""Buttons about one duty: progress, confirmation, evidence, later dates, snoozing, correcting."""

from collections.abc import Sequence

from bot.handlers import (
    confirm,
    correct,
    detail,
    evidence,
    extension,
    progress,
    progress_buttons,
    snooze,
    undo,
)
from bot.texts import general
from bot.texts.message import Action, ButtonArgument
from bot.turn import Turn

DUTY_ACTIONS = frozenset(
    {
        Action.OPEN_DUTY,
        Action.REPORT,
        Action.ASK_PERCENT,
        Action.ASK_OBSTACLE,
        Action.UNDO,
        Action.AMEND,
        Action.CANCEL,
        Action.APPLY_WORDS,
        Action.CORRECT,
        Action.CONFIRM,
        Action.ASK_RETURN,
        Action.RETURN,
        Action.LIST_WAITING,
        Action.ASK_EVIDENCE,
        Action.GET_EVIDENCE,
        Action.TAKE_EVIDENCE,
        Action.WITHDRAW_EVIDENCE,
        Action.ASK_EXTENSION,
        Action.GRANT_EXTENSION,
        Action.GRANT_UNWRITTEN,
        Action.DENY_EXTENSION,
        Action.LIST_EXTENSIONS,
        Action.OFFER_SNOOZE,
        Action.SNOOZE,
    }
)


async def press_duty(turn: Turn, action: Action, arguments: Sequence[ButtonArgument]) -> str | None:
    """Do what such a button asks for; a sentence to show for a moment, None when the chat shows enough."""
    number = int(arguments[0]) if arguments else 0
    match action:
        case Action.OPEN_DUTY:
            return await detail.open_duty(turn, number)
        case Action.REPORT:
            percent = int(arguments[2]) if len(arguments) > 2 else None
            return await progress_buttons.report_by_button(turn, number, str(arguments[1]), percent)
        case Action.ASK_PERCENT:
            return await progress_buttons.ask_percent(turn, number)
        case Action.ASK_OBSTACLE:
            return await progress_buttons.ask_obstacle(turn, number)
        case Action.CANCEL:
            await progress_buttons.cancel(turn)
            return None
        case Action.APPLY_WORDS:
            return await progress.apply_words(turn, number)
        case Action.UNDO:
            return await undo.undo(turn, number)
        case Action.AMEND:
            return await undo.amend(turn, number)
        case Action.CORRECT:
            return await correct.ask_correction(turn, number)
        case _:
            return await _decide(turn, action, number, arguments)


async def _decide(turn: Turn, action: Action, number: int, arguments: Sequence[ButtonArgument]) -> str | None:
    """Buttons of those who confirm and decide."""
    match action:
        case Action.CONFIRM:
            return await confirm.confirm(turn, number, int(arguments[1]) if len(arguments) > 1 else None)
        case Action.ASK_RETURN:
            return await confirm.ask_return(turn, number)
        case Action.RETURN:
            return await confirm.return_by_button(turn, number, int(arguments[1]))
        case Action.LIST_WAITING:
            await confirm.turn_waiting_page(turn, number)
            return None
        case Action.GRANT_EXTENSION:
            return await extension.ask_document(turn, number)
        case Action.GRANT_UNWRITTEN:
            return await extension.grant_unwritten(turn, number)
        case Action.DENY_EXTENSION:
            return await extension.ask_denial(turn, number)
        case Action.LIST_EXTENSIONS:
            return await extension.list_requests(turn)
        case _:
            return await _supply(turn, action, number, arguments)


async def _supply(turn: Turn, action: Action, number: int, arguments: Sequence[ButtonArgument]) -> str | None:
    """Buttons for evidence, for more time, for silence."""
    match action:
        case Action.ASK_EVIDENCE:
            return await evidence.ask_for_evidence(turn, number)
        case Action.GET_EVIDENCE:
            return await evidence.send_back(turn, number)
        case Action.TAKE_EVIDENCE:
            return await evidence.take_for(turn, number)
        case Action.WITHDRAW_EVIDENCE:
            return await evidence.withdraw(turn, number)
        case Action.ASK_EXTENSION:
            return await extension.ask_by_button(turn, number)
        case Action.OFFER_SNOOZE:
            return await snooze.offer(turn, number)
        case Action.SNOOZE:
            return await snooze.choose(turn, number, int(arguments[1]))
        case _:
            return general.old_button(turn.language)
