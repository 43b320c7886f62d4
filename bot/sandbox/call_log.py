"""What the bot has called: for tests, and for strangers who wonder what their bot does. It never holds the
token.
"""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass

from bot.sandbox.wire import Json, JsonObject

_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Call:
    """One answered call. ``status`` is the HTTP status, 0 where the connection was closed without an
    answer.
    """

    number: int
    method: str
    params: Mapping[str, Json]
    files: tuple[str, ...]
    status: int
    description: str | None

    def wire(self) -> JsonObject:
        return {
            "number": self.number,
            "method": self.method,
            "params": dict(self.params),
            "files": list[Json](self.files),
            "status": self.status,
            "description": self.description,
        }


class CallLog:
    """The newest 20,000 calls, and how many there were of each method since the start."""

    def __init__(self, *, keep: bool) -> None:
        self._keep = keep
        self._calls: deque[Call] = deque(maxlen=_KEPT)
        self.counts: Counter[str] = Counter()
        self.total = 0

    def add(
        self,
        method: str,
        params: Mapping[str, Json],
        files: tuple[str, ...],
        status: int,
        description: str | None,
    ) -> None:
        self.total += 1
        self.counts[method] += 1
        if self._keep:
            # A webhook's secret is the only secret among the parameters.
            shown = {**params, "secret_token": "…"} if "secret_token" in params else params
            self._calls.append(Call(self.total, method, shown, files, status, description))

    def after(self, number: int = 0, method: str | None = None, chat_id: int | None = None) -> list[Call]:
        """Calls later than ``number``, oldest first, of this method and to this chat only where given."""
        return [
            call
            for call in self._calls
            if call.number > number
            and (method is None or call.method.lower() == method.lower())
            and (chat_id is None or str(call.params.get("chat_id")) == str(chat_id))
        ]
