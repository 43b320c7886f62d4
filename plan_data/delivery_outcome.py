"""A message that is handed to a channel, and what can become of it."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class RenderedPart:
    """One message of a digest: its text, the duties its numbers stand for, and the number of the first."""

    text: str
    duty_ids: tuple[int, ...]
    first_number: int


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took it; ``message_id`` is how it knows the message, None where it has no such numbers."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class RetryLater:
    """Surely not sent; try again after a time.

    ``everywhere``: nothing else can be sent before either. ``asked``: the channel itself named the time,
    because there was too much of this chat, or altogether.
    """

    after: timedelta
    reason: str
    everywhere: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is reachable in this chat any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat is known by another id now (a group became a supergroup); surely not sent."""

    telegram_chat_id: int


@dataclass(frozen=True, slots=True)
class TopicGone:
    """The topic of the group was deleted; the group itself is still there. Surely not sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The channel will never take this message; a fault of ours."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer was lost: it may have been delivered or not."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The channel does not accept us at all (wrong token): nothing can be sent to anybody."""

    reason: str


Outcome = Sent | RetryLater | Gone | Moved | TopicGone | Rejected | Unknown | Refused
