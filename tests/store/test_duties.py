"""What many people ask about duties in one moment is answered as if each had asked alone."""

from datetime import date

from sqlalchemy import event

from plan_data.store.database import Database
from plan_data.store.duties import (
    CodeQuestion,
    DueQuestion,
    due_and_overdue,
    duties_by_code,
    duties_by_codes,
    duties_by_ids,
    duties_due,
    duties_overdue,
)
from tests.factories import DutySpec, make_plan

TODAY = date(2018, 1, 8)
MONTH = (TODAY, date(2018, 2, 7))
QUARTER = (date(2018, 1, 1), date(2018, 3, 31))
DUTIES = [
    DutySpec("late", "SYT", date(2018, 1, 5)),
    DutySpec("late-too", "SXD", date(2018, 1, 2)),
    DutySpec("late-beside", "SXD", date(2018, 1, 5), role="cooperating"),
    DutySpec("today", "SXD", TODAY),
    DutySpec("soon", "SYT", date(2018, 1, 30)),
    DutySpec("last-day", "385", date(2018, 2, 7)),
    DutySpec("later", "SYT", date(2018, 2, 8)),
    DutySpec("undated", "SYT", None),
]
QUESTIONS = [
    DueQuestion(units, first, last, TODAY)
    for first, last in (MONTH, QUARTER)
    for units in ({"SYT"}, {"SXD", "385"}, {"14869"}, frozenset[str](), None)
]


async def test_each_is_answered_as_if_asked_alone(database: Database) -> None:
    await make_plan(database, DUTIES)
    statements: list[object] = []
    event.listen(
        database.engine.sync_engine, "before_cursor_execute", lambda *about: statements.append(about)
    )

    async with database.reading() as session:
        together = await due_and_overdue(session, QUESTIONS)
        assert len(statements) == 2, "one for the month, one for the quarter"
        for question, answer in zip(QUESTIONS, together, strict=True):
            assert answer.due == await duties_due(session, question.units, question.first, question.last)
            assert answer.overdue == await duties_overdue(session, question.units, TODAY)
    everything = together[-1]
    assert [duty.code for duty in everything.overdue] == ["LATE-TOO", "LATE"]


async def test_more_duties_than_a_statement_holds_numbers_are_found(database: Database) -> None:
    await make_plan(database, DUTIES)

    async with database.reading() as session:
        found = await duties_by_ids(session, range(1, 70_000))  # PostgreSQL takes 65,535

    assert len(found) == len(DUTIES)


async def test_who_sees_no_unit_is_shown_nothing(database: Database) -> None:
    await make_plan(database, DUTIES)
    nobody = DueQuestion(frozenset(), *MONTH, TODAY)

    async with database.reading() as session:
        (answer,) = await due_and_overdue(session, [nobody])

    assert (answer.due, answer.overdue) == ([], [])


async def test_codes_are_found_for_each_among_the_units_they_see(database: Database) -> None:
    await make_plan(database, [DutySpec("GN-01", "SYT"), DutySpec("GN-01", "SXD"), DutySpec("GN-02", "SYT")])
    questions = [
        CodeQuestion(code, units)
        for code in ("GN-01", "gn-02 ", "gn2", "1", "GN-03", "")
        for units in ({"SYT"}, {"SXD"}, frozenset[str](), None)
    ]

    async with database.reading() as session:
        together = await duties_by_codes(session, questions)
        alone = [await duties_by_code(session, each.code, each.units) for each in questions]

    assert together == alone
    found = {
        (each.code, each.units is None): sorted(duty.unit_code for duty in duties)
        for each, duties in zip(questions, together, strict=True)
        if each.units in (None, {"SXD"})
    }
    assert found["GN-01", False] == ["SXD"]
    assert found["GN-01", True] == found["1", True] == ["SXD", "SYT"]
    assert found["gn2", True] == ["SYT"]
    assert found["gn2", False] == found["GN-03", True] == []
