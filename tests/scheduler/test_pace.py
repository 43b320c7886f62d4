"""Bulk messages leave evenly, within Telegram's limits, and pause where Telegram says so."""

import asyncio
import math
from collections import defaultdict
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.pace import MANY_CHATS, Pace
from tests.scheduler.virtual_time import VirtualTime

ROUNDING = 1e-6
GROUP = -100


@dataclass(frozen=True, slots=True)
class Left:
    at: float
    chat: int


class Office:
    """Several senders that take messages from one queue, as the dispatcher does."""

    def __init__(self, per_second: float) -> None:
        self.clock = VirtualTime()
        self.pace = Pace(per_second, time=self.clock.time, sleep=self.clock.sleep)
        self.left: list[Left] = []
        self.began_at = self.clock.now

    async def send(self, *chats: int, senders: int = 30) -> None:
        await self.clock.play(*self.senders(chats, senders))

    def senders(self, chats: Sequence[int], number: int) -> list[Coroutine[None, None, None]]:
        waiting = iter(chats)

        async def work() -> None:
            for chat in waiting:
                await self.send_one(chat)

        return [work() for _ in range(number)]

    async def send_one(self, chat: int) -> None:
        await self.pace.turn(chat, is_group=chat < 0)
        self.left.append(Left(self.clock.now, chat))

    async def later(self, seconds: float) -> None:
        await self.clock.sleep(seconds)

    def seconds(self, chat: int | None = None) -> list[float]:
        """When messages left, in seconds after the beginning."""
        return [left.at - self.began_at for left in self.left if chat is None or left.chat == chat]


def gaps(times: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(sorted(times))]


def most_within(times: list[float], seconds: float) -> int:
    """The most messages in any window of this length (its end not included)."""
    ordered = sorted(times)
    return max(
        sum(1 for other in ordered[index:] if other < start + seconds - ROUNDING)
        for index, start in enumerate(ordered)
    )


async def test_messages_to_many_chats_leave_evenly() -> None:
    office = Office(per_second=25)
    await office.send(*range(1, 201))
    assert office.seconds()[0] == 0
    assert gaps(office.seconds()) == pytest.approx([1 / 25] * 199)


async def test_no_second_holds_more_than_the_rate_not_even_the_first() -> None:
    office = Office(per_second=30)
    await office.send(*range(1, 301))
    assert most_within(office.seconds(), 1) == 30


async def test_time_without_messages_saves_up_no_burst() -> None:
    office = Office(per_second=10)
    await office.send(1)
    await office.clock.play(office.later(3600))
    office.left.clear()
    await office.send(*range(2, 22))
    assert gaps(office.seconds()) == pytest.approx([0.1] * 19)


async def test_a_thousand_a_second_is_possible() -> None:
    office = Office(per_second=1000)
    await office.send(*range(1, 2001), senders=64)
    assert max(office.seconds()) == pytest.approx(1.999)


async def test_one_chat_gets_one_message_a_second() -> None:
    office = Office(per_second=30)
    await office.send(*[7] * 5)
    assert gaps(office.seconds()) == pytest.approx([1.0] * 4)


async def test_a_group_gets_one_message_in_three_seconds() -> None:
    office = Office(per_second=30)
    await office.send(*[GROUP] * 41)
    assert gaps(office.seconds()) == pytest.approx([3.0] * 40)
    assert most_within(office.seconds(), 60) == 20


async def test_a_chat_that_must_wait_holds_up_nobody_else() -> None:
    office = Office(per_second=30)
    await office.send(GROUP, GROUP, GROUP, *range(1, 28))
    assert max(max(office.seconds(chat)) for chat in range(1, 28)) < 1
    assert office.seconds(GROUP) == pytest.approx([0, 3, 6], abs=1)


async def test_a_new_rate_holds_from_the_next_message_on() -> None:
    office = Office(per_second=30)
    await office.send(1, 2)
    office.pace.set_rate(5)
    await office.send(*range(3, 9))
    assert gaps(office.seconds())[2:] == pytest.approx([0.2] * 5)


