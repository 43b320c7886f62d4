"""The sheets and columns of a plan in Excel, the same for reading and writing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

OBLIGATIONS: Final = "Nghĩa vụ"
PLAN: Final = "Kế hoạch"
TARGETS: Final = "Chỉ tiêu"
UNITS: Final = "Đơn vị"
CLASSES: Final = "Nhóm đơn vị"
CHOICES: Final = "Danh mục"
EVENT: Final = "Sự kiện:"
SEPARATOR: Final = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``field`` of the plan's shape, or empty where it is only there to be read by people."""

    field: str
    heading: str
    width: int
    note: str = ""
    lists_units: bool = False


OBLIGATION_COLUMNS: Final = (
    Column("code", "Mã", 9, "Mã ngắn, không dấu. Giữ nguyên mã khi sửa nội dung, để giữ tiến độ đã báo cáo."),
    Column("section", "Mục", 11, "Mục của văn bản có nghĩa vụ này."),
    Column("title", "Tóm tắt", 40, "Không quá 90 ký tự, đọc riêng vẫn hiểu."),
    Column("sentence", "Nguyên văn", 60, "Câu giao việc trong văn bản."),
    Column(
        "lead", "Chủ trì", 28, "Tên hoặc mã đơn vị; nhiều đơn vị ngăn bằng dấu chấm phẩy.", lists_units=True
    ),
    Column(
        "cooperating", "Phối hợp", 28, "Tên hoặc mã; nhiều đơn vị ngăn bằng dấu chấm phẩy.", lists_units=True
    ),
    Column("cooperating_text", "Phối hợp (nêu chung)", 22, "Ví dụ: các sở, ngành liên quan."),
    Column("deadline", "Thời hạn", 22, "Cụm từ thời hạn như trong văn bản, ví dụ: trước ngày 15/8/2018."),
    Column("", "Hạn tính được", 14, "Máy tính từ cột Thời hạn. Sửa cột Thời hạn, không sửa cột này."),
    Column("report_to", "Báo cáo cho", 20, "Tên hoặc mã đơn vị nhận báo cáo.", lists_units=True),
    Column("via", "Gửi qua", 20, "Đơn vị tổng hợp mà báo cáo đi qua.", lists_units=True),
    Column("confirm_by", "Đơn vị xác nhận", 18, "Để trống: đơn vị ở cột Gửi qua.", lists_units=True),
    Column("evidence", "Minh chứng", 11, "Ghi “bắt buộc” nếu chỉ báo xong khi có văn bản kèm theo."),
    Column("note", "Ghi chú", 30),
)
REMARK_COLUMNS: Final = (
    Column("", "Độ tin cậy", 10, "Máy đọc chắc đến đâu: cao, vừa, thấp."),
    Column("", "Cần xem lại", 36, "Vì sao nên xem lại dòng này."),
    Column("", "Vị trí", 14, "Trang hoặc dòng của văn bản gốc."),
)
TARGET_COLUMNS: Final = (
    Column("name", "Tên chỉ tiêu", 40),
    Column("value", "Con số", 14),
    Column("sentence", "Nguyên văn", 60),
    Column("obligations", "Mã nghĩa vụ", 30, "Ngăn bằng dấu chấm phẩy."),
)
UNIT_COLUMNS: Final = (
    Column("level", "Cấp", 14),
    Column("code", "Mã", 12),
    Column("name", "Tên", 44),
    Column("short_name", "Tên ngắn", 24),
    Column("kind", "Loại", 14),
    Column("parent_code", "Mã cấp trên", 14),
    Column("aliases", "Tên gọi khác", 60, "Ngăn bằng dấu chấm phẩy."),
    Column("other_codes", "Mã khác", 14, "Mã của Tổng cục Thống kê…"),
)
CLASS_COLUMNS: Final = (
    Column("code", "Mã", 14),
    Column("name", "Tên nhóm", 40),
    Column("level", "Mọi đơn vị cấp", 16),
    Column("members", "Mã thành viên", 60, "Ngăn bằng dấu chấm phẩy."),
    Column("aliases", "Tên gọi khác", 60, "Ngăn bằng dấu chấm phẩy."),
)
PLAN_FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "code": ("Mã kế hoạch", "Chữ thường không dấu, số, gạch nối."),
    "title": ("Tên kế hoạch", ""),
    "issuer": ("Cơ quan ban hành", ""),
    "number": ("Số, ký hiệu", ""),
    "issued_on": ("Ngày ban hành", "Ví dụ 15/01/2018."),
    "year": ("Năm", "Dùng cho thời hạn không ghi năm."),
    "time_zone": ("Múi giờ", ""),
    "before_date": ("“Trước ngày 15/8”", "exclusive: chậm nhất 14/8; inclusive: chậm nhất 15/8."),
    "units": ("Tệp đơn vị", "Tên tệp cạnh plan.yaml; trong Excel, đơn vị ở trang tính Đơn vị."),
}
LEVEL_NAMES: Final[Mapping[str, str]] = {
    "province": "Tỉnh",
    "department": "Sở, ban, ngành",
    "organisation": "Đoàn thể",
    "district": "Huyện",
    "commune": "Xã",
}
EVIDENCE_NAMES: Final[Mapping[str, str]] = {"required": "bắt buộc", "optional": ""}
