"""Columns of a PDF page that no ruling lines part: found by the white strips that run down between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from plan_data.document.blocks import Cell, Table
from plan_data.document.limits import MAX_COLUMNS
from plan_data.document.pdf_lines import PdfLine, line_of

_STRIP: Final = 0.6  # of the size of the letters: a narrower gap may stand between words
_WIDE_STRIP: Final = 1.0  # what a line must leave to begin columns, as justified text has gaps too
_SURE_AFTER: Final = (
    3  # lines with text on both sides of a strip: what crosses it then is no line of the table
)
_NEW_ROW_GAP: Final = 1.3  # of the usual distance of lines
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]{1,6}|[a-zđ])[.)]?|[-–+*•]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines ``first`` to before ``end`` of a page, part of them as a table, or as text side by side."""

    first: int
    end: int
    table: Table | None
    beside: tuple[PdfLine, ...]


@dataclass(slots=True)
class _Strip:
    left: float
    right: float
    both_sides: int = 0

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def columns_of(lines: Sequence[PdfLine]) -> Iterator[Columns]:
    """Yield the parts of a page that stand in columns, from top to bottom."""
    at = 0
    while at < len(lines):
        found = _columns_at(lines, at)
        if found is None:
            at += 1
        else:
            yield found
            at = found.end


def _columns_at(lines: Sequence[PdfLine], first: int) -> Columns | None:
    strips = _gaps(lines[first], lines[first].size)
    if not strips:
        return None
    end, spanning = first + 1, set[int]()
    for at in range(first + 1, len(lines)):
        kept = _narrowed(strips, lines[at])
        if kept is not None:
            strips, end = kept, at + 1
        elif at + 1 < len(lines) and _is_row(strips, lines[at + 1]) and at - 1 not in spanning:
            spanning.add(at)  # a heading across the table
        else:
            break
    spanning = {at for at in spanning if at < end}
    inside = [line for at, line in enumerate(lines[first:end], first) if at not in spanning]
    strips = [one for one in strips if sum(_on_both_sides(one, line) for line in inside) >= 2]
    if not strips or len(strips) >= MAX_COLUMNS:
        return None
    if len(strips) > 1:
        table = _table(lines[first:end], [at - first for at in spanning], strips)
        return Columns(first, end, table, ()) if len(table.rows) > 1 else None
    size = median(line.size for line in inside)
    if strips[0].right - strips[0].left < _WIDE_STRIP * size or spanning:
        return None
    left, right = zip(*(_parts(line, strips) for line in inside), strict=True)
    named = [line for line in left if line is not None]
    if all(_NUMBER.fullmatch(line.text) for line in named):
        return None  # the numbers of items, with their text further in
    if any(ch.isdigit() for line in named for ch in line.text) and _is_calendar(named):
        return Columns(first, end, _table(inside, [], strips), ())
    return Columns(first, end, None, (*named, *(line for line in right if line is not None)))


def _is_calendar(left: Sequence[PdfLine]) -> bool:
    """Tell whether the left column holds days, whose tasks stand to the right."""
    dated = sum(re.search(r"\d{1,2}\s*[/.-]\s*\d{1,2}|(?i:tháng|quý|tuần|ngày)\s*\d", line.text) is not None
                for line in left)  # fmt: skip
    return 2 * dated >= len(left)


def _gaps(line: PdfLine, size: float) -> list[_Strip]:
    """Return the wide gaps of one line: where the columns of a table may be parted."""
    words = line.words()
    return [_Strip(one[1], two[0], 1) for one, two in pairwise(words) if two[0] - one[1] > _WIDE_STRIP * size]


def _narrowed(strips: Sequence[_Strip], line: PdfLine) -> list[_Strip] | None:
    """Return what a further line leaves of the strips, None where it is no line of these columns."""
    kept: list[_Strip] = []
    for one in strips:
        free = _free(one, line)
        if free is None:
            if one.both_sides >= _SURE_AFTER:
                return None
            continue
        both = one.both_sides + _on_both_sides(one, line)
        kept.append(_Strip(*free, both))
    return kept or None


def _free(strip: _Strip, line: PdfLine) -> tuple[float, float] | None:
    """Return the widest part of a strip that the words of a line leave white."""
    places = [strip.left]
    for left, right in line.words():
        if right > strip.left and left < strip.right:
            places += [max(left, strip.left), min(right, strip.right)]
    places.append(strip.right)
    free = max(zip(places[::2], places[1::2], strict=True), key=lambda part: part[1] - part[0])
    return free if free[1] - free[0] > _STRIP * line.size else None


def _on_both_sides(strip: _Strip, line: PdfLine) -> bool:
    return line.left < strip.middle < line.right


def _is_row(strips: Sequence[_Strip], line: PdfLine) -> bool:
    """Tell whether a line goes on in the columns: it leaves them white and fills more than one."""
    return _narrowed(strips, line) is not None and any(_on_both_sides(one, line) for one in strips)


def _parts(line: PdfLine, strips: Sequence[_Strip]) -> tuple[PdfLine | None, ...]:
    """Cut a line at the strips."""
    edges = [one.middle for one in strips]
    cells: list[list[int]] = [[] for _ in range(len(edges) + 1)]
    for at, one in enumerate(line.characters):
        cells[sum((one.left + one.right) / 2 > edge for edge in edges)].append(at)
    return tuple(line_of([line.characters[at] for at in cell]) for cell in cells)


def _table(lines: Sequence[PdfLine], spanning: Sequence[int], strips: Sequence[_Strip]) -> Table:
    """Make rows of the lines: one begins with a number, or behind a gap."""
    strips = sorted(strips, key=lambda one: one.left)
    width = len(strips) + 1
    parts = [_parts(line, strips) for line in lines]
    firsts = [part[0].text for at, part in enumerate(parts) if part[0] is not None and at not in spanning]
    numbered = sum(_NUMBER.fullmatch(text) is not None for text in firsts) * 3 >= len(firsts)
    steps = [one.baseline - two.baseline for one, two in pairwise(lines)]
    usual = min(steps, default=0.0)
    rows: list[list[str]] = []
    merged: set[int] = set()
    before_spans = True
    for at, (line, part) in enumerate(zip(lines, parts, strict=True)):
        if at in spanning:
            merged.add(len(rows))
            rows.append([line.text] * width)
            before_spans = True
            continue
        first = part[0].text if part[0] is not None else ""
        behind_gap = at > 0 and steps[at - 1] > _NEW_ROW_GAP * usual
        starts = bool(first) or (behind_gap and len(rows) == 1) if numbered else behind_gap
        if starts or before_spans or not rows:
            rows.append([""] * width)
        before_spans = False
        for column, piece in enumerate(part):
            if piece is not None:
                rows[-1][column] = f"{rows[-1][column]}\n{piece.text}".strip()
    return Table(tuple(
        tuple(Cell(text, (at, 0 if at in merged else column)) for column, text in enumerate(row))
        for at, row in enumerate(rows)
    ))  # fmt: skip
