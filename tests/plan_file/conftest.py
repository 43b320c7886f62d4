"""A folder with a small units file, into which tests write their plans."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plan_file.plan_texts import UNITS

WritePlan = Callable[[str], Path]


@pytest.fixture
def write_plan(tmp_path: Path) -> WritePlan:
    """Write a plan's text beside the units file and return its path."""
    (tmp_path / "units.yaml").write_text(UNITS, encoding="utf-8")

    def write(text: str) -> Path:
        path = tmp_path / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
