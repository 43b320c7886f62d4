"""What a table cell or the value of a label says of units: one a line, or a list, with roles in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from plan_data.document.body_words import BODY_HEADS, BODY_NAME, HAS_VERB, PERSON
from plan_data.document.groups import is_group
from plan_data.document.letters import pattern
from plan_data.document.mentions import Names, bodies_in, narrowing
from plan_data.document.parties import Mention, Parties
from plan_data.units import fold

_LEADS_IN_BRACKETS = re.compile(r"\s*\(\s*(?:là\s+)?(?:đơn vị |cơ quan )?chủ trì[^()]*\)", re.IGNORECASE)
_HELPS_IN_BRACKETS = re.compile(r"\s*\(\s*(?:đơn vị |cơ quan )?phối hợp[^()]*\)", re.IGNORECASE)
_LEADS = re.compile(r",?\s*(?:là\s+)?(?:(?:cơ quan|đơn vị)\s+)?\bchủ trì\b", re.IGNORECASE)
_GROUP_OF_LEADERS = re.compile(  # "Các cơ quan chủ trì dự án" are those of each project
    r"\s*(?:các\s+)?(?:cơ quan|đơn vị)\s+chủ trì\s+(?:các\s+|từng\s+)?(?!phối|,)[^\W\d_][^,;.:\n]*",
    re.IGNORECASE,
)
_ROLE_SAID = re.compile(
    r"\b(?:thực hiện|tham mưu|(?:(?:đơn vị|cơ quan)\s+)?phối hợp(?:\s+(?:với|cùng))?)\b:?", re.IGNORECASE
)
_HELPS = re.compile(
    r"[,;.]?\s*(?:chủ trì,?\s*)?(?:(?:đơn vị|cơ quan)\s+)?phối hợp\s*(?:với|cùng|:)?\s*", re.IGNORECASE
)
_LIST_SEPARATOR = pattern(r",(?=\s*<A>)|\s+và\s+(?=<A>)|(?<!\b[Đđ])/")
_APART = re.compile(r"\s*(?:[,;:/()&–\n.-]|\bvà\b)\s*")
_TAIL = re.compile(r"(?:\s+[^\W\d_,]+(?:[-&][^\W\d_]+)*){1,6}")  # "Các trường THPT" and "ngoài công lập"
_SUFFIX = pattern(r"(?!<A>)[^\W\d_]+(?:\s+[^\W\d_]+){0,2}")  # "Chi cục Thuế" and "khu vực"
_LONGEST_LIST: Final = 300
_CELL_BULLET = re.compile(r"^\s*(?:[-–+*•]|\d{1,2}[.)]|[a-zđ]\))\s*(?!\d)")
_CELL_LABEL = re.compile(
    r"^\s*(?:(?:cơ quan|đơn vị)\s+)?(?:chủ trì|thực hiện|phối hợp)\s*:\s*", re.IGNORECASE
)
_LEFT_OVER: Final = {
    "", "va", "cung", "hoac", "lien quan", "co lien quan", "cap tinh", "tinh", "chu tri", "phoi hop",
    "thuc hien", "cac", "nhu", "truong", "thu truong", "lien quan khac", "khac", "tren dia ban",
    "tren dia ban tinh", "don vi", "la co quan chu tri", "voi", "ban thuong truc", "chu tich", "giam doc",
    "thuong truc", "ban thuong vu", "lanh dao", "co quan", "co quan uy ban", "viet nam", "viet nam tinh",
    "viet nam huyen", "viet nam xa",
}  # fmt: skip


def roles_of_cell(text: str, names: Names) -> tuple[Parties, Parties]:
    """Return who leads and who helps: "Chủ trì: A; Phối hợp: B", "A (chủ trì), B (phối hợp)"."""
    lead, helpers = split_roles(text)
    return parties_of_cell(lead, names), parties_of_cell(helpers, names)


def parties_of_cell(text: str, names: Names) -> Parties:
    """Return whom a cell or the value of a label names: one a line, or a list."""
    codes: list[str] = []
    unknown: list[str] = []
    vague: list[str] = []
    doubts: list[str] = []
    for segment in _segments(text, names):
        mentions = _without_bodies_of(segment, names.mentions(segment))
        if len(mentions) == 1 and mentions[0].sort == "vague":
            mentions = (_with_tail(mentions[0], segment),)
        parties = names.parties_of(mentions)
        codes += [code for code in parties.codes if code not in codes]
        vague += parties.vague
        unknown += [name for name in parties.unknown if name not in unknown]
        doubts += parties.doubts
        for name in _left_over(segment, mentions, names):
            if is_group(name):
                vague.append(name)
            elif name not in unknown:
                unknown.append(name)
    return Parties(tuple(codes), tuple(unknown), tuple(vague), tuple(doubts))


def names_only_units(text: str, names: Names) -> bool:
    """Tell whether a text is nothing but names of units: "Sở Y tế; UBND các huyện (phối hợp)"."""
    if not text or len(text) > _LONGEST_LIST:
        return False
    mentions = names.mentions(text)
    if not mentions:
        return BODY_NAME.match(text) is not None and len(text.split()) > 1 and not HAS_VERB.search(text)
    rest = text
    for one in reversed(mentions):
        rest = rest[: one.start] + "," + rest[one.end + len(narrowing(text, one.end)) :]
    parts = (PERSON.sub("", part.strip(), count=1).strip() for part in _APART.split(rest))
    return all(
        fold(part) in _LEFT_OVER
        or (not HAS_VERB.search(part) and (BODY_NAME.match(part) or _SUFFIX.fullmatch(part)))
        for part in parts
    )


def _with_tail(group: Mention, text: str) -> Mention:
    """Return a group with the words that say which of it: "Các trường THPT ngoài công lập"."""
    tail = _TAIL.fullmatch(text, group.end)
    if tail is None or (HAS_VERB.search(tail[0]) and not _GROUP_OF_LEADERS.fullmatch(text)):
        return group
    return replace(group, text=text[group.start :], end=len(text))


def _without_bodies_of(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Leave out a group that only says where: "Trung tâm Y tế các huyện, thành phố" is a body of each."""
    kept = []
    for one in mentions:
        before = bodies_in(text[: one.start].strip())[-1].strip(" ,;")
        body = BODY_NAME.match(before) and not before.casefold().startswith("ubnd")
        named = len(before.split()) > 1 or (before.isupper() and len(before) > 2)
        directly = text[: one.start].rstrip().endswith(before) and before
        if not (one.sort in {"class", "vague"} and body and named and directly):
            kept.append(one)
    return tuple(kept)


