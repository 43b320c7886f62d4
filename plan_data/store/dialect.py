"""The one statement that SQLite and PostgreSQL share but SQLAlchemy spells per database."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

Insert = sqlite.Insert | postgresql.Insert


def insert_or(session: AsyncSession, table: Any) -> Any:
    """An INSERT that offers ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    module = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return module.insert(table)
