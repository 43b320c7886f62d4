"""Lines such as "Thời gian thực hiện: Quý II" and "Chủ trì: Sở Y tế", which say more of the item before."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from plan_data.deadlines import DeadlineContext
from plan_data.document.clauses import sentences_of
from plan_data.document.mentions import Names
from plan_data.document.rows import Row
from plan_data.document.times import time_of
from plan_data.document.unit_cells import parties_of_cell, roles_of_cell

LabelSort = Literal["lead", "cooperating", "time", "product", "recipient", "content", "other"]
Fits = Callable[[LabelSort, str], bool]
"""Tells whether a value is what its label announces: units for ``lead``, a day or period for ``time``."""

_BODY: Final = (
    r"(?:(?:các\s+)?(?:cơ quan|đơn vị|bộ phận|ngành|cấp|nơi|cán bộ|người|phòng)"
    r"(?:(?:,|/|\s+và)?\s*(?:cơ quan|đơn vị|cá nhân|bộ phận|cán bộ))*\s+)"
)
_ACTS: Final = (
    r"(?:thực hiện|tham mưu|phụ trách|chịu trách nhiệm|soạn thảo|triển khai|tổ chức|xây dựng|chuẩn bị"
    r"|được giao|quản lý|trình|theo dõi|chính)"
)
_TIME: Final = (
    r"(?:thời gian|thời hạn|hạn(?:\s+(?:chót|cuối))?|tiến độ|thời điểm|mốc(?:\s+thời gian)?|kỳ hạn)"
)
_TIME_WORDS: Final = (
    r"(?:thực hiện|hoàn thành|triển khai|tổ chức|báo cáo|trình|gửi|hoàn tất|dự kiến|nộp|xong|ban hành"
    r"|kết thúc|phải|cần|bắt đầu|xử lý|cuối cùng)"
)
# Strict labels announce their value by their words alone.
_STRICT: Final[tuple[tuple[LabelSort, str], ...]] = (
    ("cooperating", rf"{_BODY}?(?:cùng\s+)?phối\s*(?:kết\s*)?hợp(?:\s+(?:thực hiện|với))?"),
    ("lead", rf"{_BODY}?(?:chủ trì|đầu mối)(?:(?:,|\s+và)?\s+{_ACTS})*"),
    ("lead", rf"{_BODY}{_ACTS}(?:(?:,|\s+và)?\s+{_ACTS})*"),
    ("lead", r"(?:phân công|trách nhiệm)(?:\s+(?:thực hiện|chủ trì))?"),
    ("time", rf"(?:dự kiến\s+)?{_TIME}(?:(?:,|\s+và)?\s+địa điểm)?(?:\s*(?:và\s+)?{_TIME_WORDS})*"),
    ("time", r"(?:dự kiến\s+)?hoàn thành|thực hiện trong"),
    (
        "product",
        (
            r"(?:sản phẩm|kết quả|đầu ra)(?:\s+(?:đầu ra|dự kiến|cần đạt|hoàn thành|thực hiện"
            r"|phải đạt))*"
        ),
    ),
    ("recipient", rf"{_BODY}(?:nhận báo cáo|phê duyệt|ban hành|nhận)"),
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
            r"|số lượng|mục đích|yêu cầu|mục tiêu|quy mô|dự toán|đại biểu|phạm vi|chỉ tiêu"
            r"|căn cứ)(?:\s+(?:thực hiện|tham dự|tham gia|tổ chức|áp dụng))?"
        ),
    ),
)
# Loose labels are such only where the value fits.
_LOOSE: Final[tuple[tuple[LabelSort, str], ...]] = (
    (
        "lead",
        (
            r"(?:tổ chức\s+)?(?:thực hiện|triển khai)|giao(?:\s+cho)?|phụ trách|chịu trách nhiệm|đơn vị"
            r"|cơ quan|bộ phận|người\s+(?:làm|thực hiện)|ai\s+(?:làm|chủ trì|phụ trách)|tham mưu"
        ),
    ),
    (
        "time",
        (
            rf"{_TIME}(?:,?\s+[^\W\d_]+){{1,7}}|khi nào(?:\s+xong)?|bao giờ|ngày(?:\s+(?:hoàn thành|xong))?"
            r"|xong|kết thúc|báo cáo|lịch(?:\s+thực hiện)?"
        ),
    ),
)
_SORTS: Final = (*_STRICT, *_LOOSE)
_LABEL: Final = re.compile(
    r"(?:^|(?<=[.;(,–])\s*|(?<=\s[-–])\s*)(?:[-–+*•]\s*)?(?:"
    + "|".join(f"(?P<s{at}>{pattern})" for at, (_, pattern) in enumerate(_SORTS))
    + r")\s*[:：]\s*",
    re.IGNORECASE,
)
_WITHOUT_COLON: Final = re.compile(
    "(?:"
    + "|".join(f"(?P<s{at}>{pattern})" for at, (_, pattern) in enumerate(_STRICT))
    + r")\s+(?:là\s+|[-–]\s+)?",
    re.IGNORECASE,
)
_BEGINS_AS_TIME: Final = re.compile(
    r"\d|(?:trước|trong|xong|chậm|muộn|vào|ngày|tháng|quý|đến|tới|hết|từ|năm|cuối|đầu|giữa|tuần|định kỳ"
    r"|hằng|hàng|thường|liên|dự kiến|cả|sau|khi|kể|\(|không|ngay|t\d|q\w)",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r"\.\s+\(.*$", re.DOTALL)
_ORDERED: Final = re.compile(
    rf"(?:giao|do)\s+(.+?)(?:(?:,|\s+và)?\s+(?:chủ trì|đầu mối|{_ACTS}))+\s*[.;]?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label and its value: ``time`` "Quý II/2024"."""

    sort: LabelSort
    value: str


