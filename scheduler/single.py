"""On SQLite only one scheduler may run: a lock on a file beside the database, freed by the kernel."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plan_data.store.database import Database


class AlreadyRunningError(RuntimeError):
    """Another scheduler works on this SQLite file."""


@contextmanager
def only_scheduler(database: Database) -> Iterator[bool]:
    """Hold the place of the only scheduler; gives False on PostgreSQL, where several share the work.

    :raises AlreadyRunningError: another process holds it.
    """
    if not database.is_sqlite or not database.url.database:
        yield False
        return
    path = Path(f"{database.url.database}.scheduler.lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunningError(
                f"Another scheduler already works on {database.url.database}. SQLite takes one; "
                "for several use PostgreSQL."
            ) from None
        yield True
    finally:
        os.close(descriptor)
