"""Which items are headings, and which sections of a plan give nobody anything to do."""

import re
from dataclasses import dataclass
from typing import Final

from plan_data.deadlines import DeadlineContext, find_deadline_phrases
from plan_data.deadlines.result import FoundPhrase
from plan_data.document.body_words import BODY_HEADS, HAS_VERB, NO_BODY, PERSON, VERBS
from plan_data.document.letters import pattern
from plan_data.document.markers import Marker
from plan_data.document.mentions import Names
from plan_data.document.parties import Parties
from plan_data.document.unit_cells import parties_of_cell
from plan_data.units import fold

_LONGEST_HEADING: Final = 260
_LONGEST_TIME: Final = 160
_AROUND_UNITS = re.compile(
    r"(?:đề nghị|giao|yêu cầu|đối với|trách nhiệm của|nhiệm vụ của|phân công|trách nhiệm|nhiệm vụ)\s+",
    re.IGNORECASE,
)
_AFTER_UNITS = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:(?:tỉnh|chủ trì|,|và|phối hợp|có trách nhiệm|chịu trách nhiệm|thực hiện"
    r"|tổ chức|triển khai|các|những"
    r"|một số|nhiệm vụ|nội dung|công việc|sau|sau đây|như|dưới đây|tham mưu|giúp|tập trung|cụ thể|là"
    r"|cơ quan|thường trực"
    r"|đầu mối|đơn vị|liên quan|có liên quan|khác|theo|chức năng|được giao)\b[\s,]*)*[:.]?\s*",
    re.IGNORECASE,
)
_IDLE: Final = (
    "muc dich", "yeu cau", "muc tieu", "chi tieu", "quan diem", "can cu", "thuc trang",
    "danh gia tinh hinh", "ket qua dat duoc", "ton tai", "han che", "pham vi", "doi tuong",
    "khai quat", "dac diem", "su can thiet", "dat van de", "boi canh", "ket qua thuc hien nam",
    "tinh hinh thuc hien nam", "nguyen tac", "co so phap ly", "cac chi tieu", "cac muc tieu",
    "mot so chi tieu", "tinh hinh", "ket qua", "bai hoc", "nguyen nhan", "giai thich tu ngu",
    "thoi gian va dia diem", "thoi gian, dia diem", "thoi gian, pham vi", "thoi gian va pham vi",
)  # fmt: skip
_DONE: Final = re.compile(r"\bđã\s+(?:hoàn thành|thực hiện|kết thúc|giải quyết xong)\b", re.IGNORECASE)
_FUNDING: Final = ("kinh phi", "nguon luc", "nguon von", "du toan", "nguon kinh phi", "co che tai chinh")
_BUSY: Final = (
    "nhiem vu",
    "giai phap",
    "to chuc thuc hien",
    "noi dung thuc hien",
    "phan cong",
    "che do bao cao",
)
_BODY: Final = re.compile(
    r"(?:(?:đề nghị|giao|yêu cầu)\s+)?(?:(?:các\s+)?đồng chí\s+)?(?:(?:phó\s+)?giám đốc\s+)?"
    rf"(?!(?:các\s+)?(?:{NO_BODY}))((?:(?:Các\s+)?(?:{BODY_HEADS})|Trưởng|Hiệu trưởng|Kế toán)\b.*)",
    re.IGNORECASE,
)
_PERSON_NAMED: Final = pattern(
    r"((?:Đ/c|Đồng chí|Ông|Bà|Thầy|Cô)\s+<A>[^\W\d_]+(?:\s<A>[^\W\d_]+){1,4})(?:\s*[-–,(:].*)?$"
)
_ORDERED: Final = re.compile(r"(?:đề nghị|giao|yêu cầu|phân công)\s+(?:cho\s+)?(.+)", re.IGNORECASE)
_ABBREVIATION: Final = pattern(r"((?:Các\s+)?<A>[^\W\d_]*<A>[^\W\d_]*)(?:\s*\([^()]*\))?$")  # "2. EVNNPC:"
_TOPICS: Final = {
    "cchc", "pccc", "bhyt", "bhxh", "cntt", "attp", "atvstp", "atgt", "ntm", "gdp", "tthc", "cds", "pctt",
    "tkcn", "pcthtt", "antt", "htx", "ocop", "gpmb", "ldld", "xdnm", "khcn", "gddt", "dstt", "qlnn", "tdtt",
}  # fmt: skip
_DOES: Final = re.compile(rf"\s+(?:{VERBS})(?!\w)")
_TASK_IN_A_WORD: Final = re.compile(
    r"\b(?:ban hành|báo cáo|phê duyệt|công bố|sơ kết|tổng kết|nghiệm thu|khởi công|khai giảng|bàn giao"
    r"|khánh thành)\b",
    re.IGNORECASE,
)
_ROW_WORDS: Final = re.compile(r"\b(?:chủ trì|phối hợp|tham mưu|báo cáo|trước ngày)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """What an item says of the items below it: that they belong to ``units``, or are due at ``phrase``."""

    units: Parties | None
    phrase: str | None

    @classmethod
    def of(cls, text: str, names: Names, context: DeadlineContext) -> "Heading":
        """Read an item that says nothing else; both are None where there is something to do in it."""
        phrases = find_deadline_phrases(text, context) if len(text) < _LONGEST_TIME else ()
        rest = text.replace(phrases[0].phrase, "") if phrases else text
        says_only_when = len(re.findall(r"\w+", rest)) <= 2 and not _TASK_IN_A_WORD.search(rest)
        is_time = bool(phrases) and says_only_when and not names_the_year(phrases[0])
        return cls(unit_heading(text, names), phrases[0].phrase if is_time else None)

    @property
    def is_time(self) -> bool:
        """Whether the item is nothing but a time."""
        return self.phrase is not None


def names_the_year(found: FoundPhrase) -> bool:
    """Tell whether a phrase is a whole year: in a heading that is what the plan is called, no deadline."""
    return (
        re.fullmatch(r"(?:trong\s+)?(?:cả\s+)?năm(?:\s+(?:nay|\d{4}))?", found.phrase.casefold()) is not None
    )


def is_idle_section(text: str) -> bool:
    """Tell whether a heading opens a section without obligations: aims, requirements, state of affairs."""
    folded = fold(text).lstrip("0123456789. ")
    if any(word in folded for word in _BUSY):
        return False
    return folded.startswith(_IDLE) and len(folded.split()) <= 22 and not _ROW_WORDS.search(text)


def tells_what_was_done(text: str, year: int | None) -> bool:
    """Tell whether a title or a heading is about what has been: "KẾT QUẢ NĂM 2021", "Việc đã hoàn thành"."""
    if _DONE.search(text):
        return True
    years = [int(found) for found in re.findall(r"\b20\d\d\b", text)]
    return (
        fold(text).lstrip("0123456789ivx. ").startswith("ket qua")
        and bool(years)
        and max(years) < (year or 0)
    )


def is_funding_section(text: str) -> bool:
    """Tell whether a heading opens a section about money, where units are named as its source."""
    return fold(text).startswith(_FUNDING) and len(text.split()) <= 16


def unit_heading(text: str, names: Names) -> Parties | None:
    """Return whom the items below belong to when ``text`` names units and nothing else to do."""
    if len(text) > _LONGEST_HEADING:
        return None
    start = found.end() if (found := _AROUND_UNITS.match(text)) else 0
    person = PERSON.match(text, start)
    mentions = names.mentions(text)
    for at in dict.fromkeys((start, person.end() if person else start, 0)):
        run = names.run_at(text, at, mentions)
        if not run:
            continue
        rest = text[run[-1].end :]
        if _AFTER_UNITS.fullmatch(rest) or (
            rest.strip().startswith("(") and rest.strip().endswith((")", "):"))
        ):
            return names.parties_of(run)
    return None


def unknown_body(text: str, names: Names, marker: Marker) -> Parties | None:
    """Return the body we do not know that a numbered heading names: "5. Công ty Điện lực"."""
    clean = text.strip(" :.")
    if (
        marker.kind == "text"
        or (clean.isupper() and len(clean.split()) > 1)
        or len(clean) > 120
        or clean.endswith((".", ";"))
        or ";" in clean
    ):
        return None
    if person := _PERSON_NAMED.match(clean):
        return Parties(unknown=(person[1],))
    found = _BODY.match(clean)
    if found is None and text.rstrip().endswith(":"):
        found = _ORDERED.match(clean) or _ABBREVIATION.match(clean)
        if found is not None and (HAS_VERB.search(found[1]) or fold(found[1]) in _TOPICS):
            return None
    if found is None or not found[1][0].isupper():
        return None
    run = names.run_at(found[1], 0, names.mentions(found[1]))
    if run and _DOES.match(found[1], run[-1].end):
        return None  # "2. Sở Tài chính tham mưu định mức chi" is a task
    return parties_of_cell(found[1], names) or None


def looks_like_heading(text: str, marker: Marker, *, styled: bool) -> bool:
    """Tell whether an item without units is a topic: short, unended, numbered or styled."""
    if len(text) > _LONGEST_HEADING or text.rstrip().endswith((".", ";", ",")):
        return False
    if marker.is_bullet:
        return text.rstrip().endswith(":") and len(text) < 160
    return styled or marker.kind != "text" or text.upper() == text or text.rstrip().endswith(":")
