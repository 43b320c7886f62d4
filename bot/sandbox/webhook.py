"""Updates sent to the bot instead of fetched by it (Bot API, setWebhook)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.security import LOOPBACK_NAMES
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.wire import JsonObject

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header
_ANSWER_SECONDS = 60.0
_LONGEST_PAUSE_SECONDS = 60.0


@dataclass(slots=True)
class WebhookSettings:
    """Where updates go; no ``url`` means that the bot fetches them. Dates are Unix seconds."""

    url: str = ""
    in_use: asyncio.Event = field(default_factory=asyncio.Event)
    secret: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None

    def use(self, url: str, secret: str | None, max_connections: int) -> None:
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self.last_error_date = self.last_error_message = None
        self.in_use.set()

    def remove(self) -> None:
        self.url, self.secret = "", None
        self.in_use.clear()

    def info(self, waiting: int, allowed: list[str] | None) -> JsonObject:
        """Bot API object WebhookInfo."""
        info: JsonObject = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": waiting,
        }
        if self.url:
            info["max_connections"] = self.max_connections
        if self.last_error_date is not None:
            info["last_error_date"] = self.last_error_date
            info["last_error_message"] = self.last_error_message
        if allowed is not None:
            info["allowed_updates"] = [*allowed]
        return info


def is_deliverable(url: str) -> bool:
    """Whether the sandbox would deliver there: to this machine only, so that it cannot be used to reach
    others.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.hostname in LOOPBACK_NAMES and port != 0


class WebhookDelivery:
    """Sends the oldest update until the bot answers 2xx, then the next; pauses longer after each failure."""

    def __init__(
        self,
        settings: WebhookSettings,
        updates: UpdateQueue,
        *,
        first_pause_seconds: float,
        timestamp: Callable[[], int],
    ) -> None:
        self._settings = settings
        self._updates = updates
        self._first_pause = first_pause_seconds
        self._timestamp = timestamp

    async def run(self) -> None:
        """Deliver until cancelled."""
        pause = self._first_pause
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_ANSWER_SECONDS)) as session:
            while True:
                await self._settings.in_use.wait()
                await self._updates.arrival()
                if not self._settings.in_use.is_set():
                    continue
                problem = await self._deliver_one(session)
                if problem is None:
                    pause = self._first_pause
                    continue
                self._settings.last_error_date = self._timestamp()
                self._settings.last_error_message = problem
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    async def _deliver_one(self, session: aiohttp.ClientSession) -> str | None:
        """Send the oldest update; what went wrong, None when the bot took it."""
        update = self._updates.head(1)[0]
        headers = {SECRET_HEADER: self._settings.secret} if self._settings.secret else {}
        try:
            async with session.post(
                self._settings.url, json=update, headers=headers, allow_redirects=False
            ) as answer:
                if not 200 <= answer.status < 300:
                    return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return f"Connection failed: {type(error).__name__}"
        if isinstance(update, dict) and isinstance(number := update["update_id"], int):
            self._updates.confirm(number + 1)
        return None
