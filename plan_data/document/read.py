"""One way into every format: the content decides which reader takes a file, not its name."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from plan_data.document.blocks import Block, Document, Table
from plan_data.document.limits import MAX_BLOCKS, MAX_CHARACTERS, MAX_FILE_BYTES, MAX_PARAGRAPH
from plan_data.document.read_docx import read_docx
from plan_data.document.read_markdown import read_markdown
from plan_data.document.read_pdf import read_pdf
from plan_data.document.read_text import read_text
from plan_data.document.read_xlsx import read_xlsx
from plan_data.plan_file.office_package import Package, too_much, unreadable
from plan_data.secrecy import refuse_secret

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF", b"BM")
_ARCHIVES: Final = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def read_document(content: bytes, name: str = "") -> Document:
    """Return the paragraphs and tables of a document of any known format.

    ``name`` only tells Markdown from plain text. Raises InputError with one clear sentence for a file that is
    broken, locked, scanned, too large, of an unknown format, or marked secret.
    """
    if not content:
        raise unreadable("Tệp trống. Hãy chọn tệp có nội dung kế hoạch.")
    if len(content) > MAX_FILE_BYTES:
        raise unreadable(f"Tệp lớn quá {MAX_FILE_BYTES >> 20} MB. Hãy bỏ bớt ảnh hoặc tách phần phụ lục.")
    document = _read(content, name)
    refuse_secret(document.lines())
    document = replace(document, blocks=tuple(_with_short_paragraphs(document.blocks)))
    if len(document.blocks) > MAX_BLOCKS:
        raise too_much(f"{MAX_BLOCKS} đoạn")
    if not document.blocks:
        raise unreadable("Tệp không có nội dung nào đọc được. Hãy mở ra xem lại.")
    return document


def _with_short_paragraphs(blocks: Iterable[Block]) -> Iterator[Block]:
    """Part what is longer than any paragraph of a plan, so that reading takes time in proportion."""
    for block in blocks:
        if isinstance(block, Table):
            rows = tuple(
                tuple(replace(cell, text=cell.text[:MAX_PARAGRAPH]) for cell in row) for row in block.rows
            )
            yield replace(block, rows=rows) if rows != block.rows else block
            continue
        rest = block.text
        while len(rest) > MAX_PARAGRAPH:
            end = rest.rfind(" ", 1, MAX_PARAGRAPH)
            end = end if end > 0 else MAX_PARAGRAPH
            yield replace(block, text=rest[:end])
            rest = rest[end:].lstrip()
        yield replace(block, text=rest)


def _read(content: bytes, name: str) -> Document:
    if b"%PDF-" in content[:1024]:
        return read_pdf(content)
    if content.startswith(b"PK"):
        return _read_package(content)
    if content.startswith(_OLD_OFFICE):
        raise unreadable(
            "Tệp Word/Excel kiểu cũ (.doc, .xls) hoặc có mật khẩu. Hãy lưu lại thành .docx hay .xlsx."
        )
    if content.startswith(b"{\\rtf"):
        raise unreadable("Tệp RTF không đọc được. Hãy mở bằng Word và lưu lại thành .docx.")
    if content.startswith(_PICTURES):
        raise unreadable("Tệp là ảnh, không có chữ. Hãy chạy nhận dạng chữ (OCR) hoặc gửi bản Word.")
    if content.startswith(_ARCHIVES):
        raise unreadable("Tệp nén. Hãy giải nén rồi chọn đúng tệp kế hoạch.")
    text = _text(content)
    return read_markdown(text) if _is_markdown(text, name) else read_text(text)


def _read_package(content: bytes) -> Document:
    names = Package(content).names
    if "word/document.xml" in names:
        return read_docx(content)
    if "xl/workbook.xml" in names:
        return read_xlsx(content)
    if "mimetype" in names:
        raise unreadable("Tệp OpenDocument không đọc được. Hãy lưu lại thành .docx hay .xlsx.")
    raise unreadable("Tệp nén, không phải Word hay Excel. Hãy giải nén rồi chọn đúng tệp kế hoạch.")


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
        if b"\x00" in content[:4096]:
            raise unreadable("Tệp không phải văn bản. Hãy dùng tệp .docx, .pdf, .xlsx, .md hoặc .txt.")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise unreadable(
            "Không đọc được chữ trong tệp. Hãy lưu lại với bảng mã UTF-8 (không dùng TCVN3, VNI)."
        ) from None
    if len(text) > MAX_CHARACTERS:
        raise too_much(f"{MAX_CHARACTERS} ký tự")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _is_markdown(text: str, name: str) -> bool:
    if name.lower().endswith((".md", ".markdown")):
        return True
    lines = text.splitlines()[:400]
    return any(line.startswith(("# ", "## ", "### ", "|-", "| -", "|:-")) or "**" in line for line in lines)
