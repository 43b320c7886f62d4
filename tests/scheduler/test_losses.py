"""A coordinator hears, once, who can no longer be reminded."""

from datetime import timedelta

import pytest

from bot.texts.unreachable import MOST_SHOWN, losses_message
from plan_data.delivery_outcome import Gone, RetryLater, Unknown
from plan_data.store.chats import revive
from plan_data.store.officials import Role
from plan_data.store.unreachable import LostChat
from tests.factories import make_official
from tests.scheduler.office import LAN, Office

DUC = 1003
"""The coordinator."""


@pytest.fixture
async def with_coordinator(office: Office) -> Office:
    """Lan is about to block the bot; Đức coordinates."""
    await make_official(office.database, LAN, "SYT", name="Lan")
    await make_official(office.database, DUC, "THUONGTRUC", role=Role.COORDINATOR, name="Đức", follows=False)
    office.channel.will(LAN, Gone("blocked"))
    return office


async def test_a_coordinator_is_told_once_who_was_lost_and_why(with_coordinator: Office) -> None:
    office = with_coordinator
    await office.tick_on("2018-01-08 07:30", "2018-01-08 07:31", "2018-01-09 07:30")

    (text,) = office.channel.to(DUC)
    assert "Lan (Sở Y tế): đã chặn bot" in text


async def test_one_that_is_lost_again_after_coming_back_is_told_again(with_coordinator: Office) -> None:
    office = with_coordinator
    await office.tick_on("2018-01-08 07:30")
    async with office.database.writing() as session:
        await revive(session, LAN)
    office.channel.will(LAN, Gone("deactivated"))

    await office.tick_on("2018-01-08 09:00")

    assert ["chặn bot" in text for text in office.channel.to(DUC)] == [True, False]


async def test_a_message_that_did_not_leave_is_sent_later(with_coordinator: Office) -> None:
    office = with_coordinator
    office.channel.will(DUC, RetryLater(timedelta(seconds=1), "429"))

    await office.tick_on("2018-01-08 07:30")
    assert office.channel.to(DUC) == []
    await office.tick_on("2018-01-08 07:31", "2018-01-08 07:32")

    assert len(office.channel.to(DUC)) == 1


async def test_a_message_that_may_have_arrived_is_not_repeated_in_every_tick(
    with_coordinator: Office,
) -> None:
    office = with_coordinator
    office.channel.will(DUC, Unknown("cut off"), Unknown("cut off"))

    await office.tick_on("2018-01-08 07:30", "2018-01-08 07:31", "2018-01-08 07:39")
    assert office.channel.to_come(DUC) == 1
    await office.tick_on("2018-01-08 07:40", "2018-01-08 07:41", "2018-01-08 07:50", "2018-01-08 08:00")

    assert len(office.channel.to(DUC)) == 1


async def test_at_night_coordinators_sleep(with_coordinator: Office) -> None:
    office = with_coordinator
    office.channel.will(DUC, RetryLater(timedelta(seconds=1), "429"))
    await office.tick_on("2018-01-08 07:30", "2018-01-08 23:00", "2018-01-09 05:00")
    assert office.channel.to(DUC) == []

    await office.tick_on("2018-01-09 07:00")
    assert len(office.channel.to(DUC)) == 1


async def test_a_coordinator_who_is_gone_too_keeps_nobody_else_from_hearing(with_coordinator: Office) -> None:
    office = with_coordinator
    await make_official(office.database, 1009, is_admin=True, name="Hà")
    office.channel.will(DUC, Gone("blocked"))

    await office.tick_on("2018-01-08 07:30", "2018-01-08 07:31")

    assert ["Lan" in text or "Đức" in text for text in office.channel.to(1009)] == [True, True]
    assert (await office.chat(DUC)).unreachable_reason == "blocked"


def test_a_hundred_losses_fit_one_message() -> None:
    losses = [LostChat(number, "Tên rất dài " * 20, "blocked", ("Sở " * 50,)) for number in range(100)]

    for language in ("vi", "en"):
        text = losses_message(losses, language).text
        assert len(text) <= 4096
        assert str(100 - MOST_SHOWN) in text