def _segments(text: str, names: Names) -> Iterator[str]:
    """Yield the lines of a cell; a line that goes on with the one before is joined to it."""
    for part in text.split(";"):
        lines: list[str] = []
        for raw in part.split("\n"):
            line = _CELL_LABEL.sub("", _CELL_BULLET.sub("", raw)).strip(" .,")
            starts = _CELL_BULLET.match(raw) is not None
            if lines and not starts and line and _goes_on(lines[-1], line, names):
                lines[-1] = f"{lines[-1]} {line}"
            elif line:
                lines.append(line)
        yield from lines


def _goes_on(before: str, line: str, names: Names) -> bool:
    """Tell whether a narrow column broke the name: "Sở Nông nghiệp và / Môi trường"."""
    if line[0].islower() or line[0] in "-–&" or before.endswith(("-", "–", "&", " và", ",")):
        return True
    joined = names.finder.find(f"{before} {line}")
    crossing = any(one.start < len(before) < one.end for one in joined)
    return crossing or (not names.finder.find(line) and re.match(rf"(?:{BODY_HEADS})\b", line) is None)


def _left_over(text: str, mentions: Sequence[Mention], names: Names) -> Iterator[str]:
    rest = text
    for one in reversed(mentions):
        end = one.end + len(narrowing(text, one.end))
        rest = rest[: one.start] + "\n" + rest[end:]
    rest = re.sub(r"\([^()]*\)", "\n" if mentions else lambda found: found[0], rest)
    for piece in rest.split("\n"):
        for part in _parts_of_list(piece):
            name = PERSON.sub("", part.strip(" ,.-–():"), count=1).strip(" ,.-–()")
            name = re.sub(r"^(?:và|cùng)\s+", "", name)
            folded = fold(name)
            if (
                folded in _LEFT_OVER
                or folded in names.own_places
                or folded.startswith(("tinh ", "thanh pho "))
            ):
                continue
            if len(name) >= 2 and (name[0].isupper() or not mentions) and len(name) <= 120:
                yield name


def split_roles(text: str) -> tuple[str, str]:
    """Split what one cell says into the words for who leads and those for who helps, empty for nobody."""
    if found := _LEADS_IN_BRACKETS.search(text):
        helpers = _HELPS_IN_BRACKETS.sub(" ", text[found.end() :])
        return text[: found.start()], helpers.strip(" ,;\n")
    leads = _LEADS.search(text)
    if leads and _GROUP_OF_LEADERS.fullmatch(text):
        return text, ""
    if leads and text[: leads.start()].strip(" ,;-–"):
        return text[: leads.start()], _ROLE_SAID.sub(" ", text[leads.end() :]).strip(" ,;.\n")
    found = _HELPS.search(text)
    if found is None or not text[: found.start()].strip(" ,;"):
        return text, ""
    return text[: found.start()], text[found.end() :]


def _parts_of_list(text: str) -> Sequence[str]:
    """Split a list of names, from its first body on between bodies only."""
    text = text.strip(" ,")
    first = next((at for at in _starts_of_items(text) if BODY_NAME.match(text, at)), len(text))
    before = text[:first].strip(" ,")
    return [
        *(_LIST_SEPARATOR.split(before) if before else ()),
        *(bodies_in(text[first:]) if text[first:] else ()),
    ]


def _starts_of_items(text: str) -> Iterator[int]:
    yield 0
    yield from (sign.end() for sign in re.finditer(r"[,;]\s*", text))
