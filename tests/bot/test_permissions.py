"""The permission matrix: every command and every button, tried by everybody.

Each cell is the real handler on a database of its own; only Telegram is left out. Allowed means that the
proof of the row is said; refused, that it is not, that the database is as before, and that no link is given.
"""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from telegram import Update

from bot.application import COMMANDS, OPEN_COMMANDS, build_application
from bot.composition import services_of
from bot.inbox import DurableQueue
from bot.settings import BotSettings
from bot.telegram.callback_data import CallbackSigner
from bot.texts.message import Action
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.store.questions import ask
from plan_data.store.reference import ReferenceCache
from tests.bot.permission_scene import (
    ELSEWHERE,
    GROUP,
    GROUP_ADMINS,
    IN_GROUP,
    NOW,
    ONLY_PRESS,
    USER_IDS,
    Scene,
    Who,
    furnish,
)
from tests.bot.permission_table import COMMAND_ROWS, PRESS_ROWS, CommandRow, PressRow
from tests.recording_bot import TOKEN, recording_bot

BOOKKEEPING = frozenset({"alembic_version", "questions", "sent_messages", "chats"})
"""What an attempt may leave behind: a question asked, a list shown, a chat that is known now."""


LARGE_PLAN = {
    "file_id": "f",
    "file_unique_id": "u",
    "file_name": "ke-hoach.docx",
    "file_size": 30 * 1024 * 1024,
}
"""The file that a pressed message answers, for buttons that are about one: told to be too large."""

Contents = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True, slots=True)
class Furnished:
    path: Path
    scene: Scene
    contents: Contents
    reference: ReferenceCache

    def copy(self, to: Path) -> Path:
        shutil.copy(self.path, to)
        return to


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Furnished:
    """The scene, made once for all cells of this process."""
    path = tmp_path_factory.mktemp("scene") / "scene.sqlite3"
    shutil.copy(sqlite_template, path)

    async def make() -> Furnished:
        database = Database(f"sqlite:///{path}")
        try:
            scene = await furnish(database)
            # Units and working days are the same in all cells: they are read once.
            reference = ReferenceCache(database)
            await reference.get(NOW)
            return Furnished(path, scene, contents(path), reference)
        finally:
            await database.close()

    return asyncio.run(make())


