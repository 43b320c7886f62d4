"""One tick: plan what is due, send what is planned. Frequent and idempotent; truth is in the tables."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.store.reference import ReferenceCache
from plan_data.store.shared_clock import NEXT_REMINDER, refuse_wanted_jump, set_shared_clock, wanted_jump
from scheduler.dispatch import Dispatcher, DispatchReport
from scheduler.ledger_writer import AWAY
from scheduler.next_reminder import Foresee, next_message_at
from scheduler.notices import NoticeSender
from scheduler.planning import plan_day
from scheduler.presence import Presence
from scheduler.standing_in import begin_and_end_periods
from scheduler.unit_changes import change_units_on_their_day

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """What is done beside the digests, as of a moment: it tells somebody, or puts a notice into the ledger.

    ``next_at`` says when it will have something to do; None where that cannot be told in advance.
    """

    do: Callable[[datetime], Awaitable[object]]
    next_at: Foresee | None = None


async def _apart(what: str, work: Awaitable[object]) -> None:
    """Do what may go wrong without keeping anybody from their reminders; the next tick tries it again."""
    try:
        await work
    except AWAY:
        raise  # then nothing else would go either
    except Exception:
        log.exception("%s failed", what)


class Ticker:
    """What the scheduler does every few seconds."""

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        time: SharedTime,
        zone: ZoneInfo,
        reference: ReferenceCache,
        presence: Presence,
        *,
        chores: Sequence[Chore] = (),
        notices: NoticeSender | None = None,
        with_fallback: bool = False,
    ) -> None:
        """``chores`` are done after the digests, in their order; ``notices`` sends what they planned.

        ``with_fallback``: officials with an address are planned for also when their chat is unreachable.
        """
        self._database = database
        self._dispatcher = dispatcher
        self._time = time
        self._zone = zone
        self._reference = reference
        self._presence = presence
        self._chores = chores
        self._notices = notices
        self._with_fallback = with_fallback

    async def tick(self) -> DispatchReport:
        """Recover, plan, send. The present moment is read once for planning; sending follows the clock.

        A tick that finds nothing to do writes nothing but, every few seconds, a sign of life.
        """
        now = await self._time.refresh()
        if self._time.is_shared and await self._answer_wanted_jump():
            # Everybody else is to see the new time before anything happens at it.
            return DispatchReport()
        async with self._presence.during_a_round():
            # Before planning: what a crash left in mid-send yesterday is part of today's digest.
            await self._dispatcher.recover()
            calendar = (await self._reference.get(now)).calendar
            for prepare in (begin_and_end_periods, change_units_on_their_day):
                await _apart("Preparing the day", prepare(self._database, now, self._zone))
            planned = await plan_day(
                self._database, now, self._zone, calendar, with_fallback=self._with_fallback
            )
            report = await self._dispatcher.dispatch_due()
            if not self._dispatcher.is_stopping:
                for chore in self._chores:
                    await _apart("A chore", chore.do(now))
                if self._notices is not None:
                    report.outcomes.update(await self._notices.send_planned())
        if planned or report.outcomes:
            log.info("%d digests planned, outcomes: %s", planned, dict(report.outcomes))
        if planned or report.outcomes or self._presence.is_due(now):
            await self._presence.show(now, {"planned": planned, **report.outcomes})
        return report

    async def _answer_wanted_jump(self) -> bool:
        """Move a shared clock to the next message when somebody who tries the program out asked for it."""
        async with self._database.reading() as session:
            if await wanted_jump(session) != NEXT_REMINDER:
                return False
        now = self._time()
        calendar = (await self._reference.get(now)).calendar
        others = [chore.next_at for chore in self._chores if chore.next_at is not None]
        if self._notices is not None:
            others.append(self._notices.next_at)
        moment = await next_message_at(self._database, now, self._zone, calendar, others)
        async with self._database.writing() as session:
            if moment is None:
                await refuse_wanted_jump(session)
            else:
                machine_now = now - self._time.offset
                await set_shared_clock(session, moment, machine_now)
        return True
