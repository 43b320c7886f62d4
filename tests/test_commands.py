"""The operator's and the plan editor's commands, as they are typed."""

import io
import json
from pathlib import Path

import pytest

from bot.__main__ import main as bot
from plan_data.__main__ import main as plan_data

DUTY_KEYS = [
    "code",
    "unit",
    "unit_name",
    "role",
    "title",
    "phrase",
    "starts_on",
    "due_on",
    "section",
    "report_to",
    "via",
    "note",
]


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A database address in the environment; there is nothing at it yet."""
    path = tmp_path / "db.sqlite3"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    return path


def test_show_works_without_a_database_and_creates_none(
    configured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan_data(["show", "thanh-hoa-2018", "--json", "--dated"]) == 0

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(list(row) == DUTY_KEYS for row in rows)
    assert all(row["starts_on"] or row["due_on"] for row in rows)
    assert len({row["code"] for row in rows}) == 47
    assert {row["unit_name"] for row in rows if row["unit"] == "cap-xa"} == {"UBND cấp xã"}
    assert not configured.exists()


@pytest.mark.usefixtures("configured")
def test_show_names_communes_once_they_are_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    csv = tmp_path / "xa.csv"
    csv.write_text("level,code,name,kind,parent_code\n3,14869,Thành Sơn,Xã,385\n", encoding="utf-8")
    assert plan_data(["load", "thanh-hoa-2018"]) == 0
    assert plan_data(["units", "load", str(csv)]) == 0
    capsys.readouterr()

    assert plan_data(["show", "thanh-hoa-2018", "--json"]) == 0

    units = {json.loads(line)["unit"] for line in capsys.readouterr().out.splitlines()}
    assert "14869" in units
    assert "cap-xa" not in units


@pytest.mark.usefixtures("configured")
def test_load_tells_what_it_did_and_the_second_time_that_nothing_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert plan_data(["load", "thanh-hoa-2018"]) == 0
    assert "135 nghĩa vụ" in capsys.readouterr().out

    assert plan_data(["load", "thanh-hoa-2018"]) == 0
    assert "Không có gì thay đổi." in capsys.readouterr().out


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["load", "khong-co"], "khong-co"),
        (["check", "khong-co"], "khong-co"),
        (["units", "load", "khong-co.csv"], "Không mở được “khong-co.csv”"),
    ],
)
def test_a_file_that_is_not_there_is_told_in_a_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code: object = plan_data(arguments)
    except SystemExit as stop:
        code = stop.code
    printed = capsys.readouterr()
    assert code not in (0, None)
    assert sentence in printed.out + printed.err + str(code)


def test_a_wrong_database_address_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://root:secret@host/x")

    assert plan_data(["load", "thanh-hoa-2018"]) == 1

    printed = capsys.readouterr().err
    assert "DATABASE_URL" in printed
    assert "secret" not in printed


def test_deadline_prints_a_line_for_each_date(capsys: pytest.CaptureFixture[str]) -> None:
    phrase = "định kỳ vào trước ngày 01/6/2018 và ngày 01/12/2018"

    assert plan_data(["deadline", "--year", "2018", phrase]) == 0

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["phrase"], row["starts_on"], row["due_on"]) for row in rows] == [
        (phrase, None, "2018-05-31"),
        (phrase, None, "2018-11-30"),
    ]


def test_deadline_reads_phrases_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "trong Quý I\nthường xuyên\n\n".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="ascii"))

    assert plan_data(["deadline", "--year", "2018"]) == 0

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["starts_on"], row["due_on"]) for row in rows] == [
        ("2018-01-01", "2018-03-31"),
        (None, None),
        (None, None),
    ]


def test_reply_prints_an_array_for_each_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("1 xong, 2 60%\nchưa xong\n".encode())))

    assert bot(["reply", "--today", "2018-01-08"]) == 0

    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert [(reply["items"], reply["status"], reply["percent"]) for reply in first] == [
        ([1], "done", None),
        ([2], "in_progress", 60),
    ]
    assert [reply["status"] for reply in second] != ["done"]


def test_the_bot_without_a_token_says_what_to_do(
    configured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan_data(["migrate"]) == 0
    assert configured.exists()

    assert bot([]) == 1

    assert "TELEGRAM_BOT_TOKEN is not set" in capsys.readouterr().err


@pytest.mark.usefixtures("configured")
def test_the_bot_without_a_database_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:token")

    assert bot([]) == 1

    assert "python -m plan_data migrate" in capsys.readouterr().err
