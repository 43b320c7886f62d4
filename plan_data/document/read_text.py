"""Plain text: typed, copied out of a document, or from a program that reads scanned pages."""

import re

from plan_data.document.blocks import Block, Cell, Document, Table
from plan_data.document.lines import Line, is_page_number, join_lines

_FOOTNOTE = re.compile(
    r"\s*(?:\[\d{1,2}\]|\(\d{1,2}\))\s+(?:Theo|Xem|Tại|Quyết định|Nghị|Công văn)", re.IGNORECASE
)
_NARROW = re.compile(r"[\u200b\u200c\u200d\ufeff\u00ad]")
_TAB_ROW = re.compile(r"[^\t]*\t[^\t]*\t")


def read_text(text: str) -> Document:
    """Return the paragraphs of ``text``, rows of tab-separated text as tables. Reads any text whatever."""
    blocks: list[Block] = []
    lines: list[Line] = []
    footnotes: list[str] = []
    rows: list[list[str]] = []
    gap, page = False, 1
    for raw in (*_NARROW.sub("", text).replace("\f", "\n\f").split("\n"), ""):
        if raw.startswith("\f"):
            page += 1
        if _TAB_ROW.match(raw.strip("\r\n\f")):
            rows.append([" ".join(cell.split()) for cell in raw.strip("\r\n\f").split("\t")])
            continue
        if rows:
            blocks += join_lines(lines)
            lines = []
            blocks.append(_table(rows))
            rows = []
        words = raw.split()
        line = " ".join(words)
        if not words:
            gap = True
        elif is_page_number(line):
            continue
        elif _FOOTNOTE.match(line) and gap:
            footnotes.append(line)
        else:
            lines.append(Line(line, page if page > 1 else None, gap))
            gap = False
    return Document((*blocks, *join_lines(lines)), tuple(footnotes))


def _table(rows: list[list[str]]) -> Table:
    width = max(map(len, rows))
    return Table(
        tuple(
            tuple(Cell(text, (at, column)) for column, text in enumerate([*row, *[""] * (width - len(row))]))
            for at, row in enumerate(rows)
        )
    )
