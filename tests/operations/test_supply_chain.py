"""What is installed is exactly what was locked, and no secret lies in the tree. All offline."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
SKIPPED = {".git", ".venv", "var", "__pycache__", "node_modules"}

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


def locked() -> dict[str, list[str]]:
    """For each package with its version the hashes that are accepted."""
    text = (ROOT / "requirements.lock").read_text().replace("\\\n", " ")
    lines = [line.split(" #")[0].strip() for line in text.splitlines()]
    return {
        line.split(" --hash")[0].strip(): re.findall(r"--hash=(\S+)", line)
        for line in lines
        if line and not line.startswith("#")
    }


def declared() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    names = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return [Requirement(name) for name in names]


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


def files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        is_ours = not SKIPPED.intersection(parts) and not any(part.endswith("_cache") for part in parts)
        if is_ours and ".hypothesis" not in parts and path.is_file():
            yield path


def test_no_secret_lies_in_the_tree() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {what}"
        for path in files()
        for what, pattern in SECRETS.items()
        for match in pattern.finditer(path.read_bytes())
        if EXAMPLE not in match[0]
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a bot token of Telegram", b"TOKEN=1234567890:AA" + b"x" * 33),
        ("a private key", b"-----BEGIN RSA " + b"PRIVATE KEY-----"),
        ("a key of AWS", b"AKIA" + b"A1B2C3D4E5F6G7H8"),
        ("a token of GitHub", b"ghp_" + b"a" * 36),
    ],
)
def test_the_search_would_find_one(what: str, text: bytes) -> None:
    assert SECRETS[what].search(text)
