"""Read the time of day: "lúc 15h", "8 giờ 30", "hồi 9h sáng"."""

import re

from bot.progress_reply.tokens import Token, TokenKind, bare_words

_LONGEST = 7  # tokens
_CLOCK = re.compile(
    r"(?:(?:vao )?(?:luc|hoi|khoang) )?(?:[01]?\d|2[0-3]) (?:h|g|gio)"
    r"(?: (?:[0-5]\d|ruoi)(?: ?p(?:hut)?)?)?"
    r"(?: (?:sang|trua|chieu|toi)(?! (?:mai|nay|qua|hom|\d|thu)))?(?= |$)"
)


def clock_length(tokens: list[Token], at: int) -> int:
    """Return how many tokens tell the time of day from ``at`` on; 0 for none."""
    if tokens[at].kind not in (TokenKind.WORD, TokenKind.NUMBER):
        return 0
    found = _CLOCK.match(" ".join(bare_words(tokens, at, _LONGEST)))
    return found[0].count(" ") + 1 if found else 0
