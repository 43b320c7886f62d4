"""Word documents (.docx, ECMA-376): paragraphs with their numbering, tables with merged cells resolved."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from plan_data.document.blocks import Block, Cell, Document, Paragraph, Table
from plan_data.document.docx_numbering import Numbering, attribute, tag
from plan_data.document.limits import MAX_BLOCKS, MAX_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from plan_data.document.lines import Line, join_lines
from plan_data.plan_file.office_package import Package, too_much, unreadable

_BODY: Final = "word/document.xml"
_SKIPPED: Final = {tag("del"), tag("moveFrom"), tag("pict"), tag("object"), tag("drawing"), tag("instrText")}
_AROUND_BLOCKS: Final = {tag("sdt"), tag("sdtContent"), tag("ins"), tag("smartTag"), tag("customXml")}
_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_BREAKS: Final = {tag("br"), tag("cr")}
_DEEPEST: Final = 12


def read_docx(content: bytes) -> Document:
    """Return the body of a Word document. Raises InputError for what cannot be read."""
    package = Package(content)
    if _BODY not in package.names:
        raise unreadable("Tệp không phải văn bản Word. Hãy lưu lại dưới dạng .docx rồi thử lại.")
    package.check_xml()
    body = package.xml(_BODY).find(tag("body"))
    if body is None:
        raise unreadable("Văn bản Word không có nội dung.")
    reader = _Reader(Numbering(package))
    blocks = tuple(reader.blocks(body))
    around = [
        line
        for name in sorted(package.names)
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml")
        for line in _all_lines(package.xml(name))
    ]
    around += [line for box in body.iter(tag("txbxContent")) for line in _all_lines(box)]
    footnotes = _all_lines(package.xml("word/footnotes.xml")) if "word/footnotes.xml" in package.names else ()
    return Document(_joined(blocks), tuple(footnotes), tuple(around))


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._characters = 0
        self._count = 0
        self._page = 1

    def blocks(self, parent: etree._Element, deep: int = 0) -> Iterator[Block]:
        """Yield the blocks directly in ``parent``; content controls and insertions are looked into."""
        for child in parent:
            self._count += 1
            if self._count > MAX_BLOCKS:
                raise too_much(f"{MAX_BLOCKS} đoạn")
            if child.tag == tag("p"):
                yield from self._paragraphs(child)
            elif child.tag == tag("tbl") and (table := self._table(child, deep)):
                yield table
            elif child.tag in _AROUND_BLOCKS and deep < _DEEPEST:
                yield from self.blocks(child, deep + 1)

    def _paragraphs(self, paragraph: etree._Element) -> Iterator[Paragraph]:
        text = self._text(paragraph)
        if not text.strip():
            return
        label, depth = self._numbering.label(paragraph)
        heading = self._numbering.heading(paragraph)
        for at, part in enumerate(text.split("\n")):  # a line break typed with Shift+Enter
            line = " ".join(part.split())
            if line:
                marked = f"{label} {line}" if label and at == 0 else line
                yield Paragraph(marked, heading if at == 0 else None, depth if at == 0 else None, self._page)

    def _text(self, element: etree._Element) -> str:
        parts: list[str] = []
        self._collect(element, parts, 0)
        text = "".join(parts)
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            raise too_much(f"{MAX_CHARACTERS} ký tự")
        return text

    def _collect(self, element: etree._Element, parts: list[str], deep: int) -> None:
        for child in element:
            if child.tag == tag("t"):
                parts.append(child.text or "")
            elif child.tag == tag("tab"):
                parts.append(" ")
            elif child.tag == tag("noBreakHyphen"):
                parts.append("-")
            elif child.tag in _BREAKS:
                if attribute(child, "type") == "page":
                    self._page += 1
                parts.append("\n" if attribute(child, "type") in {None, "textWrapping"} else " ")
            elif child.tag == tag("lastRenderedPageBreak"):
                self._page += 1
            elif child.tag in _SKIPPED or child.tag == _ALTERNATE or _is_note_sign(child):
                continue
            elif deep < _DEEPEST:
                self._collect(child, parts, deep + 1)

    def _table(self, table: etree._Element, deep: int) -> Table | None:
        page = self._page
        rows: list[list[Cell | None]] = []
        for row in table.iter(tag("tr")):
            if _table_of(row) is not table:
                continue
            if len(rows) >= MAX_ROWS:
                raise too_much(f"{MAX_ROWS} dòng trong một bảng")
            rows.append(self._row(row, rows, deep))
        width = max(map(len, rows), default=0)
        if not width:
            return None
        full = tuple(
            tuple(
                cell or Cell("", (at, column))
                for column, cell in enumerate([*row, *[None] * (width - len(row))])
            )
            for at, row in enumerate(rows)
        )
        return Table(full, page)

    def _row(self, row: etree._Element, above: list[list[Cell | None]], deep: int) -> list[Cell | None]:
        cells: list[Cell | None] = []
        before = row.find(f"{tag('trPr')}/{tag('gridBefore')}")
        cells += [None] * min(_number(before), MAX_COLUMNS)
        for cell in _cells_of(row):
            span = min(max(1, _number(cell.find(f"{tag('tcPr')}/{tag('gridSpan')}"))), MAX_COLUMNS)
            merge = cell.find(f"{tag('tcPr')}/{tag('vMerge')}")
            start = len(cells)
            made: Cell | None = None
            if (
                merge is not None
                and attribute(merge, "val") != "restart"
                and above
                and start < len(above[-1])
            ):
                made = above[-1][start]
            if made is None:
                made = Cell(self._cell_text(cell, deep), (len(above), start))
            cells += [made] * span
            if len(cells) > MAX_COLUMNS:
                raise too_much(f"{MAX_COLUMNS} cột trong một bảng")
        return cells

    def _cell_text(self, cell: etree._Element, deep: int) -> str:
        if deep >= _DEEPEST:
            return ""
        lines: list[str] = []
        for block in self.blocks(cell, deep + 1):
            if isinstance(block, Paragraph):
                lines.append(block.text)
            else:
                lines += [text for row in block.rows for text in dict.fromkeys(c.text for c in row) if text]
        return "\n".join(lines)


def _joined(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Join paragraphs that were cut where a scanned page ended."""
    joined: list[Block] = []
    run: list[Line] = []
    for block in (*blocks, None):
        if isinstance(block, Paragraph):
            run.append(Line(block.text, block.page, True, None, block.heading, block.depth))
            continue
        joined += join_lines(run)
        run = []
        if block is not None:
            joined.append(block)
    return tuple(joined)


def _cells_of(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == tag("tc"):
            yield child
        elif child.tag in {tag("sdt"), tag("ins"), tag("customXml")}:
            yield from (cell for cell in child.iter(tag("tc")) if _row_of(cell) is row)


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(tag("tbl")), None)


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(tag("tr")), None)


def _is_note_sign(element: etree._Element) -> bool:
    """Tell whether a run is a superscript number: the sign of a footnote typed by hand."""
    if element.tag != tag("r"):
        return False
    raised = element.find(f"{tag('rPr')}/{tag('vertAlign')}")
    if raised is None or attribute(raised, "val") != "superscript":
        return False
    text = "".join(part.text or "" for part in element.iter(tag("t"))).strip()
    return text.strip("()[]*").isdigit() or not text.strip("*")


def _all_lines(root: etree._Element) -> Iterator[str]:
    for paragraph in root.iter(tag("p")):
        line = " ".join("".join(part.text or "" for part in paragraph.iter(tag("t"))).split())
        if line:
            yield line


def _number(element: etree._Element | None) -> int:
    value = attribute(element, "val") if element is not None else None
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else 0
