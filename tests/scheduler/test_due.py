"""When a duty is mentioned, and as what: one sentence a row."""

from datetime import date, timedelta

import pytest

from plan_data.deadlines import WorkingCalendar
from plan_data.stages import STAGES_BEFORE
from scheduler.due import HORIZON, reached_stages

DECREED = WorkingCalendar({date(2026, 1, 2): False, date(2026, 1, 10): True})
"""2 January 2026 was made a day off on 25 December 2025, worked off on Saturday 10 January."""


def day(text: str) -> date:
    """``D/M/YYYY``, as the rows are easier to read that way."""
    number, month, year = map(int, text.split("/"))
    return date(year, month, number)


def said_on(due: str, today: str, calendar: WorkingCalendar, *, is_lead: bool = True) -> int | None:
    """The stage that begins on exactly this day; None on all other days."""
    stages = reached_stages(day(due), day(today), calendar, is_lead=is_lead)
    if stages is None or stages.since[stages.current] != day(today):
        return None
    return stages.current


LEAD_ROWS = [
    ("thirty days before the deadline the first reminder goes out", "15/8/2018", "16/7/2018", 30),
    ("the day before that nothing does", "15/8/2018", "15/7/2018", None),
    ("fourteen days before", "15/8/2018", "1/8/2018", 14),
    ("seven days before", "15/8/2018", "8/8/2018", 7),
    ("between two stages it is silent", "15/8/2018", "9/8/2018", None),
    ("the day before the deadline", "15/8/2018", "14/8/2018", 1),
    ("on the day itself", "15/8/2018", "15/8/2018", 0),
    ("three days before, a Sunday, moves to Friday", "15/8/2018", "10/8/2018", 3),
    ("and is not said on the Sunday", "15/8/2018", "12/8/2018", None),
    ("nor on the Monday after", "15/8/2018", "13/8/2018", None),
    ("a deadline on a Sunday is announced as due on Friday", "14/1/2018", "12/1/2018", 0),
    ("and is not overdue on Monday, the day it is judged by", "14/1/2018", "15/1/2018", None),
    ("but on Tuesday", "14/1/2018", "16/1/2018", -1),
    ("one day overdue", "15/1/2018", "16/1/2018", -1),
    ("two days overdue is silent", "15/1/2018", "17/1/2018", None),
    ("three days overdue", "15/1/2018", "18/1/2018", -3),
    ("seven days overdue", "15/1/2018", "22/1/2018", -7),
    ("then every week", "15/1/2018", "29/1/2018", -14),
    ("also after half a year", "15/1/2018", "16/7/2018", -182),
    ("three days overdue on a Sunday is said on Monday", "18/1/2018", "22/1/2018", -3),
    ("stages in the Tet holiday of 2018 are said the last day before it", "22/2/2018", "13/2/2018", 3),
    ("in the holiday itself nothing is", "22/2/2018", "15/2/2018", None),
    ("the first working day after Tet brings the next stage", "22/2/2018", "21/2/2018", 1),
    ("a deadline in Tet is announced before it", "16/2/2018", "13/2/2018", 0),
    ("and overdue only counts from the first working day after it", "16/2/2018", "21/2/2018", None),
    ("so one day overdue is the day after that", "16/2/2018", "22/2/2018", -1),
    ("31 December 2018 was swapped away: its stage moves to Friday the 28th", "7/1/2019", "28/12/2018", 7),
    ("Saturday 5 January 2019 was worked: a stage stays on it", "6/1/2019", "5/1/2019", 0),
]


@pytest.mark.parametrize(("sentence", "due", "today", "stage"), LEAD_ROWS, ids=[row[0] for row in LEAD_ROWS])
def test_a_lead_unit_hears(sentence: str, due: str, today: str, stage: int | None) -> None:
    assert said_on(due, today, WorkingCalendar()) == stage, sentence


