"""What an operator copies to start the program is right: Procfile, systemd units, Containerfile."""

import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from bot.__main__ import EXIT_REFUSED
from tests.conftest import environment

ROOT = Path(__file__).parent.parent.parent
UNITS = sorted((ROOT / "bot" / "deploy").glob("*.service"))


def procfile() -> dict[str, list[str]]:
    lines = (ROOT / "Procfile").read_text().splitlines()
    return {name: shlex.split(command) for name, command in (line.split(": ", 1) for line in lines)}


def unit(path: Path) -> ConfigParser:
    """Keys may repeat in a unit; the last one is as good as any for what is asked here."""
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read(path)
    return parsed


def test_the_procfile_names_both_processes_and_the_release() -> None:
    assert procfile() == {
        "release": ["python", "-m", "plan_data", "migrate"],
        "bot": ["python", "-m", "bot"],
        "scheduler": ["python", "-m", "scheduler"],
    }


@pytest.mark.parametrize("command", procfile().values(), ids=" ".join)
def test_a_line_of_the_procfile_is_a_command_there_is(command: list[str], tmp_path: Path) -> None:
    """Without a token each process says so instead of starting; the release makes the tables."""
    url = f"sqlite:///{tmp_path / 'nhac-han.sqlite3'}"
    done = subprocess.run(
        [sys.executable, *command[1:]],
        env=environment(DATABASE_URL=url),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if command[-1] == "migrate":
        assert done.returncode == 0
    else:
        assert done.returncode == 1
        assert "python -m plan_data migrate" in done.stderr


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_unit_runs_what_the_procfile_runs(path: Path) -> None:
    service = unit(path)["Service"]
    name = path.stem.removeprefix("nhac-han-")
    assert shlex.split(service["ExecStart"])[1:] == procfile()[name][1:]
    assert service["RestartPreventExitStatus"] == str(EXIT_REFUSED)
    assert "Token" not in path.read_text().replace("TELEGRAM_BOT_TOKEN_FILE", "")


def test_there_is_a_unit_for_each_process() -> None:
    assert [path.stem for path in UNITS] == ["nhac-han-bot", "nhac-han-scheduler"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_systemd_finds_nothing_wrong_with_a_unit(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    text = path.read_text().replace("/opt/nhac-han/.venv/bin/python", sys.executable)
    copy.write_text(text.replace("postgresql.service", ""))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", str(copy)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    told = [line for line in (done.stdout + done.stderr).splitlines() if path.name in line]
    assert told == []


def test_the_container_installs_locked_packages_and_all_of_the_program() -> None:
    lines = (ROOT / "bot" / "deploy" / "Containerfile").read_text().splitlines()
    copied = {line.split()[1] for line in lines if line.startswith("COPY")}
    assert copied == {"requirements.lock", "bot", "plan_data", "scheduler"}
    assert all((ROOT / name).exists() for name in copied)
    assert any("--require-hashes" in line for line in lines)
    assert lines.index("USER nhachan") < lines.index('CMD ["python", "-m", "bot"]')
