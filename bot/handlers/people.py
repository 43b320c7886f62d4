"""/nguoidung: administrators look over the officials, change their roles and remove them."""

from bot.handlers.refusal import RefusalError, acting_administrator, not_allowed
from bot.texts import handover, joining, people
from bot.texts.message import Action, Message
from bot.turn import Turn
from plan_data.store.officials import Official, Role
from plan_data.store.people import PersonCard, people_of_unit, person_card, units_with_people
from plan_data.store.roles import LastAdminError, end_role, grant, remove_official


async def show_people(turn: Turn, text: str) -> None:
    """The people of the unit that is named, or the units for which somebody acts."""
    acting_administrator(turn)
    if not text.strip():
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


async def list_people(turn: Turn, unit_code: str, page: int) -> None:
    """A unit was pressed; without a unit, another page of units."""
    acting_administrator(turn)
    await turn.replace(await (_people(turn, unit_code) if unit_code else _units(turn, page)))


async def open_person(turn: Turn, official_id: int) -> None:
    """A person was pressed."""
    card = await _card(turn, official_id)
    await turn.replace(people.card(card, turn.language))


async def choose_role(turn: Turn, official_id: int, unit_code: str) -> None:
    """[Đổi vai trò] was pressed."""
    card = await _card(turn, official_id)
    name = turn.directory.display_name(unit_code)
    await turn.replace(people.choose_role(card.official, unit_code, name, turn.language))


async def set_role(turn: Turn, official_id: int, unit_code: str, role: Role | None) -> None:
    """A role was pressed, None for no role any more."""
    by, card = acting_administrator(turn).id, await _card(turn, official_id)
    if turn.directory.get(unit_code) is None:
        raise not_allowed(turn)
    if card.is_removed:
        raise RefusalError(people.removed_already(turn.language))
    try:
        async with turn.database.writing() as session:
            if role is None:
                await end_role(session, official_id, unit_code, ended_by=by, now=turn.now)
            else:
                await grant(session, official_id, unit_code, role, granted_by=by, now=turn.now)
    except LastAdminError:
        raise RefusalError(people.last_admin(turn.language)) from None
    await turn.replace(people.card(await _card(turn, official_id), turn.language))
    await turn.tell(card.official, people.your_role(_name(turn, unit_code), role, card.official))


async def ask_remove(turn: Turn, official_id: int) -> None:
    """[Xóa]: ask once more."""
    card = await _card(turn, official_id)
    _require_removable(turn, card)
    await turn.replace(people.ask_remove(card.official, turn.language))


async def remove(turn: Turn, official_id: int) -> None:
    """Removal was confirmed."""
    by, card = acting_administrator(turn).id, await _card(turn, official_id)
    _require_removable(turn, card)
    try:
        async with turn.database.writing() as session:
            await remove_official(session, official_id, turn.now, removed_by=by)
    except LastAdminError:
        raise RefusalError(people.last_admin(turn.language)) from None
    await turn.replace(people.removed(card.official, turn.language))


def _require_removable(turn: Turn, card: PersonCard) -> None:
    if card.is_removed:
        raise RefusalError(people.removed_already(turn.language))
    if card.official.telegram_user_id in turn.services.admin_ids:
        # Whoever the settings name comes in again with the next message.
        raise RefusalError(handover.named_admin(turn.language).text)


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


async def _card(turn: Turn, official_id: int) -> PersonCard:
    """The person, for an administrator."""
    acting_administrator(turn)
    async with turn.database.reading() as session:
        card = await person_card(session, official_id, turn.today.on)
    if card is None:
        raise not_allowed(turn)
    return card
