"""What the handlers of the web server find in its application."""

from zoneinfo import ZoneInfo

from aiohttp import web

from plan_data.clock import Clock
from plan_data.store.database import Database
from plan_data.store.reference import ReferenceCache

DATABASE = web.AppKey("database", Database)
CLOCK: web.AppKey[Clock] = web.AppKey("clock")
REFERENCE = web.AppKey("reference", ReferenceCache)
ZONE = web.AppKey("zone", ZoneInfo)
