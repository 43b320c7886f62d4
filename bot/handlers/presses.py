"""Every button: what it asks for, and what it brings along."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from itertools import chain, repeat
from types import MappingProxyType
from typing import TypeVar, overload

from bot.handlers import (
    calendar_feed,
    charts,
    confirm,
    correct,
    detail,
    due,
    evidence,
    extension,
    fallback,
    files,
    groups,
    handover,
    incoming_files,
    invitations,
    nudge,
    overview,
    people,
    personal_data,
    plan_changes,
    plan_files,
    preferences,
    progress,
    progress_buttons,
    snooze,
    subscribe,
    undo,
)
from bot.handlers.refusal import RefusalError
from bot.texts import general
from bot.texts import groups as group_texts
from bot.texts.language import Language
from bot.texts.message import Action, ButtonArgument
from bot.texts.overview import View
from bot.turn import Turn
from plan_data.duty_state import ReportStatus
from plan_data.store.officials import Role

OPEN_TO_STRANGERS = frozenset({Action.FOLLOW})
"""A stranger may ask to follow a unit; nothing else."""

Said = Awaitable[str | None]
"""A sentence to show for a moment; None when the chat shows enough."""

Press = Callable[[Turn, Sequence[ButtonArgument]], Said]

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
Read = Callable[[ButtonArgument | None], A]
"""Makes of one thing that a button brings along what the handler takes; gets None where it brings fewer.

