"""Bot tokens and passwords kept out of logs.

The token is part of every address of the Bot API, and libraries log addresses: httpx each request, others
the page that a proxy answered with. Whoever reads a log could then speak as the bot. Addresses of proxies,
mail servers and databases hold passwords in the same way.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from types import TracebackType

REPLACEMENT = "<bot token>"
PASSWORD_REPLACEMENT = "<password>"  # noqa: S105 - stands where one was
CHATTY_LOGGERS = ("httpx", "httpcore", "aiohttp", "apscheduler.executors.default")

# Real tokens are a bot's number, a colon and 35 letters. Next to "/bot" or "token=" shorter ones count too.
_TOKEN = re.compile(
    r"(?<!\d)\d{6,}(?::|%3A)[A-Za-z0-9_-]{20,}"
    r"|(?:(?<=/bot)|(?<=token=))\d+(?::|%3A)[A-Za-z0-9_-]+",
    re.IGNORECASE,
)
_PASSWORD = re.compile(r"(?<=://)[^\s/@]+:[^\s/@]+(?=@)|(?<=[?&]pass=)[^\s&]+")


def redact(text: str, known: Iterable[str] = ()) -> str:
    """The text without what looks like a bot token or a login in an address, and without ``known`` tokens."""
    for token in known:
        text = text.replace(token, REPLACEMENT)
    return _PASSWORD.sub(PASSWORD_REPLACEMENT, _TOKEN.sub(REPLACEMENT, text))


class RedactTokens(logging.Filter):
    """Lets every record pass, without tokens in its message, its traceback or its stack."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        super().__init__()
        self._known = tuple(filter(None, known))
        self._formatter = logging.Formatter()

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            message = record.getMessage()
        except (TypeError, ValueError):  # arguments that do not fit the message
            message = f"{record.msg} {record.args}"
            record.msg, record.args = message, ()
        clean = redact(message, self._known)
        if clean != message:
            record.msg, record.args = clean, ()
        if record.exc_info:
            self._redact_traceback(record)
        if record.stack_info:
            record.stack_info = redact(record.stack_info, self._known)
        return True

    def _redact_traceback(self, record: logging.LogRecord) -> None:
        if not record.exc_info or record.exc_info[0] is None:
            return
        text = record.exc_text or self._formatter.formatException(record.exc_info)
        clean = redact(text, self._known)
        if clean != text:
            # Without the exception itself no formatter can write its text again.
            record.exc_text, record.exc_info = clean, None


def keep_tokens_out_of_logs(*known: str) -> None:
    """Redact what the root logger's handlers write and what an uncaught exception prints.

    Call it at an entry point, after the handlers are set up; ``known`` are tokens to hide even when they do
    not look like one.
    """
    for handler in logging.getLogger().handlers:
        if not any(isinstance(other, RedactTokens) for other in handler.filters):
            handler.addFilter(RedactTokens(known))
    for name in CHATTY_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)

    def print_redacted(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.stderr.write(redact("".join(traceback.format_exception(kind, error, trace)), known))

    sys.excepthook = print_redacted
