"""Sending what stands in the ledger of notices, at the pace of all messages of its way."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.delivery_outcome import Refused, RenderedPart, RetryLater
from plan_data.store.database import Database
from plan_data.store.notices import (
    LEASE,
    ClaimedNotice,
    claim_notices,
    give_back,
    next_notice_at,
    record_notice,
)
from scheduler.notifier import Notifier
from scheduler.pace import Pace
from scheduler.planning import first_by_day

log = logging.getLogger(__name__)

NOTICES_A_CLAIM = 20
FRESH_FOR = LEASE / 2
"""A notice that was claimed earlier is not begun: sending it may take the rest of its lease."""


@dataclass(frozen=True, slots=True)
class ByLetter:
    """The notices that Telegram does not deliver: after so long, by day, in these words.

    ``words`` makes the text of a letter out of that of a notice, in a language (its code).
    """

    after: timedelta
    words: Callable[[str, str], str]
    zone: ZoneInfo


class NoticeSender:
    """Sends notices one after the other: there are dozens a day, where digests are thousands."""

    def __init__(
        self,
        database: Database,
        *,
        notifier: Notifier,
        pace: Pace,
        clock: Callable[[], datetime],
        by_letter: ByLetter | None = None,
    ) -> None:
        self._database = database
        self._notifier = notifier
        self._pace = pace
        self._clock = clock
        self._by_letter = by_letter

    async def send_planned(self) -> Counter[str]:
        """Send all notices that may be sent now; returns how many ended how, by the outcome's name."""
        outcomes: Counter[str] = Counter()
        while not self._is_night():
            async with self._database.writing() as session:
                notices = await self._claim(session)
            if not notices:
                break
            claimed_at = self._clock()
            for number, notice in enumerate(notices):
                recipient = notice.recipient
                await self._pace.turn(recipient.telegram_chat_id, is_group=recipient.is_group)
                if (age := self._clock() - claimed_at) > FRESH_FOR:
                    if age < LEASE:
                        async with self._database.writing() as session:
                            await give_back(session, notices[number:], self._clock())
                    break
                part = RenderedPart(self._text(notice), notice.duty_ids, 1)
                outcome = await self._notifier.send(recipient, part)
                if isinstance(outcome, RetryLater):
                    if outcome.everywhere:
                        self._pace.hold(outcome.after.total_seconds())
                    elif outcome.asked:
                        self._pace.hold_chat(recipient.telegram_chat_id, outcome.after.total_seconds())
                outcomes[type(outcome).__name__] += 1
                async with self._database.writing() as session:
                    await record_notice(session, notice, outcome, self._clock())
                if isinstance(outcome, Refused):
                    log.error("Telegram does not accept this bot: %s", outcome.reason)
                    return outcomes
        return outcomes

    async def next_at(self, now: datetime, before: datetime) -> datetime | None:
        """When a notice that is planned may leave."""
        async with self._database.reading() as session:
            moment = await next_notice_at(session)
        return max(now, moment) if moment is not None and moment < before else None

    async def _claim(self, session: AsyncSession) -> Sequence[ClaimedNotice]:
        if self._by_letter is None:
            return await claim_notices(session, self._clock(), NOTICES_A_CLAIM)
        # A letter may take as long as half a lease.
        return await claim_notices(session, self._clock(), 1, fallback_after=self._by_letter.after)

    def _text(self, notice: ClaimedNotice) -> str:
        if self._by_letter is None:
            return notice.text
        return self._by_letter.words(notice.text, notice.recipient.language)

    def _is_night(self) -> bool:
        """Telegram's notices are planned by day or asked for by somebody; letters may come much later."""
        if self._by_letter is None:
            return False
        now = self._clock()
        return first_by_day(now, self._by_letter.zone) != now
