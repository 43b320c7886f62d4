"""Sending what stands in the ledger of notices, at the pace of all bulk messages."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from plan_data.delivery_outcome import Refused, RenderedPart, RetryLater
from plan_data.store.database import Database
from plan_data.store.notices import claim_notices, record_notice
from scheduler.notifier import Notifier
from scheduler.pace import Pace

log = logging.getLogger(__name__)

NOTICES_A_CLAIM = 20
"""Few enough that all are sent before their lease ends."""


class NoticeSender:
    """Sends notices one after the other: there are dozens a day, where digests are thousands."""

    def __init__(
        self, database: Database, *, notifier: Notifier, pace: Pace, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._notifier = notifier
        self._pace = pace
        self._clock = clock

    async def send_planned(self) -> Counter[str]:
        """Send all notices that may be sent now; returns how many ended how, by the outcome's name."""
        outcomes: Counter[str] = Counter()
        while True:
            async with self._database.writing() as session:
                notices = await claim_notices(session, self._clock(), NOTICES_A_CLAIM)
            if not notices:
                return outcomes
            for notice in notices:
                recipient = notice.recipient
                await self._pace.turn(recipient.telegram_chat_id, is_group=recipient.is_group)
                outcome = await self._notifier.send(recipient, RenderedPart(notice.text, notice.duty_ids, 1))
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
