"""``python -m tests.benchmarks.capacity``: what many officials cost; writes CAPACITY.md.

A morning is planned by the simulator, which is the scheduler's own planning. What the database grows by is
measured while a real scheduler sends digests and a real bot records reports, and then multiplied.
"""

import asyncio
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import psutil
from sqlalchemy import create_engine, func, select

from plan_data.store.database import Database
from plan_data.store.migrate import synchronous_url, upgrade
from plan_data.store.tables import DigestRow
from tests.bot_process import bot_process
from tests.chaos.reporters import PEOPLE, Reporters
from tests.conftest import create_database, environment
from tests.machine import taken_at
from tests.many_officials import furnish
from tests.postgres import postgres_server
from tests.sandbox_process import sandbox_process
from tests.scheduler_process import scheduler_process

RESULTS = Path(__file__).with_name("CAPACITY.md")

MORNING_OF_NEARLY_ALL = "2018-04-02"
"""A Monday on which 61 of the 62 bodies of the shipped plan are reminded."""

OFFICIALS_A_BODY = (1, 40, 237, 8065)
"""62 officials, about a province's 2,500, a 34th of the country's 500,000, and all of them."""

DIGESTS = 2000
REPORTS_EACH = 20
REPORTS_A_YEAR = 30
"""More than the shipped plan obliges any unit to."""

MESSAGES_A_YEAR = 26, 101
"""For an official whose unit reports in time, or never anything (``simulate`` of 2018)."""

AS_IT_LIES = "PostgreSQL, as it lay"

HEAD = """# What many officials cost

Written by `make capacity`. {taken_at}

## A morning on which nearly all are reminded

`python -m scheduler simulate --plan thanh-hoa-2018 --from {day} --to {day} --per-unit … --count-only`: the
scheduler's own planning on SQLite, into an empty ledger, and making the officials before. *All sent* is
worked out at the scheduler's pace under each of Telegram's limits (27 and 980 messages a second), everybody's
hour being 07:30.

"""

SIZES = """
## What the database grows by

A real scheduler sent {digests:,} digests of two reminders each; a real bot recorded {reports:,} reports, with
their lines of the audit log and the messages themselves (kept for 30 days). PostgreSQL twice: as it lay on
disk then, and compacted (VACUUM FULL); between the two it is held by autovacuum.

"""

YEARS = """
Multiplied, not measured at that size: a year of officials with {reports} reports each and {diligent} messages
(units that report in time) or {negligent} (units that never do). PostgreSQL compacted.

"""


@dataclass(frozen=True, slots=True)
class Growth:
    """Bytes on disk that one more of each costs."""

    digest: float
    report: float

    def megabytes_a_year(self, officials: int, digests: int) -> float:
        return officials * (digests * self.digest + REPORTS_A_YEAR * self.report) / 1e6


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _morning(officials_a_body: int) -> str:
    """Let the simulator plan a morning in a process of its own; a row."""
    day = MORNING_OF_NEARLY_ALL
    options = ("--plan", "thanh-hoa-2018", "--from", day, "--to", day, "--count-only")
    began = monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "scheduler", "simulate", *options, "--per-unit", str(officials_a_body)],
        env=environment(DATABASE_URL="sqlite:////nowhere/at/all.sqlite3"),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        peak = 0
        while process.poll() is None:
            # Its own account would begin with the memory of the process that started it.
            with suppress(psutil.NoSuchProcess):
                peak = max(peak, psutil.Process(process.pid).memory_info().rss)
            sleep(0.05)
        said = process.stdout.read() if process.stdout else ""
    found = re.match(r"\S+: ([\d.]+) tin, ([\d.]+) lời nhắc.*30/giây: ([\d:]+), .*giây: ([\d:]+)", said)
    if found is None:
        raise RuntimeError(f"no figures in {said!r}")
    messages, reminders, *ends = (each.replace(".", ",") for each in found.groups())
    return _row(
        f"{62 * officials_a_body:,}",
        messages,
        reminders,
        f"{monotonic() - began:.0f} s",
        f"{peak / 2**20:.0f} MB",
        *ends,
    )


async def _growth(new: Callable[[str], str]) -> tuple[Growth, Growth]:
    """Send digests, and record reports, each into a new database: as it lies then, and compacted."""
    (digest, compact_digest), (report, compact_report) = (
        await _sent_digests(new("sending")),
        await _recorded_reports(new("reporting")),
    )
    return Growth(digest, report), Growth(compact_digest, compact_report)


