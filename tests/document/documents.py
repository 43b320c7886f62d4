"""Plans of different layouts, written for these tests: Word, PDF and Excel are made here, text lies beside."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import docx
import matplotlib as mpl
import openpyxl
from docx.document import Document as WordDocument
from docx.table import Table as WordTable
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

FIXTURES = Path(__file__).parent / "fixtures"


def bytes_of(document: WordDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def head(document: WordDocument, left: str, right: str) -> None:
    """The two columns at the top of every administrative document (decree 30/2020/NĐ-CP)."""
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = left, right


def paragraphs(document: WordDocument, text: str) -> None:
    for line in text.strip().split("\n"):
        if line.strip():
            document.add_paragraph(line.strip())


def fill(table: WordTable, rows: Sequence[Sequence[str]]) -> None:
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            if text:
                cell.text = text


def ha_nam_2024() -> bytes:
    """Administrative reform: an annex with a table in two lines of headings, sections, merged cells."""
    document = docx.Document()
    head(
        document,
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\nSố: 215/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Nam, ngày 18 tháng 01 năm 2024",
    )
    paragraphs(
        document,
        """
        KẾ HOẠCH
        Cải cách hành chính nhà nước tỉnh Hà Nam năm 2024
        Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ, UBND tỉnh ban hành Kế hoạch như sau:
        I. MỤC TIÊU
        - Chỉ số PAR INDEX năm 2024 tăng ít nhất 02 bậc, hoàn thành trước ngày 31/12/2024.
        II. NHIỆM VỤ
        Nhiệm vụ cụ thể được phân công tại Phụ lục kèm theo.
        III. TỔ CHỨC THỰC HIỆN
        1. Sở Nội vụ là cơ quan thường trực, theo dõi, đôn đốc; tổng hợp báo cáo UBND tỉnh trước ngày 15/12/2024.
        2. Các sở, ban, ngành, UBND các huyện, thị xã, thành phố ban hành kế hoạch trước ngày 31/01/2024.
        Nơi nhận:
        - Bộ Nội vụ;
        - Lưu: VT.
        PHỤ LỤC
    """,
    )
    rows = [
        ["STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan thực hiện", "Cơ quan thực hiện", "Thời gian hoàn thành"],
        ["STT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời gian hoàn thành"],
        ["I", "Cải cách thể chế", "", "", "", ""],
        ["1", "Rà soát văn bản quy phạm pháp luật", "Báo cáo", "Sở Tư pháp", "Các sở, ngành", "Quý II"],
        [
            "2",
            "Kiểm tra việc thi hành pháp luật",
            "Kế hoạch",
            "",
            "UBND các huyện, thị xã, thành phố",
            "Trước 15/3/2024",
        ],
        ["II", "Cải cách thủ tục hành chính", "", "", "", ""],
        [
            "1",
            "Công bố danh mục thủ tục hành chính",
            "Quyết định",
            "Văn phòng UBND tỉnh",
            "Các sở, ban, ngành",
            "Tháng 4/2024",
        ],
        [
            "2",
            "Đơn giản hóa thủ tục đất đai",
            "Phương án",
            "Sở Tài nguyên và Môi trường\nSở Xây dựng",
            "UBND cấp huyện",
            "30/6/2024",
        ],
        [
            "3",
            "Khảo sát hài lòng của người dân",
            "Báo cáo khảo sát",
            "Sở Nội vụ",
            "Bưu điện tỉnh",
            "Quý III, Quý IV",
        ],
        ["4", "Tiếp nhận phản ánh, kiến nghị", "", "Văn phòng UBND tỉnh", "", "Thường xuyên"],
    ]
    table = document.add_table(len(rows), 6)
    fill(table, rows)
    for column in (0, 1, 2, 5):
        table.cell(0, column).merge(table.cell(1, column)).text = rows[0][column]
    table.cell(0, 3).merge(table.cell(0, 4)).text = "Cơ quan thực hiện"
    table.cell(3, 3).merge(table.cell(4, 3)).text = "Sở Tư pháp"
    table.cell(2, 1).merge(table.cell(2, 5)).text = "Cải cách thể chế"
    table.cell(5, 1).merge(table.cell(5, 5)).text = "Cải cách thủ tục hành chính"
    return bytes_of(document)


def lam_dong_2025() -> bytes:
    """Tourism: numbered tasks, each with lines "Thời gian thực hiện:" and "Đơn vị chủ trì:" in several manners."""
    document = docx.Document()
    head(document, "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSố: 1021/KH-UBND", "Lâm Đồng, ngày 10 tháng 02 năm 2025")
    paragraphs(
        document,
        """
        KẾ HOẠCH
        Phát triển du lịch tỉnh Lâm Đồng năm 2025
        Thực hiện Nghị quyết số 82/NQ-CP ngày 18/5/2023 của Chính phủ, UBND tỉnh xây dựng Kế hoạch như sau:
        I. MỤC ĐÍCH, YÊU CẦU
        1. Mục đích: thu hút 11 triệu lượt khách đến hết ngày 31/12/2025.
        II. NỘI DUNG
        1. Tổ chức Tuần lễ Vàng du lịch
        - Nội dung: Hội chợ, trình diễn áo dài, đêm nhạc.
        - Thời gian: Tháng 4/2025.
        - Địa điểm: Thành phố Đà Lạt.
        - Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch.
        - Đơn vị phối hợp: UBND thành phố Đà Lạt, Công an tỉnh.
        2. Số hóa điểm đến du lịch
        a) Đơn vị chủ trì: Sở Thông tin và Truyền thông
        b) Đơn vị phối hợp: Các doanh nghiệp viễn thông
        c) Thời gian thực hiện: Quý II và Quý III năm 2025
        3. Nâng cấp đường vào khu du lịch Tuyền Lâm.
        Chủ trì: Sở Giao thông vận tải.
        Thời gian hoàn thành: trước ngày 30/9/2025.
        4. Kiểm tra an toàn thực phẩm tại các cơ sở lưu trú (Chủ trì: Sở Y tế; phối hợp: Sở Công Thương; thời hạn: trước ngày 15/5/2025).
        5. Xúc tiến, quảng bá du lịch
        5.1. Tham gia Hội chợ Du lịch quốc tế VITM Hà Nội
        Cơ quan thực hiện: Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh
        Thời gian thực hiện: từ ngày 10/4/2025 đến ngày 13/4/2025
        Sản phẩm: Báo cáo kết quả
        5.2. Xây dựng bộ ấn phẩm quảng bá
        Cơ quan thực hiện: Sở Văn hóa, Thể thao và Du lịch
        Thời gian thực hiện: Quý I/2025
        III. TỔ CHỨC THỰC HIỆN
        1. Sở Văn hóa, Thể thao và Du lịch
        - Theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng hợp báo cáo UBND tỉnh trước ngày 20/11/2025.
        2. UBND các huyện, thành phố
        - Cân đối ngân sách, ban hành kế hoạch của địa phương trước ngày 28/02/2025.
        - Báo cáo kết quả 6 tháng (trước ngày 15/6/2025) và cả năm (trước ngày 15/11/2025) về UBND tỉnh qua Sở Văn hóa, Thể thao và Du lịch.
    """,
    )
    return bytes_of(document)


def cam_tu_2025() -> bytes:
    """A commune of the two-level government: Word's own numbering, offices of the commune, hamlets."""
    document = docx.Document()
    head(
        document,
        "ỦY BAN NHÂN DÂN\nXÃ CẨM TÚ\nSố: 27/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nCẩm Tú, ngày 15 tháng 7 năm 2025",
    )
    paragraphs(
        document,
        """
        KẾ HOẠCH
        Triển khai nhiệm vụ 6 tháng cuối năm 2025 trên địa bàn xã Cẩm Tú
        Thực hiện chỉ đạo của UBND tỉnh Thanh Hóa, UBND xã Cẩm Tú ban hành Kế hoạch với các nội dung sau:
    """,
    )
    document.add_heading("I. NHIỆM VỤ TRỌNG TÂM", 1)
    document.add_heading("1. Phòng Kinh tế", 2)
    for text in (
        "Chủ trì, phối hợp với Ủy ban MTTQ Việt Nam xã và các thôn rà soát hộ nghèo, hộ cận nghèo, hoàn thành trước ngày 15/11/2025.",
        "Tham mưu UBND xã giao dự toán thu, chi ngân sách năm 2026 xong trước 31/12/2025.",
    ):
        document.add_paragraph(text, style="List Bullet")
    document.add_heading("2. Phòng Văn hóa - Xã hội", 2)
    for text in (
        "Tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư từ ngày 01/11/2025 đến ngày 18/11/2025.",
        "Chi trả trợ cấp bảo trợ xã hội qua tài khoản, hằng tháng trước ngày 10.",
    ):
        document.add_paragraph(text, style="List Bullet")
    document.add_heading("3. Trung tâm Phục vụ hành chính công xã", 2)
    document.add_paragraph(
        "Công khai 100% thủ tục hành chính tại bộ phận một cửa trong tháng 7/2025; báo cáo kết quả về Sở Nội vụ trước ngày 05/8/2025.",
        style="List Bullet",
    )
    document.add_heading("4. Công an xã, Ban Chỉ huy Quân sự xã", 2)
    document.add_paragraph(
        "Xây dựng phương án bảo đảm an ninh trật tự dịp Quốc khánh 02/9, trình Chủ tịch UBND xã phê duyệt chậm nhất ngày 20/8/2025.",
        style="List Bullet",
    )
    document.add_heading("5. Trưởng các thôn", 2)
    document.add_paragraph(
        "Tuyên truyền, vận động nhân dân mua bảo hiểm y tế; nộp danh sách về Phòng Văn hóa - Xã hội trước ngày 30/9/2025.",
        style="List Bullet",
    )
    document.add_heading("II. TỔ CHỨC THỰC HIỆN", 1)
    paragraphs(
        document,
        """
        Các phòng, đơn vị thuộc xã báo cáo kết quả về UBND xã (qua Văn phòng HĐND và UBND xã) trước ngày 10/12/2025.
        Nơi nhận:
        - UBND tỉnh (để b/c);
        - Lưu: VT.
    """,
    )
    return bytes_of(document)


