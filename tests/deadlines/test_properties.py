"""Whatever is typed: no exception, bounded time, no date that the phrase does not ground."""

import re
import time
from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from plan_data.deadlines import DeadlineContext, find_deadline_phrases, read_deadlines

_PIECES = """
    trước ngày sau từ đến hết trong vào chậm nhất là quý tháng năm tuần I II III IV đầu giữa cuối
    hằng hàng định kỳ mỗi 6 9 1 12 15 31 2018 2019 15/8 31/02 1 5/8/ 2018 / - , và ; ( ) . % làm
    việc kể từ ký ban hành hiệu lực học giai đoạn nửa thượng thứ lần vòng nay trở đi Quý T8 Q1 số
    liệu tính thường xuyên liên tục của 17 giờ 0 99
"""
_phrases = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(_PIECES.split()), max_size=14).map(" ".join)
)
_contexts = st.builds(
    DeadlineContext,
    year=st.none() | st.integers(min_value=-5, max_value=12_000),
    issued_on=st.none() | st.dates(),
    before_date=st.sampled_from(["exclusive", "inclusive"]),
)
_SECONDS_FOR_A_MEGABYTE = 60  # a slow machine needs a third of it for the worst text


@given(_phrases, _contexts)
@settings(max_examples=600, deadline=None)
def test_any_text_is_read_without_an_exception_and_windows_run_forward(
    phrase: str, context: DeadlineContext
) -> None:
    deadlines = read_deadlines(phrase, context)
    assert deadlines
    for deadline in deadlines:
        assert deadline.phrase == phrase
        if deadline.starts_on and deadline.due_on:
            assert deadline.starts_on <= deadline.due_on


@given(_phrases)
@settings(max_examples=300, deadline=None)
def test_found_phrases_stand_in_the_sentence_one_after_the_other(sentence: str) -> None:
    end = 0
    for found in find_deadline_phrases(sentence, DeadlineContext(year=2018)):
        assert found.start >= end
        assert sentence[found.start : found.end] == found.phrase != ""
        end = found.end


@given(st.text(alphabet=st.characters(exclude_categories=["N"]), max_size=60))
@settings(max_examples=300, deadline=None)
def test_text_without_any_number_or_word_of_time_has_no_date(text: str) -> None:
    if re.search(r"năm|nam|tháng|thang|qu[yýí]|[iI]|tuần|ngày", text):
        return
    (deadline,) = read_deadlines(text, DeadlineContext(year=2018))
    assert (deadline.starts_on, deadline.due_on) == (None, None)


@given(st.dates(date(2018, 1, 2), date(2018, 12, 31)), st.sampled_from(["trước", "đến", "chậm nhất"]))
@settings(max_examples=200, deadline=None)
def test_written_day_is_the_day_that_comes_out(day: date, relation: str) -> None:
    spaced = f"{day.day} / {day.month}/ {day.year}"
    in_words = f"{day.day} tháng {day.month} năm {day.year}"
    for written in (f"{day:%d/%m/%Y}", f"{day.day}/{day.month}", f"{day:%d-%m-%Y}", spaced, in_words):
        (deadline,) = read_deadlines(f"{relation} ngày {written}", DeadlineContext(year=2018))
        assert deadline.due_on == (day - timedelta(days=1) if relation == "trước" else day), written


@given(_phrases)
@settings(max_examples=800, deadline=None)
def test_every_due_day_is_written_or_the_edge_of_a_named_period(phrase: str) -> None:
    written = re.sub(r"\s+", "", phrase)  # scanning may have torn a number apart
    numbers = {int(number) for size in (1, 2) for number in re.findall(rf"(?=(\d{{{size}}}))", written)}
    for deadline in read_deadlines(phrase, DeadlineContext(year=2018, before_date="inclusive")):
        day, rule = deadline.due_on, str(deadline.rule)
        if day is None or "week" in rule or "part_of_month" in rule or rule.endswith("_after_event"):
            continue
        is_edge = day.day in {1, monthrange(day.year, day.month)[1]} or (day.day == 15 and "giữa" in phrase)
        assert is_edge or day.day in numbers, (phrase, day)


def test_a_megabyte_is_read_in_bounded_time() -> None:
    for piece in ("trước ngày 15/8/2018 và 15/12; ", "(((///,,,1 2 "):
        text = piece * (1_000_000 // len(piece))
        started = time.perf_counter()
        read_deadlines(text, DeadlineContext(year=2018))
        assert time.perf_counter() - started < _SECONDS_FOR_A_MEGABYTE


def test_number_of_a_thousand_digits_is_no_number() -> None:
    assert read_deadlines(f"trước ngày {'9' * 5000}/8/2018", DeadlineContext(year=2018))[0].due_on is None
