"""What stands on a page and does not belong to its text: page numbers, repeated headers."""

import re

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*", re.IGNORECASE)


def is_page_number(line: str) -> bool:
    """Tell whether the line is nothing but the number of its page: "5", "- 5 -", "Trang 5/12"."""
    return _PAGE_NUMBER.fullmatch(line) is not None
