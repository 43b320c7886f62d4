"""Markdown, as people write it and as programs that read scanned pages give it."""

import html
import re
from collections.abc import Iterator
from typing import Final

from plan_data.document.blocks import Block, Cell, Document, Table
from plan_data.document.lines import Line, join_lines

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*$")
_FOOTNOTE = re.compile(r"\s*(?:<sup>\s*[\d*]+\s*</sup>|\[\^[\w-]+\]:)\s*(.*)", re.IGNORECASE)
_FOOTNOTE_SIGN = re.compile(r"<sup>\s*\(?[\d*,\s]+\)?\s*</sup>|\[\^[\w-]+\]", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>|<!--.*?-->", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"
)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^()\n]*\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~&])")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_ITEM = re.compile(r"(\s*)([-+*])(\s+)(\S.*)")
_INDENT: Final = 2  # columns that make an item belong to the item above it


def read_markdown(text: str) -> Document:
    """Return the paragraphs, tables and footnotes of ``text``. Reads any text whatever."""
    blocks: list[Block] = []
    footnotes: list[str] = []
    lines: list[Line] = []
    gap = False
    rows: list[str] = []
    for raw in (*text.splitlines(), ""):
        if raw.lstrip().startswith("|") or (rows and raw.count("|") > 1):
            rows.append(raw)
            continue
        if rows:
            if table := _table(rows):
                blocks += join_lines(lines)
                lines = []
                blocks.append(table)
            rows = []
        quoted = raw.lstrip(">") if raw.startswith(">") else raw
        if not quoted.strip() or _RULE.match(quoted):
            gap = True
            continue
        if quoted.strip().startswith("```"):
            continue
        if note := _FOOTNOTE.match(quoted):
            footnotes.append(_plain(note[1]))
            continue
        if line := _line(quoted, gap):
            lines.append(line)
        gap = False
    return Document((*blocks, *join_lines(lines)), tuple(footnotes))


def _line(raw: str, gap: bool) -> Line | None:
    if heading := _HEADING.match(raw):
        text = _plain(heading[2])
        return Line(text, after_gap=True, heading=len(heading[1])) if text else None
    depth = None
    if item := _ITEM.match(raw):
        depth = len(item[1].expandtabs(4)) // _INDENT
        text = f"{item[2]} {_plain(item[4])}"
    else:
        text = _plain(raw)
    return Line(text, after_gap=gap, depth=depth or None) if text.strip() else None


def _plain(text: str) -> str:
    """Return ``text`` without the signs of Markdown and HTML."""
    text = _FOOTNOTE_SIGN.sub("", text)
    text = _BREAK.sub(" ", text)
    text = html.unescape(_TAG.sub("", text))
    for _ in range(2):
        text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(lambda found: found[1] or found[2], text)
    text = _LINK.sub(r"\1", text)
    return " ".join(_ESCAPE.sub(r"\1", text).split())


def _table(rows: list[str]) -> Table | None:
    cells = [_cells(row) for row in rows if not _TABLE_RULE.match(row)]
    width = max(map(len, cells), default=0)
    if not cells or width < 2:
        return None
    return Table(
        tuple(
            tuple(Cell(text, (at, column)) for column, text in enumerate([*row, *[""] * (width - len(row))]))
            for at, row in enumerate(cells)
        )
    )


def _cells(row: str) -> list[str]:
    parts = _CELL_END.split(row.strip().removeprefix("|").removesuffix("|"))
    return ["\n".join(_parts_of_cell(part)) for part in parts]


def _parts_of_cell(cell: str) -> Iterator[str]:
    for part in _BREAK.split(cell):
        if text := _plain(part):
            yield text
