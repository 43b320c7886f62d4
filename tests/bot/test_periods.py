"""Stretches of days as officials write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.periods import LONGEST, read_period, without_days

TODAY = date(2018, 1, 8)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("10/1 - 20/1", date(2018, 1, 10), date(2018, 1, 20)),
        ("từ ngày 10/01/2018 đến hết ngày 20/01/2018", date(2018, 1, 10), date(2018, 1, 20)),
        ("Sở Y tế 9.1-10.1", date(2018, 1, 9), date(2018, 1, 10)),
        ("đến 20/1", TODAY, date(2018, 1, 20)),
        ("8/1", TODAY, TODAY),
        ("28/12 - 5/1", date(2018, 12, 28), date(2019, 1, 5)),
        ("1/1 - 3/1", date(2019, 1, 1), date(2019, 1, 3)),
    ],
)
def test_days_are_read(text: str, first: date, last: date) -> None:
    assert read_period(text, TODAY) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mai",
        "31/2",
        "20/1 - 10/1",
        "1/1/2018 - 5/1/2018",
        "1/2 - 2/2 - 3/2",
        "1/2/2018 - 1/9/2018",
        "99/99",
    ],
)
def test_what_is_no_stretch_of_days_is_none(text: str) -> None:
    assert read_period(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("10/1 - 20/1", ""),
        ("Sở Y tế từ ngày 10/1 đến hết 20/1", "Sở Y tế"),
        ("10/1–20/1 so y te", "so y te"),
        ("thị xã Từ Sơn 3/2", "thị xã Từ Sơn"),
    ],
)
def test_what_is_left_without_days_is_the_unit(text: str, left: str) -> None:
    assert without_days(text) == left


@given(st.text(max_size=60), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_text_gives_a_sensible_stretch_or_none(text: str, today: date) -> None:
    found = read_period(text, today)
    without_days(text)
    if found is not None:
        first, last = found
        assert first <= last
        assert today <= last
        assert last - first <= LONGEST


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 180), st.integers(0, 180))
def test_days_with_a_year_come_back_as_written(today: date, wait: int, length: int) -> None:
    first = today + timedelta(days=wait)
    last = first + timedelta(days=length)
    assert read_period(f"{first:%d/%m/%Y} - {last:%d/%m/%Y}", today) == (first, last)
