"""After an amendment of the plan: one message to each chat that it concerns, one to each who now confirms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.chats import reached_chat_of
from plan_data.store.confirmation import claim_notice, deciders_of
from plan_data.store.database import Database
from plan_data.store.notices import NewNotice, NoticeKind, plan_notices
from plan_data.store.plan_changes import (
    DutyChange,
    concerned_chats,
    mark_changes_told,
    still_wait,
    untold_changes,
)
from plan_data.store.plans import TO_CONFIRM
from scheduler.planning import first_by_day

ChangesInWords = Callable[[Sequence[DutyChange], str], str]
"""A text about some changes, in a language (its code)."""


@dataclass(frozen=True, slots=True)
class AmendmentWords:
    """What those who follow a unit are told, and what those who confirm from now on."""

    changed: ChangesInWords
    to_confirm: ChangesInWords


class AmendmentTeller:
    """Puts what amendments changed into the ledger of notices, by day."""

    def __init__(
        self, database: Database, words: AmendmentWords, zone: ZoneInfo, *, with_fallback: bool = False
    ) -> None:
        self._database = database
        self._words = words
        self._zone = zone
        self._with_fallback = with_fallback

    async def plan(self, now: datetime) -> int:
        """Plan a notice for each chat that something new concerns; returns how many."""
        if first_by_day(now, self._zone) != now:
            return 0
        async with self._database.reading() as session:
            if not await untold_changes(session):
                return 0
        async with self._database.writing() as session:
            changes = await untold_changes(session)
            followers = await self._for_followers(
                session, [each for each in changes if each.kind != TO_CONFIRM]
            )
            waiting = await still_wait(session, [each for each in changes if each.kind == TO_CONFIRM])
            day_began_at = datetime.combine(now.astimezone(self._zone).date(), time(), self._zone)
            deciders = await self._for_deciders(session, waiting, now, day_began_at)
            told = await plan_notices(session, [*followers, *deciders], asked_by=None, now=now)
            await mark_changes_told(session, [change.id for change in changes], now)
        return told

    async def next_at(self, now: datetime, before: datetime) -> datetime | None:
        """When there is something to plan: by day, while somebody is still to be told."""
        async with self._database.reading() as session:
            is_open = bool(await untold_changes(session))
        moment = first_by_day(now, self._zone)
        return moment if is_open and moment < before else None

    async def _for_followers(
        self, session: AsyncSession, changes: Sequence[DutyChange]
    ) -> Sequence[NewNotice]:
        by_unit: dict[str, list[DutyChange]] = {}
        for change in changes:
            by_unit.setdefault(change.unit_code, []).append(change)
        by_chat: dict[int, list[DutyChange]] = {}
        languages: dict[int, str] = {}
        for chat in await concerned_chats(session, list(by_unit), with_fallback=self._with_fallback):
            by_chat.setdefault(chat.chat_id, []).extend(by_unit[chat.unit_code])
            languages[chat.chat_id] = chat.language
        return [
            NewNotice(
                chat_id=chat_id,
                kind=NoticeKind.AMENDMENT,
                key=_key(changes),
                text=self._words.changed(concerning, languages[chat_id]),
            )
            for chat_id, concerning in by_chat.items()
        ]

    async def _for_deciders(
        self, session: AsyncSession, changes: Sequence[DutyChange], now: datetime, day_began_at: datetime
    ) -> Sequence[NewNotice]:
        """What waits for those who confirm now; who was told today and has not looked yet, sees it then."""
        by_unit: dict[str | None, list[DutyChange]] = {}
        for change in changes:
            by_unit.setdefault(change.confirm_by, []).append(change)
        by_official: dict[int, list[DutyChange]] = {}
        for unit_code, waiting in by_unit.items():
            for decider in await deciders_of(session, unit_code):
                by_official.setdefault(decider.id, []).extend(waiting)
        notices = []
        for official_id, waiting in by_official.items():
            chat = await reached_chat_of(session, official_id, with_fallback=self._with_fallback)
            if chat is not None and await claim_notice(
                session, official_id, now=now, day_began_at=day_began_at
            ):
                notices.append(
                    NewNotice(
                        chat_id=chat.id,
                        kind=NoticeKind.AMENDMENT,
                        key=f"{TO_CONFIRM}:{_key(changes)}",
                        text=self._words.to_confirm(waiting, chat.language),
                    )
                )
        return notices


def _key(changes: Sequence[DutyChange]) -> str:
    """The newest change: what came after it is news again."""
    return str(max((change.id for change in changes), default=0))
