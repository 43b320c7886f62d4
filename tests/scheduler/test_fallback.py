"""Letters to whom Telegram does not reach: once, written down, and never beside a message in Telegram."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from bot.channels.apprise_notifier import AppriseNotifier
from bot.texts import briefing
from bot.texts.digest import digest_letter
from bot.texts.fallback import notice_letter
from bot.texts.proof import caption
from plan_data.channel import Channel as Way
from plan_data.channel import FallbackAddress
from plan_data.delivery_outcome import Gone, Outcome, RenderedPart, RetryLater, Sent, Unknown
from plan_data.report.proof_document import proof_document
from plan_data.shared_time import SharedTime
from plan_data.store.chats import revive
from plan_data.store.claims import Recipient
from plan_data.store.database import Database
from plan_data.store.deliveries import mark_unreachable
from plan_data.store.duties import duties_by_code
from plan_data.store.fallback import fallback_of, keep_code, try_code
from plan_data.store.heartbeats import last_beat
from plan_data.store.notices import NewNotice, NoticeKind, plan_notices
from plan_data.store.officials import Role
from plan_data.store.proof import proofs_of
from plan_data.store.reference import ReferenceCache
from plan_data.store.tables import DigestRow, NoticeRow, SentMessageRow
from scheduler.coordination import CoordinationPlanner, CoordinationWords
from scheduler.dispatch import Dispatcher, Identity
from scheduler.fallback import FallbackRounds, WatchedNotifier
from scheduler.notices import ByLetter, NoticeSender
from scheduler.notifier import Notifier
from scheduler.pace import Pace
from scheduler.tick import Ticker
from tests.channels.mail_server import CLOSES, MailServer, mail_server
from tests.factories import DutySpec, OfficialIds, make_official
from tests.scheduler.conftest import Y_TE
from tests.scheduler.office import LAN, Office, open_office, scheduler_of
from tests.world import ZONE, NoWaiting

TUAN = 1002
"""Has no second address."""
AN_HOUR = timedelta(minutes=60)
AWAY = RetryLater(timedelta(seconds=5), "no connection", everywhere=True)
BLOCKED = Gone("blocked")
AGAIN = "gửi lại"


def fallback_of_office(
    office: Office, letters: Notifier, *, owner: str = "letters", alone: bool = True
) -> FallbackRounds:
    """The scheduler's second way."""
    waiting = NoWaiting()
    time = SharedTime(office.database, None, office.clock)
    dispatcher = Dispatcher(
        office.database,
        notifier=letters,
        render=digest_letter,
        pace=Pace(1000, time=waiting.time, sleep=waiting.sleep),
        clock=time,
        zone=ZONE,
        identity=Identity(owner, alone=alone, fallback_after=AN_HOUR),
        reference=ReferenceCache(office.database),
    )
    notices = NoticeSender(
        office.database,
        notifier=letters,
        pace=Pace(1000, time=waiting.time, sleep=waiting.sleep),
        clock=time,
        by_letter=ByLetter(AN_HOUR, notice_letter, ZONE),
    )
    return FallbackRounds(dispatcher, notices, office.database, time, name=owner)


@dataclass
class TwoWays:
    """An office whose scheduler has both ways, and a mail server."""

    office: Office
    mail: MailServer
    letters: AppriseNotifier
    ticker: Ticker
    notices: NoticeSender
    fallback: FallbackRounds

    async def round_at(self, *moments: str) -> None:
        """A tick, the notices and a round of letters at each of these local times."""
        for local in moments:
            self.office.at(local)
            await self.ticker.tick()
            await self.notices.send_planned()
            await self.fallback.go_round()

    async def nudge(self, *chats: int) -> None:
        """A coordinator nudges these chats of ours."""
        nudges = [
            NewNotice(chat, NoticeKind.NUDGE, "1.1:2018-2:SYT", "📣 <b>Sở Lao động nhắc</b>: Y-1")
            for chat in chats
        ]
        async with self.office.database.writing() as session:
            await plan_notices(session, nudges, asked_by=None, now=self.office.clock.now)

    async def nudged(self) -> list[tuple[str, str]]:
        """Channel and state of every notice."""
        async with self.office.database.reading() as session:
            rows = await session.execute(select(NoticeRow.channel, NoticeRow.state).order_by(NoticeRow.id))
            return [(channel, state) for channel, state in rows]

    async def official(
        self, telegram_id: int = LAN, address: str | None = "lan@syt.example.vn"
    ) -> OfficialIds:
        made = await self.office.official(telegram_id)
        if address is not None:
            await self.address(made, address)
        return made

    async def address(self, official: OfficialIds, address: str) -> None:
        """An official confirms an address."""
        async with self.office.database.writing() as session:
            to = FallbackAddress(Way.EMAIL, address)
            assert await keep_code(session, official.official, to, "123456", self.office.clock.now)
            await try_code(session, official.official, "123456", self.office.clock.now)

    def texts(self) -> list[str]:
        return [letter.text for letter in self.mail.letters]

    async def ways(self) -> list[tuple[str, str]]:
        """Channel and state of every message in the ledger."""
        async with self.office.database.reading() as session:
            rows = await session.execute(
                select(SentMessageRow.channel, SentMessageRow.state).order_by(SentMessageRow.id)
            )
            return [(channel, state) for channel, state in rows]


