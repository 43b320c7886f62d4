"""Messages that a reply may answer: which numbers in them stand for which duties."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, ScalarSelect, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

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


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """What do the numbers mean in a message of a chat, or, without a message, in the newest of a topic?"""

    telegram_chat_id: int
    message_id: int | None
    thread_id: int = 0


async def numbered_messages(
    session: AsyncSession, questions: Sequence[ListQuestion]
) -> Sequence[NumberedMessage | None]:
    """An answer to each question; None where that was none of our messages about duties."""
    replied = {each.message_id for each in questions if each.message_id is not None}
    found = dict[ListQuestion, SentMessageRow]()
    if replied:
        for chat, _, sent in await _in_chats(session, questions, SentMessageRow.message_id.in_(replied)):
            found[ListQuestion(chat, sent.message_id)] = sent
    if any(each.message_id is None for each in questions):
        for chat, thread, sent in await _in_chats(session, questions, SentMessageRow.id == _newest()):
            found[ListQuestion(chat, None, thread)] = sent
    parts = await _parts_of_digests(session, {sent.digest_id for sent in found.values()} - {None})
    messages = {
        question: _numbered(sent, parts.get(sent.digest_id, [sent])) for question, sent in found.items()
    }
    return [messages.get(each) for each in questions]


async def numbered_message(
    session: AsyncSession, telegram_chat_id: int, message_id: int
) -> NumberedMessage | None:
    """The message somebody replied to, when it was one of ours about duties."""
    return (await numbered_messages(session, [ListQuestion(telegram_chat_id, message_id)]))[0]


async def latest_numbered_message(
    session: AsyncSession, telegram_chat_id: int, thread_id: int = 0
) -> NumberedMessage | None:
    """The newest list in a chat (in one topic of it): what "2 xong" means when it replies to nothing."""
    return (await numbered_messages(session, [ListQuestion(telegram_chat_id, None, thread_id)]))[0]


def _newest() -> ScalarSelect[int]:
    """The number of the newest message in each chat of the enclosing statement."""
    sent = aliased(SentMessageRow)
    return (
        select(sent.id)
        .where(sent.chat_id == ChatRow.id, sent.message_id.is_not(None))
        .order_by(sent.at.desc(), sent.id.desc())
        .limit(1)
        .scalar_subquery()
    )


async def _in_chats(
    session: AsyncSession, questions: Sequence[ListQuestion], which: ColumnElement[bool]
) -> Sequence[Row[int, int, SentMessageRow]]:
    """Messages with the chats and topics they are in, oldest first."""
    chats = {each.telegram_chat_id for each in questions}
    rows = await session.execute(
        select(ChatRow.telegram_chat_id, ChatRow.thread_id, SentMessageRow)
        .join(ChatRow, ChatRow.id == SentMessageRow.chat_id)
        .where(ChatRow.telegram_chat_id.in_(chats), which)
        .order_by(SentMessageRow.at, SentMessageRow.id)
    )
    return rows.all()


async def _parts_of_digests(
    session: AsyncSession, digest_ids: Collection[int | None]
) -> Mapping[int | None, list[SentMessageRow]]:
    """A long digest has its numbers in several messages; a reply to one may name those of another."""
    found: dict[int | None, list[SentMessageRow]] = defaultdict(list)
    if digest_ids:
        for part in await session.scalars(
            select(SentMessageRow)
            .where(SentMessageRow.digest_id.in_(digest_ids))
            .order_by(SentMessageRow.part)
        ):
            found[part.digest_id].append(part)
    return found


def _numbered(sent: SentMessageRow, parts: Sequence[SentMessageRow]) -> NumberedMessage:
    return NumberedMessage(
        {
            number: duty_id
            for part in parts
            for number, duty_id in enumerate(part.duty_ids, start=part.first_number)
        },
        sent.message_id,
        sent.at,
        is_in_one_message=len(parts) == 1,
    )
