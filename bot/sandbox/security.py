"""Who may talk to the server: programs on this machine, and the page it serves itself; no other web site.

A browser on this machine could be made to ask us by a page from elsewhere: by a name that resolves to
127.0.0.1 (DNS rebinding; the Host header tells) or by a plain cross-site request (Origin and
Sec-Fetch-Site tell).
"""

from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
_REFUSAL = "The server answers only to programs on this machine and to its own page."
_NAVIGABLE = frozenset({"/", "/sandbox"})  # harmless pages that a link on another site may lead to
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def check_bind_address(host: str) -> None:
    """Raises ValueError for an address that others could reach."""
    if host not in LOOPBACK_NAMES:
        raise ValueError(
            f"The sandbox listens on this machine only (127.0.0.1, ::1 or localhost), not on {host!r}."
        )


def is_from_this_machine(request: web.Request) -> bool:
    """Whether the request names a loopback host and comes from no other web site."""
    headers = request.headers
    host = headers.get("Host", "")
    if not _is_loopback(host):
        return False
    origin = headers.get("Origin")
    if origin is not None and origin != f"http://{host}":
        return False
    site = headers.get("Sec-Fetch-Site")
    if site in {None, "same-origin", "none"}:
        return True
    return request.method == "GET" and request.path in _NAVIGABLE


def _is_loopback(host: str) -> bool:
    # The common case first: this runs for every message of a benchmark.
    if host.startswith("127.0.0.1:"):
        return host[10:].isdigit()
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK_NAMES
    except ValueError:
        return False


def refusal() -> web.Response:
    return web.json_response({"ok": False, "error_code": 403, "description": _REFUSAL}, status=403)