def split_labels(text: str, fits: Fits) -> tuple[str, tuple[Label, ...]]:
    """Split an item into the words before its first label, and the labels with their values."""
    found = list(_LABEL.finditer(text))
    labels: list[tuple[int, Label]] = []
    end = len(text)
    for one in reversed(found):
        at = _alternative(one)
        sort, value = _SORTS[at][0], _value(text[one.end() : end])
        if sort == "time" and (aside := _ASIDE.search(value)) and fits(sort, value[: aside.start()]):
            value = value[: aside.start()]
        if at < len(_STRICT) or fits(sort, value):
            labels.insert(0, (one.start(), Label(sort, value)))
            end = one.start()
    if not labels:
        named = _without_colon(text, fits)
        return ("" if named else text), named
    return text[: labels[0][0]].strip(" (;,–-"), tuple(label for _, label in labels)


def _without_colon(text: str, fits: Fits) -> tuple[Label, ...]:
    """Read sentences that are labels and values and nothing else: "Thời gian thực hiện trong Quý II"."""
    labels: list[Label] = []
    for sentence in sentences_of(text):
        found, ordered = _WITHOUT_COLON.match(sentence), _ORDERED.fullmatch(sentence)
        if found is not None:
            label = Label(_STRICT[_alternative(found)][0], _value(sentence[found.end() :]))
        elif ordered is not None:
            label = Label("lead", _value(ordered[1]))
        else:
            return ()
        if label.sort not in {"lead", "time"} or not label.value or not fits(label.sort, label.value):
            return ()
        if label.sort == "time" and not _BEGINS_AS_TIME.match(label.value):
            return ()  # "Hoàn thành công cụ trước ngày 31/3" is a task
        labels.append(label)
    return tuple(labels)


def _alternative(found: re.Match[str]) -> int:
    """Return which of the patterns was found."""
    return next(int(name[1:]) for name, value in found.groupdict().items() if value is not None)


def _value(text: str) -> str:
    value = text.strip(" ;,.–-")
    return value.removesuffix(")") if value.count(")") > value.count("(") else value


def has_label(row: Row, sort: LabelSort) -> bool:
    """Tell whether the row knows already what a label of this sort would say."""
    if sort == "time":
        return row.phrase is not None
    if sort == "lead":
        return row.lead_from in {"label", "clause"}
    if sort == "cooperating":
        return bool(row.cooperating)
    if sort == "recipient":
        return bool(row.report_to)
    return row.product is not None


def apply_label(label: Label, row: Row, names: Names, context: DeadlineContext) -> None:
    """Write the value of a label into the row."""
    if label.sort == "time":
        row.phrase, row.deadlines = time_of(label.value, context)
        row.sentence = f"{row.sentence.rstrip('.;, ')}. Thời gian: {label.value}."
    elif label.sort == "lead":
        row.lead, helpers = roles_of_cell(label.value, names)
        row.lead_from = "label" if row.lead else "none"
        row.cooperating = helpers or row.cooperating
    elif label.sort == "cooperating":
        row.cooperating = parties_of_cell(label.value, names)
    elif label.sort == "recipient":
        row.report_to = parties_of_cell(label.value, names).codes
    else:
        row.product = label.value
