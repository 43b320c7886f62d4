"""The bot process: long polling that cannot live on deaf, with a clean start and end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.application import ALLOWED_UPDATES, build_application, set_menus
from bot.inbox import DurableQueue
from bot.turn import Services
from plan_data.store.heartbeats import beat
from plan_data.store.inbox import forget_handled

log = logging.getLogger(__name__)

POLL_SECONDS = 25
ANSWER_SECONDS = 10
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
BEAT_SECONDS = 30
PROCESS = "bot"

Result = TypeVar("Result")


class RefusedError(RuntimeError):
    """Telegram does not accept the token; no waiting will change that."""


Receive = Callable[[ExtBot[None], DurableQueue, asyncio.Event], Awaitable[None]]
"""How updates come in: it fills the queue until the event is set."""


async def serve(
    bot: ExtBot[None], services: Services, stop: asyncio.Event, receive: Receive | None = None
) -> None:
    """Answer updates until ``stop`` is set; updates in hand are finished.

    They are asked for, unless ``receive`` gets them otherwise.

    :raises RefusedError: the token is wrong, at the start or, once it was revoked, later.
    """
    queue = DurableQueue(services.database, services.time)
    application = build_application(bot, services, queue)
    try:
        await application.initialize()
    except InvalidToken:
        raise RefusedError("Telegram does not accept TELEGRAM_BOT_TOKEN") from None
    await application.start()
    log.info("The bot @%s listens", bot.username)
    beating = asyncio.create_task(_beat(services, stop), name="heartbeat")
    try:
        await (receive or receive_by_polling)(bot, queue, stop)
    finally:
        stop.set()
        await beating
        # Once it is told to stop, the application would not wait for those that it takes from the queue then.
        await queue.join()
        await application.stop()
        await application.shutdown()


async def receive_by_polling(bot: ExtBot[None], queue: DurableQueue, stop: asyncio.Event) -> None:
    """Handle first what a crash left unhandled, then what Telegram has.

    :raises RefusedError: Telegram no longer accepts the token.
    """
    again = await queue.replay(bot)
    if again:
        log.warning("%d updates were left unhandled and are handled now", again)
    await poll(bot, queue, stop)


async def poll(bot: ExtBot[None], queue: DurableQueue, stop: asyncio.Event) -> None:
    """Ask for updates until ``stop`` is set; each is in the inbox before the next request confirms it.

    python-telegram-bot's own loop ends silently when the token is refused and leaves the process alive and
    deaf. This one raises.

    :raises RefusedError: Telegram no longer accepts the token.
    """
    offset: int | None = None
    pause = FIRST_PAUSE_SECONDS
    has_menus = False
    while not stop.is_set():
        try:
            if not has_menus:
                # A webhook left from elsewhere would keep updates from us (Bot API, getUpdates).
                await bot.delete_webhook()
                await set_menus(bot)
                has_menus = True
            asking = bot.get_updates(
                offset=offset,
                timeout=POLL_SECONDS,
                read_timeout=POLL_SECONDS + ANSWER_SECONDS,
                allowed_updates=ALLOWED_UPDATES,
            )
            # Only the waiting is cut short; what was received is written down.
            updates = await _unless_stopped(asking, stop) or ()
            if updates:
                await queue.put_all(updates)
                offset = updates[-1].update_id + 1
            pause = FIRST_PAUSE_SECONDS
        except InvalidToken:
            raise RefusedError("Telegram no longer accepts TELEGRAM_BOT_TOKEN") from None
        except TelegramError as error:
            if isinstance(error, Conflict):
                log.error("Another process polls with the same token; each update reaches only one of us")
            else:
                log.warning("No updates, trying again: %s", error.message or type(error).__name__)
            await _wait(stop, _pause(error, pause))
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def _pause(error: TelegramError, pause: float) -> float:
    """Seconds to wait after a failed request: what Telegram asks for, else ever longer."""
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return float(after) if isinstance(after, int) else after.total_seconds()
    return pause


async def _unless_stopped(request: Coroutine[Any, Any, Result], stop: asyncio.Event) -> Result | None:
    """The result of a request, None when ``stop`` was set first."""
    asking, stopping = asyncio.create_task(request), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return asking.result() if asking.done() else None
    finally:
        for task in (asking, stopping):
            task.cancel()
        await asyncio.gather(asking, stopping, return_exceptions=True)


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    """Sleep, but no longer than until ``stop`` is set."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()


async def _beat(services: Services, stop: asyncio.Event) -> None:
    """Show that the process lives, and forget messages handled long ago."""
    while not stop.is_set():
        with suppress(SQLAlchemyError):
            now = await services.time.refresh()
            async with services.database.writing() as session:
                await beat(session, PROCESS, now, {})
                await forget_handled(session, now - services.keep_messages)
        await _wait(stop, BEAT_SECONDS)
