"""``python -m tests.benchmarks``: prints the figures with their ratios and writes RESULTS.md."""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from plan_data.store.database import Database
from plan_data.store.migrate import upgrade
from tests.benchmarks.answers import QUESTIONS, answer_times
from tests.benchmarks.echo_bot import echo_process
from tests.benchmarks.measure import Figures
from tests.benchmarks.overview import DUTIES, LIMIT_MILLISECONDS, measure_both
from tests.bot_process import bot_process
from tests.machine import taken_at
from tests.many_officials import furnish
from tests.postgres import PostgresServer, postgres_server
from tests.sandbox_process import sandbox_process

RESULTS = Path(__file__).with_name("RESULTS.md")
LATENCY_SECONDS = 0.05
ABOUT_SENDING = (
    "{count:,} messages (1,500 by python-telegram-bot as it comes) to the sandbox in another process, which "
    "answers after 50 ms; before them as many as fit in flight, to open the connections. "
    "Processor time is the client's; PostgreSQL's own is not in it."
)
ABOUT_ANSWERS = (
    "50 officials, three times, against a real `python -m bot`, while a real `python -m scheduler` sends "
    "30 reminders a second: all in the same moment, so that one getUpdates brings them, and spread evenly "
    "over 5 s. The sandbox answers a call 50 ms after it took effect and hands out updates at once, so these "
    "times hold nothing of Telegram's own latency. But sandbox and askers, which stand for Telegram and the "
    "phones, share the cores with the bot: how long they take shows an echo, which has no database and "
    "always answers the same. The last column is what our bot adds to that."
)
CEILING = 1000
"""Messages a second that Telegram takes of a bot with paid broadcasts."""


@dataclass(frozen=True, slots=True)
class Databases:
    """Fresh databases of one server or folder."""

    folder: Path
    server: PostgresServer

    def fresh(self, kind: str, name: str, officials: int, duties: int, *, planned: bool) -> str:
        """A furnished database; with its digests planned, or not yet."""
        if kind == "PostgreSQL":
            with psycopg.connect(f"{self.server.url}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}".encode())
            url = f"{self.server.url}/{name}"
        else:
            url = f"sqlite:///{self.folder / name}.sqlite3"
        upgrade(url)
        asyncio.run(_furnish(url, officials, duties))
        if planned:
            _measure("planning", url)
        return url


async def _furnish(url: str, officials: int, duties: int) -> None:
    database = Database(url)
    await furnish(database, officials, duties_a_unit=duties)
    if not database.is_sqlite:
        async with database.engine.connect() as connection:
            await (await connection.execution_options(isolation_level="AUTOCOMMIT")).exec_driver_sql(
                "ANALYZE"
            )
    await database.close()


