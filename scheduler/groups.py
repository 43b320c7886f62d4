"""When nobody answers any more for what a group follows: the group and the coordinators are told, once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from plan_data.store.claims import Recipient
from plan_data.store.database import Database
from plan_data.store.groups import Unanswered, unanswered_since
from plan_data.store.notices import STALE_AFTER, NewNotice, NoticeKind, not_planned, plan_notices
from plan_data.store.unreachable import coordinators
from scheduler.planning import first_by_day

GroupInWords = Callable[[Unanswered, str], str]
"""A text about a group in a language (its code)."""


@dataclass(frozen=True, slots=True)
class GroupWords:
    """What is said in the group, and to those who steer the plan."""

    here: GroupInWords
    elsewhere: GroupInWords


class GroupTeller:
    """Puts into the ledger of notices which groups stopped following something, by day."""

    def __init__(
        self, database: Database, words: GroupWords, zone: ZoneInfo, *, with_fallback: bool = False
    ) -> None:
        self._database = database
        self._words = words
        self._zone = zone
        self._with_fallback = with_fallback

    async def plan(self, now: datetime) -> int:
        """Plan the notices that are not there yet; returns how many."""
        if first_by_day(now, self._zone) != now:
            return 0
        notices = await self._missing(now)
        if not notices:
            return 0
        async with self._database.writing() as session:
            return await plan_notices(session, notices, asked_by=None, now=now)

    async def next_at(self, now: datetime, before: datetime) -> datetime | None:
        """When there is something to plan: by day, while somebody is still to be told."""
        moment = first_by_day(now, self._zone)
        return moment if moment < before and await self._missing(now) else None

    async def _missing(self, now: datetime) -> Sequence[NewNotice]:
        async with self._database.reading() as session:
            groups = await unanswered_since(session, now - STALE_AFTER)
            if not groups:
                return ()
            steering = await coordinators(session, with_fallback=self._with_fallback)
            return await not_planned(
                session, [each for group in groups for each in self._of(group, steering)]
            )

    def _of(self, group: Unanswered, steering: Sequence[Recipient]) -> Iterator[NewNotice]:
        key = f"{group.chat_id}:{group.ended_at.isoformat()}"
        if group.is_reachable:
            yield NewNotice(group.chat_id, NoticeKind.GROUP, key, self._words.here(group, group.language))
        for who in steering:
            yield NewNotice(who.chat_id, NoticeKind.GROUP, key, self._words.elsewhere(group, who.language))
