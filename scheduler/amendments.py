"""After an amendment of the plan: one message to each chat that it concerns."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from plan_data.store.database import Database
from plan_data.store.notices import NewNotice, NoticeKind, plan_notices
from plan_data.store.plan_changes import DutyChange, concerned_chats, mark_changes_told, untold_changes
from scheduler.losses import QUIET_UNTIL_MINUTE
from scheduler.planning import QUIET_FROM_MINUTE

AmendmentWords = Callable[[Sequence[DutyChange], str], str]
"""The text about some changes, in a language (its code)."""


class AmendmentTeller:
    """Puts what amendments changed into the ledger of notices, by day."""

    def __init__(self, database: Database, words: AmendmentWords, zone: ZoneInfo) -> None:
        self._database = database
        self._words = words
        self._zone = zone

    async def plan(self, now: datetime) -> int:
        """Plan a notice for each chat that something new concerns; returns how many."""
        local = now.astimezone(self._zone)
        if not QUIET_UNTIL_MINUTE <= local.hour * 60 + local.minute < QUIET_FROM_MINUTE:
            return 0
        return await plan_amendment_notices(self._database, self._words, now)


async def plan_amendment_notices(database: Database, words: AmendmentWords, now: datetime) -> int:
    """Put what amendments changed into the ledger of notices, once; returns how many chats are told."""
    async with database.reading() as session:
        if not await untold_changes(session):
            return 0
    async with database.writing() as session:
        changes = await untold_changes(session)
        by_unit: dict[str, list[DutyChange]] = {}
        for change in changes:
            by_unit.setdefault(change.unit_code, []).append(change)
        by_chat: dict[int, list[DutyChange]] = {}
        languages: dict[int, str] = {}
        for chat in await concerned_chats(session, list(by_unit)):
            by_chat.setdefault(chat.chat_id, []).extend(by_unit[chat.unit_code])
            languages[chat.chat_id] = chat.language
        newest = max((change.id for change in changes), default=0)
        told = await plan_notices(
            session,
            [
                NewNotice(
                    chat_id=chat_id,
                    kind=NoticeKind.AMENDMENT,
                    key=str(newest),
                    text=words(concerning, languages[chat_id]),
                    duty_ids=(),
                )
                for chat_id, concerning in by_chat.items()
            ],
            asked_by=None,
            now=now,
        )
        await mark_changes_told(session, [change.id for change in changes], now)
    return told