@pytest.fixture
async def ways(database: Database) -> AsyncIterator[TwoWays]:
    """Monday 8 January 2018, 07:29, on each database."""
    async with open_office(database, [Y_TE]) as office, mail_server() as mail:
        watched = WatchedNotifier(office.channel, database, office.clock)
        waiting = NoWaiting()
        pace = Pace(1000, time=waiting.time, sleep=waiting.sleep)
        ticker, _ = scheduler_of(database, office.clock, watched, pace=pace, with_fallback=True)
        letters = AppriseNotifier({Way.EMAIL: mail.url})
        notices = NoticeSender(database, notifier=watched, pace=pace, clock=office.clock)
        yield TwoWays(office, mail, letters, ticker, notices, fallback_of_office(office, letters))


async def test_who_blocked_the_bot_gets_the_same_digest_as_a_letter_once(ways: TwoWays) -> None:
    await ways.official()
    ways.office.channel.will(LAN, BLOCKED)

    await ways.round_at("2018-01-08 07:30", "2018-01-08 07:31", "2018-01-08 07:32", "2018-01-08 09:00")

    (received,) = ways.mail.letters
    assert received.recipients == ("lan@syt.example.vn",)
    assert received.subject == "Nhắc hạn thứ Hai, ngày 08/01/2018"
    assert "Y-1" in received.text
    assert "Không ai đọc thư trả lời" in received.text
    assert "/tiendo Y-1 60%" in received.text
    assert AGAIN not in received.text
    assert await ways.office.ledger() == [("Y-1", 7, "sent")]
    assert await ways.ways() == [("email", "sent")]
    async with ways.office.database.reading() as session:
        shown = await last_beat(session, "letters")
    assert shown is not None
    assert shown.details == {"Sent": 1}, "metrics count letters beside messages"


async def test_the_letters_go_on_day_by_day_and_stop_when_the_chat_comes_back(ways: TwoWays) -> None:
    await ways.office.plan(
        Y_TE, DutySpec("Y-2", "SYT", date(2018, 1, 16)), DutySpec("Y-3", "SYT", date(2018, 1, 17))
    )
    await ways.official()
    ways.office.channel.will(LAN, BLOCKED)
    await ways.round_at("2018-01-08 07:30", "2018-01-08 07:31", "2018-01-09 07:30")
    assert ["Y-1" in ways.texts()[0], "Y-2" in ways.texts()[1]] == [True, True]

    async with ways.office.database.writing() as session:
        await revive(session, LAN)
    await ways.round_at("2018-01-09 07:31", "2018-01-10 07:30")

    assert len(ways.mail.letters) == 2
    (text,) = ways.office.channel.to(LAN)
    assert "Y-3" in text
    assert "Y-1" not in text, "what a letter told is not told again"


async def test_without_an_address_nothing_changes(ways: TwoWays) -> None:
    await ways.official(TUAN, None)
    ways.office.channel.will(TUAN, BLOCKED)

    await ways.round_at("2018-01-08 07:30", "2018-01-08 07:31", "2018-01-08 09:00")

    assert ways.mail.connections == 0
    assert await ways.office.ledger() == [("Y-1", 7, "failed")]


async def test_while_telegram_is_away_letters_go_after_an_hour_and_none_is_doubled_when_it_returns(
    ways: TwoWays,
) -> None:
    await ways.official()
    await ways.official(TUAN, None)
    for person in (LAN, TUAN):
        ways.office.channel.will(person, *[AWAY] * 5)

    await ways.round_at("2018-01-08 07:30", "2018-01-08 08:00", "2018-01-08 08:29")
    assert ways.mail.letters == []
    await ways.round_at("2018-01-08 08:30", "2018-01-08 08:31")
    assert len(ways.mail.letters) == 1

    await ways.round_at("2018-01-08 08:32", "2018-01-08 08:33", "2018-01-08 10:00")

    assert ways.office.channel.to(LAN) == []
    assert len(ways.office.channel.to(TUAN)) == 1, "who has no address waited for Telegram"
    assert len(ways.mail.letters) == 1
    assert {state for _, _, state in await ways.office.ledger()} == {"sent"}


