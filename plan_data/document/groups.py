"""Vague groups: "các cơ quan, đơn vị liên quan" does not say which units are in it."""

import re
from collections.abc import Sequence
from typing import Final

from plan_data.document.body_words import PERSON
from plan_data.document.parties import Mention
from plan_data.units import fold

# "các cơ quan, đơn vị liên quan": words that name a group without saying which units are in it.
_GROUP_WORD: Final = (
    r"(?:(?:huyện|thị|thành|quận)(?:,\s*(?:thị|thành))*\s+(?:ủy|uỷ)|các|những|mọi|toàn thể|UBND|sở|ban"
    r"|ngành|cơ quan|đơn vị|địa phương"
    r"|tổ chức(?=\s*(?:[,;.)]|$|-|và\b|(?:chính trị|xã hội|đoàn thể|hội|đảng|cơ sở|liên quan"
    r"|có liên quan|khác|trên)\b))"
    r"|chính trị|xã hội|vụ(?!\s+(?:việc|án|tai|cháy|nổ|mùa|đông|xuân|hè))|cục|tổng cục"
    r"|đoàn thể|hội(?! đồng)|phòng"
    r"|cấp|tỉnh|huyện|xã|phường|thị trấn|thôn|bản|tổ dân phố|khu phố|trường học|trường|doanh nghiệp"
    r"|lực lượng|chức năng"
    r"|thuộc (?:xã|phường|huyện|tỉnh|thành phố|UBND \w+)|liên quan|có liên quan|chuyên môn|quần chúng"
    r"|nghề nghiệp|sự nghiệp|công lập|trực thuộc|khác|trên địa bàn|thuộc tỉnh"
    r"|THPT|THCS|phổ thông|mầm non|tiểu học|trung học|nội trú|tư thục|khoa|bệnh viện"
    r"|chi bộ|chi hội|chi đoàn|đảng bộ|đảng ủy|đảng uỷ|cấp ủy|cấp uỷ|nhà trường|cơ sở|bộ|Trung ương"
    r"|thành viên|ấp|buôn|làng)"
)
_VAGUE = re.compile(
    rf"(?<!\w)(?:các|những|mọi|mỗi|từng|toàn thể|UBND các|Thủ trưởng các|thủ trưởng các)\s+{_GROUP_WORD}"
    rf"(?:\s*(?:,|-|và|;)?\s*{_GROUP_WORD})*(?!\w)",
    re.IGNORECASE,
)
_VAGUE_START = re.compile(  # "Ban chuyên môn", "Ban Tổ chức" is one body
    rf"(?:sở|ban(?!\s+(?:chuyên môn|tổ chức))|ngành|phòng|cơ quan|đơn vị|địa phương|UBND|cấp|tổ chức"
    rf"|đoàn thể|hội|thôn|bản)\b"
    rf"(?:\s*(?:,|-|và)?\s*{_GROUP_WORD})+(?!\w)",
    re.IGNORECASE,
)
_LINK_TO_GROUP = re.compile(r"[\s,;-]*(?:(?:có )?liên quan\b[\s,]*)?(?:và\s+)?", re.IGNORECASE)
_GROUPS_IN_ONE_WORD: Final = {"dia phuong", "cac dia phuong", "don vi", "doan the"}


def groups_in(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Return the vague groups of ``text``, as far as they are not the known classes themselves."""
    groups: list[Mention] = []
    for vague in _VAGUE.finditer(text):
        start, end = vague.span()
        inside = [one for one in known if one.start >= start and one.end <= end and one.sort == "class"]
        if inside and all(one.narrowed or end - one.end <= 3 for one in inside):
            continue
        person = PERSON.match(text, start)
        if inside and inside[0].start in {start, person.end() if person else start}:
            behind = _behind_class(text, inside[0].end, end)
            if behind is None:
                continue
            start = behind
        if any(start < one.end and end > one.start for one in known):
            continue
        if text[end : end + 1] == ":" and any(end < one.start <= end + 3 for one in known):
            continue  # "các sở: Y tế, Xây dựng" names its members
        groups.append(Mention("vague", text[start:end].strip(" ,-"), start, end))
    return groups


def is_group(text: str) -> bool:
    """Tell whether the text names a group without saying which units are in it."""
    return (_VAGUE_START.fullmatch(text) or _VAGUE.fullmatch(text)) is not None


def _behind_class(text: str, start: int, end: int) -> int | None:
    """Return where a group behind a class begins: "các sở, ngành và các địa phương"; None for no group."""
    link = _LINK_TO_GROUP.match(text, start, end)
    start = link.end() if link else start
    if start >= end:
        return None
    named = _VAGUE_START.match(text, start) or _VAGUE.match(text, start)
    return start if named or fold(text[start:end]) in _GROUPS_IN_ONE_WORD else None
