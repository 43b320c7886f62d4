"""Who a clause or a table cell names: known units and classes, unknown bodies, and vague groups."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from plan_data.document.body_words import BODY_HEADS, NO_BODY, VERBS
from plan_data.document.letters import pattern
from plan_data.units import UnitDirectory, UnitFinder, fold

Sort = Literal["unit", "class", "vague", "unknown"]

# "các cơ quan, đơn vị liên quan": words that name a group without saying which units are in it.
_GROUP_WORD: Final = (
    r"(?:(?:huyện|thị|thành|quận)(?:,\s*(?:thị|thành))*\s+(?:ủy|uỷ)|các|những|mọi|toàn thể|UBND|sở|ban"
    r"|ngành|cơ quan|đơn vị|địa phương"
    r"|tổ chức(?=\s*(?:[,;.)]|$|-|và\b|(?:chính trị|xã hội|đoàn thể|hội|đảng|cơ sở|liên quan"
    r"|có liên quan|khác|trên)\b))"
    r"|chính trị|xã hội"
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
_UNKNOWN = re.compile(
    rf"(?<!\w)(?!(?i:{NO_BODY}))(?:(?:{BODY_HEADS})(?!\w)[^.;:()\n]{{2,180}}?)(?=\s*(?:,\s*)?(?:{VERBS})(?!\w)"
    rf"|\s*[.;:()\n]|\s*$)"
)
_UNKNOWN_OF_PLACE = pattern(  # "Đài truyền thanh xã" needs no verb that we know behind it
    rf"(?!(?i:{NO_BODY}))(?:{BODY_HEADS})\s[^.;:,()\n]{{2,50}}?\s(?:xã|phường|huyện|tỉnh|thị xã"
    r"|thành phố|quận)"
    r"(?=\s+(?!<A>|và\b|của\b|thuộc\b|trên\b|có\b)[^\W\d_])"
)
BODY_NAME = re.compile(rf"(?!(?i:{NO_BODY}))(?:{BODY_HEADS})\b")
HAS_VERB = re.compile(rf"\b(?:{VERBS})\b")  # in small letters: "Ban Xây dựng Đảng" is a name
_OFFICE = re.compile(r"(?<!\w)(Thanh tra|Văn phòng|Đảng ủy|Đảng uỷ|Công đoàn|Đoàn thanh niên|Chi)\s+$")
_COUNTER = re.compile(r"(?<!\w)(?:Phòng [Gg]iao dịch|Phòng GD|PGD)\s+$")
_OF_OFFICE: Final = {False: ("Sở", "Bộ", "Ban"), True: ("cục", "Cục")}
_AREA = pattern(r"\s+khu vực(?:\s+(?:<A>[^\W\d_]*|\d+))*(?:\s*[-–](?:\s*<A>[^\W\d_]*)+)*")
_BODY_SEPARATOR = re.compile(
    r"(?:\s*(?:,|;|\s+và)\s+(?:(?:thủ trưởng|giám đốc|chủ tịch)\s+)?)|(?<=\w)\s+(?=(?:Bộ|Sở) )", re.IGNORECASE
)
_PLACE_KIND: Final = "huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu"
_PLACE: Final = rf"(?:(?:{_PLACE_KIND})\s+)?(?!UBND)<A>[^\W\d_]+(?:\s<A>[^\W\d_]+){{0,3}}"
_PLACES = pattern(
    rf"(?<!\w)(?:UBND\s+|Ủy ban nhân dân\s+)?(?:[Cc]ác\s+)?((?i:{_PLACE_KIND}))"
    rf"(?:\s+|\s*:\s+(?!<A>[^\W\d_]+\s+(?!<A>)[^\W\d_]))({_PLACE}(?:(?:\s*,\s*|\s+và\s+){_PLACE})*)"
)
_WITHIN_BODIES: Final = {
    "Hội Phụ nữ",
    "Đoàn Thanh niên",
    "Đoàn thanh niên",
    "Công đoàn",
    "Hội Cựu chiến binh",
}
_OF_PLACES = re.compile(rf"(?:các\s+)?(?:{_PLACE_KIND})\b")
_PLACE_NAME = pattern(rf"(?:({_PLACE_KIND})\s+)?(<A>[^\W\d_]+(?:\s<A>[^\W\d_]+){{0,3}})")
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
_LINK_TO_GROUP = re.compile(r"[\s,;-]*(?:(?:có )?liên quan\b[\s,]*)?(?:và\s+)?", re.IGNORECASE)
_AND_OTHERS = re.compile(r",?\s+và\s+(?=các\s)")
_GROUPS_IN_ONE_WORD: Final = {"dia phuong", "cac dia phuong", "don vi", "doan the"}
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
_GROUP = re.compile(
    r"([Cc]ác (?!nội dung|chỉ tiêu|hoạt động|nhiệm vụ|dự án|chương trình|văn bản|tiêu chí|công trình"
    r"|chính sách|giải pháp|mục tiêu|trường hợp"
    r"|hồ sơ|thủ tục|đề án|kế hoạch|nguồn|khoản|quy|biện pháp|cuộc|đợt|lớp|hội nghị)[^.;:()]{3,70}?)\s+"
    r"(?:xây dựng|có trách nhiệm|chủ trì|phối hợp|báo cáo|gửi|nộp|cử|hoàn thành|định kỳ|thực hiện"
    r"|tổ chức|chủ động|rà soát|căn cứ"
    r"|lập|đăng ký|phải|tiếp tục|triển khai)(?!\w)"
)
_FOLLOWING_VERB = re.compile(rf"\s*(?:\([^()]*\)\s*)?(?:,\s*)?(?:{VERBS})(?!\w)", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*(?:[,;/&+–-]|và|cùng|hoặc|,\s*và|\)|\(|\.{2,}|…)?\s*(?:\()?\s*"
    r"(?:(?:chủ tịch|giám đốc|thủ trưởng|trưởng|người đứng đầu)\s+)?",
    re.IGNORECASE,
)
_PERSON: Final = (
    r"(?:(?:các\s+)?(?:sở|ban|ngành|đơn vị|cơ quan|huyện|xã|phường|địa phương)(?:[,\s]+(?:sở|ban|ngành"
    r"|đơn vị|sau|gồm))*\s*:\s*)?"
    r"(?:(?:đề nghị|đồng chí|các đồng chí|ông|bà|ban thường trực|thường trực|ban thường vụ|lãnh đạo)\s+)*"
    r"(?:(?:phó\s+)?(?:giám đốc|chủ tịch|tổng giám đốc|bí thư|thủ trưởng|trưởng ban|trưởng|chánh"
    r"|cục trưởng|hiệu trưởng|viện trưởng|chỉ huy trưởng|"
    r"người đứng đầu)\s+)?"
)
PERSON = re.compile(_PERSON, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. ``codes`` of a unit or class; a vague or unknown name has none."""

    sort: Sort
    text: str
    start: int
    end: int
    codes: tuple[str, ...] = ()
    narrowed: bool = False