def contents(path: Path) -> Contents:
    """Every row of every table but bookkeeping."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            for (name,) in names
            if name not in BOOKKEEPING
        }


def chat_of(who: Who) -> dict[str, Any]:
    if who in IN_GROUP:
        return {"id": GROUP, "type": "supergroup", "title": "Sở Y tế"}
    return {"id": USER_IDS[who], "type": "private", "first_name": who.value}


def person(who: Who) -> dict[str, Any]:
    return {"id": USER_IDS[who], "is_bot": False, "first_name": who.value, "language_code": "vi"}


def message_of(who: Who, written: str) -> dict[str, Any]:
    command = written.split(maxsplit=1)[0]
    return {
        "update_id": 7,
        "message": {
            "message_id": 70,
            "date": int(NOW.timestamp()),
            "chat": chat_of(who),
            "from": person(who),
            "text": written,
            "entities": [{"type": "bot_command", "offset": 0, "length": len(command)}],
        },
    }


def press_of(who: Who, data: str) -> dict[str, Any]:
    return {
        "update_id": 7,
        "callback_query": {
            "id": "1",
            "from": person(who),
            "chat_instance": "1",
            "data": data,
            "message": {
                "message_id": 60,
                "date": int(NOW.timestamp()),
                "chat": chat_of(who),
                "from": {"id": 1000000, "is_bot": True, "first_name": "Nhắc Hạn"},
                "text": "…",
                "reply_to_message": {
                    "message_id": 59,
                    "date": int(NOW.timestamp()),
                    "chat": chat_of(who),
                    "from": person(who),
                    "document": LARGE_PLAN,
                },
            },
        },
    }


class Cell:
    """One attempt on a copy of the scene."""

    def __init__(self, path: Path, reference: ReferenceCache) -> None:
        url = f"sqlite:///{path}"
        self.database = Database(url)
        time = SharedTime(self.database, None, lambda: NOW)
        settings = BotSettings(
            database_url=url,
            telegram_bot_token=SecretStr(TOKEN),
            web_port=8080,
            web_public_url="https://nhac-han.example",
            fallback_email_url=SecretStr("mailto://mail.example?from=nhac-han@mail.example"),
        )
        self.services = replace(services_of(settings, self.database, time), reference=reference)
        self.bot, self.request = recording_bot({USER_IDS[who] for who in GROUP_ADMINS})

    async def attempt(self, update: dict[str, Any]) -> str:
        """All that the bot said, to whomever."""
        queue = DurableQueue(self.database, self.services.time)
        application = build_application(self.bot, self.services, queue)
        await application.initialize()
        await application.process_update(Update.de_json(update, self.bot))
        await application.shutdown()
        return "\n".join(self.request.said)


async def check(
    furnished: Furnished, path: Path, update: dict[str, Any], row: CommandRow | PressRow, who: Who
) -> None:
    cell = Cell(furnished.copy(path), furnished.reference)
    is_allowed = who in row.allowed
    try:
        if isinstance(row, PressRow) and row.question is not None:
            kind, details = row.question
            chat, user = chat_of(who)["id"], USER_IDS[who]
            async with cell.database.writing() as session:
                await ask(session, chat, user, kind=kind, details=details, now=NOW)
        said = await cell.attempt(update)
    finally:
        await cell.database.close()
    after = {} if is_allowed else contents(path)
    assert "Có lỗi ở phía chúng tôi" not in said
    assert "https://t.me/" not in said or is_allowed
    assert (row.proof in said) == is_allowed or not row.proof
    may_change = {"access_requests"} if row.may_ask else set()
    changed = {name for name, rows in after.items() if furnished.contents[name] != rows}
    assert changed <= may_change


def _id(row: CommandRow | PressRow) -> str:
    name = row.command if isinstance(row, CommandRow) else row.action.name
    return f"{name} ({row.case})" if row.case else name


@pytest.mark.parametrize("who", [who for who in Who if who not in ONLY_PRESS])
@pytest.mark.parametrize("row", COMMAND_ROWS, ids=_id)
async def test_a_command_works_only_for_those_in_the_table(
    furnished: Furnished, tmp_path: Path, row: CommandRow, who: Who
) -> None:
    update = message_of(who, f"/{row.command} {row.text}".strip())
    await check(furnished, tmp_path / "cell.sqlite3", update, row, who)


@pytest.mark.parametrize("who", list(Who))
@pytest.mark.parametrize("row", PRESS_ROWS, ids=_id)
async def test_a_button_works_only_for_those_in_the_table(
    furnished: Furnished, tmp_path: Path, row: PressRow, who: Who
) -> None:
    signer = CallbackSigner.from_token(TOKEN)
    shown_in = ELSEWHERE if who is Who.COPIER else chat_of(who)["id"]
    data = signer.encode(row.action, *row.arguments(furnished.scene, who), chat_id=shown_in)
    if who is Who.FORGER:
        data = data[0] + ("A" if data[1] != "A" else "B") + data[2:]
    await check(furnished, tmp_path / "cell.sqlite3", press_of(who, data), row, who)


def test_every_command_is_in_the_table() -> None:
    known = {names[0] for names, _ in COMMANDS} | {names[0] for names, _ in OPEN_COMMANDS}
    assert known == {row.command for row in COMMAND_ROWS}


def test_every_button_is_in_the_table() -> None:
    assert set(Action) == {row.action for row in PRESS_ROWS}


def test_every_row_is_refused_to_somebody_and_allowed_to_somebody() -> None:
    for row in (*COMMAND_ROWS, *PRESS_ROWS):
        assert row.allowed
        assert set(Who) - row.allowed
