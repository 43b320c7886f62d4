"""Tokens do not reach logs, whoever logs them."""

import io
import logging
import sys
from collections.abc import Iterator

import pytest
import telegram
from telegram.request import HTTPXRequest

from bot.telegram.redaction import (
    CHATTY_LOGGERS,
    REPLACEMENT,
    RedactTokens,
    keep_tokens_out_of_logs,
    redact,
)
from tests.telegram.conftest import FROM_BOTFATHER
from tests.telegram.raw_bot_api import RawBotApi, page, said

SHORT = "1234:demo"


@pytest.fixture
def log_text() -> Iterator[io.StringIO]:
    """What the program's log would say: a handler of the root logger, set up as the entry points do."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", *CHATTY_LOGGERS)}
    hook, filters = sys.excepthook, {other: list(other.filters) for other in root.handlers}
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    keep_tokens_out_of_logs(SHORT)
    yield text
    sys.excepthook = hook
    root.removeHandler(handler)
    for other, before in filters.items():
        other.filters[:] = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize(
    "text",
    [
        f"POST https://api.telegram.org/bot{FROM_BOTFATHER}/getMe",
        f"https://api.telegram.org/file/bot{FROM_BOTFATHER}/documents/a.pdf",
        f"The token `{FROM_BOTFATHER}` was rejected by the server.",
        f"ExtBot[token={FROM_BOTFATHER}]",
        "ExtBot[token=1:SECRET]",
        "http://127.0.0.1:8081/bot1:SECRET/getMe",
        f"/bot{FROM_BOTFATHER.replace(':', '%3A')}/getMe",
        f"known: {SHORT}",
    ],
)
def test_a_token_is_removed_wherever_it_stands(text: str) -> None:
    clean = redact(text, [SHORT])
    assert REPLACEMENT in clean
    assert "secret" not in clean.casefold()
    assert SHORT not in clean


@pytest.mark.parametrize(
    "text",
    [
        "http://user:the-word@proxy.example.vn:3128",
        "mailtos://bot%40example.vn:the-word@smtp.example.vn?from=bot@example.vn",
        "mailtos://smtp.example.vn/?user=bot&pass=the-word&from=bot@example.vn",
        "postgresql://nhachan:the-word@db/nhachan",
    ],
)
def test_a_password_in_an_address_is_removed_and_the_rest_stays(text: str) -> None:
    clean = redact(f"cannot reach {text} today")
    assert "the-word" not in clean
    assert "example.vn" in clean or "db/nhachan" in clean
    assert clean.endswith(" today")


@pytest.mark.parametrize(
    "text",
    [
        "12:30 15/8/2018",
        "2018-01-08T07:30:00",
        "chat 123456789: Sở Y tế",
        "http://127.0.0.1:8081/sandbox",
        "",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert redact(text) == text


def test_messages_arguments_and_tracebacks_are_clean(log_text: io.StringIO) -> None:
    log = logging.getLogger("somebody")
    log.info("calling %s", f"https://x/bot{FROM_BOTFATHER}/getMe")
    log.info(f"calling https://x/bot{FROM_BOTFATHER}/getMe 100%")  # noqa: G004 - others do
    log.info("calling %(url)s", {"url": FROM_BOTFATHER})
    log.info("known %s", SHORT)
    wrong_arguments = "%d %s"
    log.info(wrong_arguments, FROM_BOTFATHER)
    try:
        int(FROM_BOTFATHER)
    except ValueError:
        log.exception("failed")
    log.info("stack", stack_info=True)
    written = log_text.getvalue()
    assert "secret" not in written
    assert SHORT not in written
    assert written.count(REPLACEMENT) >= 6
    assert "ValueError" in written
    assert "100%" in written


def test_records_without_a_token_are_left_alone() -> None:
    record = logging.LogRecord("x", logging.INFO, "f.py", 1, "sent %d of %d", (3, 4), None)
    assert RedactTokens().filter(record)
    assert (record.msg, record.args) == ("sent %d of %d", (3, 4))


async def test_the_library_logs_no_token_not_even_at_debug(log_text: io.StringIO, api: RawBotApi) -> None:
    """It logs addresses when a bot is made, httpx at each call, and the page of a proxy that quotes one."""
    request = HTTPXRequest()
    bot = telegram.Bot(
        FROM_BOTFATHER, base_url=f"{api.url}/bot", base_file_url=f"{api.url}/file/bot", request=request
    )
    api.replies.extend([page(502, f"no such page: /bot{FROM_BOTFATHER}/getMe"), said(401, "Unauthorized")])
    for _ in range(2):
        try:
            await bot.initialize()
        except telegram.error.TelegramError:
            logging.getLogger("entry point").exception("Telegram does not answer %r", bot)
    await bot.shutdown()
    assert "Can not load invalid JSON data" in log_text.getvalue()
    assert "secret" not in log_text.getvalue()
    assert "HTTP Request" not in log_text.getvalue()


def test_an_uncaught_error_prints_no_token(log_text: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    error = telegram.error.InvalidToken(f"The token `{FROM_BOTFATHER}` was rejected by the server.")
    sys.excepthook(type(error), error, error.__traceback__)
    printed = capsys.readouterr().err
    assert "was rejected by the server" in printed
    assert "secret" not in printed
    assert log_text.getvalue() == ""


def test_setting_it_up_twice_changes_nothing(log_text: io.StringIO) -> None:
    keep_tokens_out_of_logs(SHORT)
    for handler in logging.getLogger().handlers:
        assert sum(isinstance(other, RedactTokens) for other in handler.filters) == 1
    assert log_text.getvalue() == ""
