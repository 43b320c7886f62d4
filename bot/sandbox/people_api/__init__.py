"""The people's side over HTTP, under ``/sandbox``: what one can do on a phone, and a few tools around it.

``GET /sandbox`` lists every endpoint; its texts are the docstrings of the functions that answer.
"""

import inspect

from aiohttp import web

from bot.sandbox.people_api import chat_endpoints, group_endpoints, people_endpoints, tool_endpoints
from bot.sandbox.people_api.answering import Endpoint, Stage, answering
from bot.sandbox.wire import Json

__all__ = ["Stage", "add_people_routes"]


def add_people_routes(app: web.Application, stage: Stage) -> None:
    """Every endpoint of the people's side."""
    endpoints: list[Endpoint] = [
        *people_endpoints.ENDPOINTS,
        *chat_endpoints.ENDPOINTS,
        *group_endpoints.ENDPOINTS,
        *tool_endpoints.ENDPOINTS,
    ]
    listed: list[Json] = [
        {"method": method, "path": path, "does": inspect.getdoc(handler) or ""}
        for method, path, handler in endpoints
    ]

    async def index(stage: Stage, _: web.Request) -> Json:
        """This list."""
        return {
            "bot": stage.state.bot.me(),
            "bot_api": "/bot<token>/<method> and /file/bot<token>/<file_path>, as in the Bot API",
            "bodies": "JSON; files as multipart/form-data. A refusal is an object with error, a sentence.",
            "endpoints": listed,
        }

    for method, path, handler in [("GET", "/sandbox", index), *endpoints]:
        app.router.add_route(method, path, answering(stage, handler))
