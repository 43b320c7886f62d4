"""/healthz and /readyz, for whoever restarts processes or shares requests among them."""

from datetime import datetime, timedelta

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.web.keys import CLOCK, DATABASE
from plan_data.store.condition import updates_in_hand
from plan_data.store.database import Database
from plan_data.store.heartbeats import Heartbeat, last_beat

FRESH_FOR = timedelta(minutes=2)
"""Twice the longest gap between two signs of life, which is a minute."""


async def healthz(_request: web.Request) -> web.Response:
    """This process answers; nothing else is asked, so that an outage elsewhere does not restart it."""
    return web.json_response({"status": "ok"})


async def readyz(request: web.Request) -> web.Response:
    """Whether messages of officials are taken and answered: 200, or 503 with what is wrong.

    A silent scheduler is told but is no reason to send people elsewhere: another bot has the same one.
    """
    try:
        checks = await _checks(request.app[DATABASE], request.app[CLOCK]())
    except SQLAlchemyError as error:
        checks = {"database": type(error).__name__}
    is_ready = checks["database"] == "ok"
    body = {"status": "ready" if is_ready else "not ready", **checks}
    return web.json_response(body, status=200 if is_ready else 503)


async def _checks(database: Database, now: datetime) -> dict[str, str]:
    async with database.reading() as session:
        waiting = await updates_in_hand(session)
        beats = {process: await last_beat(session, process) for process in ("bot", "scheduler")}
    checks = {"database": "ok", "updates_waiting": str(waiting.count)}
    for process, beat in beats.items():
        checks[process] = _life(beat, now)
    return checks


def _life(beat: Heartbeat | None, now: datetime) -> str:
    if beat is None:
        return "never seen"
    return "ok" if abs(now - beat.at) <= FRESH_FOR else f"silent since {beat.at.isoformat()}"
