"""Chats, what they follow, and the ledgers of what they are told."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from plan_data.channel import Channel
from plan_data.store.tables.base import Base, Identity


class ChatRow(Base):
    """Where reminders go: an official's private chat, or a group (and topic) of a unit."""

    __tablename__ = "chats"
    __table_args__ = (UniqueConstraint("telegram_chat_id", "thread_id"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    telegram_chat_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int] = mapped_column(BigInteger, server_default="0")
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str]
    official_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"), index=True)
    language: Mapped[str] = mapped_column(String(2))
    digest_minute: Mapped[int]
    paused_until: Mapped[date | None]
    unreachable_at: Mapped[datetime | None]
    unreachable_reason: Mapped[str | None]
    unreachable_told_at: Mapped[datetime | None]
    planned_on: Mapped[date | None] = mapped_column(index=True)


class SubscriptionRow(Base):
    """A chat follows a unit; in a group the official answers for that, who let it and may see the unit."""

    __tablename__ = "subscriptions"
    __table_args__ = (UniqueConstraint("chat_id", "unit_code"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    unit_code: Mapped[str] = mapped_column(ForeignKey("units.code"), index=True)
    official_id: Mapped[int | None] = mapped_column(ForeignKey("officials.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class DigestRow(Base):
    """All reminders of a chat for a day, and how far their sending has come.

    ``channel`` is the one that last took it up.
    """

    __tablename__ = "digests"
    __table_args__ = (
        UniqueConstraint("chat_id", "digest_on"),
        # Sending asks for what is open, most urgent first; what is settled must not slow it down.
        Index(
            "ix_digests_open",
            "urgency",
            "id",
            sqlite_where=text("state IN ('planned', 'sending', 'unknown')"),
            postgresql_where=text("state IN ('planned', 'sending', 'unknown')"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    digest_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    urgency: Mapped[int]
    planned_at: Mapped[datetime]
    not_before_at: Mapped[datetime]
    claimed_by: Mapped[str | None] = mapped_column(String(60))
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    settled_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    channel: Mapped[str] = mapped_column(String(20), server_default=Channel.TELEGRAM)


class DeliveryRow(Base):
    """The ledger: one reminder of one duty to one chat, announced once per stage, deadline and round.

    A new round begins when the chat has to hear of a stage again: a report was returned, a snooze ended, an
    acknowledgement grew old.
    """

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("chat_id", "duty_id", "stage", "due_on", "round"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    digest_id: Mapped[int | None] = mapped_column(ForeignKey("digests.id"), index=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), index=True)
    stage: Mapped[int]
    due_on: Mapped[date]
    round: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None]


class SentMessageRow(Base):
    """A message that a reply may answer: a part of a digest, or a numbered list; written before the call."""

    __tablename__ = "sent_messages"
    __table_args__ = (
        UniqueConstraint("digest_id", "part"),
        Index("ix_sent_messages_chat_id_message_id", "chat_id", "message_id"),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    digest_id: Mapped[int | None] = mapped_column(ForeignKey("digests.id"))
    part: Mapped[int | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(10))
    text: Mapped[str]
    duty_ids: Mapped[list[int]]
    first_number: Mapped[int]
    at: Mapped[datetime]
    channel: Mapped[str] = mapped_column(String(20), server_default=Channel.TELEGRAM)


class NoticeRow(Base):
    """A message of its own beside the daily digest: a nudge, an escalation, a moved date.

    ``key`` says what it is about, so that nobody gets the same twice; ``asked_by`` is who had it sent, None
    for the scheduler; ``channel`` is the one that last took it up.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("chat_id", "kind", "key"),
        Index(
            "ix_notices_open",
            "id",
            sqlite_where=text("state IN ('planned', 'sending')"),
            postgresql_where=text("state IN ('planned', 'sending')"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(120))
    text: Mapped[str]
    duty_ids: Mapped[list[int]]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    planned_at: Mapped[datetime]
    not_before_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(server_default="0")
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    settled_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    channel: Mapped[str] = mapped_column(String(20), server_default=Channel.TELEGRAM)


class SnoozeRow(Base):
    """A chat wants to hear of a duty again on ``until_on``, not before; the deadline stays where it is."""

    __tablename__ = "snoozes"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), index=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), index=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    until_on: Mapped[date]
    snoozed_at: Mapped[datetime]


class QueueNoticeRow(Base):
    """When a coordinator was last told of waiting reports, and last looked at them."""

    __tablename__ = "queue_notices"

    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), primary_key=True)
    told_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
