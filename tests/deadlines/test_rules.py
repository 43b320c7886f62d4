"""What a phrase leaves unsaid and the plan says: its year, its issue, its choice on "trước", its events."""

from datetime import date

import pytest

from plan_data.deadlines import DeadlineContext, WorkingCalendar, read_deadlines, why


def _due(phrase: str, context: DeadlineContext) -> list[date | None]:
    return [deadline.due_on for deadline in read_deadlines(phrase, context)]


def test_before_a_day_leaves_that_day_out_unless_the_plan_includes_it() -> None:
    exclusive = DeadlineContext(year=2018)
    inclusive = DeadlineContext(year=2018, before_date="inclusive")
    assert _due("trước ngày 15/8", exclusive) == [date(2018, 8, 14)]
    assert _due("trước ngày 15/8", inclusive) == [date(2018, 8, 15)]
    assert _due("trước ngày 15 tháng cuối quý", inclusive)[0] == date(2018, 3, 15)
    assert _due("trước tháng 9", inclusive) == [date(2018, 8, 31)]


def test_written_year_wins_over_the_plan_s_year() -> None:
    assert _due("trước ngày 15/8/2019", DeadlineContext(year=2018)) == [date(2019, 8, 14)]


def test_year_of_issue_stands_in_for_the_plan_s_year() -> None:
    assert _due("đến hết ngày 30/9", DeadlineContext(issued_on=date(2020, 2, 3))) == [date(2020, 9, 30)]


@pytest.mark.parametrize("phrase", ["trước ngày 15/8", "trong Quý I", "hằng tháng", "cuối năm", "trong năm"])
def test_phrase_without_a_year_in_a_plan_without_one_has_no_date_and_says_why(phrase: str) -> None:
    (deadline,) = read_deadlines(phrase, DeadlineContext())
    assert (deadline.starts_on, deadline.due_on) == (None, None)
    assert deadline.note is not None
    assert "năm" in deadline.note


def test_period_that_would_end_before_the_plan_is_read_as_the_period_itself_with_a_note() -> None:
    for context in (
        DeadlineContext(),
        DeadlineContext(year=2018),
        DeadlineContext(issued_on=date(2018, 1, 15)),
    ):
        (deadline,) = read_deadlines("xong trước Quý I năm 2018", context)
        assert deadline.due_on == date(2018, 3, 31)
        assert deadline.note is not None
        assert "31/12/2017" in deadline.note
        assert "31/03/2018" in deadline.note


def test_impossible_period_is_told_by_the_day_of_issue_whatever_the_period() -> None:
    context = DeadlineContext(year=2018, issued_on=date(2018, 5, 10))
    assert _due("trước tháng 5", context) == [date(2018, 5, 31)]
    assert _due("trước Quý II", context) == [date(2018, 6, 30)]
    assert _due("trước tháng 6", context) == [date(2018, 5, 31)]
    assert read_deadlines("trước tháng 6", context)[0].note is None


def test_period_of_the_following_year_is_possible() -> None:
    (deadline,) = read_deadlines("trước Quý I năm 2019", DeadlineContext(year=2018))
    assert (deadline.due_on, deadline.note) == (date(2018, 12, 31), None)


def test_date_that_lies_before_the_plan_is_kept_with_a_note() -> None:
    (deadline,) = read_deadlines("trước ngày 15/8/2017", DeadlineContext(year=2018))
    assert deadline.due_on == date(2017, 8, 14)
    assert deadline.note is not None


def test_occurrences_due_before_the_plan_was_issued_are_left_out() -> None:
    context = DeadlineContext(year=2018, issued_on=date(2018, 5, 10))
    assert _due("hằng quý", context) == [date(2018, 6, 30), date(2018, 9, 30), date(2018, 12, 31)]


@pytest.mark.parametrize(
    ("phrase", "count"), [("hằng tháng", 12), ("hàng quý", 4), ("định kỳ 6 tháng", 2), ("hằng năm", 1)]
)
def test_periodic_phrase_gives_one_deadline_an_occurrence(phrase: str, count: int) -> None:
    assert len(read_deadlines(phrase, DeadlineContext(year=2018))) == count


def test_day_missing_from_a_short_month_is_its_last_day() -> None:
    assert _due("ngày 31 hằng tháng", DeadlineContext(year=2018))[1] == date(2018, 2, 28)
    assert _due("trước ngày 31 hằng tháng", DeadlineContext(year=2018))[:2] == [
        date(2018, 1, 30),
        date(2018, 2, 28),
    ]


@pytest.mark.parametrize(
    ("phrase", "due_on"),
    [
        ("trong vòng 15 ngày kể từ ngày ký", date(2018, 1, 23)),
        ("trong vòng 15 ngày kể từ ngày ký ban hành Kế hoạch này", date(2018, 1, 23)),
        ("15 ngày kể từ ngày Kế hoạch này được ban hành", date(2018, 1, 23)),
        ("trong vòng 15 ngày làm việc kể từ ngày ban hành", date(2018, 1, 29)),
        ("sau 2 tuần kể từ ngày ký", date(2018, 1, 22)),
        ("trong thời hạn 01 (một) tháng, kể từ ngày ký", date(2018, 2, 8)),
        ("trong vòng 24 giờ kể từ khi ban hành", date(2018, 1, 9)),
        ("chậm nhất 05 ngày làm việc kể từ ngày nhận được hồ sơ", date(2018, 3, 8)),
        ("sau 10 ngày kể từ ngày nhận được hồ sơ hợp lệ", date(2018, 3, 11)),
    ],
)
def test_length_of_time_is_counted_from_the_day_after_its_event(phrase: str, due_on: date) -> None:
    context = DeadlineContext(
        year=2018, issued_on=date(2018, 1, 8), events={"Nhận được hồ sơ": date(2018, 3, 1)}
    )
    assert _due(phrase, context) == [due_on]


