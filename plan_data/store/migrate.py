"""Bring a database's tables to the form this program needs, with Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.engine import URL

from plan_data.store.database import database_url

MIGRATIONS = Path(__file__).parent / "migrations"
_SYNCHRONOUS = {"sqlite+aiosqlite": "sqlite+pysqlite"}


class SchemaOutdatedError(RuntimeError):
    """The tables are older or newer than this program; the message says which command mends it."""


def upgrade(url: str, revision: str = "head") -> None:
    """Create or change the tables until they are at ``revision``; an SQLite file and its folder are made."""
    address = synchronous_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        path = Path(address.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        # It holds what officials write: nobody else on the machine is to read it.
        path.touch(mode=0o600)
    command.upgrade(_config(address), revision)


def schema_revision(url: str) -> str | None:
    """The revision the tables are at; None for an empty database."""
    engine = create_engine(synchronous_url(url))
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def require_current_schema(url: str) -> None:
    """Refuse to run on tables of another version.

    :raises SchemaOutdatedError: the revision is not the one this program was written for.
    """
    address = synchronous_url(url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        raise SchemaOutdatedError("There is no database yet. Run: python -m plan_data migrate")
    wanted = ScriptDirectory.from_config(_config(address)).get_current_head()
    found = schema_revision(url)
    if found != wanted:
        raise SchemaOutdatedError(
            f"The database is at revision {found}, this program needs {wanted}. "
            "Run: python -m plan_data migrate"
        )


def known_revisions() -> frozenset[str]:
    """All revisions this program can bring to its own."""
    return frozenset(each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def synchronous_url(url: str) -> URL:
    """The address with the driver that waits, which migrations and moves use."""
    address = database_url(url)
    return address.set(drivername=_SYNCHRONOUS.get(address.drivername, address.drivername))


def _config(address: URL) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    # The address may hold a password with %, which the ini syntax would read as a reference.
    config.attributes["address"] = address
    return config
