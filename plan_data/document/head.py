"""What a document says of itself: who issued it, its number, its day, its title, its year."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from plan_data.document.blocks import Document, Paragraph
from plan_data.document.letters import pattern
from plan_data.document.markers import read_marker
from plan_data.units import fold

_PLACE_KINDS: Final = "tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu"
_IN_CAPITALS = pattern(
    rf"(?:[ỦU][ỶY] BAN NHÂN DÂN|UBND)\s+({_PLACE_KINDS.upper()})\s+((?:<A>+(?![^\W\d_])[ \t-]*){{1,5}})"
)
_IN_SENTENCE = pattern(
    rf"(?:[Ủủ]y ban nhân dân|[Uu][ỷy] ban nhân dân|UBND)\s+({_PLACE_KINDS})\s+((?:<A>[^\W\d_]*[ \t]?){{1,4}})"
)
_OF_PARTY = pattern(
    r"(?:Đảng bộ|Đảng [uủ][ỷy]|ĐẢNG [UỦ][ỶY])\s+((?i:xã|phường))\s+((?:<A>[^\W\d_]*[ \t]?){1,3})"
)
_OWN_LINE = pattern(rf"({_PLACE_KINDS.upper()})\s+((?:<A>+(?![^\W\d_])[ \t-]*){{1,5}})")
_PROVINCE = pattern(r"\b[Tt]ỉnh\s+((?:<A>[^\W\d_]+[ \t-]*){1,3})")
_PROVINCE_IN_CAPITALS = pattern(r"\bTỈNH\s+((?:<A>+(?![^\W\d_])[ \t-]*){1,4})$")
_NUMBER = re.compile(r"Số\s*:?\s*(\d{1,5}[^\W\d_]{0,3}\s*/\s*[A-ZĐ][\w.&Đ-]*(?:\s*-\s*[A-ZĐ][\w.&]*)*)")
_DAY = re.compile(r"ngày[\s.…_]*(\d{1,2})?[\s.…_]*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
_ENCLOSED = re.compile(
    r"\bkèm theo\s+[^\n]{0,60}?\s(?:số|Số)\s*:?\s*\S+,?\s+ngày\s+(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:TRƯỜNG|BỆNH VIỆN|CÔNG TY|TỔNG CÔNG TY|TẬP ĐOÀN|NHÀ MÁY|XÍ NGHIỆP|HỌC VIỆN|VIỆN|TRUNG TÂM|HỢP TÁC XÃ"
    r"|BAN QUẢN LÝ|NGÂN HÀNG|ĐIỆN LỰC|BỘ(?! CHỈ HUY))\s"
)
_STATE = re.compile(
    r"CỘNG H|ĐỘC LẬP|SỐ\b|(?:DỰ THẢO\s+)?(?:KẾ HOẠCH|CHƯƠNG TRÌNH|QUYẾT ĐỊNH|THÔNG BÁO|LỊCH)\b|\W"
)
_TITLE = re.compile(
    r"(?:DỰ THẢO\s+)?(?:KẾ HOẠCH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|CHỈ THỊ|QUYẾT ĐỊNH|THÔNG BÁO|LỊCH"
    r"|DANH MỤC|BẢNG)\b"
)
_AFTER_TITLE = re.compile(
    r"(?:căn cứ|thực hiện (?:nghị|quyết|công|kế|chỉ|luật|thông|chương trình số)|để |kính gửi|kèm theo"
    r"|\(|trên cơ sở|nhằm|phần )",
    re.IGNORECASE,
)
_YEAR_NAMED = re.compile(r"năm\s*(20\d\d|19[89]\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(20[0-4]\d)\b")
_CITIES: Final = {"ha noi", "ho chi minh", "da nang", "hai phong", "can tho", "hue"}
_HEAD_LINES: Final = 60
_FIRST_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class Place:
    """An area with a People's Committee: ``kind`` is the word before its name ("tỉnh", "xã")."""

    kind: str
    name: str

    @property
    def level(self) -> str:
        """``province``, ``district`` or ``commune``."""
        if self.kind in {"xã", "phường", "thị trấn", "đặc khu"}:
            return "commune"
        if self.kind == "tỉnh" or (self.kind == "thành phố" and fold(self.name) in _CITIES):
            return "province"
        return "district"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a plan; None where the document does not say.

    ``issuer`` is the place it is of, ``organisation`` the school, hospital or company that issued it.
    """

    title: str
    issuer: Place | None
    organisation: str | None
    province: str | None
    number: str | None
    issued_on: date | None
    year: int | None


def read_head(document: Document, year: int | None = None) -> Head:
    """Return the head of ``document``; ``year`` is the operator's word and wins."""
    lines = _first_lines(document)
    top = "\n".join(lines)
    issued_on = _issued_on(lines)
    title = _title(document)
    issuer = _issuer(document, top)
    named = _YEAR_NAMED.search(title)
    if year is None and named:
        year = int(named[1])
    if year is None and issued_on:
        year = issued_on.year
    if year is None:
        years = Counter(int(found) for line in document.lines() for found in _YEAR.findall(line))
        year = years.most_common(1)[0][0] if years else None
    province = issuer.name if issuer and issuer.level == "province" else _province(document)
    number = _NUMBER.search(top)
    return Head(
        title,
        issuer,
        _organisation(document),
        province,
        "".join(number[1].split()) if number else None,
        issued_on,
        year,
    )


