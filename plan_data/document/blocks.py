"""What every reader of a format makes of a document: paragraphs and tables, in their order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its own numbering in front ("1.2.", "a)", "-"), without line breaks.

    ``heading`` is the level of a heading style, 1 the highest, or None where the format marks none; ``depth``
    is the depth of a list item where the format knows it, counted from 0. ``page`` counts from 1.
    """

    text: str
    heading: int | None = None
    depth: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; ``origin`` is the row and column at which a merged cell begins, counted from 0."""

    text: str
    origin: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Table:
    """A table without gaps: a merged cell stands at every place that it covers, lines broken by newlines.

    ``first_row`` is the sheet row of the first row, None where rows have no number; ``name`` is the sheet's.
    """

    rows: tuple[tuple[Cell, ...], ...]
    page: int | None = None
    name: str = ""
    first_row: int | None = None


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """The body of a document. Footnotes, and what stands in headers and text boxes, are kept apart."""

    blocks: tuple[Block, ...]
    footnotes: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Yield every text of the document, cells line by line."""
        yield from self.around
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
                continue
            seen: set[tuple[int, int]] = set()
            for row in block.rows:
                for cell in row:
                    if cell.origin not in seen:
                        seen.add(cell.origin)
                        yield from cell.text.split("\n")
