"""What the scheduler needs of a channel and of the texts; both are handed in at the entry point."""

from collections.abc import Sequence
from typing import Protocol

from plan_data.delivery_outcome import Outcome, RenderedPart
from plan_data.store.claims import ClaimedDigest, Recipient
from plan_data.timeliness import Today


class Notifier(Protocol):
    """A channel that can carry a message to a chat.

    It never raises: whatever happens is an outcome.
    """

    async def send(self, recipient: Recipient, part: RenderedPart) -> Outcome: ...


class DigestRenderer(Protocol):
    """Words for a digest, in the recipient's language, in as many messages as the channel needs."""

    def __call__(self, digest: ClaimedDigest, today: Today) -> Sequence[RenderedPart]: ...
