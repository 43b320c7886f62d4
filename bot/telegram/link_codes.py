"""Codes of links, and codes to type, that the bot makes because of an update.

An update that is handled again after a crash makes the same code again, so it makes no second invitation.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode

_KEY_LABEL = b"nhac-han link code 1"
_BYTES = 18
DIGITS = 6


class LinkCodes:
    """Codes nobody can guess without the bot's token."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def from_token(cls, token: str) -> "LinkCodes":
        return cls(hmac.digest(token.encode(), _KEY_LABEL, hashlib.sha256))

    def code(self, purpose: str, update_id: int, person_id: int) -> str:
        """24 characters of A-Z, a-z, 0-9, _ and -: fit for a deep link (Bot API, "Deep linking")."""
        return urlsafe_b64encode(self._digest(purpose, update_id, person_id)[:_BYTES]).decode()

    def digits(self, purpose: str, update_id: int, person_id: int) -> str:
        """Six digits to type; whoever checks them must count wrong ones."""
        number = int.from_bytes(self._digest(purpose, update_id, person_id)) % 10**DIGITS
        return f"{number:0{DIGITS}}"

    def _digest(self, purpose: str, update_id: int, person_id: int) -> bytes:
        return hmac.digest(self._key, f"{purpose}:{update_id}:{person_id}".encode(), hashlib.sha256)
