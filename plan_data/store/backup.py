"""Copies of an SQLite database that processes are working on, and the way back from one."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from plan_data.store.database import database_url
from plan_data.store.migrate import known_revisions, synchronous_url
from plan_data.store.tables import HeartbeatRow

ALIVE_FOR = timedelta(minutes=2)


class BackupError(RuntimeError):
    """No copy was made or put back; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was examined: whole, and of a version this program knows."""

    path: Path
    revision: str
    size: int


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL."""
    address = database_url(url)
    if address.get_backend_name() != "sqlite":
        return None
    return Path(address.database or "")


def dump_command(url: str, file: str) -> str:
    """The command that copies a PostgreSQL database; the password is to come from PGPASSWORD or ~/.pgpass."""
    return f"pg_dump --format=custom --file={file} --dbname={_without_password(database_url(url))}"


def restore_command(url: str, file: str) -> str:
    """The command that puts such a copy back in the place of what is there."""
    address = _without_password(database_url(url))
    return f"pg_restore --clean --if-exists --single-transaction --dbname={address} {file}"


def _without_password(url: URL) -> str:
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return bare.render_as_string()


def back_up(source: Path, target: Path) -> Copy:
    """Copy a database while it is in use, into a new file that only the owner may read.

    :raises BackupError: there is nothing to copy, the target exists, or the copy is not whole.
    """
    if not source.exists():
        raise BackupError(f"There is no database at {source}.")
    if target.exists():
        raise BackupError(f"{target} exists already; a copy never replaces another. Give a new name.")
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}.")
    with _beside(target) as unfinished:
        _copy(source, unfinished)
        copy = examine(unfinished)
        unfinished.replace(target)
    return Copy(target, copy.revision, copy.size)


def examine(file: Path) -> Copy:
    """Examine a copy.

    :raises BackupError: it is damaged, no database of this program, or of a later version of it.
    """
    if not file.is_file():
        raise BackupError(f"There is no file {file}.")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file} is no database of this program: {error}.") from None
    if verdict != "ok" or orphan is not None:
        raise BackupError(f"{file} is damaged: {verdict if orphan is None else f'orphans in {orphan[0]}'}.")
    if revision is None or revision[0] not in known_revisions():
        raise BackupError(f"{file} is of another version of this program ({revision and revision[0]}).")
    return Copy(file, revision[0], file.stat().st_size)


def restore(copy: Path, database: Path, now: datetime) -> Path | None:
    """Put a copy in the place of the database; what was there is kept beside it, under the name returned.

    None when there was nothing. If the copy is older than the program, ``migrate`` has to follow.

    :raises BackupError: a process works on the database, or the copy is not good.
    """
    examine(copy)
    database.parent.mkdir(parents=True, exist_ok=True)
    with _no_scheduler(database), _beside(database) as unfinished:
        if database.exists():
            _refuse_unless_broken(f"sqlite:///{database}", now)
        _copy(copy, unfinished)
        aside = _put_aside(database, now) if database.exists() else None
        unfinished.replace(database)
    return aside


def _put_aside(database: Path, now: datetime) -> Path:
    """Rename a database with the logs that belong to it; it may be too damaged to be copied."""
    aside = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%SZ}")
    for suffix in ("-wal", "-shm", ""):
        file = database.with_name(database.name + suffix)
        if file.exists():
            file.replace(aside.with_name(aside.name + suffix))
    return aside


def refuse_while_alive(url: str, now: datetime) -> None:
    """Refuse to go on while a process works on a database.

    :raises BackupError: one showed life in the last two minutes; the message names it.
    """
    engine = create_engine(synchronous_url(url))
    try:
        with engine.connect() as connection:
            beats = connection.execute(select(HeartbeatRow.process, HeartbeatRow.at)).all()
    finally:
        engine.dispose()
    alive = sorted({process.split(":")[0] for process, at in beats if abs(now - at) <= ALIVE_FOR})
    if alive:
        raise BackupError(
            f"Still at work: {', '.join(alive)}. Stop bot and scheduler, wait two minutes, and try again."
        )


def _refuse_unless_broken(url: str, now: datetime) -> None:
    """A database that is too damaged to be asked is just what one puts a copy in the place of."""
    with suppress(SQLAlchemyError):
        refuse_while_alive(url, now)


@contextmanager
def _no_scheduler(database: Path) -> Iterator[None]:
    """Keep schedulers from starting meanwhile; the kernel tells at once of one that runs."""
    descriptor = os.open(f"{database}.scheduler.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BackupError("Still at work: scheduler. Stop it and try again.") from None
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A private file in the same folder, to be renamed to ``target`` when it is complete."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    try:
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(source)) as reading,
            closing(sqlite3.connect(target)) as writing,
        ):
            # In one step, which sees one state and keeps nobody from writing (WAL): between two steps every
            # write of others would make the copy begin anew.
            reading.backup(writing)
            # One file, without a log beside it that could be forgotten.
            writing.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise BackupError(f"{source} cannot be copied: {error}.") from None
