"""The plan of Thanh Hóa as it is shipped, against a second reading of the document by hand."""

from datetime import date

import pytest

from plan_data.deadlines import WorkingCalendar
from plan_data.plan_file import Plan, PlannedDuty, examine_plan, expand, find_plan
from plan_data.units import UnitDirectory

FIVE = "SGDDT SYT SXD SNNPTNT STTTT"
ALL = "so-nganh cap-huyen cap-xa"
Q1, Q2 = (date(2018, 1, 1), date(2018, 3, 31)), (date(2018, 4, 1), date(2018, 6, 30))


def until(day: int, month: int) -> tuple[None, date]:
    return None, date(2018, month, day)


# Read from the document, section by section: section, who leads, the phrase, the first and the last good day.
# A clause with two report dates stands twice.
DATED: list[tuple[str, str, str, tuple[date | None, date | None]]] = [
    ("III.1.1", "SLDTBXH", "từ quý III năm 2018", (date(2018, 7, 1), None)),
    ("III.1.1", "SLDTBXH", "trước ngày 15/8/2018", until(14, 8)),
    ("III.1.2", "so-nganh", "trong Quý I năm 2018", Q1),
    ("III.1.2", FIVE, "trong Quý I năm 2018", Q1),
    ("III.1.3", "cap-huyen", "trong quý I năm 2018", Q1),
    ("III.1.3", "cap-huyen", "trong Quý II năm 2018", Q2),
    ("III.1.3", "cap-huyen", "trước ngày 20/8/2018", until(19, 8)),
    ("III.1.3", "cap-huyen", "trước ngày 20/11/2018", until(19, 11)),
    ("III.1.4", "cap-xa", "xong trước Quý I năm 2018", until(31, 3)),
    ("III.1.4", "cap-xa", "trước ngày 30/8/2018", until(29, 8)),
    ("III.1.4", "cap-xa", "trước ngày 15/11/2018", until(14, 11)),
    ("III.2.1.1", "SLDTBXH", "trong tháng 01/2018", (date(2018, 1, 1), date(2018, 1, 31))),
    ("III.2.1.2", "SNNPTNT", "trong Quý I năm 2018", Q1),
    ("III.2.1.6", "STC", "trong Quý I năm 2018", Q1),
    ("III.2.2", "cap-huyen", "vào tháng 11/2018", (date(2018, 11, 1), date(2018, 11, 30))),
    ("III.2.3", "cap-xa", "vào cuối năm 2018", until(31, 12)),
    ("III.3.1", "SGDDT", "trước ngày 31/01/2018", until(30, 1)),
    ("III.3.1", "SGDDT", "trong Quý I năm 2018", Q1),
    ("III.3.1", "SGDDT", "trước ngày 01/12/2018", until(30, 11)),
    ("III.3.2", "SYT", "trước ngày 31/01/2018", until(30, 1)),
    ("III.3.2", "SYT", "trong Quý I năm 2018", Q1),
    ("III.3.2", "SYT", "trước ngày 01/12/2018", until(30, 11)),
    ("III.3.2", "SYT", "trong Quý II năm 2018", Q2),
    ("III.3.2", "SYT", "trước ngày 01/12/2018", until(30, 11)),
    ("III.3.2", "BHXH", "trong Quý II năm 2018", Q2),
    ("III.3.3", "SXD", "trước ngày 31/01/2018", until(30, 1)),
    ("III.3.3", "SXD", "trong Quý I năm 2018", Q1),
    ("III.3.3", "SXD", "trong Quý II năm 2018", Q2),
    ("III.3.3", "SXD", "trong Quý II năm 2018", Q2),
    ("III.3.3", "SXD", "trước ngày 01/12/2018", until(30, 11)),
    ("III.3.4", "SNNPTNT", "trước ngày 31/01/2018", until(30, 1)),
    ("III.3.4", "SNNPTNT", "trong Quý I năm 2018", Q1),
    ("III.3.4", "SNNPTNT", "trước ngày 01/12/2018", until(30, 11)),
    ("III.3.5", "STTTT", "trước ngày 31/01/2018", until(30, 1)),
    ("III.3.5", "STTTT", "trong Quý I năm 2018", Q1),
    ("III.3.5", "STTTT", "trước ngày 01/12/2018", until(30, 11)),
    ("III.3.6.2", "STP", "trước 01/12/2018", until(30, 11)),
    ("III.3.6.4", "NHCSXH", "trong Quý II năm 2018", Q2),
    ("III.3.6.5", "SLDTBXH", "trong năm 2018", (date(2018, 1, 1), date(2018, 12, 31))),
    ("III.4", "BTDKT", "trong Quý I năm 2018", Q1),
    ("III.4", ALL, "định kỳ vào trước ngày 01/6/2018 và ngày 01/12/2018", until(31, 5)),
    ("III.4", ALL, "định kỳ vào trước ngày 01/6/2018 và ngày 01/12/2018", until(30, 11)),
    ("III.4", "mien-xuoi", "trước ngày 01/6/2018 và ngày 01/12/2018", until(31, 5)),
    ("III.4", "mien-xuoi", "trước ngày 01/6/2018 và ngày 01/12/2018", until(30, 11)),
    ("V.1", "so-nganh", "định kỳ trước ngày 01/6/2018 và trước ngày 01/12/2018", until(31, 5)),
    ("V.1", "so-nganh", "định kỳ trước ngày 01/6/2018 và trước ngày 01/12/2018", until(30, 11)),
    ("V.2", "cap-huyen", "trong năm", (date(2018, 1, 1), date(2018, 12, 31))),
]

