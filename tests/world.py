"""The whole program in one process, for tests: sandbox, bot, scheduler and a database, with a clock to set.

    world.at("2018-01-24 07:30")
    await world.tick()
    digest = await world.chat(lan).next_message()
    await world.chat(lan).reply(digest, "xong")

Everything is the real code and talks HTTP; only the clock is a fake and the scheduler ticks when told to.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.composition import answering_bot, services_of
from bot.sandbox import Behaviour, Person, Sandbox
from bot.serve import serve
from bot.settings import BotSettings
from bot.telegram.bulk_bot import bulk_bot
from bot.telegram.callback_data import CallbackSigner
from bot.telegram.keyboards import reminder_keyboards
from bot.telegram.notifier import TelegramNotifier
from bot.texts import briefing, groups
from bot.texts.amendments import amendment_message, to_confirm_message
from bot.texts.digest import digest_parts
from bot.texts.unreachable import losses_message
from bot.turn import Services
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.store.reference import ReferenceCache
from scheduler.amendments import AmendmentTeller, AmendmentWords
from scheduler.coordination import CoordinationPlanner, CoordinationWords
from scheduler.dispatch import Dispatcher, DispatchReport, Identity
from scheduler.groups import GroupTeller, GroupWords
from scheduler.losses import LossTeller
from scheduler.notices import NoticeSender
from scheduler.pace import Pace
from scheduler.presence import Presence
from scheduler.tick import Chore, Ticker
from tests.sandbox.driver import Chat

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TOKEN = "1000000:test-token-of-the-sandbox"  # noqa: S105 - opens nothing
FRESH = Behaviour()


class FakeClock:
    """Stands still until it is set."""

    def __init__(self, local: str = "2018-01-08 07:29") -> None:
        self.set(local)

    def set(self, local: str) -> None:
        """A local moment in Vietnam, ``YYYY-MM-DD HH:MM``."""
        self.now = datetime.fromisoformat(local).replace(tzinfo=ZONE).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


class NoWaiting:
    """A time for pacing that passes only by sleeping: waits cost nothing."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def time(self) -> float:
        return self._seconds

    async def sleep(self, seconds: float) -> None:
        self._seconds += seconds


class BotProcess:
    """The bot that answers people; it can be stopped and started again like a process."""

    def __init__(self, settings: BotSettings, database: Database, time: SharedTime) -> None:
        self._settings = settings
        self._database = database
        self._time = time
        self.start()

    def start(self) -> None:
        """Begin, knowing nothing but what is in the database."""
        self.services = services_of(self._settings, self._database, self._time)
        self._stop = asyncio.Event()
        self._serving = asyncio.create_task(serve(answering_bot(self._settings), self.services, self._stop))

    async def stop(self) -> None:
        """End in order."""
        self._stop.set()
        await self._serving


class World:
    """What a test needs to play people and move the time."""

    def __init__(
        self,
        database: Database,
        clock: FakeClock,
        sandbox: Sandbox,
        bot: BotProcess,
        ticker: Ticker,
        page_url: str,
    ) -> None:
        self.page_url = page_url
        self.database = database
        self.clock = clock
        self.sandbox = sandbox
        self._bot = bot
        self._ticker = ticker
        self._chats: dict[int, Chat] = {}

    @property
    def services(self) -> Services:
        """What the bot's handlers have."""
        return self._bot.services

    async def restart_bot(self) -> None:
        """Stop the bot and start it again: all that it held in memory is gone."""
        await self._bot.stop()
        self._bot.start()

    def at(self, local: str) -> None:
        """Let it be this local time."""
        self.clock.set(local)

    async def tick(self) -> DispatchReport:
        """Let the scheduler plan and send what is due now."""
        return await self._ticker.tick()

    def chat(self, person_id: int) -> Chat:
        """The private chat of a person; the same object each time."""
        return self._chats.setdefault(person_id, Chat(self.sandbox, person_id))


@asynccontextmanager
async def running_world(
    database: Database,
    people: Iterable[Person],
    *,
    local: str = "2018-01-08 07:29",
    admin_ids: frozenset[int] = frozenset(),
    messages_per_minute: int = 0,
    briefs: bool = False,
    fallback_email_url: str | None = None,
    behaviour: Behaviour = FRESH,
) -> AsyncIterator[World]:
    """Start everything, give the world, and stop cleanly.

    ``briefs`` lets coordinators and leaders be told unasked. Evidence is kept in a folder that goes with it.
    A database that was used before needs a ``behaviour`` whose numbers begin after those it has seen.
    """
    clock = FakeClock(local)
    time = SharedTime(database, None, clock)
    sandbox = Sandbox(
        token=TOKEN,
        bot_username="nhac_han_bot",
        now=clock,
        people=people,
        time_zone=ZONE,
        behaviour=behaviour,
    )
    evidence = TemporaryDirectory()
    async with sandbox.serve() as server:
        settings = BotSettings(
            database_url=database.url.render_as_string(hide_password=False),
            telegram_bot_token=SecretStr(TOKEN),
            telegram_api_url=server.url,
            admin_ids=admin_ids,
            messages_per_minute=messages_per_minute,
            evidence_dir=Path(evidence.name),
            fallback_email_url=SecretStr(fallback_email_url) if fallback_email_url else None,
        )
        bot = BotProcess(settings, database, time)
        reference = ReferenceCache(database)
        keyboards = reminder_keyboards(CallbackSigner.from_token(TOKEN))
        waiting = NoWaiting()
        bulk = bulk_bot(TOKEN, api_url=server.url)
        try:
            async with TelegramNotifier(bulk, keyboards) as notifier:
                # Pacing has tests of its own; here it would only be waiting.
                pace = Pace(1000, time=waiting.time, sleep=waiting.sleep)
                presence = Presence(database, time, pace, owner="test", limit=1000)
                dispatcher = Dispatcher(
                    database,
                    notifier=notifier,
                    render=digest_parts,
                    pace=Pace(1000, time=waiting.time, sleep=waiting.sleep),
                    clock=time,
                    zone=ZONE,
                    identity=Identity("test", alone=True),
                    reference=reference,
                )
                words = CoordinationWords(briefing.escalation, briefing.morning, briefing.weekly)
                coordination = CoordinationPlanner(database, reference, ZONE, words)
                amendments = AmendmentTeller(
                    database, AmendmentWords(amendment_message, to_confirm_message), ZONE
                )
                of_groups = GroupTeller(database, GroupWords(groups.ended_here, groups.ended_elsewhere), ZONE)
                tellers = (*((coordination,) if briefs else ()), amendments, of_groups)
                ticker = Ticker(
                    database,
                    dispatcher,
                    time,
                    ZONE,
                    reference,
                    presence,
                    chores=(
                        Chore(LossTeller(database, notifier, pace, losses_message, ZONE).tell),
                        *(Chore(each.plan, each.next_at) for each in tellers),
                    ),
                    notices=NoticeSender(database, notifier=notifier, pace=pace, clock=time),
                )
                yield World(database, clock, sandbox, bot, ticker, server.page_url)
        finally:
            await bot.stop()
            evidence.cleanup()
