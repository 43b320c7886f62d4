"""Codes of links that the bot makes because of an update.

An update that is handled again after a crash makes the same code again, so it makes no second invitation.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode

_KEY_LABEL = b"nhac-han link code 1"
_BYTES = 18


class LinkCodes:
    """Codes nobody can guess without the bot's token."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def from_token(cls, token: str) -> "LinkCodes":
        return cls(hmac.digest(token.encode(), _KEY_LABEL, hashlib.sha256))

    def code(self, purpose: str, update_id: int, person_id: int) -> str:
        """24 characters of A-Z, a-z, 0-9, _ and -: fit for a deep link (Bot API, "Deep linking")."""
        digest = hmac.digest(self._key, f"{purpose}:{update_id}:{person_id}".encode(), hashlib.sha256)
        return urlsafe_b64encode(digest[:_BYTES]).decode()