def vinh_phuc_2025() -> bytes:
    """A tracker in Excel: title above the table, dates as dates, ditto marks, sections, a second sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Nhiệm vụ"
    rows: list[list[object]] = [
        ["UBND TỈNH VĨNH PHÚC"],
        ["BẢNG THEO DÕI NHIỆM VỤ UBND TỈNH GIAO NĂM 2025"],
        [],
        [
            "TT",
            "Số văn bản giao",
            "Nội dung nhiệm vụ",
            "Đơn vị được giao",
            "Đơn vị phối hợp",
            "Ngày giao",
            "Hạn xử lý",
            "Tình trạng",
        ],
        ["A", "Lĩnh vực kinh tế"],
        [
            1,
            "12/UBND-KT",
            "Báo cáo tình hình giải ngân vốn đầu tư công quý I",
            "Sở Tài chính",
            "Các chủ đầu tư",
            date(2025, 3, 3),
            date(2025, 3, 28),
            "Đang thực hiện",
        ],
        [
            2,
            "40/UBND-CN",
            "Tham mưu cơ chế hỗ trợ doanh nghiệp nhỏ",
            "Sở Công Thương",
            "Hiệp hội Doanh nghiệp tỉnh",
            date(2025, 3, 10),
            date(2025, 4, 30),
            "",
        ],
        [
            3,
            "41/UBND-CN",
            "Rà soát các dự án chậm tiến độ",
            "nt",
            "nt",
            date(2025, 3, 10),
            date(2025, 5, 15),
            "",
        ],
        ["B", "Lĩnh vực văn hóa - xã hội"],
        [
            4,
            "55/UBND-VX",
            "Xây dựng phương án tuyển sinh lớp 10",
            "Sở Giáo dục và Đào tạo",
            "",
            date(2025, 2, 20),
            "Trong tháng 4/2025",
            "Chưa thực hiện",
        ],
        [
            5,
            "60/UBND-VX",
            "Kiểm tra các cơ sở trợ giúp xã hội",
            "Sở Y tế; Sở Nội vụ",
            "Công an tỉnh",
            date(2025, 3, 1),
            "Quý II/2025",
            "",
        ],
        [
            6,
            "61/UBND-VX",
            "Đề xuất đặt tên đường, phố",
            "UBND thành phố Vĩnh Yên",
            "Sở Văn hóa, Thể thao và Du lịch",
            date(2025, 3, 1),
            "trước 20/6",
            "",
        ],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A2:H2")
    sheet.merge_cells("B5:H5")
    sheet.merge_cells("B9:H9")
    notes = workbook.create_sheet("Ghi chú")
    notes.append(["Cập nhật lần cuối", "15/3/2025"])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


KIM_BANG = (
    """                      ỦY BAN NHÂN DÂN HUYỆN KIM BẢNG