async def test_one_chat_that_has_to_wait_is_no_outage(ways: TwoWays) -> None:
    await ways.official()
    for other in range(2001, 2004):
        await ways.office.official(other)
    ways.office.channel.will(LAN, *[RetryLater(timedelta(minutes=30), "429", asked=True)] * 3)

    await ways.round_at("2018-01-08 07:30", "2018-01-08 08:00", "2018-01-08 08:30")

    assert ways.mail.letters == []


async def test_telegram_that_comes_back_within_the_hour_starts_the_hour_anew(ways: TwoWays) -> None:
    await ways.official()
    await ways.official(TUAN, None)
    ways.office.channel.will(LAN, AWAY, RetryLater(timedelta(minutes=50), "502"), AWAY)
    ways.office.channel.will(TUAN, AWAY)

    await ways.round_at("2018-01-08 07:30", "2018-01-08 07:40", "2018-01-08 08:35")

    assert len(ways.office.channel.to(TUAN)) == 1
    assert ways.mail.letters == []


async def test_a_letter_of_which_nobody_knows_is_sent_again_marked_as_such(ways: TwoWays) -> None:
    await ways.official()
    ways.office.channel.will(LAN, BLOCKED)
    ways.mail.will("LETTER", CLOSES)

    await ways.round_at("2018-01-08 07:30", "2018-01-08 07:31", "2018-01-08 07:35")
    assert await ways.office.ledger() == [("Y-1", 7, "unknown")]
    await ways.round_at("2018-01-08 07:41", "2018-01-08 07:55")

    first, second = ways.texts()
    assert AGAIN not in first
    assert AGAIN in second
    assert ways.mail.letters[1].subject == ways.mail.letters[0].subject


async def test_a_crash_between_letter_and_ledger_is_told_by_the_next_letter(ways: TwoWays) -> None:
    await ways.official()
    ways.office.channel.will(LAN, BLOCKED)
    await ways.round_at("2018-01-08 07:30")
    dying = _DiesAfterSending(ways.letters)
    ways.office.at("2018-01-08 07:31")
    await ways.ticker.tick()
    task = asyncio.create_task(fallback_of_office(ways.office, dying).go_round())
    await dying.has_sent.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await ways.office.ledger() == [("Y-1", 7, "sending")]

    # Ticks of the main way leave it alone: what is in mid-send here is not theirs.
    await ways.ticker.tick()
    assert await ways.office.ledger() == [("Y-1", 7, "sending")]
    await fallback_of_office(ways.office, ways.letters, owner="restarted").go_round()

    first, second = ways.texts()
    assert AGAIN not in first
    assert AGAIN in second
    assert await ways.office.ledger() == [("Y-1", 7, "sent")]


class _DiesAfterSending:
    """Sends, and never comes back to write it down; being cancelled there is what a kill looks like."""

    def __init__(self, inner: Notifier) -> None:
        self._inner = inner
        self.has_sent = asyncio.Event()

    async def send(self, recipient: Recipient, part: RenderedPart) -> Outcome:
        await self._inner.send(recipient, part)
        self.has_sent.set()
        await asyncio.Event().wait()
        return Sent(None)


async def test_what_a_letter_left_behind_is_taken_up_also_where_letters_were_turned_off(
    ways: TwoWays,
) -> None:
    await ways.official()
    ways.office.channel.will(LAN, BLOCKED)
    await ways.round_at("2018-01-08 07:30")
    dying = _DiesAfterSending(ways.letters)
    ways.office.at("2018-01-08 07:31")
    await ways.ticker.tick()
    task = asyncio.create_task(fallback_of_office(ways.office, dying).go_round())
    await dying.has_sent.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    await ways.office.tick_on("2018-01-08 07:34")

    assert await ways.office.ledger() == [("Y-1", 7, "unknown")]


