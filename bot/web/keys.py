"""What the handlers of the web server find in its application."""

from zoneinfo import ZoneInfo

from aiohttp import web

from plan_data.clock import Clock
from plan_data.store.database import Database

DATABASE = web.AppKey("database", Database)
CLOCK: web.AppKey[Clock] = web.AppKey("clock")
ZONE = web.AppKey("zone", ZoneInfo)
