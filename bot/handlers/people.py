"""/nguoidung: administrators look over the officials, change their roles and remove them."""

from bot.access import may_administer
from bot.texts import general, handover, joining, people
from bot.texts.language import Html
from bot.texts.message import Action, Message
from bot.turn import Turn
from plan_data.store.officials import Official, Role
from plan_data.store.people import PersonCard, people_of_unit, person_card, units_with_people
from plan_data.store.roles import LastAdminError, end_role, grant, remove_official


async def show_people(turn: Turn, text: str) -> None:
    """The people of the unit that is named, or the units for which somebody acts."""
    if not _may(turn):
        await turn.answer(Message(Html(general.not_allowed(turn.language))))
    elif not text.strip():
        await turn.answer(await _units(turn, 0))
    else:
        matches = turn.directory.search(text)
        if not matches:
            await turn.answer(joining.no_unit(text, turn.language))
        elif matches[0].exact and sum(match.exact for match in matches) == 1:
            await turn.answer(await _people(turn, matches[0].unit.code))
        else:
            units = [match.unit for match in matches]
            await turn.answer(joining.choose_unit(units, turn.directory, Action.LIST_PEOPLE, turn.language))


async def list_people(turn: Turn, unit_code: str, page: int) -> str | None:
    """A unit was pressed; without a unit, another page of units."""
    if not _may(turn):
        return general.not_allowed(turn.language)
    await turn.replace(await (_people(turn, unit_code) if unit_code else _units(turn, page)))
    return None


async def open_person(turn: Turn, official_id: int) -> str | None:
    """A person was pressed."""
    card = await _card(turn, official_id)
    if card is None:
        return general.not_allowed(turn.language)
    await turn.replace(people.card(card, turn.language))
    return None


async def choose_role(turn: Turn, official_id: int, unit_code: str) -> str | None:
    """[Đổi vai trò] was pressed."""
    card = await _card(turn, official_id)
    if card is None:
        return general.not_allowed(turn.language)
    name = turn.directory.display_name(unit_code)
    await turn.replace(people.choose_role(card.official, unit_code, name, turn.language))
    return None


async def set_role(turn: Turn, official_id: int, unit_code: str, role: Role | None) -> str | None:
    """A role was pressed, None for no role any more."""
    card = await _card(turn, official_id)
    if card is None or turn.official is None or turn.directory.get(unit_code) is None:
        return general.not_allowed(turn.language)
    if card.is_removed:
        return people.removed_already(turn.language)
    by = turn.official.id
    try:
        async with turn.database.writing() as session:
            if role is None:
                await end_role(session, official_id, unit_code, ended_by=by, now=turn.now)
            else:
                await grant(session, official_id, unit_code, role, granted_by=by, now=turn.now)
    except LastAdminError:
        return people.last_admin(turn.language)
    changed = await _card(turn, official_id)
    await turn.replace(people.card(changed or card, turn.language))
    await turn.tell(card.official, people.your_role(_name(turn, unit_code), role, card.official))
    return None


async def ask_remove(turn: Turn, official_id: int) -> str | None:
    """[Xóa]: ask once more."""
    card = await _card(turn, official_id)
    if card is None:
        return general.not_allowed(turn.language)
    if refusal := _refusal(turn, card):
        return refusal
    await turn.replace(people.ask_remove(card.official, turn.language))
    return None


async def remove(turn: Turn, official_id: int) -> str | None:
    """Removal was confirmed."""
    card = await _card(turn, official_id)
    if card is None or turn.official is None:
        return general.not_allowed(turn.language)
    if refusal := _refusal(turn, card):
        return refusal
    try:
        async with turn.database.writing() as session:
            await remove_official(session, official_id, turn.now, removed_by=turn.official.id)
    except LastAdminError:
        return people.last_admin(turn.language)
    await turn.replace(people.removed(card.official, turn.language))
    return None


def _refusal(turn: Turn, card: PersonCard) -> str | None:
    if card.is_removed:
        return people.removed_already(turn.language)
    if card.official.telegram_user_id in turn.services.admin_ids:
        # Whoever the settings name comes in again with the next message.
        return str(handover.named_admin(turn.language).text)
    return None


def _may(turn: Turn) -> bool:
    return turn.official is not None and may_administer(turn.official)


def _name(turn: Turn, unit_code: str) -> str:
    return turn.directory.display_name(unit_code)


async def _units(turn: Turn, page: int) -> Message:
    async with turn.database.reading() as session:
        units = await units_with_people(session, turn.today.on)
    return people.units(units, page, turn.language)


async def _people(turn: Turn, unit_code: str) -> Message:
    async with turn.database.reading() as session:
        found: list[Official] = list(await people_of_unit(session, unit_code, turn.today.on))
    return people.of_unit(_name(turn, unit_code), unit_code, found, turn.language)


async def _card(turn: Turn, official_id: int) -> PersonCard | None:
    """The person, for an administrator."""
    if not _may(turn):
        return None
    async with turn.database.reading() as session:
        return await person_card(session, official_id, turn.today.on)
