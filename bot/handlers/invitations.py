"""/moi and /loimoi: making invitation links, and taking them back."""

from datetime import timedelta

from telegram.helpers import create_deep_linked_url

from bot.access import may_administer, roles_to_give
from bot.handlers.asking import ask
from bot.texts import general, invitations, joining
from bot.texts.language import Html
from bot.texts.message import Action, Message
from bot.turn import Turn
from plan_data.store.invitations import (
    invitation_of_code,
    invite,
    open_invitations,
    revoke_invitation,
)
from plan_data.store.officials import Role
from plan_data.store.questions import Question
from plan_data.units import Unit

INVITE_QUESTION = "invite"
USES = (1, 5, 20, 100)
DAYS = (1, 7, 14, 30)


async def invite_by_command(turn: Turn, text: str) -> None:
    """Find the unit to invite for; without a text, ask for it."""
    if turn.official is None or not roles_to_give(turn.official):
        await turn.answer(Message(Html(general.not_allowed(turn.language))))
        return
    if not text.strip():
        await ask(turn, INVITE_QUESTION, joining.ask_unit(turn.language))
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
    roles = roles_to_give(turn.official) if turn.official else ()
    return invitations.choose_role(unit.code, turn.directory.display_name(unit.code), roles, turn.language)


async def choose_role(turn: Turn, unit_code: str) -> str | None:
    """A unit was pressed."""
    unit = turn.directory.get(unit_code)
    if unit is None or turn.official is None or not roles_to_give(turn.official):
        return general.not_allowed(turn.language)
    await turn.replace(_roles(turn, unit))
    return None


async def choose_uses(turn: Turn, unit_code: str, role: Role) -> str | None:
    """A role was pressed."""
    if not _may_invite(turn, unit_code, role):
        return general.not_allowed(turn.language)
    name = turn.directory.display_name(unit_code)
    await turn.replace(invitations.choose_uses(unit_code, name, role, USES, turn.language))
    return None


async def choose_days(turn: Turn, unit_code: str, role: Role, uses: int) -> str | None:
    """A number of uses was pressed."""
    if not _may_invite(turn, unit_code, role):
        return general.not_allowed(turn.language)
    name = turn.directory.display_name(unit_code)
    await turn.replace(invitations.choose_days(unit_code, name, role, uses, DAYS, turn.language))
    return None


async def make(turn: Turn, unit_code: str, role: Role, uses: int, days: int) -> str | None:
    """All was chosen: make the link and show it this once."""
    if turn.official is None or not _may_invite(turn, unit_code, role):
        return general.not_allowed(turn.language)
    code = turn.services.link_codes.code("invite", turn.update_id, turn.person.id)
    async with turn.database.writing() as session:
        await invite(
            session,
            unit_code=unit_code,
            role=role,
            created_by=turn.official.id,
            now=turn.now,
            uses=uses,
            life=timedelta(days=days),
            code=code,
        )
        made = await invitation_of_code(session, code)
    if made is None:
        return general.old_button(turn.language)
    address = create_deep_linked_url(turn.bot.username, code)
    await turn.replace(invitations.link(made, address, turn.services.zone, turn.language))
    return None


def _may_invite(turn: Turn, unit_code: str, role: Role) -> bool:
    official = turn.official
    return (
        official is not None and role in roles_to_give(official) and turn.directory.get(unit_code) is not None
    )


async def show_open(turn: Turn, _text: str) -> None:
    """Invitations that still let somebody in: an administrator sees all, others their own."""
    message = await _open(turn)
    await turn.answer(message or Message(Html(general.not_allowed(turn.language))))


async def _open(turn: Turn) -> Message | None:
    official = turn.official
    if official is None or not turn.is_private:
        return None
    own = None if may_administer(official) else official.id
    async with turn.database.reading() as session:
        found = await open_invitations(session, turn.now, created_by=own)
    return invitations.open_list(found, turn.services.zone, turn.language)


async def revoke(turn: Turn, invitation_id: int) -> str | None:
    """[Thu hồi]: under the link itself, or in the list."""
    if turn.official is None or not turn.is_private:
        return general.not_allowed(turn.language)
    async with turn.database.writing() as session:
        is_revoked = await revoke_invitation(
            session,
            invitation_id,
            revoked_by=turn.official.id,
            now=turn.now,
            only_own=not may_administer(turn.official),
        )
    if not is_revoked:
        return invitations.not_open(turn.language)
    if message := await _open(turn):
        await turn.replace(message)
    return invitations.revoked(turn.language)