async def test_an_address_that_leads_to_nobody_is_used_no_more_and_coordinators_hear_of_the_chat_again(
    ways: TwoWays,
) -> None:
    lan = await ways.official()
    await ways.office.plan(Y_TE, DutySpec("Y-2", "SYT", date(2018, 1, 16)))
    ways.office.channel.will(LAN, BLOCKED)
    ways.mail.will("RCPT", "550 5.1.1 no such user")

    await ways.round_at("2018-01-08 07:30", "2018-01-08 07:31")

    async with ways.office.database.reading() as session:
        fallback = await fallback_of(session, lan.official)
    assert fallback is not None
    assert fallback.failed_at is not None
    assert (await ways.office.chat()).unreachable_told_at is None
    assert {state for _, _, state in await ways.office.ledger()} == {"failed"}
    connections = ways.mail.connections
    await ways.round_at("2018-01-08 09:00", "2018-01-09 07:30")
    assert ways.mail.connections == connections


async def test_a_dead_address_leaves_the_digest_to_telegram_when_that_was_only_away(ways: TwoWays) -> None:
    await ways.official()
    ways.office.channel.will(LAN, AWAY, AWAY)
    ways.mail.will("RCPT", "550 5.1.1 no such user")

    await ways.round_at("2018-01-08 07:30", "2018-01-08 08:30", "2018-01-08 08:31")

    assert len(ways.office.channel.to(LAN)) == 1
    assert await ways.office.ledger() == [("Y-1", 7, "sent")]


async def test_a_mail_server_that_is_away_too_keeps_nothing_from_telegram(ways: TwoWays) -> None:
    await ways.official()
    ways.office.channel.will(LAN, AWAY, AWAY)
    ways.mail.will("GREETING", CLOSES)

    await ways.round_at("2018-01-08 07:30", "2018-01-08 08:30", "2018-01-08 08:36")

    assert len(ways.office.channel.to(LAN)) == 1
    assert ways.mail.letters == []


async def test_two_schedulers_send_one_letter(ways: TwoWays) -> None:
    await ways.official()
    ways.office.channel.will(LAN, BLOCKED)
    await ways.round_at("2018-01-08 07:30")
    ways.office.at("2018-01-08 07:31")
    await ways.ticker.tick()
    rounds = [
        fallback_of_office(ways.office, ways.letters, owner=name, alone=False).go_round() for name in "abc"
    ]
    await asyncio.gather(*rounds)

    assert len(ways.mail.letters) == 1


async def test_a_message_that_telegram_may_have_taken_is_repeated_as_a_letter_that_says_so(
    ways: TwoWays,
) -> None:
    await ways.official()
    ways.office.channel.will(LAN, Unknown("cut off"), BLOCKED)

    await ways.round_at("2018-01-08 07:30", "2018-01-08 07:40", "2018-01-08 07:41")

    (text,) = ways.texts()
    assert "Y-1" in text


async def test_no_letter_leaves_at_night(ways: TwoWays) -> None:
    await ways.official()
    ways.office.channel.will(LAN, *[AWAY] * 3)
    await ways.round_at("2018-01-08 19:30", "2018-01-08 20:30", "2018-01-08 23:00")
    assert ways.mail.letters == []
    async with ways.office.database.reading() as session:
        assert await session.scalar(select(DigestRow.state)) == "planned"


async def test_coordinators_are_told_who_is_lost_and_that_letters_still_arrive(ways: TwoWays) -> None:
    await ways.official()
    await ways.official(TUAN, None)
    coordinator = await make_official(
        ways.office.database, 1003, "THUONGTRUC", role=Role.COORDINATOR, name="Đức", follows=False
    )
    for person in (LAN, TUAN):
        ways.office.channel.will(person, BLOCKED)

    await ways.round_at("2018-01-08 07:30")

    (text,) = ways.office.channel.to(coordinator.telegram)
    with_letters = [line for line in text.splitlines() if "đã chặn bot" in line]
    assert [("vẫn nhận qua thư điện tử" in line) for line in with_letters] == [True, False]


async def test_the_record_of_reminding_says_that_it_was_a_letter(ways: TwoWays) -> None:
    await ways.official()
    ways.office.channel.will(LAN, BLOCKED)
    await ways.round_at("2018-01-08 07:30", "2018-01-08 07:31")

    async with ways.office.database.reading() as session:
        proofs = await proofs_of(session, await duties_by_code(session, "Y-1", None))
    ((told,),) = [proof.told for proof in proofs]
    assert (told.channel, told.message_id) == (Way.EMAIL, None)
    record = Document(BytesIO(proof_document(proofs, ways.office.clock.now, ZONE)))
    cells = [cell.text for table in record.tables for row in table.rows for cell in row.cells]
    assert "qua thư điện tử" in cells
    assert "đi qua thư điện tử" in caption(proofs, 1, "vi")


