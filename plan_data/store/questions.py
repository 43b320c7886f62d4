"""What the bot asked somebody and waits for; kept here so that a restart does not forget it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.dialect import insert_or
from plan_data.store.tables import QuestionRow


@dataclass(frozen=True, slots=True)
class Question:
    """``kind`` says which handler asked; ``details`` is what it needs to go on."""

    kind: str
    details: dict[str, Any]
    asked_at: datetime


async def ask(
    session: AsyncSession, chat: int, user: int, *, kind: str, details: dict[str, Any], now: datetime
) -> None:
    """Wait for the person's next message in this chat; an earlier question is dropped."""
    values = {"kind": kind, "details": details, "asked_at": now}
    await session.execute(
        insert_or(session, QuestionRow)
        .values(telegram_chat_id=chat, telegram_user_id=user, **values)
        .on_conflict_do_update(index_elements=["telegram_chat_id", "telegram_user_id"], set_=values)
    )


async def open_questions(
    session: AsyncSession, chats: Collection[int], users: Collection[int]
) -> Mapping[tuple[int, int], Question]:
    """What these people were asked in these chats and have not answered, by chat and person."""
    rows = await session.execute(
        select(
            QuestionRow.telegram_chat_id,
            QuestionRow.telegram_user_id,
            QuestionRow.kind,
            QuestionRow.details,
            QuestionRow.asked_at,
        ).where(QuestionRow.telegram_chat_id.in_(chats), QuestionRow.telegram_user_id.in_(users))
    )
    return {(chat, user): Question(kind, details, asked_at) for chat, user, kind, details, asked_at in rows}


async def open_question(session: AsyncSession, chat: int, user: int) -> Question | None:
    """What this person was asked in this chat and has not answered."""
    return (await open_questions(session, {chat}, {user})).get((chat, user))


async def close_question(session: AsyncSession, chat: int, user: int) -> None:
    """The question was answered or is moot."""
    await session.execute(
        delete(QuestionRow).where(QuestionRow.telegram_chat_id == chat, QuestionRow.telegram_user_id == user)
    )
