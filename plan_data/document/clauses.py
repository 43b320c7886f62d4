"""An item of a plan taken apart: sentences, clauses, and at most one deadline phrase for each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plan_data.deadlines import Deadline, DeadlineContext, find_deadline_phrases, read_deadlines
from plan_data.deadlines.result import FoundPhrase
from plan_data.document.body_words import BODY_HEADS, VERBS
from plan_data.document.letters import pattern

_SENTENCE_END = pattern(r"(?:(?<=[.!?…])|(?<=như sau:)|(?<=sau đây:))\s+(?=(?:<A>|[“\"]))")
_NO_END = re.compile(
    r"(?:\b(?:TP|TX|TT|Tp|tp|ThS|TS|GS|PGS|BS|Q|P|H|đ/c|Đ/c|Mr|St|BCĐ|v\.v)\.|(?:[Dd]ự án"
    r"|[Cc]hương trình|[Đđ]iều|[Kk]hoản"
    r"|[Mm]ục|số|[Pp]hụ lục|[Tt]iểu dự án) \d{1,3}\.|(?<!\w)[A-ZĐ]\.)$"
)
_SEPARATOR = re.compile(r"\s*(?:[,;]|\bvà\b|\)|\bđồng thời\b)\s*", re.IGNORECASE)
_ONLY_LINKS = re.compile(
    r"[\s,;/()–-]*(?:(?:và|hoặc|hay|ngày|vào|trước|đến|hết|lần\s+\w+|đợt\s+\w+)[\s,;/()–-]*){0,4}",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_COMPLETES = re.compile(
    r"(?:và\s+)?(?:(?:phải\s+)?hoàn thành|hoàn tất|thời gian|thời hạn|xong|tiến độ|chậm nhất|muộn nhất"
    r"|trước|trong|đến)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"(?:và\s+)?(?:định kỳ\s+)?(?:tổng hợp|báo cáo|gửi|nộp|trình|bàn giao|đưa vào"
    r"|(?:hồ sơ|tài liệu|kết quả|dự thảo|văn bản|danh sách)\s+(?:gửi|trình|nộp|báo cáo|hoàn thành)"
    r"|hoàn thành\s+(?:trước|trong|xong|chậm|muộn|đến|vào|ngày|tháng|quý))\b",
    re.IGNORECASE,
)
_OWN_VERB = re.compile(
    r"(?:và\s+)?(?:tổng hợp|báo cáo|gửi|nộp|trình|hoàn thành|tổ chức|xây dựng|ban hành|triển khai"
    r"|thực hiện|tham mưu|rà soát|kiểm tra"
    r"|hướng dẫn|lập|phê duyệt|đánh giá|sơ kết|tổng kết|công bố|chỉ đạo|hoàn thiện|phối hợp|chủ trì"
    r"|cập nhật|bàn giao|thẩm định"
    r"|khởi công|nghiệm thu|giải ngân|quyết toán|tuyên truyền|đôn đốc|theo dõi|đề xuất|thành lập"
    r"|kiện toàn|bố trí|giao)\b",
    re.IGNORECASE,
)
_NAMES_BODIES = re.compile(
    r"(?:thủ trưởng|giám đốc|chủ tịch|đề nghị|các|sở|ban|ubnd|ủy ban|công an|văn phòng|trung tâm)\b",
    re.IGNORECASE,
)
_STARTS_ANEW = re.compile(
    rf"(?:và\s+)?(?:{VERBS}|{_OWN_VERB.pattern}|{BODY_HEADS}|các|những|mỗi|từng|giao|đề nghị|yêu cầu|cấp|mở"
    r"|thu|hằng|hàng|trước|trong|quý|tháng|ngày|tuần|đến|từ|chậm|khởi|bàn|nghiệm|giải|quyết toán|khảo sát"
    r"|sửa|nâng|cải|lắp|trồng|đào tạo|tập huấn|bồi dưỡng|phát|thí điểm|thẩm|hoàn)(?!\w)",
    re.IGNORECASE,
)
_ANY_VERB = re.compile(
    r"\b(?:chủ trì|phối hợp|trách nhiệm|thực hiện|xây dựng|tổ chức|tham mưu|hướng dẫn|triển khai"
    r"|ban hành|tiếp tục|rà soát|báo cáo|trình"
    r"|lập|tổng hợp|kiểm tra|đôn đốc|bố trí|hoàn thành|gửi|cập nhật|thẩm định|vận động|tuyên truyền"
    r"|chỉ đạo|tăng cường|đẩy mạnh)\b",
    re.IGNORECASE,
)
_RHYTHM = r"(?:0?[369] tháng(?: đầu năm)?|quý|cả năm|hằng năm|hàng năm|năm|tháng)"
_ONLY_RHYTHM = re.compile(rf"(?:định kỳ\s+)?{_RHYTHM}(?:(?:\s*,\s*|\s+và\s+){_RHYTHM})*", re.IGNORECASE)
_EACH_PERIOD = re.compile(
    r"(?:định kỳ\s+)?(?:vào\s+)?(?:(?:hằng|hàng|mỗi)\s+)?(?:tháng|quý|tuần|năm)", re.IGNORECASE
)
_DEPENDS = re.compile(
    r"(?:đảm bảo|bảo đảm|làm cơ sở|làm căn cứ|nhằm|trên cơ sở đó|từ đó|qua đó|đáp ứng|góp phần|để"
    r"|kịp thời)\b",
    re.IGNORECASE,
)
_THEN_ENDS = re.compile(
    r"[\s,;]*(?:và\s+)?(?:phải\s+)?(?:hoàn thành|hoàn tất|kết thúc|xong)(?:\s+(?:việc|toàn bộ|xong))*\s*",
    re.IGNORECASE,
)
_OPENS_SPAN = re.compile(r"\(\s*(?:(?:thực hiện|áp dụng|bắt đầu|thời gian)\s*:?\s*)?$", re.IGNORECASE)
_UNTIL_YEAR = re.compile(r"(?:đến|tới)\s+(?:hết\s+|cuối\s+)?năm\s+\d{4}", re.IGNORECASE)
_FIGURE = re.compile(
    r"\s*,?\s*(?:là|có|đạt|còn|chiếm|phấn đấu(?:\s+(?:có|đạt))?)\s+"
    r"(?:trên|hơn|dưới|khoảng|ít nhất|tối thiểu)?\s*\d",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(r"\b(?:dự án|công trình|hạng mục)\s+(?:đã\s+)?hoàn thành\s*$", re.IGNORECASE)
_HAPPENS = re.compile(r"\((?:dự kiến\s+)?diễn ra\s+(?:(?:vào|từ|trong)\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of an item: its text, and the deadline phrase in it as written, if any.

    ``sentence_start`` is True where a sentence begins, not merely a clause behind a semicolon.
    """

    text: str
    phrase: str | None
    deadlines: tuple[Deadline, ...]
    sentence_start: bool


