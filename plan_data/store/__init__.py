"""The database both processes share: tables, migrations and every SQL statement.

Reads return frozen dataclasses, writes are functions named after what happens in the field. Each takes the
session of a transaction that the caller opened with :class:`Database`; none reads a clock.
"""