@settings(max_examples=60, deadline=None)
@given(
    chats=st.lists(st.integers(-3, 6).filter(bool), min_size=1, max_size=40),
    rate=st.sampled_from([1, 7, 27, 30, 900]),
    senders=st.integers(1, 32),
)
def test_no_order_of_messages_breaks_a_limit(chats: list[int], rate: int, senders: int) -> None:
    async def play() -> Office:
        office = Office(per_second=rate)
        await office.send(*chats, senders=senders)
        return office

    office = asyncio.run(play())
    assert len(office.left) == len(chats)
    assert all(gap >= 1 / rate - ROUNDING for gap in gaps(office.seconds()))
    assert most_within(office.seconds(), 1) <= math.ceil(rate)
    by_chat: dict[int, list[float]] = defaultdict(list)
    for left in office.left:
        by_chat[left.chat].append(left.at)
    for chat, times in by_chat.items():
        assert all(gap >= (3 if chat < 0 else 1) - ROUNDING for gap in gaps(times))


async def test_a_pause_for_a_chat_is_kept_there_and_nowhere_else() -> None:
    office = Office(per_second=30)
    office.pace.hold_chat(7, 20)
    await office.send(7, 8, 9, 7)
    assert office.seconds(7) == pytest.approx([20, 21])
    assert office.seconds(8) + office.seconds(9) == pytest.approx([0, 1 / 30])


async def test_a_pause_for_all_stops_all_and_ends_without_a_burst() -> None:
    office = Office(per_second=20)
    office.pace.hold(12)
    await office.send(*range(1, 61))
    assert min(office.seconds()) == pytest.approx(12)
    assert gaps(office.seconds()) == pytest.approx([0.05] * 59)


async def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    office = Office(per_second=30)
    office.pace.hold(10)
    office.pace.hold(2)
    office.pace.hold_chat(7, 30)
    office.pace.hold_chat(7, 1)
    await office.send(7, 8)
    assert office.seconds(8) == pytest.approx([10])
    assert office.seconds(7) == pytest.approx([30])


async def test_messages_that_already_wait_in_line_give_their_places_up() -> None:
    office = Office(per_second=10)

    async def flood() -> None:
        await office.later(0.35)
        office.pace.hold(30)

    await office.clock.play(flood(), *office.senders(range(1, 31), 30))
    assert sum(1 for at in office.seconds() if at < 30) == 4
    assert min(at for at in office.seconds() if at > 0.35) >= 30.35 - ROUNDING
    assert most_within(office.seconds(), 1) <= 10


async def test_a_message_that_already_waits_in_line_heeds_the_pause_of_its_chat() -> None:
    office = Office(per_second=1)

    async def flood() -> None:
        await office.later(0.5)
        office.pace.hold_chat(9, 60)

    await office.clock.play(flood(), *office.senders([1, 2, 9], 3))
    assert office.seconds(9) == pytest.approx([60.5])


async def test_a_pause_of_a_chat_outlasts_a_pause_for_all() -> None:
    office = Office(per_second=1)

    async def flood() -> None:
        await office.later(0.5)
        office.pace.hold_chat(2, 60)
        office.pace.hold(5)

    await office.clock.play(flood(), *office.senders([1, 2], 2))
    assert office.seconds(2) == pytest.approx([60.5])


async def test_pauses_for_two_chats_at_once_mean_the_bot_as_a_whole() -> None:
    office = Office(per_second=30)
    office.pace.hold_chat(7, 20)
    office.pace.hold_chat(8, 15)
    await office.send(9)
    assert office.seconds(9) == pytest.approx([15])


async def test_the_same_chat_twice_does_not_mean_the_bot_as_a_whole() -> None:
    office = Office(per_second=30)
    office.pace.hold_chat(7, 20)
    office.pace.hold_chat(7, 25)
    await office.send(9)
    assert office.seconds(9) == [0]


async def test_a_pause_that_is_over_counts_no_more() -> None:
    office = Office(per_second=30)
    office.pace.hold_chat(7, 20)
    await office.clock.play(office.later(21))
    office.pace.hold_chat(8, 15)
    await office.send(9)
    assert office.seconds(9) == pytest.approx([21])


async def test_groups_that_wait_for_their_turn_do_not_make_one_pause_a_pause_for_all() -> None:
    office = Office(per_second=10)
    groups = [-chat for chat in range(1, 31)]

    async def flood() -> None:
        await office.later(0.45)
        office.pace.hold_chat(7, 60)

    await office.clock.play(flood(), *office.senders(groups, 30))
    assert max(office.seconds()) < 4


async def test_chats_that_are_idle_are_forgotten() -> None:
    office = Office(per_second=100_000)
    await office.send(*range(1, MANY_CHATS + 2), senders=1)
    await office.clock.play(office.later(60))
    await office.send(7, senders=1)
    assert len(office.pace._chat_next_at) < 10
