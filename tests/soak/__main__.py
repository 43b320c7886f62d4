"""``python -m tests.soak``: thirty days; writes RESULTS.md. 1 when something was wrong or memory grew."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic

from plan_data.store.database import Database
from plan_data.store.migrate import upgrade
from tests.machine import taken_at
from tests.postgres import postgres_server
from tests.sandbox_process import sandbox_process
from tests.soak.installation import installation
from tests.soak.month import Counts, Month, soak

RESULTS = Path(__file__).with_name("RESULTS.md")
WARM_AFTER_DAYS = 3
"""By then every kind of message was handled and what is kept in memory has been read."""

MOST_GROWTH = 0.1
"""By how much memory may differ from then to the end and still count as flat."""

HEAD = """# {days} days with two bots and two schedulers on PostgreSQL

Written by `make soak`. {taken_at}

Two real `python -m bot` behind one address (webhook) and two real `python -m scheduler` share a PostgreSQL
database; the clock that all share is moved from morning to morning, from 2 April 2018 on. {officials} officials
follow units of the shipped plan and write {a_day} messages each on weekdays, half of them reports. After every
day each message of the bot must be one of the ledger, or the one answer to something that was said; at the end
the reminders must be those that `simulate` had foretold, and the reports those that were written.

- Reminders: {counts.reminders:,} in {counts.messages:,} messages. Answers: {counts.answers:,}. Reports recorded: {counts.reports:,}.
- Lost, doubled, unanswered: {wrong}. Log lines: {lines}. Took {minutes:.0f} min.
- Memory (RSS, MB) is flat when its last value is at most {most:.0%} above that of day {warm}: {verdict}.

"""  # noqa: E501 - a paragraph of a document


def _memory(after_days: Sequence[Mapping[str, float]]) -> str:
    shown = [day for day in range(1, len(after_days) + 1) if day in (1, 3) or day % 5 == 0]
    lines = [
        f"| Process | {' | '.join(f'day {day}' for day in shown)} | Growth since day {WARM_AFTER_DAYS} |",
        "|---|" + "--:|" * (len(shown) + 1),
    ]
    lines += [
        f"| {name} | {' | '.join(f'{after_days[day - 1][name]:.1f}' for day in shown)} "
        f"| {_growth(name, after_days):+.1%} |"
        for name in after_days[0]
    ]
    return "\n".join(lines) + "\n"


def _growth(name: str, after_days: Sequence[Mapping[str, float]]) -> float:
    return after_days[-1][name] / after_days[min(WARM_AFTER_DAYS, len(after_days)) - 1][name] - 1


async def _run(
    days: int, officials: int, a_day: int
) -> tuple[Counts, Sequence[Mapping[str, float]], Mapping[str, int], Sequence[str]]:
    with postgres_server() as server, sandbox_process() as telegram, tempfile.TemporaryDirectory() as folder:
        url = f"{server.url}/postgres"
        upgrade(url)
        database = Database(url)
        month = Month(database, url, telegram, officials=officials, a_day=a_day)
        await month.furnish()
        async with installation(url, telegram, Path(folder)) as installed:
            memory = await soak(month, installed, days)
            lines, complaints = installed.log_lines(), installed.complaints()
        await database.close()
    return month.counts, memory, lines, complaints


def main() -> int:
    """Run and write."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--officials", type=int, default=60)
    parser.add_argument("--messages-a-day", type=int, default=8)
    options = parser.parse_args()
    taken, began = taken_at(), monotonic()
    counts, memory, lines, complaints = asyncio.run(
        _run(options.days, options.officials, options.messages_a_day)
    )
    grown = [name for name in memory[0] if _growth(name, memory) > MOST_GROWTH]
    text = HEAD.format(
        days=options.days,
        taken_at=taken,
        officials=options.officials,
        a_day=options.messages_a_day,
        counts=counts,
        wrong="; ".join(counts.wrong) or "none",
        lines=", ".join(f"{number:,} {level}" for level, number in sorted(lines.items())),
        minutes=(monotonic() - began) / 60,
        most=MOST_GROWTH,
        warm=WARM_AFTER_DAYS,
        verdict=f"grown in {', '.join(grown)}" if grown else "it is in all four",
    )
    text += _memory(memory)
    print(text)
    RESULTS.write_text(text, encoding="utf-8")
    for wrong in (*counts.wrong, *complaints):
        print(wrong, file=sys.stderr)
    return 1 if counts.wrong or complaints or grown else 0


if __name__ == "__main__":
    sys.exit(main())
