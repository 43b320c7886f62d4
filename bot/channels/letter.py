"""A message as a letter: plain text, and a line that says what it is about."""

import re
from dataclasses import dataclass
from typing import Protocol

from plan_data.channel import FallbackAddress
from plan_data.delivery_outcome import Outcome
from plan_data.plain_text import plain

LONGEST_SUBJECT = 150
_SIGNS = re.compile(r"^\W+")


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject of one line, and the text."""

    subject: str
    body: str


class Letters(Protocol):
    """What writes to an address. It never raises: whatever happens is an outcome."""

    async def write_to(self, address: FallbackAddress, letter: Letter) -> Outcome: ...


def letter_of(html: str) -> Letter:
    """A message of ours as a letter; its first line, without the sign before it, becomes the subject."""
    body = plain(html)
    subject = _SIGNS.sub("", body.strip().split("\n", 1)[0])
    return Letter(subject[:LONGEST_SUBJECT], body)
