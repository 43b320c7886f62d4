"""Through a proxy, or to a Bot API server of one's own: the settings lead both bots there, files included."""

import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import telegram
from pydantic import SecretStr
from telegram.error import TelegramError

from bot.composition import answering_bot
from bot.settings import BotSettings
from bot.telegram.bulk_bot import bulk_bot
from tests.telegram.conftest import FROM_BOTFATHER
from tests.telegram.loopback_proxy import LoopbackProxy, loopback_proxy
from tests.telegram.raw_bot_api import RawBotApi, Reply

NOWHERE = "http://telegram.invalid"
"""Only a proxy can lead there."""


@pytest.fixture
async def proxy(api: RawBotApi) -> AsyncIterator[LoopbackProxy]:
    async with loopback_proxy(api.url) as opened:
        yield opened


def settings_for(url: str, proxy: str | None = None) -> BotSettings:
    return BotSettings(
        telegram_bot_token=SecretStr(FROM_BOTFATHER),
        telegram_api_url=url,
        telegram_proxy=SecretStr(proxy) if proxy else None,
    )


def bots(settings: BotSettings) -> list[telegram.Bot]:
    """The one that answers, and the one that sends reminders."""
    return [
        answering_bot(settings),
        bulk_bot(settings.token, api_url=settings.telegram_api_url, proxy=settings.proxy),
    ]


async def close(bot: telegram.Bot) -> None:
    await bot.request.shutdown()


def file_at(path: str) -> Reply:
    result = {"file_id": "a", "file_unique_id": "b", "file_path": path}
    return Reply(200, json.dumps({"ok": True, "result": result}).encode())


async def test_both_bots_reach_telegram_through_the_proxy(api: RawBotApi, proxy: LoopbackProxy) -> None:
    for bot in bots(settings_for(NOWHERE, proxy.url_with_password)):
        await bot.request.initialize()
        assert (await bot.send_message(7, "Nhắc hạn")).message_id == 41
        await close(bot)

    assert proxy.asked_for == [f"POST {NOWHERE}/bot{FROM_BOTFATHER}/sendMessage HTTP/1.1"] * 2
    assert [call.path for call in api.received] == [f"/bot{FROM_BOTFATHER}/sendMessage"] * 2


async def test_files_come_through_the_proxy_too(api: RawBotApi, proxy: LoopbackProxy) -> None:
    api.replies += [file_at("documents/file_1.pdf"), Reply(200, b"%PDF")]
    bot = answering_bot(settings_for(NOWHERE, proxy.url_with_password))
    await bot.request.initialize()
    assert bytes(await (await bot.get_file("a")).download_as_bytearray()) == b"%PDF"
    await close(bot)
    assert api.received[-1].path.endswith(f"/file/bot{FROM_BOTFATHER}/documents/file_1.pdf")


async def test_a_proxy_that_wants_another_password_is_an_error_without_ours(
    api: RawBotApi, proxy: LoopbackProxy, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = proxy.url.replace("//", "//user:wrong-password@")
    for address in (NOWHERE, "https://telegram.invalid"):
        for bot in bots(settings_for(address, wrong)):
            await bot.request.initialize()
            with pytest.raises(TelegramError) as refused:
                await bot.send_message(7, "Nhắc hạn")
            await close(bot)
            assert "wrong-password" not in f"{refused.value!r} {refused.value.__context__!r}"
    assert api.received == []
    assert "wrong-password" not in caplog.text


async def test_a_server_of_ones_own_gives_its_files_as_any_other(api: RawBotApi) -> None:
    api.replies += [file_at("documents/file_1.pdf"), Reply(200, b"%PDF")]
    bot = answering_bot(settings_for(f"{api.url}/"))
    await bot.request.initialize()
    assert bytes(await (await bot.get_file("a")).download_as_bytearray()) == b"%PDF"
    await close(bot)
    assert api.received[-1].path == f"/file/bot{FROM_BOTFATHER}/documents/file_1.pdf"


async def test_a_server_in_local_mode_names_a_file_of_this_machine(api: RawBotApi, tmp_path: Path) -> None:
    """telegram-bot-api --local: file_path is absolute and nothing is served over HTTP (Bot API, "Using a
    Local Bot API Server").
    """
    kept = tmp_path / "báo cáo.pdf"
    kept.write_bytes(b"%PDF local")
    api.replies.append(file_at(str(kept)))
    bot = answering_bot(settings_for(api.url))
    await bot.request.initialize()
    assert bytes(await (await bot.get_file("a")).download_as_bytearray()) == b"%PDF local"
    await close(bot)
    assert len(api.received) == 1


async def test_a_local_file_of_another_machine_is_a_failure_that_can_be_told(api: RawBotApi) -> None:
    api.replies += [file_at("/var/lib/telegram-bot-api/documents/file_1.pdf"), Reply(404, b"not found")]
    bot = answering_bot(settings_for(api.url))
    await bot.request.initialize()
    file = await bot.get_file("a")
    with pytest.raises(TelegramError):
        await file.download_as_bytearray()
    await close(bot)
