"""Refusals in the Bot API's own words (section "Making requests": ok, error_code, description,
parameters).
"""


class BotApiError(Exception):
    """A call that Telegram answers with ``ok: false``."""

    def __init__(
        self, code: int, description: str, *, retry_after: int | None = None, migrate_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to


class PhoneError(ValueError):
    """A person tried something that the app on a phone does not allow; the message is a sentence."""


def bad_request(description: str) -> BotApiError:
    return BotApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> BotApiError:
    return BotApiError(403, f"Forbidden: {description}")


def too_many_requests(seconds: int) -> BotApiError:
    return BotApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
