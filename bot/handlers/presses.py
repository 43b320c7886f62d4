"""Every button: what it asks for, and whether the one who pressed it may."""

from collections.abc import Sequence

from bot.handlers import detail, due, preferences, progress, subscribe
from bot.texts import general
from bot.texts.language import Language
from bot.texts.message import Action, ButtonArgument
from bot.turn import Turn

OPEN_TO_STRANGERS = frozenset({Action.FOLLOW})
"""A stranger may ask to follow a unit; nothing else."""


async def press(turn: Turn, action: Action, arguments: Sequence[ButtonArgument]) -> str | None:
    """Do what a button asks for; returns a sentence to show for a moment, None when the chat shows enough."""
    if turn.official is None and action not in OPEN_TO_STRANGERS:
        return general.not_allowed(turn.language)
    try:
        return await _do(turn, action, arguments)
    except (ValueError, IndexError):
        # Signed by us, so it was ours once, with other arguments.
        return general.old_button(turn.language)


async def _do(turn: Turn, action: Action, arguments: Sequence[ButtonArgument]) -> str | None:
    match action:
        case Action.OPEN_DUTY:
            return await detail.open_duty(turn, int(arguments[0]))
        case Action.REPORT:
            percent = int(arguments[2]) if len(arguments) > 2 else None
            return await progress.report_by_button(turn, int(arguments[0]), str(arguments[1]), percent)
        case Action.ASK_PERCENT:
            return await progress.ask_percent(turn, int(arguments[0]))
        case Action.ASK_OBSTACLE:
            return await progress.ask_obstacle(turn, int(arguments[0]))
        case Action.UNDO:
            return await progress.undo(turn, int(arguments[0]))
        case Action.AMEND:
            return await progress.amend(turn, int(arguments[0]))
        case Action.CANCEL:
            await progress.cancel(turn)
        case Action.FOLLOW:
            await subscribe.follow_unit(turn, str(arguments[0]))
        case Action.UNFOLLOW:
            await subscribe.unfollow_unit(turn, str(arguments[0]))
        case Action.DECIDE_ACCESS:
            return await subscribe.decide_access(turn, int(arguments[0]), str(arguments[1]))
        case _:
            return await _do_view(turn, action, arguments)
    return None


async def _do_view(turn: Turn, action: Action, arguments: Sequence[ButtonArgument]) -> str | None:
    """Buttons that only turn pages or change settings."""
    match action:
        case Action.LIST_DUE:
            return await due.turn_due_page(turn, str(arguments[0]), str(arguments[1]), int(arguments[2]))
        case Action.LIST_OVERDUE:
            await due.turn_overdue_page(turn, int(arguments[2]))
        case Action.LIST_UNIT:
            # Chosen from a list of units it names the unit alone; under a page also the page.
            unit_code, page = (arguments[0], 0) if len(arguments) == 1 else (arguments[1], int(arguments[2]))
            return await due.turn_unit_page(turn, str(unit_code), page)
        case Action.SET_HOUR:
            return await preferences.choose_hour(turn, int(arguments[0]))
        case Action.PAUSE:
            return await preferences.choose_pause(turn, int(arguments[0]))
        case Action.SET_LANGUAGE:
            return await preferences.choose_language(turn, _language(str(arguments[0])))
        case _:
            return general.old_button(turn.language)
    return None


def _language(code: str) -> Language:
    if code == "vi":
        return "vi"
    if code == "en":
        return "en"
    raise ValueError(f"no language {code}")
