"""Sending what is due: claim, render, send, record; one bad recipient never stops the next."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from plan_data.delivery_outcome import Outcome, Refused, RenderedPart, RetryLater, Sent
from plan_data.store.claims import ClaimedDigest, claim, drop_moot, recover_stuck, release
from plan_data.store.database import Database
from plan_data.store.deliveries import DigestPart
from plan_data.store.reference import ReferenceCache
from plan_data.timeliness import Today
from scheduler.ledger_writer import LedgerWriter
from scheduler.notifier import DigestRenderer, Notifier
from scheduler.pace import Pace

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
DIGESTS_A_CLAIM = 200


@dataclass(slots=True)
class DispatchReport:
    """How many messages ended how in one run, by the name of the outcome."""

    outcomes: Counter[str] = field(default_factory=Counter)

    @property
    def sent(self) -> int:
        return self.outcomes[Sent.__name__]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a scheduler is in the ledger.

    ``alone`` says that no other scheduler can be alive on this database, so what an earlier one left in
    mid-send is taken up at once instead of after its lease.
    """

    owner: str
    alone: bool


class Dispatcher:
    """Sends planned digests, several at once, at the pace given.

    ``in_flight`` bounds how many messages are being sent at any moment, which is also the most that a kill
    can duplicate.
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
        self._stopping = False
        self.was_refused = False

    def stop(self) -> None:
        """Begin nothing new; what is being sent is finished and recorded."""
        self._stopping = True

    async def dispatch_due(self) -> DispatchReport:
        """Send all digests that may be sent now; returns when none is left that this process could claim."""
        report = DispatchReport()
        async with self._database.writing() as session:
            interrupted = await recover_stuck(
                session, now=self._clock(), owner=self._identity.owner, alone=self._identity.alone
            )
        if interrupted:
            log.warning("%d digests were interrupted in mid-send and are sent again", interrupted)
        async with LedgerWriter(self._database, self._clock) as ledger:
            queue: asyncio.Queue[ClaimedDigest] = asyncio.Queue(maxsize=self._in_flight)
            senders = [
                asyncio.create_task(self._send_queued(queue, ledger, report), name=f"sender {number}")
                for number in range(self._in_flight)
            ]
            try:
                while digests := await self._claim():
                    for digest in digests:
                        await queue.put(digest)
            finally:
                # Also when claiming failed: a send that began is never cut off.
                await queue.join()
                for sender in senders:
                    sender.cancel()
        return report

    async def _claim(self) -> Sequence[ClaimedDigest]:
        if self._stopping:
            return ()
        now = self._clock()
        async with self._database.writing() as session:
            digests = await claim(
                session,
                owner=self._identity.owner,
                now=now,
                today=now.astimezone(self._zone).date(),
                lease=LEASE,
                limit=DIGESTS_A_CLAIM,
            )
            await drop_moot(session, digests, now)
        return digests

    async def _send_queued(
        self, queue: asyncio.Queue[ClaimedDigest], ledger: LedgerWriter, report: DispatchReport
    ) -> None:
        while True:
            digest = await queue.get()
            try:
                if self._stopping:
                    async with self._database.writing() as session:
                        await release(session, digest.id, self._identity.owner)
                elif digest.reminders:
                    await self._send_digest(digest, ledger, report)
            except Exception:
                # What is wrong with one digest must not keep others from theirs; its lease brings it back.
                log.exception("Digest %d could not be handled", digest.id)
                report.outcomes["unhandled"] += 1
            finally:
                queue.task_done()

    async def _send_digest(self, digest: ClaimedDigest, ledger: LedgerWriter, report: DispatchReport) -> None:
        now = self._clock()
        calendar = (await self._reference.get(now)).calendar
        messages = self._render(digest, Today(now.astimezone(self._zone).date(), calendar))
        for number, message in enumerate(messages, start=digest.parts_sent + 1):
            part = DigestPart(
                digest_id=digest.id,
                chat_id=digest.recipient.chat_id,
                part=number,
                text=message.text,
                duty_ids=message.duty_ids,
                first_number=message.first_number,
                is_last=message is messages[-1],
            )
            outcome = await self._send_part(digest, part, message, ledger)
            report.outcomes[type(outcome).__name__ if outcome else "unwritten"] += 1
            if not isinstance(outcome, Sent):
                return

    async def _send_part(
        self, digest: ClaimedDigest, part: DigestPart, message: RenderedPart, ledger: LedgerWriter
    ) -> Outcome | None:
        recipient = digest.recipient
        await self._pace.turn(recipient.telegram_chat_id, is_group=recipient.is_group)
        try:
            await ledger.begin(part)
        except SQLAlchemyError:
            return None
        outcome = await self._notifier.send(recipient, message)
        if isinstance(outcome, RetryLater):
            if outcome.everywhere:
                self._pace.hold(outcome.after.total_seconds())
            else:
                self._pace.hold_chat(recipient.telegram_chat_id, outcome.after.total_seconds())
        elif isinstance(outcome, Refused):
            log.error("Telegram does not accept this bot: %s", outcome.reason)
            self.was_refused = True
            self.stop()
        await ledger.end(part, outcome)
        return outcome