async def _sent_digests(url: str) -> tuple[float, float]:
    """Bytes that one more digest costs."""
    upgrade(url)
    database = Database(url)
    await furnish(database, DIGESTS, duties_a_unit=2)
    before = _bytes_of(url, compacted=True)
    with sandbox_process(keep_history=False) as telegram, scheduler_process(url, telegram):
        async with asyncio.timeout(600):
            while await _sent(database) < DIGESTS:  # noqa: ASYNC110 - another process sends
                await asyncio.sleep(0.2)
    await database.close()
    return (_bytes_of(url) - before) / DIGESTS, (_bytes_of(url, compacted=True) - before) / DIGESTS


async def _recorded_reports(url: str) -> tuple[float, float]:
    """Bytes that one more report costs."""
    upgrade(url)
    count = REPORTS_EACH * len(PEOPLE)
    with sandbox_process() as telegram:
        reporters = Reporters(url, telegram)
        await reporters.furnish()
        before = _bytes_of(url, compacted=True)
        async with bot_process(url, telegram, {"MESSAGES_PER_MINUTE": "0"}):
            for percent in range(REPORTS_EACH):
                reporters.everybody_reports(percent)
                await reporters.until_all_handled((percent + 1) * len(PEOPLE))
        await reporters.database.close()
    return (_bytes_of(url) - before) / count, (_bytes_of(url, compacted=True) - before) / count


async def _sent(database: Database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).where(DigestRow.state == "sent")) or 0


def _bytes_of(url: str, *, compacted: bool = False) -> int:
    engine = create_engine(synchronous_url(url), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            is_sqlite = engine.dialect.name == "sqlite"
            if compacted:
                connection.exec_driver_sql("VACUUM" if is_sqlite else "VACUUM FULL")
            if is_sqlite:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                return Path(engine.url.database or "").stat().st_size
            size = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()
            return int(size)
    finally:
        engine.dispose()


def _sizes(growths: Mapping[str, Growth]) -> str:
    lines = [_row("Database", "a digest", "a report"), "|---|--:|--:|"]
    lines += [
        _row(name, f"{growth.digest:,.0f} bytes", f"{growth.report:,.0f} bytes")
        for name, growth in growths.items()
    ]
    return SIZES.format(digests=DIGESTS, reports=REPORTS_EACH * len(PEOPLE)) + "\n".join(lines) + "\n"


def _years(growths: Mapping[str, Growth]) -> str:
    shown = {name: growth for name, growth in growths.items() if name != AS_IT_LIES}
    lines = [
        _row("Officials", *(f"{name}, {number} messages" for name in shown for number in MESSAGES_A_YEAR)),
        "|--:|" + "--:|" * (len(shown) * len(MESSAGES_A_YEAR)),
    ]
    for officials in (20, 2500, 14_700, 500_000):
        sizes = [
            growth.megabytes_a_year(officials, number)
            for growth in shown.values()
            for number in MESSAGES_A_YEAR
        ]
        lines.append(_row(f"{officials:,}", *(f"{size:,.1f} MB" for size in sizes)))
    diligent, negligent = MESSAGES_A_YEAR
    head = YEARS.format(reports=REPORTS_A_YEAR, diligent=diligent, negligent=negligent)
    return head + "\n".join(lines) + "\n"


def main() -> int:
    """Measure and write."""
    mornings = [
        _row("Officials", "Messages", "Reminders", "Planned in", "Memory", "All sent, at 30/s", "at 1,000/s"),
        "|--:|--:|--:|--:|--:|--:|--:|",
        *(_morning(number) for number in OFFICIALS_A_BODY),
    ]
    growths: dict[str, Growth] = {}
    with tempfile.TemporaryDirectory() as folder, postgres_server() as server:

        def new_file(name: str) -> str:
            return f"sqlite:///{Path(folder) / name}.sqlite3"

        def new_database(name: str) -> str:
            return create_database(server, name)

        growths["SQLite"], _ = asyncio.run(_growth(new_file))
        growths[AS_IT_LIES], growths["PostgreSQL"] = asyncio.run(_growth(new_database))
    text = HEAD.format(taken_at=taken_at(), day=MORNING_OF_NEARLY_ALL) + "\n".join(mornings) + "\n"
    text += _sizes(growths) + _years(growths)
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
