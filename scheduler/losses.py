"""Telling coordinators who can no longer be reminded, once for each time a chat is lost."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from plan_data.delivery_outcome import Gone, Refused, Rejected, RenderedPart, RetryLater, Sent
from plan_data.store.database import Database
from plan_data.store.deliveries import UNKNOWN_AGAIN_AFTER, mark_unreachable
from plan_data.store.unreachable import LostChat, coordinators, mark_told, untold_losses
from scheduler.notifier import Notifier
from scheduler.pace import Pace
from scheduler.planning import first_by_day

log = logging.getLogger(__name__)

LossWords = Callable[[Sequence[LostChat], str], RenderedPart]
"""A message about lost chats in a language (its code)."""


class LossTeller:
    """Tells every coordinator; what nobody could be told is tried again in the next tick.

    A loss is marked after it was told: a crash in between says it twice, never not at all. Where it is not
    known whether anybody was told, it is said again, but not in every tick.
    """

    def __init__(
        self,
        database: Database,
        notifier: Notifier,
        pace: Pace,
        words: LossWords,
        zone: ZoneInfo,
        *,
        with_fallback: bool = False,
    ) -> None:
        """``with_fallback``: whoever has an address goes on being reminded there."""
        self._with_fallback = with_fallback
        self._database = database
        self._notifier = notifier
        self._pace = pace
        self._words = words
        self._zone = zone
        self._again_at: datetime | None = None

    async def tell(self, now: datetime) -> int:
        """Tell what is new, by day; returns how many chats were lost and told of."""
        if first_by_day(now, self._zone) != now or (self._again_at is not None and now < self._again_at):
            return 0
        async with self._database.reading() as session:
            losses = await untold_losses(session, with_fallback=self._with_fallback)
            recipients = await coordinators(session) if losses else ()
        is_told = False
        for recipient in recipients:
            await self._pace.turn(recipient.telegram_chat_id, is_group=False)
            outcome = await self._notifier.send(recipient, self._words(losses, recipient.language))
            match outcome:
                case Sent():
                    is_told = True
                case Gone(reason):
                    async with self._database.writing() as session:
                        await mark_unreachable(session, recipient.chat_id, reason, now)
                case Rejected(reason):
                    log.error("A coordinator cannot be told of lost chats: %s", reason)
                    is_told = True
                case RetryLater(after):
                    self._pace.hold_chat(recipient.telegram_chat_id, after.total_seconds())
                    break
                case Refused():
                    break
                case _:
                    log.warning("Whether a coordinator was told of lost chats is not known")
                    self._again_at = now + UNKNOWN_AGAIN_AFTER
        if not is_told:
            return 0
        async with self._database.writing() as session:
            await mark_told(session, losses, now)
        return len(losses)
