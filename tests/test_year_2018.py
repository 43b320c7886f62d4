"""The whole year 2018 of the shipped plan, played through the real program for five officials.

The chat of one of them is compared message by message with ``year_2018_so_y_te.txt``. When a text changes on
purpose, write the file anew with ``python -m tests.test_year_2018`` and read the difference.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from bot.sandbox import Person
from plan_data.deadlines import WorkingCalendar
from plan_data.loading import load_plan
from plan_data.plan_file import find_plan
from plan_data.store.database import Database
from plan_data.store.migrate import upgrade
from plan_data.store.tables import DeliveryRow, DigestRow
from tests.factories import make_official
from tests.world import World, running_world

CHAT = Path(__file__).with_name("year_2018_so_y_te.txt")

LAN = 1001
OFFICIALS = {LAN: "SYT", 1002: "385", 1003: "SLDTBXH", 1004: "404", 1005: "NHCSXH"}

REPLIES = {
    date(2018, 1, 16): "mới được khoảng 30%",
    date(2018, 1, 29): "xong rồi ạ, BC 45/BC-SYT ngày 29/01",
    date(2018, 3, 1): "1 đang làm, 2 50%, 3 vướng: chờ Sở Tài chính",
    date(2018, 3, 28): "1 xong, 2 chưa xong",
    date(2018, 4, 3): "tất cả xong",
    date(2018, 5, 30): "1 xong, 2 xong",
    date(2018, 7, 3): "đã nhận",
    date(2018, 7, 5): "xong",
    date(2018, 11, 30): "1 xong, BC 301/BC-SYT; 2 90%",
    date(2018, 12, 3): "tất cả xong",
}
"""What Lan answers to the digest of a day."""


@asynccontextmanager
async def thanh_hoa(url: str) -> AsyncIterator[World]:
    """The shipped plan with five officials, on the last evening of 2017."""
    database = Database(url)
    before = datetime(2017, 12, 31, tzinfo=UTC)
    await load_plan(database, find_plan("thanh-hoa-2018"), before)
    for telegram_id, unit in OFFICIALS.items():
        await make_official(database, telegram_id, unit, now=before, name=f"Cán bộ {unit}")
    people = [Person(telegram_id, unit, started=True) for telegram_id, unit in OFFICIALS.items()]
    async with running_world(database, people, local="2018-01-01 20:00") as world:
        yield world
    await database.close()


MARK_OF_BOT = "\0"


async def play_the_year(world: World) -> str:
    """Tick on every morning of the year, and let Lan answer; her whole chat as text."""
    chat, day = world.chat(LAN), date(2018, 1, 2)
    lines: list[str] = []
    while day.year == 2018:
        world.at(f"{day} 07:30")
        await world.tick()
        while len(chat.answers) > lines.count(MARK_OF_BOT):
            digest = await chat.next_message()
            lines += [f"═══ {day:%d/%m/%Y} 07:30", MARK_OF_BOT, digest.text, ""]
            if reply := REPLIES.get(day):
                await chat.reply(digest, reply)
                answer = await chat.next_message()
                lines += [f"─── Lan: {reply}", MARK_OF_BOT, answer.text, ""]
        day += timedelta(days=1)
    return "\n".join(line for line in lines if line != MARK_OF_BOT) + "\n"


async def test_a_year_of_reminders_and_replies_reads_as_expected(database_url: str) -> None:
    async with thanh_hoa(database_url) as world:
        assert await play_the_year(world) == CHAT.read_text(encoding="utf-8")
        await _check_the_ledger(world)


async def _check_the_ledger(world: World) -> None:
    """Nothing is left over, nobody got two digests a day, and none on a day off."""
    calendar = WorkingCalendar()
    async with world.database.reading() as session:
        states = set(await session.scalars(select(DeliveryRow.state).distinct()))
        digests = (
            await session.execute(select(DigestRow.chat_id, DigestRow.digest_on, DigestRow.state))
        ).all()
        told_twice = await session.scalar(
            select(func.count())
            .select_from(DeliveryRow)
            .group_by(DeliveryRow.chat_id, DeliveryRow.duty_id, DeliveryRow.stage, DeliveryRow.due_on)
            .having(func.count() > 1)
        )
    assert states <= {"sent", "missed"}
    assert told_twice is None
    assert {state for _, _, state in digests} == {"sent"}
    assert max(Counter((chat, day) for chat, day, _ in digests).values()) == 1
    assert all(calendar.is_working_day(day) for _, day, _ in digests)
    assert {len({chat for chat, _, _ in digests})} == {len(OFFICIALS)}


if __name__ == "__main__":

    async def _write() -> None:
        with TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/year.sqlite3"
            upgrade(url)
            async with thanh_hoa(url) as world:
                CHAT.write_text(await play_the_year(world), encoding="utf-8")

    asyncio.run(_write())
