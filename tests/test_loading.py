"""Loading plans and units: all or nothing, again without harm, and what changed is told."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from plan_data.duty_state import DutyState, ReportStatus
from plan_data.load_report import LoadReport
from plan_data.loading import load_plan, load_read_plan, load_units, try_plan
from plan_data.plan_file import PlanFileError, examine_plan, find_plan
from plan_data.problems import InputError
from plan_data.store.database import Database
from plan_data.store.duties import duties_by_code
from plan_data.store.plans import loaded_plan
from plan_data.store.progress import NewReport, Source, record_progress
from plan_data.store.tables import DutyRow, ObligationRow
from plan_data.store.units import load_directory
from plan_data.units import Unit, UnitDirectory
from tests.factories import make_official

NOW = datetime(2018, 1, 8, tzinfo=UTC)

UNITS = """\
province: {code: TINH, kind: Tỉnh, name: Thử, other_codes: ["38"]}
bodies:
  - {code: SYT, kind: Sở, name: Sở Y tế}
  - {code: SXD, kind: Sở, name: Sở Xây dựng}
classes:
  - {code: cap-xa, name: UBND cấp xã, level: commune}
"""

COMMUNES = """\
level,code,name,kind,parent_code
2,385,Quan Hóa,Huyện,38
3,14869,Thành Sơn,Xã,385
3,14872,Thành Sơn,Xã,385
"""


def write_plan(folder: Path, *obligations: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "units.yaml").write_text(UNITS, encoding="utf-8")
    path = folder / "plan.yaml"
    path.write_text(
        "code: thu\ntitle: Kế hoạch thử\nissuer: UBND tỉnh\nyear: 2018\nunits: units.yaml\nobligations:\n"
        + "".join(obligations),
        encoding="utf-8",
    )
    return path


def obligation(
    code: str, *, lead: str = "SYT", deadline: str = "trước ngày 15/8/2018", title: str = "Việc"
) -> str:
    return (
        f"  - code: {code}\n    section: I\n    title: {title}\n    sentence: {title} {deadline}.\n"
        f"    lead: [{lead}]\n    deadline: {deadline}\n"
    )


async def duties_in(database: Database) -> int:
    async with database.reading() as session:
        count = await session.scalar(
            select(func.count()).select_from(DutyRow).where(DutyRow.withdrawn_at.is_(None))
        )
    return count or 0


async def load(database: Database, path: Path) -> LoadReport:
    _, report = await load_plan(database, path, NOW)
    return report


async def test_loading_a_plan_writes_a_duty_for_each_unit_and_date(
    database: Database, tmp_path: Path
) -> None:
    plan = write_plan(
        tmp_path,
        obligation("A-1", lead="SYT, SXD"),
        obligation("A-2", deadline="trước ngày 01/6/2018 và ngày 01/12/2018"),
    )

    report = await load(database, plan)

    assert (report.obligations, report.duties, report.added) == (2, 4, 4)
    async with database.reading() as session:
        twice = await duties_by_code(session, "a-2", None)
    assert [(duty.code, duty.due_on) for duty in twice] == [
        ("A-2.1", date(2018, 5, 31)),
        ("A-2.2", date(2018, 11, 30)),
    ]


async def test_loading_the_same_plan_again_changes_nothing(database: Database, tmp_path: Path) -> None:
    plan = write_plan(tmp_path, obligation("A-1"))
    await load(database, plan)

    assert (await load(database, plan)).is_unchanged
    assert await duties_in(database) == 1


async def test_an_amendment_moves_adds_and_withdraws_and_keeps_progress(
    database: Database, tmp_path: Path
) -> None:
    await load(database, write_plan(tmp_path, obligation("A-1"), obligation("A-2")))
    official = await make_official(database, 1001)
    async with database.writing() as session:
        duty = (await duties_by_code(session, "A-1", None))[0]
        await record_progress(
            session,
            duty.id,
            official.official,
            NewReport(ReportStatus.IN_PROGRESS, percent=40),
            source=Source(update_id=1),
            now=NOW,
        )

    report = await load(
        database,
        write_plan(tmp_path, obligation("A-1", deadline="trước ngày 20/8/2018"), obligation("A-3")),
    )

    assert (report.added, report.withdrawn) == (1, 1)
    assert [(moved.code, moved.old_due_on, moved.new_due_on) for moved in report.moved] == [
        ("A-1", date(2018, 8, 14), date(2018, 8, 19))
    ]
    async with database.reading() as session:
        moved = (await duties_by_code(session, "A-1", None))[0]
        gone = await duties_by_code(session, "A-2", None)
    assert (moved.state, moved.percent, moved.id) == (DutyState.IN_PROGRESS, 40, duty.id)
    assert not gone


async def test_a_change_of_anything_but_words_and_days_is_told_too(
    database: Database, tmp_path: Path
) -> None:
    await load(database, write_plan(tmp_path, obligation("A-1"), obligation("A-2")))
    strict = obligation("A-2") + "    evidence: required\n"

    report = await load(database, write_plan(tmp_path, obligation("A-1"), strict))

    assert report.edited == ["A-2"]
    assert not report.is_unchanged
    assert (report.new, report.moved, report.reworded, report.gone) == ([], [], [], [])


async def test_reports_are_alike_only_when_they_change_the_same_version_in_the_same_way(
    database: Database, tmp_path: Path
) -> None:
    await load(database, write_plan(tmp_path, obligation("A-1")))
    once = write_plan(tmp_path / "once", obligation("A-1"), obligation("A-2"))
    other = write_plan(tmp_path / "other", obligation("A-1"), obligation("A-2", deadline="tháng 9 năm 2018"))

    async def tried(path: Path) -> str:
        return (await try_plan(database, path, NOW))[1].digest()

    first = await tried(once)
    assert await tried(once) == first
    assert await tried(other) != first
    await load(database, write_plan(tmp_path, obligation("A-1", title="Việc khác")))
    await load(database, write_plan(tmp_path, obligation("A-1")))
    assert await tried(once) != first


@pytest.mark.parametrize("way", [load_plan, try_plan])
async def test_a_plan_whose_days_begin_in_another_zone_is_refused_whole(
    database: Database, tmp_path: Path, way: Callable[..., Awaitable[object]]
) -> None:
    """Its reminders would come on the days of this program's zone."""
    path = write_plan(tmp_path, obligation("A-1"))
    path.write_text("time_zone: Asia/Tokyo\n" + path.read_text())

    with pytest.raises(InputError, match=r"Asia/Tokyo.*TIME_ZONE"):
        await way(database, path, NOW, ZoneInfo("Asia/Ho_Chi_Minh"))

    async with database.reading() as session:
        assert await loaded_plan(session, "thu") is None
    await way(database, path, NOW, ZoneInfo("Asia/Tokyo"))


