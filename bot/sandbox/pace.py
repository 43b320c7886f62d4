"""Telegram's limits on how fast a bot may send (Bots FAQ "My bot is hitting limits")."""

import math
from collections import deque
from dataclasses import dataclass

from bot.sandbox.chats import Chat
from bot.sandbox.errors import too_many_requests

_JITTER_SECONDS = 0.05  # a sender at exactly the allowed pace arrives a little early now and then


@dataclass(frozen=True, slots=True)
class RateLimits:
    """Messages a second overall, a second in one private chat, a minute in one group."""

    overall_per_second: int = 30
    chat_per_second: int = 1
    group_per_minute: int = 20


class SendingPace:
    """Counts messages in sliding windows and refuses with 429 what comes too fast."""

    def __init__(self, limits: RateLimits) -> None:
        self._limits = limits
        self._overall: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}

    def spend(self, chat: Chat, messages: int, now: float) -> None:
        """Count messages sent at ``now`` (the loop's seconds), or raise 429 with the seconds to wait."""
        limits = self._limits
        recent = self._chats.setdefault(chat.id, deque())
        if chat.kind == "private":
            allowed, window = limits.chat_per_second, 1.0
        else:
            allowed, window = limits.group_per_minute, 60.0
        wait = max(
            _wait(self._overall, limits.overall_per_second, 1.0, now), _wait(recent, allowed, window, now)
        )
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for _ in range(messages):
            self._overall.append(now)
            recent.append(now)


def _wait(sent: deque[float], allowed: int, window: float, now: float) -> float:
    """Seconds until one more message fits into the window."""
    while sent and sent[0] <= now - window + _JITTER_SECONDS:
        sent.popleft()
    return 0.0 if len(sent) < allowed else sent[-allowed] + window - now
