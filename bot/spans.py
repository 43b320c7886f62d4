"""Stretches of days that people ask about: the next days, a week, a month, a quarter."""

from calendar import monthrange
from datetime import date, timedelta

from bot.texts.lists import DueSpan

THIS_QUARTER = "q"


def next_days(days: int, today: date) -> DueSpan:
    """From today on, ``days`` days ahead."""
    return DueSpan(str(days), today, today + timedelta(days=days))


def week(today: date, weeks_ahead: int = 0) -> DueSpan:
    """The calendar week, Monday to Sunday; this week begins today."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks_ahead)
    return DueSpan(f"w{weeks_ahead}", max(monday, today), monday + timedelta(days=6))


def month(year: int, number: int) -> DueSpan:
    """A month of a year, 1 to 12."""
    return DueSpan(
        f"m{year}-{number}", date(year, number, 1), date(year, number, monthrange(year, number)[1])
    )


def quarter(year: int, number: int) -> DueSpan:
    """A quarter of a year, 1 to 4."""
    last = number * 3
    return DueSpan(f"q{year}-{number}", date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]))


def whole_year(year: int) -> DueSpan:
    return DueSpan(f"y{year}", date(year, 1, 1), date(year, 12, 31))


def single_day(day: date) -> DueSpan:
    return DueSpan(f"d{day.isoformat()}", day, day)


def span_of_key(key: str, today: date) -> DueSpan | None:
    """The span behind a button's key, None for one that was never ours."""
    try:
        if key.isdecimal():
            return next_days(min(int(key), 366), today)
        if key == THIS_QUARTER:
            return quarter(today.year, (today.month + 2) // 3)
        kind, rest = key[:1], key[1:]
        match kind:
            case "w":
                return week(today, int(rest))
            case "m" | "q":
                year, number = rest.split("-")
                return (month if kind == "m" else quarter)(int(year), int(number))
            case "y":
                return whole_year(int(rest))
            case "d":
                return single_day(date.fromisoformat(rest))
    except (ValueError, OverflowError):
        return None
    return None
