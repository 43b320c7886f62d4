"""How a duty stands on a day, from its events alone."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from plan_data.classification import (
    Category,
    DutyHistory,
    MovedDeadline,
    PastDecision,
    PastReport,
    Standing,
    classify,
)
from plan_data.deadlines import WorkingCalendar
from plan_data.duty_state import ReportStatus

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = WorkingCalendar()
DUE = date(2018, 8, 14)
"""A Tuesday."""

H, C = ReportStatus, Category
CONFIRMED, RETURNED = True, False
What = ReportStatus | bool
"""A report, or the decision on the one before it."""


def at(text: str) -> datetime:
    """A moment of 2018 in Vietnam, ``MM-DD`` or ``MM-DD HH:MM``."""
    day, _, clock = text.partition(" ")
    return datetime.fromisoformat(f"2018-{day} {clock or '09:00'}").replace(tzinfo=ZONE)


def standing(
    on: str,
    *events: tuple[What, str],
    due_on: date | None = DUE,
    confirmed: bool = False,
    moves: tuple[MovedDeadline, ...] = (),
) -> Standing:
    reports: list[PastReport] = []
    for number, (what, when) in enumerate(events):
        if isinstance(what, bool):
            reports[-1] = replace(reports[-1], decisions=(PastDecision(what, at(when), "Thiếu số liệu"),))
        else:
            reports.append(PastReport(number, what, at(when)))
    history = DutyHistory(1, "SYT", 1, due_on, confirmed, 1, reports, moves)
    return classify(history, date.fromisoformat(f"2018-{on}"), ZONE, CALENDAR)


@pytest.mark.parametrize(
    ("on", "events", "category", "days_late"),
    [
        ("08-13", (), C.OPEN_ON_TIME, 0),
        ("08-14", (), C.OPEN_ON_TIME, 0),
        ("08-15", (), C.OPEN_LATE, 1),
        ("08-20", ((H.IN_PROGRESS, "08-16"),), C.OPEN_LATE, 6),
        ("08-20", ((H.ACKNOWLEDGED, "08-10"),), C.OPEN_LATE, 6),
        ("08-14", ((H.DONE, "08-14 23:59"),), C.DONE_ON_TIME, 0),
        ("08-20", ((H.DONE, "08-15 00:00"),), C.DONE_LATE, 1),
        ("08-12", ((H.DONE, "08-13"),), C.OPEN_ON_TIME, 0),
        ("08-20", ((H.DONE, "08-10"), (H.IN_PROGRESS, "08-11")), C.OPEN_LATE, 6),
        ("08-20", ((H.DONE, "08-10"), (H.NOT_STARTED, "08-11"), (H.DONE, "08-16")), C.DONE_LATE, 2),
        ("08-20", ((H.DONE, "08-10"), (H.DONE, "08-19")), C.DONE_ON_TIME, 0),
        ("08-20", ((H.DONE, "08-10"), (H.ACKNOWLEDGED, "08-19")), C.DONE_ON_TIME, 0),
        ("08-20", ((H.UNPROVEN, "08-10"),), C.OPEN_LATE, 6),
        ("08-20", ((H.EXTENSION, "08-13"),), C.OPEN_LATE, 6),
    ],
)
def test_a_duty_is_counted_by_what_its_unit_reported_by_the_day(
    on: str, events: tuple[tuple[What, str], ...], category: Category, days_late: int
) -> None:
    found = standing(on, *events)

    assert (found.category, found.days_late) == (category, days_late)


def test_the_day_that_counts_is_the_report_not_the_confirmation() -> None:
    reported = (H.DONE, "08-14")

    assert standing("08-20", reported, confirmed=True).category is C.WAITING
    assert standing("08-30", reported, (CONFIRMED, "08-29"), confirmed=True).category is C.DONE_ON_TIME


def test_a_report_that_waits_is_not_late_however_long_it_waits() -> None:
    found = standing("09-30", (H.DONE, "08-14"), confirmed=True)

    assert found.days_late == 0
    assert found.has_reported
    assert not found.is_done


def test_a_returned_report_counts_from_the_next_one() -> None:
    events = ((H.DONE, "08-13"), (RETURNED, "08-14"), (H.DONE, "08-17"), (CONFIRMED, "08-18"))

    found = standing("08-20", *events, confirmed=True)

    assert (found.category, found.days_late) == (C.DONE_LATE, 3)
    between = standing("08-15", *events, confirmed=True)
    assert (between.category, between.note) == (C.OPEN_LATE, "Thiếu số liệu")


def test_a_report_taken_back_counts_only_before_it_was() -> None:
    report = PastReport(1, H.DONE, at("08-10"), struck_at=at("08-12"))
    history = DutyHistory(1, "SYT", 1, DUE, needs_confirmation=False, occurrence=1, reports=[report])

    assert classify(history, date(2018, 8, 11), ZONE, CALENDAR).category is C.DONE_ON_TIME
    assert classify(history, date(2018, 8, 12), ZONE, CALENDAR).category is C.OPEN_ON_TIME


def test_a_deadline_on_a_free_day_is_judged_after_the_next_working_day() -> None:
    sunday = date(2018, 8, 12)

    assert standing("08-13", due_on=sunday).category is C.OPEN_ON_TIME
    assert standing("08-14", due_on=sunday).days_late == 1


def test_an_extension_counts_from_the_day_it_was_granted() -> None:
    move = MovedDeadline(at("08-16"), DUE, date(2018, 8, 31))

    def on(day: str) -> Category:
        return standing(day, due_on=date(2018, 8, 31), moves=(move,)).category

    assert on("08-15") is C.OPEN_LATE
    assert on("08-16") is C.OPEN_ON_TIME
    assert on("08-31") is C.OPEN_ON_TIME
    assert on("09-01") is C.OPEN_LATE


def test_a_duty_without_a_deadline_is_never_late() -> None:
    assert standing("12-31", due_on=None).category is C.NO_DEADLINE
    done = standing("12-31", (H.DONE, "08-14"), due_on=None)
    assert (done.category, done.is_done, done.days_late) == (C.NO_DEADLINE, True, 0)


def test_blocked_and_silent_are_marks_beside_the_category() -> None:
    blocked = standing("08-20", (H.BLOCKED, "08-10"))

    assert (blocked.category, blocked.is_blocked, blocked.is_silent) == (C.OPEN_LATE, True, False)
    assert standing("08-10").is_silent
    assert not standing("08-20", (H.BLOCKED, "08-10"), (H.IN_PROGRESS, "08-11")).is_blocked


def test_a_duty_is_due_once_the_day_it_is_judged_by_is_over() -> None:
    assert not standing("08-14").is_due
    assert standing("08-15", (H.DONE, "08-01")).is_due
