"""A real ``python -m scheduler`` for tests that kill it, started on a chosen morning."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from tests.conftest import environment
from tests.many_officials import MORNING
from tests.sandbox_process import TOKEN, SandboxProcess


@contextmanager
def scheduler_process(
    database_url: str,
    telegram: SandboxProcess,
    *,
    rate: int = 1000,
    in_flight: int = 30,
    log: IO[bytes] | int = subprocess.DEVNULL,
) -> Iterator[subprocess.Popen[bytes]]:
    """A scheduler on the morning of :mod:`tests.many_officials`, killed at the end of the block."""
    variables = environment(
        DATABASE_URL=database_url,
        TELEGRAM_BOT_TOKEN=TOKEN,
        TELEGRAM_API_URL=telegram.url,
        CLOCK_START=MORNING,
        TICK_SECONDS="1",
        MAX_SENDS_PER_SECOND=str(rate),
        SENDS_IN_FLIGHT=str(in_flight),
        LOG_FORMAT="json",
    )
    with subprocess.Popen([sys.executable, "-m", "scheduler"], env=variables, stderr=log) as process:
        try:
            yield process
        finally:
            process.kill()
