"""The characters of a PDF page with their places, in the order in which the page draws them."""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

_MOST_PER_PAGE: Final = 60_000


@dataclass(frozen=True, slots=True, eq=False)
class Character:
    """One character with its accents; places in points (1/72 inch) from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    baseline: float


def characters_of(page: pypdfium2.PdfPage) -> tuple[Character, ...]:
    """Return the visible characters of ``page``, at most 60 000."""
    text_page = page.get_textpage()
    try:
        return tuple(_with_accents(_characters(text_page)))
    finally:
        text_page.close()


def _characters(text_page: pypdfium2.PdfTextPage) -> Iterator[Character]:
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    loose = pdfium.FS_RECTF()
    for at in range(min(text_page.count_chars(), _MOST_PER_PAGE)):
        code = pdfium.FPDFText_GetUnicode(text_page.raw, at)
        if code in {0, 0xFFFE, 0xFFFF} or code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        if pdfium.FPDFText_IsGenerated(text_page.raw, at) == 1:
            continue  # a space that no page draws, put where the next text is drawn
        pdfium.FPDFText_GetCharOrigin(text_page.raw, at, x, y)
        pdfium.FPDFText_GetCharBox(text_page.raw, at, left, right, bottom, top)
        size = float(pdfium.FPDFText_GetFontSize(text_page.raw, at)) or 1.0
        # The loose box is as high as the font and as wide as the step to the next letter: "." and "B" share
        # a height, and what stands between two boxes is space. Unit sizes are scaled.
        if pdfium.FPDFText_GetLooseCharBox(text_page.raw, at, loose) and loose.top > loose.bottom:
            high, low, start, end = loose.top, loose.bottom, loose.left, loose.right
        else:
            high, low, start, end = top.value, bottom.value, left.value, right.value
        if size <= 2 < high - low:
            size = (high - low) / 1.15
        yield Character(chr(code), float(start), float(low), float(end), float(high), size, y.value)


def _with_accents(characters: Iterator[Character]) -> Iterator[Character]:
    """Join each accent that is a character of its own to the letter drawn before it."""
    before: Character | None = None
    for one in characters:
        if before is not None and unicodedata.combining(one.text):
            before = replace(before, text=before.text + one.text)
            continue
        if before is not None:
            yield before
        before = one
    if before is not None:
        yield before
