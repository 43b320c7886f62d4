"""The numbers that Word shows before a paragraph and does not write into it (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from plan_data.plan_file.office_package import Package

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVEL_SIGN = re.compile(r"%(\d)")
_HEADING_STYLE = re.compile(r"(?:heading|tiêu đề|đề mục)\s*(\d)", re.IGNORECASE)
_ROMAN: Final = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_STYLES: Final = 20


def tag(name: str) -> str:
    """Return the qualified name of an element of WordprocessingML."""
    return _W + name


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute of WordprocessingML, None where it is absent."""
    value = element.get(_W + name)
    return str(value) if value is not None else None


@dataclass(frozen=True, slots=True)
class _Level:
    text: str
    kind: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document, in its order."""

    def __init__(self, package: Package) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._styles: dict[str, etree._Element] = {}
        if "word/numbering.xml" in package.names:
            self._read(package.xml("word/numbering.xml"))
        if "word/styles.xml" in package.names:
            for style in package.xml("word/styles.xml").iter(tag("style")):
                self._styles[attribute(style, "styleId") or ""] = style

    def _read(self, root: etree._Element) -> None:
        for abstract in root.iter(tag("abstractNum")):
            number = attribute(abstract, "abstractNumId") or ""
            for level in abstract.iter(tag("lvl")):
                at = _digits(attribute(level, "ilvl"))
                self._levels[number, at] = _Level(
                    _value(level, "lvlText") or "", _value(level, "numFmt") or "decimal",
                    _digits(_value(level, "start"), 1),
                )  # fmt: skip
        for one in root.iter(tag("num")):
            self._abstract[attribute(one, "numId") or ""] = _value(one, "abstractNumId") or ""

    def label(self, paragraph: etree._Element) -> tuple[str, int | None]:
        """Return what Word shows before the paragraph ("1.2.", "a)", "-"), and the depth in its list.

        Must be called once for each paragraph, in the document's order: it counts.
        """
        place = self._place(paragraph)
        if place is None:
            return "", None
        number, depth = place
        abstract = self._abstract.get(number, "")
        level = self._levels.get((abstract, depth))
        if level is None:
            return "", None
        if level.kind in {"bullet", "none"}:
            sign = level.text.strip()
            return (sign if sign in {"-", "–", "+", "*"} else "-") if level.kind == "bullet" else "", depth
        self._counts[abstract, depth] = self._counts.get((abstract, depth), level.start - 1) + 1
        for deeper in range(depth + 1, 10):
            self._counts.pop((abstract, deeper), None)
        return _LEVEL_SIGN.sub(lambda sign: self._shown(abstract, int(sign[1]) - 1), level.text), None

    def heading(self, paragraph: etree._Element) -> int | None:
        """Return the level of the paragraph's heading style, 1 the highest, or None."""
        for style in self._styles_of(paragraph):
            name = _value(style, "name") or ""
            if found := _HEADING_STYLE.match(name):
                return int(found[1]) or None
        return None

    def _shown(self, abstract: str, depth: int) -> str:
        level = self._levels.get((abstract, depth))
        if level is None:
            return ""
        count = self._counts.get((abstract, depth), level.start)
        return _in_format(count, level.kind)

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = paragraph.find(tag("pPr"))
        own = properties.find(tag("numPr")) if properties is not None else None
        candidates = [
            own,
            *(style.find(f"{tag('pPr')}/{tag('numPr')}") for style in self._styles_of(paragraph)),
        ]
        depth: int | None = None
        for found in candidates:
            if found is None:
                continue
            if depth is None and _value(found, "ilvl") is not None:
                depth = _digits(_value(found, "ilvl"))
            number = _value(found, "numId")
            if number is not None:
                return None if number == "0" else (number, depth or 0)
        return None

    def _styles_of(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        properties = paragraph.find(tag("pPr"))
        name = _value(properties, "pStyle") if properties is not None else None
        for _ in range(_MOST_STYLES):
            style = self._styles.get(name or "")
            if style is None:
                return
            yield style
            name = _value(style, "basedOn")


def _value(parent: etree._Element, name: str) -> str | None:
    child = parent.find(tag(name))
    return attribute(child, "val") if child is not None else None


def _digits(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else otherwise


def _in_format(count: int, kind: str) -> str:
    if kind in {"lowerLetter", "upperLetter"}:
        letter = "abcdefghijklmnopqrstuvwxyz"[(count - 1) % 26] * min((count - 1) // 26 + 1, 5)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in {"lowerRoman", "upperRoman"}:
        text, rest = "", min(count, 399)
        for value, sign in _ROMAN:
            while rest >= value:
                text, rest = text + sign, rest - value
        return text.upper() if kind == "upperRoman" else text
    return f"0{count}" if kind == "decimalZero" and count < 10 else str(count)
