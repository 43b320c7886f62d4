"""A scheduler without its processes: real tables, real planning and sending, a channel that does as told.

office.at("2018-01-08 07:30")
office.channel.will(LAN, Unknown("cut off"))
await office.tick()
assert office.channel.to(LAN) == [...]
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select

from bot.texts.digest import digest_parts
from bot.texts.unreachable import losses_message
from plan_data.delivery_outcome import Outcome, RenderedPart, Sent
from plan_data.shared_time import SharedTime
from plan_data.store.claims import Recipient
from plan_data.store.database import Database
from plan_data.store.reference import ReferenceCache
from plan_data.store.tables import ChatRow, DeliveryRow, DigestRow, DutyRow
from scheduler.dispatch import Dispatcher, DispatchReport, Identity
from scheduler.losses import LossTeller
from scheduler.notifier import DigestRenderer, Notifier
from scheduler.pace import Pace
from scheduler.presence import Presence
from scheduler.tick import Chore, Ticker
from tests.factories import DutySpec, OfficialIds, make_official, make_plan
from tests.world import ZONE, FakeClock, NoWaiting

LAN = 1001
"""Reports for Sở Y tế (SYT)."""


@dataclass
class Channel:
    """Takes every message, unless told what becomes of the next ones to a chat."""

    arrived: list[tuple[Recipient, RenderedPart]] = field(default_factory=list)
    _script: dict[int, list[Outcome]] = field(default_factory=lambda: defaultdict(list))

    def will(self, telegram_chat_id: int, *outcomes: Outcome) -> None:
        """What becomes of the next messages to this chat."""
        self._script[telegram_chat_id] += outcomes

    def to(self, telegram_chat_id: int) -> list[str]:
        """The texts that arrived in a chat."""
        return [
            part.text for recipient, part in self.arrived if recipient.telegram_chat_id == telegram_chat_id
        ]

    def to_come(self, telegram_chat_id: int) -> int:
        """How many of the outcomes foretold for this chat have not come about."""
        return len(self._script[telegram_chat_id])

    async def send(self, recipient: Recipient, part: RenderedPart) -> Outcome:
        script = self._script[recipient.telegram_chat_id]
        outcome = script.pop(0) if script else Sent(len(self.arrived) + 1)
        if isinstance(outcome, Sent):
            self.arrived.append((recipient, part))
        return outcome


@dataclass
class Office:
    """Database, clock, channel and one scheduler."""

    database: Database
    clock: FakeClock
    channel: Channel
    ticker: Ticker
    dispatcher: Dispatcher

    def at(self, local: str) -> None:
        self.clock.set(local)

    async def tick(self) -> DispatchReport:
        return await self.ticker.tick()

    async def tick_on(self, *moments: str) -> None:
        """Tick at each of these local times."""
        for local in moments:
            self.clock.set(local)
            await self.ticker.tick()

    def local(self) -> datetime:
        return self.clock.now.astimezone(ZONE)

    async def official(self, telegram_id: int = LAN, *units: str, since: str | None = None) -> OfficialIds:
        """An official who follows the units, since the Friday before or another local moment."""
        clock = FakeClock(since or "2018-01-05 09:00")
        return await make_official(self.database, telegram_id, *(units or ("SYT",)), now=clock.now)

    async def plan(self, *duties: DutySpec) -> None:
        await make_plan(self.database, duties)

    async def ledger(self) -> list[tuple[str, int, str]]:
        """Code, stage and state of every reminder, in the order they were written."""
        async with self.database.reading() as session:
            rows = await session.execute(
                select(DutyRow.code, DeliveryRow.stage, DeliveryRow.state)
                .join(DutyRow, DutyRow.id == DeliveryRow.duty_id)
                .order_by(DeliveryRow.id)
            )
            return [(code, stage, state) for code, stage, state in rows]

    async def digests(self) -> list[tuple[date, str]]:
        """Day and state of every digest."""
        async with self.database.reading() as session:
            rows = await session.execute(select(DigestRow.digest_on, DigestRow.state).order_by(DigestRow.id))
            return [(on, state) for on, state in rows]

    async def not_before(self) -> timedelta:
        """How long the newest digest has to wait."""
        async with self.database.reading() as session:
            at = await session.scalar(select(DigestRow.not_before_at).order_by(DigestRow.id.desc()).limit(1))
        assert at is not None
        return at - self.clock.now

    async def chat(self, telegram_chat_id: int = LAN) -> ChatRow:
        async with self.database.reading() as session:
            row = await session.scalar(select(ChatRow).where(ChatRow.telegram_chat_id == telegram_chat_id))
        assert row is not None
        return row


def scheduler_of(
    database: Database,
    clock: FakeClock,
    channel: Notifier,
    *,
    owner: str = "one",
    alone: bool = True,
    pace: Pace | None = None,
    render: DigestRenderer = digest_parts,
    with_fallback: bool = False,
    in_flight: int = 30,
) -> tuple[Ticker, Dispatcher]:
    """A scheduler; several can share a database."""
    time = SharedTime(database, None, clock)
    if pace is None:
        # Pacing has tests of its own.
        waiting = NoWaiting()
        pace = Pace(1000, time=waiting.time, sleep=waiting.sleep)
    reference = ReferenceCache(database)
    dispatcher = Dispatcher(
        database,
        notifier=channel,
        render=render,
        pace=pace,
        clock=time,
        zone=ZONE,
        identity=Identity(owner, alone=alone),
        reference=reference,
        in_flight=in_flight,
    )
    presence = Presence(database, time, pace, owner=owner, limit=1000)
    losses = LossTeller(database, channel, pace, losses_message, ZONE, with_fallback=with_fallback)
    ticker = Ticker(
        database,
        dispatcher,
        time,
        ZONE,
        reference,
        presence,
        chores=(Chore(losses.tell),),
        with_fallback=with_fallback,
    )
    return ticker, dispatcher


@asynccontextmanager
async def open_office(
    database: Database, duties: Sequence[DutySpec] = (), *, local: str = "2018-01-08 07:29"
) -> AsyncIterator[Office]:
    """An office at a moment, with a plan."""
    clock, channel = FakeClock(local), Channel()
    ticker, dispatcher = scheduler_of(database, clock, channel)
    if duties:
        await make_plan(database, duties)
    yield Office(database, clock, channel, ticker, dispatcher)