async def test_a_nudge_to_who_blocked_the_bot_goes_by_letter_once(ways: TwoWays) -> None:
    lan = await ways.official()
    tuan = await ways.official(TUAN, None)
    for person in (LAN, TUAN):
        ways.office.channel.will(person, BLOCKED)
    ways.office.at("2018-01-08 07:00")
    await ways.nudge(lan.chat, tuan.chat)

    await ways.round_at("2018-01-08 07:01", "2018-01-08 07:02", "2018-01-08 07:05")

    (received,) = ways.mail.letters
    assert received.recipients == ("lan@syt.example.vn",)
    assert received.subject == "Sở Lao động nhắc: Y-1"
    assert "Không ai đọc thư trả lời" in received.text
    assert await ways.nudged() == [("email", "sent"), ("telegram", "failed")]


async def test_a_nudge_waits_an_hour_for_telegram_and_is_not_doubled_when_it_returns(ways: TwoWays) -> None:
    lan = await ways.official()
    ways.office.channel.will(LAN, *[AWAY] * 5)
    ways.office.at("2018-01-08 07:00")
    await ways.nudge(lan.chat)

    await ways.round_at("2018-01-08 07:00", "2018-01-08 07:10", "2018-01-08 07:29")
    assert ways.mail.letters == []
    await ways.round_at("2018-01-08 08:05", "2018-01-08 08:06", "2018-01-08 10:00")

    assert sum("Sở Lao động nhắc" in text for text in ways.texts()) == 1
    assert not any("Sở Lao động nhắc" in text for text in ways.office.channel.to(LAN))
    assert await ways.nudged() == [("email", "sent")]


async def test_a_nudge_to_a_dead_address_is_left_to_telegram_or_failed(ways: TwoWays) -> None:
    lan = await ways.official()
    tuan = await ways.official(TUAN, "tuan@syt.example.vn")
    ways.office.channel.will(LAN, BLOCKED)
    ways.office.channel.will(TUAN, AWAY, AWAY, AWAY)
    ways.mail.will("RCPT", "550 5.1.1 no such user", "550 5.1.1 no such user")
    ways.office.at("2018-01-08 05:00")
    await ways.nudge(tuan.chat)
    await ways.round_at("2018-01-08 05:00", "2018-01-08 06:30")
    assert ways.mail.connections == 0, "no letter leaves at night"
    await ways.round_at("2018-01-08 07:00", "2018-01-08 07:01", "2018-01-08 07:02")
    assert await ways.nudged() == [("telegram", "sent")]
    await ways.nudge(lan.chat)

    await ways.round_at("2018-01-08 07:03", "2018-01-08 07:04")

    assert await ways.nudged() == [("telegram", "sent"), ("email", "failed")]
    assert ways.mail.letters == []


async def test_a_coordinator_whom_telegram_does_not_reach_has_the_morning_by_letter(ways: TwoWays) -> None:
    made = await make_official(
        ways.office.database, LAN, "THUONGTRUC", role=Role.COORDINATOR, name="Đức", follows=False
    )
    await ways.address(made, "duc@sld.example.vn")
    await ways.official(TUAN, None)
    async with ways.office.database.writing() as session:
        await mark_unreachable(session, made.chat, "blocked", ways.office.clock.now)
    words = CoordinationWords(briefing.escalation, briefing.morning, briefing.weekly)
    reference = ReferenceCache(ways.office.database)
    planner = CoordinationPlanner(ways.office.database, reference, ZONE, words, with_fallback=True)

    ways.office.at("2018-01-16 07:30")
    assert await planner.plan(ways.office.clock.now) > 0
    await ways.round_at("2018-01-16 07:31", "2018-01-16 07:32")

    assert any("duc@sld.example.vn" in letter.recipients for letter in ways.mail.letters)
    assert {channel for channel, _ in await ways.nudged()} == {"email"}


async def test_the_record_of_reminding_names_notices_that_were_letters(ways: TwoWays) -> None:
    lan = await ways.official()
    async with ways.office.database.writing() as session:
        await mark_unreachable(session, lan.chat, "blocked", ways.office.clock.now)
        (duty,) = await duties_by_code(session, "Y-1", None)
        notice = NewNotice(lan.chat, NoticeKind.NUDGE, "k", "📣 Nhắc", (duty.id,))
        await plan_notices(session, [notice], asked_by=None, now=ways.office.clock.now)

    await ways.round_at("2018-01-08 07:29")

    async with ways.office.database.reading() as session:
        (proof,) = await proofs_of(session, [duty])
    assert [(told.channel, told.notice, told.message_id) for told in proof.told] == [
        (Way.EMAIL, NoticeKind.NUDGE, None)
    ]
