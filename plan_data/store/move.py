"""Moving a whole installation from one database to another, SQLite or PostgreSQL in either direction."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, select, text

from plan_data.store.migrate import require_current_schema, synchronous_url, upgrade
from plan_data.store.tables import Base

ROWS_AT_ONCE = 1000


class MoveError(RuntimeError):
    """Nothing was moved; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class MovedTable:
    name: str
    rows: int


def move(source_url: str, target_url: str) -> tuple[MovedTable, ...]:
    """Copy every row of every table, in one transaction, and count them on both sides.

    The target gets its tables first. Numbering goes on after the highest number that was moved.

    :raises MoveError: the target holds something already, or the counts differ; nothing is left in it then.
    :raises SchemaOutdatedError: the source is of another version of this program.
    """
    if synchronous_url(source_url) == synchronous_url(target_url):
        raise MoveError("--from and --to are the same database.")
    require_current_schema(source_url)
    upgrade(target_url)
    source, target = create_engine(synchronous_url(source_url)), create_engine(synchronous_url(target_url))
    try:
        with _snapshot(source) as reading, target.begin() as writing:
            _require_empty(writing)
            for table in _tables():
                _copy_table(reading, writing, table)
            continue_numbering(writing)
            return _counted(reading, writing)
    finally:
        source.dispose()
        target.dispose()


def _tables() -> Sequence[Table]:
    """All tables, those first that others refer to."""
    return Base.metadata.sorted_tables


def _snapshot(source: Engine) -> Connection:
    """A connection that sees one state of the source from the first statement to the last."""
    if source.dialect.name == "sqlite":
        connection = source.connect()
        # The driver itself would begin nothing before a SELECT.
        connection.exec_driver_sql("BEGIN")
        return connection
    return source.connect().execution_options(isolation_level="REPEATABLE READ")


def _require_empty(target: Connection) -> None:
    for table in _tables():
        if _count(target, table):
            raise MoveError(
                f"The target is not empty: there are rows in {table.name}. Give a new, empty database."
            )


def _copy_table(source: Connection, target: Connection, table: Table) -> None:
    # In the order of their numbers: a row may refer to an earlier one of its own table.
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=ROWS_AT_ONCE)
    for rows in source.execute(query).mappings().partitions():
        target.execute(insert(table), [dict(row) for row in rows])


def continue_numbering(target: Connection) -> None:
    """Let the next row of each table get a number after those that rows were inserted with.

    PostgreSQL's sequences have not heard of them; SQLite needs nothing.
    """
    if target.dialect.name != "postgresql":
        return
    for table in _tables():
        column = table.autoincrement_column
        if column is None:
            continue
        sequence = target.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
        highest = target.scalar(select(func.max(column)))
        if sequence is not None and highest is not None:
            target.execute(
                text("SELECT setval(CAST(:sequence AS regclass), :highest)"),
                {"sequence": sequence, "highest": highest},
            )


def _counted(source: Connection, target: Connection) -> tuple[MovedTable, ...]:
    moved = []
    for table in _tables():
        there, here = _count(source, table), _count(target, table)
        if there != here:
            raise MoveError(f"{table.name}: {there} rows in the source, {here} in the target.")
        moved.append(MovedTable(table.name, here))
    return tuple(moved)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0
