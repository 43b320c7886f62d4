"""Running the bot: what answers people, the watch over the scheduler, and the web server if wanted."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.composition import answering_bot, services_of
from bot.outage_alert import watch_over
from bot.serve import serve
from bot.settings import BotSettings
from bot.web.server import web_application, web_server
from bot.web.webhook import Webhook
from plan_data.long_running import keep_what_is_loaded
from plan_data.process_name import unique_name
from plan_data.shared_time import SharedTime
from plan_data.store.database import Database
from plan_data.watch import watching

DEFAULT_WEB_PORT = 8080


async def run_bot(settings: BotSettings) -> None:
    """Answer people until SIGTERM or SIGINT; updates in hand are finished.

    :raises RefusedError: Telegram does not accept the token.
    """
    stop = _stop_on_signals()
    async with _shared(settings) as (database, time), AsyncExitStack() as beside:
        bot = answering_bot(settings)
        webhook = _webhook(settings, database, time)
        if settings.web_port is not None:
            application = web_application(database, time, settings.zone, webhook)
            await beside.enter_async_context(web_server(application, settings.web_host, settings.web_port))
        watch = watch_over("scheduler", database, bot, settings, time)
        await beside.enter_async_context(watching(watch, stop))
        services = services_of(settings, database, time)
        # The calendar reads the holidays when it is first asked, for as long as twenty answers take.
        (await services.reference.get(time())).calendar.is_working_day(time().date())
        keep_what_is_loaded()
        await serve(bot, services, stop, webhook.work if webhook is not None else None)


async def run_web(settings: BotSettings) -> None:
    """Only the web server, without updates of Telegram, until SIGTERM or SIGINT."""
    stop = _stop_on_signals()
    port = DEFAULT_WEB_PORT if settings.web_port is None else settings.web_port
    async with _shared(settings) as (database, time):
        application = web_application(database, time, settings.zone)
        async with web_server(application, settings.web_host, port):
            await stop.wait()


def _webhook(settings: BotSettings, database: Database, time: SharedTime) -> Webhook | None:
    if settings.webhook_url is None or settings.webhook_secret is None:
        return None
    return Webhook(
        database,
        time,
        url=settings.webhook_url,
        secret=settings.webhook_secret.get_secret_value(),
        owner=unique_name(),
    )


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


@asynccontextmanager
async def _shared(settings: BotSettings) -> AsyncIterator[tuple[Database, SharedTime]]:
    database = Database(settings.database_url)
    try:
        time = SharedTime(database, settings.clock_start)
        await time.start()
        yield database, time
    finally:
        await database.close()