def test_of_two_known_events_the_one_that_says_more_counts() -> None:
    events = {"Nhận hồ sơ": date(2018, 3, 1), "Nhận hồ sơ đầy đủ": date(2018, 3, 20)}
    context = DeadlineContext(year=2018, events=events)
    assert _due("trong vòng 5 ngày kể từ ngày nhận hồ sơ đầy đủ", context) == [date(2018, 3, 25)]
    assert _due("trong vòng 5 ngày kể từ ngày nhận hồ sơ", context) == [date(2018, 3, 6)]


def test_unknown_event_gives_no_date_and_is_named() -> None:
    context = DeadlineContext(year=2018, issued_on=date(2018, 1, 8))
    (deadline,) = read_deadlines("trong vòng 5 ngày kể từ ngày nhận đủ hồ sơ", context)
    assert deadline.due_on is None
    assert deadline.note is not None
    assert "nhận đủ hồ sơ" in deadline.note


def test_issue_of_another_document_is_not_the_issue_of_the_plan() -> None:
    context = DeadlineContext(year=2018, issued_on=date(2018, 1, 8))
    assert _due("15 ngày kể từ ngày ban hành Quyết định công nhận hộ nghèo", context) == [None]


def test_end_of_a_length_of_months_is_the_last_day_of_a_shorter_month() -> None:
    assert _due("trong vòng 3 tháng kể từ ngày 30/11/2018", DeadlineContext()) == [date(2019, 2, 28)]


@pytest.mark.parametrize(
    "phrase", ["trước ngày 31/02/2018", "ngày 45/13/2018", "trong tháng 13/2018", "quý V năm 2018"]
)
def test_day_that_does_not_exist_gives_no_date_and_a_note(phrase: str) -> None:
    (deadline,) = read_deadlines(phrase, DeadlineContext(year=2018))
    assert (deadline.starts_on, deadline.due_on, deadline.rule) == (None, None, "invalid_date")
    assert deadline.note is not None
    assert "không có trong lịch" in deadline.note


def test_last_working_day_follows_the_plan_s_calendar() -> None:
    calendar = WorkingCalendar({date(2018, 6, 29): False})
    context = DeadlineContext(year=2018, calendar=calendar)
    assert _due("ngày làm việc cuối cùng của tháng 6", context) == [date(2018, 6, 28)]


def test_calculation_tells_when_to_remind_and_when_to_judge() -> None:
    context = DeadlineContext(year=2018)
    (deadline,) = read_deadlines("đến hết ngày 02/9/2018", context)
    reason = why(deadline, context)
    assert (reason.remind_by, reason.late_after) == (date(2018, 8, 31), date(2018, 9, 4))
    assert reason.day_off == "Quốc khánh"
    assert reason.before_date is None


def test_calculation_carries_the_plan_s_choice_where_it_decided() -> None:
    context = DeadlineContext(year=2018, before_date="inclusive")
    (deadline,) = read_deadlines("trước ngày 15/8", context)
    assert why(deadline, context).before_date == "inclusive"


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("định kỳ trước ngày 17 hằng tháng, bắt đầu từ tháng 10/2022", [(10, 16), (11, 16), (12, 16)]),
        ("trước ngày 25 hằng tháng, từ tháng 8 đến tháng 10 năm 2022", [(8, 24), (9, 24), (10, 24)]),
        ("hằng tháng, từ tháng 11 đến tháng 12 năm 2022", [(11, 30), (12, 31)]),
        ("ngày 05 của tháng đầu quý sau đối với các quý I, II năm 2022", [(4, 5), (7, 5)]),
        ("trước ngày 15 tháng cuối quý đối với quý III", [(9, 14)]),
        ("trước ngày 20 tháng cuối quý (bắt đầu từ quý II/2022)", [(6, 19), (9, 19), (12, 19)]),
        ("trước 25 tháng cuối quý, từ quý III", [(9, 24), (12, 24)]),
    ],
)
def test_what_comes_back_does_so_only_within_the_span_named(phrase: str, days: list[tuple[int, int]]) -> None:
    context = DeadlineContext(year=2022, issued_on=date(2022, 1, 18))
    assert _due(phrase, context) == [date(2022, month, day) for month, day in days]


def test_span_of_years_is_reckoned_in_each_of_them() -> None:
    phrase = "6 tháng (trước ngày 10/6) và hằng năm (trước ngày 10/12), từ năm 2017 đến năm 2018"
    found = sorted(day for day in _due(f"Định kỳ {phrase}", DeadlineContext(year=2016)) if day)
    assert found == [date(2017, 6, 9), date(2017, 12, 9), date(2018, 6, 9), date(2018, 12, 9)]