def clauses_of(text: str, context: DeadlineContext) -> tuple[Clause, ...]:
    """Split ``text`` so that each clause has at most one deadline phrase; nothing of it is lost."""
    clauses: list[Clause] = []
    for sentence in sentences_of(text):
        for at, part in enumerate(_with_names_joined(split_outside_brackets(sentence, ";"), context)):
            for nth, piece in enumerate(_by_phrase(part, context)):
                clause = Clause(piece.text, piece.phrase, piece.deadlines, at == 0 and nth == 0)
                before = clauses[-1] if clauses else None
                if before and _completes(before, clause):
                    joined = (
                        f"{before.text}; {clause.text}"
                        if not clause.sentence_start
                        else (f"{before.text} {clause.text}")
                    )
                    clauses[-1] = Clause(joined, clause.phrase, clause.deadlines, before.sentence_start)
                else:
                    clauses.append(clause)
    return tuple(clauses)


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a paragraph; "TP. Thanh Hóa" ends none."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if _NO_END.search(text, start, end.start()) or _is_open(text[start : end.start()]):
            continue
        yield text[start : end.start()].strip()
        start = end.end()
    if text[start:].strip():
        yield text[start:].strip()


def split_outside_brackets(text: str, sign: str) -> Iterator[str]:
    """Yield the parts between ``sign``, which does not count inside brackets."""
    depth, start = 0, 0
    for at, ch in enumerate(text):
        if ch in "([":
            depth += 1
        elif ch in ")]":
            depth = max(0, depth - 1)
        elif ch == sign and depth == 0:
            if text[start:at].strip():
                yield text[start:at].strip()
            start = at + 1
    if text[start:].strip():
        yield text[start:].strip()


def _with_names_joined(parts: Iterable[str], context: DeadlineContext) -> Iterator[str]:
    """Join a part that only names bodies to the next: "Thủ trưởng các sở; Chủ tịch UBND các xã báo cáo"."""
    waiting = ""
    for part in parts:
        whole = f"{waiting}; {part}" if waiting else part
        waiting = ""
        names_bodies = len(whole) < 200 and _NAMES_BODIES.match(whole) and not _ANY_VERB.search(whole)
        if names_bodies and not find_deadline_phrases(whole, context):
            waiting = whole
        else:
            yield whole
    if waiting:
        yield waiting


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _completes(before: Clause, clause: Clause) -> bool:
    """Tell whether the clause only says when the one before must be done."""
    if any(one.starts_on or one.due_on for one in before.deadlines) or not clause.phrase:
        return False
    if not clause.sentence_start and _DEPENDS.match(clause.text):
        return True
    if not clause.sentence_start and _REPORTS.match(clause.text):
        return True
    if not clause.sentence_start and not _STARTS_ANEW.match(clause.text):
        return True
    words_besides = len(clause.text.replace(clause.phrase, "").split())
    return bool(_COMPLETES.match(clause.text)) and words_besides <= 6


@dataclass(frozen=True, slots=True)
class _Group:
    """Phrases of one occasion, from ``start`` to ``end`` of the text."""

    start: int
    end: int
    phrase: str
    deadlines: tuple[Deadline, ...]


