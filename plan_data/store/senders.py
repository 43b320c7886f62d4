"""Who it is that writes: looked up anew for every message and every press."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.officials import Official, officials_of
from plan_data.store.questions import Question, open_questions


@dataclass(frozen=True, slots=True)
class Sender:
    """A person in a chat, by Telegram's numbers, on a day in the plan's zone."""

    telegram_user_id: int
    telegram_chat_id: int
    today: date


@dataclass(frozen=True, slots=True)
class KnownSender:
    """``official`` with the roles of the day, None for a stranger; ``question`` waits for an answer here."""

    official: Official | None
    question: Question | None


async def known_senders(session: AsyncSession, senders: Sequence[Sender]) -> Sequence[KnownSender]:
    """What is known of each."""
    users = {each.telegram_user_id for each in senders}
    officials = {day: await officials_of(session, users, day) for day in {each.today for each in senders}}
    questions = await open_questions(session, {each.telegram_chat_id for each in senders}, users)
    return [
        KnownSender(
            officials[each.today].get(each.telegram_user_id),
            questions.get((each.telegram_chat_id, each.telegram_user_id)),
        )
        for each in senders
    ]
