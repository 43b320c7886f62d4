"""What becomes of a file that somebody sends, read in a process of its own."""

import io
import os
import zipfile

import docx
import openpyxl
import pytest

from plan_data.document.read_received import read_received
from plan_data.document.reading_process import ReadingProcesses
from plan_data.document.received import Drafted, ReceivedPlan, Unusable
from plan_data.plan_file import examine_plan, find_plan
from plan_data.plan_file.excel_write import plan_workbook
from plan_data.units import Unit, UnitDirectory
from tests.document import documents

NOTHING = UnitDirectory()
TINY = "KẾ HOẠCH NĂM 2026\n\n1. Sở Y tế chủ trì xây dựng báo cáo, hoàn thành trước ngày 15/3/2026.\n"
YAML = (
    "code: thu\ntitle: Thử\nissuer: UBND\nyear: 2026\nobligations:\n  - code: A-1\n    section: I\n"
    "    title: Việc\n    sentence: Việc trước ngày 15/3/2026.\n    lead: [{lead}]\n"
    "    deadline: trước ngày 15/3/2026\n"
)
KNOWN = UnitDirectory([Unit("SYT-9", "Sở Y tế", "SYT", "Sở", "department")])


def drafted(content: bytes, name: str = "a.docx", known: UnitDirectory = NOTHING) -> Drafted:
    received = read_received(content, name, known)
    assert isinstance(received, Drafted)
    return received


def edited(workbook: bytes, cell: str, value: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    book["Nghĩa vụ"][cell] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_document_comes_back_as_a_workbook_that_is_a_plan() -> None:
    draft = drafted(documents.cam_tu_2025())
    assert (draft.obligations, draft.dated, sum(draft.confident.values())) == (9, 9, 9)
    assert draft.has_year

    returned = read_received(draft.workbook, "sửa rồi.xlsx", NOTHING)

    assert isinstance(returned, ReceivedPlan)
    assert returned.plan.code == draft.code
    assert len(returned.plan.obligations) == 9
    assert returned.units.units


def test_a_workbook_with_mistakes_names_their_rows() -> None:
    workbook = edited(drafted(documents.cam_tu_2025()).workbook, "E3", "Sở Không Có")

    returned = read_received(workbook, "a.xlsx", NOTHING)

    assert isinstance(returned, Unusable)
    assert returned.is_plan
    assert [(problem.line, problem.where) for problem in returned.problems] == [
        (3, "NV-02, cột Chủ trì, mục 1")
    ]


def test_a_table_of_tasks_in_excel_is_a_document() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (
        ("KẾ HOẠCH NĂM 2026", "", ""),
        ("Nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành"),
        ("Xây dựng báo cáo tổng kết", "Sở Y tế", "trước ngày 15/3/2026"),
    ):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)

    assert drafted(buffer.getvalue(), "bảng.xlsx").obligations == 1


def test_yaml_is_looked_up_in_the_known_units() -> None:
    good = read_received(YAML.format(lead="SYT-9").encode(), "ke-hoach.yaml", KNOWN)
    bad = read_received(YAML.format(lead="SXD").encode(), "ke-hoach.txt", KNOWN)

    assert isinstance(good, ReceivedPlan)
    assert not good.units.units
    assert isinstance(bad, Unusable)
    assert bad.is_plan
    assert bad.problems[0].line == 10


def test_units_of_the_same_province_keep_the_codes_in_use() -> None:
    shipped = examine_plan(find_plan("thanh-hoa-2018"))
    assert shipped.plan
    assert shipped.directory
    ours = shipped.directory.with_units([Unit("BQL-9", "Ban Quản lý Vườn Cốm", "BQL", "Ban", "department")])
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH THANH HÓA\n\nKẾ HOẠCH NĂM 2019\n\n"
        "1. Ban Quản lý Vườn Cốm chủ trì xây dựng báo cáo, hoàn thành trước ngày 15/3/2019.\n"
    )

    plan = read_received(drafted(text.encode(), "a.txt", ours).workbook, "a.xlsx", NOTHING)

    assert isinstance(plan, ReceivedPlan)
    assert plan.plan.obligations[0].lead == ("BQL-9",)


@pytest.mark.parametrize("degree", ["MẬT", "TỐI MẬT", "Tuyệt mật"])
def test_secret_documents_are_refused_in_every_form(degree: str) -> None:
    word = docx.Document()
    for line in (degree, *TINY.splitlines()):
        word.add_paragraph(line)
    workbook = edited(drafted(documents.cam_tu_2025()).workbook, "D2", degree)
    yaml = YAML.format(lead="SYT-9").replace("sentence: Việc", f"sentence: |\n      {degree}\n      Việc")

    for content, name in (
        (documents.bytes_of(word), "a.docx"),
        (f"{degree}\n{TINY}".encode(), "a.txt"),
        (workbook, "a.xlsx"),
        (yaml.encode(), "a.yaml"),
        (YAML.format(lead="SYT-9").replace("title: Việc", f"title: {degree}").encode(), "a.yaml"),
    ):
        received = read_received(content, name, KNOWN)
        assert isinstance(received, Unusable)
        assert received.is_secret
        assert "mật" in received.problems[0].message


async def test_a_file_of_ten_megabytes_is_read_in_its_own_process() -> None:
    word = docx.Document()
    for line in TINY.splitlines():
        word.add_paragraph(line)
    pixels = os.urandom(10 * 1024 * 1024)
    picture = b"BM" + pixels  # only has to be heavy: pictures are not looked at
    content = with_part(documents.bytes_of(word), "word/media/image1.bmp", picture)
    assert len(content) > 10 * 1024 * 1024

    received = await ReadingProcesses().read(content, "to.docx", NOTHING)

    assert isinstance(received, Drafted)
    assert received.obligations == 1


async def test_a_file_that_takes_too_long_is_given_up() -> None:
    received = await ReadingProcesses(seconds=0.05).read(documents.cam_tu_2025(), "a.docx", NOTHING)

    assert isinstance(received, Unusable)
    assert "nặng quá" in received.problems[0].message


async def test_a_broken_file_gets_one_sentence_from_its_process() -> None:
    received = await ReadingProcesses().read(documents.cam_tu_2025()[:3000], "a.docx", NOTHING)

    assert isinstance(received, Unusable)
    assert not received.is_plan
    assert len(received.problems) == 1
    assert "Tệp hỏng" in received.problems[0].message


def with_part(package: bytes, name: str, part: bytes) -> bytes:
    """A Word file with one part more."""
    buffer = io.BytesIO(package)
    with zipfile.ZipFile(buffer, "a") as file:
        file.writestr(name, part)
    return buffer.getvalue()


def test_the_writer_of_workbooks_and_the_reader_agree() -> None:
    shipped = examine_plan(find_plan("thanh-hoa-2018"))
    assert shipped.plan
    assert shipped.directory

    returned = read_received(plan_workbook(shipped.plan, shipped.directory), "a.xlsx", NOTHING)

    assert isinstance(returned, ReceivedPlan)
    assert returned.plan.obligations == shipped.plan.obligations
