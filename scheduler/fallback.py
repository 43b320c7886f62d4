"""The second way to an official: letters, in rounds of their own beside the ticks.

A mail server that takes its time must not keep anybody's Telegram message waiting. And whether Telegram can
be reached at all is noted from what becomes of messages, so that all schedulers on a database know it.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from plan_data.channel import Channel
from plan_data.delivery_outcome import Gone, Moved, Outcome, Rejected, RenderedPart, Sent, TopicGone
from plan_data.shared_time import SharedTime
from plan_data.store.claims import Recipient
from plan_data.store.database import Database
from plan_data.store.heartbeats import beat, forget_beats
from plan_data.store.outages import begin_outage, end_outage
from scheduler.dispatch import Dispatcher, DispatchReport
from scheduler.notices import NoticeSender
from scheduler.notifier import Notifier

log = logging.getLogger(__name__)

KIND = "letters"
FORGET_AFTER = timedelta(days=7)

LETTERS_A_SECOND = 5.0
"""Mail servers of offices are small; whoever waits for a letter has waited an hour already."""
LETTERS_AT_ONCE = 4

NOTED_FOR = timedelta(minutes=1)
"""How long what was noted of Telegram holds before it is noted again."""

_GOT_THROUGH = (Sent, Gone, Moved, TopicGone, Rejected)
"""Telegram took the message, or said what is wrong with it."""


class FallbackRounds:
    """Sends what falls to the fallback, a round at a time, and shows that it works under ``name``.

    Names begin with :data:`KIND`.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        notices: NoticeSender,
        database: Database,
        time: SharedTime,
        *,
        name: str,
    ) -> None:
        self._dispatcher = dispatcher
        self._notices = notices
        self._database = database
        self._time = time
        self._name = name
        self._totals: Counter[str] = Counter()

    async def go_round(self) -> DispatchReport:
        """Recover and send; planning is the tick's."""
        now = await self._time.refresh()
        await self._dispatcher.recover()
        report = await self._dispatcher.dispatch_due()
        if not self._dispatcher.is_stopping:
            report.outcomes.update(await self._notices.send_planned())
        if report.outcomes:
            log.info("By the fallback, outcomes: %s", dict(report.outcomes))
        self._totals.update(report.outcomes)
        async with self._database.writing() as session:
            await beat(session, self._name, now, dict(self._totals))
            await forget_beats(session, KIND, now - FORGET_AFTER)
        return report

    def stop(self) -> None:
        """Begin nothing new; the letters in hand are finished."""
        self._dispatcher.stop()


class WatchedNotifier:
    """Sends by Telegram and notes since when nothing gets through there; a notifier like the one inside."""

    def __init__(self, notifier: Notifier, database: Database, clock: Callable[[], datetime]) -> None:
        self._notifier = notifier
        self._database = database
        self._clock = clock
        self._got_through_at: datetime | None = None
        self._noted: tuple[bool, datetime] | None = None
        self._in_order = asyncio.Lock()

    async def send(self, recipient: Recipient, part: RenderedPart) -> Outcome:
        """Send one part."""
        outcome = await self._notifier.send(recipient, part)
        try:
            async with self._in_order:
                await self._note(isinstance(outcome, _GOT_THROUGH))
        except SQLAlchemyError as error:
            log.warning("Whether Telegram is there could not be noted: %s", type(error).__name__)
        return outcome

    async def _note(self, is_there: bool) -> None:
        now = self._clock()
        if is_there:
            self._got_through_at = now
        elif _is_fresh(self._got_through_at, now):
            # One chat's trouble among messages that arrive.
            return
        if self._noted is not None and self._noted[0] is is_there and _is_fresh(self._noted[1], now):
            return
        self._noted = (is_there, now)
        async with self._database.writing() as session:
            if is_there:
                await end_outage(session, Channel.TELEGRAM)
            else:
                await begin_outage(session, Channel.TELEGRAM, now)


def _is_fresh(at: datetime | None, now: datetime) -> bool:
    return at is not None and abs(now - at) < NOTED_FOR
