"""Tables of a PDF page, found by their ruling lines: a grid of cells, merged where no line stands between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from plan_data.document.blocks import Cell, Table
from plan_data.document.limits import MAX_COLUMNS
from plan_data.document.pdf_characters import Character
from plan_data.document.pdf_lines import lines_of

_THIN: Final = 3.0  # points: a ruling line is drawn as a thin rectangle or a stroke
_NEAR: Final = 3.0
_SHORTEST: Final = 8.0
_MOST_LINES: Final = 4_000
_MOST_ROWS: Final = 200


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, the place of its upper edge, and the characters that stand in it."""

    table: Table
    top: float
    taken: tuple[Character, ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    """A ruling line: ``at`` is its place across, from ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float

    def covers(self, start: float, end: float) -> bool:
        return self.start <= start + _NEAR and self.end >= end - _NEAR


def grids_of(page: pypdfium2.PdfPage, characters: Sequence[Character]) -> tuple[Grid, ...]:
    """Return the tables of ``page`` with at least two columns, from top to bottom."""
    across, down = _segments(page)
    if len(across) < 2 or len(down) < 3:
        return ()
    grids = (_grid(part[0], part[1], characters) for part in _tables(across, down))
    return tuple(sorted((grid for grid in grids if grid), key=lambda grid: -grid.top))


def _segments(page: pypdfium2.PdfPage) -> tuple[list[_Segment], list[_Segment]]:
    across: list[_Segment] = []
    down: list[_Segment] = []
    page_width, page_height = page.get_size()
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = shape.get_bounds()
        width, height = right - left, top - bottom
        if height <= _THIN < _SHORTEST <= width:
            across.append(_Segment((top + bottom) / 2, left, right))
        elif width <= _THIN < _SHORTEST <= height:
            down.append(_Segment((left + right) / 2, bottom, top))
        elif width > 0.9 * page_width or height > 0.9 * page_height:
            continue  # the background of the page
        elif width > _SHORTEST and height > _SHORTEST:  # a cell drawn as a box
            across += [_Segment(top, left, right), _Segment(bottom, left, right)]
            down += [_Segment(left, bottom, top), _Segment(right, bottom, top)]
        if len(across) + len(down) > _MOST_LINES:
            break
    return across, down


def _tables(
    across: Sequence[_Segment], down: Sequence[_Segment]
) -> Iterator[tuple[list[_Segment], list[_Segment]]]:
    """Yield groups of lines that belong to one table: those whose heights overlap."""
    spans = sorted(((one.start, one.end) for one in down), reverse=True)
    groups: list[list[float]] = []
    for low, high in sorted(spans, key=lambda span: span[0]):
        if groups and low <= groups[-1][1] + _NEAR:
            groups[-1][1] = max(groups[-1][1], high)
        else:
            groups.append([low, high])
    for low, high in groups:
        inside = [one for one in across if low - _NEAR <= one.at <= high + _NEAR]
        beside = [one for one in down if one.start >= low - _NEAR and one.end <= high + _NEAR]
        yield inside, beside


def _grid(across: list[_Segment], down: list[_Segment], characters: Sequence[Character]) -> Grid | None:
    rows = sorted(_clusters(one.at for one in across), reverse=True)
    columns = sorted(_clusters(one.at for one in down))
    if len(rows) < 2 or not 3 <= len(columns) <= MAX_COLUMNS or len(rows) > _MOST_ROWS:
        return None
    places = [(row, column) for row in range(len(rows) - 1) for column in range(len(columns) - 1)]
    origin = {place: place for place in places}
    for row, column in places:
        if column and not _stands_between(down, columns[column], rows[row + 1], rows[row]):
            origin[row, column] = origin[row, column - 1]
        elif row and not _stands_between(across, rows[row], columns[column], columns[column + 1]):
            origin[row, column] = origin[row - 1, column]
    inside: dict[tuple[int, int], list[Character]] = {}
    taken: list[Character] = []
    for one in characters:
        place = _place(one, rows, columns)
        if place is not None:
            inside.setdefault(origin[place], []).append(one)
            taken.append(one)
    cells = {place: Cell(_cell_text(inside.get(place, [])), place) for place in set(origin.values())}
    table = Table(
        tuple(
            tuple(cells[origin[row, column]] for column in range(len(columns) - 1))
            for row in range(len(rows) - 1)
        )
    )
    return Grid(table, rows[0], tuple(taken))


def _clusters(values: Iterator[float]) -> list[float]:
    clusters: list[float] = []
    for value in sorted(values):
        if not clusters or value - clusters[-1] > _NEAR:
            clusters.append(value)
    return clusters


def _stands_between(lines: Sequence[_Segment], at: float, start: float, end: float) -> bool:
    return any(abs(one.at - at) <= _NEAR and one.covers(start, end) for one in lines)


def _place(one: Character, rows: Sequence[float], columns: Sequence[float]) -> tuple[int, int] | None:
    x, y = (one.left + one.right) / 2, (one.bottom + one.top) / 2
    row = next((n for n in range(len(rows) - 1) if rows[n + 1] <= y <= rows[n]), None)
    column = next((n for n in range(len(columns) - 1) if columns[n] <= x <= columns[n + 1]), None)
    return (row, column) if row is not None and column is not None else None


def _cell_text(characters: Sequence[Character]) -> str:
    return "\n".join(text for line in lines_of(characters) if (text := line.text))