def _by_phrase(text: str, context: DeadlineContext) -> Iterator[Clause]:
    """Yield pieces of ``text`` with one phrase each; dates of one occasion stay together."""
    found = [
        one
        for one in find_deadline_phrases(text, context)
        if not (is_past(one.deadlines, context) or _is_aim(text, one))
    ]
    found = [one for one in found if not _HAPPENS.search(text, 0, one.start)] or found
    found = [one for one in found[:-1] if not _DESCRIBES.search(text, 0, one.start)] + found[-1:]
    groups = _with_rhythms(text, _without_rhythm(_groups(text, found)), context)
    start = 0
    for at, group in enumerate(groups):
        end = len(text)
        if at + 1 < len(groups):
            end = _cut(text, start, group, groups[at + 1])
        piece = text[start:end].strip(" ,;")
        if piece:
            # "báo cáo 6 tháng trước 15/6 và năm trước 15/12": the second date needs the words of the first
            whole = at > 0 and not _OWN_VERB.match(piece)
            yield Clause(text if whole else piece, group.phrase, group.deadlines, False)
        start = end
    if not groups:
        yield Clause(text, None, (), False)


def _is_aim(text: str, found: FoundPhrase) -> bool:
    """Tell whether a year is when a figure is to be reached: "đến năm 2025 có 96 xã đạt chuẩn"."""
    return _UNTIL_YEAR.fullmatch(found.phrase) is not None and _FIGURE.match(text, found.end) is not None


def is_past(deadlines: Sequence[Deadline], context: DeadlineContext) -> bool:
    """Tell whether all the days lie before the plan was issued: what has been is told, not ordered."""
    last = [day for one in deadlines if (day := one.due_on or one.starts_on)]
    return context.issued_on is not None and bool(last) and max(last) < context.issued_on


def _groups(text: str, found: Sequence[FoundPhrase]) -> list[_Group]:
    groups: list[_Group] = []
    for one in found:
        before = groups[-1] if groups else None
        if before and _only_begins(before) and _THEN_ENDS.fullmatch(text[before.end : one.start]):
            groups[-1] = _Group(before.start, one.end, one.phrase, one.deadlines)
        elif before and _ONLY_LINKS.fullmatch(_IN_BRACKETS.sub(" ", text[before.end : one.start])):
            whole = text[before.start : one.end]
            groups[-1] = _Group(before.start, one.end, whole, (*before.deadlines, *one.deadlines))
        else:
            groups.append(_Group(one.start, one.end, one.phrase, one.deadlines))
    return groups


def _only_begins(group: _Group) -> bool:
    """Tell whether the phrase says only when to begin: "bắt đầu từ tháng 4, hoàn thành trước ngày 30/6"."""
    return all(one.starts_on and not one.due_on for one in group.deadlines)


def _without_rhythm(groups: list[_Group]) -> list[_Group]:
    """Leave out what only names a report whose days follow: "6 tháng, năm trước ngày 20/6 và 10/12"."""
    dated = [group for group in groups if not _ONLY_RHYTHM.fullmatch(group.phrase.strip())]
    return dated or groups


def _with_rhythms(text: str, groups: list[_Group], context: DeadlineContext) -> list[_Group]:
    """Join a rhythm to what is further on: "hằng tháng tổng hợp, báo cáo trước ngày 28 (từ tháng 5)"."""
    joined: list[_Group] = []
    for group in groups:
        before = joined[-1] if joined else None
        if before and _comes_back(before) and _OPENS_SPAN.search(text, before.end, group.start):
            phrase = f"{before.phrase}, {group.phrase}"
            deadlines = read_deadlines(phrase, context)
            if deadlines != before.deadlines and all(map(_is_periodic, deadlines)):
                joined[-1] = _Group(before.start, group.end, phrase, deadlines)
                continue
        if before and _EACH_PERIOD.fullmatch(before.phrase.strip()):
            if all(map(_is_periodic, group.deadlines)):
                joined[-1] = group
                continue
            if not any(one.due_on for one in group.deadlines):
                phrase = f"{before.phrase}, {group.phrase}"
                deadlines = read_deadlines(phrase, context)
                if any(one.due_on for one in deadlines):
                    joined[-1] = _Group(before.start, group.end, phrase, deadlines)
                    continue
        joined.append(group)
    return joined


def _comes_back(group: _Group) -> bool:
    return bool(group.deadlines) and all(map(_is_periodic, group.deadlines))


def _is_periodic(one: Deadline) -> bool:
    return (one.rule or "").startswith("periodic")


def _cut(text: str, start: int, group: _Group, after: _Group) -> int:
    """Return where one piece ends and the next begins, between two groups of phrases."""
    places = [found.end() for found in _SEPARATOR.finditer(text, group.end, after.start)]
    if not places:
        return group.end
    opens_piece = text[start : group.start].strip(" ,;") == ""
    return places[-1] if opens_piece else places[0]
