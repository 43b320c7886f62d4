"""A Word draft in the form of Decree 30/2020/NĐ-CP, appendix I.

A4; margins 20 mm above and below, 30 mm left, 20 mm right; Times New Roman, black; page numbers in the middle
of the top margin from the second page on. Number, place, day and signature stay blank: this program drafts,
an office issues.
"""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
EMOJI_FONT = "Segoe UI Emoji"
"""For the signs in quoted chat messages: where the text's own font lacks them, neighbours suffer too."""

BODY_SIZE = 14
TABLE_SIZE = 10

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PICTOGRAMS = re.compile("([\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]+)")
_LEFT, _CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
_JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY
_A4 = (Mm(210), Mm(297))
_SIDE_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


class OfficialDocument:
    """Builds a draft from top to bottom."""

    def __init__(self, *, title: str, subject: str, author: str | None, mark: str) -> None:
        """``title`` is the kind of document (BÁO CÁO), ``subject`` its matter, ``mark`` its sign (BC).

        ``author`` is the body that issues it; its line stays blank when None.
        """
        self._document: WordDocument = Document()
        normal = self._document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(BODY_SIZE)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        self._document.core_properties.title = _clean(subject)
        self._document.core_properties.author = _clean(author or "")
        _set_page(self._document.sections[0], landscape=False)
        _number_pages(self._document.sections[0])
        self._write_head(author, mark)
        self._line(title, bold=True, size=BODY_SIZE, before=18)
        self._line(subject, bold=True, size=BODY_SIZE)
        self._line("_______", size=8, after=6)

    def heading(self, text: str) -> None:
        """A numbered part's title."""
        paragraph = self.paragraph("")
        _write(paragraph, text, bold=True)
        paragraph.paragraph_format.keep_with_next = True

    def paragraph(self, text: str) -> Paragraph:
        """A paragraph of the body: justified, first line indented."""
        paragraph = self._document.add_paragraph()
        paragraph.alignment = _JUSTIFIED
        shape = paragraph.paragraph_format
        shape.first_line_indent, shape.space_after, shape.line_spacing = Mm(12.7), Pt(6), 1.15
        _write(paragraph, text)
        return paragraph

    def table(self, titles: Sequence[str], rows: Iterable[Sequence[str]], widths_mm: Sequence[float]) -> None:
        """A ruled table whose head is repeated on every page; numbers stand in the middle."""
        table = self._document.add_table(rows=1, cols=len(titles))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _set_widths(table, widths_mm)
        _rule(table)
        _fill(table.rows[0], titles, bold=True)
        _mark(table.rows[0], "w:tblHeader")
        for values in rows:
            _fill(table.add_row(), values, bold=False)
        self._document.add_paragraph().paragraph_format.space_after = Pt(2)

    def appendix(self, title: str, subject: str) -> None:
        """Begin an appendix on a page of its own, across."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        _set_page(section, landscape=True)
        section.different_first_page_header_footer = False
        self._line(title, bold=True, size=BODY_SIZE)
        self._line(subject, bold=True, size=13, after=8)

    def sign_off(self, recipients: Sequence[str]) -> None:
        """Who receives it on the left, room for the signature on the right."""
        table = self._document.add_table(rows=1, cols=2)
        left, right = table.rows[0].cells
        _write(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True, size=12)
        for recipient in recipients:
            _write(_next(left), f"- {recipient};", size=11)
        _write(_next(left), "- Lưu: VT, ……", size=11)
        right.paragraphs[0].alignment = _CENTRE
        _write(right.paragraphs[0], "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", bold=True)
        for text in ("(Chữ ký, dấu)", "", "", "Họ và tên: ……………………"):
            paragraph = _next(right)
            paragraph.alignment = _CENTRE
            _write(paragraph, text, italic=True, size=13)

    def to_bytes(self) -> bytes:
        stream = BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def _write_head(self, author: str | None, mark: str) -> None:
        table = self._document.add_table(rows=1, cols=2)
        _set_widths(table, (64, 96))
        left, right = table.rows[0].cells
        _lines(
            left,
            ("……………………", False, 12),
            (author.upper() if author else "CƠ QUAN BAN HÀNH", True, 12),
            ("_______", True, 8),
            (f"Số: ……/{mark}-……", False, 13),
            ("(DỰ THẢO)", True, 12),
        )
        _lines(
            right,
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, 12),
            ("Độc lập - Tự do - Hạnh phúc", True, 13),
            ("_____________________", True, 8),
        )
        place = _next(right)
        place.alignment = _CENTRE
        _write(place, "……, ngày …… tháng …… năm ……", italic=True, size=13)

    def _line(
        self, text: str, *, size: float, bold: bool = False, before: float = 0, after: float = 0
    ) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.alignment = _CENTRE
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = (
            Pt(before),
            Pt(after),
        )
        _write(paragraph, text, bold=bold, size=size)


def _set_page(section: Section, *, landscape: bool) -> None:
    short, long = _A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30 if not landscape else 20), Mm(20)
    section.header_distance = Mm(10)


def _number_pages(section: Section) -> None:
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = _CENTRE
    run = paragraph.add_run()
    run.font.name, run.font.size = FONT, Pt(13)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)  # noqa: SLF001 - python-docx has no fields of its own


def _write(
    paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False, size: float = BODY_SIZE
) -> None:
    for part in _PICTOGRAMS.split(_clean(text)):
        if part:
            run = paragraph.add_run(part)
            run.bold, run.italic, run.font.size = bold, italic, Pt(size)
            run.font.name = EMOJI_FONT if _PICTOGRAMS.fullmatch(part) else FONT


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def _next(cell: _Cell) -> Paragraph:
    paragraph: Paragraph = cell.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _lines(cell: _Cell, *texts: tuple[str, bool, float]) -> None:
    for number, (text, bold, size) in enumerate(texts):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.alignment = _CENTRE
        paragraph.paragraph_format.space_after = Pt(0)
        _write(paragraph, text, bold=bold, size=size)


def _set_widths(table: Table, widths_mm: Sequence[float]) -> None:
    """Fix the widths of the columns; some programs read them from the columns, some from the cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _fill(row: _Row, values: Sequence[str], *, bold: bool) -> None:
    _mark(row, "w:cantSplit")
    for cell, value in zip(row.cells, values, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        is_number = value.replace("%", "").replace(",", "").strip("–").isdecimal() or value == "–"
        paragraph.alignment = _CENTRE if bold or is_number else _LEFT
        _write(paragraph, value, bold=bold, size=TABLE_SIZE)


def _rule(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in _SIDE_BORDERS:
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - the named styles depend on the template's language


def _mark(row: _Row, what: str) -> None:
    """Say of a row that it is repeated on every page, or never cut by the end of one."""
    mark = OxmlElement(what)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no name for it