COOPERATING_ROWS = [
    ("thirty days before it hears nothing", "15/8/2018", "16/7/2018", None),
    ("seven days before it does", "15/8/2018", "8/8/2018", 7),
    ("three days before it does not", "15/8/2018", "10/8/2018", None),
    ("the day before it does", "15/8/2018", "14/8/2018", 1),
    ("on the day", "15/8/2018", "15/8/2018", 0),
    ("what is overdue is the lead unit's matter", "15/1/2018", "16/1/2018", None),
]


@pytest.mark.parametrize(
    ("sentence", "due", "today", "stage"), COOPERATING_ROWS, ids=[row[0] for row in COOPERATING_ROWS]
)
def test_a_cooperating_unit_hears_less(sentence: str, due: str, today: str, stage: int | None) -> None:
    assert said_on(due, today, WorkingCalendar(), is_lead=False) == stage, sentence


DECREE_ROWS = [
    ("7 days before 9/1/2026 is a decreed day off: said on 31/12", "9/1/2026", "31/12/2025", 7, None),
    ("without the decree it would be said on 2/1", "9/1/2026", None, 7, "2/1/2026"),
    ("Saturday 10/1/2026 is worked: 1 day before Sunday is said on it", "11/1/2026", "10/1/2026", 0, None),
    ("without the decree it would be said on Friday", "11/1/2026", None, 0, "9/1/2026"),
]


@pytest.mark.parametrize(
    ("sentence", "due", "decreed_day", "stage", "plain_day"), DECREE_ROWS, ids=[row[0] for row in DECREE_ROWS]
)
def test_a_late_decree_moves_stages(
    sentence: str, due: str, decreed_day: str | None, stage: int, plain_day: str | None
) -> None:
    if decreed_day:
        assert said_on(due, decreed_day, DECREED) == stage, sentence
    if plain_day:
        assert said_on(due, plain_day, WorkingCalendar()) == stage, sentence
        assert said_on(due, plain_day, DECREED) != stage


def test_a_deadline_on_a_decreed_working_saturday_is_overdue_the_day_after() -> None:
    # Otherwise it would be judged by Monday the 12th.
    assert said_on("10/1/2026", "12/1/2026", DECREED) == -1
    assert said_on("10/1/2026", "12/1/2026", WorkingCalendar()) is None


def test_every_stage_of_a_year_of_deadlines_is_said_on_a_working_day() -> None:
    calendar = WorkingCalendar()
    first = date(2018, 1, 1)
    for later in range(365):
        due_on = first + timedelta(days=later)
        stages = reached_stages(due_on, due_on + timedelta(days=60), calendar, is_lead=True)
        assert stages is not None
        assert all(calendar.is_working_day(since) for since in stages.since.values())
        assert set(STAGES_BEFORE) <= set(stages.since)
        assert due_on - min(stages.since.values()) <= HORIZON, "planning looks no further ahead"
        for stage, since in stages.since.items():
            # Remind early, judge late.
            wanted = due_on - timedelta(days=stage)
            assert since <= wanted if stage >= 0 else since >= wanted


def test_stages_that_fall_on_one_day_are_overtaken_as_one() -> None:
    """Three days and one day before Monday the 15th are both said on Friday."""
    stages = reached_stages(day("15/1/2018"), day("15/1/2018"), WorkingCalendar(), is_lead=True)
    assert stages is not None
    assert (stages.current, stages.overtaken) == (0, (30, 14, 7, 1))


def test_a_cooperating_unit_hears_nothing_once_the_deadline_is_over() -> None:
    calendar = WorkingCalendar()
    due_on = date(2018, 1, 31)
    assert reached_stages(due_on, date(2018, 1, 31), calendar, is_lead=False) is not None
    assert reached_stages(due_on, date(2018, 2, 1), calendar, is_lead=False) is None
    assert reached_stages(due_on, date(2018, 2, 1), calendar, is_lead=True) is not None
