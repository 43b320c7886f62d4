"""Sending: nothing is lost, nothing goes out twice unmarked, nobody waits for somebody else's trouble."""

import asyncio
import re
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import event, update

from bot.texts.digest import digest_parts
from plan_data.delivery_outcome import (
    Gone,
    Moved,
    Outcome,
    Refused,
    Rejected,
    RenderedPart,
    RetryLater,
    Sent,
    TopicGone,
    Unknown,
)
from plan_data.store.chats import follow, keep_chat, revive
from plan_data.store.claims import ClaimedDigest, Recipient
from plan_data.store.database import Database
from plan_data.store.tables import DutyRow
from plan_data.timeliness import Today
from scheduler.pace import Pace
from tests.factories import DutySpec, make_official
from tests.scheduler.conftest import Y_TE
from tests.scheduler.office import LAN, Channel, Office, open_office, scheduler_of

AGAIN = "gửi lại"
LIMIT = 4096
"""Characters of a message (Bot API, sendMessage)."""


async def test_a_send_that_fails_stays_unsent_and_is_tried_again(office: Office) -> None:
    """T1: rivals mark it as sent."""
    await office.official()
    office.channel.will(LAN, RetryLater(timedelta(seconds=5), "502"))

    await office.tick_on("2018-01-08 07:30")
    assert office.channel.arrived == []
    assert await office.ledger() == [("Y-1", 7, "planned")]

    await office.tick_on("2018-01-08 07:31")
    assert len(office.channel.to(LAN)) == 1
    assert AGAIN not in office.channel.to(LAN)[0]


@pytest.mark.parametrize(
    "trouble",
    [
        Gone("blocked"),
        Rejected("can't parse entities"),
        RetryLater(timedelta(minutes=5), "429"),
        Unknown("cut off"),
        TopicGone("topic gone"),
    ],
    ids=lambda trouble: type(trouble).__name__,
)
async def test_one_bad_recipient_does_not_stop_the_next(office: Office, trouble: Outcome) -> None:
    """T2: rivals return from the loop."""
    for telegram_id in range(1001, 1011):
        await office.official(telegram_id, "SYT")
    office.channel.will(1001, trouble)

    await office.tick_on("2018-01-08 07:30")

    assert all(len(office.channel.to(telegram_id)) == 1 for telegram_id in range(1002, 1011))


async def test_a_hundred_recipients_with_pauses_asked_all_get_theirs_within_minutes(office: Office) -> None:
    """T15"""
    everybody = range(1001, 1101)
    for telegram_id in everybody:
        await office.official(telegram_id, "SYT")
        if telegram_id % 3 == 0:
            office.channel.will(telegram_id, RetryLater(timedelta(seconds=20), "429"))

    await office.tick_on("2018-01-08 07:30", "2018-01-08 07:31")

    assert all(len(office.channel.to(telegram_id)) == 1 for telegram_id in everybody)


async def test_what_may_have_arrived_is_sent_again_after_ten_minutes_and_says_so(office: Office) -> None:
    await office.official()
    office.channel.will(LAN, Unknown("cut off"))

    await office.tick_on("2018-01-08 07:30", "2018-01-08 07:39")
    assert office.channel.arrived == []

    await office.tick_on("2018-01-08 07:40", "2018-01-08 07:50")
    (text,) = office.channel.to(LAN)
    assert AGAIN in text


async def test_what_failed_for_good_is_tried_with_the_next_digest(office: Office) -> None:
    await office.official()
    office.channel.will(LAN, Rejected("can't parse entities"))

    await office.tick_on("2018-01-08 07:30", "2018-01-08 09:00")
    assert office.channel.arrived == []

    await office.tick_on("2018-01-09 07:30")
    assert len(office.channel.to(LAN)) == 1
    assert await office.ledger() == [("Y-1", 7, "sent")]


async def test_an_unsent_digest_moves_into_the_next_days(office: Office) -> None:
    await office.plan(Y_TE, DutySpec("Y-2", "SYT", date(2018, 1, 16)))
    await office.official()
    office.channel.will(LAN, *[RetryLater(timedelta(hours=7), "down")] * 2)

    await office.tick_on("2018-01-08 07:30", "2018-01-08 14:31", "2018-01-09 07:30")

    (text,) = office.channel.to(LAN)
    assert "Y-1" in text
    assert "Y-2" in text
    assert [state for _, state in await office.digests()] == ["missed", "sent"]


