"""aiosqlite for SQLAlchemy with one change of threads a statement instead of four, and none for BEGIN.

aiosqlite runs every call in a thread of the connection. SQLAlchemy's own adaptation makes a call each to
open a cursor, execute, fetch and close it; handing over between threads then costs several times what SQLite
does in between. Here one call does it all, and brings along the BEGIN that is due.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)

Parameters = Sequence[Any] | Mapping[str, Any]


class OneCallCursor(AsyncAdapt_aiosqlite_cursor):
    """A cursor that is opened, read to its end and closed within one statement."""

    __slots__ = ()
    _awaitable_cursor_close = False  # it is closed already

    _adapt_connection: "OneCallConnection"

    def _make_new_cursor(self, connection: Any) -> Any:  # noqa: ARG002 - the base class's
        return _NO_CURSOR

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: str, parameters: Parameters | None) -> None:
        await self._in_thread(_execute, operation, parameters or ())

    async def _executemany_async(
        self, operation: str, seq_of_parameters: Sequence[Sequence[Any]] | Sequence[Mapping[str, Any]]
    ) -> None:
        await self._in_thread(_execute_many, operation, seq_of_parameters)

    async def _in_thread(self, run: Callable[..., tuple[Any, deque[Any]]], *arguments: object) -> None:
        connection = self._adapt_connection
        driver: Any = self._connection
        async with connection._execute_mutex:  # noqa: SLF001 - the base class's
            begin, connection.begin = connection.begin, None
            # aiosqlite has no public way to run a function of ours in its thread.
            self._cursor, self._rows = await driver._execute(run, driver._conn, begin, *arguments)  # noqa: SLF001


class OneCallConnection(AsyncAdapt_aiosqlite_connection):
    """``begin`` is the BEGIN that the next statement brings along; None once it has."""

    __slots__ = ("begin",)
    _cursor_cls = OneCallCursor

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self.begin: str | None = None

    def commit(self) -> None:
        if self._has_begun():
            super().commit()

    def rollback(self) -> None:
        if self._has_begun():
            super().rollback()

    def _has_begun(self) -> bool:
        """Whether there is something to end; a transaction without a statement never began."""
        begin, self.begin = self.begin, None
        return begin is None


class OneCallDriver(AsyncAdapt_aiosqlite_dbapi):
    """For ``create_async_engine(..., module=OneCallDriver())``."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arguments: Any, **options: Any) -> OneCallConnection:
        return OneCallConnection(self, super().connect(*arguments, **options).driver_connection)


class _NoCursor:
    """What a cursor says of itself before its first statement (PEP 249)."""

    description = None
    rowcount = -1
    lastrowid = None
    arraysize = 1

    def close(self) -> None:
        """Nothing is open."""


_NO_CURSOR = _NoCursor()


def _execute(
    connection: sqlite3.Connection, begin: str | None, operation: str, parameters: Parameters
) -> tuple[sqlite3.Cursor, deque[Any]]:
    """Run in the connection's thread; the cursor returned is closed, but still tells what it did."""
    if begin is not None:
        connection.execute(begin)
    cursor = connection.execute(operation, parameters)
    rows: deque[Any] = deque(cursor.fetchall())
    cursor.close()
    return cursor, rows


def _execute_many(
    connection: sqlite3.Connection, begin: str | None, operation: str, many: Sequence[Any]
) -> tuple[sqlite3.Cursor, deque[Any]]:
    """Run in the connection's thread; a statement for many rows returns none."""
    if begin is not None:
        connection.execute(begin)
    cursor = connection.executemany(operation, many)
    cursor.close()
    return cursor, deque()
