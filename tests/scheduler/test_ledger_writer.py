"""Lines of concurrent sends in one transaction, and one bad line alone."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import event, select

from plan_data.deadlines import WorkingCalendar
from plan_data.delivery_outcome import Sent
from plan_data.store.claims import ClaimedDigest
from plan_data.store.database import Database
from plan_data.store.deliveries import DigestPart
from plan_data.store.tables import DigestRow
from scheduler.ledger_writer import LedgerWriter
from scheduler.planning import plan_day
from tests.factories import DutySpec, make_official, make_plan
from tests.store.test_deliveries import NOW, TODAY, Ledger, whole
from tests.world import ZONE, FakeClock

OFFICIALS = range(1001, 1021)


@pytest.fixture
async def claimed(database: Database) -> list[ClaimedDigest]:
    """Twenty digests, claimed by "one"."""
    await make_plan(database, [DutySpec("Y-1", "SYT", date(2018, 1, 15))])
    for telegram_id in OFFICIALS:
        await make_official(database, telegram_id, "SYT")
    await plan_day(database, NOW, ZONE, WorkingCalendar())
    ledger = Ledger(database)
    digests = [*await ledger.claim(), *await ledger.claim()]
    assert len(digests) == len(OFFICIALS)
    assert digests[0].digest_on == TODAY
    return digests


def writer(database: Database, owner: str = "one") -> LedgerWriter:
    return LedgerWriter(database, FakeClock("2018-01-08 07:30"), owner)


async def states(database: Database) -> set[str]:
    async with database.reading() as session:
        return set(await session.scalars(select(DigestRow.state)))


async def test_lines_that_come_together_share_a_transaction(
    database: Database, claimed: list[ClaimedDigest]
) -> None:
    commits: list[object] = []
    event.listen(database.engine.sync_engine, "commit", commits.append)
    async with writer(database) as ledger:
        begun = await asyncio.gather(*(ledger.begin(whole(digest)) for digest in claimed))
        for digest in claimed:
            ledger.end(whole(digest), Sent(1))

    assert all(begun)
    assert await states(database) == {"sent"}
    assert len(commits) <= 4


async def test_a_sender_goes_on_only_when_its_line_is_committed(
    database: Database, claimed: list[ClaimedDigest]
) -> None:
    async with writer(database) as ledger:
        for digest in claimed:
            assert await ledger.begin(whole(digest))
            async with database.reading() as session:
                state = await session.scalar(select(DigestRow.state).where(DigestRow.id == digest.id))
            assert state == "sending"


async def test_one_line_that_cannot_be_written_keeps_no_other_from_being(
    database: Database, claimed: list[ClaimedDigest]
) -> None:
    first, *others = map(whole, claimed)
    nobody = DigestPart(first.digest_id, 999_999, 1, "text", first.duty_ids, 1, is_last=True)

    async with writer(database) as ledger:
        bad, *good = await asyncio.gather(ledger.begin(nobody), *map(ledger.begin, others))

    assert not bad
    assert all(good)
    assert await states(database) == {"planned", "sending"}


async def test_who_lost_the_claim_is_told_not_to_send(
    database: Database, claimed: list[ClaimedDigest]
) -> None:
    async with writer(database, owner="two") as ledger:
        assert not await ledger.begin(whole(claimed[0]))
    assert await states(database) == {"planned"}
