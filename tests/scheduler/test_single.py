"""On SQLite one scheduler, refused clearly; on PostgreSQL several, which share the rate."""

from datetime import timedelta

import pytest

from plan_data.store.database import Database
from plan_data.store.heartbeats import last_beat
from scheduler.pace import Pace, bulk_rate
from scheduler.presence import ALIVE_FOR, BEAT_SECONDS, Presence
from scheduler.single import AlreadyRunningError, only_scheduler
from tests.world import FakeClock


async def test_a_second_scheduler_on_one_file_is_refused_until_the_first_ends(sqlite_url: str) -> None:
    first, second = Database(sqlite_url), Database(sqlite_url)
    with only_scheduler(first) as alone:
        assert alone
        with pytest.raises(AlreadyRunningError, match="PostgreSQL"), only_scheduler(second):
            pass

    with only_scheduler(second) as alone:
        assert alone
    await first.close()
    await second.close()


async def test_on_postgresql_nobody_is_alone(postgres_url: str) -> None:
    database = Database(postgres_url)
    with only_scheduler(database) as first, only_scheduler(database) as second:
        assert not first
        assert not second
    await database.close()


def _presence(database: Database, clock: FakeClock, owner: str) -> tuple[Presence, Pace]:
    pace = Pace(bulk_rate(30))
    return Presence(database, clock, pace, owner=owner, limit=30), pace


async def test_schedulers_split_the_rate_and_take_over_that_of_one_that_died(database: Database) -> None:
    clock = FakeClock()
    (one, pace_of_one), (two, pace_of_two) = _presence(database, clock, "a"), _presence(database, clock, "b")

    await one.show(clock.now, {})
    assert pace_of_one.per_second == pytest.approx(27)
    await two.show(clock.now, {})
    await one.show(clock.now, {})
    assert pace_of_one.per_second + pace_of_two.per_second == pytest.approx(27)

    clock.now += ALIVE_FOR + timedelta(seconds=1)
    await two.show(clock.now, {})
    assert pace_of_two.per_second == pytest.approx(27)


async def test_a_sign_from_the_future_does_not_count_as_life(database: Database) -> None:
    """After the clock was put back by a day."""
    clock = FakeClock("2018-01-09 07:30")
    one, _ = _presence(database, clock, "a")
    await one.show(clock.now, {})
    clock.set("2018-01-08 07:30")
    two, pace = _presence(database, clock, "b")

    await two.show(clock.now, {})

    assert pace.per_second == pytest.approx(27)


async def test_each_scheduler_is_seen_by_its_own_name_and_as_a_kind(database: Database) -> None:
    clock = FakeClock()
    one, _ = _presence(database, clock, "a")
    await one.show(clock.now, {"planned": 3})

    async with database.reading() as session:
        of_kind, by_name = await last_beat(session, "scheduler"), await last_beat(session, "scheduler:a")
        other = await last_beat(session, "bot")

    assert of_kind == by_name
    assert of_kind is not None
    assert of_kind.details == {"planned": 3}
    assert other is None


async def test_signs_are_due_every_few_seconds_and_after_a_jump(database: Database) -> None:
    clock = FakeClock()
    one, _ = _presence(database, clock, "a")
    assert one.is_due(clock.now)
    await one.show(clock.now, {})

    assert not one.is_due(clock.now + timedelta(seconds=BEAT_SECONDS - 1))
    assert one.is_due(clock.now + timedelta(seconds=BEAT_SECONDS))
    assert one.is_due(clock.now - timedelta(days=1))


@pytest.mark.parametrize(
    ("limit", "schedulers", "rate"), [(30, 1, 27), (30, 3, 9), (1000, 1, 980), (1, 1, 0.9)]
)
def test_bulk_leaves_head_room_for_answers(limit: int, schedulers: int, rate: float) -> None:
    assert bulk_rate(limit, schedulers) == pytest.approx(rate)
