"""Documents marked with a degree of secrecy, which this program must not take in.

Law on the protection of state secrets 2018 (29/2018/QH14), article 8: the degrees are "Tuyệt mật", "Tối mật"
and "Mật"; the mark stands on a line of its own.
"""

import re
import unicodedata
from collections.abc import Iterable

from plan_data.problems import InputError, InputProblem

_MARK = re.compile(
    r"(?:(?:độ|mức\s*độ|dấu|cấp độ|chỉ\s*mức\s*độ)\s*mật\s*:?\s*|tài\s*liệu\s*|văn\s*bản\s*)?"
    r"(?P<degree>tuyệt\s*mật|tối\s*mật|mật)(?:\s*-?\s*(?:bản|số)\s*.{0,12})?",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?<!\w)(?:\w\s){2,}\w(?!\w)")
_FRAME = " \t|[](){}<>*_#\\/.,;:!=-–—"
_LONGEST_MARK = 40


class SecretDocumentError(InputError):
    """A document carries a mark of secrecy."""


def refuse_secret(lines: Iterable[str]) -> None:
    """Raise SecretDocumentError when a line is only a mark of secrecy; "giữ bí mật" in a sentence is none."""
    for line in lines:
        if degree := _degree(line):
            sentence = (
                f"Tài liệu mang dấu “{degree}”. Văn bản mật không được đưa vào chương trình này. "
                "Hãy chỉ dùng văn bản không thuộc danh mục bí mật nhà nước."
            )
            raise SecretDocumentError((InputProblem(None, "", sentence),))


def _degree(line: str) -> str | None:
    if len(line) > 4 * _LONGEST_MARK:
        return None
    text = unicodedata.normalize("NFC", line).strip(_FRAME)
    text = _SPACED.sub(lambda found: found[0].replace(" ", ""), text)
    text = " ".join(text.split())
    found = _MARK.fullmatch(text) if 0 < len(text) <= _LONGEST_MARK else None
    return " ".join(found["degree"].split()).capitalize() if found else None
