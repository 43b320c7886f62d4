"""What numbers mean to many who reply in one moment, each in their own chat."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from plan_data.store.chats import keep_chat
from plan_data.store.database import Database
from plan_data.store.sent_messages import ListInChat, ListQuestion, keep_lists, numbered_messages

NOON = datetime(2018, 1, 8, 12, tzinfo=UTC)
LAN, MINH, GROUP, NOBODY, TOPIC = 1001, 1002, -5, 404, 7


async def known_chats(database: Database) -> None:
    async with database.writing() as session:
        for chat, topic in ((LAN, 0), (MINH, 0), (GROUP, 0), (GROUP, TOPIC)):
            await keep_chat(
                session,
                telegram_chat_id=chat,
                thread_id=topic,
                kind="private",
                title="",
                official_id=None,
                language="vi",
            )


async def send(database: Database, *lists: tuple[int, int, int, tuple[int, ...]]) -> None:
    """Lists as chat, topic, message and duties, each a minute after the one before."""
    async with database.writing() as session:
        await keep_lists(
            session,
            [
                ListInChat(chat, topic, message, "", duties, 1, NOON + timedelta(minutes=minute))
                for minute, (chat, topic, message, duties) in enumerate(lists)
            ],
        )


async def test_each_is_answered_from_their_own_chat(database: Database) -> None:
    await known_chats(database)
    await send(
        database,
        (LAN, 0, 10, (1, 2)),
        (MINH, 0, 10, (3,)),
        (LAN, 0, 11, (4,)),
        (GROUP, 0, 20, (5,)),
        (GROUP, TOPIC, 21, (6,)),
    )
    expected: Mapping[ListQuestion, list[int] | None] = {
        ListQuestion(LAN, 10): [1, 2],
        ListQuestion(MINH, 10): [3],
        ListQuestion(MINH, 11): None,
        ListQuestion(LAN, None): [4],
        ListQuestion(MINH, None): [3],
        ListQuestion(GROUP, None): [5],
        ListQuestion(GROUP, None, TOPIC): [6],
        ListQuestion(GROUP, 21): [6],
        ListQuestion(NOBODY, None): None,
        ListQuestion(NOBODY, 10): None,
    }

    async with database.reading() as session:
        together = await numbered_messages(session, list(expected))
        alone = [(await numbered_messages(session, [question]))[0] for question in expected]

    assert together == alone
    assert [list(found.all_duty_ids) if found else None for found in together] == list(expected.values())
