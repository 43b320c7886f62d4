"""Ways to lay out a few tasks, each in a small document with its answers beside it."""

from pathlib import Path

import pytest

from plan_data.document.draft import draft_of
from plan_data.document.read import read_document
from tests.document.accuracy import answers_in, compare

LAYOUTS = Path(__file__).parent / "layouts"
DOCUMENTS = sorted(path for path in LAYOUTS.iterdir() if path.suffix != ".tsv")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_layout_is_read_without_a_mistake(path: Path) -> None:
    draft = draft_of(read_document(path.read_bytes(), path.name))
    result = compare(path.stem, answers_in(path.with_suffix(".tsv")), draft)
    assert not result.missing
    assert not result.wrong
