"""Units over time: they merge, split and take other names; what hangs on them follows."""

from contextlib import aclosing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plan_data.loading import change_units, load_plan, load_units
from plan_data.problems import InputError
from plan_data.store.audit import audit_entries
from plan_data.store.chats import followed_units
from plan_data.store.database import Database
from plan_data.store.duties import Duty, duties_by_code
from plan_data.store.officials import official_of
from plan_data.store.unit_changes import apply_unit_changes
from plan_data.store.units import load_directory
from tests.factories import make_official
from tests.test_loading import obligation, write_plan

BEFORE = datetime(2025, 6, 1, tzinfo=UTC)
NOW = datetime(2025, 7, 1, tzinfo=UTC)
TODAY = date(2025, 7, 1)
HEAD = "on,change,from,to,name\n"


async def duties(database: Database, code: str) -> list[Duty]:
    async with database.reading() as session:
        return list(await duties_by_code(session, code, None))


@pytest.fixture
async def plan(database: Database, tmp_path: Path) -> Path:
    """A plan that obliges two departments; one of them is followed."""
    path = write_plan(tmp_path, obligation("A-1", lead="SYT, SXD"), obligation("A-2", lead="SYT"))
    await load_plan(database, path, BEFORE)
    await make_official(database, 1001, "SYT", now=BEFORE)
    return path


@pytest.mark.usefixtures("plan")
async def test_a_merged_units_duties_followers_and_roles_go_to_the_new_one(database: Database) -> None:
    assert await change_units(database, f"{HEAD}01/07/2025,merge,SYT,SXD,\n", TODAY, NOW) == (1, 1)

    assert [duty.unit_code for duty in await duties(database, "A-1")] == ["SXD"]
    (moved,) = await duties(database, "A-2")
    assert moved.unit_code == "SXD"
    assert moved.note is not None
    assert "Trước 01/07/2025: Sở Y tế." in moved.note
    async with database.reading() as session:
        official = await official_of(session, 1001)
        followed = await followed_units(session, 1)
        directory = await load_directory(session)
    assert official is not None
    assert [membership.unit_code for membership in official.memberships] == ["SXD"]
    assert [unit.unit_code for unit in followed] == ["SXD"]
    merged = directory.get("SYT")
    assert merged is not None
    assert merged.code == "SXD"
    assert directory.search("so y te")[0].unit.code == "SXD"


async def test_the_plan_of_the_old_units_still_loads_and_means_the_new_one(
    database: Database, plan: Path
) -> None:
    await change_units(database, f"{HEAD}2025-07-01,merge,SYT,SXD,\n", TODAY, NOW)

    _, report = await load_plan(database, plan, NOW)

    assert (report.added, report.withdrawn, report.duties) == (0, 0, 2)


async def test_a_split_gives_every_part_the_duties_and_the_plan_means_all_of_them(
    database: Database, plan: Path
) -> None:
    parts = "level,code,name,kind,parent_code\n3,901,Một,Xã,38\n3,902,Hai,Xã,38\n"
    await load_units(database, parts, BEFORE)

    await change_units(database, f"{HEAD}2025-07-01,split,SYT,901 902,\n", TODAY, NOW)

    assert {duty.unit_code for duty in await duties(database, "A-2")} == {"901", "902"}
    async with database.reading() as session:
        followed = await followed_units(session, 1)
    assert {unit.unit_code for unit in followed} == {"901", "902"}
    _, report = await load_plan(database, plan, NOW)
    assert (report.added, report.withdrawn) == (0, 0)


async def test_a_unit_that_only_helped_takes_over_the_lead_of_one_that_merges_into_it(
    database: Database, tmp_path: Path
) -> None:
    path = write_plan(tmp_path, obligation("A-1", lead="SYT") + "    cooperating: [SXD]\n")
    await load_plan(database, path, BEFORE)
    (leading,) = [duty for duty in await duties(database, "A-1") if duty.is_lead]

    await change_units(database, f"{HEAD}2025-07-01,merge,SYT,SXD,\n", TODAY, NOW)

    (duty,) = await duties(database, "A-1")
    assert (duty.id, duty.unit_code, duty.role) == (leading.id, "SXD", "lead")
    _, report = await load_plan(database, path, NOW)
    assert (report.added, report.withdrawn, report.duties) == (0, 0, 1)


@pytest.mark.usefixtures("plan")
async def test_changes_that_contradict_each_other_leave_units_that_can_be_read(database: Database) -> None:
    """Each is possible when it is noted; the directory is read by every process every minute."""
    parts = "level,code,name,kind,parent_code\n3,901,Một,Xã,38\n3,902,Hai,Xã,38\n"
    await load_units(database, parts, BEFORE)
    for line in ("01/08/2025,merge,SYT,SXD,", "01/09/2025,split,SYT,901 902,", "02/09/2025,rename,SYT,,Sở"):
        await change_units(database, f"{HEAD}{line}\n", TODAY, NOW)
    for line in ("03/09/2025,merge,901,902,", "04/09/2025,merge,902,901,", "05/09/2025,merge,TINH,901,"):
        await change_units(database, f"{HEAD}{line}\n", TODAY, NOW)

    async with database.writing() as session:
        assert await apply_unit_changes(session, date(2025, 9, 5), NOW) == 6

    async with database.reading() as session:
        directory = await load_directory(session)
    assert {unit.code for unit in directory.units} == {"SXD", "902"}
    assert [unit.code if unit else None for unit in map(directory.get, ("SYT", "901", "TINH"))] == [
        "SXD",
        "902",
        "902",
    ]
    assert [duty.unit_code for duty in await duties(database, "A-2")] == ["SXD"]


