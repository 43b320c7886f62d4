"""Reading a stretch of days that somebody names: "10/1 - 20/1", "từ 10/01/2018 đến 20/01/2018"."""

import re
import unicodedata
from datetime import date, timedelta

LONGEST = timedelta(days=184)
"""Half a year; who is away for longer hands over."""

_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?(?!\d)")
_JOINED_DAY = re.compile(
    rf"(?:(?:\b(?:từ|tu|đến|den|hết|het|ngày|ngay|from|to|until)\b|[-–])\s*)*{_DAY.pattern}", re.IGNORECASE
)


def read_period(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last day; one day alone is the last one, from today on.

    A day without a year is the next one of that name from today on, the second not before the first. None
    when there are no or more than two days, one does not exist, the last is before the first or before today,
    or half a year is exceeded.
    """
    found = _DAY.findall(text)
    if not 1 <= len(found) <= 2:
        return None
    first = today if len(found) == 1 else _day(found[0], today)
    last = _day(found[-1], max(first, today)) if first else None
    if first is None or last is None or last < max(first, today) or last - first > LONGEST:
        return None
    return first, last


def names_a_day(text: str) -> bool:
    """Whether a text means to name days, even such as cannot be read as a period."""
    return _DAY.search(text) is not None


def _day(parts: tuple[str, str, str], earliest: date) -> date | None:
    day, month, year = (int(part) if part else None for part in parts)
    if day is None or month is None:
        return None
    try:
        if year is not None:
            return date(year, month, day)
        named = date(earliest.year, month, day)
        return named if named >= earliest else date(earliest.year + 1, month, day)
    except ValueError:
        return None


def without_days(text: str) -> str:
    """What is left of a text when its days are taken out, with the words that join them."""
    return " ".join(_JOINED_DAY.sub(" ", unicodedata.normalize("NFC", text)).split())
