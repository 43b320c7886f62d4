"""Short writes of many turns at once, in one transaction."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.database import Database
from plan_data.store.grouped_calls import GroupedCalls

Line = TypeVar("Line")


class GroupedWrites(Generic[Line]):
    """Lines to be written down, as grouped calls that are answered with nothing."""

    def __init__(
        self, database: Database, write: Callable[[AsyncSession, Sequence[Line]], Awaitable[None]]
    ) -> None:
        async def write_all(session: AsyncSession, lines: Sequence[Line]) -> Sequence[None]:
            await write(session, lines)
            return [None] * len(lines)

        self._calls = GroupedCalls(database.writing, write_all)

    async def add(self, line: Line) -> None:
        """Return once the line is committed.

        Raises what kept the line from being written; others that came along are not concerned.
        """
        await self._calls.call(line)
