"""When nobody answers any more for what a group follows: the group and the coordinators are told, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from plan_data.store.database import Database
from plan_data.store.groups import Unanswered, unanswered_since
from plan_data.store.notices import STALE_AFTER, NewNotice, NoticeKind, plan_notices
from plan_data.store.unreachable import coordinators
from scheduler.planning import QUIET_FROM_MINUTE, QUIET_UNTIL_MINUTE

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
        local = now.astimezone(self._zone)
        if not QUIET_UNTIL_MINUTE <= local.hour * 60 + local.minute < QUIET_FROM_MINUTE:
            return 0
        async with self._database.reading() as session:
            groups = await unanswered_since(session, now - STALE_AFTER)
            steering = await coordinators(session, with_fallback=self._with_fallback) if groups else ()
        notices = []
        for group in groups:
            key = f"{group.chat_id}:{group.ended_at.isoformat()}"
            if group.is_reachable:
                text = self._words.here(group, group.language)
                notices.append(NewNotice(group.chat_id, NoticeKind.GROUP, key, text))
            notices += [
                NewNotice(who.chat_id, NoticeKind.GROUP, key, self._words.elsewhere(group, who.language))
                for who in steering
            ]
        if not notices:
            return 0
        async with self._database.writing() as session:
            return await plan_notices(session, notices, asked_by=None, now=now)
