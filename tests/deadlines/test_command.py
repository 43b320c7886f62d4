"""The lines that ``python -m plan_data deadline`` prints."""

import json

from plan_data.deadlines import DeadlineContext, run_deadline


def _lines(*phrases: str) -> list[dict[str, str | None]]:
    written: list[str] = []
    run_deadline(phrases, DeadlineContext(year=2018), written.append)
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in written)
    return [json.loads(line) for line in written]


def test_phrase_is_echoed_as_typed_with_its_days_and_rule() -> None:
    assert _lines("  Trước ngày 15/8/2018 \r\n") == [
        {
            "phrase": "  Trước ngày 15/8/2018 ",
            "starts_on": None,
            "due_on": "2018-08-14",
            "rule": "before_date",
        }
    ]


def test_phrase_with_two_dates_gives_two_lines() -> None:
    lines = _lines("định kỳ vào trước ngày 01/6/2018 và ngày 01/12/2018")
    assert [line["due_on"] for line in lines] == ["2018-05-31", "2018-11-30"]


def test_each_input_line_gives_at_least_one_output_line_the_empty_one_too() -> None:
    lines = _lines("\n", "theo quy định\n", "trong Quý I\n")
    assert [line["phrase"] for line in lines] == ["", "theo quy định", "trong Quý I"]
    assert [line["due_on"] for line in lines] == [None, None, "2018-03-31"]
    assert [list(line) for line in lines] == [["phrase", "starts_on", "due_on", "rule"]] * 3


def test_vietnamese_is_not_escaped() -> None:
    written: list[str] = []
    run_deadline(["quý I"], DeadlineContext(year=2018), written.append)
    assert "quý I" in written[0]
