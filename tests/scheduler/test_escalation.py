"""How far up silence goes, in working days."""

from datetime import date

import pytest

from plan_data.deadlines import WorkingCalendar
from plan_data.plan_file import Escalation
from scheduler.escalation import Level, silence_about

CALENDAR = WorkingCalendar()
RULES = Escalation()
MONDAY = date(2018, 8, 13)
"""The last good day; Friday 17 August is four working days later."""


@pytest.mark.parametrize(
    ("today", "level"),
    [
        (date(2018, 8, 13), None),
        (date(2018, 8, 14), None),
        (date(2018, 8, 15), Level.LEADER),
        (date(2018, 8, 17), Level.LEADER),
        (date(2018, 8, 19), Level.LEADER),
        (date(2018, 8, 20), Level.COORDINATOR),
        (date(2018, 8, 24), Level.COORDINATOR),
        (date(2018, 8, 27), Level.LEADERSHIP),
    ],
)
def test_each_level_is_reached_after_its_working_days(today: date, level: Level | None) -> None:
    silence = silence_about(MONDAY, None, today, RULES, CALENDAR)

    assert (silence.level if silence else None) is level


def test_a_word_stops_it_while_it_is_fresh_and_it_goes_on_when_the_word_is_old() -> None:
    word = date(2018, 8, 21)

    assert silence_about(MONDAY, word, date(2018, 8, 28), RULES, CALENDAR) is None
    later = silence_about(MONDAY, word, date(2018, 8, 30), RULES, CALENDAR)
    assert later is not None
    assert later.since == date(2018, 8, 28)
    assert later.level is Level.LEADER


def test_a_word_long_before_the_deadline_does_not_make_it_wait() -> None:
    silence = silence_about(MONDAY, date(2018, 7, 2), date(2018, 8, 15), RULES, CALENDAR)

    assert silence is not None
    assert (silence.since, silence.level) == (MONDAY, Level.LEADER)


def test_a_deadline_on_a_free_day_is_late_only_after_the_next_working_day() -> None:
    saturday = date(2018, 8, 11)

    assert silence_about(saturday, None, date(2018, 8, 14), RULES, CALENDAR) == silence_about(
        MONDAY, None, date(2018, 8, 14), RULES, CALENDAR
    )


def test_a_plan_sets_its_own_days() -> None:
    rules = Escalation(leader_after=1, coordinator_after=2, leadership_after=3, fresh_for=0)

    silence = silence_about(MONDAY, date(2018, 8, 14), date(2018, 8, 16), rules, CALENDAR)

    assert silence is not None
    assert silence.reached == {Level.LEADER: date(2018, 8, 15), Level.COORDINATOR: date(2018, 8, 16)}
