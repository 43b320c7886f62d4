"""/tonghop: the overview, and the buttons that go down into it."""

from dataclasses import replace
from datetime import date

from bot.access import may_see
from bot.handlers.refusal import RefusalError, acting_official, not_allowed, old_button
from bot.texts import joining, shared_duties
from bot.texts import overview as texts
from bot.texts.message import Message
from bot.texts.overview import View
from bot.turn import Turn
from plan_data.deadlines import DeadlineContext, read_deadlines
from plan_data.report.overview import Overview, heads_of_shared, latest, read_overview, targets_of
from plan_data.report.plan_report import Reckoning
from plan_data.store.duties import duties_by_ids
from plan_data.units import Unit


def reckoning_of(turn: Turn) -> Reckoning:
    """What classification needs, from what the turn holds."""
    return Reckoning(turn.services.zone, turn.today.calendar, turn.directory)


def day_named(turn: Turn, text: str) -> date:
    """The day a command names ("15/8", "15/8/2018"), today where it names nothing.

    :raises RefusalError: it names no day, or one that has not come.
    """
    if not text.strip():
        return turn.today.on
    named = _day_in(turn, text)
    if named is None:
        raise RefusalError(texts.no_day(text, turn.today.on, turn.language))
    if named > turn.today.on:
        raise RefusalError(texts.day_to_come(named, turn.today.on, turn.language))
    return named


def _day_in(turn: Turn, text: str) -> date | None:
    (first, *_) = read_deadlines(text, DeadlineContext(year=turn.today.on.year))
    return first.due_on


def may_nudge(turn: Turn) -> bool:
    """Nudging other units is for those who steer the plan."""
    return turn.official is not None and turn.official.is_coordinator and turn.official.only_units is None


async def overview_of(turn: Turn, on: date) -> Overview:
    """How everything that the person may see here stands at the end of a day."""
    async with turn.database.reading() as session:
        return await read_overview(session, turn.units, on, reckoning_of(turn))


async def show_overview(turn: Turn, text: str) -> None:
    """/tonghop: everything, today or on a past day; or the one unit that is named."""
    unit = _unit_named(turn, text)
    if unit is not None:
        await turn.answer(await _unit_today(turn, unit))
        return
    on = day_named(turn, text)
    view = View(on=0 if on == turn.today.on else on.toordinal())
    await turn.answer(texts.total(await overview_of(turn, on), view, turn.language))


def _unit_named(turn: Turn, text: str) -> Unit | None:
    """The unit that a text without a day names; of several alike the likeliest."""
    if not text.strip() or _day_in(turn, text) is not None:
        return None
    matches = turn.directory.search(text, limit=1)
    return matches[0].unit if matches else None


async def _unit_today(turn: Turn, unit: Unit) -> Message:
    name = turn.directory.display_name(unit.code)
    if not may_see(acting_official(turn), unit.code, turn.directory):
        return joining.not_yours(name, turn.language)
    found = await _unit(turn, await overview_of(turn, turn.today.on), View(texts.UNIT, unit.code))
    return found or texts.leads_nothing(name, turn.language)


async def turn_overview(turn: Turn, view: View) -> None:
    """A button of the overview."""
    on = date.fromordinal(view.on) if view.on else turn.today.on
    found = await _message(turn, await overview_of(turn, on), view)
    if found is None:
        raise not_allowed(turn)
    await turn.replace(found)


async def _message(turn: Turn, overview: Overview, view: View) -> Message | None:
    """The view as a message; None when it shows nothing that the person may see."""
    match view.name:
        case texts.TOTAL:
            return texts.total(overview, view, turn.language)
        case texts.LEVEL:
            return texts.level(overview, view, turn.language) if overview.units_of(view.key) else None
        case texts.UNIT:
            return await _unit(turn, overview, view)
        case texts.ALL_SHARED:
            async with turn.database.reading() as session:
                heads = await heads_of_shared(session, overview.shared)
            return shared_duties.all_shared(overview, heads, view, turn.language)
        case texts.SHARED:
            obligation_id, occurrence = map(int, view.key.split("."))
            duty = overview.shared_duty(obligation_id, occurrence)
            if duty is None:
                return None
            async with turn.database.reading() as session:
                (head,) = await heads_of_shared(session, [duty])
            return shared_duties.one_shared(
                overview, duty, head, view, turn.language, may_nudge=may_nudge(turn)
            )
        case texts.TARGETS:
            async with turn.database.reading() as session:
                found = await targets_of(session, overview)
            return texts.targets(overview, found, view, turn.language)
        case _:
            raise old_button(turn)


async def _unit(turn: Turn, overview: Overview, view: View) -> Message | None:
    standings = overview.of_unit(view.key)
    if not standings:
        return None
    late = [standing.duty_id for standing in latest(standings)]
    async with turn.database.reading() as session:
        duties = await duties_by_ids(session, late)
    return texts.unit(
        overview,
        view,
        [duties[duty_id] for duty_id in late if duty_id in duties],
        replace(turn.today, on=overview.on),
        turn.language,
    )
