"""The lines of a PDF page by where its characters stand, whatever the order in which the page draws them.

Programs that borrow letters with Vietnamese accents from a second font draw them after the rest of the line.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from plan_data.document.pdf_characters import Character

_SAME_LINE = 0.45  # of the size of the letters: what stands further below is another line
_RAISED = 0.78  # of the size of the line: the numbers of footnotes are set so much smaller
_WORD_GAP = 0.12


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page; places in points from the lower left corner, ``baseline`` below its letters."""

    characters: tuple[Character, ...]
    size: float
    baseline: float

    @property
    def text(self) -> str:
        """The line as text."""
        return text_of(self.characters)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.characters[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return max(one.right for one in self.characters)

    @property
    def top(self) -> float:
        """Where the highest letter ends."""
        return max(one.top for one in self.characters)

    @property
    def bottom(self) -> float:
        """Where the lowest letter ends."""
        return min(one.bottom for one in self.characters)

    def words(self) -> Sequence[tuple[float, float]]:
        """Return where each word begins and ends."""
        words: list[tuple[float, float]] = []
        spaced = True
        for one in self.characters:
            if one.text.isspace():
                spaced = True
            elif spaced or one.left - words[-1][1] > _WORD_GAP * one.size:
                words.append((one.left, one.right))
                spaced = False
            else:
                words[-1] = (words[-1][0], max(words[-1][1], one.right))
        return words


def lines_of(characters: Iterable[Character]) -> tuple[PdfLine, ...]:
    """Return the lines from top to bottom, each from left to right."""
    rows: list[list[Character]] = []
    for one in sorted(characters, key=lambda each: -each.baseline):
        if one.text.isspace() and not rows:
            continue
        near = _SAME_LINE * one.size
        if rows and abs(rows[-1][0].baseline - one.baseline) <= near:
            rows[-1].append(one)
        else:
            rows.append([one])
    lines = (line_of(row) for row in rows)
    return tuple(line for line in lines if line is not None)


def line_of(row: Sequence[Character]) -> PdfLine | None:
    """Return a line without the raised numbers of footnotes in it, None where nothing is left."""
    visible = [one for one in row if not one.text.isspace()]
    if not visible:
        return None
    size = median(one.size for one in visible)
    placed = sorted(row, key=lambda one: one.left)
    kept = [one for one in placed if not (one.text.isdigit() and one.size < _RAISED * size)]
    while kept and kept[0].text.isspace():
        kept.pop(0)
    return PdfLine(tuple(kept), size, median(one.baseline for one in visible)) if kept else None


def text_of(row: Sequence[Character]) -> str:
    """Return the characters of one line as text, with a space wherever there is a gap."""
    parts: list[str] = []
    before: Character | None = None
    for one in row:
        gap = before is not None and one.left - before.right > _WORD_GAP * one.size
        if gap and before is not None and not before.text.isspace() and not one.text.isspace():
            parts.append(" ")
        parts.append(one.text)
        before = one
    return unicodedata.normalize("NFC", " ".join("".join(parts).split()))
