"""Known names that are only a part of a longer one: an office, a branch, a body of each place."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from plan_data.document.body_words import BODY_NAME, PLACE_KINDS, VERBS
from plan_data.document.letters import pattern
from plan_data.document.parties import Mention

_OFFICE = re.compile(r"(?<!\w)(Thanh tra|Văn phòng|Đảng ủy|Đảng uỷ|Công đoàn|Đoàn thanh niên|Chi)\s+$")
_COUNTER = re.compile(r"(?<!\w)(?:Phòng [Gg]iao dịch|Phòng GD|PGD)\s+$")
_OF_OFFICE: Final = {False: ("Sở", "Bộ", "Ban"), True: ("cục", "Cục")}
_AREA = pattern(r"\s+khu vực(?:\s+(?:<A>[^\W\d_]*|\d+))*(?:\s*[-–](?:\s*<A>[^\W\d_]*)+)*")
_WITHIN_BODIES: Final = {"Hội Phụ nữ", "Đoàn Thanh niên", "Đoàn thanh niên", "Công đoàn"}
_OF_PLACES = re.compile(rf"(?:các\s+)?(?:{PLACE_KINDS})\b")
_NAME_GOES_ON = pattern(
    r"\s+và\s+(<A>[^\W\d_]+(?:\s+(?!chủ|phối|tham|báo|trình|xây|tổ|có|là|và|<A>)[^\W\d_]+)?)"
)
_BANKS: Final = ("Ngân hàng", "NHNN", "NHCSXH")
_OF_DISTRICT = pattern(r"\s+(?:huyện|quận|thị xã|thành phố)(?:\s+<A>[^\W\d_]+){0,3}")
_HEADS_OF_LONGER_NAMES: Final = {"Văn phòng"}
_ANOTHER_BODY = pattern(
    rf"Văn phòng\s+<A>[^\W\d_]*(?:\s+(?!(?:{VERBS})(?!\w))[^\W\d_]+){{1,9}}"
    rf"(?=\s*(?:,\s*)?(?:{VERBS})(?!\w)|\s*[.;:,()\n]|\s*$)"
)
_BRANCH = pattern(  # "Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh Bình Định" is the bank of that province
    r"(?:\s+Việt Nam)?\s*[-–]?\s*[Cc]hi nhánh\s+"
    r"(?:(?:tỉnh|thành phố)(?:\s+<A>[^\W\d_]+){0,4}|<A>[^\W\d_]+(?:\s+<A>[^\W\d_]+){0,3})"
)


def whole_name(one: Mention, text: str, others: Collection[int]) -> Mention:
    """Return the longer name of another body that only begins like a known one.

    "Sở Văn hóa" is how people shorten a name, but "Sở Văn hóa và Thể thao" is another department, and
    "Văn phòng Đăng ký đất đai" is no part of the office called "Văn phòng".
    """
    if one.text in _HEADS_OF_LONGER_NAMES:
        more = _ANOTHER_BODY.match(text, one.start)
        return Mention("unknown", more[0].strip(), one.start, more.end()) if more else one
    more = _NAME_GOES_ON.match(text, one.end) if one.text.startswith("Sở ") else None
    if more is None or more.start(1) in others or BODY_NAME.match(more[1]):
        return one
    return Mention("unknown", text[one.start : more.end()], one.start, more.end())


def part_of_unit(one: Mention, text: str) -> Mention:
    """Return the office of a unit where its name stands right before: "Thanh tra Sở Y tế", "Chi cục Thuế"."""
    counter = _COUNTER.search(text[: one.start]) if one.text.startswith(_BANKS) else None
    if counter is not None:  # "Phòng GD NHCSXH huyện" is no bank of the province
        place = _OF_DISTRICT.match(text, one.end)
        end = place.end() if place else one.end
        return Mention("unknown", " ".join(text[counter.start() : end].split()), counter.start(), end)
    office = _OFFICE.search(text[: one.start]) if one.sort == "unit" else None
    if office is None or not one.text.startswith(_OF_OFFICE[office[1] == "Chi"]):
        return one
    area = _AREA.match(text, one.end)
    end = area.end() if area else one.end
    return Mention("unknown", " ".join(text[office.start(1) : end].split()), office.start(1), end)


def with_branches(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Let the name of a bank reach to the end of the name of its branch."""
    found: list[Mention] = []
    for one in known:
        if found and one.start < found[-1].end:
            continue
        branch = _BRANCH.match(text, one.end) if one.sort == "unit" and one.text.startswith(_BANKS) else None
        end = branch.end() if branch else one.end
        found.append(replace(one, text=text[one.start : end], end=end) if branch else one)
    return found


def with_bodies_of_places(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Join a body to what it is a body of: "Hội LHPN các xã, phường", "Hội Phụ nữ Công an tỉnh"."""
    found: list[Mention] = []
    for one in sorted(known, key=lambda each: each.start):
        before = found[-1] if found else None
        if (
            before
            and before.sort == "unit"
            and text[before.end : one.start] == " "
            and (
                (one.sort in {"class", "unknown"} and _OF_PLACES.match(text, one.start))
                or (one.sort == "unit" and before.text in _WITHIN_BODIES)
            )
        ):
            found[-1] = Mention("unknown", text[before.start : one.end], before.start, one.end)
        else:
            found.append(one)
    return found
