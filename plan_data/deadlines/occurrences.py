"""The days of what comes back within the plan's year: 12, 4, 2 or 1 occurrences."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from plan_data.deadlines.elements import Cadence, Recurring, Relation
from plan_data.deadlines.notes import missing_year_note, no_such_day_note, not_computable_rhythm_note
from plan_data.deadlines.periods import LAST, Period, PeriodUnit
from plan_data.deadlines.result import Deadline, DeadlineContext
from plan_data.deadlines.working_calendar import WorkingCalendar

_MONTHS = {
    Cadence.MONTHLY: 1,
    Cadence.QUARTERLY: 3,
    Cadence.HALF_YEARLY: 6,
    Cadence.NINE_MONTHS: 9,
    Cadence.YEARLY: 12,
}
_WEEK: Final = 7
_MOST_DAYS: Final = 366


def reckon_recurring(
    recurring: Recurring, phrase: str, year: int | None, context: DeadlineContext
) -> Iterator[Deadline]:
    """Yield one deadline an occurrence in the year, or one without days and with the reason.

    Without a day of the month an occurrence is the whole period. Occurrences due before the plan or its year
    are left out: nobody could have kept them.
    """
    if not recurring.cadences:
        yield Deadline(phrase, None, None, None, not_computable_rhythm_note())
        return
    for cadence in recurring.cadences:
        rule = f"periodic_{cadence}"
        if cadence not in _MONTHS or not _is_computable(recurring, cadence):
            yield Deadline(phrase, None, None, rule, not_computable_rhythm_note())
        elif year is None:
            yield Deadline(phrase, None, None, rule, missing_year_note())
        else:
            yield from _occurrences(recurring, cadence, phrase, year, context)


def days_of_week(
    recurring: Recurring, phrase: str, first_on: date, last_on: date, context: DeadlineContext
) -> Iterator[Deadline]:
    """Yield the day of each week between two days; without both of them a rhythm of weeks has no days."""
    before = recurring.relation is Relation.BEFORE and context.before_date == "exclusive"
    ahead = ((recurring.weekday or 0) - first_on.weekday()) % _WEEK
    for week in range(min((last_on - first_on).days - ahead, _MOST_DAYS) // _WEEK + 1):
        days = ahead + _WEEK * week - before
        if days >= 0:
            yield Deadline(phrase, None, first_on + timedelta(days), f"periodic_{Cadence.WEEKLY}", None)


def _is_computable(recurring: Recurring, cadence: Cadence) -> bool:
    if recurring.shift < 0:
        return False
    return recurring.day is None or cadence is Cadence.MONTHLY or recurring.month is not None


def _occurrences(
    recurring: Recurring, cadence: Cadence, phrase: str, year: int, context: DeadlineContext
) -> Iterator[Deadline]:
    length = _MONTHS[cadence]
    for first in range(1, 14 - length, length):
        if cadence is Cadence.NINE_MONTHS and first > 1:
            return
        for each in (*(replace(recurring, day=day) for day in recurring.other_days), recurring):
            if each.day is None:
                starts_on, due_on = _period_of_occurrence(each, first, length, year)
            else:
                starts_on, due_on = _day_of_occurrence(each, cadence, first, year, context)
            if due_on is None:
                number = each.day.last[1] if each.day else 0
                yield Deadline(phrase, None, None, f"periodic_{cadence}", no_such_day_note(f"ngày {number}"))
            elif due_on >= (context.issued_on or date(year, 1, 1)):
                yield Deadline(phrase, starts_on, due_on, f"periodic_{cadence}", None)


def _period_of_occurrence(
    recurring: Recurring, first: int, length: int, year: int
) -> tuple[date | None, date | None]:
    last = first + length - 1
    if recurring.month is not None:
        first = last = last if recurring.month == LAST else first + recurring.month - 1
    return Period(PeriodUnit.MONTHS, (first, 1), (last, LAST)).window(year) or (None, None)


def _day_of_occurrence(
    recurring: Recurring, cadence: Cadence, first: int, year: int, context: DeadlineContext
) -> tuple[date | None, date | None]:
    length = _MONTHS[cadence]
    within = 1 if recurring.month is None else recurring.month
    month = first + (length - 1 if within == LAST else within - 1) + recurring.shift * length
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    day = recurring.day
    if day is None:
        return None, None
    named_on = _clamped(day.last[1], month, year)
    if named_on is None:
        return None, None
    starts_on = _clamped(recurring.from_day.first[1], month, year) if recurring.from_day else None
    if day.working_day:
        named_on = (context.calendar or WorkingCalendar()).previous_working_day(named_on)
    excluded = recurring.relation is Relation.BEFORE and context.before_date == "exclusive" and not day.clock
    exists = named_on.day == day.last[1]  # all of February lies before the 31st
    return starts_on, named_on - timedelta(days=1) if excluded and exists else named_on


def _clamped(day: int, month: int, year: int) -> date | None:
    """Return that day of the month; the 29th to 31st of a shorter month is its last day (Đ.148.3)."""
    if day > 31 or day == 0:
        return None
    window = Period(PeriodUnit.DATE, (month, day), (month, day)).window(year)
    window = window or Period(PeriodUnit.DATE, (month, LAST), (month, LAST)).window(year)
    return window[1] if window else None
