"""Every button: what it asks for, and whether the one who pressed it may."""

from collections.abc import Sequence

from bot.handlers import (
    calendar_feed,
    due,
    groups,
    handover,
    invitations,
    people,
    personal_data,
    preferences,
    subscribe,
)
from bot.handlers.duty_presses import DUTY_ACTIONS, press_duty
from bot.handlers.report_presses import press_report
from bot.texts import general
from bot.texts import groups as group_texts
from bot.texts.language import Language
from bot.texts.message import Action, ButtonArgument
from bot.turn import Turn
from plan_data.store.officials import Role

OPEN_TO_STRANGERS = frozenset({Action.FOLLOW})
"""A stranger may ask to follow a unit; nothing else."""


async def press(turn: Turn, action: Action, arguments: Sequence[ButtonArgument]) -> str | None:
    """Do what a button asks for; returns a sentence to show for a moment, None when the chat shows enough."""
    if turn.official is None and (action not in OPEN_TO_STRANGERS or not turn.is_private):
        return general.not_allowed(turn.language)
    if action in groups.PRESSES_FOR_GROUP_ADMINS and not await groups.may_change_chat(turn):
        return group_texts.only_admins(turn.language)
    try:
        return await _do(turn, action, arguments)
    except (ValueError, IndexError):
        # Signed by us, so it was ours once, with other arguments.
        return general.old_button(turn.language)


async def _do(turn: Turn, action: Action, arguments: Sequence[ButtonArgument]) -> str | None:
    if action in DUTY_ACTIONS:
        return await press_duty(turn, action, arguments)
    match action:
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
            return await _do_invite(turn, action, arguments)
    return None


async def _do_invite(turn: Turn, action: Action, arguments: Sequence[ButtonArgument]) -> str | None:
    """Buttons about invitations and about standing in for somebody."""
    match action:
        case Action.INVITE_UNIT:
            return await invitations.choose_role(turn, str(arguments[0]))
        case Action.INVITE_ROLE:
            return await invitations.choose_uses(turn, str(arguments[0]), Role(str(arguments[1])))
        case Action.INVITE_USES:
            unit_code, role = str(arguments[0]), Role(str(arguments[1]))
            return await invitations.choose_days(turn, unit_code, role, int(arguments[2]))
        case Action.INVITE_MAKE:
            unit_code, role = str(arguments[0]), Role(str(arguments[1]))
            return await invitations.make(turn, unit_code, role, int(arguments[2]), int(arguments[3]))
        case Action.REVOKE_INVITATION:
            return await invitations.revoke(turn, int(arguments[0]))
        case Action.LEND_UNIT:
            return await handover.choose_unit(turn, str(arguments[0]))
        case Action.STOP_LENDING:
            return await handover.stop(turn, int(arguments[0]))
        case _:
            return await _do_people(turn, action, arguments)


async def _do_people(turn: Turn, action: Action, arguments: Sequence[ButtonArgument]) -> str | None:
    """Buttons about officials."""
    match action:
        case Action.LIST_PEOPLE:
            page = int(arguments[1]) if len(arguments) > 1 else 0
            return await people.list_people(turn, str(arguments[0]), page)
        case Action.OPEN_PERSON:
            return await people.open_person(turn, int(arguments[0]))
        case Action.CHOOSE_ROLE:
            return await people.choose_role(turn, int(arguments[0]), str(arguments[1]))
        case Action.SET_ROLE:
            role = Role(str(arguments[2])) if arguments[2] else None
            return await people.set_role(turn, int(arguments[0]), str(arguments[1]), role)
        case Action.ASK_REMOVE_PERSON:
            return await people.ask_remove(turn, int(arguments[0]))
        case Action.REMOVE_PERSON:
            return await people.remove(turn, int(arguments[0]))
        case Action.OFFER_HANDOVER:
            return await handover.offer_of_person(turn, int(arguments[0]))
        case Action.HAND_OVER:
            return await handover.make_offer(turn, int(arguments[0]))
        case Action.REVOKE_HANDOVER:
            return await handover.revoke_offer(turn, int(arguments[0]))
        case _:
            return await _do_personal(turn, action, arguments)


async def _do_personal(turn: Turn, action: Action, arguments: Sequence[ButtonArgument]) -> str | None:
    """Buttons about what is kept of a person."""
    match action:
        case Action.DOWNLOAD_MY_DATA:
            return await personal_data.download(turn)
        case Action.ASK_ERASE_ME:
            return await personal_data.ask_erase(turn)
        case Action.ERASE_ME:
            return await personal_data.erase(turn)
        case Action.NEW_CALENDAR_FEED:
            return await calendar_feed.make_feed(turn)
        case Action.END_CALENDAR_FEED:
            return await calendar_feed.take_feed_back(turn)
        case _:
            return await press_report(turn, action, arguments)


def _language(code: str) -> Language:
    if code == "vi":
        return "vi"
    if code == "en":
        return "en"
    raise ValueError(f"no language {code}")
