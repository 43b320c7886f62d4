"""The draft against answers that people wrote, layout by layout."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

import pytest

from plan_data.deadlines import DeadlineContext, read_deadlines
from plan_data.document.draft import Draft
from tests.document.accuracy import PLANS, draft_for, score_of

drafted: Final = cache(draft_for)

USUAL: Final = 0.95
REACHED: Final[Mapping[str, float]] = {"can-tho-2016": 0.88, "dong-thanh-2025": 0.94}
"""Where a plan is read less well, what it must not fall below."""


@pytest.mark.parametrize("name", PLANS)
def test_draft_finds_the_dated_obligations_and_little_else(name: str) -> None:
    result = score_of(name, drafted(name))
    floor = REACHED.get(name, USUAL)
    assert result.recall >= floor, result.missing
    assert result.precision >= floor, result.wrong


@pytest.mark.parametrize("name", PLANS)
def test_phrase_of_a_row_gives_its_days_again_when_the_draft_is_loaded(name: str) -> None:
    draft: Draft = drafted(name)
    context = DeadlineContext(year=draft.head.year, issued_on=draft.head.issued_on)
    for row in draft.rows:
        again = read_deadlines(row.phrase, context) if row.phrase else ()
        days: list[set[date | None]] = [
            {day for one in found if (day := one.due_on or one.starts_on)} for found in (row.deadlines, again)
        ]
        assert days[0] == days[1], row.phrase