Số: 88/KH-UBND                                    Kim Bảng, ngày 06 tháng 02 năm 2023

KẾ HOẠCH
Xây dựng nông thôn mới nâng cao huyện Kim Bảng năm 2023

    Căn cứ Kế hoạch số 150/KH-UBND ngày 20/01/2023 của UBND tỉnh Hà Nam, UBND huyện
ban hành Kế hoạch như sau:
I. MỤC TIÊU
    Phấn đấu hết năm 2023 có thêm 03 xã đạt chuẩn nông thôn mới nâng cao.
II. NHIỆM VỤ VÀ PHÂN CÔNG THỰC HIỆN
1. Phòng Nông nghiệp và Phát triển nông thôn
    - Chủ trì, phối hợp với các phòng, ban, ngành liên quan tham mưu UBND huyện kiện
toàn Ban Chỉ đạo, Văn phòng điều phối nông thôn mới huyện, hoàn thành trước ngày
28/02/2023.
    - Hướng dẫn các xã lập hồ sơ đề nghị thẩm định; tổng hợp kết quả rà soát tiêu chí,
báo cáo UBND huyện và Sở Nông nghiệp và Phát triển nông thôn trước ngày 20 tháng 6 và""",
    """ngày 20 tháng 11 năm 2023.
2. Phòng Tài chính - Kế hoạch
    Tham mưu phân bổ vốn ngân sách huyện hỗ trợ các xã về đích trong quý I năm 2023.
