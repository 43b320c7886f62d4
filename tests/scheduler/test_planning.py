"""What is planned for whom, and when: at most one digest a working day, at the person's hour."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from plan_data.delivery_outcome import RetryLater
from plan_data.duty_state import DutyState
from plan_data.store.chats import follow, pause_until, set_digest_minute, unfollow
from plan_data.store.deliveries import mark_unreachable
from plan_data.store.tables import CalendarDayRow, DutyRow, UnitChangeRow
from tests.factories import DutySpec
from tests.scheduler.conftest import Y_TE
from tests.scheduler.office import LAN, Office

TWO_DAYS_LATER = DutySpec("Y-2", "SYT", date(2018, 1, 17))


async def finish(office: Office, code: str, state: DutyState = DutyState.DONE) -> None:
    async with office.database.writing() as session:
        await session.execute(update(DutyRow).where(DutyRow.code == code).values(state=state))


async def test_nobody_hears_anything_before_their_hour(office: Office) -> None:
    await office.official()

    await office.tick()
    assert office.channel.arrived == []

    office.at("2018-01-08 07:30")
    await office.tick()
    assert len(office.channel.to(LAN)) == 1


async def test_repeated_ticks_send_nothing_twice(office: Office) -> None:
    await office.official()

    await office.tick_on("2018-01-08 07:30", "2018-01-08 07:30", "2018-01-08 07:31", "2018-01-08 15:00")

    assert len(office.channel.to(LAN)) == 1
    assert await office.ledger() == [("Y-1", 7, "sent")]


async def test_a_change_of_units_that_goes_wrong_keeps_nobody_from_their_reminders(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await office.official()
    async with office.database.writing() as session:
        session.add(
            UnitChangeRow(
                effective_on=date(2018, 1, 8), kind="unheard of", from_codes=["SYT"], to_codes=["SXD"]
            )
        )

    await office.tick_on("2018-01-08 07:30")

    assert len(office.channel.to(LAN)) == 1
    assert "Preparing the day failed" in caplog.text


async def test_everybody_has_an_hour_of_their_own(office: Office) -> None:
    lan, tuan = await office.official(), await office.official(1002, "SYT")
    async with office.database.writing() as session:
        await set_digest_minute(session, lan.chat, 9 * 60)

    await office.tick_on("2018-01-08 07:30")
    assert [len(office.channel.to(chat)) for chat in (lan.telegram, tuan.telegram)] == [0, 1]

    await office.tick_on("2018-01-08 09:00")
    assert [len(office.channel.to(chat)) for chat in (lan.telegram, tuan.telegram)] == [1, 1]


async def test_a_tick_minutes_late_still_sends(office: Office) -> None:
    """T3: the scheduler was down at the hour itself."""
    await office.official()

    await office.tick_on("2018-01-08 07:32")

    assert len(office.channel.to(LAN)) == 1


async def test_after_two_days_of_downtime_one_digest_takes_the_missed_stage_in(office: Office) -> None:
    """T4: the seventh day before passed while nothing ran."""
    await office.official()

    await office.tick_on("2018-01-12 07:30")

    (text,) = office.channel.to(LAN)
    assert "Còn <b>3 ngày</b>" in text
    # The third day before and, moved from Sunday, the last day before fall on this Friday together.
    assert sorted(await office.ledger()) == [("Y-1", 1, "sent"), ("Y-1", 7, "missed")]


async def test_stages_from_before_the_subscription_are_not_missed(office: Office) -> None:
    await office.official(since="2018-01-10 09:00")

    await office.tick_on("2018-01-12 07:30")

    assert await office.ledger() == [("Y-1", 1, "sent")]


async def test_a_new_subscriber_gets_an_overview_of_what_is_under_way(office: Office) -> None:
    await office.plan(
        Y_TE, DutySpec("Y-3", "SYT", date(2018, 1, 30)), DutySpec("Y-4", "SYT", date(2018, 9, 1))
    )
    office.at("2018-01-10 10:00")
    await office.official(since="2018-01-10 09:59")

    await office.tick()

    (text,) = office.channel.to(LAN)
    assert "Y-1" in text
    assert "Y-3" in text
    assert "Y-4" not in text


async def test_between_stages_it_is_silent(office: Office) -> None:
    await office.official()

    await office.tick_on("2018-01-08 07:30", "2018-01-09 07:30", "2018-01-10 07:30", "2018-01-11 07:30")

    assert len(office.channel.to(LAN)) == 1


async def test_all_stages_up_to_the_weekly_reminders_come_once_each(office: Office) -> None:
    await office.official()
    days = [date(2018, 1, 8).replace(day=number) for number in range(8, 31)]

    await office.tick_on(*(f"{day} 07:30" for day in days))

    assert [stage for _, stage, _ in await office.ledger()] == [7, 1, 0, -1, -3, -7, -14]
    assert {state for _, _, state in await office.ledger()} == {"sent"}


async def test_what_is_late_and_under_way_is_still_reminded(office: Office) -> None:
    """T5: rivals only look at tasks nobody has touched."""
    await office.official()
    await finish(office, "Y-1", DutyState.IN_PROGRESS)

    await office.tick_on("2018-01-16 07:30")

    (text,) = office.channel.to(LAN)
    assert "Quá hạn 1 ngày" in text.replace("<b>", "").replace("</b>", "")


async def test_the_text_says_how_many_days_are_left_when_it_is_sent(office: Office) -> None:
    """T7: the stage is that of the seventh day before, said a day late."""
    await office.official()

    await office.tick_on("2018-01-09 07:30")

    (text,) = office.channel.to(LAN)
    assert "Còn <b>6 ngày</b>" in text


async def test_a_finished_duty_is_silent(office: Office) -> None:
    await office.official()
    await finish(office, "Y-1")

    await office.tick_on("2018-01-08 07:30", "2018-01-15 07:30", "2018-01-16 07:30")

    assert office.channel.arrived == []


async def test_a_moved_deadline_earns_new_reminders(office: Office) -> None:
    """T6: told seven days before the 15th, and again seven days before the 17th."""
    await office.official()
    await office.tick_on("2018-01-08 07:30")

    await office.plan(DutySpec("Y-1", "SYT", date(2018, 1, 17)))
    await office.tick_on("2018-01-10 07:30")

    assert len(office.channel.to(LAN)) == 2
    assert await office.ledger() == [("Y-1", 7, "sent"), ("Y-1", 7, "sent")]


async def test_a_moved_deadline_between_planning_and_sending_makes_the_reminder_moot(office: Office) -> None:
    await office.official()
    office.at("2018-01-08 07:30")
    await office.tick()
    await office.plan(Y_TE, TWO_DAYS_LATER)
    office.channel.arrived.clear()
    office.at("2018-01-10 07:30")

    await office.tick()
    await office.plan(Y_TE, DutySpec("Y-2", "SYT", date(2018, 6, 1)))
    await office.tick_on("2018-01-15 07:30")

    assert all("Y-2" not in text for text in office.channel.to(LAN)[1:])


async def test_everything_a_chat_follows_is_in_one_digest(office: Office) -> None:
    await office.plan(
        Y_TE, DutySpec("X-1", "SXD", date(2018, 1, 15)), DutySpec("Q-1", "385", date(2018, 1, 9))
    )
    await office.official(LAN, "SYT", "SXD", "385")

    await office.tick_on("2018-01-08 07:30")

    (text,) = office.channel.to(LAN)
    assert text.index("Q-1") < text.index("X-1")
    assert "Y-1" in text


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("2018-01-13 07:30", "a Saturday"),
        ("2018-02-15 09:00", "the Tet holiday"),
        ("2018-01-12 20:00", "at night"),
        ("2018-01-12 07:29", "before the hour"),
    ],
)
async def test_nothing_is_sent(office: Office, when: str, why: str) -> None:
    await office.official()

    await office.tick_on(when)

    assert office.channel.arrived == [], why


async def test_what_could_not_leave_by_evening_waits_for_the_next_working_day(office: Office) -> None:
    await office.official()
    office.channel.will(LAN, RetryLater(timedelta(hours=14), "down"))
    await office.tick_on("2018-01-12 07:30", "2018-01-12 21:31", "2018-01-13 07:30")
    assert office.channel.arrived == []

    await office.tick_on("2018-01-15 07:30")
    (text,) = office.channel.to(LAN)
    assert "Hôm nay là hạn cuối" in text


async def test_a_decree_changes_the_day_at_once(office: Office) -> None:
    async with office.database.writing() as session:
        session.add(CalendarDayRow(day=date(2018, 1, 12), is_working=False, reason="nghỉ bù"))
        session.add(CalendarDayRow(day=date(2018, 1, 13), is_working=True, reason="làm bù"))
    await office.official()

    await office.tick_on("2018-01-12 07:30")
    assert office.channel.arrived == []
    await office.tick_on("2018-01-13 07:30")
    assert len(office.channel.to(LAN)) == 1


async def test_a_paused_chat_hears_nothing_and_then_what_still_matters(office: Office) -> None:
    lan = await office.official()
    async with office.database.writing() as session:
        await pause_until(session, lan.chat, date(2018, 1, 11))

    await office.tick_on("2018-01-08 07:30", "2018-01-11 07:30")
    assert office.channel.arrived == []

    await office.tick_on("2018-01-12 07:30")
    (text,) = office.channel.to(LAN)
    assert "Còn <b>3 ngày</b>" in text


async def test_an_ended_pause_counts_the_same_day(office: Office) -> None:
    lan = await office.official()
    async with office.database.writing() as session:
        await pause_until(session, lan.chat, date(2018, 1, 30))
    await office.official(1002, "SYT")
    await office.tick_on("2018-01-08 07:30")

    async with office.database.writing() as session:
        await pause_until(session, lan.chat, None)
    await office.tick_on("2018-01-08 09:00")

    assert len(office.channel.to(LAN)) == 1


async def test_an_unreachable_chat_is_not_planned_for(office: Office) -> None:
    lan = await office.official()
    async with office.database.writing() as session:
        await mark_unreachable(session, lan.chat, "blocked", office.clock.now)

    await office.tick_on("2018-01-08 07:30")

    assert office.channel.arrived == []
    assert await office.digests() == []


async def test_following_nothing_or_no_longer_means_silence(office: Office) -> None:
    lan = await office.official()
    async with office.database.writing() as session:
        await unfollow(session, lan.chat, "SYT", "asked", office.clock.now)

    await office.tick_on("2018-01-08 07:30")

    assert office.channel.arrived == []


async def test_a_unit_followed_after_the_days_digest_is_told_tomorrow(office: Office) -> None:
    """At most one digest a working day."""
    await office.plan(Y_TE, DutySpec("X-1", "SXD", date(2018, 1, 16)))
    lan = await office.official()
    await office.tick_on("2018-01-08 07:30")

    async with office.database.writing() as session:
        await follow(session, lan.chat, "SXD", office.clock.now)
    await office.tick_on("2018-01-08 07:31")
    assert len(office.channel.to(LAN)) == 1

    await office.tick_on("2018-01-09 07:30")
    assert "X-1" in office.channel.to(LAN)[1]


async def test_a_unit_followed_while_nothing_was_due_is_told_the_same_day(office: Office) -> None:
    await office.plan(DutySpec("X-1", "SXD", date(2018, 1, 16)))
    lan = await office.official()
    await office.tick_on("2018-01-08 07:30")
    assert office.channel.arrived == []

    async with office.database.writing() as session:
        await follow(session, lan.chat, "SXD", office.clock.now)
    await office.tick_on("2018-01-08 10:00")

    assert len(office.channel.to(LAN)) == 1


async def test_a_day_back_and_forth_on_the_clock_repeats_nothing(office: Office) -> None:
    await office.official()

    await office.tick_on("2018-01-12 07:30", "2018-01-11 07:31", "2018-01-12 07:32", "2018-01-12 09:00")

    assert len(office.channel.to(LAN)) == 1
