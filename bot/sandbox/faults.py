"""Scripted trouble: what Telegram, the people and the network do to a bot, on demand and in a known order."""

import math
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.errors import BotApiError, bad_request, forbidden, too_many_requests

MAX_DELAY_SECONDS = 600.0


class FaultKind(StrEnum):
    """What happens to a call that a fault strikes."""

    BLOCKED = "blocked"  # 403 bot was blocked by the user
    DEACTIVATED = "deactivated"  # 403 user is deactivated
    NOT_STARTED = "not_started"  # 403 bot can't initiate conversation with a user
    KICKED = "kicked"  # 403 bot was kicked from the group chat
    CHAT_NOT_FOUND = "chat_not_found"  # 400
    MIGRATED = "migrated"  # 400 with migrate_to_chat_id
    THREAD_NOT_FOUND = "thread_not_found"  # 400
    FLOOD = "flood"  # 429 with retry_after
    SERVER_ERROR = "server_error"  # 500, 502 or 503 (``status``)
    UNAUTHORIZED = "unauthorized"  # 401
    CONFLICT = "conflict"  # 409
    NOT_JSON = "not_json"  # the call takes effect, the answer is a web page (a captive proxy)
    CLOSE_BEFORE = "close_before"  # connection closed, the call has no effect
    CLOSE_AFTER = "close_after"  # the call takes effect, its answer is lost
    DELAY = "delay"  # the call takes effect, its answer comes ``seconds`` later


@dataclass(slots=True)
class Fault:
    """One line of the script.

    It strikes calls of ``method`` (None: any but getUpdates) to ``chat_id`` (None: any). Of the calls that
    match, the first ``skip`` pass, then every ``every``-th is struck, ``times`` in all (None: until
    removed). ``seconds`` is the retry_after of ``flood`` and the length of ``delay``. A ``flood`` with
    ``hold`` answers 429 to *all* matching calls, with the seconds that are left, until its time is over;
    then it has struck once.
    """

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    skip: int = 0
    every: int = 1
    times: int | None = 1
    seconds: float = 1.0
    hold: bool = False
    status: int = 502
    new_chat_id: int | None = None
    struck: int = 0
    _seen: int = field(default=0, repr=False)
    _held_until: float | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Raises ValueError for a script that could not be played."""
        if self.skip < 0 or self.every < 1 or (self.times is not None and self.times < 1):
            raise ValueError("skip must be 0 or more, every and times 1 or more.")
        if not 0 <= self.seconds <= MAX_DELAY_SECONDS:
            raise ValueError(f"seconds must be between 0 and {MAX_DELAY_SECONDS:.0f}.")
        if self.kind is FaultKind.SERVER_ERROR and not 500 <= self.status <= 599:
            raise ValueError("status must be between 500 and 599.")
        if self.kind is FaultKind.MIGRATED and self.new_chat_id is None:
            raise ValueError("migrated needs new_chat_id.")

    @property
    def spent(self) -> bool:
        return self.times is not None and self.struck >= self.times and self._held_until is None

    def matches(self, method: str, chat_id: int | None) -> bool:
        if self.method is None:
            if method == "getupdates":
                return False
        elif self.method.lower() != method:
            return False
        return self.chat_id is None or self.chat_id == chat_id

    def strikes(self, now: float) -> bool:
        """Count one matching call; ``now`` is the loop's time in seconds."""
        if self._held_until is not None:
            if now < self._held_until:
                return True
            self._held_until = None
        if self.times is not None and self.struck >= self.times:
            return False
        self._seen += 1
        if self._seen <= self.skip or (self._seen - self.skip) % self.every:
            return False
        self.struck += 1
        if self.kind is FaultKind.FLOOD and self.hold:
            self._held_until = now + self.seconds
        return True

    def error(self, now: float) -> BotApiError | None:
        """The refusal to answer with, None for the kinds that refuse nothing."""
        match self.kind:
            case FaultKind.FLOOD:
                left = self.seconds if self._held_until is None else self._held_until - now
                return too_many_requests(max(1, math.ceil(left)))
            case FaultKind.MIGRATED:
                error = bad_request("group chat was upgraded to a supergroup chat")
                error.migrate_to = self.new_chat_id
                return error
            case FaultKind.SERVER_ERROR:
                names = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable"}
                return BotApiError(self.status, names.get(self.status, "Server Error"))
            case _:
                return _refusal(self.kind)


def _refusal(kind: FaultKind) -> BotApiError | None:
    match kind:
        case FaultKind.BLOCKED:
            return forbidden("bot was blocked by the user")
        case FaultKind.DEACTIVATED:
            return forbidden("user is deactivated")
        case FaultKind.NOT_STARTED:
            return forbidden("bot can't initiate conversation with a user")
        case FaultKind.KICKED:
            return forbidden("bot was kicked from the group chat")
        case FaultKind.CHAT_NOT_FOUND:
            return bad_request("chat not found")
        case FaultKind.THREAD_NOT_FOUND:
            return bad_request("message thread not found")
        case FaultKind.UNAUTHORIZED:
            return BotApiError(401, "Unauthorized")
        case FaultKind.CONFLICT:
            return BotApiError(
                409,
                "Conflict: terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
        case _:
            return None


class Faults:
    """The script: the first line that strikes wins."""

    def __init__(self) -> None:
        self.script: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self.script.append(fault)

    def clear(self) -> None:
        self.script.clear()

    def strike(self, method: str, chat_id: int | None, now: float) -> Fault | None:
        """The fault that strikes this call, None when it goes through; ``method`` in lower case."""
        self.script = [fault for fault in self.script if not fault.spent]
        for fault in self.script:
            if fault.matches(method, chat_id) and fault.strikes(now):
                return fault
        return None
