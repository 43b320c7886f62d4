"""Decreed days: they win over what was published, and plans are reckoned again."""

from contextlib import aclosing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plan_data.__main__ import main
from plan_data.store.audit import audit_entries
from plan_data.store.calendar_days import DecreedDay, decree_day, forget_day, working_calendar
from plan_data.store.database import Database

NOW = datetime(2026, 1, 5, 2, tzinfo=UTC)


async def test_a_decree_wins_over_the_published_calendar_and_can_be_taken_back(database: Database) -> None:
    saturday = date(2026, 1, 10)
    async with database.writing() as session:
        assert not (await working_calendar(session)).is_working_day(saturday)
        await decree_day(session, DecreedDay(saturday, is_working=True, reason="Thông báo 1"), NOW)
        await decree_day(session, DecreedDay(saturday, is_working=True, reason="Thông báo 2"), NOW)
        assert (await working_calendar(session)).is_working_day(saturday)
        await forget_day(session, saturday, NOW)
        assert not (await working_calendar(session)).is_working_day(saturday)


async def test_who_looks_at_the_audit_log_sees_what_the_calendar_said_before(database: Database) -> None:
    saturday = date(2026, 1, 10)
    async with database.writing() as session:
        await decree_day(session, DecreedDay(saturday, is_working=True, reason="Thông báo 1"), NOW)
        await forget_day(session, saturday, NOW)
        await forget_day(session, saturday, NOW)
    async with database.reading() as session, aclosing(audit_entries(session, NOW)) as entries:
        noted = [(each.action, each.before) async for each in entries]
    assert noted == [
        ("calendar.decree", None),
        ("calendar.forget", '{"is_working":true,"reason":"Thông báo 1"}'),
    ]


def test_deadlines_in_working_days_move_with_the_calendar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/db.sqlite3")
    (tmp_path / "units.yaml").write_text(
        "province: {code: TINH, kind: Tỉnh, name: Thử}\nbodies:\n  - {code: SYT, kind: Sở, name: Sở Y tế}\n",
        encoding="utf-8",
    )
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "code: thu\ntitle: Thử\nissuer: UBND\nyear: 2026\nissued_on: 2025-12-29\nunits: units.yaml\n"
        "obligations:\n  - code: A-1\n    section: I\n    title: Việc\n    sentence: Việc.\n    lead: [SYT]\n"
        "    deadline: trong vòng 5 ngày làm việc kể từ ngày ban hành\n",
        encoding="utf-8",
    )
    assert main(["load", str(plan)]) == 0
    capsys.readouterr()

    assert main(["calendar", "add", "2026-01-02", "--off", "--reason", "hoán đổi"]) == 0

    printed = capsys.readouterr().out
    assert "A-1 (SYT): 2026-01-06 → 2026-01-07" in printed

    assert main(["calendar", "list", "--year", "2026"]) == 0
    listed = capsys.readouterr().out
    assert "* 02/01/2026 thứ Sáu: nghỉ (hoán đổi)" in listed
    assert "22/08/2026 thứ Bảy: làm việc" in listed

    assert main(["calendar", "remove", "2026-01-02"]) == 0
    assert "2026-01-07 → 2026-01-06" in capsys.readouterr().out


@pytest.mark.parametrize("year", ["0", "10000", "nay"])
def test_a_year_that_no_plan_has_is_refused_in_a_sentence(
    year: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["calendar", "list", "--year", year])
    assert "--year" in capsys.readouterr().err
