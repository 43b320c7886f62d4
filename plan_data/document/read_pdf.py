"""PDF files with text in them: lines from the places of the characters, tables from the ruling lines.

A scanned page without text needs OCR first; a file that is locked needs its password: both are told so.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

import pypdfium2

from plan_data.document.blocks import Block, Document, Table
from plan_data.document.limits import MAX_CHARACTERS, MAX_PAGES
from plan_data.document.lines import Line, join_lines
from plan_data.document.page_furniture import is_page_number
from plan_data.document.pdf_characters import Character, characters_of, text_of
from plan_data.document.pdf_tables import Grid, grids_of
from plan_data.plan_file.office_package import too_much, unreadable

_SMALL: Final = 0.87  # of the body's size: footnotes are set smaller
_SUPERSCRIPT: Final = 0.78


@dataclass(frozen=True, slots=True)
class _PdfLine:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


def read_pdf(content: bytes) -> Document:
    """Return the text of a PDF without page numbers, repeated headers and footnotes. Raises InputError."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise unreadable("Tệp PDF có mật khẩu. Hãy bỏ mật khẩu rồi thử lại.") from None
        raise unreadable("Tệp PDF hỏng hoặc tải về chưa đủ. Hãy tải lại rồi thử lại.") from None
    try:
        if len(document) > MAX_PAGES:
            raise too_much(f"{MAX_PAGES} trang")
        pages = _pages(document)
    except pypdfium2.PdfiumError:
        raise unreadable("Tệp PDF có trang hỏng. Hãy in lại ra PDF rồi thử lại.") from None
    finally:
        document.close()
    if sum(len(line.text) for page in pages for line in page.lines) + sum(
        len(page.grids) for page in pages
    ) < 20 * min(len(pages), 3):
        raise unreadable(
            "Tệp PDF chỉ có ảnh quét, không có chữ. Hãy chạy nhận dạng chữ (OCR) rồi gửi lại tệp có chữ, "
            "hoặc gửi bản Word."
        )
    return _document(pages)


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    lines: tuple[_PdfLine, ...]
    grids: tuple[Grid, ...]
    height: float


def _pages(document: pypdfium2.PdfDocument) -> list[_Page]:
    pages: list[_Page] = []
    total = 0
    for number in range(len(document)):
        page = document[number]
        characters = characters_of(page)
        total += len(characters)
        if total > MAX_CHARACTERS:
            raise too_much(f"{MAX_CHARACTERS} ký tự")
        grids = grids_of(page, characters)
        taken = {id(one) for grid in grids for one in grid.taken}
        free = [one for one in characters if id(one) not in taken]
        pages.append(_Page(number + 1, tuple(_lines(free)), grids, float(page.get_height())))
        page.close()
    return pages


def _lines(characters: Sequence[Character]) -> Iterator[_PdfLine]:
    """Yield the lines of a page from top to bottom; raised numbers (footnote signs) are left out."""
    for row in _rows(characters):
        size = median(one.size for one in row)
        kept = [one for one in row if not _is_note_sign(one, size)]
        text = text_of(kept)
        if text:
            yield _PdfLine(
                text,
                min(one.left for one in kept),
                max(one.right for one in kept),
                max(one.top for one in kept),
                min(one.bottom for one in kept),
                size,
            )


def _is_note_sign(one: Character, size: float) -> bool:
    return one.size < _SUPERSCRIPT * size and one.text.isdigit()


def _rows(characters: Sequence[Character]) -> Iterator[list[Character]]:
    row: list[Character] = []
    for one in characters:
        if row and not _same_row(row[-1], one):
            yield row
            row = []
        row.append(one)
    if row:
        yield row


def _same_row(before: Character, one: Character) -> bool:
    overlap = min(before.top, one.top) - max(before.bottom, one.bottom)
    return overlap > 0.3 * min(before.height, one.height) and one.left > before.left - 2 * before.size


def _document(pages: Sequence[_Page]) -> Document:
    sizes = Counter(round(line.size, 1) for page in pages for line in page.lines for _ in line.text)
    body = max(sizes, key=sizes.__getitem__, default=0.0)
    repeated = _repeated(pages)
    blocks: list[Block] = []
    footnotes: list[str] = []
    run: list[Line] = []
    for page in pages:
        lines = [line for line in page.lines if not _is_furniture(line, page, repeated)]
        lines, notes = _without_footnotes(lines, body)
        footnotes += notes
        tables = sorted(page.grids, key=lambda grid: -grid.top)
        before: _PdfLine | None = None
        for line in _top_to_bottom(lines):
            while tables and tables[0].top > line.top:
                blocks += [*join_lines(run), _numbered(tables.pop(0), page)]
                run, before = [], None
            run.append(_line(line, before, page, lines))
            before = line
        for grid in tables:
            blocks += [*join_lines(run), _numbered(grid, page)]
            run = []
    return Document((*blocks, *join_lines(run)), tuple(footnotes))


def _top_to_bottom(lines: Sequence[_PdfLine]) -> Sequence[_PdfLine]:
    return lines  # a PDF's own order keeps columns together; sorting by height would mix them


def _line(line: _PdfLine, before: _PdfLine | None, page: _Page, lines: Sequence[_PdfLine]) -> Line:
    lefts = sorted(one.left for one in lines)
    margin = lefts[len(lefts) // 10] if lefts else line.left
    gap = before is not None and before.bottom - line.top > 1.1 * line.size
    starts_further = line.left > margin + 1.2 * line.size
    indented: bool | None = (
        starts_further if any(one.left > margin + 1.2 * one.size for one in lines) else None
    )
    return Line(line.text, page.number, gap, indented)


def _numbered(grid: Grid, page: _Page) -> Table:
    return replace(grid.table, page=page.number)


def _repeated(pages: Sequence[_Page]) -> frozenset[str]:
    """Return the first and last lines that stand on most pages: running headers."""
    edges = Counter(
        text for page in pages for text in {line.text for line in (*page.lines[:2], *page.lines[-2:])}
    )
    return frozenset(text for text, count in edges.items() if count >= 3 and count >= 0.6 * len(pages))


def _is_furniture(line: _PdfLine, page: _Page, repeated: frozenset[str]) -> bool:
    at_edge = line.bottom > 0.88 * page.height or line.top < 0.12 * page.height
    return line.text in repeated or (at_edge and is_page_number(line.text))


def _without_footnotes(lines: list[_PdfLine], body: float) -> tuple[list[_PdfLine], list[str]]:
    """Take off the small lines at the foot of a page, from the one that begins with a number."""
    at = len(lines)
    while at and lines[at - 1].size < _SMALL * body:
        at -= 1
    start = next((n for n in range(at, len(lines)) if lines[n].text[:1].isdigit() or n == at), at)
    return lines[:start], [line.text for line in lines[start:]]
