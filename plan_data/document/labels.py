"""Lines such as "Thời gian thực hiện: Quý II" and "Chủ trì: Sở Y tế", which say more of the item before."""

import re
from dataclasses import dataclass
from typing import Final, Literal

LabelSort = Literal["lead", "cooperating", "time", "product", "recipient", "content", "other"]

_BODY: Final = (
    r"(?:(?:các\s+)?(?:cơ quan|đơn vị|bộ phận|ngành|cấp|nơi|cán bộ|người)(?:,\s*(?:đơn vị|cá nhân))?\s+)"
)
_SORTS: Final[tuple[tuple[LabelSort, str], ...]] = (
    ("cooperating", rf"{_BODY}?(?:cùng\s+)?phối\s*(?:kết\s*)?hợp(?:\s+(?:thực hiện|với))?"),
    ("lead", rf"{_BODY}?(?:chủ trì|đầu mối)(?:\s+(?:thực hiện|tham mưu|triển khai|soạn thảo))?"),
    (
        "lead",
        (
            rf"{_BODY}(?:thực hiện|tham mưu|phụ trách|chịu trách nhiệm|soạn thảo|triển khai"
            rf"|tổ chức)(?:\s+thực hiện)?"
        ),
    ),
    ("lead", r"(?:phân công|trách nhiệm)(?:\s+(?:thực hiện|chủ trì))?"),
    (
        "time",
        (
            r"(?:thời gian|thời hạn|hạn|tiến độ|thời điểm|mốc thời gian"
            r"|kỳ hạn)(?:,\s*địa điểm)?(?:\s*(?:và\s+)?(?:thực hiện|hoàn thành|triển khai|tổ chức"
            r"|báo cáo|trình|gửi|hoàn tất|dự kiến|nộp|xong|ban hành|kết thúc|phải|cần))*"
        ),
    ),
    ("time", r"(?:dự kiến\s+)?hoàn thành|thực hiện trong"),
    (
        "product",
        (
            r"(?:sản phẩm|kết quả|đầu ra)(?:\s+(?:đầu ra|dự kiến|cần đạt|hoàn thành|thực hiện"
            r"|phải đạt))*"
        ),
    ),
    ("recipient", rf"{_BODY}(?:trình|nhận báo cáo|phê duyệt|ban hành|nhận)"),
    (
        "content",
        (
            r"(?:nội dung|nhiệm vụ|công việc|hoạt động)(?:\s+(?:thực hiện|công việc|nhiệm vụ|cụ thể"
            r"|chính))?"
        ),
    ),
    (
        "other",
        (
            r"(?:địa điểm|kinh phí|nguồn kinh phí|thành phần|đối tượng|hình thức|phương pháp"
            r"|số lượng|ghi chú|mục đích|yêu cầu|mục tiêu|quy mô|dự toán|đại biểu|phạm vi|chỉ tiêu"
            r"|căn cứ)(?:\s+(?:thực hiện|tham dự|tham gia|tổ chức|áp dụng))?"
        ),
    ),
)
_LABEL: Final = re.compile(
    r"(?:^|(?<=[.;(,–])\s*|(?<=\s[-–])\s*)(?:[-–+*•]\s*)?(?:"
    + "|".join(f"(?P<s{at}>{pattern})" for at, (_, pattern) in enumerate(_SORTS))
    + r")\s*[:：]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label and its value: ``time`` "Quý II/2024"."""

    sort: LabelSort
    value: str


def split_labels(text: str) -> tuple[str, tuple[Label, ...]]:
    """Split an item into the words before its first label, and the labels with their values."""
    found = list(_LABEL.finditer(text))
    if not found:
        return text, ()
    labels: list[Label] = []
    for at, one in enumerate(found):
        sort = next(_SORTS[int(name[1:])][0] for name, value in one.groupdict().items() if value is not None)
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        value = text[one.end() : end].strip(" ;,.–-")
        labels.append(Label(sort, value.removesuffix(")") if value.count(")") > value.count("(") else value))
    return text[: found[0].start()].strip(" (;,–-"), tuple(labels)
