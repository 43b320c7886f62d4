"""PDF files with text in them: lines from the places of the characters, tables from the ruling lines.

A scanned page without text needs OCR first; a file that is locked needs its password: both are told so.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pypdfium2

from plan_data.document.blocks import Block, Document, Table
from plan_data.document.limits import MAX_CHARACTERS, MAX_PAGES
from plan_data.document.lines import Line, is_page_number, join_lines
from plan_data.document.page_breaks import add_table
from plan_data.document.pdf_characters import characters_of
from plan_data.document.pdf_columns import columns_of
from plan_data.document.pdf_lines import PdfLine, lines_of
from plan_data.document.pdf_tables import Grid, grids_of
from plan_data.plan_file.office_package import too_much, unreadable

_SMALL: Final = 0.87  # of the body's size: footnotes are set smaller
_EDGE_LINES: Final = 2


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
    lines: tuple[PdfLine, ...]
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
        pages.append(_Page(number + 1, lines_of(free), grids, float(page.get_height())))
        page.close()
    return pages


def _document(pages: Sequence[_Page]) -> Document:
    sizes = Counter(round(line.size, 1) for page in pages for line in page.lines for _ in line.text)
    body = max(sizes, key=sizes.__getitem__, default=0.0)
    repeated = _repeated(pages)
    blocks: list[Block] = []
    footnotes: list[str] = []
    run: list[Line] = []
    for page in pages:
        lines, notes = _without_footnotes(_without_furniture(page, repeated), body)
        footnotes += notes
        before: PdfLine | None = None
        for part in _top_to_bottom(lines, page.grids):
            if isinstance(part, PdfLine):
                run.append(_line(part, before, page, lines))
                before = part
                continue
            blocks += join_lines(run)
            run, before = [], None
            add_table(blocks, replace(part, page=page.number))
    return Document((*blocks, *join_lines(run)), tuple(footnotes))


def _top_to_bottom(lines: Sequence[PdfLine], grids: Sequence[Grid]) -> Iterator[PdfLine | Table]:
    """Yield the lines and tables of a page; what stands in columns without ruling lines comes apart."""
    waiting = sorted(grids, key=lambda grid: -grid.top)
    columns = {part.first: part for part in columns_of(lines)}
    at = 0
    while at < len(lines):
        while waiting and waiting[0].top > lines[at].top:
            yield waiting.pop(0).table
        part = columns.get(at)
        if part is None:
            yield lines[at]
            at += 1
            continue
        if part.table is not None:
            yield part.table
        yield from part.beside
        at = part.end
    for grid in waiting:
        yield grid.table


def _line(line: PdfLine, before: PdfLine | None, page: _Page, lines: Sequence[PdfLine]) -> Line:
    lefts = sorted(one.left for one in lines)
    margin = lefts[len(lefts) // 10] if lefts else line.left
    gap = before is not None and before.bottom - line.top > 1.1 * line.size
    starts_further = line.left > margin + 1.2 * line.size
    indented: bool | None = (
        starts_further if any(one.left > margin + 1.2 * one.size for one in lines) else None
    )
    return Line(line.text, page.number, gap, indented)


def _repeated(pages: Sequence[_Page]) -> frozenset[str]:
    """Return the first and last lines that stand on most pages: running headers."""
    edges = Counter(
        text
        for page in pages
        for text in {line.text for line in (*page.lines[:_EDGE_LINES], *page.lines[-_EDGE_LINES:])}
    )
    return frozenset(text for text, count in edges.items() if count >= 3 and count >= 0.6 * len(pages))


def _without_furniture(page: _Page, repeated: frozenset[str]) -> list[PdfLine]:
    """Return the lines of a page without running headers and page numbers."""
    last = len(page.lines) - _EDGE_LINES
    return [
        line
        for at, line in enumerate(page.lines)
        if not ((at < _EDGE_LINES or at >= last) and line.text in repeated)
        and not (_is_at_edge(line, page) and is_page_number(line.text))
    ]


def _is_at_edge(line: PdfLine, page: _Page) -> bool:
    return line.bottom > 0.88 * page.height or line.top < 0.12 * page.height


def _without_footnotes(lines: list[PdfLine], body: float) -> tuple[list[PdfLine], list[str]]:
    """Take off the small lines at the foot of a page, from the one that begins with a number."""
    at = len(lines)
    while at and lines[at - 1].size < _SMALL * body:
        at -= 1
    start = next((n for n in range(at, len(lines)) if lines[n].text[:1].isdigit() or n == at), at)
    return lines[:start], [line.text for line in lines[start:]]
