"""/moi and /loimoi: making invitation links, and taking them back."""

from datetime import timedelta

from telegram.helpers import create_deep_linked_url

from bot.access import may_administer, roles_to_give
from bot.handlers.asking import ask
from bot.handlers.refusal import RefusalError, acting_in_private, acting_official, not_allowed, old_button
from bot.texts import invitations, joining
from bot.texts.message import Action, Message
from bot.turn import Turn
from plan_data.store.invitations import (
    invitation_of_code,
    invite,
    open_invitations,
    revoke_invitation,
)
from plan_data.store.officials import Official, Role
from plan_data.store.questions import Question
from plan_data.units import Unit

INVITE_QUESTION = "invite"
USES = (1, 5, 20, 100)
DAYS = (1, 7, 14, 30)


async def invite_by_command(turn: Turn, text: str) -> None:
    """Find the unit to invite for; without a text, ask for it."""
    if not roles_to_give(acting_official(turn)):
        raise RefusalError(invitations.may_not(turn.language))
    if not text.strip():
        await ask(turn, INVITE_QUESTION, invitations.ask_unit(turn.language))
        return
    matches = turn.directory.search(text)
    if not matches:
        await turn.answer(joining.no_unit(text, turn.language))
    elif matches[0].exact and sum(match.exact for match in matches) == 1:
        await turn.answer(_roles(turn, matches[0].unit))
    else:
        units = [match.unit for match in matches]
        await turn.answer(joining.choose_unit(units, turn.directory, Action.INVITE_UNIT, turn.language))


async def answer_which(turn: Turn, _question: Question, text: str) -> None:
    """The name of the unit to invite for was written."""
    await invite_by_command(turn, text)


def _roles(turn: Turn, unit: Unit) -> Message:
    roles = roles_to_give(acting_official(turn))
    return invitations.choose_role(unit.code, turn.directory.display_name(unit.code), roles, turn.language)


async def choose_role(turn: Turn, unit_code: str) -> None:
    """A unit was pressed."""
    unit = turn.directory.get(unit_code)
    if unit is None or not roles_to_give(acting_official(turn)):
        raise not_allowed(turn)
    await turn.replace(_roles(turn, unit))


async def choose_uses(turn: Turn, unit_code: str, role: Role) -> None:
    """A role was pressed."""
    _inviting(turn, unit_code, role)
    name = turn.directory.display_name(unit_code)
    await turn.replace(invitations.choose_uses(unit_code, name, role, USES, turn.language))


async def choose_days(turn: Turn, unit_code: str, role: Role, uses: int) -> None:
    """A number of uses was pressed."""
    _inviting(turn, unit_code, role)
    name = turn.directory.display_name(unit_code)
    await turn.replace(invitations.choose_days(unit_code, name, role, uses, DAYS, turn.language))


async def make(turn: Turn, unit_code: str, role: Role, uses: int, days: int) -> None:
    """All was chosen: make the link and show it this once."""
    official = _inviting(turn, unit_code, role)
    code = turn.services.link_codes.code("invite", turn.update_id, turn.person.id)
    async with turn.database.writing() as session:
        await invite(
            session,
            unit_code=unit_code,
            role=role,
            created_by=official.id,
            now=turn.now,
            uses=uses,
            life=timedelta(days=days),
            code=code,
        )
        made = await invitation_of_code(session, code)
    if made is None:
        raise old_button(turn)
    address = create_deep_linked_url(turn.bot.username, code)
    await turn.replace(invitations.link(made, address, turn.services.zone, turn.language))


def _inviting(turn: Turn, unit_code: str, role: Role) -> Official:
    """Who invites, if they may give this role at this unit; raises RefusalError else."""
    official = acting_official(turn)
    if role not in roles_to_give(official) or turn.directory.get(unit_code) is None:
        raise not_allowed(turn)
    return official


async def show_open(turn: Turn, _text: str) -> None:
    """Invitations that still let somebody in: an administrator sees all, others their own."""
    await turn.answer(await _open(turn))


async def _open(turn: Turn) -> Message:
    official = acting_in_private(turn)
    own = None if may_administer(official) else official.id
    async with turn.database.reading() as session:
        found = await open_invitations(session, turn.now, created_by=own)
    return invitations.open_list(found, turn.services.zone, turn.language)


async def revoke(turn: Turn, invitation_id: int) -> str:
    """[Thu hồi]: under the link itself, or in the list."""
    official = acting_in_private(turn)
    async with turn.database.writing() as session:
        is_revoked = await revoke_invitation(
            session,
            invitation_id,
            revoked_by=official.id,
            now=turn.now,
            only_own=not may_administer(official),
        )
    if not is_revoked:
        raise RefusalError(invitations.not_open(turn.language))
    await turn.replace(await _open(turn))
    return invitations.revoked(turn.language)
