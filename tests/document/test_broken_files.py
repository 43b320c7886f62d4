"""Files that are broken, hostile, locked, scanned or secret: one clear sentence, in little time."""

import io
import struct
import zipfile
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from plan_data.__main__ import main
from plan_data.document.blocks import Document
from plan_data.document.limits import MAX_FILE_BYTES
from plan_data.document.read import read_document
from plan_data.plan_file import examine_plan
from plan_data.problems import InputError
from tests.document import documents

WORD = documents.ha_nam_2024()
EXCEL = documents.vinh_phuc_2025()
PDF = documents.kim_bang_2023()
FILES = {"docx": WORD, "xlsx": EXCEL, "pdf": PDF}


def sentence_of(content: bytes, name: str = "ke-hoach") -> str:
    with pytest.raises(InputError) as caught:
        read_document(content, name)
    (problem,) = caught.value.problems
    assert len(problem.message) > 20
    assert problem.message.endswith(".")
    return problem.message


def package(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
def test_truncated_office_file_is_refused(kind: str, share: float) -> None:
    content = FILES[kind]
    assert "Tệp" in sentence_of(content[: int(len(content) * share)])


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7])
def test_truncated_pdf_is_refused_or_read(share: float) -> None:
    try:
        read_document(PDF[: int(len(PDF) * share)], "a.pdf")
    except InputError as error:
        assert "PDF" in str(error)  # noqa: PT017 - both ends are right


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml"])
def test_zip_bomb_is_refused_before_it_is_unpacked(part: str) -> None:
    bomb = package({part: b"<a>" + b" " * 300_000_000})
    assert len(bomb) < 1_000_000
    assert "quá" in sentence_of(bomb)


def test_zip_that_lies_about_its_size_is_refused() -> None:
    honest = package({"word/document.xml": b"<a>" + b" " * 40_000_000 + b"</a>"})
    at = honest.rindex(b"PK\x01\x02")
    lying = honest[: at + 24] + struct.pack("<I", 1000) + honest[at + 28 :]
    assert "Tệp" in sentence_of(lying)


def test_many_small_parts_are_refused() -> None:
    assert "quá" in sentence_of(package({f"word/{n}.xml": b"" for n in range(6000)}))


def test_xml_with_entities_is_refused() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    assert "DOCTYPE" in sentence_of(package({"word/document.xml": laughs}))


def test_file_of_fifty_megabytes_is_refused_unread() -> None:
    assert "20 MB" in sentence_of(b"PK" + bytes(50 * 1024 * 1024))


def test_command_refuses_a_large_file_without_reading_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    large = tmp_path / "to.docx"
    with large.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    assert main(["draft", str(large), "-o", str(tmp_path / "nhap.yaml")]) == 1
    assert "20 MB" in capsys.readouterr().err
    assert not (tmp_path / "nhap.yaml").exists()


