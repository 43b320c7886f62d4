"""Updates pass through the inbox table, so that a crash loses none and none is handled twice.

python-telegram-bot confirms updates to Telegram before a handler runs. The queue here writes each update
down first; at the start what was written down and not handled is queued again.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot, Update
from telegram.error import NetworkError
from telegram.ext import BaseUpdateProcessor

from bot.flood import FloodGate, Pace, may_wait, person_who_writes
from plan_data.clock import Clock
from plan_data.log_context import in_log_context
from plan_data.store.database import Database, is_away
from plan_data.store.grouped_writes import GroupedWrites
from plan_data.store.inbox import (
    HandledUpdate,
    NewUpdate,
    WaitingUpdate,
    keep_update,
    keep_updates,
    mark_all_handled,
    mark_handled,
    waiting_updates,
)

log = logging.getLogger(__name__)

UPDATES_AT_ONCE = 64
MOST_ATTEMPTS = 5
RETRY_SECONDS = 1.0


@asynccontextmanager
async def handling(update_id: int) -> AsyncIterator[None]:
    """Name the update in every line that is logged for it, and log how long it took."""
    with in_log_context(update=update_id):
        started = asyncio.get_running_loop().time()
        yield
        log.info("Handled in %.3f s", asyncio.get_running_loop().time() - started)


class DurableQueue(asyncio.Queue[object]):
    """A queue that writes an update to the inbox before it takes it; known updates are dropped."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__()
        self._database = database
        self._clock = clock

    async def put(self, item: object) -> None:
        """Keep and queue an update.

        :raises NetworkError: the database cannot be written. Polling then asks Telegram for the same update
            again, a webhook answers 500 and Telegram repeats it; any other error would end polling.
        """
        if isinstance(item, Update):
            await self.put_all([item])
        else:
            await super().put(item)

    async def put_all(self, updates: Sequence[Update]) -> None:
        """Keep updates that came together, all or none, and queue them.

        :raises NetworkError: as for :meth:`put`.
        """
        try:
            async with self._database.writing() as session:
                new = await keep_updates(session, [_as_it_came(each) for each in updates], self._clock())
        except SQLAlchemyError as error:
            raise NetworkError(f"the inbox cannot be written: {type(error).__name__}") from None
        for update in updates:
            if update.update_id in new:
                await super().put(update)

    async def replay(self, bot: Bot) -> int:
        """Queue again what a crash left unhandled, oldest first; returns how many."""
        async with self._database.writing() as session:
            waiting = await waiting_updates(session)
        return await self.put_kept(waiting, bot)

    async def put_kept(self, waiting: Sequence[WaitingUpdate], bot: Bot) -> int:
        """Queue updates that are in the inbox already; returns how many.

        An update that was in hand at several crashes may be their cause: it is given up.
        """
        given_up = [kept for kept in waiting if kept.attempts > MOST_ATTEMPTS]
        if given_up:
            async with self._database.writing() as session:
                for kept in given_up:
                    log.error("Update %d was given up after %d attempts", kept.update_id, MOST_ATTEMPTS)
                    await mark_handled(session, kept.update_id, self._clock(), "given up")
        again = [kept for kept in waiting if kept.attempts <= MOST_ATTEMPTS]
        for kept in again:
            await super().put(Update.de_json(json.loads(kept.payload), bot))
        return len(again)


async def keep(session: AsyncSession, update: Update, now: datetime) -> bool:
    """Write an update down; False when it was known."""
    new = _as_it_came(update)
    return await keep_update(session, new.update_id, new.payload, now, new.chat_id)


def _as_it_came(update: Update) -> NewUpdate:
    chat = update.effective_chat
    return NewUpdate(update.update_id, update.to_json(), chat.id if chat else None)


class InboxProcessor(BaseUpdateProcessor):
    """Handles updates of one chat in their order, those of different chats side by side.

    An update is marked as handled after its handlers ran. When they failed because the database was away
    they run again, by ``handle_again``, until it is back. The error handler leaves what went wrong in
    ``failures``, by the update's number: python-telegram-bot raises it to nobody else.

    Who writes too fast is held back by ``gate``; ``refuse`` tells them.
    """

    def __init__(self, database: Database, clock: Clock, gate: FloodGate) -> None:
        super().__init__(UPDATES_AT_ONCE)
        self._handled = GroupedWrites(database, mark_all_handled)
        self._clock = clock
        self._gate = gate
        self._held_back: set[asyncio.Task[None]] = set()
        self._turns: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}
        self.failures: dict[int, BaseException] = {}
        self.handle_again: Callable[[Update], Awaitable[None]] | None = None
        self.refuse: Callable[[Update], Awaitable[None]] | None = None

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """What is held back stays in the inbox, for the next start."""
        for task in self._held_back:
            task.cancel()
        await asyncio.gather(*self._held_back, return_exceptions=True)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update):
            await coroutine
            return
        person = person_who_writes(update)
        if person is None:
            await self._in_turn(update, coroutine)
            return
        moment = asyncio.get_running_loop().time()
        admission = self._gate.admit(person, moment, may_wait=may_wait(update))
        if admission.pace is Pace.NOW:
            await self._in_turn(update, coroutine)
            return
        if isinstance(coroutine, Coroutine):
            coroutine.close()
        if admission.pace is Pace.LATER:
            # Outside of the places that all updates share: one person's hurry must not take them.
            task = asyncio.create_task(self._later(update, admission.wait_seconds))
            self._held_back.add(task)
            task.add_done_callback(self._held_back.discard)
            return
        if self.refuse is not None and (admission.pace is Pace.REFUSED or update.callback_query):
            await self._in_turn(update, self.refuse(update))
        else:
            await self._mark_handled(update.update_id)

    async def _later(self, update: Update, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if self.handle_again is not None:
            await self._in_turn(update, self.handle_again(update))

    async def _in_turn(self, update: Update, coroutine: Awaitable[Any]) -> None:
        key = update.effective_chat.id if update.effective_chat else 0
        turn = self._turns.setdefault(key, asyncio.Lock())
        self._waiting[key] = self._waiting.get(key, 0) + 1
        try:
            async with turn, handling(update.update_id):
                await coroutine
                while is_away(self.failures.get(update.update_id)) and self.handle_again:
                    del self.failures[update.update_id]
                    log.warning("The database is away, update %d waits", update.update_id)
                    await asyncio.sleep(RETRY_SECONDS)
                    await self.handle_again(update)
                await self._mark_handled(update.update_id)
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key], self._turns[key]

    async def _mark_handled(self, update_id: int) -> None:
        failure = self.failures.pop(update_id, None)
        handled = HandledUpdate(update_id, self._clock(), type(failure).__name__ if failure else None)
        while True:
            try:
                await self._handled.add(handled)
            except SQLAlchemyError:
                log.warning("The inbox cannot be written, trying again")
                await asyncio.sleep(RETRY_SECONDS)
            else:
                return
