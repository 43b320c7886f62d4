"""When a duty is late, and when an acknowledgement is no answer any more."""

from datetime import UTC, date, datetime, timedelta

import pytest

from plan_data.deadlines import WorkingCalendar
from plan_data.timeliness import Today, days_overdue, has_gone_quiet

CALENDAR = WorkingCalendar()
FRIDAY = date(2018, 8, 10)
SATURDAY = date(2018, 8, 11)
MONDAY = date(2018, 8, 13)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("due_on", "today", "days"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, SATURDAY, 1),
        (FRIDAY, FRIDAY - 5 * DAY, 0),
        # Due on a free day it may still be done on Monday (Civil Code 2015, article 148).
        (SATURDAY, MONDAY, 0),
        (SATURDAY, MONDAY + DAY, 1),
    ],
)
def test_a_duty_is_late_from_the_day_after_the_one_it_is_judged_by(
    due_on: date, today: date, days: int
) -> None:
    assert days_overdue(due_on, today, CALENDAR) == days
    assert Today(today, CALENDAR).days_overdue(due_on) == days


def test_days_left_count_to_the_last_good_day_and_go_on_below_zero() -> None:
    assert [Today(FRIDAY + n * DAY, CALENDAR).days_left(SATURDAY) for n in (-1, 0, 1, 2)] == [2, 1, 0, -1]


def test_an_acknowledgement_holds_for_less_than_seven_working_days() -> None:
    acknowledged_on = date(2018, 8, 6)
    assert not has_gone_quiet(acknowledged_on, date(2018, 8, 14), CALENDAR)
    assert has_gone_quiet(acknowledged_on, date(2018, 8, 15), CALENDAR)


@pytest.mark.parametrize(
    ("due_on", "today", "is_stale"),
    [
        (date(2018, 8, 31), date(2018, 8, 14), False),
        (date(2018, 8, 31), date(2018, 8, 15), True),
        (None, date(2018, 8, 14), False),
        (None, date(2018, 8, 15), True),
        # Near the deadline it is asked again the next day, not on the same one.
        (date(2018, 8, 11), date(2018, 8, 7), False),
        (date(2018, 8, 10), date(2018, 8, 7), True),
        (date(2018, 8, 7), date(2018, 8, 6), False),
    ],
)
def test_an_acknowledgement_without_progress_grows_old(
    due_on: date | None, today: date, *, is_stale: bool
) -> None:
    # Still Monday evening in Vietnam.
    acknowledged_at = datetime(2018, 8, 6, 16, 59, tzinfo=UTC)
    assert Today(today, CALENDAR).is_stale(acknowledged_at, due_on) is is_stale


def test_the_day_of_a_moment_is_that_of_the_zone() -> None:
    assert Today(FRIDAY, CALENDAR).day_of(datetime(2018, 8, 6, 17, 0, tzinfo=UTC)) == date(2018, 8, 7)
