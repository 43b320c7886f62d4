"""Messages as people read them where nothing shows Telegram's HTML: in documents and letters."""

import re
from html import unescape

_TAG = re.compile(r"</?[a-z]+[^>]*>")


def plain(html: str) -> str:
    """A message without Telegram's HTML."""
    return unescape(_TAG.sub("", html))