3. Phòng Tài nguyên và Môi trường: Kiểm tra, hướng dẫn xử lý rác thải, hoàn
thành quy hoạch điểm tập kết rác trước ngày 30/7/2023.
4. Trung tâm Văn hóa, Thông tin, Thể thao và Du lịch
    - Mở chuyên mục nông thôn mới trên sóng phát thanh, bắt đầu từ tháng 3/2023.
5. UBND các xã, thị trấn
    - Tổ chức lấy ý kiến sự hài lòng của người dân xong trước ngày 31/10/2023.
    - Các xã đăng ký về đích hoàn thiện hồ sơ gửi Phòng Nông nghiệp và Phát triển nông
thôn trước ngày 15/11/2023 để tổng hợp, trình UBND huyện.
III. TỔ CHỨC THỰC HIỆN
    Các nhiệm vụ cụ thể tại bảng sau:""",
)
KIM_BANG_TABLE = (
    ("TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"),
    ("1", "Thẩm định tiêu chí\ntrường học", "Phòng Giáo dục\nvà Đào tạo", "Tháng 5/2023"),
    ("2", "Thẩm định tiêu chí y tế", "Trung tâm Y tế\nPhòng Y tế", "Trước 10/6/2023"),
    ("3", "Cấp nước sạch tập trung", "Công ty Cổ phần Nước\nsạch Hà Nam", "Quý IV/2023"),
)


def kim_bang_2023() -> bytes:
    """A district in PDF: lines cut by the page's edge, a footnote, page numbers, a table with ruling lines."""
    buffer = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42, "font.family": "DejaVu Sans"}), PdfPages(buffer) as pdf:
        for number, text in enumerate(KIM_BANG, 1):
            page = Figure(figsize=(8.27, 11.69))
            for line, words in enumerate(text.split("\n")):
                indent = 0.03 if words.startswith("    ") else 0
                page.text(0.1 + indent, 0.93 - 0.0165 * line, words.strip(), fontsize=10)
            page.text(0.5, 0.04, str(number), fontsize=10)
            if number == 1:
                page.text(
                    0.1,
                    0.09,
                    "1 Theo Quyết định số 318/QĐ-TTg ngày 08/3/2022, hoàn thành trước ngày 01/01/2025.",
                    fontsize=7,
                )
            else:
                _draw_table(page, 0.93 - 0.0165 * (len(text.split("\n")) + 1))
            pdf.savefig(page)
    return buffer.getvalue()


def _draw_table(page: Figure, top: float) -> None:
    edges = (0.1, 0.16, 0.42, 0.68, 0.9)
    height = 0.045
    for row in range(len(KIM_BANG_TABLE) + 1):
        y = top - row * height
        page.add_artist(mpl.lines.Line2D([edges[0], edges[-1]], [y, y], linewidth=0.7, color="black"))
    for x in edges:
        page.add_artist(
            mpl.lines.Line2D([x, x], [top, top - len(KIM_BANG_TABLE) * height], linewidth=0.7, color="black")
        )
    for row, cells in enumerate(KIM_BANG_TABLE):
        for x, cell in zip(edges, cells, strict=False):
            for line, words in enumerate(cell.split("\n")):
                page.text(x + 0.006, top - row * height - 0.016 * (line + 1), words, fontsize=9)


