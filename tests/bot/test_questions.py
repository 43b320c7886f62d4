"""Plain questions: which stretch of days and which unit they mean, and what is no question."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.questions import read_question
from plan_data.units.in_sentence import UnitFinder
from tests.factories import UNITS

TODAY = date(2018, 5, 16)  # a Wednesday
FINDER = UnitFinder(UNITS, accents_required=False)


def span(text: str) -> tuple[str, str] | None:
    question = read_question(text, TODAY, FINDER)
    if question is None or question.span is None:
        return None
    return question.span.first.isoformat(), question.span.last.isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("tuần này có gì đến hạn?", "2018-05-16", "2018-05-20"),
        ("tuan sau co viec gi", "2018-05-21", "2018-05-27"),
        ("hôm nay có việc gì?", "2018-05-16", "2018-05-16"),
        ("ngày mai đến hạn việc nào", "2018-05-17", "2018-05-17"),
        ("tháng này", "2018-05-01", "2018-05-31"),
        ("tháng sau có gì", "2018-06-01", "2018-06-30"),
        ("tháng 6", "2018-06-01", "2018-06-30"),
        ("tháng 2 năm 2020 có gì đến hạn", "2020-02-01", "2020-02-29"),
        ("quý I", "2018-01-01", "2018-03-31"),
        ("QUÝ IV", "2018-10-01", "2018-12-31"),
        ("quý 3/2018", "2018-07-01", "2018-09-30"),
        ("quí này", "2018-04-01", "2018-06-30"),
        ("quý sau", "2018-07-01", "2018-09-30"),
        ("năm nay có gì", "2018-01-01", "2018-12-31"),
        ("năm sau có gì", "2019-01-01", "2019-12-31"),
        ("15 ngày tới có gì đến hạn", "2018-05-16", "2018-05-31"),
        ("việc gì đến hạn?", "2018-05-16", "2018-06-15"),
        ("what is due this week?", "2018-05-16", "2018-05-20"),
        ("due next month", "2018-06-01", "2018-06-30"),
        ("June", "2018-06-01", "2018-06-30"),
        ("quarter 4", "2018-10-01", "2018-12-31"),
    ],
)
def test_a_question_names_its_days(text: str, first: str, last: str) -> None:
    assert span(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "unit", "first"),
    [
        ("Sở Y tế tháng 6", "SYT", "2018-06-01"),
        ("so y te quy 3", "SYT", "2018-07-01"),
        ("huyện Quan Hóa có gì đến hạn?", "385", "2018-05-16"),
        ("Sở Y tế", "SYT", "2018-05-16"),
    ],
)
def test_a_question_names_its_unit(text: str, unit: str, first: str) -> None:
    question = read_question(text, TODAY, FINDER)
    assert question is not None
    assert question.unit_code == unit
    assert question.span is not None
    assert question.span.first.isoformat() == first


@pytest.mark.parametrize(
    "text", ["việc nào quá hạn?", "quá hạn", "qua han", "trễ hạn những việc gì", "overdue"]
)
def test_a_question_about_what_is_late(text: str) -> None:
    question = read_question(text, TODAY, FINDER)
    assert question is not None
    assert question.is_overdue


@pytest.mark.parametrize(
    "text",
    [
        "xong",
        "60%",
        "1 xong, 2 60%",
        "tháng 6 nộp xong",
        "vướng kinh phí quý 3",
        "đã gửi Sở Y tế rồi",
        "chào anh",
        "",
        "xong trong tuần này",
        "đang làm, tháng sau xong",
    ],
)
def test_a_report_or_a_greeting_is_no_question(text: str) -> None:
    assert read_question(text, TODAY, FINDER) is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_arbitrary_text_never_raises(text: str) -> None:
    read_question(text, TODAY, FINDER)
