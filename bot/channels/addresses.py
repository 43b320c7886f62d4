"""What counts as an address of a channel, and how apprise is told of it; another kind is one more entry."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from plan_data.channel import Channel, FallbackAddress

LONGEST_ADDRESS = 254
"""Characters (RFC 5321, section 4.5.3.1.3)."""

# No comma, quote, space or %: they could make two addresses of one, or hide one in another.
_EMAIL = re.compile(
    r"[A-Za-z0-9._+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)

EMAIL_SCHEMES = ("mailto", "mailtos")
_NOT_OPERATORS = re.compile(r"[?&](?:to|cc|bcc|retry|format)=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """``read`` takes what somebody typed, if it is one; ``url`` leads there by the operator's server."""

    read: Callable[[str], str | None]
    url: Callable[[str, str], str]


def read_address(text: str) -> FallbackAddress | None:
    """The address that somebody typed, of whatever kind; None when it is none."""
    for channel, kind in KINDS.items():
        if (address := kind.read(text.strip())) is not None:
            return FallbackAddress(channel, address)
    return None


def email_server_problem(url: str) -> str | None:
    """What is wrong with an operator's FALLBACK_EMAIL_URL, without repeating it; None when nothing is."""
    try:
        parts = urlsplit(url)
        is_complete = parts.scheme in EMAIL_SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_complete = False
    if not is_complete:
        return "write mailtos://user:password@smtp.example.vn?from=nhac-han@example.vn (apprise, Email)"
    if parts.path.strip("/") or _NOT_OPERATORS.search(url):
        return "name only the server and the sender; who is written to, the officials say themselves"
    return None


def _email(text: str) -> str | None:
    is_one = len(text) <= LONGEST_ADDRESS and _EMAIL.fullmatch(text) is not None
    return text.lower() if is_one else None


def _email_url(server: str, address: str) -> str:
    begin = "&" if "?" in server else "?"
    # Mail programs answer no letter that says it was made by a machine (RFC 3834).
    return f"{server}{begin}to={quote(address, safe='')}&format=text&+Auto-Submitted=auto-generated"


KINDS: Mapping[Channel, Kind] = {Channel.EMAIL: Kind(_email, _email_url)}
