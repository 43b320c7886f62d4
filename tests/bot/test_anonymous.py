"""Messages that Telegram delivers without a person behind them."""

from typing import Any

import pytest
from telegram import Update

from bot.application import build_application
from bot.composition import services_of
from bot.inbox import DurableQueue
from bot.settings import BotSettings
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from tests.bot.permission_scene import GROUP, NOW, USER_IDS, Who, furnish
from tests.recording_bot import TOKEN, recording_bot

ANONYMOUS_ADMIN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
FORWARDER = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
THE_GROUP = {"id": GROUP, "type": "supergroup", "title": "Sở Y tế"}
A_CHANNEL = {"id": -1007777, "type": "channel", "title": "Kênh"}
OUR_MESSAGE = {
    "message_id": 60,
    "date": int(NOW.timestamp()),
    "chat": THE_GROUP,
    "from": {"id": 1000000, "is_bot": True, "first_name": "Nhắc Hạn", "username": "nhac_han_bot"},
    "text": "🔔",
}


def message(sender: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
    length = len(text.split(maxsplit=1)[0]) if text.startswith("/") else 0
    return {
        "update_id": 7,
        "message": {
            "message_id": 70,
            "date": int(NOW.timestamp()),
            "chat": THE_GROUP,
            "from": sender,
            "text": text,
            "entities": [{"type": "bot_command", "offset": 0, "length": length}] if length else [],
            **more,
        },
    }


async def said_to(url: str, update: dict[str, Any]) -> list[str]:
    database = Database(url)
    try:
        await furnish(database)
        settings = BotSettings(database_url=url, telegram_bot_token=TOKEN)
        services = services_of(settings, database, SharedTime(database, None, lambda: NOW))
        bot, request = recording_bot()
        application = build_application(bot, services, DurableQueue(database, services.time))
        await application.initialize()
        await application.process_update(Update.de_json(update, bot))
        await application.shutdown()
        return request.said
    finally:
        await database.close()


@pytest.mark.parametrize(
    "update",
    [
        message(ANONYMOUS_ADMIN, "/theodoi Sở Y tế", sender_chat=THE_GROUP),
        message(ANONYMOUS_ADMIN, "1 xong", sender_chat=THE_GROUP, reply_to_message=OUR_MESSAGE),
    ],
    ids=["command", "reply"],
)
async def test_an_anonymous_admin_is_asked_to_show_their_name(
    sqlite_url: str, update: dict[str, Any]
) -> None:
    (said,) = await said_to(sqlite_url, update)
    assert "ẩn danh" in said


@pytest.mark.parametrize(
    "update",
    [
        message(ANONYMOUS_ADMIN, "chào cả nhóm", sender_chat=THE_GROUP),
        message(CHANNEL, "/denhan", sender_chat=A_CHANNEL),
        message(FORWARDER, "/denhan", sender_chat=A_CHANNEL, is_automatic_forward=True),
    ],
    ids=["talk", "channel", "automatic forward"],
)
async def test_others_without_a_person_get_no_answer(sqlite_url: str, update: dict[str, Any]) -> None:
    assert await said_to(sqlite_url, update) == []


async def test_what_is_forwarded_is_nobodys_report(sqlite_url: str) -> None:
    reporter = USER_IDS[Who.REPORTER]
    person = {"id": reporter, "is_bot": False, "first_name": "Lan"}
    origin = {"type": "hidden_user", "sender_user_name": "Tuấn", "date": int(NOW.timestamp())}
    private = {"id": reporter, "type": "private", "first_name": "Lan"}

    (said,) = await said_to(sqlite_url, message(person, "Y-1 xong", chat=private, forward_origin=origin))

    assert "chuyển tiếp hoặc chép lại nên tôi không ghi gì" in said