def _first_lines(document: Document) -> Sequence[str]:
    lines: list[str] = []
    for line in document.lines():
        lines.append(line)
        if len(lines) >= _HEAD_LINES:
            break
    return lines


def _issued_on(lines: Sequence[str]) -> date | None:
    for line in lines:
        found = _DAY.search(line)
        if found and len(line) < 80:
            try:
                return date(int(found[3]), int(found[2]), int(found[1] or 1))  # drafts leave the day out
            except ValueError:
                return None
    for line in lines:
        if found := _ENCLOSED.search(
            line
        ):  # an annex by itself: "(Kèm theo Kế hoạch số 61/KH ngày 05/4/2022)"
            try:
                return date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                return None
    return None


def _issuer(document: Document, top: str) -> Place | None:
    if found := _IN_CAPITALS.search(top):
        return Place(found[1].lower(), _name_case(found[2]))
    if re.search(r"[ỦU][ỶY] BAN NHÂN DÂN", top):
        for line in top.split("\n"):
            if found := _OWN_LINE.match(line.strip()):
                return Place(found[1].lower(), _name_case(found[2]))
    named: Counter[tuple[str, str]] = Counter()
    for line in document.lines():
        found_here = (*_IN_SENTENCE.findall(line), *_OF_PARTY.findall(line))
        named.update((kind.lower(), " ".join(name.split())) for kind, name in found_here)
        if named and sum(named.values()) > 20:
            break
    if not named:
        return None
    (kind, name), _ = max(named.items(), key=lambda one: (one[0][0] == "tỉnh", one[1]))
    return Place(kind, name)


def _organisation(document: Document) -> str | None:
    """Return what stands above the number of the plan, written as in its text where it is named there."""
    name = before = ""
    for line in islice(document.lines(), _FIRST_LINES):
        text = " ".join(line.split())
        if text.isupper() and _ORGANISATION.match(text):
            name = text
        elif name and before and name.endswith(before) and text.isupper() and not _STATE.match(text):
            name = f"{name} {text}"
        before = text
    if not name:
        return None
    same = re.compile(r"\s+".join(map(re.escape, name.split())), re.IGNORECASE)
    named = (found[0] for line in document.lines() for found in same.finditer(line))
    return next((" ".join(found.split()) for found in named if not found.isupper()), name)


def _province(document: Document) -> str | None:
    named = Counter(" ".join(name.split()) for line in document.lines() for name in _PROVINCE.findall(line))
    if named:
        return named.most_common(1)[0][0]
    in_capitals = (_PROVINCE_IN_CAPITALS.search(line) for line in _first_lines(document))
    return next((_name_case(found[1]) for found in in_capitals if found), None)


def _name_case(name: str) -> str:
    words = name.replace("\t", " ").split()
    for end, word in enumerate(words):
        if word in {"CỘNG", "SỐ", "ĐỘC"}:
            words = words[:end]
            break
    return " ".join(word.capitalize() for word in words)


def _title(document: Document) -> str:
    paragraphs = [block.text for block in document.blocks if isinstance(block, Paragraph)][:_HEAD_LINES]
    paragraphs = paragraphs or [" ".join(line.split()) for line in _first_lines(document)]
    for at, text in enumerate(paragraphs):
        if _TITLE.match(text) and len(text) < 300:
            rest = paragraphs[at + 1 : at + 4] if len(text) < 60 else paragraphs[at + 1 : at + 2]
            return _joined_title(text, rest)
    return " ".join("".join(paragraphs[:1]).split())[:200] or "Kế hoạch"


def _joined_title(first: str, rest: Sequence[str]) -> str:
    parts = [_sentence_case(first)]
    for text in rest:
        ended = _AFTER_TITLE.match(text) or read_marker(text)[0] or len(text) > 250 or text.endswith(":")
        if ended or not any(ch.isalpha() for ch in text) or _NUMBER.match(text) or _IN_CAPITALS.match(text):
            break
        parts.append(_sentence_case(text) if text.isupper() else text)
    return " ".join(parts)[:250]


def _sentence_case(text: str) -> str:
    return text if not text.isupper() else text.capitalize()
