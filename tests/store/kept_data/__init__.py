"""Data that earlier versions of the program left behind: one file for each revision of the tables.

A file is made once, by the program of its time (``python -m tests.store.kept_data``), and never again: what
an upgrade meets in the field is old data, not new data written into old tables.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection, Date, DateTime, MetaData, insert
from sqlalchemy.types import TypeEngine

Cell = str | int | float | bool | None | list[object] | dict[str, object]
Rows = Mapping[str, Sequence[Mapping[str, Cell]]]
"""By table its rows; days and instants as ISO text, instants in UTC."""

FOLDER = Path(__file__).parent


def kept_file(revision: str) -> Path:
    """Where the data of a revision are kept."""
    return FOLDER / f"{revision}.json"


def kept_rows(revision: str) -> Rows:
    """The data of a revision.

    :raises LookupError: none were kept; the message says how to make them.
    """
    file = kept_file(revision)
    if not file.exists():
        raise LookupError(
            f"No data of revision {revision} are kept: whether they survive an upgrade cannot be tested. "
            f"While it is the newest, run python -m tests.store.kept_data and commit {file.name}."
        )
    rows: Rows = json.loads(file.read_text(encoding="utf-8"))
    return rows


def put_back(connection: Connection, rows: Rows) -> None:
    """Insert kept rows into tables of their own revision, as those are, not as the program declares them."""
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        if of_table := rows.get(table.name):
            types = {column.name: column.type for column in table.columns}
            filled = [
                {name: _as_stored(cell, types[name], connection) for name, cell in row.items()}
                for row in of_table
            ]
            connection.execute(insert(table), filled)


def _as_stored(cell: Cell, kind: TypeEngine[object], connection: Connection) -> object:
    if isinstance(cell, str) and isinstance(kind, DateTime):
        moment = datetime.fromisoformat(cell)
        # SQLite keeps the wall clock of UTC and forgets the zone.
        return moment.astimezone(UTC).replace(tzinfo=None) if connection.dialect.name == "sqlite" else moment
    if isinstance(cell, str) and isinstance(kind, Date):
        return date.fromisoformat(cell)
    return cell
