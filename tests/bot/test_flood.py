"""Who writes too fast is told once; what may be a report is delayed, never lost."""

import asyncio
import itertools

from hypothesis import given
from hypothesis import strategies as st

from bot.flood import BURST, LONGEST_WAIT_SECONDS, FloodGate, Pace
from plan_data.store.database import Database
from plan_data.store.duties import duties_by_code
from tests.bot.conftest import LAN, PEOPLE
from tests.bot.test_joining import send_and_wait
from tests.factories import DutySpec, make_official, make_plan
from tests.sandbox.driver import Chat
from tests.world import running_world

FAST = 6000
"""Messages a minute: ten milliseconds each, so that tests need not wait."""


def test_a_burst_goes_through_then_one_refusal_is_told() -> None:
    gate = FloodGate(30, burst=10)
    paces = [gate.admit(1, 0.0, may_wait=False).pace for _ in range(13)]
    assert paces == [Pace.NOW] * 10 + [Pace.REFUSED, Pace.IGNORED, Pace.IGNORED]


def test_time_fills_the_bucket_again() -> None:
    gate = FloodGate(30, burst=1)
    assert gate.admit(1, 0.0, may_wait=False).pace is Pace.NOW
    assert gate.admit(1, 1.9, may_wait=False).pace is Pace.REFUSED
    assert gate.admit(1, 2.0, may_wait=False).pace is Pace.NOW
    assert gate.admit(1, 2.1, may_wait=False).pace is Pace.REFUSED


def test_one_person_does_not_slow_another() -> None:
    gate = FloodGate(30, burst=1)
    gate.admit(1, 0.0, may_wait=False)
    assert gate.admit(2, 0.0, may_wait=False).pace is Pace.NOW


def test_what_may_wait_gets_its_turn_in_order() -> None:
    gate = FloodGate(30, burst=1)
    waits = [gate.admit(1, 0.0, may_wait=True).wait_seconds for _ in range(4)]
    assert waits == [0.0, 2.0, 4.0, 6.0]


def test_a_command_does_not_overtake_what_waits() -> None:
    gate = FloodGate(30, burst=1)
    for _ in range(3):
        gate.admit(1, 0.0, may_wait=True)
    assert gate.admit(1, 2.0, may_wait=False).pace is Pace.REFUSED


def test_waiting_has_an_end() -> None:
    gate = FloodGate(30, burst=1)
    paces = [gate.admit(1, 0.0, may_wait=True) for _ in range(400)]
    assert max(each.wait_seconds for each in paces) <= LONGEST_WAIT_SECONDS
    assert [each.pace for each in paces].count(Pace.REFUSED) == 1


def test_without_a_limit_everything_goes_through() -> None:
    gate = FloodGate(0)
    assert {gate.admit(1, 0.0, may_wait=False).pace for _ in range(1000)} == {Pace.NOW}


@given(st.lists(st.tuples(st.floats(0, 10), st.booleans()), max_size=80), st.integers(1, 600))
def test_never_more_than_the_bucket_and_always_in_order(
    steps: list[tuple[float, bool]], per_minute: int
) -> None:
    gate, at, turns = FloodGate(per_minute, burst=5), 0.0, [0.0]
    for pause, may_wait in steps:
        at += pause
        admission = gate.admit(1, at, may_wait=may_wait)
        if admission.pace in (Pace.NOW, Pace.LATER):
            turns.append(at + admission.wait_seconds)
    assert all(later >= earlier - 1e-6 for earlier, later in itertools.pairwise(turns))
    interval = 60 / per_minute
    for start, end in zip(turns[1:], turns[6:], strict=False):
        assert end - start >= interval * 0.999 - 1e-6


async def test_reports_sent_too_fast_are_all_recorded_and_commands_are_not_run(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    count = BURST + 20
    await make_plan(database, [DutySpec(f"D-{number}", "SYT") for number in range(count)])
    await make_official(database, LAN, "SYT", name="Lan")
    async with running_world(database, PEOPLE, messages_per_minute=FAST) as world:
        chat = world.chat(LAN)
        for number in range(count):
            await chat.send(f"/tiendo D-{number} 60%")
        await asyncio.gather(*(chat.wait_for_text(f"D-{number}\n") for number in range(count)))
        await chat.wait_for(count)
        async with database.reading() as session:
            states = [(await duties_by_code(session, f"D-{n}", None))[0].percent for n in range(count)]
    await database.close()
    assert states == [60] * count


async def test_a_flood_of_commands_is_answered_with_one_sentence(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await make_plan(database, [DutySpec("D-1", "SYT")])
    await make_official(database, LAN, "SYT", name="Lan")
    async with running_world(database, PEOPLE, messages_per_minute=1) as world:
        chat = world.chat(LAN)
        for _ in range(BURST + 20):
            await chat.send("/trogiup")
        await send_and_wait(chat, "/trogiup", "nhanh quá")
        other = Chat(world.sandbox, PEOPLE[1].id)
        await send_and_wait(other, "/trogiup", "Chỉ cán bộ được mời")
        said = chat.texts()
    await database.close()
    assert len([text for text in said if "nhanh quá" in text]) == 1
    assert len([text for text in said if "/denhan" in text]) == BURST


async def test_what_waits_when_the_bot_stops_is_recorded_by_the_next_start(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await make_plan(database, [DutySpec("D-1", "SYT"), DutySpec("D-2", "SYT")])
    await make_official(database, LAN, "SYT", name="Lan")
    async with running_world(database, PEOPLE, messages_per_minute=1) as world:
        chat = world.chat(LAN)
        for _ in range(BURST):
            await chat.send("/tiendo D-1 60%")
        await chat.send("/tiendo D-2 60%")
        await chat.wait_for(BURST)
        async with database.reading() as session:
            (before,) = await duties_by_code(session, "D-2", None)
    async with running_world(database, PEOPLE) as world:
        await world.chat(LAN).wait_for_text("D-2")
        async with database.reading() as session:
            (after,) = await duties_by_code(session, "D-2", None)
    await database.close()
    assert (before.percent, after.percent) == (None, 60)


async def test_a_press_too_fast_is_answered_and_does_nothing(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await make_plan(database, [DutySpec("D-1", "SYT")])
    await make_official(database, LAN, "SYT", name="Lan")
    async with running_world(database, PEOPLE, messages_per_minute=1) as world:
        chat = world.chat(LAN)
        await send_and_wait(chat, "/caidat", "Cài đặt")
        for _ in range(BURST):
            await chat.send("/trogiup")
        answer = await chat.press("08:00")
        again = await chat.press("08:00")
    await database.close()
    assert "bấm nhanh quá" in (answer.text or "")
    assert "bấm nhanh quá" in (again.text or "")
