"""An item of a plan taken apart: sentences, clauses, and at most one deadline phrase for each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plan_data.deadlines import Deadline, DeadlineContext, find_deadline_phrases
from plan_data.deadlines.result import FoundPhrase
from plan_data.document.letters import pattern

_SENTENCE_END = pattern(r"(?<=[.!?…])\s+(?=(?:<A>|[“\"(]))")
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
_REPORTS = re.compile(r"(?:và\s+)?(?:định kỳ\s+)?(?:tổng hợp|báo cáo|gửi|nộp|trình)\b", re.IGNORECASE)
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
_ANY_VERB = re.compile(
    r"\b(?:chủ trì|phối hợp|trách nhiệm|thực hiện|xây dựng|tổ chức|tham mưu|hướng dẫn|triển khai"
    r"|ban hành|tiếp tục|rà soát|báo cáo|trình"
    r"|lập|tổng hợp|kiểm tra|đôn đốc|bố trí|hoàn thành|gửi|cập nhật|thẩm định|vận động|tuyên truyền"
    r"|chỉ đạo|tăng cường|đẩy mạnh)\b",
    re.IGNORECASE,
)
_RHYTHM = r"(?:0?[369] tháng(?: đầu năm)?|quý|cả năm|hằng năm|hàng năm|năm|tháng)"
_ONLY_RHYTHM = re.compile(rf"(?:định kỳ\s+)?{_RHYTHM}(?:(?:\s*,\s*|\s+và\s+){_RHYTHM})*", re.IGNORECASE)
_DEPENDS = re.compile(
    r"(?:đảm bảo|bảo đảm|làm cơ sở|làm căn cứ|nhằm|trên cơ sở đó|từ đó|qua đó|đáp ứng|góp phần|để"
    r"|kịp thời)\b",
    re.IGNORECASE,
)


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
        for at, part in enumerate(_with_names_joined(split_outside_brackets(sentence, ";"))):
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


def _with_names_joined(parts: Iterable[str]) -> Iterator[str]:
    """Join a part that only names bodies to the next: "Thủ trưởng các sở; Chủ tịch UBND các xã báo cáo"."""
    waiting = ""
    for part in parts:
        whole = f"{waiting}; {part}" if waiting else part
        waiting = ""
        if len(whole) < 200 and _NAMES_BODIES.match(whole) and not _ANY_VERB.search(whole):
            waiting = whole
        else:
            yield whole
    if waiting:
        yield waiting


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _completes(before: Clause, clause: Clause) -> bool:
    """Tell whether the clause only says when the one before must be done."""
    if before.phrase or not clause.phrase:
        return False
    if not clause.sentence_start and _DEPENDS.match(clause.text):
        return True
    if not clause.sentence_start and _REPORTS.match(clause.text):
        return True
    words_besides = len(clause.text.replace(clause.phrase, "").split())
    return bool(_COMPLETES.match(clause.text)) and words_besides <= 6


def _by_phrase(text: str, context: DeadlineContext) -> Iterator[Clause]:
    """Yield pieces of ``text`` with one phrase each; dates of one occasion stay together."""
    groups = _without_rhythm(_groups(text, find_deadline_phrases(text, context)))
    start = 0
    for at, group in enumerate(groups):
        end = len(text)
        if at + 1 < len(groups):
            end = _cut(text, start, group, groups[at + 1])
        phrase = text[group[0].start : group[-1].end]
        deadlines = tuple(one for found in group for one in found.deadlines)
        piece = text[start:end].strip(" ,;")
        if phrase in piece:
            # "báo cáo 6 tháng trước 15/6 và năm trước 15/12": the second date needs the words of the first
            whole = at > 0 and not _OWN_VERB.match(piece)
            yield Clause(text if whole else piece, phrase, deadlines, False)
        start = end
    if not groups:
        yield Clause(text, None, (), False)


def _groups(text: str, found: Sequence[FoundPhrase]) -> list[list[FoundPhrase]]:
    groups: list[list[FoundPhrase]] = []
    for one in found:
        if groups:
            gap = _IN_BRACKETS.sub(" ", text[groups[-1][-1].end : one.start])
            if _ONLY_LINKS.fullmatch(gap):
                groups[-1].append(one)
                continue
        groups.append([one])
    return groups


def _without_rhythm(groups: list[list[FoundPhrase]]) -> list[list[FoundPhrase]]:
    """Leave out what only names a report whose days follow: "6 tháng, năm trước ngày 20/6 và 10/12"."""
    dated = [group for group in groups if not _ONLY_RHYTHM.fullmatch(group[0].phrase.strip())]
    return dated or groups


def _cut(text: str, start: int, group: Sequence[FoundPhrase], after: Sequence[FoundPhrase]) -> int:
    """Return where one piece ends and the next begins, between two groups of phrases."""
    places = [found.end() for found in _SEPARATOR.finditer(text, group[-1].end, after[0].start)]
    if not places:
        return group[-1].end
    opens_piece = text[start : group[0].start].strip(" ,;") == ""
    return places[-1] if opens_piece else places[0]
