"""Which days the Vietnamese state sector works.

Base: the package ``holidays`` (public holidays, days in lieu, swapped days). Swaps are decreed late,
sometimes a week ahead, so the package can miss one: days given as overrides always win.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

import holidays

_LANGUAGES: Mapping[str, str] = MappingProxyType({"vi": "vi", "en": "en_US"})
_DAY = timedelta(days=1)
_NO_OVERRIDES: Mapping[date, bool] = MappingProxyType({})


class WorkingCalendar:
    """Working days, Monday to Friday without public holidays, plus swapped working Saturdays.

    ``overrides`` maps a day to True (worked) or False (free) and wins over everything else. A year is read
    from ``holidays`` once, on first use; after that a question costs a look into one set.
    """

    def __init__(self, overrides: Mapping[date, bool] = _NO_OVERRIDES) -> None:
        self._overrides = dict(overrides)
        self._names: dict[tuple[int, str], dict[date, str]] = {}
        self._working: dict[int, frozenset[date]] = {}

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on that day."""
        working = self._working.get(day.year)
        if working is None:
            working = self._read_year(day.year)
        return day in working

    def holiday_name(self, day: date, language: Literal["vi", "en"] = "vi") -> str | None:
        """Return the name of the public holiday, None on other days (also on plain weekends)."""
        if self._overrides.get(day):
            return None
        if (day.year, language) not in self._names:
            self._names[day.year, language] = dict(_holidays(day.year, language))
        return self._names[day.year, language].get(day)

    def previous_working_day(self, day: date) -> date:
        """Return the day itself if worked, else the last working day before it."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def next_working_day(self, day: date) -> date:
        """Return the day itself if worked, else the first working day after it (BLDS 2015 Đ.148.5)."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the day that is ``count`` working days after (before, if negative) the given one.

        The given day is not counted (BLDS 2015 Đ.147.2). Raises OverflowError past the end of the calendar.
        """
        step = _DAY if count >= 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to ``end`` itself; negative if that is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def _read_year(self, year: int) -> frozenset[date]:
        source = _holidays(year, "vi")
        first = date(year, 1, 1)
        length = (date(year, 12, 31) - first).days + 1
        days = (first + timedelta(days=n) for n in range(length))
        working = {day for day in days if self._overrides.get(day, source.is_working_day(day))}
        self._working[year] = frozenset(working)
        return self._working[year]


def _holidays(year: int, language: str) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year, language=_LANGUAGES[language])
