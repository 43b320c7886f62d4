"""Messages that a reply may answer: which numbers in them stand for which duties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.tables import ChatRow, SentMessageRow


@dataclass(frozen=True, slots=True)
class NumberedMessage:
    """A list of duties in one message or, for a long digest, in several: the duty behind each number.

    ``message_id`` is Telegram's number of the (newest) message, ``sent_at`` when it was sent.
    """

    duty_by_number: dict[int, int]
    message_id: int | None
    sent_at: datetime
    is_in_one_message: bool = True

    @property
    def all_duty_ids(self) -> tuple[int, ...]:
        return tuple(self.duty_by_number.values())

    @property
    def lowest_number(self) -> int:
        return min(self.duty_by_number)

    def duty_at(self, number: int) -> int | None:
        """The duty behind a number of the list; None when the list has no such number."""
        return self.duty_by_number.get(number)


async def keep_sent_message(
    session: AsyncSession,
    chat_id: int,
    message_id: int | None,
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


@dataclass(frozen=True, slots=True)
class ListInChat:
    """A list of duties that the bot sent to a chat (a topic of it), by Telegram's numbers."""

    telegram_chat_id: int
    thread_id: int
    message_id: int
    text: str
    duty_ids: tuple[int, ...]
    first_number: int
    sent_at: datetime


async def keep_lists(session: AsyncSession, lists: Sequence[ListInChat]) -> None:
    """Remember lists the bot just sent; those to chats that are not known are nobody's to answer."""
    connection = await session.connection()  # the unit of work has nothing to add
    known = {
        (telegram_chat_id, thread_id): chat_id
        for chat_id, telegram_chat_id, thread_id in await connection.execute(
            select(ChatRow.id, ChatRow.telegram_chat_id, ChatRow.thread_id).where(
                ChatRow.telegram_chat_id.in_({each.telegram_chat_id for each in lists})
            )
        )
    }
    rows = [
        {
            "chat_id": known[each.telegram_chat_id, each.thread_id],
            "message_id": each.message_id,
            "state": "sent",
            "text": each.text,
            "duty_ids": list(each.duty_ids),
            "first_number": each.first_number,
            "at": each.sent_at,
        }
        for each in lists
        if (each.telegram_chat_id, each.thread_id) in known
    ]
    if rows:
        await connection.execute(insert(SentMessageRow), rows)


async def numbered_message(
    session: AsyncSession, telegram_chat_id: int, message_id: int
) -> NumberedMessage | None:
    """The message somebody replied to, when it was one of ours about duties."""
    return await _newest(session, telegram_chat_id, SentMessageRow.message_id == message_id)


async def latest_numbered_message(
    session: AsyncSession, telegram_chat_id: int, thread_id: int = 0
) -> NumberedMessage | None:
    """The newest list in a chat (in one topic of it): what "2 xong" means when it replies to nothing."""
    return await _newest(session, telegram_chat_id, ChatRow.thread_id == thread_id)


async def _newest(
    session: AsyncSession, telegram_chat_id: int, which: ColumnElement[bool]
) -> NumberedMessage | None:
    query = (
        select(SentMessageRow)
        .join(ChatRow, ChatRow.id == SentMessageRow.chat_id)
        .where(ChatRow.telegram_chat_id == telegram_chat_id, SentMessageRow.message_id.is_not(None), which)
        .order_by(SentMessageRow.at.desc(), SentMessageRow.id.desc())
        .limit(1)
    )
    found = await session.scalar(query)
    if found is None:
        return None
    parts: Sequence[SentMessageRow] = [found]
    if found.digest_id is not None:
        # A long digest has its numbers in several messages; a reply to one may name those of another.
        parts = (
            await session.scalars(
                select(SentMessageRow)
                .where(SentMessageRow.digest_id == found.digest_id)
                .order_by(SentMessageRow.part)
            )
        ).all()
    return NumberedMessage(
        {
            number: duty_id
            for part in parts
            for number, duty_id in enumerate(part.duty_ids, start=part.first_number)
        },
        found.message_id,
        found.at,
        is_in_one_message=len(parts) == 1,
    )
