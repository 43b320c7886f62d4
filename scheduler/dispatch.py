"""Sending what is due: claim, render, send, record; one bad recipient never stops the next."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from plan_data.deadlines import WorkingCalendar
from plan_data.delivery_outcome import Outcome, Refused, RenderedPart, RetryLater, Sent
from plan_data.log_context import in_log_context
from plan_data.store.claims import (
    ClaimedDigest,
    Recipient,
    claim,
    drop_moot,
    give_up,
    has_open_digests,
    recover_stuck,
)
from plan_data.store.database import Database
from plan_data.store.deliveries import DigestPart
from plan_data.store.reference import ReferenceCache
from plan_data.timeliness import Today
from scheduler.ledger_writer import LEASE, LedgerWriter
from scheduler.notifier import DigestRenderer, Notifier
from scheduler.pace import Pace
from scheduler.planning import QUIET_FROM_MINUTE

log = logging.getLogger(__name__)

SECONDS_A_CLAIM = 5.0
MOST_A_CLAIM = 200
"""Digests are claimed for some seconds of sending ahead: claimed for longer, what they say grows old."""

FRESH_FOR = timedelta(seconds=30)
"""What was claimed longer ago is looked up again before it is sent: a duty may be finished by then."""

LINES_TO_GATHER = 8
SHORTEST_GATHERING, LONGEST_GATHERING = 0.01, 0.25
"""Seconds; long against a commit, short against the time a send is given."""

SENDERS_A_CALL = 2
"""While one waits for the ledger, another's message is on its way: both take about as long."""

LOOK_AGAIN = "looked up again"
UNSPEAKABLE = "not put into words"
NOT_OURS = "not ours any more"


@dataclass(slots=True)
class DispatchReport:
    """How many messages ended how in one round, by the name of the outcome, or why they did not leave."""

    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def sent(self) -> int:
        """Messages that arrived."""
        return self.outcomes[Sent.__name__]


