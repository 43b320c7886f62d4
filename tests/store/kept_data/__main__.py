"""``python -m tests.store.kept_data``: keep the data of the newest revision, made by the program as it is."""

import asyncio
import json
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from plan_data.store.database import Database
from plan_data.store.migrate import schema_revision, upgrade
from plan_data.store.tables import Base
from tests.store.kept_data import Rows, kept_file
from tests.store.kept_data.story import play


async def _tell(url: str) -> Rows:
    database = Database(url)
    try:
        await play(database)
        async with database.reading() as session:
            return {
                table.name: [
                    dict(row)
                    for row in (
                        await session.execute(select(table).order_by(*table.primary_key.columns))
                    ).mappings()
                ]
                for table in Base.metadata.sorted_tables
            }
    finally:
        await database.close()


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be kept")


def main() -> int:
    """Write the file; 1 when it exists, or when a table is empty: its upgrade could not be tested."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'kept.sqlite3'}"
        upgrade(url)
        file = kept_file(schema_revision(url) or "")
        if file.exists():
            print(f"{file.name} is kept already; old data are never made anew.", file=sys.stderr)
            return 1
        rows = asyncio.run(_tell(url))
    if empty := [name for name, found in rows.items() if not found]:
        print(f"Nothing in {', '.join(empty)}: let something happen in story.py.", file=sys.stderr)
        return 1
    lines = [
        f"{json.dumps(name)}: [\n"
        + ",\n".join(json.dumps(row, default=_as_text, ensure_ascii=False) for row in found)
        + "\n]"
        for name, found in rows.items()
    ]
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{file.name}: {sum(map(len, rows.values()))} rows of {len(rows)} tables")
    return 0


if __name__ == "__main__":
    sys.exit(main())
