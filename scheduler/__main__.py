"""``python -m scheduler``: wires database, clock, pace, Telegram and APScheduler together."""

import asyncio
import logging
import os
import signal
import socket
import sys

from pydantic import ValidationError

from bot.logs import configure_logging
from bot.settings import BotSettings
from bot.telegram.bulk_bot import bulk_bot
from bot.telegram.callback_data import CallbackSigner
from bot.telegram.keyboards import reminder_keyboards
from bot.telegram.notifier import TelegramNotifier
from bot.texts.digest import digest_parts
from plan_data.settings import settings_sentences
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.store.migrate import SchemaOutdatedError, require_current_schema
from plan_data.store.reference import ReferenceCache
from scheduler.dispatch import Dispatcher, Identity
from scheduler.jobs import build_scheduler
from scheduler.pace import SHARE_OF_BULK, Pace
from scheduler.single import AlreadyRunningError, only_scheduler
from scheduler.tick import Ticker

log = logging.getLogger("scheduler")

EXIT_MISTAKE = 1
EXIT_REFUSED = 3
"""Telegram does not accept the token; starting again at once would change nothing."""


def main() -> int:
    """Run until SIGTERM or SIGINT; sends in flight are finished and recorded, then the exit code is 0."""
    configure_logging()
    try:
        settings = BotSettings()
        require_current_schema(settings.database_url)
        return asyncio.run(_run(settings))
    except ValidationError as error:
        print(settings_sentences(error), file=sys.stderr)
    except (SchemaOutdatedError, AlreadyRunningError, ValueError) as error:
        print(error, file=sys.stderr)
    return EXIT_MISTAKE


async def _run(settings: BotSettings) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    database = Database(settings.database_url)
    bot = bulk_bot(settings.token, api_url=settings.telegram_api_url, connections=settings.sends_in_flight)
    keyboards = reminder_keyboards(CallbackSigner.from_token(settings.token))
    try:
        with only_scheduler(database) as alone:
            time = SharedTime(database, settings.clock_start)
            await time.start()
            reference = ReferenceCache(database)
            async with TelegramNotifier(bot, keyboards) as notifier:
                dispatcher = Dispatcher(
                    database,
                    notifier=notifier,
                    render=digest_parts,
                    pace=Pace(settings.max_sends_per_second * SHARE_OF_BULK),
                    clock=time,
                    zone=settings.zone,
                    identity=Identity(f"{socket.gethostname()}:{os.getpid()}", alone=alone),
                    reference=reference,
                    in_flight=settings.sends_in_flight,
                )
                ticker = Ticker(database, dispatcher, time, settings.zone, reference)
                await run_until(stop, ticker, dispatcher, settings)
                return EXIT_REFUSED if dispatcher.was_refused else 0
    finally:
        await database.close()


async def run_until(
    stop: asyncio.Event, ticker: Ticker, dispatcher: Dispatcher, settings: BotSettings
) -> None:
    """Tick until ``stop`` is set or Telegram refuses the token; what is being sent then is finished."""
    running: set[asyncio.Task[object]] = set()

    async def tick() -> None:
        task = asyncio.current_task()
        if task is not None:
            running.add(task)
            task.add_done_callback(running.discard)
        try:
            await ticker.tick()
        except Exception:
            # The next tick tries again; the tables hold what is to be done.
            log.exception("A tick failed")
        if dispatcher.was_refused:
            stop.set()

    scheduler = build_scheduler(tick, seconds=settings.tick_seconds, zone=settings.zone)
    scheduler.start()
    log.info("The scheduler ticks every %d s", settings.tick_seconds)
    await stop.wait()
    dispatcher.stop()
    # APScheduler's own shutdown would cancel a tick in the middle of its sends.
    scheduler.pause()
    if running:
        await asyncio.wait(running)
    scheduler.shutdown(wait=False)
    await asyncio.sleep(0)


if __name__ == "__main__":
    sys.exit(main())