async def test_a_digest_in_mid_send_over_night_is_part_of_the_next_morning(database: Database) -> None:
    async with open_office(database, [Y_TE]) as office:
        await office.official()
        hanging = _Hanging()
        dying, _ = scheduler_of(database, office.clock, hanging)
        office.at("2018-01-08 19:59")
        task = asyncio.create_task(dying.tick())
        await hanging.has_message.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

        await office.tick_on("2018-01-09 07:30")

        assert len(office.channel.to(LAN)) == 1


class _Hanging(Channel):
    """Never answers; being cancelled in there is what a kill looks like to the tables."""

    def __init__(self) -> None:
        super().__init__()
        self.has_message = asyncio.Event()

    async def send(self, recipient: Recipient, part: RenderedPart) -> Outcome:
        self.has_message.set()
        await asyncio.Event().wait()
        return await super().send(recipient, part)


async def test_a_long_digest_arrives_whole_in_parts_cut_between_duties(office: Office) -> None:
    """T10: more than 5,000 characters."""
    duties = [
        DutySpec(f"Y-{number}", "SYT", date(2018, 1, 15), title=f"Việc số {number}: " + "rà soát " * 8)
        for number in range(60)
    ]
    await office.plan(*duties)
    await office.official()

    await office.tick_on("2018-01-08 07:30")

    texts = office.channel.to(LAN)
    assert len(texts) > 1
    assert sum(map(len, texts)) > 5000
    assert all(len(text) <= LIMIT for text in texts)
    for number in range(60):
        assert sum(f"<code>Y-{number}</code>" in text for text in texts) == 1
    assert {state for _, _, state in await office.ledger()} == {"sent"}


async def test_of_a_long_digest_only_what_is_missing_is_sent_again(office: Office) -> None:
    duties = [
        DutySpec(f"Y-{number}", "SYT", date(2018, 1, 15), title=f"Việc số {number}: " + "rà soát " * 8)
        for number in range(60)
    ]
    await office.plan(*duties)
    await office.official()
    office.channel.will(LAN, Sent(1), RetryLater(timedelta(seconds=5), "429"))

    await office.tick_on("2018-01-08 07:30")
    first = office.channel.to(LAN)
    await office.tick_on("2018-01-08 07:31")

    texts = office.channel.to(LAN)
    assert len(first) == 1
    for number in range(60):
        assert sum(f"<code>Y-{number}</code>" in text for text in texts) == 1
    numbers = re.findall(r"^<b>(\d+)\.</b>", "\n".join(texts), re.MULTILINE)
    assert numbers == [str(number) for number in range(1, 61)]


async def test_a_group_that_was_upgraded_is_reached_under_its_new_number_once(office: Office) -> None:
    """T13"""
    await _make_group(office, -5)
    office.channel.will(-5, Moved(-1005))

    await office.tick_on("2018-01-08 07:30", "2018-01-08 07:31")
    await office.tick_on("2018-01-12 07:30")

    assert office.channel.to(-5) == []
    assert len(office.channel.to(-1005)) == 2


async def _make_group(office: Office, telegram_chat_id: int, thread_id: int = 0) -> None:
    async with office.database.writing() as session:
        group = await keep_chat(
            session,
            telegram_chat_id=telegram_chat_id,
            thread_id=thread_id,
            kind="group",
            title="Nhóm",
            official_id=None,
            language="vi",
        )
        await follow(session, group.id, "SYT", office.clock.now)


async def test_without_its_topic_the_digest_goes_to_the_group(office: Office) -> None:
    await _make_group(office, -1005, thread_id=9)
    office.channel.will(-1005, TopicGone("topic gone"))

    await office.tick_on("2018-01-08 07:30", "2018-01-08 07:31")

    ((recipient, _),) = office.channel.arrived
    assert recipient.thread_id == 0


async def test_a_duty_finished_while_the_digest_waits_is_not_in_it(office: Office) -> None:
    await office.plan(Y_TE, DutySpec("Y-2", "SYT", date(2018, 1, 9)))
    await office.official()
    office.channel.will(LAN, RetryLater(timedelta(seconds=5), "429"))
    await office.tick_on("2018-01-08 07:30")

    async with office.database.writing() as session:
        await session.execute(update(DutyRow).where(DutyRow.code == "Y-1").values(state="done"))
    await office.tick_on("2018-01-08 07:31")

    (text,) = office.channel.to(LAN)
    assert "Y-1" not in text
    assert "Y-2" in text


async def test_a_report_taken_back_brings_the_reminder_back(office: Office) -> None:
    await office.official()
    office.channel.will(LAN, RetryLater(timedelta(seconds=5), "429"))
    await office.tick_on("2018-01-08 07:30")
    async with office.database.writing() as session:
        await session.execute(update(DutyRow).values(state="done"))
    await office.tick_on("2018-01-08 07:31")
    assert await office.ledger() == [("Y-1", 7, "missed")]

    async with office.database.writing() as session:
        await session.execute(update(DutyRow).values(state="in_progress"))
    await office.tick_on("2018-01-09 07:30")

    assert len(office.channel.to(LAN)) == 1


