"""Telegram for tests that kill processes."""

from collections.abc import Iterator

import pytest

from tests.sandbox_process import SandboxProcess, sandbox_process


@pytest.fixture
def telegram() -> Iterator[SandboxProcess]:
    """Telegram that takes a fifth of a second for each answer, so that a kill finds handlers at work."""
    with sandbox_process(latency_seconds=0.2) as running:
        yield running
