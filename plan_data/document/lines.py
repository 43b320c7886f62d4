"""From the lines of a page to paragraphs: joins what line ends, page ends and footnotes have cut."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plan_data.document.blocks import Paragraph
from plan_data.document.markers import read_marker

_ENDS_SENTENCE = re.compile(r"(?:[.;:!?…]|\./\.|[.;:]\s*[”\"’)]+)\s*$")
# A line that ends with one of these goes on, whatever the next one begins with.
_GOES_ON = re.compile(
    r"(?:[,(/&–-]|\b(?:và|hoặc|của|về|các|những|ngày|số|năm|tháng|quý|tại|với|cho|theo|trong|trước|đến|từ|là"
    r"|do|để|được|có|bằng|trên|dưới|vào|hết|cấp|sở|ban|ủy|ubnd))\s*$",
    re.IGNORECASE,
)
_BODY_LEADS = re.compile(
    r"(?:Sở|Ban|UBND|Ủy ban|Công an|Bộ|Ngân hàng|Bảo hiểm|Trung tâm|Văn phòng)\b[^.;]{2,60}(?:chủ trì|:$)"
)
_STARTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN|Kính gửi|PHỤ LỤC|KẾ HOẠCH$)")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*", re.IGNORECASE)
_WIDEST_WRAPPED: Final = 140
_LONGEST_PARAGRAPH: Final = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``indented`` is True for one that begins further right than its neighbours, None: unknown."""

    text: str
    page: int | None = None
    after_gap: bool = False
    indented: bool | None = None
    heading: int | None = None
    depth: int | None = None


def join_lines(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """Return the paragraphs that ``lines`` make up; empty lines must have become ``after_gap`` before."""
    width = _wrapped_at(lines)
    paragraphs: list[Paragraph] = []
    before: Line | None = None
    for line in lines:
        if before is not None and paragraphs and _continues(before, line, width):
            whole = paragraphs[-1]
            if len(whole.text) < _LONGEST_PARAGRAPH:
                paragraphs[-1] = replace(whole, text=f"{whole.text} {line.text}")
        else:
            paragraphs.append(Paragraph(line.text, line.heading, line.depth, line.page))
        before = line
    return tuple(paragraphs)


def _wrapped_at(lines: Iterable[Line]) -> int | None:
    """Return at how many characters the lines are wrapped, None where a line is a whole paragraph."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 40)
    if len(lengths) < 5:
        return None
    widest = lengths[int(len(lengths) * 0.9)]
    return widest if widest <= _WIDEST_WRAPPED else None


def _continues(before: Line, line: Line, width: int | None) -> bool:
    if line.heading is not None or before.heading is not None or _STARTS.match(line.text):
        return False
    ended = _ENDS_SENTENCE.search(before.text) is not None
    full = width is not None and len(before.text) >= 0.82 * width and not line.after_gap
    marker, rest = read_marker(line.text)
    if marker is not None:
        # "Sở Lao động / - Thương binh và Xã hội" is one name that the line's end has cut.
        cut_name = marker.kind == "-" and (rest[:1].islower() or rest.startswith("Thương binh"))
        return cut_name and not ended and (full or not line.after_gap)
    if line.indented is True:
        return not ended and (line.text[:1].islower() or _GOES_ON.search(before.text) is not None)
    if ended and line.text[:1].islower() and not line.after_gap:
        return True
    if _opens_with_body(line.text) and read_marker(before.text)[0] is not None and not ended:
        return False
    if ended:
        return (full and line.indented is not None) or (full and not before.text.endswith(":"))
    if line.text[:1].islower() or _GOES_ON.search(before.text):
        return not _is_title(before.text)
    return full and not (_is_title(before.text) and not _is_title(line.text))


def _opens_with_body(text: str) -> bool:
    """Tell whether the line is the subject below a heading: "Sở Tư pháp chủ trì:"."""
    return _BODY_LEADS.match(text) is not None


def _is_title(text: str) -> bool:
    """Tell whether the line is written in capitals."""
    return text.upper() == text and any(ch.isalpha() for ch in text)


def is_page_number(line: str) -> bool:
    """Tell whether the line is nothing but the number of its page: "5", "- 5 -", "Trang 5/12"."""
    return _PAGE_NUMBER.fullmatch(line) is not None
