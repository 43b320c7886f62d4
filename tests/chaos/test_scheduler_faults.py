"""Small mornings with faults that need real processes; ``make chaos`` does all, with 10,000 digests."""

from collections.abc import AsyncIterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.chaos import scenarios
from tests.chaos.scenarios import Scenario
from tests.chaos.storm import Mornings, Result
from tests.postgres import postgres_server

OFFICIALS = 150
RATE = 200


@pytest.fixture(params=["sqlite", "postgresql"])
async def mornings(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Mornings]:
    """Mornings of 150 officials, on a server of their own: one of the faults is that it stops."""
    with postgres_server() if request.param == "postgresql" else nullcontext() as server:
        prepared = Mornings(tmp_path, OFFICIALS, server, rate=RATE)
        await prepared.prepare()
        yield prepared


def hold(result: Result) -> None:
    assert result.lost == 0, result
    assert result.duplicated <= result.bound, result
    assert result.unmarked == 0, result


async def test_kill_9_loses_nothing_and_repeats_only_what_was_in_the_air(mornings: Mornings) -> None:
    hold(await scenarios.killed_again_and_again(mornings, lives=3))


async def test_sigterm_finishes_what_is_being_sent(mornings: Mornings) -> None:
    result = await scenarios.told_to_stop(mornings)
    hold(result)
    assert result.duplicated == 0


async def test_lost_answers_are_sent_again_and_say_so(mornings: Mornings) -> None:
    result = await scenarios.answers_lost(mornings)
    hold(result)
    assert result.duplicated > 0


@pytest.mark.parametrize("mornings", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "scenario",
    [scenarios.two_schedulers, scenarios.postgresql_restarted],
    ids=lambda scenario: scenario.__name__,
)
async def test_on_postgresql(mornings: Mornings, scenario: Scenario) -> None:
    hold(await scenario(mornings))


@pytest.mark.parametrize("mornings", ["postgresql"], indirect=True)
async def test_an_upgrade_without_a_pause_loses_and_repeats_nothing(mornings: Mornings) -> None:
    result = await scenarios.one_relieves_another(mornings)
    hold(result)
    assert result.duplicated == 0


@pytest.mark.parametrize("mornings", ["sqlite"], indirect=True)
async def test_a_lock_of_five_seconds_on_sqlite_only_delays(mornings: Mornings) -> None:
    hold(await scenarios.sqlite_locked(mornings))
