"""The migrations make exactly the tables that the program declares, on both databases."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from plan_data.store.migrate import SchemaOutdatedError, require_current_schema, schema_revision, upgrade
from plan_data.store.tables import Base


def test_the_migrations_make_the_declared_tables(database_url: str) -> None:
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    before = schema_revision(database_url)
    upgrade(database_url)
    assert schema_revision(database_url) == before


def test_upgrading_makes_the_folder_of_a_new_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/folder/db.sqlite3"
    upgrade(url)
    require_current_schema(url)


def test_a_missing_database_is_refused_with_the_command_that_mends_it(tmp_path: Path) -> None:
    with pytest.raises(SchemaOutdatedError, match="plan_data migrate"):
        require_current_schema(f"sqlite:///{tmp_path}/none.sqlite3")
    assert not (tmp_path / "none.sqlite3").exists()


def test_a_database_of_another_revision_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    with pytest.raises(SchemaOutdatedError, match="9999"):
        require_current_schema(f"sqlite:///{path}")
