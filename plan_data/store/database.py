"""Engine and transactions, from a URL; nobody else creates an engine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from plan_data.store.sqlite_driver import OneCallConnection, OneCallDriver

SQLITE_BUSY_SECONDS = 10


class DatabaseUrlError(ValueError):
    """The address of the database cannot be used; the message says why, without the password."""


def database_url(text: str) -> URL:
    """Read an address such as ``sqlite:///var/nhac-han.sqlite3`` or ``postgresql://user@host/name``.

    The drivers are ours to choose: aiosqlite, and psycopg 3 which serves both synchronous migrations and
    asynchronous sessions.

    :raises DatabaseUrlError: not an address, or another database.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        raise DatabaseUrlError(
            "DATABASE_URL is not an address. Write sqlite:///var/nhac-han.sqlite3 "
            "or postgresql://user:password@host/database."
        ) from None
    match url.get_backend_name():
        case "sqlite":
            return url.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg")
        case other:
            raise DatabaseUrlError(f"DATABASE_URL names {other}; only sqlite and postgresql are supported.")


def is_away(error: BaseException | None) -> bool:
    """Whether an error says that the database cannot be reached, or is busy: it will be back."""
    return isinstance(error, OperationalError | InterfaceError | PoolTimeout)


class Database:
    """The shared database. One instance a process; :meth:`close` it at the end."""

    def __init__(self, url: str, *, pool_size: int = 20) -> None:
        self.url = database_url(url)
        self.engine = _engine(self.url, pool_size)
        # On SQLite one writes at a time. Who waits for another process polls, ever more seldom, for up to
        # a tenth of a second; those of this process take turns instead, and need not.
        self._turn_to_write: AbstractAsyncContextManager[object] = (
            asyncio.Lock() if self.is_sqlite else nullcontext()
        )
        # On SQLite a reader must not queue behind the writer's BEGIN IMMEDIATE.
        self._reader = self.engine.execution_options(sqlite_readonly=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether one writer at a time is all that the database allows."""
        return self.url.get_backend_name() == "sqlite"

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A transaction that sees one state of the database and changes nothing."""
        async with AsyncSession(self._reader, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A transaction committed at the end of the block, rolled back when it raises.

        Never await anything slow inside: on SQLite everybody else who writes is waiting.
        """
        async with (
            self._turn_to_write,
            AsyncSession(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    async def close(self) -> None:
        await self.engine.dispose()


def _engine(url: URL, pool_size: int) -> AsyncEngine:
    # All connections are kept once they are open, and the one used last is used first: opening some for every
    # burst of updates took longer than answering it.
    if url.get_backend_name() != "sqlite":
        return create_async_engine(
            url, pool_size=pool_size, max_overflow=0, pool_use_lifo=True, pool_pre_ping=True
        )
    engine = create_async_engine(
        url, module=OneCallDriver(), pool_size=pool_size, max_overflow=0, pool_use_lifo=True
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _configure(dbapi: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        # The driver must not open transactions itself: it would not BEGIN before a SELECT, and a read
        # followed by a write would lose other processes' updates.
        connection: Any = dbapi
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            f"busy_timeout={SQLITE_BUSY_SECONDS * 1000}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred BEGIN fails at once with "database is locked" when a reader turns writer.
        read_only = connection.get_execution_options().get("sqlite_readonly")
        driver_connection = connection.connection.dbapi_connection
        if isinstance(driver_connection, OneCallConnection):  # which it is, by the engine's module
            driver_connection.begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    return engine
