"""The working calendar of the Vietnamese state sector, 2018 and 2026."""

import time
from datetime import date, timedelta

import pytest

from plan_data.deadlines import WorkingCalendar


def _days_off(year: int) -> set[date]:
    calendar = WorkingCalendar()
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    return {day for day in days if day.weekday() < 5 and not calendar.is_working_day(day)}


def test_weekdays_off_in_2018_are_the_decreed_ones() -> None:
    tet = {date(2018, 2, day) for day in (14, 15, 16, 19, 20)}
    others = {(1, 1), (4, 25), (4, 30), (5, 1), (9, 3), (12, 31)}
    assert _days_off(2018) == tet | {date(2018, month, day) for month, day in others}


def test_swapped_saturdays_are_worked() -> None:
    calendar = WorkingCalendar()
    assert calendar.is_working_day(date(2019, 1, 5))  # for 31/12/2018
    assert calendar.is_working_day(date(2026, 8, 22))  # for 31/8/2026
    assert not calendar.is_working_day(date(2026, 8, 31))


def test_decree_that_came_late_wins_over_the_package() -> None:
    swap = {date(2026, 1, 2): False, date(2026, 1, 10): True}
    assert WorkingCalendar().is_working_day(date(2026, 1, 2))
    assert not WorkingCalendar().is_working_day(date(2026, 1, 10))
    calendar = WorkingCalendar(swap)
    assert not calendar.is_working_day(date(2026, 1, 2))
    assert calendar.is_working_day(date(2026, 1, 10))
    assert calendar.previous_working_day(date(2026, 1, 4)) == date(2025, 12, 31)
    assert calendar.next_working_day(date(2026, 1, 10)) == date(2026, 1, 10)


def test_holidays_have_vietnamese_names() -> None:
    calendar = WorkingCalendar({date(2018, 9, 3): True})
    assert calendar.holiday_name(date(2018, 9, 2)) == "Quốc khánh"
    assert calendar.holiday_name(date(2018, 2, 16)) == "Tết Nguyên Đán"
    assert calendar.holiday_name(date(2018, 8, 15)) is None
    assert calendar.holiday_name(date(2018, 8, 18)) is None
    assert calendar.holiday_name(date(2018, 9, 3)) is None


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2018, 8, 15), date(2018, 8, 15), date(2018, 8, 15)),
        (date(2018, 2, 17), date(2018, 2, 13), date(2018, 2, 21)),
        (date(2018, 12, 31), date(2018, 12, 28), date(2019, 1, 2)),
    ],
)
def test_nearest_working_days_jump_over_holidays_and_weekends(day: date, before: date, after: date) -> None:
    calendar = WorkingCalendar()
    assert calendar.previous_working_day(day) == before
    assert calendar.next_working_day(day) == after


def test_working_days_are_counted_without_the_first_day() -> None:
    calendar = WorkingCalendar()
    assert calendar.add_working_days(date(2018, 2, 12), 2) == date(2018, 2, 21)
    assert calendar.add_working_days(date(2018, 2, 21), -2) == date(2018, 2, 12)
    assert calendar.add_working_days(date(2018, 2, 17), 0) == date(2018, 2, 17)
    assert calendar.working_days_between(date(2018, 2, 12), date(2018, 2, 21)) == 2
    assert calendar.working_days_between(date(2018, 2, 21), date(2018, 2, 12)) == -2


def test_a_million_questions_take_about_a_second() -> None:
    calendar = WorkingCalendar()
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range(1000)]
    started = time.perf_counter()
    for _ in range(1000):
        for day in days:
            calendar.is_working_day(day)
    assert time.perf_counter() - started < 5
