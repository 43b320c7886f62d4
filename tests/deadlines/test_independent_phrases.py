"""Phrases that somebody wrote and labelled who knew neither the grammar nor its other tables.

At first sight 241 of the 250 were read as labelled and none was given a day it does not name. The misses were
two causes, mended since: "kể từ ngày ban hành Kế hoạch" without "này", and "QuýIV" written together.

Columns: the plan's year; its day of issue, ``-`` for none; the phrase; its windows ``first..last``, either
side empty, separated by commas, a single day where only that is named, ``-`` where no day can be told.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from plan_data.deadlines import DeadlineContext, WorkingCalendar, read_deadlines

_TABLE = Path(__file__).with_name("independent.tsv")
_CALENDAR = WorkingCalendar()


def _rows() -> list[list[str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def _last_days(days: str) -> list[str]:
    """The last good days; of a window without one the first day."""
    if days == "-":
        return []
    windows = (window.strip().rpartition("..") for window in days.split(","))
    return sorted(last or f"from {first}" for first, _, last in windows)


@pytest.mark.parametrize(("year", "issued", "phrase", "days"), _rows())
def test_phrase_means_the_days_that_a_stranger_read_in_it(
    year: str, issued: str, phrase: str, days: str
) -> None:
    context = DeadlineContext(
        year=int(year),
        issued_on=None if issued == "-" else date.fromisoformat(issued),
        calendar=_CALENDAR,
    )
    found = [
        str(each.due_on) if each.due_on else f"from {each.starts_on}"
        for each in read_deadlines(phrase, context)
        if each.due_on or each.starts_on
    ]
    assert sorted(found) == _last_days(days)