# The clauses of each section that name no date, counted in the document; phrases of continuous work included.
UNDATED = {
    "III.1.1": 1,
    "III.1.2": 1,
    "III.1.3": 2,
    "III.1.4": 2,
    "III.2.1.1": 9,
    "III.2.1.2": 1,
    "III.2.1.3": 1,
    "III.2.1.4": 2,
    "III.2.1.5": 2,
    "III.2.2": 3,
    "III.2.3": 4,
    "III.3.1": 4,
    "III.3.2": 6,
    "III.3.4": 1,
    "III.3.5": 4,
    "III.3.6.1": 6,
    "III.3.6.2": 5,
    "III.3.6.3": 4,
    "III.3.6.4": 1,
    "III.3.6.5": 2,
    "III.4": 5,
    "V": 1,
    "V.1": 6,
    "V.2": 15,
    "V.3": 3,
}


Shipped = tuple[Plan, UnitDirectory, tuple[PlannedDuty, ...]]


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    reading = examine_plan(find_plan("thanh-hoa-2018"))
    assert reading.problems == ()
    assert reading.plan is not None
    assert reading.directory is not None
    return reading.plan, reading.directory, expand(reading.plan, reading.directory, WorkingCalendar())


def test_every_dated_clause_of_the_document_is_there_with_its_days_and_no_other(shipped: Shipped) -> None:
    plan, _, duties = shipped
    lead = {one.code: " ".join(one.lead) for one in plan.obligations}
    found = {
        duty.code: (duty.section, lead[duty.obligation_code], duty.phrase, (duty.starts_on, duty.due_on))
        for duty in duties
        if duty.is_dated
    }
    assert list(found.values()) == DATED


def test_undated_clauses_are_kept_without_a_date(shipped: Shipped) -> None:
    plan, _, duties = shipped
    undated = {duty.code: duty.section for duty in duties if not duty.is_dated}
    assert {section: list(undated.values()).count(section) for section in undated.values()} == UNDATED
    assert len(plan.obligations) == 135


def test_continuous_work_keeps_its_phrase_and_gets_no_date(shipped: Shipped) -> None:
    _, _, duties = shipped
    continuous = [(duty.unit_code, duty.phrase) for duty in duties if duty.phrase and not duty.is_dated]
    assert continuous == [
        ("cap-xa", "Thường xuyên"),
        ("SYT", "thường xuyên, liên tục trong năm"),
        ("BHXH", "thường xuyên, liên tục trong năm"),
    ]


def test_the_quarter_that_had_begun_is_read_as_its_end_and_says_so(shipped: Shipped) -> None:
    _, _, duties = shipped
    (duty,) = [duty for duty in duties if duty.phrase == "xong trước Quý I năm 2018"]
    assert (duty.unit_code, duty.due_on) == ("cap-xa", date(2018, 3, 31))
    assert duty.note
    assert "31/03/2018" in duty.note


def test_every_phrase_stands_in_its_sentence(shipped: Shipped) -> None:
    plan, _, _ = shipped
    assert [one.code for one in plan.obligations if one.deadline and one.deadline not in one.sentence] == []


def test_codes_count_up_and_titles_differ(shipped: Shipped) -> None:
    plan, _, _ = shipped
    assert [one.code for one in plan.obligations] == [f"GN-{number:02}" for number in range(1, 136)]
    assert len({one.title for one in plan.obligations}) == 135


def test_reports_through_a_department_are_confirmed_by_it(shipped: Shipped) -> None:
    plan, _, _ = shipped
    through = {one.section: one.confirmed_by for one in plan.obligations if one.via and one.deadline}
    assert through == {
        "III.3.1": "SLDTBXH",
        "III.3.2": "SLDTBXH",
        "III.3.3": "SLDTBXH",
        "III.3.4": "SLDTBXH",
        "III.3.5": "SLDTBXH",
        "III.3.6.2": "SLDTBXH",
        "III.4": "BDT",
        "V.1": "SLDTBXH",
    }
    assert all(one.report_to for one in plan.obligations if one.via)


def test_each_district_leads_eight_dated_duties_and_the_lowland_ones_two_more(shipped: Shipped) -> None:
    _, directory, duties = shipped
    lowland = {unit.code for unit in directory.members("mien-xuoi")}
    for district in directory.members("cap-huyen"):
        own = [duty for duty in duties if duty.unit_code == district.code and duty.is_dated]
        expected = 8 + (2 if district.code in lowland else 0)
        assert sum(duty.role == "lead" for duty in own) == expected, district.name
        assert [duty.section for duty in own if duty.role == "cooperating"] == ["III.2.1.1"]


def test_targets_name_the_figures_and_the_work_that_serves_them(shipped: Shipped) -> None:
    plan, _, _ = shipped
    assert [target.value for target in plan.targets] == ["2,50%", "5,93%"]
    assert all(target.obligations for target in plan.targets)
