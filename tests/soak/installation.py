"""Two bots behind one address and two schedulers on one PostgreSQL database, watched from outside."""

import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bot_process import behind, bot_process, one_address, webhook_of
from tests.postgres import free_port
from tests.sandbox_process import SandboxProcess
from tests.scheduler_process import scheduler_process


@dataclass(frozen=True, slots=True)
class Installation:
    """The four processes by name, and the folder of their logs."""

    pids: Mapping[str, int]
    logs: Path

    def memory(self) -> Mapping[str, float]:
        """What each holds in memory now (RSS), in MB; a process that is gone raises."""
        return {name: psutil.Process(pid).memory_info().rss / 2**20 for name, pid in self.pids.items()}

    def log_lines(self) -> Counter[str]:
        """How many lines of each level all of them wrote."""
        return Counter(
            _level(line) for name in self.pids for line in (self.logs / name).read_text().splitlines()
        )

    def complaints(self) -> list[str]:
        """Lines that tell of an error; what is no line of the log, a traceback, is one too."""
        return [
            f"{name}: {line}"
            for name in self.pids
            for line in (self.logs / name).read_text().splitlines()
            if _level(line) not in ("info", "warning")
        ]


def _level(line: str) -> str:
    try:
        return str(json.loads(line)["level"])
    except (ValueError, KeyError, TypeError):
        return "not a line of the log"


@asynccontextmanager
async def installation(url: str, telegram: SandboxProcess, logs: Path) -> AsyncIterator[Installation]:
    """Start all, and kill them at the end of the block."""
    async with AsyncExitStack() as running:
        ports = (free_port(), free_port())
        address = await running.enter_async_context(one_address([webhook_of(port) for port in ports]))
        pids = {}
        for number, port in enumerate(ports, start=1):
            variables = {
                **behind(address, port),
                "LOG_FORMAT": "json",
                # A day passes in seconds here, and what is held back for a minute would come days later.
                "MESSAGES_PER_MINUTE": "0",
            }
            log = running.enter_context((logs / f"bot {number}").open("wb"))
            bot = await running.enter_async_context(bot_process(url, telegram, variables, log=log))
            pids[f"bot {number}"] = bot.pid
        for number in (1, 2):
            log = running.enter_context((logs / f"scheduler {number}").open("wb"))
            scheduler = running.enter_context(scheduler_process(url, telegram, log=log))
            pids[f"scheduler {number}"] = scheduler.pid
        yield Installation(pids, logs)
