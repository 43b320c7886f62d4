"""The numbering and bullets of Vietnamese documents: "III.", "2.1.1.", "a)", "-", "+"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from plan_data.document.letters import pattern


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before an item. ``kind`` tells one list from another, ``rank`` is 0 for the highest.

    ``label`` is the item's own part of a section number ("III", "1.1", "a"), empty for a bullet.
    """

    kind: str
    rank: float
    label: str

    @property
    def is_bullet(self) -> bool:
        """Whether the marker only separates items and does not number them."""
        return self.rank >= BULLET_RANK

    @property
    def restarts(self) -> bool:
        """Whether the item is the first of its list: "1.", "2.1.", "a)"."""
        return self.label.rsplit(".", 1)[-1] in {"1", "01", "a", "A", "I"}


BULLET_RANK: Final = 8.0
TEXT: Final = Marker("text", 7.7, "")
TOPIC: Final = Marker("topic", 2.6, "")
"""A line without a number that names the month or the units of the list below it."""
_BULLETS: Final = {
    "-": 8.0, "–": 8.0, "—": 8.0, "−": 8.0, "*": 7.5, "•": 8.2, "●": 8.2, "▪": 8.4, "■": 8.2,
    "+": 9.0, "o": 9.1, "◦": 9.1, "○": 9.1, "✓": 9.2, "→": 9.3, "\uf0b7": 8.2, "\uf02d": 8.2, "\uf0d8": 8.2,
}  # fmt: skip
_DASHES: Final = "–—−"
# "1/ Sở Y tế" is numbered, "38/QĐ-UBND" is not.
_PATTERNS: Final = (
    (re.compile(r"(?:P(?:hụ lục|HỤ LỤC|hụ biểu|HỤ BIỂU)|Biểu|BIỂU)"
                r"(?:\s+(?:số\s*)?([IVX]+|\d{1,2}|[A-Z]))?\b[.:)]?\s*"),
     "annex", 0.0),
    (re.compile(r"(?:Phần|PHẦN|Chương|CHƯƠNG)\s+(?:(?i:thứ)\s+)?([IVX]+|\d{1,2}|(?i:nhất|hai|ba|tư))\b[.:)\-–]?\s*"),
     "part", 0.2),
    (re.compile(r"(?:Bước|BƯỚC|Giai đoạn|GIAI ĐOẠN|Đợt|ĐỢT|Tuần|TUẦN)\s+(?:(?i:thứ)\s+)?"
                r"(?:[IVX]+|\d{1,2}|(?i:nhất|hai|ba|tư))\s*(?:[.:–-]\s*|(?=\())()"),
     "step", 2.7),
    (re.compile(r"(?:Mục|MỤC|Điều|ĐIỀU)\s+([IVX]+|\d{1,2})\s*[.:)\-–]\s*"), "article", 2.5),
    (re.compile(r"([IVX]{1,6})\s*[.\-)/–:]\s*(?![.\d])(?=\S)"), "roman", 2.0),
    (re.compile(r"([A-HK-UW-Z])\s*[.)/]\s+(?=\S)"), "capital", 1.0),
    (re.compile(r"([IVX]{1,6}(?:\.\d{1,2}){1,4})[.)]?\s+"), "mixed", 3.0),
    (re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})\s*[.)/]?\s+(?=\D)"), "decimal", 3.0),
    (re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})[.)/](?=[^\W\d])"), "decimal", 3.0),
    (re.compile(r"\((\d{1,2})\)\s*"), "bracket", 7.2),
    (re.compile(r"(\d{1,3})\s*[.)]\s*(?=[^\W\d]|[“\"(*])"), "decimal", 3.0),
    (pattern(r"(\d{1,2})/(?:\s+(?=<A>)|(?=<A>[^\W\d_])(?!<A>{2})(?!<A>-))"), "decimal", 3.0),
    (pattern(r"(\d{1,2})\s?[-–]\s+(?=<A>[^\W\d_])"), "decimal", 3.0),
    (re.compile(r"([a-hk-zđ])\s*[)/]\s*"), "letter", 7.0),
    (re.compile(r"([a-hk-zđ])\.\s+"), "letter", 7.0),
    (re.compile(r"([a-hk-zđ]\.\d{1,2})[.)]\s+"), "letter2", 7.1),
    (re.compile(r"((?:[a-zđ]|\d)\d?(?:\.\d)?)\)\s+"), "letter", 7.0),
)  # fmt: skip
_BULLET = re.compile(
    r"([-–—−*•●▪■+◦○✓→\uf0b7\uf02d\uf0d8])\s*(?=[^\s\d-])|([-–—−+*•●▪■])\s+(?=\S)|(o)\s+(?=[^\W\d_a-z])"
)
_LETTER_INSIDE = re.compile(r"(?<=[:.;]\s)([a-e])\)\s")
_NUMBER_INSIDE = re.compile(r"(?<=[:.]\s)\(([1-9])\)\s")


def read_marker(text: str) -> tuple[Marker | None, str]:
    """Split an item into what stands before it and the rest; no marker gives None and the text itself."""
    if found := _BULLET.match(text):
        sign = next(part for part in found.groups() if part)
        kind = "-" if sign in _DASHES else sign
        return Marker(kind, _BULLETS[sign], ""), text[found.end() :]
    for shape, kind, rank in _PATTERNS:
        if found := shape.match(text):
            label = found.group(1) or ""
            if kind in {"decimal", "mixed"}:
                dots = label.count(".")
                return Marker(f"{kind}{dots}", rank + dots, label), text[found.end() :]
            return Marker(kind, rank, label), text[found.end() :]
    return None, text


def items_inside(text: str) -> Sequence[str]:
    """Split a paragraph whose items run on: "1. Sở Y tế: a) Rà soát. b) Báo cáo" has two below its head."""
    for shape, first in ((_LETTER_INSIDE, "a"), (_NUMBER_INSIDE, "1")):
        starts = list(shape.finditer(text))
        labels = [ord(found[1]) for found in starts]
        if len(starts) > 1 and labels == list(range(ord(first), ord(first) + len(labels))):
            cuts = [0, *(found.start() for found in starts), len(text)]
            return [text[at:end].strip() for at, end in pairwise(cuts) if text[at:end].strip()]
    return (text,)
