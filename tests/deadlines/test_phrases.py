"""Every phrase of the table ``phrases_2018.tsv`` is read as the table says, in a plan of 2018.

Columns: the phrase; its windows as ``first..last``, either side empty; the rule of the first, ``-`` for none.
"""

import csv
import unicodedata
from pathlib import Path

import pytest

from plan_data.deadlines import Deadline, DeadlineContext, read_deadlines

_TABLE = Path(__file__).with_name("phrases_2018.tsv")
PLAN_OF_2018 = DeadlineContext(year=2018)


def _rows() -> list[tuple[str, str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [(phrase, days, rule) for phrase, days, rule in rows]


def _windows(deadlines: tuple[Deadline, ...]) -> str:
    return " ".join(f"{d.starts_on or ''}..{d.due_on or ''}" for d in deadlines)


@pytest.mark.parametrize(("phrase", "days", "rule"), _rows())
def test_phrase_of_a_plan_of_2018_is_read_as_the_table_says(phrase: str, days: str, rule: str) -> None:
    deadlines = read_deadlines(phrase, PLAN_OF_2018)
    assert _windows(deadlines) == days
    assert deadlines[0].rule == (None if rule == "-" else rule)
    assert {deadline.phrase for deadline in deadlines} == {phrase}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("change", [str, str.upper, str.lower])
def test_case_and_encoding_of_marks_make_no_difference(form: str, change: type[str]) -> None:
    for phrase, days, _ in _rows():
        written = unicodedata.normalize(form, change(phrase))  # type: ignore[arg-type]
        assert _windows(read_deadlines(written, PLAN_OF_2018)) == days, written


def test_table_holds_many_phrases_with_and_without_a_date() -> None:
    undated = [row for row in _rows() if row[1] == ".."]
    assert len(_rows()) >= 400
    assert len(undated) >= 90