async def test_a_unit_whose_own_duty_was_withdrawn_takes_over_that_of_one_that_merges_into_it(
    database: Database, tmp_path: Path
) -> None:
    await load_plan(database, write_plan(tmp_path, obligation("A-1", lead="SYT, SXD")), BEFORE)
    await load_plan(database, write_plan(tmp_path, obligation("A-1", lead="SYT")), BEFORE)

    await change_units(database, f"{HEAD}2025-07-01,merge,SYT,SXD,\n", TODAY, NOW)

    assert [duty.unit_code for duty in await duties(database, "A-1")] == ["SXD"]


async def test_who_takes_a_units_place_confirms_in_its_place(database: Database, tmp_path: Path) -> None:
    path = write_plan(tmp_path, obligation("A-1", lead="TINH") + "    confirm_by: SYT\n")
    await load_plan(database, path, BEFORE)

    await change_units(database, f"{HEAD}2025-07-01,merge,SYT,SXD,\n", TODAY, NOW)
    assert [duty.confirm_by for duty in await duties(database, "A-1")] == ["SXD"]

    # The plan still names the old unit.
    await load_plan(database, path, NOW)
    assert [duty.confirm_by for duty in await duties(database, "A-1")] == ["SXD"]


@pytest.mark.usefixtures("plan")
async def test_the_audit_log_says_that_the_operator_changed_units(database: Database) -> None:
    await load_units(database, "level,code,name,kind,parent_code\n3,901,Một,Xã,38\n", NOW)
    await change_units(database, f"{HEAD}2025-07-01,rename,SYT,,Sở Sức khỏe\n", TODAY, NOW)

    async with database.reading() as session, aclosing(audit_entries(session, NOW)) as entries:
        noted = [
            (each.actor_name, each.action, each.after) async for each in entries if "units" in each.action
        ]
    assert noted == [
        (None, "units.load", '{"new":1,"units":1}'),
        (None, "units.change", '{"applied":1,"changes":1}'),
    ]


@pytest.mark.usefixtures("plan")
async def test_a_renamed_unit_is_found_by_both_names(database: Database) -> None:
    await change_units(database, f"{HEAD}2025-07-01,rename,SYT,,Sở Y tế và Dân số\n", TODAY, NOW)

    assert (await duties(database, "A-2"))[0].unit_name == "Sở Y tế và Dân số"
    async with database.reading() as session:
        directory = await load_directory(session)
    assert directory.search("Sở Y tế")[0].unit.code == "SYT"


@pytest.mark.usefixtures("plan")
async def test_a_unit_may_be_named_by_its_code_in_another_register(database: Database) -> None:
    assert await change_units(database, f"{HEAD}2025-07-01,rename,38,,UBND tỉnh Mới\n", TODAY, NOW) == (1, 1)

    async with database.reading() as session:
        directory = await load_directory(session)
    assert directory.display_name("TINH") == "UBND tỉnh Mới"


@pytest.mark.usefixtures("plan")
async def test_a_change_waits_for_its_day_and_is_applied_once(database: Database) -> None:
    text = f"{HEAD}2025-08-01,rename,SYT,,Sở Sức khỏe\n"
    assert await change_units(database, text, TODAY, NOW) == (1, 0)
    assert await change_units(database, text, TODAY, NOW) == (1, 0)

    async with database.writing() as session:
        assert await apply_unit_changes(session, date(2025, 7, 31), NOW) == 0
        assert await apply_unit_changes(session, date(2025, 8, 1), NOW) == 1
        assert await apply_unit_changes(session, date(2025, 8, 2), NOW) == 0


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("hôm qua,rename,SYT,,Tên", "on"),
        ("2025-07-01,xoá,SYT,SXD,", "change"),
        ("2025-07-01,merge,KHONG,SXD,", "from"),
        ("2025-07-01,merge,SYT,,", "to"),
        ("2025-07-01,split,SYT,SXD,", "to"),
        ("2025-07-01,rename,SYT,,", "name"),
    ],
)
@pytest.mark.usefixtures("plan")
async def test_mistakes_are_told_with_their_line_and_nothing_is_written(
    database: Database, line: str, where: str
) -> None:
    with pytest.raises(InputError) as caught:
        await change_units(database, f"{HEAD}2025-07-01,rename,SXD,,Tên mới\n{line}\n", TODAY, NOW)

    assert [(problem.line, problem.where) for problem in caught.value.problems] == [(3, where)]
    assert "Tên mới" not in {duty.unit_name for duty in await duties(database, "A-1")}
