"""Which command somebody means who types it with accents, spaces or a slip; pure."""

from collections.abc import Collection
from difflib import get_close_matches

from plan_data.units import fold

MOST_WORDS = 3
"""As many words as the longest command is made of: "/chờ xác nhận"."""

ALIKE = 0.75
"""Of two letters in eight one may be wrong; less alike is another word."""


def command_meant(typed: str, names: Collection[str]) -> str | None:
    """The name of the command that "/đến hạn" or "/denhna" stands for; None when it is like none."""
    words = fold(typed.lstrip("/ ").partition("@")[0]).split()[:MOST_WORDS]
    joined = ["".join(words[:count]) for count in range(len(words), 0, -1)]
    exact = next((name for name in joined if name in names), None)
    if exact is not None:
        return exact
    return next((close[0] for name in joined if (close := get_close_matches(name, names, 1, ALIKE))), None)
