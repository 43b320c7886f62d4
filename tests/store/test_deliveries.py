"""The ledger's state machine, row by row, and what a scheduler that lost its claim may no longer do."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from plan_data.delivery_outcome import (
    Gone,
    Moved,
    Outcome,
    Refused,
    Rejected,
    RetryLater,
    Sent,
    TopicGone,
    Unknown,
)
from plan_data.store.chats import keep_chat
from plan_data.store.claims import ClaimedDigest, claim, drop_moot, give_up, recover_stuck
from plan_data.store.database import Database
from plan_data.store.deliveries import DigestPart, PartOutcome, begin_sending, record_outcomes
from plan_data.store.digests import Announcement, PlannedDigest, plan_digests
from plan_data.store.sent_messages import numbered_message
from plan_data.store.tables import ChatRow, DeliveryRow, DigestRow, DutyRow, SentMessageRow, SubscriptionRow
from tests.factories import DutySpec, make_official, make_plan
from tests.world import FakeClock

TODAY = date(2018, 1, 8)
NOW = FakeClock("2018-01-08 07:30").now
LEASE = timedelta(minutes=2)
LAN = 1001
MESSAGE = 77
TOPIC = 9


class Ledger:
    """One digest with two reminders, as one scheduler sees it."""

    def __init__(self, database: Database, owner: str = "one") -> None:
        self.database = database
        self.owner = owner

    async def claim(self, *, after: timedelta = timedelta(), today: date = TODAY) -> list[ClaimedDigest]:
        async with self.database.writing() as session:
            found = await claim(
                session, owner=self.owner, now=NOW + after, today=today, lease=LEASE, limit=10
            )
            await drop_moot(session, found, NOW)
            return list(found)

    async def begin(self, *parts: DigestPart, after: timedelta = timedelta()) -> bool:
        async with self.database.writing() as session:
            held = await begin_sending(session, parts, owner=self.owner, now=NOW + after, lease=LEASE)
        return {part.digest_id for part in parts} <= held

    async def end(self, part: DigestPart, outcome: Outcome) -> None:
        async with self.database.writing() as session:
            await record_outcomes(session, [PartOutcome(part, outcome)], owner=self.owner, now=NOW)

    async def recover(self, *, alone: bool = False, after: timedelta = timedelta()) -> int:
        async with self.database.writing() as session:
            return await recover_stuck(session, now=NOW + after, owner=self.owner, alone=alone)

    async def states(self) -> tuple[str, list[str], list[str]]:
        """Of the digest, its reminders and its messages."""
        async with self.database.reading() as session:
            digest = await session.scalar(select(DigestRow.state))
            reminders = await session.scalars(select(DeliveryRow.state).order_by(DeliveryRow.id))
            messages = await session.scalars(select(SentMessageRow.state).order_by(SentMessageRow.part))
            return digest or "", list(reminders), list(messages)

    async def wait(self) -> timedelta:
        async with self.database.reading() as session:
            at = (await session.scalars(select(DigestRow.not_before_at))).one()
        return at - NOW

    async def chat(self) -> ChatRow:
        async with self.database.reading() as session:
            chat = await session.scalar(select(ChatRow).order_by(ChatRow.id).limit(1))
        assert chat is not None
        return chat


@pytest.fixture
async def ledger(database: Database) -> Ledger:
    """A digest of two reminders is planned, for a topic of a group."""
    await make_plan(
        database, [DutySpec("Y-1", "SYT", date(2018, 1, 15)), DutySpec("Y-2", "SYT", date(2018, 1, 9))]
    )
    lan = await make_official(database, LAN, "SYT")
    async with database.writing() as session:
        duties = (await session.execute(select(DutyRow.id, DutyRow.due_on).order_by(DutyRow.id))).all()
        reminders = tuple(
            Announcement(duty_id, (due_on - TODAY).days, due_on) for duty_id, due_on in duties if due_on
        )
        planned = PlannedDigest(chat_id=lan.chat, urgency=1, reminders=reminders, missed=())
        await plan_digests(session, [planned], today=TODAY, now=NOW)
        await session.execute(update(ChatRow).values(thread_id=TOPIC))
    return Ledger(database)


def whole(digest: ClaimedDigest) -> DigestPart:
    """The digest as one message."""
    duty_ids = tuple(reminder.duty.id for reminder in digest.reminders)
    return DigestPart(digest.id, digest.recipient.chat_id, 1, "text", duty_ids, 1, is_last=True)


def halves(digest: ClaimedDigest) -> tuple[DigestPart, DigestPart]:
    """The digest as two messages with a reminder each."""
    first, second = (reminder.duty.id for reminder in digest.reminders)
    chat_id = digest.recipient.chat_id
    return (
        DigestPart(digest.id, chat_id, 1, "first", (first,), 1, is_last=False),
        DigestPart(digest.id, chat_id, 2, "second", (second,), 2, is_last=True),
    )


ROWS = [
    (Sent(MESSAGE), "sent", None),
    (RetryLater(timedelta(seconds=30), "429"), "planned", timedelta(seconds=30)),
    (Refused("401"), "planned", timedelta(minutes=1)),
    (Unknown("cut off"), "unknown", timedelta(minutes=10)),
    (Gone("blocked"), "failed", None),
    (Moved(-1001), "planned", timedelta()),
    (TopicGone("topic gone"), "planned", timedelta()),
    (Rejected("400"), "failed", None),
]


@pytest.mark.parametrize(("outcome", "state", "wait"), ROWS, ids=[type(row[0]).__name__ for row in ROWS])
async def test_an_outcome_brings_digest_reminders_and_message_to_a_state(
    ledger: Ledger, outcome: Outcome, state: str, wait: timedelta | None
) -> None:
    (digest,) = await ledger.claim()
    assert await ledger.begin(whole(digest))
    assert await ledger.states() == ("sending", ["sending"] * 2, ["sending"])

    await ledger.end(whole(digest), outcome)

    assert await ledger.states() == (state, [state] * 2, [state])
    if wait is not None:
        assert await ledger.wait() == wait
        # Not before its time, and then by anybody.
        assert await Ledger(ledger.database, "two").claim(after=wait - timedelta(seconds=1)) == []
        (again,) = await Ledger(ledger.database, "two").claim(after=wait)
        assert again.may_repeat == (state == "unknown")
        assert len(again.reminders) == 2
    else:
        assert await ledger.claim(after=timedelta(hours=5)) == []


@pytest.mark.parametrize(("outcome", "is_lost"), [(row[0], isinstance(row[0], Gone)) for row in ROWS])
async def test_only_gone_makes_a_chat_unreachable(ledger: Ledger, outcome: Outcome, is_lost: bool) -> None:
    (digest,) = await ledger.claim()
    await ledger.begin(whole(digest))

    await ledger.end(whole(digest), outcome)

    chat = await ledger.chat()
    assert (chat.unreachable_at is not None) == is_lost
    assert chat.unreachable_reason == ("blocked" if is_lost else None)


@pytest.mark.parametrize("outcome", [row[0] for row in ROWS], ids=[type(row[0]).__name__ for row in ROWS])
async def test_what_became_of_one_digest_leaves_others_as_they_are(ledger: Ledger, outcome: Outcome) -> None:
    tuan = await make_official(ledger.database, 1002, "SYT")
    (digest,) = await ledger.claim()
    async with ledger.database.writing() as session:
        duty_id = await session.scalar(select(DutyRow.id).where(DutyRow.code == "Y-1")) or 0
        other = PlannedDigest(tuan.chat, 7, (Announcement(duty_id, 7, date(2018, 1, 15)),), ())
        await plan_digests(session, [other], today=TODAY, now=NOW)
    await ledger.begin(whole(digest))

    await ledger.end(whole(digest), outcome)

    async with ledger.database.reading() as session:
        for table in (DigestRow, DeliveryRow):
            assert (await session.scalars(select(table.state).where(table.chat_id == tuan.chat))).all() == [
                "planned"
            ]
        lost = await session.scalar(select(ChatRow.unreachable_at).where(ChatRow.id == tuan.chat))
    assert lost is None


async def test_a_sent_digest_can_be_replied_to_by_its_numbers(ledger: Ledger) -> None:
    (digest,) = await ledger.claim()
    await ledger.begin(whole(digest))

    await ledger.end(whole(digest), Sent(MESSAGE))

    async with ledger.database.reading() as session:
        numbers = await numbered_message(session, LAN, MESSAGE)
    assert numbers is not None
    assert numbers.all_duty_ids == whole(digest).duty_ids


async def test_only_the_days_own_digests_are_claimed_and_nothing_of_them_has_arrived(ledger: Ledger) -> None:
    assert await ledger.claim(after=timedelta(days=1), today=TODAY + timedelta(days=1)) == []

    (digest,) = await ledger.claim()

    assert (digest.parts_sent, digest.reminders_sent, digest.may_repeat) == (0, 0, False)
    assert not digest.recipient.is_group


async def test_what_is_claimed_nobody_else_gets(ledger: Ledger) -> None:
    assert len(await ledger.claim()) == 1

    assert await Ledger(ledger.database, "two").claim() == []
    assert await ledger.claim() == []


async def test_a_lease_that_ran_out_gives_it_to_another_and_takes_it_from_the_first(ledger: Ledger) -> None:
    (digest,) = await ledger.claim()
    two = Ledger(ledger.database, "two")
    later = LEASE + timedelta(seconds=1)

    (same,) = await two.claim(after=later)

    assert same.id == digest.id
    assert not await ledger.begin(whole(digest), after=later)
    assert await two.begin(whole(same), after=later)


async def test_beginning_renews_the_lease(ledger: Ledger) -> None:
    (digest,) = await ledger.claim()
    almost = LEASE - timedelta(seconds=1)

    assert await ledger.begin(whole(digest), after=almost)

    assert await Ledger(ledger.database, "two").recover(after=LEASE + timedelta(seconds=30)) == 0
    assert await Ledger(ledger.database, "two").recover(after=almost + LEASE) == 1


async def test_a_late_answer_cannot_take_a_digest_from_who_sends_it_now(ledger: Ledger) -> None:
    (digest,) = await ledger.claim()
    await ledger.begin(whole(digest))
    two = Ledger(ledger.database, "two")
    await two.recover(after=LEASE)
    (again,) = await two.claim(after=LEASE)
    assert await two.begin(whole(again), after=LEASE)

    await ledger.end(whole(digest), RetryLater(timedelta(seconds=1), "late news"))

    assert await ledger.states() == ("sending", ["sending"] * 2, ["sending"])


async def test_but_that_a_message_arrived_counts_whoever_says_so(ledger: Ledger) -> None:
    (digest,) = await ledger.claim()
    await ledger.begin(whole(digest))
    await Ledger(ledger.database, "two").recover(after=LEASE)

    await ledger.end(whole(digest), Sent(MESSAGE))

    assert await ledger.states() == ("sent", ["sent"] * 2, ["sent"])


@pytest.mark.parametrize("alone", [True, False])
async def test_what_a_crash_left_in_mid_send_may_have_arrived(ledger: Ledger, alone: bool) -> None:
    (digest,) = await ledger.claim()
    await ledger.begin(whole(digest))
    restarted = Ledger(ledger.database, "restarted")

    after = timedelta() if alone else LEASE
    assert await restarted.recover(alone=alone, after=after) == 1

    assert await ledger.states() == ("unknown", ["unknown"] * 2, ["unknown"])
    (again,) = await restarted.claim(after=after)
    assert again.may_repeat


async def test_others_work_is_left_alone_while_its_lease_lasts(ledger: Ledger) -> None:
    (digest,) = await ledger.claim()
    await ledger.begin(whole(digest))

    assert await Ledger(ledger.database, "two").recover() == 0

    assert (await ledger.states())[0] == "sending"


async def test_what_was_only_claimed_at_a_crash_is_not_repeated_but_sent(ledger: Ledger) -> None:
    await ledger.claim()

    assert await Ledger(ledger.database, "restarted").recover(alone=True) == 0

    (digest,) = await Ledger(ledger.database, "restarted").claim()
    assert not digest.may_repeat


async def test_of_a_long_digest_the_part_that_arrived_is_not_repeated(ledger: Ledger) -> None:
    (digest,) = await ledger.claim()
    first, second = halves(digest)
    await ledger.begin(first)
    await ledger.end(first, Sent(MESSAGE))
    assert await ledger.states() == ("sending", ["sent", "planned"], ["sent"])
    await ledger.begin(second)

    await ledger.end(second, Unknown("cut off"))

    assert await ledger.states() == ("unknown", ["sent", "unknown"], ["sent", "unknown"])
    (rest,) = await ledger.claim(after=timedelta(minutes=10))
    assert (rest.parts_sent, rest.reminders_sent) == (1, 1)
    assert [reminder.duty.id for reminder in rest.reminders] == list(second.duty_ids)


async def test_reminders_that_no_longer_hold_are_struck_out(ledger: Ledger) -> None:
    async with ledger.database.writing() as session:
        await session.execute(update(DutyRow).where(DutyRow.code == "Y-1").values(state="done"))

    (digest,) = await ledger.claim()

    assert [reminder.duty.code for reminder in digest.reminders] == ["Y-2"]
    assert await ledger.states() == ("planned", ["missed", "planned"], [])


async def test_a_digest_of_which_nothing_is_left_is_not_sent(ledger: Ledger) -> None:
    async with ledger.database.writing() as session:
        await session.execute(update(SubscriptionRow).values(ended_at=NOW))

    (digest,) = await ledger.claim()

    assert digest.reminders == ()
    assert await ledger.states() == ("missed", ["missed"] * 2, [])
    assert await ledger.claim(after=timedelta(hours=1)) == []


async def test_a_digest_that_may_have_arrived_is_claimed_no_more_once_nothing_of_it_is_left(
    ledger: Ledger,
) -> None:
    (digest,) = await ledger.claim()
    await ledger.begin(whole(digest))
    await ledger.end(whole(digest), Unknown("cut off"))
    async with ledger.database.writing() as session:
        await session.execute(update(DutyRow).values(state="done"))

    (digest,) = await ledger.claim(after=timedelta(minutes=10))

    assert digest.reminders == ()
    # Claimed again it would keep the round of sending busy until the evening.
    assert await ledger.claim(after=timedelta(minutes=10)) == []
    assert await ledger.states() == ("missed", ["missed"] * 2, ["unknown"])


async def test_giving_up_needs_the_claim_too(ledger: Ledger) -> None:
    (digest,) = await ledger.claim()

    async with ledger.database.writing() as session:
        await give_up(session, digest.id, "two", "no words", NOW)
    assert (await ledger.states())[0] == "planned"

    async with ledger.database.writing() as session:
        await give_up(session, digest.id, "one", "no words", NOW)
    assert await ledger.states() == ("failed", ["failed"] * 2, [])


async def test_the_most_urgent_digests_are_claimed_first(ledger: Ledger) -> None:
    tuan = await make_official(ledger.database, 1002, "SYT")
    async with ledger.database.writing() as session:
        duty_id = await session.scalar(select(DutyRow.id).where(DutyRow.code == "Y-1"))
        overdue = Announcement(duty_id or 0, -7, date(2018, 1, 15))
        planned = PlannedDigest(chat_id=tuan.chat, urgency=-7, reminders=(overdue,), missed=())
        await plan_digests(session, [planned], today=TODAY, now=NOW)

    claimed = await ledger.claim()

    assert [digest.recipient.telegram_chat_id for digest in claimed] == [1002, LAN]


async def test_a_group_that_moved_is_known_by_its_new_number_in_all_its_topics(ledger: Ledger) -> None:
    async with ledger.database.writing() as session:
        await session.execute(update(ChatRow).values(telegram_chat_id=-5, kind="group"))
    (digest,) = await ledger.claim()
    assert digest.recipient.is_group
    await ledger.begin(whole(digest))

    await ledger.end(whole(digest), Moved(-1005))

    chat = await ledger.chat()
    assert (chat.telegram_chat_id, chat.kind) == (-1005, "supergroup")


async def test_a_move_the_bot_heard_of_first_hands_the_subscriptions_over(ledger: Ledger) -> None:
    (digest,) = await ledger.claim()
    await ledger.begin(whole(digest))
    async with ledger.database.writing() as session:
        new = await keep_chat(
            session,
            telegram_chat_id=-1005,
            thread_id=0,
            kind="supergroup",
            title="Nhóm",
            official_id=None,
            language="vi",
        )

    await ledger.end(whole(digest), Moved(-1005))

    async with ledger.database.reading() as session:
        followers = await session.scalars(
            select(SubscriptionRow.chat_id).where(SubscriptionRow.ended_at.is_(None))
        )
        assert list(followers) == [new.id]
    assert (await ledger.chat()).unreachable_reason == "moved"


async def test_without_its_topic_a_reminder_goes_to_the_group(ledger: Ledger) -> None:
    (digest,) = await ledger.claim()
    assert digest.recipient.thread_id == TOPIC
    await ledger.begin(whole(digest))

    await ledger.end(whole(digest), TopicGone("topic gone"))

    (again,) = await ledger.claim()
    assert again.recipient.thread_id == 0


async def test_where_even_the_general_topic_is_closed_the_chat_is_lost(ledger: Ledger) -> None:
    async with ledger.database.writing() as session:
        await session.execute(update(ChatRow).values(thread_id=0))
    (digest,) = await ledger.claim()
    await ledger.begin(whole(digest))

    await ledger.end(whole(digest), TopicGone("topic gone"))

    assert (await ledger.chat()).unreachable_reason == "topic gone"
    assert await ledger.claim() == []
