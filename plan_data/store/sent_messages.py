"""Messages that a reply may answer: which numbers in them stand for which duties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.tables import ChatRow, SentMessageRow


@dataclass(frozen=True, slots=True)
class NumberedMessage:
    """``duty_ids[0]`` is the duty behind ``first_number``, and so on."""

    message_id: int
    first_number: int
    duty_ids: tuple[int, ...]

    def duty_at(self, number: int) -> int | None:
        """The duty behind a number of the list; None when the list has no such number."""
        position = number - self.first_number
        return self.duty_ids[position] if 0 <= position < len(self.duty_ids) else None


async def keep_sent_message(
    session: AsyncSession,
    chat_id: int,
    message_id: int,
    *,
    text: str,
    duty_ids: Sequence[int],
    first_number: int,
    now: datetime,
) -> None:
    """Remember a list the bot just sent, so that "2 xong" in reply to it means something."""
    session.add(
        SentMessageRow(
            chat_id=chat_id,
            message_id=message_id,
            state="sent",
            text=text,
            duty_ids=list(duty_ids),
            first_number=first_number,
            at=now,
        )
    )
    await session.flush()


async def numbered_message(
    session: AsyncSession, telegram_chat_id: int, message_id: int
) -> NumberedMessage | None:
    """The message somebody replied to, when it was one of ours about duties."""
    return await _newest(session, telegram_chat_id, message_id)


async def latest_numbered_message(session: AsyncSession, telegram_chat_id: int) -> NumberedMessage | None:
    """The newest list in a chat: what "2 xong" means when it replies to nothing."""
    return await _newest(session, telegram_chat_id, None)


async def _newest(
    session: AsyncSession, telegram_chat_id: int, message_id: int | None
) -> NumberedMessage | None:
    query = (
        select(SentMessageRow.message_id, SentMessageRow.first_number, SentMessageRow.duty_ids)
        .join(ChatRow, ChatRow.id == SentMessageRow.chat_id)
        .where(ChatRow.telegram_chat_id == telegram_chat_id, SentMessageRow.message_id.is_not(None))
        .order_by(SentMessageRow.at.desc(), SentMessageRow.id.desc())
        .limit(1)
    )
    if message_id is not None:
        query = query.where(SentMessageRow.message_id == message_id)
    row = (await session.execute(query)).tuples().one_or_none()
    if row is None:
        return None
    found, first_number, duty_ids = row
    return NumberedMessage(found, first_number, tuple(duty_ids)) if found is not None else None
