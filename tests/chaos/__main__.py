"""``python -m tests.chaos``: every fault on both databases with 10,000 digests; writes RESULTS.md."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from tests.chaos.scenarios import EVERYWHERE, ONLY_POSTGRESQL, ONLY_SQLITE, Scenario
from tests.chaos.storm import Mornings, Result, table
from tests.machine import taken_at
from tests.postgres import PostgresServer, postgres_server

RESULTS = Path(__file__).with_name("RESULTS.md")
RATE = 1000

HEAD = """# What happens to {officials:,} reminders when things go wrong

Written by `make chaos`. {taken_at}

A real `python -m scheduler` (`MAX_SENDS_PER_SECOND={rate}`) sends {officials:,} planned digests to the
sandbox, in a process of its own, while the fault strikes. *Lost*: chats that could be reached and got
nothing. *Twice*: messages beyond the first in a chat; at most as many as were being sent at the kills, or
whose answer was lost, and each must say "gửi lại". *Recovered in*: the longest time from the end of a fault,
or from a start after a kill, to the next message that arrives, with the start of the process; where one of
several is killed, to the end of the lease on what it had in hand.

"""


async def _run(
    officials: int,
    server: PostgresServer | None,
    scenarios: Sequence[Scenario],
    before: Sequence[Result],
    write: Callable[[Sequence[Result]], object],
) -> list[Result]:
    """Each result is written at once: a run of an hour is not lost by its last scenario."""
    results = list(before)
    with tempfile.TemporaryDirectory() as folder:
        mornings = Mornings(Path(folder), officials, server, rate=RATE)
        await mornings.prepare()
        for scenario in scenarios:
            results.append(await scenario(mornings))
            print(table(results).splitlines()[-1], flush=True)
            write(results)
    return results


def main() -> int:
    """Run all; 1 when something was lost or came twice without saying so."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--officials", type=int, default=10_000)
    parser.add_argument("--only", help="scenarios whose name contains this")
    options = parser.parse_args()
    taken = taken_at()

    def write(results: Sequence[Result]) -> None:
        if not options.only:
            head = HEAD.format(officials=options.officials, rate=RATE, taken_at=taken)
            RESULTS.write_text(head + table(results))

    results: list[Result] = []
    for needs_server, scenarios in (
        (False, EVERYWHERE + ONLY_SQLITE),
        (True, EVERYWHERE + ONLY_POSTGRESQL),
    ):
        chosen = [each for each in scenarios if not options.only or options.only in each.__name__]
        if chosen:
            with postgres_server() if needs_server else nullcontext() as server:
                results = asyncio.run(_run(options.officials, server, chosen, results, write))
    bad = [result.name for result in results if not result.is_good]
    if bad:
        print(f"Not as promised: {', '.join(bad)}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