LAO_CAI_ROWS = (
    ("TT", "Tên nhiệm vụ", "Chủ trì", "Phối hợp", "Hoàn thành"),
    ("1", "Quy hoạch chi tiết khu\ntái định cư", "Sở Xây dựng", "UBND xã Bảo Hà", "T3/2026"),
    (
        "2",
        "Thu hồi đất, giải phóng\nmặt bằng",
        "UBND các xã,\nphường",
        "Sở Nông nghiệp\nvà Môi trường",
        "Trước\n30/4/2026",
    ),
    ("3", "Di chuyển hạ tầng điện", "Công ty Điện lực\nLào Cai", "Sở Công Thương", "15/5/2026"),
    ("4", "Khởi công dự án", "Ban Quản lý dự án\nđầu tư xây dựng tỉnh", "", "02/9/2026"),
)


def lao_cai_2026() -> bytes:
    """A landscape PDF that is nothing but a table, its headings repeated on the second page."""
    buffer = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42, "font.family": "DejaVu Sans"}), PdfPages(buffer) as pdf:
        for number, rows in enumerate((LAO_CAI_ROWS[:3], (LAO_CAI_ROWS[0], *LAO_CAI_ROWS[3:]))):
            page = Figure(figsize=(11.69, 8.27))
            if number == 0:
                page.text(0.4, 0.93, "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", fontsize=10)
                page.text(0.3, 0.89, "KẾ HOẠCH TIẾN ĐỘ DỰ ÁN ĐƯỜNG SẮT NĂM 2026", fontsize=11)
            edges = (0.05, 0.1, 0.35, 0.55, 0.75, 0.92)
            for row in range(len(rows) + 1):
                y = 0.8 - row * 0.08
                page.add_artist(mpl.lines.Line2D([edges[0], edges[-1]], [y, y], linewidth=0.5, color="black"))
            for x in edges:
                page.add_artist(
                    mpl.lines.Line2D([x, x], [0.8, 0.8 - 0.08 * len(rows)], linewidth=0.5, color="black")
                )
            for row, cells in enumerate(rows):
                for x, cell in zip(edges, cells, strict=False):
                    for line, words in enumerate(cell.split("\n")):
                        page.text(x + 0.006, 0.8 - row * 0.08 - 0.025 * (line + 1), words, fontsize=9)
            pdf.savefig(page)
    return buffer.getvalue()


def binh_dinh_2023() -> bytes:
    """Word: the unit in a heading row, tasks in a table without a column for it; prose after the table."""
    document = docx.Document()
    head(document, "ỦY BAN NHÂN DÂN\nTỈNH BÌNH ĐỊNH\nSố: 60/KH-UBND", "Bình Định, ngày 05 tháng 4 năm 2023")
    paragraphs(
        document,
        """
        KẾ HOẠCH
        Thực hiện công tác dân tộc năm 2023
        I. NHIỆM VỤ CHỦ YẾU
    """,
    )
    rows = [
        ["Số TT", "Nội dung nhiệm vụ", "Thời gian hoàn thành", "Ghi chú"],
        ["1", "Ban Dân tộc", "", ""],
        ["1.1", "Tổ chức gặp mặt người có uy tín", "Trước ngày 20/11/2023", ""],
        ["1.2", "Rà soát thôn đặc biệt khó khăn", "Tháng 6", ""],
        ["2", "Sở Giáo dục và Đào tạo", "", ""],
        ["2.1", "Mở lớp xóa mù chữ tại 5 xã", "Quý III", ""],
        ["3", "UBND các huyện: An Lão, Vân Canh, Vĩnh Thạnh", "", ""],
        ["3.1", "Cấp đất sản xuất cho hộ thiếu đất", "31/12/2023", ""],
    ]
    table = document.add_table(len(rows), 4)
    fill(table, rows)
    paragraphs(
        document,
        """
        II. TỔ CHỨC THỰC HIỆN
        1. Giao Ban Dân tộc theo dõi, đôn đốc, định kỳ 6 tháng, năm tổng hợp báo cáo UBND tỉnh (trước ngày 15/6 và trước ngày 10/12).
        2. Các cơ quan, đơn vị, địa phương liên quan căn cứ nhiệm vụ được giao, xây dựng kế hoạch cụ thể, gửi Ban Dân tộc trước ngày 25/4/2023.
    """,
    )
    return bytes_of(document)
