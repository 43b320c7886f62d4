"""Fixtures for all tests: a clean environment, and the same database twice, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from bot.settings import BotSettings
from plan_data.store.database import Database
from plan_data.store.migrate import upgrade
from tests.postgres import PostgresServer, postgres_server

TEMPLATE = "nhac_han_template"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the machine decides a test."""
    for name in BotSettings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A server for the whole run, with an empty migrated database to copy."""
    with postgres_server() as server:
        create_database(server, TEMPLATE)
        upgrade(f"{server.url}/{TEMPLATE}")
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty migrated database to copy."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


def create_database(server: PostgresServer, name: str, template: str = "template1") -> str:
    """Create a database as a copy of another; its address."""
    with psycopg.connect(f"{server.url}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{server.url}/{name}"


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """A migrated SQLite file of this test's own."""
    path = tmp_path / "nhac-han.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A migrated PostgreSQL database of this test's own."""
    name = f"test_{uuid4().hex}"
    yield create_database(postgres, name, TEMPLATE)
    with psycopg.connect(f"{postgres.url}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each test that takes it runs twice, once on each database."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An empty database with all tables, on each of the two."""
    opened = Database(database_url)
    yield opened
    await opened.close()


def environment(**variables: str) -> dict[str, str]:
    """An environment for a process of ours: the machine's without our variables, plus those given."""
    ours = {name.upper() for name in BotSettings.model_fields}
    return {name: value for name, value in os.environ.items() if name not in ours} | variables
