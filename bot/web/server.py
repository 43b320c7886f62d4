"""Routes of the web server, and its life."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.web.calendar_feed import PATH, calendar_feed
from bot.web.keys import CLOCK, DATABASE, REFERENCE, ZONE
from bot.web.metrics import metrics
from bot.web.probes import healthz, readyz
from bot.web.webhook import Webhook
from plan_data.clock import Clock
from plan_data.store.database import Database
from plan_data.store.reference import ReferenceCache

log = logging.getLogger(__name__)

LARGEST_REQUEST_BYTES = 1024 * 1024
"""Updates are a few kilobytes."""


def web_application(
    database: Database, clock: Clock, zone: ZoneInfo, webhook: Webhook | None = None
) -> web.Application:
    """The application; ``webhook`` takes updates of Telegram at its own path."""
    application = web.Application(client_max_size=LARGEST_REQUEST_BYTES)
    application[DATABASE], application[CLOCK], application[ZONE] = database, clock, zone
    application[REFERENCE] = ReferenceCache(database)
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/readyz", readyz)
    application.router.add_get("/metrics", metrics)
    application.router.add_get(PATH, calendar_feed)
    if webhook is not None:
        application.router.add_post(webhook.path, webhook.receive)
    return application


@asynccontextmanager
async def web_server(application: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve for the time of the block; gives the port, which was chosen freely for port 0."""
    # Its own access log would hold the secret addresses of calendars.
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=5.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        bound: int = runner.addresses[0][1]
        log.info("The web server listens on %s:%d", host, bound)
        yield bound
    finally:
        await runner.cleanup()