@dataclass(frozen=True, slots=True)
class Parties:
    """Units named together. ``unknown`` are names of no known unit, ``vague`` groups without members."""

    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.codes or self.unknown or self.vague)


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
            found.append(mention if one.is_class else _whole_name(mention, text, others))
        found = _with_branches(text, [_part_of_unit(one, text) for one in found])
        found = [
            one
            for one in found
            if one.sort != "class" or not (_introduces(one, text, others) or _OF_PARTY.match(text, one.end))
        ]
        found = _with_bodies_of_places(text, self._with_all_places(text, _with_places(text, found)))
        found += _groups(text, found)
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


def _with_bodies_of_places(text: str, known: Sequence[Mention]) -> list[Mention]:
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


def _groups(text: str, known: Sequence[Mention]) -> list[Mention]:
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


def _behind_class(text: str, start: int, end: int) -> int | None:
    """Return where a group behind a class begins: "các sở, ngành và các địa phương"; None for no group."""
    link = _LINK_TO_GROUP.match(text, start, end)
    start = link.end() if link else start
    if start >= end:
        return None
    named = _VAGUE_START.match(text, start) or _VAGUE.match(text, start)
    return start if named or fold(text[start:end]) in _GROUPS_IN_ONE_WORD else None


def _whole_name(one: Mention, text: str, others: Collection[int]) -> Mention:
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


def _with_branches(text: str, known: Sequence[Mention]) -> list[Mention]:
    """Let the name of a bank reach to the end of the name of its branch."""
    found: list[Mention] = []
    for one in known:
        if found and one.start < found[-1].end:
            continue
        branch = _BRANCH.match(text, one.end) if one.sort == "unit" and one.text.startswith(_BANKS) else None
        end = branch.end() if branch else one.end
        found.append(replace(one, text=text[one.start : end], end=end) if branch else one)
    return found


def _part_of_unit(one: Mention, text: str) -> Mention:
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


def is_group(text: str) -> bool:
    """Tell whether the text names a group without saying which units are in it."""
    return (_VAGUE_START.fullmatch(text) or _VAGUE.fullmatch(text)) is not None


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
