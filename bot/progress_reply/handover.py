"""Read what ends the building of something: "đã nghiệm thu, bàn giao", "đã bàn giao đưa vào sử dụng"."""

import re

from bot.progress_reply.tokens import Token

_LONGEST = 16  # tokens
# what may follow; "bàn giao mặt bằng" and "bàn giao 2/5 công trình" are something less
_AFTER = r"(?= (?:[.,;!]|roi|a|nhe|xong|cho|tu (?:thang truoc|tuan truoc|hom qua|nam ngoai|lau))(?: |$)|$)"
_HANDED_OVER = re.compile(
    r"da (?:duoc )?"
    r"(?:nghiem thu(?: ,| va)? (?:da )?(?:duoc )?(?:ban giao|dua vao su dung)"
    r"|ban giao(?: ,| va)? dua vao su dung)"
    r"(?:(?: ,| va)? dua vao su dung)?" + _AFTER
)


def handover_length(tokens: list[Token], at: int) -> int:
    """Return how many tokens tell of a handover from ``at`` on; 0 for none."""
    if tokens[at].spelling.bare != "da":
        return 0
    words = [token.spelling.bare for token in tokens[at : at + _LONGEST]]
    found = _HANDED_OVER.match(" ".join(words))
    return found[0].count(" ") + 1 if found else 0
