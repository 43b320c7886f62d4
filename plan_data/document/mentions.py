"""Who a clause or a table cell names: known units and classes, unknown bodies, and vague groups."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from plan_data.document.body_words import BODY_HEADS, BODY_NAME, NO_BODY, PLACE_KINDS, VERBS
from plan_data.document.groups import groups_in
from plan_data.document.letters import pattern
from plan_data.document.longer_names import part_of_unit, whole_name, with_bodies_of_places, with_branches
from plan_data.document.parties import Mention, Parties, Sort
from plan_data.units import UnitDirectory, UnitFinder, fold

_UNKNOWN = re.compile(
    rf"(?<!\w)(?!(?i:{NO_BODY}))(?:(?:{BODY_HEADS})(?!\w)[^.;:()\n]{{2,180}}?)(?=\s*(?:,\s*)?(?:{VERBS})(?!\w)"
    rf"|\s*[.;:()\n]|\s*$)"
)
_UNKNOWN_OF_PLACE = pattern(  # "Đài truyền thanh xã" needs no verb that we know behind it
    rf"(?!(?i:{NO_BODY}))(?:{BODY_HEADS})\s[^.;:,()\n]{{2,50}}?\s(?:xã|phường|huyện|tỉnh|thị xã"
    r"|thành phố|quận)"
    r"(?=\s+(?!<A>|và\b|của\b|thuộc\b|trên\b|có\b)[^\W\d_])"
)
_BODY_SEPARATOR = re.compile(
    r"(?:\s*(?:,|;|\s+và)\s+(?:(?:thủ trưởng|giám đốc|chủ tịch)\s+)?)|(?<=\w)\s+(?=(?:Bộ|Sở) )", re.IGNORECASE
)
_PLACE: Final = rf"(?:(?:{PLACE_KINDS})\s+)?(?!UBND)<A>[^\W\d_]+(?:\s<A>[^\W\d_]+){{0,3}}"
_PLACES = pattern(
    rf"(?<!\w)(?:UBND\s+|Ủy ban nhân dân\s+)?(?:[Cc]ác\s+)?((?i:{PLACE_KINDS}))"
    rf"(?:\s+|\s*:\s+(?!<A>[^\W\d_]+\s+(?!<A>)[^\W\d_]))({_PLACE}(?:(?:\s*,\s*|\s+và\s+){_PLACE})*)"
)
_PLACE_NAME = pattern(rf"(?:({PLACE_KINDS})\s+)?(<A>[^\W\d_]+(?:\s<A>[^\W\d_]+){{0,3}})")
_NAME_OF_PLACE = pattern(r"(?:<A>[^\W\d_]+\s+){1,4}")
_DISTRICTS: Final = r"(?:huyện|quận|thị xã|thành phố|thị|TP|TX)"
_COMMUNES: Final = r"(?:xã|phường|thị trấn|đặc khu|TT)"
_ALL_PLACES: Final = tuple(
    (
        code,
        pattern(
            rf"(?<!\w)(?:(?:(?i:UBND|[ủu][ỷy] ban nhân dân)\s+(?:(?i:các)\s+)?|[Cc]ác\s+|[Cc]ấp\s+"
            rf"|[Mm]ỗi\s+){kinds}"
            rf"(?:\s*(?:,\s*|/|\s+và\s+|-\s*){kinds})+|[Mm]ỗi\s+{kinds})(?!\w)(?!\s+(?:<A>|ủy|uỷ))"
        ),
    )
    for code, kinds in (("cap-huyen", _DISTRICTS), ("cap-xa", _COMMUNES))
)
_OF_PARTY = re.compile(r"(?:,\s*(?:thị|thành))*\s+(?:ủy|uỷ)\b")  # "các huyện ủy" are no districts
_AND_OTHERS = re.compile(r",?\s+và\s+(?=các\s)")
_GROUP = re.compile(
    r"([Cc]ác (?!nội dung|chỉ tiêu|hoạt động|nhiệm vụ|dự án|chương trình|văn bản|tiêu chí|công trình"
    r"|chính sách|giải pháp|mục tiêu|trường hợp"
    r"|hồ sơ|thủ tục|đề án|kế hoạch|nguồn|khoản|quy|biện pháp|cuộc|đợt|lớp|hội nghị)[^.;:()]{3,70}?)\s+"
    r"(?:xây dựng|có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|báo cáo|gửi|nộp|cử|hoàn thành"
    r"|định kỳ|thực hiện"
    r"|tổ chức|chủ động|rà soát|căn cứ"
    r"|lập|đăng ký|phải|tiếp tục|triển khai)(?!\w)"
)
_FOLLOWING_VERB = re.compile(rf"\s*(?:\([^()]*\)\s*)?(?:,\s*)?(?:{VERBS})(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*(?:[,;/&+–-]|và|cùng|hoặc|,\s*và|\)|\(|\.{2,}|…)?\s*(?:\()?\s*"
    r"(?:(?:chủ tịch|giám đốc|thủ trưởng|trưởng|người đứng đầu)\s+)?",
    re.IGNORECASE,
)


@dataclass
class Names:
    """The names that documents of one directory use."""

    directory: UnitDirectory
    finder: UnitFinder = field(init=False)
    own_places: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.finder = UnitFinder(self.directory)
        self.own_places = frozenset(
            fold(unit.short_name) for unit in self.directory.units if unit.level in {"province", "district"}
        )

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return every known unit and class, and every vague group, in the order of ``text``."""
        found: list[Mention] = []
        named = self.finder.find(text)
        others = {one.start for one in named}
        for one in named:
            code = one.codes if one.is_class or len(one.codes) == 1 else one.codes[:1]
            sort: Sort = "class" if one.is_class else "unit"
            mention = Mention(sort, text[one.start : one.end], one.start, one.end, code, one.narrowed)
            found.append(mention if one.is_class else whole_name(mention, text, others))
        found = with_branches(text, [part_of_unit(one, text) for one in found])
        found = [
            one
            for one in found
            if one.sort != "class" or not (_introduces(one, text, others) or _OF_PARTY.match(text, one.end))
        ]
        found = with_bodies_of_places(text, self._with_all_places(text, _with_places(text, found)))
        found += groups_in(text, found)
        return tuple(sorted(found, key=lambda one: one.start))

    def _with_all_places(self, text: str, known: Sequence[Mention]) -> list[Mention]:
        """Add the classes of places in whatever order their kinds are named: "UBND các quận, huyện"."""
        found = list(known)
        for code, named in _ALL_PLACES:
            if self.directory.get_class(code) is None:
                continue
            for one in named.finditer(text):
                inside = [each for each in found if each.start < one.end() and each.end > one.start()]
                if all(each.start >= one.start() and each.end <= one.end() for each in inside) and not any(
                    each.codes == (code,) and each.end == one.end() for each in inside
                ):
                    found = [each for each in found if each not in inside]
                    found.append(Mention("class", one[0], one.start(), one.end(), (code,)))
        return found

    def run_at(self, text: str, start: int, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return the mentions that stand in one list from ``start`` on: "A, B và C"."""
        run: list[Mention] = []
        at = start
        for one in mentions:
            if one.start < at:
                continue
            between = text[at : one.start]
            if run and run[-1].sort == "unit" and between.lstrip().startswith("("):
                break  # "Sở Nội vụ (Ban Thi đua)": what stands in brackets explains the unit
            if not (_BETWEEN.fullmatch(between) if run else between.strip(" :") == ""):
                break
            run.append(one)
            at = one.end
            at += len(narrowing(text, at))
        return tuple(run)

    def unknown_at(self, text: str, start: int, *, opens: bool = False) -> Mention | None:
        """Return the unknown body whose name begins at ``start`` and is followed by what it does."""
        found = _UNKNOWN.match(text, start)
        if found is None:
            return None
        named_first = opens and text[found.end() : found.end() + 1] == ":"
        if not named_first and not _FOLLOWING_VERB.match(text, found.end()):
            found = _UNKNOWN_OF_PLACE.match(text, start)
            if found is None:
                return None
        name = found[0].strip(" ,")
        return Mention("unknown", name, start, found.end()) if len(name.split()) > 1 else None

    def group_at(self, text: str, start: int) -> Mention | None:
        """Return a group of others that begins a clause: "Các chủ rừng, các hợp tác xã lập phương án"."""
        found = _GROUP.match(text, start)
        if found is None:
            return None
        name = found[1].strip(" ,")
        return Mention("unknown", name[0].upper() + name[1:], start, found.end(1))

    def without_own_place(self, text: str) -> str:
        """Return the words behind a unit without the name of its place: "Công an huyện Đông Lâm kiểm tra"."""
        found = _NAME_OF_PLACE.match(text)
        return text[found.end() :] if found and fold(found[0]) in self.own_places else text

    def helpers_of(self, run: Sequence[Mention], text: str) -> Parties:
        """Return the parties of a run of helpers: a part of a class is only known in words."""
        has_vague = any(one.sort == "vague" for one in run)
        kept: list[Mention] = []
        for one in run:
            beside_vague = has_vague and one.codes == ("so-nganh",)
            if one.sort == "class" and (one.narrowed or beside_vague):
                words = text[one.start : one.end + len(narrowing(text, one.end))]
                kept.append(replace(one, sort="vague", codes=(), text=words))
            else:
                kept.append(one)
        return self.parties_of(kept)

    def parties_of(self, run: Sequence[Mention]) -> Parties:
        """Return the parties of a run of mentions; a narrowed class keeps its code and leaves a doubt."""
        codes: list[str] = []
        vague: list[str] = []
        unknown: list[str] = []
        doubts: list[str] = []
        for one in run:
            if one.sort == "vague":
                vague += _AND_OTHERS.split(one.text)
            elif one.sort == "unknown":
                for name in bodies_in(one.text):
                    known = self.finder.find(name)
                    if len(known) == 1 and known[0].start == 0 and known[0].end == len(name):
                        codes += [code for code in known[0].codes[:1] if code not in codes]
                    else:
                        unknown.append(name)
            else:
                codes += [code for code in one.codes if code not in codes]
                if one.narrowed:
                    doubts.append(f"“{one.text}” trong văn bản chỉ là một phần của nhóm")
        return Parties(tuple(codes), tuple(unknown), tuple(vague), tuple(doubts))


def _with_places(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Add the places that no list of units has: "các huyện Mộc Châu, Vân Hồ" are two, and no class."""
    found = list(known)
    for places in _PLACES.finditer(text):
        start, end = places.span()
        if any(one.start < end and one.end > start and one.sort in {"unit", "unknown"} for one in known):
            continue
        found = [one for one in found if one.end <= start or one.start >= end]
        for name in _PLACE_NAME.finditer(text, places.start(2), end):
            first = start if name.start() == places.start(2) else name.start()
            kind = (name[1] or places[1]).lower()
            found.append(Mention("unknown", f"UBND {kind} {name[2]}", first, name.end()))
    return found


def _introduces(one: Mention, text: str, others: Collection[int]) -> bool:
    """Tell whether a class only announces its members: "các sở, ngành: Sở Y tế, Sở Xây dựng"."""
    found = re.match(r"\s*:\s*", text[one.end :])
    return found is not None and one.end + found.end() in others


def narrowing(text: str, at: int) -> str:
    """Return the words after a class that leave out some of its members."""
    found = re.match(
        r"(?:\s+tỉnh(?=[\s,;.:]))?\s*(?:\(\s*[A-ZĐ]{2,}[\w&-]*\s*\))?(?:\s*(?:có\s+)?liên quan"
        r"|\s+(?:được|có|thuộc|trên địa bàn|cấp|của|trực thuộc)"
        r"(?:\s+(?!(?:" + VERBS + r")(?!\w))[^\s,;.:()]+){1,6})?",
        text[at : at + 160],
    )
    return found[0] if found else ""


def bodies_in(text: str) -> list[str]:
    """Split a list of bodies; "Bộ Khoa học và Công nghệ" is one, as nothing behind "và" is a body's name."""
    bodies: list[str] = []
    end = 0
    for sign in _BODY_SEPARATOR.finditer(text):
        body = BODY_NAME.match(text, sign.end())
        again = sign[0].strip() or (body and text[end:].startswith(f"{body[0]} "))
        if body and again:
            bodies.append(text[end : sign.start()])
            end = sign.end()
    return [*bodies, text[end:]]
