"""/denhan, /quahan, /donvi, and plain questions about them."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from bot import spans
from bot.access import may_see
from bot.questions import DEFAULT_DAYS, PlainQuestion, read_question
from bot.texts import general, groups, joining, lists
from bot.texts.lists import DueList, DueSpan
from bot.texts.message import Action, Message
from bot.turn import Turn
from plan_data.store.chats import Place
from plan_data.store.duties import DueQuestion, Duty, duties_due, duties_of_units, duties_overdue

LOOK_AHEAD = timedelta(days=400)


async def show_due(turn: Turn, text: str) -> None:
    """What is due in the stretch of days that the text names, by default the next 30 days."""
    question = read_question(text, turn.today.on, turn.reference.finder) if text.strip() else None
    if question is None and text.strip().isdecimal():
        span = spans.span_of_key(text.strip(), turn.today.on)
        question = PlainQuestion(span, is_overdue=False, unit_code=None)
    await answer_question(
        turn,
        question
        or PlainQuestion(spans.next_days(DEFAULT_DAYS, turn.today.on), is_overdue=False, unit_code=None),
    )


async def show_overdue(turn: Turn, _text: str) -> None:
    """What is late, of the units followed here."""
    await answer_question(turn, PlainQuestion(None, is_overdue=True, unit_code=None))


async def answer_question(turn: Turn, question: PlainQuestion) -> None:
    """Answer a plain question, within what the person may see."""
    if question.unit_code is not None and not _sees(turn, question.unit_code):
        await turn.answer(joining.not_yours(_name(turn, question.unit_code), turn.language))
    elif _sees_nothing(turn):
        await turn.answer(_follows_nothing(turn))
    elif question.is_overdue:
        await turn.answer(await _overdue(turn, question.unit_code, 0))
    else:
        span = question.span or spans.next_days(DEFAULT_DAYS, turn.today.on)
        await turn.answer(await _due(turn, span, question.unit_code, 0))


async def turn_due_page(turn: Turn, key: str, unit_code: str, page: int) -> str | None:
    """A button under a list of due duties."""
    span = spans.span_of_key(key, turn.today.on)
    if span is None:
        return general.old_button(turn.language)
    if unit_code and not _sees(turn, unit_code):
        return general.not_allowed(turn.language)
    await turn.replace(await _due(turn, span, unit_code or None, page))
    return None


async def turn_overdue_page(turn: Turn, unit_code: str, page: int) -> str | None:
    """A button under a list of overdue duties."""
    if unit_code and not _sees(turn, unit_code):
        return general.not_allowed(turn.language)
    await turn.replace(await _overdue(turn, unit_code or None, page))
    return None


async def show_unit(turn: Turn, text: str) -> None:
    """All that a unit is obliged to: the one named, or the only one followed."""
    if not text.strip():
        units = await _own_units(turn)
        if len(units) == 1:
            await turn.answer(await _unit(turn, next(iter(units)), 0))
        else:
            found = [unit for code in sorted(units) if (unit := turn.directory.get(code))]
            await turn.answer(
                joining.choose_unit(found, turn.directory, Action.LIST_UNIT, turn.language)
                if found
                else _follows_nothing(turn)
            )
        return
    alike = turn.directory.search(text)
    matches = [match for match in alike if _sees(turn, match.unit.code)]
    if not alike:
        await turn.answer(joining.no_unit(text, turn.language))
    elif not matches:
        await turn.answer(joining.not_yours(_name(turn, alike[0].unit.code), turn.language))
    elif len(matches) == 1 or (matches[0].exact and not matches[1].exact):
        await turn.answer(await _unit(turn, matches[0].unit.code, 0))
    else:
        await turn.answer(
            joining.choose_unit(
                [match.unit for match in matches], turn.directory, Action.LIST_UNIT, turn.language
            )
        )


async def turn_unit_page(turn: Turn, unit_code: str, page: int) -> str | None:
    """A button under the list of a unit, or one that chooses the unit."""
    if not _sees(turn, unit_code):
        return general.not_allowed(turn.language)
    await turn.replace(await _unit(turn, unit_code, page))
    return None


def _sees(turn: Turn, unit_code: str) -> bool:
    return turn.official is not None and may_see(turn.official, unit_code, turn.directory)


def _sees_nothing(turn: Turn) -> bool:
    """Whether no unit at all may be seen here: no role, or a group that follows none."""
    return turn.units is not None and not turn.units


def _follows_nothing(turn: Turn) -> Message:
    texts = joining.follows_nothing if turn.is_private else groups.follows_nothing
    return texts(turn.language)


def _name(turn: Turn, unit_code: str) -> str:
    return turn.directory.display_name(unit_code)


async def _own_units(turn: Turn) -> frozenset[str]:
    """The units this chat follows, as far as the person may see them."""
    followed = await turn.grouped.followed.call(Place(turn.chat.id, turn.thread_id))
    return frozenset(code for code in followed if _sees(turn, code))


async def _scope(turn: Turn, unit_code: str | None) -> Collection[str] | None:
    """Which units a question is about: the one named, else those followed, else all that may be seen."""
    if unit_code is not None:
        return {unit_code}
    return await _own_units(turn) or turn.units


async def _due(turn: Turn, span: DueSpan, unit_code: str | None, page: int) -> Message:
    scope = await _scope(turn, unit_code)
    found = await turn.grouped.due.call(DueQuestion(scope, span.first, span.last, turn.today.on))
    next_due_on = None if found.due else await _next_due_on(turn, scope, span.last)
    shown = DueList(
        span=span,
        duties=found.due,
        overdue=len(_late(turn, found.overdue)) if span.first >= turn.today.on else 0,
        unit_code=unit_code,
        unit_name=_name(turn, unit_code) if unit_code else None,
        next_due_on=next_due_on,
    )
    return lists.due_list(shown, page, turn.today, turn.language)


async def _next_due_on(turn: Turn, scope: Collection[str] | None, after: date) -> date | None:
    async with turn.database.reading() as session:
        following = await duties_due(session, scope, after, turn.today.on + LOOK_AHEAD)
    return following[0].due_on if following else None


async def _overdue(turn: Turn, unit_code: str | None, page: int) -> Message:
    scope = await _scope(turn, unit_code)
    async with turn.database.reading() as session:
        duties = await duties_overdue(session, scope, turn.today.on)
    unit = (unit_code, _name(turn, unit_code)) if unit_code else None
    return lists.overdue_list(_late(turn, duties), unit, page, turn.today, turn.language)


def _late(turn: Turn, duties: Sequence[Duty]) -> list[Duty]:
    """Those that are overdue by working days too."""
    return [duty for duty in duties if duty.due_on and turn.today.days_overdue(duty.due_on)]


async def _unit(turn: Turn, unit_code: str, page: int) -> Message:
    async with turn.database.reading() as session:
        duties = await duties_of_units(session, {unit_code})
    return lists.unit_list(_name(turn, unit_code), unit_code, duties, page, turn.today, turn.language)
