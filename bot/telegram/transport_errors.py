"""What python-telegram-bot's errors leave open: whether a request can have reached Telegram at all.

All are subclasses of the library's own errors, so code that knows only those works on.
"""

from datetime import timedelta

from telegram.error import NetworkError, RetryAfter, TimedOut


class NotSentError(NetworkError):
    """No connection came about (refused, unknown host, TLS): surely nothing was sent."""


class NotSentTimeout(TimedOut):
    """No connection came about in time: surely nothing was sent."""


class NoFreeConnection(NotSentTimeout):
    """All connections were busy for the time allowed: surely nothing was sent."""


class FloodControl(RetryAfter):
    """429 with ``retry_after``, always as a timedelta.

    The library's own class gives seconds and a deprecation warning, or a timedelta, by an environment
    variable; where warnings are errors it cannot even be constructed without the variable.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(timedelta(seconds=seconds))

    @property
    def retry_after(self) -> timedelta:
        return self._retry_after
