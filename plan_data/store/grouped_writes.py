"""Short writes of many turns at once, in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.database import Database

Line = TypeVar("Line")


class GroupedWrites(Generic[Line]):
    """Collects lines while the last transaction is being written; ``write`` writes all of them in the next.

    Fifty people who write at the same moment then cost three transactions, not fifty.
    """

    def __init__(
        self, database: Database, write: Callable[[AsyncSession, Sequence[Line]], Awaitable[None]]
    ) -> None:
        self._database = database
        self._write = write
        self._waiting: list[tuple[Line, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def add(self, line: Line) -> None:
        """Return once the line is committed.

        Raises what kept the line from being written; others that came along are not concerned.
        """
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((line, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_waiting(), name="grouped writes")
        await written

    async def _write_waiting(self) -> None:
        while self._waiting:
            lines, self._waiting = self._waiting, []
            if await self._try(lines) is not None:
                # One line that cannot be written must not keep the others from being.
                for line in lines:
                    _settle([line], await self._try([line]))
            else:
                _settle(lines, None)
        self._writing = None

    async def _try(self, lines: Sequence[tuple[Line, asyncio.Future[None]]]) -> Exception | None:
        try:
            async with self._database.writing() as session:
                await self._write(session, [line for line, _ in lines])
        except Exception as error:  # noqa: BLE001 - raised again to those who wait
            return error
        return None


def _settle(lines: Sequence[tuple[Line, asyncio.Future[None]]], error: Exception | None) -> None:
    for _, written in lines:
        if written.done():
            continue  # whoever waited was cancelled
        if error is None:
            written.set_result(None)
        else:
            written.set_exception(error)
