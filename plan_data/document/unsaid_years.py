"""The year that days leave unsaid where the plan's own year would be wrong.

A school year runs over two calendar years; in a calendar, a column of months gives the year of the days
beside it. The year is written into the words, so that a loaded draft gives the same days.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from plan_data.document.head import Head
from plan_data.document.times import is_continuous
from plan_data.units import fold

YearOf = Callable[[int], int]
"""Takes a month, 1 to 12, and returns the year it lies in."""

_WITHOUT_YEAR: Final = r"(?:\d{1,2}/|[Tt]háng\s+)(\d{1,2})(?![\d/]|-\d{4}|\s+năm\s+\d)"
_IN_TIME: Final = re.compile(rf"(?<![\d/]){_WITHOUT_YEAR}")
_IN_TEXT: Final = re.compile(
    rf"\b(?:[Nn]gày|[Tt]rước|[Đđ]ến|[Tt]ừ|[Hh]ết|nhất|[Vv]ào|[Tt]rong)\s+{_WITHOUT_YEAR}"
)
_SCHOOL_YEAR: Final = re.compile(r"\bnăm học\s+(20\d\d)\s*[-–]\s*20\d\d", re.IGNORECASE)
_MONTH: Final = re.compile(r"(?:[Tt]háng\s+|[Tt])?(\d{1,2})(?:\s*[/-]\s*(20\d\d))?")
_DAYS: Final = re.compile(r"\d{1,2}(?:\s*[-–]\s*\d{1,2})?")
_WHOLE_MONTH: Final = {"", "trong thang", "ca thang", "trong ca thang"}
_HALF_A_YEAR: Final = 6


def school_year_of(head: Head) -> YearOf | None:
    """Return the years of the months of a plan of a school year, issued at its beginning; None for others."""
    found = _SCHOOL_YEAR.search(head.title)
    issued_on = head.issued_on
    if found is None or issued_on is None or issued_on.month <= _HALF_A_YEAR:
        return None
    year, first_month = int(found[1]), issued_on.month
    return (lambda month: year + (month < first_month)) if issued_on.year == year else None


def with_years(text: str, year_of: YearOf | None, *, only_times: bool = False) -> str:
    """Write the year behind days and months without one; in a sentence only where a word of time precedes."""
    if year_of is None:
        return text
    shape = _IN_TIME if only_times else _IN_TEXT
    return shape.sub(lambda found: f"{found[0]}/{year_of(int(found[1]))}", text)


def time_in_calendar(values: Sequence[str], school_year: YearOf | None) -> str | None:
    """Return the time of a row of a calendar, "9/2024" and "16 - 18/9"; None where no month comes first."""
    month = _MONTH.fullmatch(values[0]) if len(values) > 1 else None
    if month is None:
        return None
    number, day = int(month[1]), values[-1]
    year = int(month[2]) if month[2] else school_year(number) if school_year else None
    if is_continuous(day):
        return day
    whole = f"{number}/{year}" if year else str(number)
    if _DAYS.fullmatch(day):
        return f"{day}/{whole}"
    if fold(day) in _WHOLE_MONTH:
        return f"tháng {whole}"
    if not _IN_TIME.search(day):
        return f"{day} tháng {whole}"
    if year is None:
        return day
    return with_years(day, lambda each: year + (each < number - _HALF_A_YEAR), only_times=True)
