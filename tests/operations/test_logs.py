"""Logs: one line a thing, what it is about, and nothing that nobody may read."""

import asyncio
import json
import logging
import sys
from collections.abc import Iterator

import pytest

from bot.logs import TELLING, configure_logging
from bot.telegram.redaction import CHATTY_LOGGERS
from plan_data.log_context import in_log_context, log_context
from tests.bot.conftest import LAN
from tests.bot.conftest import world as world  # noqa: PLC0414 - the fixture
from tests.world import TOKEN, World

log = logging.getLogger("test.of.logs")


class Written:
    """What went to standard error so far."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._text = ""

    def getvalue(self) -> str:
        self._text += self._capsys.readouterr().err
        return self._text


@pytest.fixture
def stream(capsys: pytest.CaptureFixture[str]) -> Iterator[Written]:
    """Logging is as before afterwards."""
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    levels = {name: logging.getLogger(name).level for name in (*TELLING, *CHATTY_LOGGERS, "apscheduler")}
    yield Written(capsys)
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def lines(stream: Written) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_json_lines_name_what_they_are_about(stream: Written) -> None:
    configure_logging("json")
    with in_log_context(update=7):
        with in_log_context(digest=9):
            log.info("Sent “%s”", "x")
        log.warning("Later")
    log.info("After")

    first, second, third = lines(stream)
    assert first["message"] == "Sent “x”"
    assert (first["level"], first["logger"], first["update"], first["digest"]) == ("info", log.name, 7, 9)
    assert (second["update"], second.get("digest")) == (7, None)
    assert "update" not in third
    assert str(first["at"]).endswith("+00:00")


def test_a_traceback_is_part_of_its_json_line_without_the_token(stream: Written) -> None:
    configure_logging("json")
    try:
        int(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        log.exception("Failed with /bot%s/getMe", TOKEN)

    (line,) = lines(stream)
    assert "ValueError" in str(line["traceback"])
    assert TOKEN not in stream.getvalue()


def test_console_lines_end_with_what_they_are_about(stream: Written) -> None:
    configure_logging("console")
    with in_log_context(update=7, chat=3):
        log.info("Sent")
    log.info("After")

    first, second = stream.getvalue().splitlines()
    assert first.endswith("INFO test.of.logs: Sent [update=7 chat=3]")
    assert second.endswith("After")


def test_the_level_decides_what_is_logged(stream: Written) -> None:
    configure_logging("console", "warning")
    log.info("no")
    log.warning("yes")
    assert len(stream.getvalue().splitlines()) == 1


async def test_what_one_task_is_about_is_not_what_another_is_about() -> None:
    async def work(number: int) -> object:
        with in_log_context(update=number):
            await asyncio.sleep(0)
            return log_context().get("update")

    assert await asyncio.gather(*map(work, range(5))) == list(range(5))
    assert not log_context()


@pytest.mark.parametrize("level", ["info", "debug"])
async def test_what_people_write_is_in_no_log_line(level: str, stream: Written, world: World) -> None:
    configure_logging("json", level)

    world.at("2018-01-08 07:30")
    await world.tick()
    digest = await world.chat(LAN).next_message()
    await world.chat(LAN).reply(digest, "2 vướng: chưa có con-số-bí-mật")
    await world.chat(LAN).next_message()
    await world.chat(LAN).send("/denhan")
    await world.chat(LAN).next_message()

    written = stream.getvalue()
    assert [line for line in lines(stream) if "update" in line]
    assert "bí-mật" not in written
    assert json.dumps("bí-mật")[1:-1] not in written
    assert TOKEN not in written
