"""Periods of the calendar as a phrase names them, often without a year; their first and last days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

UNKNOWN_MONTH = -1  # "ngày 15": the month comes from elsewhere
LAST = -1  # the last day of a month; -7 is the first of its last seven days


class PeriodUnit(StrEnum):
    """How large a period is; the second half of a rule's name."""

    DATE = "date"
    WEEK = "week"
    PART_OF_MONTH = "part_of_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    MONTHS = "months"
    YEAR = "year"
    YEARS = "years"
    START_OF_MONTH = "start_of_month"
    MIDDLE_OF_MONTH = "middle_of_month"
    END_OF_MONTH = "end_of_month"
    START_OF_QUARTER = "start_of_quarter"
    MIDDLE_OF_QUARTER = "middle_of_quarter"
    END_OF_QUARTER = "end_of_quarter"
    START_OF_YEAR = "start_of_year"
    MIDDLE_OF_YEAR = "middle_of_year"
    END_OF_YEAR = "end_of_year"

    @property
    def is_point(self) -> bool:
        """Tell whether the law makes it one single day (BLDS 2015 Đ.146)."""
        return self is PeriodUnit.DATE or ("_of_" in self.value and self is not PeriodUnit.PART_OF_MONTH)

    @property
    def is_end(self) -> bool:
        """Tell whether it is the last day of something."""
        return self.value.startswith("end_of_")


@dataclass(frozen=True, slots=True)
class Period:
    """From one (month, day) to another; the month of "ngày 15" is unknown at first.

    ``year`` is None unless written; ``year_shift`` is +1 for "năm sau"; ``to_year`` ends a span of years.
    ``working_day`` moves a last day back, a first day forward to a worked one ("ngày làm việc cuối cùng").
    ``working_days`` narrows to so many worked days at the start, negative at the end ("5 ngày làm việc đầu").
    """

    unit: PeriodUnit
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None = None
    to_year: int | None = None
    year_shift: int = 0
    working_day: bool = False
    working_days: int = 0
    clock: bool = False  # an hour of the day is named: "trước 17 giờ ngày 15/8" still allows the 15th

    def window(self, year: int) -> tuple[date, date] | None:
        """Return the first and last day, in ``year`` if none is written; None if no such day exists."""
        first_year = self.year if self.year is not None else year + self.year_shift
        last_year = self.to_year if self.to_year is not None else first_year
        first, last = _day(first_year, *self.first), _day(last_year, *self.last)
        return (first, last) if first and last and first <= last else None


def _day(year: int, month: int, day: int) -> date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    length = monthrange(year, month)[1]
    number = length + 1 + day if day < 0 else day
    return date(year, month, number) if 1 <= number <= length else None


def a_date(day: int, month: int, year: int | None = None) -> Period:
    """Return one day; UNKNOWN_MONTH if the phrase names none."""
    return Period(PeriodUnit.DATE, (month, day), (month, day), year)


def a_month(month: int) -> Period:
    """Return a month, 1 to 12."""
    return Period(PeriodUnit.MONTH, (month, 1), (month, LAST))


def a_quarter(number: int) -> Period:
    """Return a quarter, 1 to 4."""
    return Period(PeriodUnit.QUARTER, (3 * number - 2, 1), (3 * number, LAST))


def a_year(year: int | None = None, to_year: int | None = None) -> Period:
    """Return a calendar year or a span of them."""
    unit = PeriodUnit.YEAR if to_year is None else PeriodUnit.YEARS
    return Period(unit, (1, 1), (12, LAST), year, to_year)


def some_months(first: int, last: int) -> Period:
    """Return a run of months within one year, both included."""
    whole_half = (first, last) in {(1, 6), (7, 12)}
    unit = PeriodUnit.HALF_YEAR if whole_half else PeriodUnit.MONTHS
    return Period(unit, (first, 1), (last, LAST))


def days_of_month(unit: PeriodUnit, month: int, first: int, last: int) -> Period:
    """Return a part of one month; negative days count from its end."""
    return Period(unit, (month, first), (month, last))


def a_week(number: int, month: int) -> Period:
    """Return week 1 to 5 of a month, days 1-7, 8-14, ...; -1 for its last seven days.

    Administrative plans count weeks of a month this way; calendar weeks would cross its borders.
    """
    if number == LAST:
        return days_of_month(PeriodUnit.WEEK, month, -7, LAST)
    return days_of_month(PeriodUnit.WEEK, month, 7 * number - 6, LAST if number == 5 else 7 * number)


def edge(which: str, whole: Period) -> Period | None:
    """Return the day that "đầu", "giữa" or "cuối" means in a month, a quarter or a year.

    BLDS 2015 Đ.146.3-4: a month's start, middle and end are its first, 15th and last day; a year's are 1
    January, 30 June and 31 December. The law is silent on quarters; the 15th of the middle month follows
    its manner.
    """
    name = {"đầu": "start", "giữa": "middle", "cuối": "end"}[which]
    middle = {
        PeriodUnit.MONTH: (whole.first[0], 15),
        PeriodUnit.QUARTER: (whole.first[0] + 1, 15),
        PeriodUnit.YEAR: (6, LAST),
    }.get(whole.unit)
    if middle is None:
        return None
    day = {"đầu": whole.first, "giữa": middle, "cuối": whole.last}[which]
    unit = PeriodUnit(f"{name}_of_{whole.unit}")
    return Period(unit, day, day, whole.year, None, whole.year_shift)
