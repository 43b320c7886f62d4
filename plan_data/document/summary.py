"""What the operator is told about a draft: how much was read, how surely, and what was not understood."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from plan_data.document.draft import Draft

NOTHING_FOUND: Final = (
    "Không tìm thấy nghĩa vụ nào. Hãy xem văn bản có giao việc kèm đơn vị và thời hạn không."
)
_MOST: Final = 20


def summary_of(draft: Draft) -> Iterator[str]:
    """Yield the lines of the summary."""
    head = draft.head
    yield head.title
    if not draft.rows:
        yield NOTHING_FOUND
    else:
        sure = Counter(row.confidence for row in draft.rows)
        counted = ", ".join(f"{word} {sure[word]}" for word in ("cao", "vừa", "thấp") if sure[word])
        yield f"{len(draft.rows)} nghĩa vụ, {draft.dated} có thời hạn. Độ tin cậy: {counted}."
    if head.year is None:
        yield "Không rõ năm của kế hoạch: hãy chạy lại với --year để thời hạn không ghi năm được tính đúng."
    if draft.proposed:
        names = [f"{unit.name} ({unit.code})" for unit in draft.proposed]
        yield from _listed(f"{len(names)} đơn vị chưa có trong danh sách, tạm thêm vào bản nháp", names)
    low = [*doubtful_rows(draft)]
    if low:
        yield from _listed(f"{len(low)} dòng cần xem lại trước", low)
    if draft.missed:
        yield from _listed(f"{len(draft.missed)} chỗ chưa hiểu, chưa đưa vào bản nháp", list(draft.missed))


def doubtful_rows(draft: Draft) -> Iterator[str]:
    """Yield where a person must look first, and why."""
    for row in draft.rows:
        if row.confidence == "thấp":
            place = f"{row.section}, {row.place}" if row.place else row.section
            yield f"{place}: {'; '.join(row.all_doubts())}"


def _listed(heading: str, lines: list[str]) -> Iterator[str]:
    yield f"{heading}:"
    yield from (f"- {line}" for line in lines[:_MOST])
    if len(lines) > _MOST:
        yield f"… và {len(lines) - _MOST} dòng nữa."