def _measure(*arguments: object) -> Figures:
    command = [sys.executable, "-m", "tests.benchmarks.measure", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return Figures(**json.loads(done.stdout))


@contextmanager
def _databases() -> Iterator[Databases]:
    with tempfile.TemporaryDirectory() as folder, postgres_server() as server:
        yield Databases(Path(folder), server)


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _sending(databases: Databases, count: int) -> list[str]:
    lines = [
        "## Sending",
        "",
        ABOUT_SENDING.format(count=count),
        "",
        _row("Client", "In flight", "Messages/s", "× PTB as it comes", "Processor time a message", "Memory"),
        "|---|--:|--:|--:|--:|--:|",
    ]
    with sandbox_process(latency_seconds=LATENCY_SECONDS, keep_history=False) as telegram:

        def raw(client: str, in_flight: int, rate: int, number: int = count) -> Figures:
            return _measure("raw", client, telegram.url, number, in_flight, rate)

        def durable(kind: str, in_flight: int, rate: int, number: int = count) -> Figures:
            name = f"b{kind.lower()}_{in_flight}_{rate}"
            url = databases.fresh(kind, name, number, 2, planned=True)
            return _measure("durable", url, telegram.url, number, in_flight, rate)

        as_it_comes = raw("ptb", 64, 0, min(count, 1500))
        found = {
            ("python-telegram-bot as it comes", 64): as_it_comes,
            ("aiogram", 64): raw("aiogram", 64, 0),
            ("python-telegram-bot, our transport", 64): raw("ours", 64, 0),
            ("durable, SQLite", 64): durable("SQLite", 64, 0),
            ("durable, PostgreSQL", 64): durable("PostgreSQL", 64, 0),
        }
        for (client, in_flight), figures in found.items():
            lines.append(_sending_row(client, in_flight, figures, as_it_comes))
        lines += [
            "",
            f"At the ceiling of {CEILING:,}/s, 128 in flight:",
            "",
            _row("Client", "Messages/s", "× raw, our transport", "Processor time a message"),
            "|---|--:|--:|--:|",
        ]
        ceiling = {
            "python-telegram-bot, our transport": raw("ours", 128, CEILING),
            "aiogram": raw("aiogram", 128, CEILING),
            "durable, SQLite": durable("SQLite", 128, CEILING),
            "durable, PostgreSQL": durable("PostgreSQL", 128, CEILING),
        }
        best = ceiling["python-telegram-bot, our transport"].per_second
        lines += [
            _row(client, f"{each.per_second:,.0f}", f"{each.per_second / best:.2f}", f"{each.cpu_ms:.2f} ms")
            for client, each in ceiling.items()
        ]
        slow = 600
        lines += ["", "At Telegram's ordinary 30/s:", "", _row("Client", "Of one core"), "|---|--:|"]
        for kind in ("SQLite", "PostgreSQL"):
            each = durable(kind, 30, 30, slow)
            share = each.cpu_ms * each.per_second / 1000
            lines.append(_row(f"durable, {kind}", f"{share:.1%}"))
    return lines


def _sending_row(client: str, in_flight: int, figures: Figures, as_it_comes: Figures) -> str:
    return _row(
        client,
        in_flight,
        f"{figures.per_second:,.0f}",
        f"{figures.per_second / as_it_comes.per_second:.1f}",
        f"{figures.cpu_ms:.2f} ms",
        f"{figures.peak_mb:.0f} MB",
    )


def _planning(databases: Databases, sizes: list[int]) -> list[str]:
    lines = [
        "## Planning a morning",
        "",
        "From nothing planned to every digest of the day in the ledger; each chat follows one unit.",
        "",
        _row(
            "Database",
            "Subscriptions",
            "Duties each",
            "Seconds",
            "ms a chat",
            "Statements per 1,000",
            "Memory at most",
        ),
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for kind in ("SQLite", "PostgreSQL"):
        for size in sizes:
            for duties in (1, 7) if size == 10_000 else (2,):
                url = databases.fresh(kind, f"p{size}_{duties}", size, duties, planned=False)
                each = _measure("planning", url)
                if each.count != size:
                    raise ValueError(f"{each.count} of {size} were planned")
                lines.append(
                    _row(
                        kind,
                        f"{size:,}",
                        duties,
                        f"{each.seconds:.1f}",
                        f"{1000 * each.seconds / size:.2f}",
                        f"{1000 * each.statements / size:.1f}",
                        f"{each.peak_mb:.0f} MB",
                    )
                )
    return lines


def _answers(databases: Databases) -> list[str]:
    lines = [
        "## Answers",
        "",
        ABOUT_ANSWERS,
        "",
        _row("Bot", "What", "They come", "p50", "p99", "p99 above the echo's"),
        "|---|---|---|--:|--:|--:|",
    ]
    echo: dict[str, float] = {}
    for name, bot, questions in (
        ("an echo", echo_process, {"anything": "/denhan"}),
        ("SQLite", bot_process, QUESTIONS),
        ("PostgreSQL", bot_process, QUESTIONS),
    ):
        kind = "SQLite" if bot is echo_process else name
        url = databases.fresh(kind, f"answers_{bot.__name__}", 3000, 2, planned=False)
        for (what, when), times in asyncio.run(answer_times(url, LATENCY_SECONDS, bot, questions)).items():
            ordered = sorted(times)
            p50, p99 = (1000 * ordered[int(len(ordered) * part)] for part in (0.5, 0.99))
            above = p99 - echo.setdefault(when, p99)
            lines.append(
                _row(name, what, when, f"{p50:.0f} ms", f"{p99:.0f} ms", f"{above:.0f} ms" if above else "")
            )
    return lines


def _tonghop() -> list[str]:
    return [
        "## /tonghop",
        "",
        f"Reading, classifying, counting, wording {DUTIES:,} duties with two reports each; median of seven.",
        "",
        _row("Database", "Time", "Limit"),
        "|---|--:|--:|",
        *(_row(name, f"{ms:.0f} ms", f"{LIMIT_MILLISECONDS} ms") for name, ms in measure_both()),
    ]


def main() -> int:
    """Measure everything, or only what is named."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--only", choices=["sending", "planning", "answers", "tonghop"])
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000, 100_000, 1_000_000])
    options = parser.parse_args()
    head = ["# How fast, and at what cost", "", f"Written by `make bench`. {taken_at()}"]
    sections = [head]
    measurements: dict[str, Callable[[Databases], list[str]]] = {
        "sending": lambda databases: _sending(databases, options.messages),
        "answers": _answers,
        "tonghop": lambda _databases: _tonghop(),
        "planning": lambda databases: _planning(databases, options.sizes),
    }
    with _databases() as databases:
        for name, measure in measurements.items():
            if options.only in (None, name):
                sections.append(measure(databases))
                print("\n".join(sections[-1]), flush=True)
                if options.only is None:
                    # At once: what was measured is not lost when a later one fails.
                    RESULTS.write_text("\n\n".join("\n".join(lines) for lines in sections) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
