"""Read a calendar day out of a reply: "15/6", "ngày 15 tháng 6", "thứ Sáu tuần sau", "15 June".

A day without a year is the next such day on or after ``today``; a document's date is the last one on or
before it. Without ``today`` such a day stays unknown: no date is better than one in the wrong year.
"""

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

MAX_WORDS = 9

_WEEKDAYS: Mapping[str, int] = MappingProxyType(
    {
        "hai": 0,
        "2": 0,
        "ba": 1,
        "3": 1,
        "tu": 2,
        "4": 2,
        "nam": 3,
        "5": 3,
        "sau": 4,
        "6": 4,
        "bay": 5,
        "7": 5,
        "monday": 0,
        "tuesday": 1,
        "wednesday": 2,
        "thursday": 3,
        "friday": 4,
        "saturday": 5,
        "sunday": 6,
    }
)
_MONTHS: Mapping[str, int] = MappingProxyType(
    {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
)
_QUARTERS: Mapping[str, int] = MappingProxyType(
    {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
)
_MONTH_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)


@dataclass(frozen=True, slots=True)
class DayWords:
    """A day found: how many words it took, the day if it can be known, and whether it lies ahead."""

    length: int
    day: date | None
    is_ahead: bool = False


_Found = re.Match[str]
_Resolve = Callable[[_Found, date | None], date | None]


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_such_day(day: int, month: int, today: date | None) -> date | None:
    """Return the first day/month on or after ``today``; None without ``today`` or for a day that is none."""
    if today is None:
        return None
    # 29 February needs up to eight years (1896-1904, 2096-2104).
    days = (_make(today.year + ahead, month, day) for ahead in range(9))
    return next((found for found in days if found and found >= today), None)


def last_such_day(found: date | None, *, has_year: bool, today: date | None) -> date | None:
    """Turn a year-less day that ``read_day`` put ahead into the last one on or before ``today``."""
    if found is None or has_year or today is None or found <= today:
        return found
    days = (_make(found.year - back, found.month, found.day) for back in range(1, 9))
    return next((day for day in days if day and day <= today), None)


def _day_month(found: _Found, today: date | None) -> date | None:
    day, month, year = int(found["day"]), int(found["month"]), found["year"]
    if year is None:
        return next_such_day(day, month, today)
    return _make(int(year) + (2000 if len(year) == 2 else 0), month, day)


def _day_only(found: _Found, today: date | None) -> date | None:
    if today is None:
        return None
    months = (
        (today.year + (today.month - 1 + ahead) // 12, (today.month - 1 + ahead) % 12 + 1)
        for ahead in range(3)
    )
    days = (_make(year, month, int(found["day"])) for year, month in months)
    return next((day for day in days if day and day >= today), None)


def _english(found: _Found, today: date | None) -> date | None:
    month = _MONTHS[found["name"][:3]]
    if found["year"]:
        return _make(int(found["year"]), month, int(found["day"]))
    return next_such_day(int(found["day"]), month, today)


def _weekday(found: _Found, today: date | None) -> date | None:
    if today is None:
        return None
    wanted = _WEEKDAYS.get(found["weekday"] or "", 6)
    if found["which"] in ("tuan sau", "tuan toi", "next"):
        monday = today + timedelta(days=7 - today.weekday())
        return monday + timedelta(days=wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _end_of_month(found: _Found, today: date | None) -> date | None:
    named = found["month"]
    if not named:
        return _month_end(today.year, today.month) if today else None
    month = _MONTHS[named[:3]] if named.isalpha() else int(named)
    if not 1 <= month <= 12:
        return None
    if year := found["year"] or found.groupdict().get("slashed"):
        return _month_end(int(year), month)
    if today is None:
        return None
    return _month_end(today.year + (month < today.month), month)


def _mid_month(found: _Found, today: date | None) -> date | None:
    return next_such_day(15, int(found["month"]), today)


def _end_of_quarter(found: _Found, today: date | None) -> date | None:
    if today is None:
        return None
    month = 3 * _QUARTERS[found["quarter"]]
    return _month_end(today.year + (month < today.month), month)


def _end_of_year(_found: _Found, today: date | None) -> date | None:
    return date(today.year, 12, 31) if today else None


def _in_days(count: int) -> _Resolve:
    def resolve(_found: _Found, today: date | None) -> date | None:
        return today + timedelta(days=count) if today else None

    return resolve


def _unknown(_found: _Found, _today: date | None) -> date | None:
    return None


_YEAR = r"(?: (?:nam )?(?P<year>(?:19|20)\d\d))?"
_WHICH_WEEK = r"(?: (?P<which>tuan sau|tuan toi|tuan nay|nay|toi))?"
# (pattern over bare words, how to resolve it, whether it names a day ahead)
_PATTERNS: tuple[tuple[re.Pattern[str], _Resolve, bool], ...] = tuple(
    (re.compile(pattern + r"(?= |$)"), resolve, ahead)
    for pattern, resolve, ahead in (
        (r"(?P<year>(?:19|20)\d\d) - (?P<month>\d{1,2}) - (?P<day>\d{1,2})", _day_month, False),
        (r"(?:ngay |mung |mong )?(?P<day>\d{1,2}) thang (?P<month>\d{1,2})" + _YEAR, _day_month, False),
        (
            rf"(?:the )?(?P<day>\d{{1,2}})(?: (?:st|nd|rd|th))?(?: of)? (?P<name>{_MONTH_NAMES})" + _YEAR,
            _english,
            False,
        ),
        (rf"(?P<name>{_MONTH_NAMES}) (?P<day>\d{{1,2}})(?: (?:st|nd|rd|th))?" + _YEAR, _english, False),
        (
            r"(?:thu (?P<weekday>hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn)" + _WHICH_WEEK,
            _weekday,
            True,
        ),
        (r"t (?P<weekday>[2-7])(?: (?P<which>tuan sau|tuan toi|tuan nay|nay))?", _weekday, True),
        (
            r"(?P<which>next )?(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
            _weekday,
            True,
        ),
        (
            r"(?:het|cuoi|ngay cuoi) thang (?P<month>\d{1,2})(?: ?/ ?(?P<slashed>\d{4})(?= |$))?" + _YEAR,
            _end_of_month,
            True,
        ),
        (r"(?:the )?end of (?P<month>" + _MONTH_NAMES + ")" + _YEAR, _end_of_month, True),
        (r"(?:het|cuoi) thang(?! sau| toi)(?: nay)?(?P<month>)(?P<year>)", _end_of_month, True),
        (r"(?:the )?end of (?:the )?month(?P<month>)(?P<year>)", _end_of_month, True),
        (r"giua thang (?P<month>\d{1,2})", _mid_month, True),
        (r"(?:het|cuoi) quy (?P<quarter>iv|i{1,3}|[1-4])", _end_of_quarter, True),
        (r"(?:het|cuoi) nam(?: nay)?", _end_of_year, True),
        (r"(?:dau |trong |sang )?thang (?:\d{1,2}(?: ?/ ?\d{4})?|sau|toi)", _unknown, True),
        (r"(?:ngay|sang|chieu|toi) mai", _in_days(1), True),
        (r"tomorrow", _in_days(1), True),
        (r"mai", _in_days(1), True),
        (r"ngay (?:kia|mot)", _in_days(2), True),
    )
)
_SLASHED = re.compile(
    r"(?:ngay |mung |mong )?(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2})"
    r"(?: ?[/.-] ?(?P<year>\d{4}|\d\d))?(?= |$)"
)
_DAY_ONLY = re.compile(r"(?:ngay|mung|mong) (?P<day>\d{1,2})(?= |$)")
_FRACTION_WORDS = re.compile(r"(?:ngay |mung |mong )")
_BEFORE_A_DAY = frozenset(
    {
        "den",
        "toi",
        "sang",
        "qua",
        "truoc",
        "han",
        "lui",
        "ngay",
        "until",
        "till",
        "to",
        "by",
        "before",
        "hom",
        "tu",
        "het",
    }
    | {"doi", "khat", "xin", "on", "vao", "sau", "6", "bay", "kien", "mung", "ky"}
)


def read_day(window: list[str], before: str, today: date | None) -> DayWords | None:
    """Read the day that begins the bare words of ``window``; ``before`` is the bare word in front of it."""
    words = " ".join(window)
    if (slashed := _slashed(words, before, today)) is not None:
        return slashed
    for pattern, resolve, is_ahead in _PATTERNS:
        if found := pattern.match(words):
            return DayWords(found[0].count(" ") + 1, _within_calendar(resolve, found, today), is_ahead)
    if found := _DAY_ONLY.match(words):
        return DayWords(2, _day_only(found, today))
    return None


def _within_calendar(resolve: _Resolve, found: _Found, today: date | None) -> date | None:
    try:
        return resolve(found, today)
    except OverflowError:  # beyond the year 9999
        return None


def _slashed(words: str, before: str, today: date | None) -> DayWords | None:
    """Read "15/6" unless it is a fraction: "2/3" is one where no word before it asks for a day."""
    found = _SLASHED.match(words)
    if not found:
        return None
    day, month = int(found["day"]), int(found["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    asks_for_day = before in _BEFORE_A_DAY or bool(_FRACTION_WORDS.match(words))
    with_slash = "/" in found[0]
    if not (asks_for_day or (with_slash and (found["year"] or day > month))):
        return None
    return DayWords(found[0].replace(" / ", "/").count(" ") + 1, _day_month(found, today))
