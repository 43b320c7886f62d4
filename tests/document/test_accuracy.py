"""The draft against answers that people wrote, layout by layout."""

from collections.abc import Mapping
from typing import Final

import pytest

from tests.document.accuracy import PLANS, score

USUAL: Final = 0.95
REACHED: Final[Mapping[str, float]] = {"can-tho-2016": 0.88}
"""Where a plan is read less well, what it must not fall below."""


@pytest.mark.parametrize("name", PLANS)
def test_draft_finds_the_dated_obligations_and_little_else(name: str) -> None:
    result = score(name)
    floor = REACHED.get(name, USUAL)
    assert result.recall >= floor, result.missing
    assert result.precision >= floor, result.wrong
