"""Capital letters in patterns: a range such as ``À-Ỹ`` would take small letters in too."""

import re
from typing import Final

CAPITALS: Final = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern in which ``<A>`` stands for one Vietnamese capital letter."""
    return re.compile(text.replace("<A>", f"[{CAPITALS}]"), flags)
