"""Thirty officials who report at the same moment, and what becomes of every single word of theirs."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from time import monotonic

from sqlalchemy import ColumnElement, func, select

from plan_data.store.database import Database
from plan_data.store.tables import DutyRow, InboxRow, ProgressReportRow
from tests.factories import DutySpec, make_official, make_plan
from tests.sandbox_process import SandboxProcess

PEOPLE = range(5001, 5031)
LOOK_SECONDS = 0.05
PATIENCE_SECONDS = 60.0


class Reporters:
    """Officials of one unit, each with a duty of their own to report on."""

    def __init__(self, url: str, telegram: SandboxProcess) -> None:
        self.url = url
        self.telegram = telegram
        self.database = Database(url)

    async def furnish(self) -> None:
        await make_plan(
            self.database, [DutySpec(f"V-{person}", "SYT", date(2018, 1, 15)) for person in PEOPLE]
        )
        for person in PEOPLE:
            await make_official(self.database, person, "SYT", name=f"Người {person}", follows=False)
            self.telegram.add_person(person, f"Người {person}")

    def everybody_reports(self, percent: int = 60) -> None:
        for person in PEOPLE:
            self.telegram.say(person, f"/tiendo V-{person} {percent}%")

    async def recorded(self) -> int:
        """Progress reports in the database."""
        async with self.database.reading() as session:
            return await session.scalar(select(func.count(ProgressReportRow.id))) or 0

    async def in_hand(self) -> int:
        """Updates that were kept and are not handled yet."""
        return len(await self._owners(InboxRow.handled_at.is_(None)))

    async def in_hands(self) -> set[str]:
        """Which bots have updates in hand."""
        return {owner for owner in await self._owners(InboxRow.handled_at.is_(None)) if owner is not None}

    async def _owners(self, *which: ColumnElement[bool]) -> list[str | None]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(InboxRow.claimed_by).where(*which)))

    async def until_received(self, count: int) -> None:
        """Telegram has handed over so many updates."""
        await self._until(self._received, count, "updates were received")

    async def until_recorded(self, count: int) -> None:
        await self._until(self.recorded, count, "reports were recorded")

    async def _received(self) -> int:
        return len(await self._owners())

    async def _until(self, found: Callable[[], Awaitable[int]], count: int, what: str) -> None:
        deadline = monotonic() + PATIENCE_SECONDS
        while await found() < count:
            if monotonic() > deadline:
                raise TimeoutError(f"{await found()} of {count} {what}")
            await asyncio.sleep(LOOK_SECONDS)

    async def percents(self) -> dict[str, tuple[int | None, ...]]:
        """What was reported of each duty, in the order in which it was recorded."""
        async with self.database.reading() as session:
            rows = await session.execute(
                select(DutyRow.code, ProgressReportRow.percent)
                .join(DutyRow, DutyRow.id == ProgressReportRow.duty_id)
                .order_by(ProgressReportRow.id)
            )
            found: dict[str, tuple[int | None, ...]] = {}
            for code, percent in rows:
                found[code] = (*found.get(code, ()), percent)
            return found

    async def until_all_handled(self, count: int = len(PEOPLE)) -> None:
        """All reports are in, and nothing is left that could bring one a second time."""
        await self.until_recorded(count)
        deadline = monotonic() + PATIENCE_SECONDS
        while await self.in_hand():
            if monotonic() > deadline:
                raise TimeoutError("some updates are never handled")
            await asyncio.sleep(LOOK_SECONDS)
