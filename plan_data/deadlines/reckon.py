"""From the parts of a phrase to days: every rule, one function a family.

Rule identifiers are stable. A relation and a period make one: ``before_date``, ``until_month``,
``within_quarter``, ``on_date``, ``from_quarter``, ``after_date``, ``between_months``, ``on_end_of_year``
(BLDS 2015 Đ.146). A rhythm gives ``periodic_monthly`` and its like, a length of time ``days_after_event``
and its like; ``continuous`` and ``invalid_date`` never carry a day.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from plan_data.deadlines.durations import reckon_duration
from plan_data.deadlines.elements import Continuous, Duration, Element, Ignored, Recurring, Relation, Timed
from plan_data.deadlines.notes import (
    before_plan_note,
    impossible_note,
    lunar_note,
    missing_year_note,
    no_month_note,
    no_such_day_note,
)
from plan_data.deadlines.occurrences import days_of_week, reckon_recurring
from plan_data.deadlines.periods import Period, PeriodUnit
from plan_data.deadlines.read_recurring import is_day_of_month
from plan_data.deadlines.result import Deadline, DeadlineContext
from plan_data.deadlines.tokens import Tokens
from plan_data.deadlines.working_calendar import WorkingCalendar

_DAY = timedelta(days=1)
_Window = tuple[date, date]
_QUARTERS_OF_A_YEAR = 4
_MOST_YEARS = 10


def reckon(t: Tokens, element: Element, phrase: str, context: DeadlineContext) -> Iterator[Deadline]:
    """Yield the deadlines of one part of a phrase, each carrying ``phrase``."""
    year = _plan_year(context)
    if isinstance(element, Continuous):
        yield Deadline(phrase, None, None, "continuous", None)
    elif isinstance(element, Duration):
        yield reckon_duration(element, phrase, year, context)
    elif isinstance(element, Recurring | Timed) and element.span is not None:
        yield from _within_span(t, element, element.span, phrase, context)
    elif isinstance(element, Recurring):
        yield from reckon_recurring(element, phrase, year, context)
    elif not isinstance(element, Ignored):
        written = t.slice(element.start, element.end)
        if _is_lunar(t, element):
            yield Deadline(phrase, None, None, "invalid_date", lunar_note())
            return
        for deadline in _reckon_timed(element, written, year, context):
            yield replace(deadline, phrase=phrase)


def _is_lunar(t: Tokens, timed: Timed) -> bool:
    """Tell whether a day is of the lunar calendar: said so, or of "tháng Giêng", which no other one has."""
    is_said = t.skip(timed.end, "âm lịch", "( âm lịch", "âl", "( âl") > timed.end
    has_day = any(period.unit is PeriodUnit.DATE for period in timed.periods)
    return is_said or (has_day and any(t.word(at) == "giêng" for at in range(timed.start, timed.end)))


def _within_span(
    t: Tokens, element: Recurring | Timed, span: Timed, phrase: str, context: DeadlineContext
) -> Iterator[Deadline]:
    """Yield what falls between the first and the last day of a span, in each year that it names."""
    year = _plan_year(context)
    first, last = span.periods[0], span.periods[-1]
    has_end = span.relation is not Relation.FROM
    last_year = last.year if has_end else None
    years = [each for each in (first.year, last_year, year) if each is not None]
    once = replace(element, span=None)
    if not years:
        yield from reckon(t, once, phrase, context)
        return
    if span.relation is Relation.UNTIL:
        opens = context.issued_on or date(min(years), 1, 1)
        begins: _Window | None = (opens, opens)
    else:
        begins = first.window(min(first.year or last_year or years[-1], last_year or 9998))
    ends = last.window(last_year or years[0]) if has_end else None
    start_on = begins[0] if begins else date.min
    end_on = ends[1] if ends else date.max
    if isinstance(once, Recurring) and once.weekday is not None and begins and ends:
        yield from days_of_week(once, phrase, start_on, end_on, context)
        return
    for each in range(
        start_on.year if begins else years[0], min(end_on.year, start_on.year + _MOST_YEARS) + 1
    ):
        if ends is None and each > max(years):
            return
        for deadline in reckon(t, once, phrase, replace(context, year=each)):
            if deadline.due_on is None or start_on <= deadline.due_on <= end_on:
                yield deadline


def _plan_year(context: DeadlineContext) -> int | None:
    if context.year is not None:
        return context.year if 1 <= context.year < 9999 else None
    return context.issued_on.year if context.issued_on else None


def _reckon_timed(
    timed: Timed, written: str, year: int | None, context: DeadlineContext
) -> Iterator[Deadline]:
    if any(is_day_of_month(period) for period in timed.periods):
        yield Deadline(written, None, None, None, no_month_note())
        return
    if year is None and any(period.year is None for period in timed.periods):
        rule = "periodic_yearly" if timed.yearly else _rule(timed.relation, timed.periods[0])
        yield Deadline(written, None, None, rule, missing_year_note())
        return
    if timed.relation is Relation.BETWEEN:
        yield _between(timed, written, year or 0)
        return
    for period, window in _windows(timed, year or 0, context):
        rule = "periodic_yearly" if timed.yearly else _rule(timed.relation, period)
        if window is None:
            yield Deadline(written, None, None, "invalid_date", no_such_day_note(written))
        else:
            starts_on, due_on, note = _apply(timed.relation, period, window, written, context)
            yield Deadline(written, starts_on, due_on, rule, note)


def _rule(relation: Relation | None, period: Period) -> str:
    if relation is Relation.BEFORE and period.clock:
        relation = Relation.UNTIL  # "trước 17 giờ ngày 15/8" still allows the 15th
    elif relation in {None, Relation.WITHIN}:
        relation = Relation.ON if period.unit.is_point else Relation.WITHIN
    return f"{relation}_{period.unit}"


def _windows(timed: Timed, year: int, context: DeadlineContext) -> Iterator[tuple[Period, _Window | None]]:
    """Yield the days of each period; neighbours that touch are one window: "quý II, III" is April to
    September.

    All four quarters named one by one stay four: a plan that means the year says so.
    """
    merges = timed.relation in {None, Relation.WITHIN} and len(timed.periods) != _QUARTERS_OF_A_YEAR
    waiting: tuple[Period, _Window | None] | None = None
    for period in timed.periods:
        window = _move_to_working_day(period, period.window(year), context)
        if (
            waiting
            and merges
            and waiting[1]
            and window
            and _touch(waiting[1], window)
            and not period.unit.is_point
        ):
            waiting = (waiting[0], (waiting[1][0], window[1]))
            continue
        if waiting:
            yield waiting
        waiting = (period, window)
    if waiting:
        yield waiting


def _touch(one: _Window, other: _Window) -> bool:
    return one[1] + _DAY == other[0]


def _move_to_working_day(period: Period, window: _Window | None, context: DeadlineContext) -> _Window | None:
    if window is None or not (period.working_day or period.working_days):
        return window
    calendar = context.calendar or WorkingCalendar()
    if period.working_days > 0:
        return window[0], calendar.add_working_days(window[0] - _DAY, period.working_days)
    if period.working_days < 0:
        start_on = calendar.add_working_days(window[1] + _DAY, period.working_days)
        return start_on, calendar.previous_working_day(window[1])
    day = (
        calendar.previous_working_day(window[1])
        if period.unit.is_end
        else calendar.next_working_day(window[0])
    )
    return day, day


def _apply(
    relation: Relation | None, period: Period, window: _Window, written: str, context: DeadlineContext
) -> tuple[date | None, date | None, str | None]:
    first, last = window
    if relation is Relation.BEFORE:
        due_on, note = _before(period, window, written, context)
        return None, due_on, note
    if relation is Relation.UNTIL:
        return None, last, None
    if relation is Relation.FROM:
        return first, None, None
    if relation is Relation.AFTER:
        return last + _DAY, None, None
    has_no_start = period.unit.is_point and (relation is None or period.unit is not PeriodUnit.DATE)
    return None if has_no_start else first, last, None


def _before(
    period: Period, window: _Window, written: str, context: DeadlineContext
) -> tuple[date, str | None]:
    """Return the last good day before a period.

    "trước ngày 15/8" is 14/8, or 15/8 where the plan says inclusive or names an hour; "trước tháng 9" is
    31/8 either way; "trước cuối năm" still means by its last day. A reading that would end before the plan
    can exist cannot be meant: then the period itself is still good ("xong trước Quý I năm 2018" is
    31/3/2018).
    """
    first, last = window
    is_day = period.unit.is_point
    if is_day and (context.before_date == "inclusive" or period.clock or period.unit.is_end):
        return last, None
    literal = first - _DAY
    earliest = _earliest_day(period, window, context)
    if literal >= earliest:
        return literal, None
    if last >= earliest:
        return last, impossible_note(written, literal, last)
    return literal, before_plan_note(literal)


def _earliest_day(period: Period, window: _Window, context: DeadlineContext) -> date:
    """Return the first day on which anything of the plan can be due."""
    if context.issued_on is not None:
        return context.issued_on
    if context.year is not None and 1 <= context.year <= 9999:
        return date(context.year, 1, 1)
    return date.min if period.unit.is_point else date(window[0].year, 1, 1)


def _between(timed: Timed, written: str, year: int) -> Deadline:
    from_period, to_period = timed.periods
    start, end = from_period.window(year), to_period.window(year)
    rule = "periodic_yearly" if timed.yearly else f"{Relation.BETWEEN}_{_plural(to_period)}"
    if start and end and end[1] < start[0] and to_period.year is None:
        end = replace(to_period, year=start[0].year + 1).window(year)
    if start is None or end is None or end[1] < start[0]:
        return Deadline(written, None, None, "invalid_date", no_such_day_note(written))
    return Deadline(written, start[0], end[1], rule, None)


def _plural(period: Period) -> str:
    if period.unit.is_point:
        return "dates"
    return period.unit if period.unit.endswith("s") else f"{period.unit}s"
