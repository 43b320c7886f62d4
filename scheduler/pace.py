"""How fast bulk messages may leave: evenly, and slower where Telegram says so.

Telegram's limits (Bot FAQ, "My bot is hitting limits"): about 30 messages a second overall, one a second in a
chat, 20 a minute in a group. A burst at the start of a second is answered with 429 as surely as too many, so
messages are spaced, not counted.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic

HEAD_ROOM = 0.1
MOST_HEAD_ROOM = 20.0
"""What is left to the bot's answers, which never wait here: a tenth of the limit, at most 20 a second."""

SECONDS_A_CHAT = 1.0
SECONDS_A_GROUP = 3.0
MANY_CHATS = 4096


def bulk_rate(limit: float, schedulers: int = 1) -> float:
    """Messages a second that one of several schedulers may send in bulk, of Telegram's limit for the bot."""
    return (limit - min(limit * HEAD_ROOM, MOST_HEAD_ROOM)) / max(1, schedulers)


def all_left_at(messages_by_minute: Mapping[int, int], per_second: float) -> float:
    """The minute of the day at which the last message has left, when each may leave from its minute on."""
    free_at = 0.0
    for minute in sorted(messages_by_minute):
        free_at = max(free_at, minute) + messages_by_minute[minute] / per_second / 60
    return free_at


class Pace:
    """Turns for messages of one process.

    ``per_second`` is this process's share of the overall limit. ``time`` and ``sleep`` can be replaced to
    play an hour in no time.
    """

    def __init__(
        self,
        per_second: float,
        *,
        time: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._time = time
        self._sleep = sleep
        self._spacing = 1 / per_second
        self._next_at = 0.0
        self._held_until = 0.0
        self._chat_next_at: dict[int, float] = {}
        self._chat_held_until: dict[int, float] = {}

    @property
    def per_second(self) -> float:
        return 1 / self._spacing

    def set_rate(self, per_second: float) -> None:
        """Change the share, as schedulers come and go."""
        self._spacing = 1 / per_second

    async def turn(self, telegram_chat_id: int, *, is_group: bool) -> None:
        """Wait until a message to this chat may leave."""
        while True:
            now = self._time()
            free_at = max(self._pause_until(telegram_chat_id), self._chat_next_at.get(telegram_chat_id, 0.0))
            if free_at > now:
                # Do not take a place in the common line for a chat that cannot use it yet.
                await self._sleep(free_at - now)
                continue
            slot = max(now, self._next_at)
            self._next_at = slot + self._spacing
            self._chat_next_at[telegram_chat_id] = slot + (SECONDS_A_GROUP if is_group else SECONDS_A_CHAT)
            self._forget_idle_chats(now)
            if slot > now:
                await self._sleep(slot - now)
            if self._pause_until(telegram_chat_id) <= self._time():
                return
            # Telegram asked for a pause while this message was waiting: give the place up.
            self._chat_next_at.pop(telegram_chat_id, None)

    def hold_chat(self, telegram_chat_id: int, seconds: float) -> None:
        """Telegram asked to leave this chat alone for a time.

        When it says so of another chat too before the first pause is over, it means the bot as a whole.
        """
        now = self._time()
        others = any(until > now for chat, until in self._chat_held_until.items() if chat != telegram_chat_id)
        self._chat_held_until[telegram_chat_id] = max(
            self._chat_held_until.get(telegram_chat_id, 0.0), now + seconds
        )
        if others:
            self.hold(seconds)

    @property
    def held_for(self) -> float:
        """Seconds for which no bulk message may leave."""
        return max(0.0, self._held_until - self._time())

    def hold(self, seconds: float) -> None:
        """No bulk message leaves for a time."""
        self._held_until = max(self._held_until, self._time() + seconds)

    def _pause_until(self, telegram_chat_id: int) -> float:
        return max(self._held_until, self._chat_held_until.get(telegram_chat_id, 0.0))

    def _forget_idle_chats(self, now: float) -> None:
        if len(self._chat_next_at) > MANY_CHATS:
            self._chat_next_at = {chat: until for chat, until in self._chat_next_at.items() if until > now}
            self._chat_held_until = {
                chat: until for chat, until in self._chat_held_until.items() if until > now
            }
