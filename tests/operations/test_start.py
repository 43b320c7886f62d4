"""What an operator copies to start the program is right: Procfile, systemd units, Containerfile."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from bot.__main__ import EXIT_REFUSED
from bot.settings import BotSettings
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


def containerfile() -> list[tuple[str, str]]:
    """Its instructions with their arguments; no image can be built where there is no engine."""
    text = (ROOT / "bot" / "deploy" / "Containerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def arguments(instruction: str) -> list[str]:
    return [argument for name, argument in containerfile() if name == instruction]


def test_the_container_installs_locked_packages_and_all_of_the_program() -> None:
    assert [copied.split()[0] for copied in arguments("COPY")] == [
        "bot/deploy/requirements.lock",
        "bot",
        "plan_data",
        "scheduler",
    ]
    assert any("--require-hashes" in command for command in arguments("RUN"))
    assert [json.loads(command) for command in arguments("CMD")] == [procfile()["bot"]]


@pytest.mark.parametrize("program", ["bot", "scheduler", "plan_data"])
def test_what_is_copied_into_the_container_runs_by_itself(program: str, tmp_path: Path) -> None:
    for copied in arguments("COPY"):
        source, target = copied.split()
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, tmp_path / target)
    done = subprocess.run(
        [sys.executable, "-m", program, "--help"],
        env=environment(),
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0


def test_the_container_runs_as_a_plain_user_and_keeps_its_data_in_the_volume() -> None:
    names = [name for name, _ in containerfile()]
    (user,) = arguments("USER")
    assert user == "nhachan"
    assert not {"RUN", "COPY", "ADD"}.intersection(names[names.index("USER") :])
    (volume,) = arguments("VOLUME")
    assert any(f"--home-dir {volume} {user}" in command for command in arguments("RUN"))
    variables = dict(each.split("=", 1) for each in shlex.split(arguments("ENV")[0]))
    assert variables.pop("PYTHONUNBUFFERED") == "1"
    assert {name.lower() for name in variables} <= BotSettings.model_fields.keys()
    assert all(f"{volume}/" in value for value in variables.values())


def test_the_container_has_a_python_the_program_runs_on() -> None:
    (image,) = arguments("FROM")
    found = re.search(r"python:(\d+\.\d+)-", image)
    assert found is not None
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert SpecifierSet(project["requires-python"]).contains(found[1])
