"""The play of a plan says what the scheduler will do, and touches nothing."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.sandbox import Person
from plan_data.document.draft import draft_of
from plan_data.document.make_files import draft_files
from plan_data.document.read import read_document
from plan_data.loading import load_plan
from plan_data.problems import InputError
from plan_data.store.database import Database
from plan_data.store.rehearsal import RehearsedReminder
from plan_data.store.tables import ChatRow, DeliveryRow, DigestRow, DutyRow
from scheduler.__main__ import main
from scheduler.pace import all_left_at
from scheduler.simulate import Play, simulate
from tests.document import documents
from tests.factories import DutySpec, make_official, make_plan
from tests.operations.test_keeping import contents
from tests.world import ZONE, running_world

LAN, TUAN = 1001, 1002
FIRST, LAST = date(2018, 1, 8), date(2018, 2, 28)
NOWHERE = "sqlite:////nowhere/at/all.sqlite3"

Key = tuple[date, str, str, int]


def keys(reminders: list[RehearsedReminder]) -> list[Key]:
    return sorted((each.on, each.recipient, each.duty_code, each.stage) for each in reminders)


async def play(
    url: str, plan_code: str, first: date, last: date, officials_csv: Path | None = None
) -> list[RehearsedReminder]:
    wanted = Play(plan_code, first, last, ZONE, officials_csv)
    return [reminder async for reminder in simulate(url, wanted)]


async def furnish(database: Database) -> None:
    duties = [
        DutySpec("GN-01", "SYT", date(2018, 1, 30)),
        DutySpec("GN-02", "SYT", date(2018, 2, 16), role="cooperating"),
        DutySpec("GN-02", "385", date(2018, 2, 16)),
        DutySpec("GN-03", "385", None),
    ]
    await make_plan(database, duties)
    await make_official(database, LAN, "SYT", name="Lan")
    await make_official(database, TUAN, "385", name="Tuấn")


async def test_what_is_played_is_what_the_scheduler_then_does(database: Database) -> None:
    """Two months with Tết in them: the same reminders on the same days, from the same data."""
    await furnish(database)
    url = database.url.render_as_string(hide_password=False)
    before = await contents(url)

    played = keys(await play(url, "ke-hoach", FIRST, LAST))

    assert await contents(url) == before
    people = [Person(LAN, "Lan", started=True), Person(TUAN, "Tuấn", started=True)]
    async with running_world(database, people) as world:
        for ahead in range((LAST - FIRST).days + 1):
            world.at(f"{FIRST + timedelta(days=ahead)} 07:30")
            await world.tick()
    assert played
    assert played == await _sent(database)


async def _sent(database: Database) -> list[Key]:
    async with database.reading() as session:
        rows = await session.execute(
            select(DigestRow.digest_on, ChatRow.title, DutyRow.code, DeliveryRow.stage)
            .join(DeliveryRow, DeliveryRow.digest_id == DigestRow.id)
            .join(ChatRow, ChatRow.id == DigestRow.chat_id)
            .join(DutyRow, DutyRow.id == DeliveryRow.duty_id)
            .where(DeliveryRow.state == "sent")
        )
        return sorted((day, title, code, stage) for day, title, code, stage in rows)


async def test_a_plan_is_played_without_any_database() -> None:
    """One imagined official for each unit with a deadline."""
    played = await play(NOWHERE, "thanh-hoa-2018", date(2018, 1, 1), date(2018, 1, 31))

    of_health = [each for each in played if each.recipient == "Sở Y tế"]
    assert [(each.on, each.duty_code, each.stage) for each in of_health] == [
        (date(2018, 1, 2), "GN-52", 30),
        (date(2018, 1, 16), "GN-52", 14),
        (date(2018, 1, 23), "GN-52", 7),
        (date(2018, 1, 26), "GN-52", 3),
        (date(2018, 1, 29), "GN-52", 1),
        (date(2018, 1, 30), "GN-52", 0),
        (date(2018, 1, 31), "GN-52", -1),
    ]
    assert not [each for each in played if each.on.weekday() >= 5]


async def test_a_plan_is_played_from_its_file_and_from_the_database_alike(
    database: Database, tmp_path: Path
) -> None:
    """A draft of a commune, by its path, or by its code once it is loaded."""
    draft = draft_of(read_document(documents.cam_tu_2025(), "ke-hoach.docx"))
    files = draft_files(draft, tmp_path / "nhap.xlsx")
    (path,) = files
    path.write_bytes(files[path])
    officials = tmp_path / "officials.csv"
    officials.write_text("unit,name\nX-VHXH,Lê Văn Nam\n", encoding="utf-8")
    plan, _ = await load_plan(database, path, datetime(2025, 7, 1, tzinfo=UTC))
    url = database.url.render_as_string(hide_password=False)
    days = date(2025, 7, 25), date(2025, 8, 12)

    from_file = await play(NOWHERE, str(path), *days, officials)

    assert [reminder.on.day for reminder in from_file] == [25, 1, 6, 8, 8, 12]
    assert keys(await play(url, plan.code, *days, officials)) == keys(from_file)


async def test_officials_of_a_list_are_played_at_their_hours(tmp_path: Path) -> None:
    officials = tmp_path / "officials.csv"
    officials.write_text("\ufeffunit,name,hour\nSYT,Lan,8:15\nSYT,=1+1,\n", encoding="utf-8")

    played = await play(NOWHERE, "thanh-hoa-2018", date(2018, 1, 16), date(2018, 1, 16), officials)

    assert [(each.recipient, each.minute) for each in played if each.duty_code == "GN-52"] == [
        ("=1+1", 7 * 60 + 30),
        ("Lan", 8 * 60 + 15),
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", ["dòng 1"]),
        ("name\nLan\n", ["dòng 1"]),
        ("unit,name\nKHONG-CO,Lan\nSYT,\n", ["dòng 2", "dòng 3"]),
        ("unit,name,hour\nSYT,Lan,25:00\nSYT,Lan,23:00\nSYT,Lan,8\n", ["dòng 2", "dòng 3", "dòng 4"]),
    ],
)
async def test_mistakes_in_the_list_are_told_with_their_lines(
    text: str, sentences: list[str], tmp_path: Path
) -> None:
    officials = tmp_path / "officials.csv"
    officials.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        await play(NOWHERE, "thanh-hoa-2018", FIRST, LAST, officials)
    assert [str(problem).split(",")[0] for problem in raised.value.problems] == sentences


def test_the_command_prints_each_message_with_its_reasons(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", NOWHERE)
    days = ["--from", "2018-01-16", "--to", "2018-01-16"]

    assert main(["simulate", "--plan", "thanh-hoa-2018", *days]) == 0

    said = capsys.readouterr().out
    assert "16/01/2018 07:30  Sở Y tế\n    GN-52  Sở Y tế: " in said
    assert "mốc trước hạn 14 ngày" in said
    assert said.splitlines()[-1].startswith("16/01/2018 – 16/01/2018: 6 tin nhắn, 6 lời nhắc.")


def test_a_days_figures_are_those_of_its_messages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """200 officials of each unit: 6 units have something due, as with one official of each."""
    monkeypatch.setenv("DATABASE_URL", NOWHERE)
    days = ["--from", "2018-01-16", "--to", "2018-01-21"]
    assert main(["simulate", "--plan", "thanh-hoa-2018", *days]) == 0
    one_of_each = capsys.readouterr().out.splitlines()[-1]

    assert main(["simulate", "--plan", "thanh-hoa-2018", *days, "--per-unit", "200", "--count-only"]) == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0] == (
        "16/01/2018: 1.200 tin, 1.200 lời nhắc; gửi xong ở mức 30/giây: 07:30:44, 1.000/giây: 07:30:01"
    )
    messages, reminders = [int(word) for word in one_of_each.split(": ")[1].split() if word.isdecimal()]
    in_all = [f"{200 * number:,}".replace(",", ".") for number in (messages, reminders)]
    assert said[-1].endswith(f": {in_all[0]} tin nhắn, {in_all[1]} lời nhắc.")


def test_when_the_last_message_leaves_depends_on_the_hours_people_chose() -> None:
    assert all_left_at({}, 27) == 0
    assert all_left_at({450: 27 * 60}, 27) == 451
    assert all_left_at({450: 27 * 600, 455: 27 * 60}, 27) == 461
    assert all_left_at({450: 27 * 60, 480: 27 * 60}, 27) == 481


def test_two_officials_of_the_same_name_get_a_message_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", NOWHERE)
    officials = tmp_path / "officials.csv"
    officials.write_text("unit,name\nSYT,Lan\nSYT,Lan\n", encoding="utf-8")
    days = ["--from", "2018-01-16", "--to", "2018-01-16", "--officials", str(officials)]
    assert main(["simulate", "--plan", "thanh-hoa-2018", *days]) == 0
    assert capsys.readouterr().out.count("16/01/2018 07:30  Lan") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--plan", "khong-co", "--from", "2018-01-01", "--to", "2018-01-02"],
        ["--plan", "thanh-hoa-2018", "--from", "2018-01-02", "--to", "2018-01-01"],
        ["--plan", "thanh-hoa-2018", "--from", "2018-01-01", "--to", "2018-01-02", "--officials", "none.csv"],
    ],
)
def test_a_play_that_cannot_be_is_refused(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", NOWHERE)
    assert main(["simulate", *arguments]) == 1
    printed = capsys.readouterr()
    assert printed.out + printed.err


def test_a_workbook_holds_a_row_a_reminder_and_no_formula(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", NOWHERE)
    officials, output = tmp_path / "officials.csv", tmp_path / "play.xlsx"
    officials.write_text("unit,name\nSYT,=1+1\n", encoding="utf-8")
    days = ["--from", "2018-01-16", "--to", "2018-01-23"]
    play = ["simulate", "--plan", "thanh-hoa-2018", *days, "--officials", str(officials), "-o", str(output)]

    assert main(play) == 0

    sheet = load_workbook(output).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][2] == "Người nhận"
    assert [(row[4], row[8]) for row in rows[1:]] == [
        ("GN-52", "mốc trước hạn 14 ngày"),
        ("GN-52", "mốc trước hạn 7 ngày"),
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "d"}
