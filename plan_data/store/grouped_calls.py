"""What many turns ask of the database in the same moment, answered in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.database import is_away

Asked = TypeVar("Asked")
Given = TypeVar("Given")

Transaction = Callable[[], AbstractAsyncContextManager[AsyncSession]]
"""``database.reading`` or ``database.writing``."""


class GroupedCalls(Generic[Asked, Given]):
    """Collects calls while the last transaction runs; ``answer`` answers all of them in the next, in order.

    Fifty people who write at the same moment then cost three transactions, not fifty. A transaction begins
    after the calls it answers, so that nobody is given what held before they asked.
    """

    def __init__(
        self,
        transaction: Transaction,
        answer: Callable[[AsyncSession, Sequence[Asked]], Awaitable[Sequence[Given]]],
    ) -> None:
        self._transaction = transaction
        self._answer = answer
        self._waiting: list[tuple[Asked, asyncio.Future[Given]]] = []
        self._running: asyncio.Task[None] | None = None

    async def call(self, asked: Asked) -> Given:
        """What ``answer`` gives for this call, once that is committed.

        Raises what kept this call from being answered; others that came along are not concerned.
        """
        given: asyncio.Future[Given] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, given))
        if self._running is None:
            self._running = asyncio.create_task(self._answer_waiting(), name="grouped calls")
        return await given

    async def _answer_waiting(self) -> None:
        while self._waiting:
            calls, self._waiting = self._waiting, []
            error = await self._try(calls)
            if error is None:
                continue
            for call in calls:
                # One call that cannot be answered must not keep the others from being. But when the
                # database is away it is away for each of them.
                failure = error if is_away(error) or len(calls) == 1 else await self._try([call])
                if failure is not None and not call[1].done():
                    call[1].set_exception(failure)
        self._running = None

    async def _try(self, calls: Sequence[tuple[Asked, asyncio.Future[Given]]]) -> Exception | None:
        try:
            async with self._transaction() as session:
                answers = await self._answer(session, [asked for asked, _ in calls])
        except Exception as error:  # noqa: BLE001 - raised again to those who wait
            return error
        for (_, waiting), given in zip(calls, answers, strict=True):
            if not waiting.done():  # else whoever waited was cancelled
                waiting.set_result(given)
        return None