async def test_two_schedulers_send_one_message(postgres_url: str) -> None:
    """T14"""
    database, other = Database(postgres_url), Database(postgres_url)
    async with open_office(database, [Y_TE], local="2018-01-08 07:30") as office:
        for telegram_id in range(1001, 1101):
            await make_official(database, telegram_id, "SYT")
        tickers = [
            scheduler_of(opened, office.clock, office.channel, owner=owner, alone=False)[0]
            for owner, opened in (("one", database), ("two", other))
        ]

        for _ in range(3):
            await asyncio.gather(*(ticker.tick() for ticker in tickers))

        assert sorted(recipient.telegram_chat_id for recipient, _ in office.channel.arrived) == list(
            range(1001, 1101)
        )
    await database.close()
    await other.close()


async def test_a_wrong_token_stops_everything_and_loses_nothing(office: Office) -> None:
    for telegram_id in range(1001, 1201):
        await office.official(telegram_id, "SYT")
        office.channel.will(telegram_id, Refused("401"))

    await office.tick_on("2018-01-08 07:30")

    assert office.dispatcher.was_refused
    assert {state for _, _, state in await office.ledger()} == {"planned"}
    restarted, _ = scheduler_of(office.database, office.clock, healthy := Channel())
    office.at("2018-01-08 07:32")
    await restarted.tick()
    assert len(healthy.arrived) == 200


class _SpeechlessFor:
    """Words for everybody but one."""

    def __init__(self, telegram_chat_id: int) -> None:
        self.telegram_chat_id = telegram_chat_id
        self.asked = 0

    def __call__(self, digest: ClaimedDigest, today: Today) -> Sequence[RenderedPart]:
        if digest.recipient.telegram_chat_id == self.telegram_chat_id:
            self.asked += 1
            raise KeyError("no words")
        return digest_parts(digest, today)


async def test_a_digest_that_cannot_be_put_into_words_fails_once_a_day_and_alone(office: Office) -> None:
    await office.official()
    await office.official(1002, "SYT")
    words = _SpeechlessFor(LAN)
    ticker, _ = scheduler_of(office.database, office.clock, office.channel, render=words)

    for minute in range(30, 50):
        office.at(f"2018-01-08 07:{minute}")
        await ticker.tick()

    assert words.asked == 1
    assert len(office.channel.to(1002)) == 1
    assert ("Y-1", 7, "failed") in await office.ledger()


async def test_a_chat_that_comes_back_is_sent_what_still_matters_once(office: Office) -> None:
    await office.official()
    office.channel.will(LAN, Gone("blocked"))
    await office.tick_on("2018-01-08 07:30", "2018-01-08 08:00")
    assert office.channel.arrived == []

    async with office.database.writing() as session:
        await revive(session, LAN)
    await office.tick_on("2018-01-08 09:00", "2018-01-08 09:01", "2018-01-08 15:00")

    (text,) = office.channel.to(LAN)
    assert "Y-1" in text
    assert AGAIN not in text
    assert await office.ledger() == [("Y-1", 7, "sent")]


async def test_one_that_comes_back_days_later_hears_the_newest_stage_only(office: Office) -> None:
    await office.official()
    office.channel.will(LAN, Gone("blocked"))
    await office.tick_on("2018-01-08 07:30", "2018-01-12 07:30")

    async with office.database.writing() as session:
        await revive(session, LAN)
    await office.tick_on("2018-01-15 10:00", "2018-01-15 10:01")

    (text,) = office.channel.to(LAN)
    assert "Hôm nay là hạn cuối" in text


class _Announced(Pace):
    """Says when somebody waits for a turn."""

    def __init__(self, per_second: float) -> None:
        super().__init__(per_second)
        self.is_waited_for = asyncio.Event()

    async def turn(self, telegram_chat_id: int, *, is_group: bool) -> None:
        self.is_waited_for.set()
        await super().turn(telegram_chat_id, is_group=is_group)


async def test_stopping_ends_a_pause_of_minutes_at_once(office: Office) -> None:
    """SIGTERM while Telegram asked everybody to wait."""
    await office.official()
    pace = _Announced(1000)
    pace.hold(3600)
    ticker, dispatcher = scheduler_of(office.database, office.clock, office.channel, pace=pace)
    office.at("2018-01-08 07:30")
    tick = asyncio.create_task(ticker.tick())
    await pace.is_waited_for.wait()

    dispatcher.stop()
    async with asyncio.timeout(5):
        await tick

    assert office.channel.arrived == []
    restarted, _ = scheduler_of(office.database, office.clock, healthy := Channel())
    await restarted.tick()
    assert AGAIN not in healthy.to(LAN)[0]


