"""What can become of a message that was handed to a channel."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took it; ``message_id`` is how the channel knows it."""

    message_id: int


@dataclass(frozen=True, slots=True)
class RetryLater:
    """Surely not sent; try again after a time. ``everywhere`` when the channel asked to pause altogether."""

    after: timedelta
    reason: str
    everywhere: bool = False


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
