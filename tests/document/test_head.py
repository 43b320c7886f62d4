"""What the head of a document says: who issued it, when, and under which title."""

from datetime import date

from plan_data.document.draft import draft_of
from plan_data.document.head import Head, read_head
from plan_data.document.plan_of_draft import plan_of
from plan_data.document.read import read_document

_TASKS = "\n\nII. NHIỆM VỤ\n\n1. Phòng Kế hoạch\n\n- Nộp báo cáo trước ngày 15/10/2024.\n"


def head_of(text: str) -> Head:
    return read_head(read_document(text.encode(), "ke-hoach.txt"))


def test_school_that_issued_the_plan_is_its_issuer_written_as_in_the_text() -> None:
    text = (
        "SỞ GD&ĐT BÌNH GIANG\n\nTRƯỜNG THPT NGUYỄN TRÃI\n\nSố: 118/KH-THPT\n\n"
        "Bình Giang, ngày 30 tháng 8 năm 2024\n\nKẾ HOẠCH\n\nThực hiện nhiệm vụ năm học 2024 - 2025\n\n"
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 14/8/2024 của UBND tỉnh Bình Giang, Trường THPT Nguyễn Trãi "
        f"xây dựng kế hoạch như sau:{_TASKS}\nIII. KHÁC\n\n- Hoàn thành sửa nhà trước ngày 05/9/2024.\n"
    )
    draft = draft_of(read_document(text.encode(), "ke-hoach.txt"))
    plan, _ = plan_of(draft)
    assert plan.issuer == "Trường THPT Nguyễn Trãi"
    assert [unit.name for unit in draft.proposed] == ["Trường THPT Nguyễn Trãi", "Phòng Kế hoạch"]
    assert draft.directory.display_name(draft.top) == "Trường THPT Nguyễn Trãi"


def test_name_of_a_company_over_several_lines_is_one() -> None:
    head = head_of(
        "UBND TỈNH HẢI NINH\n\nCÔNG TY TNHH MTV KHAI THÁC\n\nCÔNG TRÌNH THỦY LỢI\n\nSông Vân\n\n"
        f"KẾ HOẠCH\n\nPhòng, chống thiên tai năm 2024{_TASKS}"
    )
    assert head.organisation == "CÔNG TY TNHH MTV KHAI THÁC CÔNG TRÌNH THỦY LỢI"


def test_department_or_place_is_no_organisation_of_its_own() -> None:
    for issuer in ("ỦY BAN NHÂN DÂN\nTỈNH HÀ DƯƠNG", "SỞ Y TẾ TỈNH HÀ DƯƠNG", "HUYỆN ỦY GIA PHÚ"):
        head = head_of(f"{issuer}\n\nKẾ HOẠCH\n\nKiểm tra Trường THPT Nguyễn Trãi năm 2024{_TASKS}")
        assert head.organisation is None


def test_province_and_day_are_read_where_only_an_annex_names_them() -> None:
    head = head_of(
        "SỞ Y TẾ TỈNH HÀ DƯƠNG\n\nDANH MỤC NHIỆM VỤ NĂM 2024\n\n"
        f"(Kèm theo Kế hoạch số 61/KH-SYT ngày 05/4/2024 của Sở Y tế){_TASKS}"
    )
    assert head.province == "Hà Dương"
    assert head.issued_on == date(2024, 4, 5)
    assert head.title == "Danh mục nhiệm vụ năm 2024"
