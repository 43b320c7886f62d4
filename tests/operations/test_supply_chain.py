"""What is installed is exactly what was locked, and no secret lies in the tree. All offline."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
SKIPPED = {".git", ".venv", "var", "__pycache__", "node_modules"}

AUDIT = ("--require-hashes", "--disable-pip", "-r")
"""The lock alone is read: nothing is installed or resolved."""

EXAMPLE = b"secret_secret"
"""Stands in tokens that tests make up."""

SECRETS = {
    "a bot token of Telegram": re.compile(rb"(?<!\d)\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])"),
    "a private key": re.compile(rb"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "a key of AWS": re.compile(rb"(?<![A-Z0-9])AKIA[0-9A-Z]{16}(?![A-Z0-9])"),
    "a token of GitHub": re.compile(rb"(?:ghp|gho|ghs|github_pat)_[A-Za-z0-9_]{36,}"),
    "a token of Slack": re.compile(rb"xox[abprs]-[A-Za-z0-9-]{20,}"),
    "a password in an address": re.compile(rb"postgres(?:ql)?://[a-z]+:[A-Za-z0-9]{16,}@"),
}


LOCK = ROOT / "requirements.lock"
DEPLOYED = ROOT / "bot" / "deploy" / "requirements.lock"
"""What runs, without what only tests and checks need."""


def locked(lock: Path = LOCK) -> dict[str, list[str]]:
    """For each package with its version the hashes that are accepted."""
    text = lock.read_text().replace("\\\n", " ")
    lines = [line.split(" #")[0].strip() for line in text.splitlines()]
    return {
        line.split(" --hash")[0].strip(): re.findall(r"--hash=(\S+)", line)
        for line in lines
        if line and not line.startswith("#")
    }


def declared() -> list[Requirement]:
    return [*declared_to_run(), *declared_to_develop()]


def declared_to_run() -> list[Requirement]:
    return [Requirement(name) for name in project()["project"]["dependencies"]]


def declared_to_develop() -> list[Requirement]:
    return [Requirement(name) for name in project()["dependency-groups"]["dev"]]


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def names(requirements: Iterable[Requirement]) -> set[str]:
    return {canonicalize_name(each.name) for each in requirements}


def test_every_package_is_pinned_and_has_hashes() -> None:
    packages = locked()
    assert len(packages) > 20
    for requirement, hashes in packages.items():
        assert re.match(r"[A-Za-z0-9_.-]+(\[[a-z,]+\])?==[^ ]+", requirement), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes)


@pytest.mark.parametrize("wanted", declared(), ids=lambda wanted: str(wanted.name))
def test_what_is_declared_is_locked_at_a_version_that_fits(wanted: Requirement) -> None:
    found = [Requirement(each) for each in locked()]
    versions = [
        specifier.version
        for each in found
        if canonicalize_name(each.name) == canonicalize_name(wanted.name)
        for specifier in each.specifier
    ]
    assert versions
    assert all(wanted.specifier.contains(version) for version in versions)


def test_what_is_deployed_is_exactly_what_was_tested() -> None:
    assert locked(DEPLOYED).items() <= locked().items()


def test_what_is_deployed_is_all_that_runs_and_no_tool_of_ours() -> None:
    deployed = names(map(Requirement, locked(DEPLOYED)))
    assert names(declared_to_run()) <= deployed
    assert deployed.isdisjoint(names(declared_to_develop()) - names(declared_to_run()))


def test_an_audit_looks_at_every_locked_package() -> None:
    """As far as it goes without a network: what ``make audit`` would ask about."""
    done = subprocess.run(
        [*(sys.executable, "-m", "pip_audit", "--dry-run"), *AUDIT, str(LOCK)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    here = [each for each in map(Requirement, locked()) if each.marker is None or each.marker.evaluate()]
    assert f"would have audited {len(here)} packages" in done.stderr


def test_make_audit_asks_about_the_same_lock() -> None:
    assert f"pip-audit {' '.join(AUDIT)} requirements.lock" in (ROOT / "Makefile").read_text()


def files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        is_ours = not SKIPPED.intersection(parts) and not any(part.endswith("_cache") for part in parts)
        if is_ours and ".hypothesis" not in parts and path.is_file():
            yield path


def secrets_in(root: Path) -> list[str]:
    """Which files hold what."""
    return [
        f"{path.relative_to(root)}: {what}"
        for path in files(root)
        for what, pattern in SECRETS.items()
        for match in pattern.finditer(path.read_bytes())
        if EXAMPLE not in match[0]
    ]


def test_no_secret_lies_in_the_tree() -> None:
    assert secrets_in(ROOT) == []


PLANTED = {
    "a bot token of Telegram": b"TELEGRAM_BOT_TOKEN=1234567890:AA" + b"x" * 33,
    "a private key": b"-----BEGIN RSA " + b"PRIVATE KEY-----",
    "a key of AWS": b'{"key": "AKIA' + b'A1B2C3D4E5F6G7H8"}',
    "a token of GitHub": b"https://ghp_" + b"a" * 36 + b"@github.com/x/y",
    "a token of Slack": b"xoxb-" + b"1" * 24,
    "a password in an address": b"postgresql://nhachan:" + b"Ab3" * 6 + b"@db/nhachan",
}


@pytest.mark.parametrize(
    "place", [".env", "bot/deploy/nhac-han.env", "notes.md", "picture.png", "a b/ồ.json"]
)
def test_a_secret_is_found_wherever_it_is_planted(place: str, tmp_path: Path) -> None:
    file = tmp_path / place
    file.parent.mkdir(parents=True, exist_ok=True)
    for what, text in PLANTED.items():
        file.write_bytes(b"\x89PNG\x00\xff\n" + text + b"\n\x00")
        assert secrets_in(tmp_path) == [f"{place}: {what}"]


def test_every_kind_of_secret_was_planted() -> None:
    assert PLANTED.keys() == SECRETS.keys()
