"""The seed plan as people may send it: Word, unwrapped and wrapped text, PDF with and without indents."""

import io
import re
import textwrap
from collections.abc import Callable, Sequence

import docx
import matplotlib as mpl
import pytest
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from plan_data.document.draft import draft_of
from plan_data.document.read import read_document
from tests.document import documents
from tests.document.accuracy import FIXTURES, score_of

LINES_OF_A_PAGE = 48


def paragraphs() -> list[str]:
    """The paragraphs of the seed plan without signs of Markdown, cut by page breaks as they stand there."""
    blocks = re.split(r"\n\s*\n", (FIXTURES / "thanh-hoa-2018.md").read_text(encoding="utf-8"))
    body = (block for block in blocks if not block.lstrip().startswith("<sup>"))
    plain = (" ".join(re.sub(r"<sup>.*?</sup>|[#*]+", "", block).split()) for block in body)
    return [line for line in plain if line]


def in_word() -> bytes:
    document = docx.Document()
    for line in paragraphs():
        document.add_paragraph(line)
    return documents.bytes_of(document)


def wrapped(width: int) -> list[list[str]]:
    return [textwrap.wrap(line, width) for line in paragraphs()]


def in_pdf(*, indent: float) -> bytes:
    lines = [(indent if at == 0 else 0.0, text) for one in wrapped(88) for at, text in enumerate(one)]
    buffer = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42, "font.family": "DejaVu Sans"}), PdfPages(buffer) as pdf:
        for start in range(0, len(lines), LINES_OF_A_PAGE):
            pdf.savefig(_page(lines[start : start + LINES_OF_A_PAGE], start // LINES_OF_A_PAGE + 1))
    return buffer.getvalue()


def _page(lines: Sequence[tuple[float, str]], number: int) -> Figure:
    page = Figure(figsize=(8.27, 11.69))
    for at, (left, text) in enumerate(lines):
        page.text(0.1 + left, 0.93 - 0.0175 * at, text, fontsize=10)
    page.text(0.5, 0.04, str(number), fontsize=10)
    return page


FORMS: dict[str, Callable[[], bytes]] = {
    "word": in_word,
    "text": lambda: "\n".join(paragraphs()).encode(),
    "text in lines of 90": lambda: "\n".join("\n".join(one) for one in wrapped(90)).encode(),
    "text in lines of 70": lambda: "\n".join("\n".join(one) for one in wrapped(70)).encode(),
    "pdf": lambda: in_pdf(indent=0.04),
    "pdf without indents": lambda: in_pdf(indent=0.0),
}


@pytest.mark.parametrize("form", FORMS)
def test_form_does_not_matter(form: str) -> None:
    result = score_of("thanh-hoa-2018", draft_of(read_document(FORMS[form](), "ke-hoach")))
    assert result.recall >= 0.95, result.missing
    assert result.precision >= 0.95, result.wrong
