"""From obligations to duties."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plan_data.deadlines import WorkingCalendar
from plan_data.plan_file import PlannedDuty, examine_plan, expand, read_plan
from plan_data.problems import InputError
from plan_data.units import Unit, UnitDirectory
from tests.plan_file.plan_texts import obligation, plan_text

WritePlan = Callable[[str], Path]
COMMUNES = (
    Unit("14845", "UBND xã Thành Sơn", "Thành Sơn", "Xã", "commune", "385"),
    Unit("14848", "UBND xã Trung Sơn", "Trung Sơn", "Xã", "commune", "385"),
)


@pytest.fixture
def duties_of(write_plan: WritePlan) -> Callable[..., tuple[PlannedDuty, ...]]:
    def expanded(*obligations: str, more: tuple[Unit, ...] = ()) -> tuple[PlannedDuty, ...]:
        reading = examine_plan(write_plan(plan_text(*obligations)))
        assert reading.plan, reading.problems
        assert reading.directory
        return expand(reading.plan, reading.directory.with_units(more), WorkingCalendar())

    return expanded


DutiesOf = Callable[..., tuple[PlannedDuty, ...]]


def who(duties: tuple[PlannedDuty, ...]) -> list[tuple[str, str]]:
    return [(duty.unit_code, duty.role) for duty in duties]


def test_a_class_becomes_one_duty_per_member(duties_of: DutiesOf) -> None:
    duties = duties_of(obligation(lead="[cap-huyen]"))
    assert who(duties) == [("385", "lead"), ("384", "lead"), ("381", "lead")]
    assert duties[0].unit_name == "UBND huyện Quan Hóa"
    assert not any(duty.is_class for duty in duties)


def test_a_class_without_loaded_members_is_one_row_for_the_class(duties_of: DutiesOf) -> None:
    (duty,) = duties_of(obligation(lead="[cap-xa]", deadline="trước ngày 15/8/2018"))
    assert (duty.unit_code, duty.unit_name, duty.is_class) == ("cap-xa", "UBND cấp xã", True)
    assert duty.due_on == date(2018, 8, 14)


def test_a_class_is_its_members_once_they_are_loaded(duties_of: DutiesOf) -> None:
    duties = duties_of(obligation(lead="[cap-xa]"), more=COMMUNES)
    assert who(duties) == [("14845", "lead"), ("14848", "lead")]


def test_a_unit_named_beside_its_class_has_one_duty(duties_of: DutiesOf) -> None:
    duties = duties_of(obligation(lead="[SXD, so-nganh]"))
    assert who(duties) == [("SXD", "lead"), ("SYT", "lead"), ("STC", "lead")]


def test_leading_goes_before_cooperating_for_the_same_unit(duties_of: DutiesOf) -> None:
    duties = duties_of(obligation(lead="[SXD]", cooperating="[so-nganh, cap-xa]"))
    assert who(duties) == [
        ("SXD", "lead"),
        ("SYT", "cooperating"),
        ("STC", "cooperating"),
        ("cap-xa", "cooperating"),
    ]


def test_two_dates_give_two_occurrences_with_their_own_codes(duties_of: DutiesOf) -> None:
    phrase = "định kỳ vào trước ngày 01/6/2018 và ngày 01/12/2018"
    duties = duties_of(obligation("N-7", lead="[SYT, SXD]", deadline=phrase))
    assert [(duty.code, duty.occurrence, duty.unit_code, duty.due_on) for duty in duties] == [
        ("N-7.1", 1, "SYT", date(2018, 5, 31)),
        ("N-7.1", 1, "SXD", date(2018, 5, 31)),
        ("N-7.2", 2, "SYT", date(2018, 11, 30)),
        ("N-7.2", 2, "SXD", date(2018, 11, 30)),
    ]
    assert {duty.obligation_code for duty in duties} == {"N-7"}
    assert {duty.phrase for duty in duties} == {phrase}


def test_duties_keep_the_order_of_the_plan(duties_of: DutiesOf) -> None:
    duties = duties_of(
        obligation("N-2", deadline="trong năm 2018"), obligation("N-1", deadline="trước ngày 1/2/2018")
    )
    assert [duty.code for duty in duties] == ["N-2", "N-1"]


def test_an_obligation_without_a_phrase_has_no_days_and_no_rule(duties_of: DutiesOf) -> None:
    (duty,) = duties_of(obligation())
    assert (duty.phrase, duty.rule, duty.starts_on, duty.due_on, duty.note) == (None, None, None, None, None)
    assert not duty.is_dated


def test_recipients_are_shown_by_name(duties_of: DutiesOf) -> None:
    (duty,) = duties_of(obligation(report_to="[UBND-TINH, STC]", via="SXD"))
    assert duty.report_to == ("UBND tỉnh Thanh Hóa", "Sở Tài chính")
    assert duty.via == "Sở Xây dựng"


def test_the_note_of_the_plan_stands_before_that_of_the_deadline(duties_of: DutiesOf) -> None:
    (duty,) = duties_of(obligation(deadline="xong trước Quý I năm 2018", note="Ghi của kế hoạch."))
    assert duty.note
    assert duty.note.startswith("Ghi của kế hoạch. ")
    assert "31/03/2018" in duty.note


def test_the_plan_decides_whether_before_a_day_includes_it(write_plan: WritePlan) -> None:
    text = plan_text(obligation(deadline="trước ngày 15/8/2018")).replace(
        "year: 2018", "year: 2018\nbefore_date: inclusive"
    )
    reading = examine_plan(write_plan(text))
    assert reading.plan
    assert reading.directory
    (duty,) = expand(reading.plan, reading.directory, WorkingCalendar())
    assert duty.due_on == date(2018, 8, 15)


def test_a_day_of_an_event_in_the_plan_starts_the_period_counted_from_it(write_plan: WritePlan) -> None:
    text = plan_text(obligation(deadline="trong vòng 5 ngày kể từ ngày khai mạc")).replace(
        "year: 2018", "year: 2018\nevents: {khai mạc: 01/03/2018}"
    )
    reading = examine_plan(write_plan(text))
    assert reading.plan
    assert reading.directory
    (duty,) = expand(reading.plan, reading.directory, WorkingCalendar())
    assert duty.due_on == date(2018, 3, 6)


def test_units_that_the_directory_lacks_are_refused(write_plan: WritePlan) -> None:
    plan = read_plan(write_plan(plan_text(obligation("N-9"))))
    with pytest.raises(InputError, match=r"N-9.*SYT"):
        expand(plan, UnitDirectory(), WorkingCalendar())
