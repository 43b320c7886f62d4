"""The characters of a PDF page with their places, in the order in which the page draws them."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

_MOST_PER_PAGE: Final = 60_000


@dataclass(frozen=True, slots=True, eq=False)
class Character:
    """One character; places in points (1/72 inch) from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    @property
    def height(self) -> float:
        """At least a tenth of a point, so that it can be divided by."""
        return max(self.top - self.bottom, 0.1)


def characters_of(page: pypdfium2.PdfPage) -> tuple[Character, ...]:
    """Return the visible characters of ``page``, at most 60 000."""
    text_page = page.get_textpage()
    try:
        return tuple(_characters(text_page))
    finally:
        text_page.close()


def _characters(text_page: pypdfium2.PdfTextPage) -> Iterator[Character]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = pdfium.FS_RECTF()
    for at in range(min(text_page.count_chars(), _MOST_PER_PAGE)):
        code = pdfium.FPDFText_GetUnicode(text_page.raw, at)
        if code in {0, 0xFFFE, 0xFFFF} or code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        pdfium.FPDFText_GetCharBox(text_page.raw, at, left, right, bottom, top)
        size = float(pdfium.FPDFText_GetFontSize(text_page.raw, at)) or 1.0
        # The loose box has the height of the font, so that "." and "B" share one; unit sizes are scaled.
        if pdfium.FPDFText_GetLooseCharBox(text_page.raw, at, loose) and loose.top > loose.bottom:
            high, low = float(loose.top), float(loose.bottom)
        else:
            high, low = top.value, bottom.value
        if size <= 2 < high - low:
            size = (high - low) / 1.15
        yield Character(chr(code), left.value, low, right.value, high, size)


def text_of(row: Sequence[Character]) -> str:
    """Return the characters of one line as text, with a space wherever there is a gap."""
    parts: list[str] = []
    before: Character | None = None
    for one in row:
        if (
            before is not None
            and not before.text.isspace()
            and not one.text.isspace()
            and one.left - before.right > 0.22 * one.size
        ):
            parts.append(" ")
        parts.append(one.text)
        before = one
    return " ".join("".join(parts).split())
