"""Where a message names duties by their codes: "GN-52 xong, GN-53 60%"; pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from plan_data.duty_codes import CodeKey, code_key
from plan_data.units import fold

_NUMBER = r"\d{1,6}(?:[-.]\d{1,6})*(?![\w/%])"
_LETTERS = r"[^\W\d_]{1,12}"
_DASHES = r"[\s\-‐–—_]*"
_CODE = re.compile(rf"(?<![\w/.-]){_LETTERS}{_DASHES}{_NUMBER}")
_LEADING = re.compile(rf"(?:{_LETTERS}{_DASHES})?{_NUMBER}")
_CALLED = re.compile(r"(?:\b(?:việc|viec|mã|ma|nhiệm vụ|nhiem vu|code)\s*)+$", re.IGNORECASE)
_EDGE = " \t\n,;:.-–"
_JOINED = re.compile(r"[\s,;.&+-]*(?:(?:và|va|and)[\s,;.&+-]*)?", re.IGNORECASE)


_NUMBER_LINES = frozenset({"nv", "viec", "cv", "muc", "y", "so", "stt", "item"})
_NUMBER_DOCUMENTS = frozenset({"bc", "kh", "qd", "ttr", "tb", "vb", "hd"})
_NAME_DAYS = frozenset({"ngay", "thang", "quy"})
_SAID_OTHERWISE = _NUMBER_LINES | _NUMBER_DOCUMENTS | _NAME_DAYS
"""With these letters only "NV-1" is a code: "nv 1" is a line of a list, "BC 45" a document."""


@dataclass(frozen=True, slots=True)
class CodedPart:
    """What a message says of the duties with these codes, each as it was typed."""

    codes: tuple[str, ...]
    words: str


def split_code(text: str) -> tuple[str, str]:
    """The code that a text begins with, and the rest: "gn 52 60%" → "gn 52", "60%"."""
    text = text.strip()
    found = _LEADING.match(text)
    if found is None:
        code, _, rest = text.partition(" ")
        return code, rest.strip()
    return found[0], text[found.end() :].strip(_EDGE)


def may_name_codes(text: str) -> bool:
    """Whether anything in a text has the shape of a code."""
    return _CODE.search(text) is not None


def codes_in(text: str, known: Collection[CodeKey]) -> list[re.Match[str]]:
    """Where a text names codes: known ones, and such as begin with the letters of known ones."""
    prefixes = {key[0] for key in known if key}
    return [found for found in _CODE.finditer(text) if _is_code(found[0], prefixes)]


def _is_code(typed: str, prefixes: Collection[str]) -> bool:
    letters = code_key(typed)[0]
    return letters in prefixes and ("-" in typed or fold(letters) not in _SAID_OTHERWISE)


def parts_of(text: str, found: list[re.Match[str]]) -> list[CodedPart]:
    """The message cut at the codes ``found`` in it; what is said of several at once is one part.

    Words before the codes are about all of them where none follow, else about the first.
    """
    before = _CALLED.sub("", text[: found[0].start()]).strip(_EDGE)
    ends = [*(each.start() for each in found[1:]), len(text)]
    rests = [_CALLED.sub("", text[each.end() : end]).strip() for each, end in zip(found, ends, strict=True)]
    parts: list[CodedPart] = []
    codes: tuple[str, ...] = ()
    for each, rest in zip(found, rests, strict=True):
        codes = (*codes, each[0])
        if not _JOINED.fullmatch(rest):
            parts.append(CodedPart(codes, rest.strip(_EDGE)))
            codes = ()
    if codes:
        parts.append(CodedPart(codes, ""))
    if before:
        parts[0] = CodedPart(parts[0].codes, f"{before} {parts[0].words}".strip())
    return parts
