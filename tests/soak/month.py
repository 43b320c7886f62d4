"""Days of an office: the clock is moved to a morning, reminders arrive, people write, all is counted."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from time import monotonic

from sqlalchemy import func, select

from plan_data.loading import load_plan
from plan_data.plan_file import find_plan
from plan_data.store.database import Database
from plan_data.store.shared_clock import start_shared_clock
from plan_data.store.tables import (
    ChatRow,
    DeliveryRow,
    DigestRow,
    DutyRow,
    HeartbeatRow,
    InboxRow,
    ProgressReportRow,
    SentMessageRow,
    UnitRow,
)
from scheduler.simulate import Play, simulate
from tests.factories import make_official
from tests.many_officials import LONG_AGO, ZONE
from tests.sandbox_process import SandboxProcess
from tests.shared_clock import set_clock
from tests.soak.installation import Installation

PLAN = "thanh-hoa-2018"
BEFORE = date(2018, 4, 1)
"""A Sunday: everybody begins to follow a unit, nobody is reminded."""

FIRST_PERSON = 5001
QUESTIONS = ("/denhan", "/quahan", "/denhan quý II", "/donvi", "tuần này có gì đến hạn?", "/trogiup")
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 120.0

Reminder = tuple[date, int, str, int]
"""Day, chat, duty and stage."""


@dataclass(slots=True)
class Person:
    """``said`` is how often they wrote since ``seen``, the last message of the bot that was looked at."""

    id: int
    unit_code: str
    unit_name: str
    duties: Sequence[str]
    said: int = 0
    seen: int = 0


@dataclass(slots=True)
class Counts:
    """What happened, and what should not have."""

    reminders: int = 0
    messages: int = 0
    answers: int = 0
    reports: int = 0
    wrong: list[str] = field(default_factory=list)


class Month:
    """Officials who follow units of the shipped plan and each write ``a_day`` messages on weekdays."""

    def __init__(
        self, database: Database, url: str, telegram: SandboxProcess, *, officials: int, a_day: int
    ) -> None:
        self._database = database
        self._url = url
        self._telegram = telegram
        self._officials = officials
        self._a_day = a_day
        self._chance = Random(2018)  # noqa: S311 - who asks what, not a secret
        self._people: list[Person] = []
        self._reports: list[tuple[str, int]] = []
        self.counts = Counts()

    async def furnish(self) -> None:
        """The plan, and officials who may act for a unit and follow nothing yet."""
        async with self._database.writing() as session:
            await start_shared_clock(session, _morning(BEFORE), datetime.now(ZONE))
        await load_plan(self._database, find_plan(PLAN), LONG_AGO)
        async with self._database.reading() as session:
            rows = await session.execute(
                select(UnitRow.code, UnitRow.display_name, DutyRow.code)
                .join(DutyRow, DutyRow.unit_code == UnitRow.code)
                .where(DutyRow.due_on.is_not(None))
                .order_by(UnitRow.position, DutyRow.id)
            )
            units: dict[tuple[str, str], list[str]] = {}
            for code, name, duty in rows:
                units.setdefault((code, name), []).append(duty)
        for number in range(self._officials):
            (code, name), duties = list(units.items())[number % len(units)]
            person = Person(FIRST_PERSON + number, code, name, duties)
            await make_official(self._database, person.id, code, name=f"Người {number}", follows=False)
            self._telegram.add_person(person.id, f"Người {number}")
            self._people.append(person)

    async def follow(self) -> None:
        """Everybody subscribes."""
        for person in self._people:
            self._say(person, f"/theodoi {person.unit_name}")
        await self._until_answered()
        await self._look(BEFORE)

    async def expect(self, last: date) -> Sequence[Reminder]:
        """What the simulator says everybody is to be reminded of, from now on."""
        play = Play(PLAN, BEFORE + timedelta(days=1), last, ZONE)
        return sorted(
            [(each.on, each.chat_id, each.duty_code, each.stage) async for each in simulate(self._url, play)]
        )

    async def live(self, day: date) -> None:
        """A day: reminders in the morning, then everybody writes, in no particular order."""
        await set_clock(self._database, _morning(day))
        await self._until_reminded(day)
        if day.weekday() < 5:
            words = [person for person in self._people for _ in range(self._a_day)]
            self._chance.shuffle(words)
            for person in words:
                self._say(person, self._something(person))
        await self._until_answered()
        await self._look(day)

    def _something(self, person: Person) -> str:
        if self._chance.random() < 0.5:
            return self._chance.choice(QUESTIONS)
        duty, percent = self._chance.choice(person.duties), self._chance.randint(1, 99)
        self._reports.append((duty, percent))
        return f"/tiendo {duty} {percent}%"

    def _say(self, person: Person, text: str) -> None:
        self._telegram.say(person.id, text)
        person.said += 1

    async def _until_reminded(self, day: date) -> None:
        """Both schedulers have seen the morning, and nothing is on its way."""

        async def is_done() -> bool:
            async with self._database.reading() as session:
                awake = await session.scalar(
                    select(func.count()).where(
                        HeartbeatRow.process.startswith("scheduler"), HeartbeatRow.at >= _morning(day)
                    )
                )
                left = await session.scalar(
                    select(func.count()).where(DigestRow.state.in_(("planned", "sending", "unknown")))
                )
            return awake == 2 and not left

        await _until(is_done, f"the reminders of {day}")

    async def _until_answered(self) -> None:
        async def is_done() -> bool:
            if await asyncio.to_thread(self._telegram.waiting_updates):
                return False
            async with self._database.reading() as session:
                return not await session.scalar(select(func.count()).where(InboxRow.handled_at.is_(None)))

        await _until(is_done, "the answers")

    async def _look(self, day: date) -> None:
        """Every message of the bot is one of the ledger or the one answer to something that was said."""
        ledger = await self._ledger(day)
        for person in self._people:
            got = await asyncio.to_thread(self._telegram.answers, person.id, person.seen)
            sent = ledger.get(person.id, set())
            answers = len(got) - len(sent)
            if not sent <= got.keys():
                self.counts.wrong.append(f"{day}: {person.id} did not get what the ledger says was sent")
            if answers != person.said:
                self.counts.wrong.append(f"{day}: {person.id} wrote {person.said} times, {answers} answers")
            self.counts.messages += len(sent)
            self.counts.answers += answers
            person.said, person.seen = 0, max(got, default=person.seen)

    async def _ledger(self, day: date) -> Mapping[int, set[int]]:
        async with self._database.reading() as session:
            rows = await session.execute(
                select(ChatRow.telegram_chat_id, SentMessageRow.message_id)
                .join(SentMessageRow, SentMessageRow.chat_id == ChatRow.id)
                .join(DigestRow, DigestRow.id == SentMessageRow.digest_id)
                .where(DigestRow.digest_on == day, SentMessageRow.state == "sent")
            )
            found: dict[int, set[int]] = {}
            for chat, message in rows:
                found.setdefault(chat, set()).add(message or 0)
            return found

    async def close(self, expected: Sequence[Reminder]) -> None:
        """Compare what was reminded of and recorded with what should have been."""
        async with self._database.reading() as session:
            rows = await session.execute(
                select(DigestRow.digest_on, DigestRow.chat_id, DutyRow.code, DeliveryRow.stage)
                .join(DeliveryRow, DeliveryRow.digest_id == DigestRow.id)
                .join(DutyRow, DutyRow.id == DeliveryRow.duty_id)
                .where(DeliveryRow.state == "sent")
            )
            sent = sorted(tuple(row) for row in rows)
            reports = (
                await session.execute(
                    select(DutyRow.code, ProgressReportRow.percent).join(
                        DutyRow, DutyRow.id == ProgressReportRow.duty_id
                    )
                )
            ).all()
            failed = await session.scalar(select(func.count()).where(InboxRow.failure.is_not(None)))
        self.counts.reminders, self.counts.reports = len(sent), len(reports)
        if sent != expected:
            differ = sorted(set(sent) ^ set(expected))
            self.counts.wrong.append(f"{len(differ)} reminders differ from the simulator's: {differ[:5]}")
        if sorted(map(tuple, reports)) != sorted(self._reports):
            self.counts.wrong.append(
                f"{len(self._reports)} reports were written, {len(reports)} are recorded"
            )
        if failed:
            self.counts.wrong.append(f"{failed} updates failed")


async def soak(month: Month, installed: Installation, days: int) -> list[Mapping[str, float]]:
    """Live so many days; the memory of each process after each of them, in MB."""
    last = BEFORE + timedelta(days=days)
    await month.follow()
    expected = await month.expect(last)
    memory = []
    for ahead in range(1, days + 1):
        await month.live(BEFORE + timedelta(days=ahead))
        memory.append(installed.memory())
    await month.close(expected)
    return memory


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(7, 30), ZONE)


async def _until(is_done: Callable[[], Awaitable[bool]], what: str) -> None:
    deadline = monotonic() + PATIENCE_SECONDS
    while not await is_done():
        if monotonic() > deadline:
            raise TimeoutError(f"no end of {what}")
        await asyncio.sleep(LOOK_SECONDS)
