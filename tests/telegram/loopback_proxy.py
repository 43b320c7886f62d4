"""An HTTP proxy on loopback that wants a password and leads to one server, whatever name is asked for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

AUTHORIZED = b"proxy-authorization: basic dxnlcjp3b3jk"
"""user:word, in lower case."""


@dataclass(slots=True)
class LoopbackProxy:
    """``asked_for`` are the first lines of connections; ``url`` has no password."""

    server: str
    url: str = ""
    asked_for: list[str] = field(default_factory=list)

    @property
    def url_with_password(self) -> str:
        return self.url.replace("//", "//user:word@")

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: forward it to the server when the password is right."""
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            self.asked_for.append(head.split(b"\r\n")[0].decode())
            if AUTHORIZED in head.lower():
                await self._forward(head, reader, writer)
            else:
                writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def _forward(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = urlsplit(self.server)
        back, there = await asyncio.open_connection(target.hostname, target.port)
        if head.startswith(b"CONNECT"):
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            method, address, rest = head.split(b" ", 2)
            there.write(b" ".join([method, urlsplit(address).path or b"/", rest]))
        try:
            await asyncio.gather(_pour(reader, there), _pour(back, writer))
        finally:
            there.close()


async def _pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        sink.write(data)
        await sink.drain()
    with suppress(OSError):
        sink.close()


@asynccontextmanager
async def loopback_proxy(server_url: str) -> AsyncIterator[LoopbackProxy]:
    """A proxy in front of the server at this address."""
    proxy = LoopbackProxy(server_url)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    proxy.url = f"http://{host}:{port}"
    try:
        yield proxy
    finally:
        server.close()
