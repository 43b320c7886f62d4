"""PDF files drawn word by word at the places that words had in a file of another program.

A line of ``NAME.places`` is a word: left edge and baseline from the lower left corner, width and size of the
letters, all in points, then the word; ``- X1 Y1 X2 Y2`` is a ruling line, ``# WIDTH HEIGHT`` begins a page.
The files themselves are mostly fonts.
"""

import io
import random
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import TextPath

FIXTURES = Path(__file__).parent / "fixtures"
FONT = "DejaVu Sans"


def drawn_pdf(name: str) -> bytes:
    """Draw the words of each page in no order, as programs do that take letters from several fonts."""
    shuffled = random.Random(1)  # noqa: S311 - any order will do, the same one each time
    buffer = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42, "font.family": FONT}), PdfPages(buffer) as pdf:
        for page in (FIXTURES / f"{name}.places").read_text(encoding="utf-8").split("# ")[1:]:
            head, *lines = page.strip().split("\n")
            width, height = map(float, head.split())
            figure = Figure(figsize=(width / 72, height / 72))
            shuffled.shuffle(lines)
            for line in lines:
                if line.startswith("- "):
                    x1, y1, x2, y2 = map(float, line.split()[1:])
                    rule = Line2D([x1 / width, x2 / width], [y1 / height, y2 / height], linewidth=0.5)
                    figure.add_artist(rule)
                    continue
                left, baseline, wide, _, word = line.split(" ", 4)
                size = 10 * float(wide) / drawn_width(word)
                figure.text(float(left) / width, float(baseline) / height, word, fontsize=size, va="baseline")
            pdf.savefig(figure)
    return buffer.getvalue()


def drawn_width(word: str) -> float:
    """Return how wide a word is at a size of ten points."""
    return max(float(TextPath((0, 0), word, size=10, prop=FontProperties(family=FONT)).get_extents().x1), 1.0)
