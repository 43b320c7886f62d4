"""How long a text is for Telegram."""

import re

_TAG = re.compile(r"""</?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
# Other names than these four are no references for Telegram (Bot API section "HTML style").
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|lt|gt|amp|quot);?")
_SPACE = " \t\r\n\f\v"


def text_length(html: str) -> int:
    """Length after entities parsing, in UTF-16 code units; ``sendMessage`` takes 4096.

    ``html`` is Telegram's HTML, well formed. Telegram counts characters beyond U+FFFF (emoji) as one or as
    two in different places; two is safe.
    """
    plain = _REFERENCE.sub(_referenced, _TAG.sub("", html)).strip(_SPACE)
    return len(plain) if plain.isascii() else len(plain.encode("utf-16-le", "surrogatepass")) // 2


def _referenced(reference: re.Match[str]) -> str:
    """As many code units as the character has; which one it is does not matter."""
    hexadecimal, decimal = reference.groups()
    if hexadecimal is None and decimal is None:
        return "&"
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return reference.group()
    return chr(code)
