"""What the processes keep for themselves and for each other."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from plan_data.store.tables.base import Base


class InboxRow(Base):
    """An update of Telegram, kept from before it is acknowledged until it is handled.

    Where several bots share the work, the one that handles it is ``claimed_by``, up to ``claimed_until``.
    ``chat_id`` is Telegram's number: updates of one chat are handled in their order.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_waiting",
            "update_id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
    )

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    payload: Mapped[str]
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    failure: Mapped[str | None]
    chat_id: Mapped[int | None] = mapped_column(BigInteger)
    claimed_by: Mapped[str | None] = mapped_column(String(60))
    claimed_until: Mapped[datetime | None]


class QuestionRow(Base):
    """What the bot asked a person in a chat and waits to be answered in the next message."""

    __tablename__ = "questions"

    telegram_chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    telegram_user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(30))
    details: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]


class SharedClockRow(Base):
    """How far the processes' clock runs ahead of the machine's; only where a clock start was set."""

    __tablename__ = "shared_clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    offset_seconds: Mapped[int] = mapped_column(BigInteger)
    wanted: Mapped[str | None]


class HeartbeatRow(Base):
    """When a process last showed that it works."""

    __tablename__ = "heartbeats"

    process: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    details: Mapped[dict[str, Any]]


class OutageRow(Base):
    """A process that shows no life, of which coordinators were told, or a channel that takes nothing.

    Gone when it is back.
    """

    __tablename__ = "outages"

    process: Mapped[str] = mapped_column(String(40), primary_key=True)
    noticed_at: Mapped[datetime]
