"""What all tables share: names of constraints, column types, numbered keys."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase

from plan_data.store.column_types import Instant

# Telegram's ids exceed 32 bits; SQLite only numbers rows by itself in a plain INTEGER key.
Identity = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own declaration
        int: Integer,
        str: Text,
        datetime: Instant,
        date: Date,
        bool: Boolean,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[int]: JSON,
    }
