"""Alembic's entry: an engine of its own, without the foreign-key pragma.

With the pragma on, SQLite's way to change a table (copy, drop, rename) deletes the rows of its children.
"""

from alembic import context
from sqlalchemy import create_engine, pool

from plan_data.store.tables import Base


def run() -> None:
    engine = create_engine(context.config.attributes["address"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            user_module_prefix="column_types.",
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