@pytest.mark.parametrize("kind", FILES)
def test_content_decides_not_the_name(kind: str) -> None:
    assert read_document(FILES[kind], "ke-hoach.txt").blocks == read_document(FILES[kind], f"a.{kind}").blocks


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "trống"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
        (b"{\\rtf1 ke hoach}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "ảnh"),
        (b"Rar!\x1a\x07" + bytes(100), "nén"),
        (b"MZ" + bytes(200), "không phải văn bản"),
        ("Kế hoạch".encode("cp1258", "replace") + b"\x81\xfe", "UTF-8"),
        (package({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (package({"a.txt": b"a"}), "nén"),
        (package({"word/document.xml": b"<a/>"}), "nội dung"),
        (package({"word/document.xml": b"khong phai xml"}), "hỏng"),
        (package({"xl/workbook.xml": b"<a/>"}), "hỏng"),
        (b"%PDF-1.7\nkhong phai pdf", "PDF"),
    ],
)
def test_unusable_file_is_told_in_one_sentence(content: bytes, word: str) -> None:
    assert word in sentence_of(content)


def test_scanned_pdf_needs_ocr() -> None:
    page = Figure(figsize=(8, 11))
    page.figimage(np.zeros((200, 200)))
    buffer = io.BytesIO()
    page.savefig(buffer, format="pdf")
    assert "OCR" in sentence_of(buffer.getvalue())


def test_locked_pdf_needs_its_password() -> None:
    # The encryption dictionary of a file whose user password is not empty (PDF 32000-1, 7.6.3).
    with pytest.raises(pypdfium2.PdfiumError, match=r"(?i)password"):
        pypdfium2.PdfDocument(_locked())
    assert "mật khẩu" in sentence_of(_locked())


def _locked() -> bytes:
    """A minimal PDF with an encryption dictionary that no empty password opens."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"12" * 32 + b">/U<" + b"34" * 32 + b">>>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(content))
        content += b"%d 0 obj" % number + part + b"endobj\n"
    start = len(content)
    content += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    ident = b"<" + b"ab" * 16 + b">"
    return (
        content
        + b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID["
        + ident
        + ident
        + b"]>>startxref\n%d\n%%%%EOF" % start
    )


@pytest.mark.parametrize(
    "mark", ["MẬT", "TỐI MẬT", "Tuyệt mật", "M Ậ T", "Độ mật: Mật", "**TỐI MẬT**", "[MẬT]"]
)
def test_marked_text_is_refused(mark: str) -> None:
    text = f"UBND TỈNH X\n\n{mark}\n\nKẾ HOẠCH\n\n1. Sở Y tế báo cáo trước ngày 15/3/2024."
    assert "bí mật nhà nước" in sentence_of(text.encode(), "a.md")


def test_mark_in_a_header_or_a_cell_of_word_is_seen() -> None:
    in_cell = docx.Document()
    in_cell.add_table(1, 2).cell(0, 0).text = "UBND TỈNH\nMẬT"
    assert "bí mật nhà nước" in sentence_of(documents.bytes_of(in_cell))
    in_header = docx.Document()
    in_header.add_paragraph("Kế hoạch")
    in_header.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    assert "Tối mật" in sentence_of(documents.bytes_of(in_header))


def test_plan_files_with_a_mark_are_refused_like_documents(tmp_path: Path) -> None:
    marked = tmp_path / "ke-hoach.yaml"
    marked.write_text("# MẬT\ncode: a\n", encoding="utf-8")
    noted = tmp_path / "ghi-chu.yaml"
    noted.write_text("code: a\ntargets:\n  - name: b\n    value: Tối mật\n", encoding="utf-8")
    workbook = openpyxl.load_workbook(io.BytesIO(EXCEL))
    sheet = workbook.worksheets[0]
    sheet["H1"] = "MẬT"
    in_cell = tmp_path / "o.xlsx"
    workbook.save(in_cell)
    sheet["H1"] = None
    header = sheet.HeaderFooter.oddHeader
    assert header is not None
    assert header.center is not None
    header.center.text = "TUYỆT MẬT"
    in_header = tmp_path / "dau-trang.xlsx"
    workbook.save(in_header)
    for path in (marked, noted, in_cell, in_header):
        (problem,) = examine_plan(path).problems
        assert "bí mật nhà nước" in problem.message
    assert "Tuyệt mật" in sentence_of(in_header.read_bytes())


@pytest.mark.parametrize(
    "line",
    [
        "Các đơn vị giữ bí mật thông tin; quản lý tài liệu mật theo quy định.",
        "Công tác bảo vệ bí mật nhà nước",
        "Mật độ dân số",
        "Độ mật: Không",
    ],
)
def test_talk_of_secrets_is_no_mark(line: str) -> None:
    assert read_document(f"{line}\n\nKẾ HOẠCH".encode(), "a.txt").blocks


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refuse(content)


@pytest.mark.parametrize("kind", FILES)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_damaged_files_are_read_or_refused(kind: str, data: st.DataObject) -> None:
    content = bytearray(FILES[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_or_refuse(bytes(content))


def read_or_refuse(content: bytes) -> None:
    try:
        document = read_document(content, "a.md")
    except InputError as error:
        assert error.problems[0].message  # noqa: PT017 - both ends are right
    else:
        assert isinstance(document, Document)


@pytest.mark.parametrize(
    "content",
    [
        EXCEL[: len(EXCEL) // 2],
        WORD,
        package({"xl/workbook.xml": b"<a>" + b" " * 300_000_000}),
        b"PK\x03\x04",
        EXCEL,
    ],
    ids=["truncated", "word", "bomb", "magic", "tracker"],
)
def test_load_and_check_refuse_what_is_no_plan(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ke-hoach.xlsx"
    path.write_bytes(content)
    reading = examine_plan(path)
    assert reading.plan is None
    assert reading.problems


def test_workbook_with_a_row_far_below_is_read_in_little_time() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1048576"] = "x"
    buffer = io.BytesIO()
    workbook.save(buffer)
    assert "dòng" in sentence_of(buffer.getvalue())