:raises ValueError: it is nothing that this button ever brought.
"""


async def press(turn: Turn, action: Action, arguments: Sequence[ButtonArgument]) -> str | None:
    """Do what a button asks for; returns a sentence to show for a moment, None when the chat shows enough."""
    if turn.official is None and (action not in OPEN_TO_STRANGERS or not turn.is_private):
        return general.not_allowed(turn.language)
    if action in groups.PRESSES_FOR_GROUP_ADMINS and not await groups.may_change_chat(turn):
        return group_texts.only_admins(turn.language)
    try:
        doing = PRESSES[action](turn, arguments)
    except (ValueError, IndexError):
        # Signed by us, so it was ours once, with other arguments.
        return general.old_button(turn.language)
    try:
        return await doing
    except RefusalError as refused:
        return refused.sentence


def _number(argument: ButtonArgument | None) -> int:
    if argument is None:
        raise ValueError("a number is missing")
    return int(argument)


def _maybe_number(argument: ButtonArgument | None) -> int | None:
    return None if argument is None else int(argument)


def _page(argument: ButtonArgument | None) -> int:
    return _maybe_number(argument) or 0


def _word(argument: ButtonArgument | None) -> str:
    if argument is None:
        raise ValueError("a word is missing")
    return str(argument)


def _role(argument: ButtonArgument | None) -> Role:
    return Role(_word(argument))


def _status(argument: ButtonArgument | None) -> ReportStatus:
    return ReportStatus(_word(argument))


def _maybe_role(argument: ButtonArgument | None) -> Role | None:
    return _role(argument) if _word(argument) else None


def _language(argument: ButtonArgument | None) -> Language:
    if argument == "vi":
        return "vi"
    if argument == "en":
        return "en"
    raise ValueError(f"no language {argument}")


@overload
def _to(handle: Callable[[Turn], Said]) -> Press: ...
@overload
def _to(handle: Callable[[Turn, A], Said], a: Read[A], /) -> Press: ...
@overload
def _to(handle: Callable[[Turn, A, B], Said], a: Read[A], b: Read[B], /) -> Press: ...
@overload
def _to(handle: Callable[[Turn, A, B, C], Said], a: Read[A], b: Read[B], c: Read[C], /) -> Press: ...
@overload
def _to(
    handle: Callable[[Turn, A, B, C, D], Said], a: Read[A], b: Read[B], c: Read[C], d: Read[D], /
) -> Press: ...
def _to(handle: Callable[..., Said], *reads: Callable[[ButtonArgument | None], object]) -> Press:
    """A press that hands what the button brings along, each thing read, to ``handle``."""

    def run(turn: Turn, arguments: Sequence[ButtonArgument]) -> Said:
        brought = chain(arguments, repeat(None))
        return handle(turn, *(read(argument) for read, argument in zip(reads, brought, strict=False)))

    return run


def _turn_overdue_page(turn: Turn, arguments: Sequence[ButtonArgument]) -> Said:
    # Lists of every kind bring the same three things: span, unit, page.
    return due.turn_overdue_page(turn, str(arguments[1]), int(arguments[2]))


def _turn_unit_page(turn: Turn, arguments: Sequence[ButtonArgument]) -> Said:
    # Chosen from a list of units it names the unit alone; under a page also the page.
    unit_code, page = (arguments[0], 0) if len(arguments) == 1 else (arguments[1], int(arguments[2]))
    return due.turn_unit_page(turn, str(unit_code), page)


def _turn_overview(turn: Turn, arguments: Sequence[ButtonArgument]) -> Said:
    name, key, page, on = arguments
    return overview.turn_overview(turn, View(str(name), str(key), int(page), int(on)))


def _send_chart(turn: Turn, arguments: Sequence[ButtonArgument]) -> Said:
    return charts.send_chart(turn, 0, int(arguments[0]))


PRESSES: Mapping[Action, Press] = MappingProxyType(
    {
        # lists
        Action.LIST_DUE: _to(due.turn_due_page, _word, _word, _number),
        Action.LIST_OVERDUE: _turn_overdue_page,
        Action.LIST_UNIT: _turn_unit_page,
        # a duty: its card, progress, evidence
        Action.OPEN_DUTY: _to(detail.open_duty, _number),
        Action.REPORT: _to(progress_buttons.report_by_button, _number, _status, _maybe_number),
        Action.ASK_PERCENT: _to(progress_buttons.ask_percent, _number),
        Action.ASK_OBSTACLE: _to(progress_buttons.ask_obstacle, _number),
        Action.CANCEL: _to(progress_buttons.cancel),
        Action.APPLY_WORDS: _to(progress.apply_words, _number),
        Action.UNDO: _to(undo.undo, _number),
        Action.AMEND: _to(undo.amend, _number),
        Action.CORRECT: _to(correct.ask_correction, _number),
        Action.ASK_EVIDENCE: _to(evidence.ask_for_evidence, _number),
        Action.GET_EVIDENCE: _to(evidence.send_back, _number),
        Action.TAKE_EVIDENCE: _to(evidence.take_for, _number),
        Action.WITHDRAW_EVIDENCE: _to(evidence.withdraw, _number),
        Action.OFFER_SNOOZE: _to(snooze.offer, _number),
        Action.SNOOZE: _to(snooze.choose, _number, _number),
        # confirming and deciding
        Action.LIST_WAITING: _to(confirm.turn_waiting_page, _page),
        Action.CONFIRM: _to(confirm.confirm, _number, _maybe_number),
        Action.ASK_RETURN: _to(confirm.ask_return, _number),
        Action.RETURN: _to(confirm.return_by_button, _number, _number),
        Action.ASK_EXTENSION: _to(extension.ask_by_button, _number),
        Action.LIST_EXTENSIONS: _to(extension.list_requests),
        Action.GRANT_EXTENSION: _to(extension.ask_document, _number),
        Action.GRANT_UNWRITTEN: _to(extension.grant_unwritten, _number),
        Action.DENY_EXTENSION: _to(extension.ask_denial, _number),
        Action.ASK_REVOCATION: _to(extension.ask_revocation, _number),
        # the coordinator's view
        Action.OVERVIEW: _turn_overview,
        Action.PREVIEW_NUDGE: _to(nudge.preview_nudge, _number, _number),
        Action.SEND_NUDGE: _to(nudge.send_nudge, _number, _number),
        Action.SEND_CHART: _send_chart,
        Action.CHOOSE_REPORT: _to(files.offer_report, _number),
        Action.SEND_REPORT: _to(files.send_report, _number, _word, _number),
        # plans sent in chat
        Action.TAKE_PLAN: _to(incoming_files.take_as_plan),
        Action.TAKE_AS_EVIDENCE: _to(incoming_files.take_as_evidence),
        Action.APPLY_PLAN: _to(plan_changes.apply, _word),
        Action.DROP_PLAN: _to(plan_changes.drop),
        Action.EXPORT_PLAN: _to(plan_files.export, _number),
        # following, and one's own settings
        Action.FOLLOW: _to(subscribe.follow_unit, _word),
        Action.UNFOLLOW: _to(subscribe.unfollow_unit, _word),
        Action.DECIDE_ACCESS: _to(subscribe.decide_access, _number, _maybe_role),
        Action.SET_HOUR: _to(preferences.choose_hour, _number),
        Action.PAUSE: _to(preferences.choose_pause, _number),
        Action.SET_LANGUAGE: _to(preferences.choose_language, _language),
        Action.ASK_FALLBACK: _to(fallback.ask_address),
        Action.END_FALLBACK: _to(fallback.end),
        Action.NEW_CALENDAR_FEED: _to(calendar_feed.make_feed),
        Action.END_CALENDAR_FEED: _to(calendar_feed.take_feed_back),
        Action.DOWNLOAD_MY_DATA: _to(personal_data.download),
        Action.ASK_ERASE_ME: _to(personal_data.ask_erase),
        Action.ERASE_ME: _to(personal_data.erase),
        # officials: inviting, standing in, roles, handing over
        Action.INVITE_UNIT: _to(invitations.choose_role, _word),
        Action.INVITE_ROLE: _to(invitations.choose_uses, _word, _role),
        Action.INVITE_USES: _to(invitations.choose_days, _word, _role, _number),
        Action.INVITE_MAKE: _to(invitations.make, _word, _role, _number, _number),
        Action.REVOKE_INVITATION: _to(invitations.revoke, _number),
        Action.LEND_UNIT: _to(handover.choose_unit, _word),
        Action.STOP_LENDING: _to(handover.stop, _number),
        Action.LIST_PEOPLE: _to(people.list_people, _word, _page),
        Action.OPEN_PERSON: _to(people.open_person, _number),
        Action.CHOOSE_ROLE: _to(people.choose_role, _number, _word),
        Action.SET_ROLE: _to(people.set_role, _number, _word, _maybe_role),
        Action.ASK_REMOVE_PERSON: _to(people.ask_remove, _number),
        Action.REMOVE_PERSON: _to(people.remove, _number),
        Action.OFFER_HANDOVER: _to(handover.offer_of_person, _number),
        Action.HAND_OVER: _to(handover.make_offer, _number),
        Action.REVOKE_HANDOVER: _to(handover.revoke_offer, _number),
    }
)
