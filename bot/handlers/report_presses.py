"""Buttons of the overview, of nudges, pictures and reports."""

from collections.abc import Sequence

from bot.handlers import charts, files, nudge, overview
from bot.texts import general
from bot.texts.message import Action, ButtonArgument
from bot.texts.overview import View
from bot.turn import Turn


async def press_report(turn: Turn, action: Action, arguments: Sequence[ButtonArgument]) -> str | None:
    """Do what such a button asks for; a sentence to show for a moment, None when the chat shows enough."""
    match action:
        case Action.OVERVIEW:
            name, key, page, on = arguments
            return await overview.turn_overview(turn, View(str(name), str(key), int(page), int(on)))
        case Action.PREVIEW_NUDGE:
            return await nudge.preview_nudge(turn, int(arguments[0]), int(arguments[1]))
        case Action.SEND_NUDGE:
            return await nudge.send_nudge(turn, int(arguments[0]), int(arguments[1]))
        case Action.SEND_CHART:
            return await charts.send_chart(turn, 0, int(arguments[0]))
        case Action.CHOOSE_REPORT:
            await files.offer_report(turn, int(arguments[0]))
            return None
        case Action.SEND_REPORT:
            return await files.send_report(turn, int(arguments[0]), str(arguments[1]), int(arguments[2]))
        case _:
            return general.old_button(turn.language)