@dataclass(slots=True)
class _Round:
    """What the senders of one round share; ``calendar`` is as fresh as the newest claim."""

    ledger: LedgerWriter
    report: DispatchReport
    calendar: WorkingCalendar


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a scheduler is in the ledger.

    ``owner`` is of this process alone, in any container. ``alone`` says that no other scheduler can be alive
    on this database, so what an earlier one left in mid-send is taken up at once instead of after its lease.
    With ``fallback_after`` its digests are those that Telegram does not deliver, of officials with another
    address: at once where the chat is unreachable, else after so long without anything getting through.
    """

    owner: str
    alone: bool
    fallback_after: timedelta | None = None


class Dispatcher:
    """Sends planned digests, several at once, at the pace given.

    ``in_flight`` bounds how many messages are on their way at any moment. As many more may have been begun in
    the ledger and wait to leave, or have an answer that is not in the ledger yet; all that were begun and
    left are what a kill can duplicate. One round at a time.
    """

    def __init__(
        self,
        database: Database,
        *,
        notifier: Notifier,
        render: DigestRenderer,
        pace: Pace,
        clock: Callable[[], datetime],
        zone: ZoneInfo,
        identity: Identity,
        reference: ReferenceCache,
        in_flight: int = 30,
    ) -> None:
        self._database = database
        self._notifier = notifier
        self._render = render
        self._pace = pace
        self._clock = clock
        self._zone = zone
        self._identity = identity
        self._reference = reference
        self._in_flight = in_flight
        self._way = asyncio.Semaphore(in_flight)
        self._stopping = False
        self._waiting_for_turn: set[asyncio.Task[object]] = set()
        self.was_refused = False

    @property
    def is_stopping(self) -> bool:
        """Whether nothing new is begun any more."""
        return self._stopping

    def stop(self) -> None:
        """Begin nothing new; what is being sent is finished and recorded."""
        self._stopping = True
        for sender in self._waiting_for_turn:
            # It may be waiting out a pause of minutes that Telegram asked for.
            sender.cancel()

    async def recover(self) -> int:
        """Take back what this process, or one that died, left unfinished; returns how many were in mid-send.

        Only between rounds.
        """
        async with self._database.reading() as session:
            if not await has_open_digests(session):
                return 0
        async with self._database.writing() as session:
            interrupted = await recover_stuck(
                session,
                now=self._clock(),
                owner=self._identity.owner,
                alone=self._identity.alone,
                by_fallback=self._identity.fallback_after is not None,
            )
        if interrupted:
            log.warning("%d digests were interrupted in mid-send and are sent again", interrupted)
        return interrupted

    def _gather_seconds(self) -> float:
        """How long ledger lines wait for each other: at 30 messages a second most of the cost is commits."""
        return min(max(SHORTEST_GATHERING, LINES_TO_GATHER / self._pace.per_second), LONGEST_GATHERING)

    async def dispatch_due(self) -> DispatchReport:
        """Send all digests that may be sent now; returns when none is left that this process could claim."""
        report = DispatchReport()
        digests = await self._claim()
        if not digests:
            return report
        async with LedgerWriter(
            self._database, self._clock, self._identity.owner, gather_seconds=self._gather_seconds
        ) as ledger:
            here = _Round(ledger, report, await self._calendar())
            queue: asyncio.Queue[ClaimedDigest] = asyncio.Queue(maxsize=self._in_flight)
            senders = [
                asyncio.create_task(self._send_queued(queue, here), name=f"sender {number}")
                for number in range(SENDERS_A_CALL * self._in_flight)
            ]
            try:
                while digests:
                    for digest in digests:
                        await queue.put(digest)
                    # While everything waits the round ends, so that others are planned for meanwhile.
                    digests = () if self._pace.held_for else await self._claim()
                    here.calendar = await self._calendar()
            finally:
                # Also when claiming failed: a send that began is never cut off.
                await queue.join()
                for sender in senders:
                    sender.cancel()
        # What was claimed and not begun, because we are to stop, is free for others at once.
        await self.recover()
        return report

    async def _calendar(self) -> WorkingCalendar:
        return (await self._reference.get(self._clock())).calendar

    async def _claim(self) -> Sequence[ClaimedDigest]:
        local = self._clock().astimezone(self._zone)
        if self._stopping or local.hour * 60 + local.minute >= QUIET_FROM_MINUTE:
            return ()
        async with self._database.reading() as session:
            if not await has_open_digests(session):
                return ()
        now = self._clock()
        async with self._database.writing() as session:
            digests = await claim(
                session,
                owner=self._identity.owner,
                now=now,
                today=now.astimezone(self._zone).date(),
                lease=LEASE,
                limit=int(min(max(self._pace.per_second * SECONDS_A_CLAIM, 1), MOST_A_CLAIM)),
                fallback_after=self._identity.fallback_after,
            )
            await drop_moot(session, digests, now)
        return digests

    async def _send_queued(self, queue: asyncio.Queue[ClaimedDigest], here: _Round) -> None:
        while True:
            digest = await queue.get()
            try:
                if digest.reminders and not self._stopping:
                    with in_log_context(digest=digest.id):
                        await self._send_digest(digest, here)
            except Exception:
                # What is wrong with one digest must not keep others from theirs; the next round looks again.
                log.exception("Digest %d could not be handled", digest.id)
                here.report.outcomes["unhandled"] += 1
            finally:
                queue.task_done()

    async def _send_digest(self, digest: ClaimedDigest, here: _Round) -> None:
        now = self._clock()
        if self._is_old(digest):
            here.report.outcomes[LOOK_AGAIN] += 1
            return
        try:
            today = Today(now.astimezone(self._zone).date(), here.calendar, self._zone)
            messages = self._render(digest, today)
        except Exception as error:
            # It would fail again in every round; the next working day's digest is another try.
            log.exception("Digest %d cannot be put into words", digest.id)
            here.report.outcomes[UNSPEAKABLE] += 1
            reason = f"not put into words: {type(error).__name__}"
            async with self._database.writing() as session:
                await give_up(session, digest.id, self._identity.owner, reason, now)
            return
        for number, message in enumerate(messages, start=digest.parts_sent + 1):
            part = DigestPart(
                digest_id=digest.id,
                chat_id=digest.recipient.chat_id,
                part=number,
                text=message.text,
                duty_ids=message.duty_ids,
                first_number=message.first_number,
                is_last=message is messages[-1],
                channel=digest.recipient.channel,
            )
            if not await self._turn(digest.recipient):
                return
            if message is messages[0] and self._is_old(digest):
                here.report.outcomes[LOOK_AGAIN] += 1
                return
            outcome = await self._send_part(digest.recipient, part, message, here.ledger)
            here.report.outcomes[type(outcome).__name__ if outcome else NOT_OURS] += 1
            if not isinstance(outcome, Sent):
                return

    def _is_old(self, digest: ClaimedDigest) -> bool:
        return abs(self._clock() - digest.claimed_at) > FRESH_FOR

    async def _turn(self, recipient: Recipient) -> bool:
        """Wait until a message may leave; False when we were told to stop meanwhile."""
        sender = asyncio.current_task()
        if sender is None:
            raise RuntimeError("only tasks wait for their turn")
        self._waiting_for_turn.add(sender)
        try:
            await self._pace.turn(recipient.telegram_chat_id, is_group=recipient.is_group)
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            sender.uncancel()
        finally:
            self._waiting_for_turn.discard(sender)
        return not self._stopping

    async def _send_part(
        self, recipient: Recipient, part: DigestPart, message: RenderedPart, ledger: LedgerWriter
    ) -> Outcome | None:
        if not await ledger.begin(part):
            return None
        async with self._way:
            if pause := self._pace.held_for:
                # Telegram asked for it while this message, begun already, waited for the others.
                outcome: Outcome = RetryLater(timedelta(seconds=pause), "everybody is to wait")
            else:
                outcome = await self._notifier.send(recipient, message)
        if isinstance(outcome, RetryLater):
            if outcome.everywhere:
                self._pace.hold(outcome.after.total_seconds())
            elif outcome.asked:
                self._pace.hold_chat(recipient.telegram_chat_id, outcome.after.total_seconds())
        elif isinstance(outcome, Refused):
            log.error("Telegram does not accept this bot: %s", outcome.reason)
            self.was_refused = True
            self.stop()
        ledger.end(part, outcome)
        return outcome
