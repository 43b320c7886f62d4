"""The examination of an installation: each fault is found and told with what to do, and nothing else."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.doctor import examine, knows_holidays
from bot.sandbox import RunningServer, Sandbox
from bot.texts.doctor import Finding, Level, report
from plan_data.store.database import Database
from plan_data.store.heartbeats import beat
from plan_data.store.inbox import keep_update
from tests.channels.mail_server import PASSWORD, mail_server
from tests.factories import DutySpec, make_official, make_plan
from tests.world import TOKEN


@pytest.fixture
async def telegram(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[RunningServer]:
    """A Bot API that answers, and the settings to reach it."""
    async with Sandbox(token=TOKEN, bot_username="nhac_han_bot", now=now).serve() as server:
        monkeypatch.setenv("TELEGRAM_API_URL", server.url)
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
        yield server


@pytest.fixture
async def installed(database: Database, telegram: RunningServer, monkeypatch: pytest.MonkeyPatch) -> Database:
    """An installation in which all is well, on each database; Telegram answers."""
    assert telegram.url
    monkeypatch.setenv("DATABASE_URL", database.url.render_as_string(hide_password=False))
    await make_plan(database, [DutySpec("GN-01", "SYT", date(2018, 1, 30))])
    await make_official(database, 1003, "THUONGTRUC", is_admin=True)
    if database.is_sqlite:
        share_file(database, 0o600)
    await _beats(database, now())
    return database


def share_file(database: Database, mode: int) -> None:
    Path(str(database.url.database)).chmod(mode)


def now() -> datetime:
    return datetime.now(UTC)


async def _beats(database: Database, at: datetime) -> None:
    async with database.writing() as session:
        await beat(session, "scheduler:host:1", at, {})
        await beat(session, "bot", at, {})


def faults(findings: list[Finding]) -> list[str]:
    return [f"{each.level.name} {each.what}" for each in findings if each.level is not Level.GOOD]


async def test_a_healthy_installation_has_no_fault(installed: Database) -> None:
    findings = await examine(now, "en")

    assert faults(findings) == []
    said = report(findings, "en")
    assert "the bot is @nhac_han_bot" in said
    assert "Plans: ke-hoach" in said
    assert ("PostgreSQL" in said) is not installed.is_sqlite
    assert said.endswith("Everything is ready.")
    assert TOKEN not in said


@pytest.mark.usefixtures("installed")
async def test_a_refused_token_is_told_from_a_telegram_out_of_reach(
    telegram: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1000000:another-token-than-theirs")
    assert [fault for fault in faults(await examine(now, "en")) if "token is refused" in fault]

    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    (fault,) = faults(await examine(now, "en"))
    assert fault.startswith("BAD Bot API http://127.0.0.1:9: no answer (")
    assert telegram.url


@pytest.mark.usefixtures("installed")
async def test_a_mail_server_is_examined_where_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    async with mail_server() as mail:
        monkeypatch.setenv("FALLBACK_EMAIL_URL", mail.url_with_password)
        findings = await examine(now, "en")
        assert faults(findings) == []
        assert [each for each in findings if each.what == "Mail server of the fallback: takes the login"]

        monkeypatch.setenv("FALLBACK_EMAIL_URL", mail.url_with_password.replace(PASSWORD, "another"))
        (fault,) = faults(await examine(now, "en"))
        assert fault == "WARNING Mail server of the fallback: unusable (SMTPAuthenticationError)"
        assert mail.letters == []

    (fault,) = faults(await examine(now, "en"))
    assert fault.startswith("WARNING Mail server of the fallback: unusable (")
    monkeypatch.setenv("FALLBACK_EMAIL_URL", f"mailtos://:{PASSWORD}@127.0.0.1")
    findings = await examine(now, "en")
    assert [fault for fault in faults(findings) if fault.startswith("BAD Wrong setting: FALLBACK_EMAIL_URL")]
    assert PASSWORD not in report(findings, "en")


@pytest.mark.usefixtures("installed")
async def test_a_missing_token_is_told_and_the_rest_still_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN")
    findings = await examine(now, "vi")
    assert faults(findings) == ["BAD Token: chưa đặt"]
    assert any("Kế hoạch: ke-hoach" in each.what for each in findings)


@pytest.mark.usefixtures("telegram")
async def test_tables_that_are_missing_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite3'}")
    (fault,) = [each for each in await examine(now, "en") if each.level is Level.BAD]
    assert fault.advice == "run python -m plan_data migrate"


@pytest.mark.usefixtures("telegram")
async def test_a_database_out_of_reach_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nhachan:the-password@127.0.0.1:9/nhachan")
    findings = await examine(now, "en")
    assert [fault for fault in faults(findings) if "unusable" in fault]
    assert "the-password" not in report(findings, "en")


async def test_silent_processes_are_told_each(installed: Database) -> None:
    await _beats(installed, now() - timedelta(minutes=30))
    found = faults(await examine(now, "en"))
    assert [fault.split(":")[0] for fault in found] == ["BAD Process scheduler", "BAD Process bot"]


async def test_messages_that_nobody_answers_are_told(installed: Database) -> None:
    async with installed.writing() as session:
        await keep_update(session, 1, "{}", now() - timedelta(minutes=5))
    (fault,) = faults(await examine(now, "en"))
    assert fault.startswith("WARNING Messages of officials: 1 wait, the oldest for 30")


async def test_a_clock_that_differs_from_the_servers_is_told(installed: Database) -> None:
    """SQLite has no clock of its own; there only the signs of life show it."""
    found = faults(await examine(lambda: now() + timedelta(seconds=60), "en"))
    assert found == ([] if installed.is_sqlite else ["BAD Clock: 60 s apart from PostgreSQL"])


@pytest.mark.usefixtures("telegram")
async def test_an_empty_database_lacks_plan_administrators_and_processes(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    found = " | ".join(faults(await examine(now, "en")))
    for part in ("BAD Plans: none", "WARNING Administrators: none", "WARNING Process bot: never ran"):
        assert part in found


async def test_a_database_file_that_others_can_read_is_told(installed: Database) -> None:
    if not installed.is_sqlite:
        return
    share_file(installed, 0o644)
    (fault,) = faults(await examine(now, "en"))
    assert "others on this machine can read it" in fault


@pytest.mark.usefixtures("installed")
async def test_a_folder_for_evidence_that_cannot_be_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("EVIDENCE_DIR", str(tmp_path / "file" / "evidence"))
    (fault,) = faults(await examine(now, "en"))
    assert fault == f"BAD Folder for evidence {tmp_path / 'file' / 'evidence'}: cannot be written"

    monkeypatch.setenv("EVIDENCE_DIR", str(tmp_path / "not" / "yet"))
    assert faults(await examine(now, "en")) == []


@pytest.mark.parametrize("year", range(2018, 2031))
def test_the_holidays_of_every_year_are_known(year: int) -> None:
    assert knows_holidays(year)


def test_a_year_beyond_the_published_calendar_is_noticed() -> None:
    assert not knows_holidays(1890)


def test_the_command_fails_where_something_has_to_be_mended(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)

    assert main(["doctor", "--english"]) == 1

    assert "❌ Token: not set" in capsys.readouterr().out
    monkeypatch.setenv("TICK_SECONDS", "x")
    assert main(["doctor"]) == 1
    assert "TICK_SECONDS" in capsys.readouterr().out
