"""An amended plan: what changed, who is told, and the way back."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import Person
from bot.texts.amendments import amendment_message, to_confirm_message
from plan_data.loading import load_plan, load_units, return_to, try_plan
from plan_data.store.database import Database
from plan_data.store.duties import duties_by_code
from plan_data.store.histories import Scope, duty_histories
from plan_data.store.notices import claim_notices
from plan_data.store.plan_changes import mark_changes_told, untold_changes
from plan_data.store.plans import plan_versions
from plan_data.store.same_dates import renumbered
from plan_data.store.unit_changes import UnitChange, UnitChangeKind, plan_unit_changes
from scheduler.amendments import AmendmentTeller, AmendmentWords
from tests.factories import DutySpec, make_official, make_plan
from tests.test_loading import COMMUNES, duties_in, obligation, write_plan
from tests.world import ZONE, running_world

FIRST = datetime(2018, 1, 8, tzinfo=UTC)
LATER = datetime(2018, 2, 8, tzinfo=UTC)
DAYS = st.none() | st.dates(date(2018, 1, 1), date(2018, 1, 4))


def teller(database: Database) -> AmendmentTeller:
    return AmendmentTeller(database, AmendmentWords(amendment_message, to_confirm_message), ZONE)


async def amended(database: Database, folder: Path) -> None:
    """A-1 moves, A-2 goes, A-3 comes, A-4 of another unit stays."""
    other = obligation("A-4", lead="SXD")
    await load_plan(database, write_plan(folder, obligation("A-1"), obligation("A-2"), other), FIRST)
    moved = obligation("A-1", deadline="trước ngày 20/8/2018")
    await load_plan(database, write_plan(folder, moved, obligation("A-3"), other), LATER)


async def test_those_concerned_are_told_old_and_new_once(database: Database, tmp_path: Path) -> None:
    await load_plan(database, write_plan(tmp_path, obligation("A-4", lead="SXD")), FIRST)
    await make_official(database, 1001, "SYT")
    await make_official(database, 1002, "SXD")
    await amended(database, tmp_path)

    assert await teller(database).plan(LATER) == 1
    assert await teller(database).plan(LATER) == 0

    async with database.writing() as session:
        notices = await claim_notices(session, LATER, 10)
    assert [notice.recipient.telegram_chat_id for notice in notices] == [1001]
    assert "hạn cũ 14/8/2018 → hạn mới <b>19/8/2018</b>" in notices[0].text
    assert "việc mới, hạn <b>14/8/2018</b>" in notices[0].text
    assert "không còn trong kế hoạch" in notices[0].text


async def test_the_first_loading_and_new_units_tell_nobody(database: Database, tmp_path: Path) -> None:
    await load_plan(database, write_plan(tmp_path, obligation("A-1", lead="cap-xa")), FIRST)
    await load_units(database, COMMUNES, LATER)

    async with database.reading() as session:
        assert await untold_changes(session) == []


async def test_an_earlier_form_can_be_returned_to(database: Database, tmp_path: Path) -> None:
    await amended(database, tmp_path)

    _, report = await return_to(database, "thu", 2 - 1, LATER)

    assert (report.added, report.withdrawn, len(report.moved)) == (1, 1, 1)
    async with database.reading() as session:
        assert (await duties_by_code(session, "A-1", None))[0].due_on == date(2018, 8, 14)
        assert await duties_by_code(session, "A-2", None)
        assert [version.number for version in await plan_versions(session, "thu")] == [1, 2, 3]


async def test_what_an_amendment_took_away_and_another_gave_back_is_told_and_stood_on_its_days(
    database: Database, tmp_path: Path
) -> None:
    both, one = (obligation("A-1"), obligation("A-2")), (obligation("A-1"),)
    for day, obligations in ((1, both), (2, one), (4, both), (6, (*both, obligation("A-3")))):
        at = datetime(2018, 6, day, 5, tzinfo=UTC)
        await load_plan(database, write_plan(tmp_path, *obligations), at)

    async with database.reading() as session:
        told = [(change.kind, change.code) for change in await untold_changes(session)]
        stood = [len(await duty_histories(session, Scope(), date(2018, 6, day), ZONE)) for day in range(1, 8)]
    assert told == [("withdrawn", "A-2"), ("added", "A-2"), ("added", "A-3")]
    assert stood == [2, 1, 1, 2, 2, 3, 3]


async def test_what_was_reported_by_a_date_stays_with_the_date_when_another_comes_before_it(
    database: Database, tmp_path: Path
) -> None:
    two = obligation("A-1", deadline="trước ngày 16/6/2018 và ngày 16/12/2018")
    three = obligation("A-1", deadline="trước ngày 16/3/2018, ngày 16/6/2018 và ngày 16/12/2018")
    last = obligation("A-1", deadline="trước ngày 16/12/2018")

    async def amended_to(text: str) -> dict[str, int]:
        await load_plan(database, write_plan(tmp_path, text), FIRST)
        async with database.reading() as session:
            duties = await duties_by_code(session, "A-1", None)
        return {f"{duty.code} {duty.due_on}": duty.id for duty in duties}

    june, december = (await amended_to(two)).values()
    assert await amended_to(three) == {
        "A-1.1 2018-03-15": 3,
        "A-1.2 2018-06-15": june,
        "A-1.3 2018-12-15": december,
    }
    assert await amended_to(last) == {"A-1 2018-12-15": december}
    # And back again: what was withdrawn comes back as what it was.
    assert await amended_to(two) == {"A-1.1 2018-06-15": june, "A-1.2 2018-12-15": december}


def test_a_date_keeps_its_duty_whatever_its_number() -> None:
    d3, d6, d9, d12 = (date(2018, month, 15) for month in (3, 6, 9, 12))
    assert renumbered({1: d6, 2: d12}, {1: d6, 2: d12}) == {}
    assert renumbered({1: d6, 2: d12}, {1: d3, 2: d6, 3: d12}) == {1: 2, 2: 3}
    assert renumbered({1: d6, 2: d12}, {1: d12}) == {2: 1, 1: 3}
    assert renumbered({1: d6, 2: d12}, {1: d12, 2: d6}) == {1: 2, 2: 1}
    assert renumbered({1: d6, 2: d12}, {1: d3, 2: d9}) == {}
    assert renumbered({1: None}, {1: None, 2: d6}) == {}
    assert renumbered({}, {1: d6}) == {}


@given(before=st.lists(DAYS, max_size=6), after=st.lists(DAYS, max_size=6))
def test_every_duty_keeps_a_number_of_its_own(before: list[date | None], after: list[date | None]) -> None:
    old, new = dict(enumerate(before, start=1)), dict(enumerate(after, start=1))
    numbers = {number: number for number in old} | dict(renumbered(old, new))
    assert len(set(numbers.values())) == len(old)
    same = sum((Counter(before) & Counter(after)).values()) - min(before.count(None), after.count(None))
    kept = sum(new.get(number) == old[was] is not None for was, number in numbers.items())
    assert kept >= same


async def test_an_amendment_of_more_duties_than_a_statement_holds_numbers_is_told(database: Database) -> None:
    most = 70_000  # PostgreSQL takes 65,535
    async with database.writing() as session:
        await mark_changes_told(session, range(1, most), LATER)


async def test_trying_a_plan_tells_what_would_change_and_writes_nothing(
    database: Database, tmp_path: Path
) -> None:
    await load_plan(database, write_plan(tmp_path, obligation("A-1")), FIRST)

    _, report = await try_plan(database, write_plan(tmp_path, obligation("A-1"), obligation("A-2")), LATER)

    assert report.added == 1
    assert await duties_in(database) == 1
    async with database.reading() as session:
        assert len(await plan_versions(session, "thu")) == 1


async def test_an_official_reads_of_a_moved_deadline_in_chat(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await make_plan(database, [DutySpec("GN-01", "SYT", date(2018, 6, 15))])
    lan = await make_official(database, 1001, "SYT")
    async with running_world(database, [Person(1001, "Lan", started=True)]) as world:
        await make_plan(database, [DutySpec("GN-01", "SYT", date(2018, 6, 20))], title="Kế hoạch sửa")
        world.at("2018-01-08 06:00")
        await world.tick()
        assert world.chat(lan.telegram).texts() == [], "nobody is told at night"

        world.at("2018-01-08 09:00")
        await world.tick()

        text = (await world.chat(lan.telegram).next_message()).text
        assert "hạn cũ 15/6/2018 → hạn mới 20/6/2018" in text
    await database.close()


async def test_a_unit_changes_on_its_day_by_the_tick(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await make_plan(database, [DutySpec("GN-01", "SYT", date(2018, 6, 15))])
    change = UnitChange(date(2018, 1, 9), UnitChangeKind.MERGE, ("SYT",), ("SXD",), None)
    async with database.writing() as session:
        await plan_unit_changes(session, [change])
    async with running_world(database, []) as world:
        await world.tick()
        async with database.reading() as session:
            assert (await duties_by_code(session, "GN-01", None))[0].unit_code == "SYT"

        world.at("2018-01-09 00:01")
        await world.tick()

        async with database.reading() as session:
            assert (await duties_by_code(session, "GN-01", None))[0].unit_code == "SXD"
    await database.close()
