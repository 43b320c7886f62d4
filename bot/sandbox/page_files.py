"""The chat page: files of this package, served as they are."""

from collections.abc import Awaitable, Callable
from importlib.resources import files

from aiohttp import web

_SCRIPTS = ("api", "chat", "composer", "dom", "log", "message", "people", "store", "text")
_PAGE = {
    "/": ("index.html", "text/html"),
    "/favicon.ico": ("icon.svg", "image/svg+xml"),
    "/page/chat.css": ("chat.css", "text/css"),
    **{f"/page/{script}.js": (f"{script}.js", "text/javascript") for script in _SCRIPTS},
}


def add_page_routes(app: web.Application) -> None:
    """Serve the page at ``/``."""
    folder = files("bot.sandbox").joinpath("page")
    for path, (name, content_type) in _PAGE.items():
        app.router.add_get(path, _serve(folder.joinpath(name).read_bytes(), content_type))


def _serve(content: bytes, content_type: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(_: web.Request) -> web.Response:
        return web.Response(body=content, content_type=content_type, charset="utf-8")

    return handler