async def test_loads_at_the_same_moment_wait_for_each_other(database: Database, tmp_path: Path) -> None:
    """Their units stand in opposite orders: whoever took a row of the other's would block it for ever."""
    units = [Unit(f"S{n}", f"Sở {n}", f"S{n}", "Sở", "department") for n in range(200)]
    plan = examine_plan(write_plan(tmp_path, obligation("A-1"))).plan
    assert plan

    async def load_with(order: Sequence[Unit]) -> LoadReport:
        directory = UnitDirectory([*order, Unit("SYT", "Sở Y tế", "SYT", "Sở", "department")])
        async with database.writing() as session:
            return await load_read_plan(session, plan, directory, NOW)

    reports = await asyncio.gather(load_with(units), load_with(units[::-1]), load_with(units))

    assert sorted(report.base_version for report in reports) == [0, 1, 1]
    assert sorted(report.added for report in reports) == [0, 0, 1]


async def test_what_was_withdrawn_comes_back_with_its_history(database: Database, tmp_path: Path) -> None:
    both = write_plan(tmp_path, obligation("A-1"), obligation("A-2"))
    await load(database, both)
    async with database.reading() as session:
        before = (await duties_by_code(session, "A-2", None))[0].id
    await load(database, write_plan(tmp_path, obligation("A-1")))

    await load(database, write_plan(tmp_path, obligation("A-1"), obligation("A-2")))

    async with database.reading() as session:
        assert (await duties_by_code(session, "A-2", None))[0].id == before


async def test_a_plan_with_mistakes_leaves_the_database_as_it_was(database: Database, tmp_path: Path) -> None:
    await load(database, write_plan(tmp_path, obligation("A-1")))

    with pytest.raises(PlanFileError, match="KHONG-CO"):
        await load(database, write_plan(tmp_path, obligation("A-1"), obligation("A-2", lead="KHONG-CO")))

    assert await duties_in(database) == 1


async def test_a_class_gets_its_duties_when_its_units_are_loaded(database: Database, tmp_path: Path) -> None:
    report = await load(database, write_plan(tmp_path, obligation("A-1", lead="cap-xa")))
    assert report.classes_without_units == ["cap-xa"]
    assert await duties_in(database) == 0

    units = await load_units(database, COMMUNES, NOW)

    assert [changes.added for _, changes in units.plans] == [2]
    assert await duties_in(database) == 2
    async with database.reading() as session:
        directory = await load_directory(session)
    assert directory.display_name("14869") == "UBND xã Thành Sơn (huyện Quan Hóa)"


async def test_units_loaded_before_the_plan_are_recognised_by_their_other_code(
    database: Database, tmp_path: Path
) -> None:
    await load_units(
        database, "level,code,name,kind,parent_code\n1,38,Thử,Tỉnh,\n" + COMMUNES.split("\n", 1)[1], NOW
    )

    await load(database, write_plan(tmp_path, obligation("A-1", lead="cap-xa")))

    async with database.reading() as session:
        directory = await load_directory(session)
    assert await duties_in(database) == 2
    assert {unit.code for unit in directory.units if unit.level == "province"} == {"TINH"}


async def test_units_with_mistakes_are_told_all_at_once_and_none_is_written(database: Database) -> None:
    with pytest.raises(InputError) as caught:
        await load_units(database, "level,code,name,kind,parent_code\n9,1,,Xã,\n3,2,An,Xã,77\n", NOW)

    assert {problem.line for problem in caught.value.problems} == {2, 3}
    async with database.reading() as session:
        assert (await load_directory(session)).units == ()


async def test_the_shipped_plan_loads_whole(database: Database) -> None:
    report = await load(database, find_plan("thanh-hoa-2018"))

    assert report.obligations == 135
    assert report.dated == 480 + 8
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ObligationRow)) == 135
