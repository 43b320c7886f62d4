"""The ledger of messages beside the digest, on both databases."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from plan_data.delivery_outcome import Gone, Outcome, Rejected, RenderedPart, RetryLater, Sent, Unknown
from plan_data.store.claims import Recipient
from plan_data.store.database import Database
from plan_data.store.notices import (
    MOST_ATTEMPTS,
    ClaimedNotice,
    NewNotice,
    NoticeKind,
    claim_notices,
    notices_since,
    plan_notices,
    record_notice,
)
from plan_data.store.sent_messages import numbered_message
from plan_data.store.tables import NoticeRow
from scheduler.notices import NoticeSender
from scheduler.pace import Pace
from tests.factories import DutySpec, make_official, make_plan

NOW = datetime(2018, 3, 5, 1, tzinfo=UTC)
LAN = 1001


async def plan(database: Database, *keys: str, now: datetime = NOW) -> int:
    chat = (await make_official(database, LAN, "SYT")).chat
    notices = [NewNotice(chat, NoticeKind.NUDGE, key, f"Tin {key}", (1,)) for key in keys]
    async with database.writing() as session:
        return await plan_notices(session, notices, asked_by=None, now=now)


async def claimed(database: Database, now: datetime) -> Sequence[ClaimedNotice]:
    async with database.writing() as session:
        return await claim_notices(session, now, 20)


async def settled(database: Database, notice: ClaimedNotice, outcome: Outcome, now: datetime) -> None:
    async with database.writing() as session:
        await record_notice(session, notice, outcome, now)


async def test_a_chat_gets_the_same_notice_once_however_often_it_is_planned(database: Database) -> None:
    await make_plan(database, [DutySpec("GN-01")])

    assert await plan(database, "a", "b") == 2
    assert await plan(database, "a", "b", "c") == 1
    assert [notice.text for notice in await claimed(database, NOW)] == ["Tin a", "Tin b", "Tin c"]


async def test_a_claimed_notice_is_not_claimed_again_before_its_lease_ends(database: Database) -> None:
    await make_plan(database, [DutySpec("GN-01")])
    await plan(database, "a")

    assert len(await claimed(database, NOW)) == 1
    assert await claimed(database, NOW + timedelta(seconds=90)) == []
    assert len(await claimed(database, NOW + timedelta(minutes=3))) == 1


async def test_a_sent_notice_can_be_replied_to_and_is_never_sent_again(database: Database) -> None:
    await make_plan(database, [DutySpec("GN-01")])
    await plan(database, "a")
    (notice,) = await claimed(database, NOW)

    await settled(database, notice, Sent(77), NOW)

    assert await claimed(database, NOW + timedelta(days=1)) == []
    async with database.reading() as session:
        numbered = await numbered_message(session, LAN, 77)
    assert numbered is not None
    assert numbered.duty_at(1) == 1


async def test_a_notice_that_was_put_off_comes_back_and_a_lost_chat_ends_it(database: Database) -> None:
    await make_plan(database, [DutySpec("GN-01")])
    await plan(database, "a")
    (notice,) = await claimed(database, NOW)
    await settled(database, notice, RetryLater(timedelta(seconds=30), "flood"), NOW)
    (notice,) = await claimed(database, NOW + timedelta(seconds=31))
    await settled(database, notice, Unknown("timeout"), NOW)
    (notice,) = await claimed(database, NOW + timedelta(minutes=11))

    await settled(database, notice, Gone("bot was blocked"), NOW)

    assert await claimed(database, NOW + timedelta(hours=1)) == []
    async with database.reading() as session:
        assert await notices_since(session, NoticeKind.NUDGE, NOW - timedelta(days=7)) == {}


async def test_a_notice_that_waited_for_days_is_dropped(database: Database) -> None:
    await make_plan(database, [DutySpec("GN-01")])
    await plan(database, "a")

    assert await claimed(database, NOW + timedelta(days=3)) == []


@dataclass
class Channel:
    """Takes every message but those that contain a word, and remembers what it was handed."""

    refuses: str
    handed: list[str] = field(default_factory=list)

    async def send(self, _recipient: Recipient, part: RenderedPart) -> Outcome:
        self.handed.append(part.text)
        return Rejected("too bad") if self.refuses in part.text else Sent(len(self.handed))


async def test_one_bad_notice_does_not_keep_the_others(database: Database) -> None:
    await make_plan(database, [DutySpec("GN-01")])
    await plan(database, "a", "b", "c")
    channel = Channel(refuses="b")
    sender = NoticeSender(database, notifier=channel, pace=Pace(1000, sleep=_at_once), clock=lambda: NOW)

    outcomes = await sender.send_planned()

    assert channel.handed == ["Tin a", "Tin b", "Tin c"]
    assert outcomes == {"Sent": 2, "Rejected": 1}
    assert not await sender.send_planned()


async def test_nothing_is_begun_that_another_scheduler_may_have_taken_by_now(database: Database) -> None:
    await make_plan(database, [DutySpec("GN-01")])
    await plan(database, "a", "b", "c", "d", "e")
    now = NOW
    handed: list[str] = []

    class Slow:
        """Takes 50 seconds for a message; what it is handed must be leased for so long."""

        async def send(self, _recipient: Recipient, part: RenderedPart) -> Outcome:
            nonlocal now
            async with database.reading() as session:
                lease_ends_at = await session.scalar(
                    select(NoticeRow.not_before_at).where(NoticeRow.text == part.text)
                )
            assert lease_ends_at is not None
            handed.append(part.text)
            now += timedelta(seconds=50)
            assert now < lease_ends_at
            return Sent(len(handed))

    sender = NoticeSender(database, notifier=Slow(), pace=Pace(1000, sleep=_at_once), clock=lambda: now)

    assert await sender.send_planned() == {"Sent": 5}
    assert handed == ["Tin a", "Tin b", "Tin c", "Tin d", "Tin e"]


async def test_a_notice_put_off_often_is_still_sent_after_a_crash(database: Database) -> None:
    await make_plan(database, [DutySpec("GN-01")])
    await plan(database, "a")
    now = NOW
    for _ in range(MOST_ATTEMPTS):
        (notice,) = await claimed(database, now)
        await settled(database, notice, RetryLater(timedelta(seconds=5), "away", everywhere=True), now)
        now += timedelta(seconds=5)
    await claimed(database, now)

    assert len(await claimed(database, now + timedelta(minutes=3))) == 1


async def _at_once(_seconds: float) -> None:
    """Pacing has tests of its own; time passes by itself here."""
