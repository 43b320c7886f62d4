"""What many people report in one moment is recorded as if each had been alone."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event

from plan_data.duty_state import DutyState, ReportStatus
from plan_data.store.audit import AuditEntry, audit_entries, verify
from plan_data.store.database import Database
from plan_data.store.duties import Duty, duties_of_units
from plan_data.store.progress import DutyReport, NewReport, Source, reports_of
from plan_data.store.recorded import Recorded, record_messages
from plan_data.store.standing import standing_of
from tests.factories import DutySpec, OfficialIds, make_official, make_plan

NOW = datetime(2018, 1, 8, 1, tzinfo=UTC)
DUE = date(2018, 1, 15)
HALF = NewReport(ReportStatus.IN_PROGRESS, percent=50, words="50%")
DONE = NewReport(ReportStatus.DONE, words="xong")
BLOCKED = NewReport(ReportStatus.BLOCKED, words="vướng")


@pytest.fixture
async def lan(database: Database) -> OfficialIds:
    await make_plan(database, [DutySpec(f"A-{number}", "SYT", DUE) for number in range(4)])
    return await make_official(database, 1, "SYT")


async def duties(database: Database) -> Sequence[Duty]:
    async with database.reading() as session:
        return await duties_of_units(session, None)


async def record(database: Database, *messages: Sequence[DutyReport]) -> Sequence[Sequence[Recorded]]:
    async with database.writing() as session:
        return await record_messages(session, messages)


async def log(database: Database) -> list[AuditEntry]:
    async with database.reading() as session:
        assert (await verify(session)).is_intact
        return [entry async for entry in audit_entries(session) if entry.action == "progress.report"]


def said(lan: OfficialIds, duty: Duty, report: NewReport, update: int) -> DutyReport:
    return DutyReport(duty.id, lan.official, report, Source(update_id=update), NOW)


async def test_each_message_is_given_what_it_recorded(database: Database, lan: OfficialIds) -> None:
    first, second, third, _ = await duties(database)

    one, two = await record(
        database,
        [said(lan, first, HALF, 1), said(lan, second, DONE, 1)],
        [said(lan, third, BLOCKED, 2)],
    )

    assert [(each.duty.code, each.duty.state, each.report.percent) for each in one] == [
        ("A-0", DutyState.IN_PROGRESS, 50),
        ("A-1", DutyState.DONE, None),
    ]
    assert [(each.duty.code, each.duty.state) for each in two] == [("A-2", DutyState.BLOCKED)]
    for each in (*one, *two):
        async with database.reading() as session:
            standing = await standing_of(session, each.duty.id)
        assert (each.duty.state, each.duty.percent) == (standing.state, standing.percent)


async def test_two_who_report_the_same_duty_follow_one_another(database: Database, lan: OfficialIds) -> None:
    duty, *_ = await duties(database)

    await record(database, [said(lan, duty, HALF, 1)], [said(lan, duty, BLOCKED, 2)])

    earlier, later = await log(database)
    assert json.loads(earlier.before or "")["state"] == "open"
    assert (
        json.loads(earlier.after or "")["state"] == json.loads(later.before or "")["state"] == "in_progress"
    )
    assert json.loads(later.after or "")["state"] == (await duties(database))[0].state == "blocked"
    assert (await duties(database))[0].percent == 50, "an obstacle without a number leaves the share"


async def test_what_was_recorded_before_a_crash_is_not_recorded_again(
    database: Database, lan: OfficialIds
) -> None:
    first, second, *_ = await duties(database)
    ((before,),) = await record(database, [said(lan, first, HALF, 1)])

    again, new = await record(
        database, [said(lan, first, HALF, 1), said(lan, second, DONE, 1)], [said(lan, second, HALF, 2)]
    )

    assert again[0].report.id == before.report.id
    assert [each.duty.code for each in (*again, *new)] == ["A-0", "A-1", "A-1"]
    async with database.reading() as session:
        assert [len(await reports_of(session, duty.id)) for duty in (first, second)] == [1, 2]
    assert len(await log(database)) == 3


async def test_of_two_reports_of_a_duty_in_one_message_the_first_counts(
    database: Database, lan: OfficialIds
) -> None:
    duty, *_ = await duties(database)

    (done,) = await record(database, [said(lan, duty, HALF, 1), said(lan, duty, BLOCKED, 1)])

    assert {(each.report.status, each.duty.state) for each in done} == {
        (ReportStatus.IN_PROGRESS, DutyState.IN_PROGRESS)
    }
    assert [json.loads(entry.after or "")["words"] for entry in await log(database)] == ["50%"]


async def test_a_duty_that_was_withdrawn_is_left_out(database: Database, lan: OfficialIds) -> None:
    gone, stays, *_ = await duties(database)
    await make_plan(database, [DutySpec(f"A-{number}", "SYT", DUE) for number in range(1, 4)])

    (done,) = await record(database, [said(lan, gone, HALF, 1), said(lan, stays, HALF, 1)])

    assert [each.duty.code for each in done] == ["A-1"]
    assert len(await log(database)) == 1


async def test_fifty_messages_take_as_many_statements_as_one(database: Database, lan: OfficialIds) -> None:
    everything = await duties(database)
    statements: list[object] = []
    event.listen(
        database.engine.sync_engine, "before_cursor_execute", lambda *about: statements.append(about)
    )

    await record(database, [said(lan, everything[0], HALF, 1)])
    alone = len(statements)
    await record(database, *([said(lan, everything[n % 4], HALF, 10 + n)] for n in range(50)))

    assert len(statements) - alone == alone
