"""The state of a duty as a table: what was said and decided, and how it stands then."""

from datetime import UTC, datetime, timedelta

import pytest

from plan_data.duty_state import Decision, DutyState, Report, ReportStatus, standing_after

START = datetime(2018, 1, 8, 1, tzinfo=UTC)
DONE, UNPROVEN, DOING = ReportStatus.DONE, ReportStatus.UNPROVEN, ReportStatus.IN_PROGRESS
BLOCKED, NOT_STARTED = ReportStatus.BLOCKED, ReportStatus.NOT_STARTED
SEEN, LATER = ReportStatus.ACKNOWLEDGED, ReportStatus.EXTENSION


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def said(number: int, status: ReportStatus, percent: int | None = None, *decisions: bool) -> Report:
    """A report on a day, decided (True: confirmed) on the days after it."""
    made = tuple(Decision(each, day(number + 1)) for each in decisions)
    return Report(number, status, day(number), percent, decisions=made)


def struck(report: Report) -> Report:
    return Report(report.id, report.status, report.at, report.percent, True, report.decisions)


CASES = {
    "nothing was said": ([], DutyState.OPEN, None, None),
    "acknowledged": ([said(1, SEEN)], DutyState.ACKNOWLEDGED, None, None),
    "an acknowledgement takes nothing back": (
        [said(1, DOING, 60), said(2, SEEN)],
        DutyState.IN_PROGRESS,
        60,
        None,
    ),
    "asking for a later date says nothing of the work": (
        [said(1, DOING, 60), said(2, LATER)],
        DutyState.IN_PROGRESS,
        60,
        None,
    ),
    "an obstacle keeps the percentage": (
        [said(1, DOING, 60), said(2, BLOCKED)],
        DutyState.BLOCKED,
        60,
        None,
    ),
    "not started after all": ([said(1, DOING, 60), said(2, NOT_STARTED)], DutyState.OPEN, None, None),
    "done waits": ([said(1, DONE)], DutyState.REPORTED, 100, 1),
    "done without evidence is not done": ([said(1, UNPROVEN)], DutyState.UNPROVEN, None, None),
    "evidence completes it on its own day": (
        [said(1, UNPROVEN), said(3, DONE)],
        DutyState.REPORTED,
        100,
        3,
    ),
    "confirmed, as of the report": ([said(1, DONE, None, True)], DutyState.DONE, 100, 1),
    "returned": ([said(1, DONE, None, False)], DutyState.RETURNED, None, None),
    "reported again after a return": (
        [said(1, DONE, None, False), said(5, DONE)],
        DutyState.REPORTED,
        100,
        5,
    ),
    "said twice, the first day stands": ([said(1, DONE), said(4, DONE)], DutyState.REPORTED, 100, 1),
    "said again after the confirmation stays confirmed": (
        [said(1, DONE, None, True), said(4, DONE)],
        DutyState.DONE,
        100,
        1,
    ),
    "leaving done clears the day of completion": (
        [said(1, DONE), said(2, DOING, 80)],
        DutyState.IN_PROGRESS,
        80,
        None,
    ),
    "even after the confirmation": (
        [said(1, DONE, None, True), said(4, DOING, 80)],
        DutyState.IN_PROGRESS,
        80,
        None,
    ),
    "no percentage is left of done": ([said(1, DONE), said(2, BLOCKED)], DutyState.BLOCKED, None, None),
    "taken back it is as it was before": (
        [said(1, DOING, 60), struck(said(2, DONE))],
        DutyState.IN_PROGRESS,
        60,
        None,
    ),
    "a confirmed report that is struck counts no more": (
        [said(1, DOING, 60), struck(said(2, DONE, None, True))],
        DutyState.IN_PROGRESS,
        60,
        None,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_state_follows_from_what_was_said_and_decided(name: str) -> None:
    reports, state, percent, reported_on = CASES[name]
    standing = standing_after(reports, needs_confirmation=True)
    assert (standing.state, standing.percent) == (state, percent)
    assert standing.reported_at == (day(reported_on) if reported_on is not None else None)
    assert (standing.waiting_report_id is not None) == (state is DutyState.REPORTED)


def test_where_nobody_confirms_done_is_done() -> None:
    standing = standing_after([said(1, DONE)], needs_confirmation=False)
    assert (standing.state, standing.waiting_report_id) == (DutyState.DONE, None)


def test_done_without_evidence_is_done_once_the_plan_needs_none() -> None:
    standing = standing_after([said(1, UNPROVEN)], needs_confirmation=True, needs_evidence=False)
    assert (standing.state, standing.reported_at) == (DutyState.REPORTED, day(1))
    assert standing.waiting_report_id == 1


def test_every_return_counts_also_of_a_report_that_was_struck_later() -> None:
    reports = [struck(said(1, DONE, None, False)), said(3, DONE, None, False), said(5, DONE)]
    assert standing_after(reports, needs_confirmation=True).times_returned == 2


def test_the_newest_report_is_the_one_to_confirm() -> None:
    assert standing_after([said(1, DONE), said(2, DONE)], needs_confirmation=True).waiting_report_id == 2
