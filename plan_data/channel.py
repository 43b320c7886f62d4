"""The ways a reminder can take: Telegram, and for whom that does not reach a second one."""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """What carries a message; the value stands in the ledger."""

    TELEGRAM = "telegram"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class FallbackAddress:
    """Where a person is reached when Telegram does not; never with anything secret in it."""

    channel: Channel
    address: str

    @property
    def masked(self) -> str:
        """Enough to recognise one's own: l…@syt.example.vn."""
        name, at, domain = self.address.partition("@")
        return f"{name[:1]}…{at}{domain}"