class _Holds(Pace):
    """Remembers which chats were to be left alone."""

    def __init__(self) -> None:
        super().__init__(1000)
        self.held: list[int] = []

    def hold_chat(self, telegram_chat_id: int, seconds: float) -> None:
        self.held.append(telegram_chat_id)
        super().hold_chat(telegram_chat_id, seconds)


async def test_only_a_pause_that_telegram_asked_for_slows_others_down(office: Office) -> None:
    """Two pauses at once mean the whole bot; two server errors do not."""
    await office.official()
    await office.official(1002, "SYT")
    office.channel.will(LAN, RetryLater(timedelta(seconds=5), "502"))
    office.channel.will(1002, RetryLater(timedelta(seconds=5), "429", asked=True))
    pace = _Holds()
    ticker, _ = scheduler_of(office.database, office.clock, office.channel, pace=pace)
    office.at("2018-01-08 07:30")

    await ticker.tick()

    assert pace.held == [1002]


class _LongTurns(Pace):
    """A pace whose turns take a quarter of an hour, in which the duty is finished."""

    def __init__(self, office: Office) -> None:
        super().__init__(1000)
        self._office = office

    async def turn(self, telegram_chat_id: int, *, is_group: bool) -> None:
        await super().turn(telegram_chat_id, is_group=is_group)
        async with self._office.database.writing() as session:
            await session.execute(update(DutyRow).values(state="done"))
        self._office.at("2018-01-08 07:45")


async def test_what_was_claimed_long_ago_is_looked_up_again_before_it_leaves(office: Office) -> None:
    """A pause that Telegram asked for outlasts the moment at which reminders were checked."""
    await office.official()
    ticker, _ = scheduler_of(office.database, office.clock, office.channel, pace=_LongTurns(office))
    office.at("2018-01-08 07:30")

    await ticker.tick()
    await ticker.tick()

    assert office.channel.arrived == []
    assert await office.ledger() == [("Y-1", 7, "missed")]


class _Counted(Channel):
    """Says how many messages are on their way at once, and how many the ledger has begun by then."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.on_their_way = 0
        self.most = 0
        self.begun = 0

    async def send(self, recipient: Recipient, part: RenderedPart) -> Outcome:
        self.on_their_way += 1
        self.most = max(self.most, self.on_their_way)
        begun = [state for _, state in await self.office.digests() if state == "sending"]
        self.begun = max(self.begun, len(begun))
        self.on_their_way -= 1
        return await super().send(recipient, part)


async def test_no_more_are_on_their_way_at_once_than_allowed_and_as_many_wait_for_them(
    office: Office,
) -> None:
    """What a kill may double is bounded, and nobody's way stays empty while the ledger is written."""
    for telegram_id in range(1001, 1021):
        await office.official(telegram_id, "SYT")
    channel = _Counted(office)
    ticker, _ = scheduler_of(office.database, office.clock, channel, in_flight=3)
    office.at("2018-01-08 07:30")

    await ticker.tick()

    assert len(channel.arrived) == 20
    assert channel.most == 3
    assert 3 < channel.begun <= 6


async def test_what_is_begun_already_does_not_leave_into_a_pause_that_is_for_everybody(
    office: Office,
) -> None:
    """Telegram prolongs a pause for whoever goes on sending."""
    both = (1001, 1002)
    for telegram_id in both:
        await office.official(telegram_id, "SYT")
        office.channel.will(telegram_id, RetryLater(timedelta(seconds=5), "429", everywhere=True))
    ticker, _ = scheduler_of(office.database, office.clock, office.channel, in_flight=1)
    office.at("2018-01-08 07:30")

    report = await ticker.tick()

    assert report.outcomes == {"RetryLater": 2}
    assert sum(office.channel.to_come(telegram_id) for telegram_id in both) == 1


async def test_an_idle_tick_does_not_write(office: Office) -> None:
    await office.official()
    await office.tick_on("2018-01-08 07:30", "2018-01-08 07:31")
    statements: list[str] = []

    def heard(_c: object, _k: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(office.database.engine.sync_engine, "before_cursor_execute", heard)
    await office.tick()
    event.remove(office.database.engine.sync_engine, "before_cursor_execute", heard)

    assert statements
    assert not [text for text in statements if not text.startswith(("SELECT", "BEGIN"))]
    assert "BEGIN IMMEDIATE" not in statements
