"""The draft against answers that people wrote, layout by layout."""

import pytest

from tests.document.accuracy import PLANS, score


@pytest.mark.parametrize("name", PLANS)
def test_draft_finds_the_dated_obligations_and_little_else(name: str) -> None:
    result = score(name)
    assert result.recall >= 0.95, result.missing
    assert result.precision >= 0.95, result.wrong
