"""What was reported, confirmed, proved and asked for; rows are added, never changed."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plan_data.store.tables.base import Base, Identity


class ProgressReportRow(Base):
    """What an official said of a duty; rows are added, never changed.

    ``source_message_id`` is the message it was said in, ``list_message_id`` the one of ours it answered, both
    as Telegram numbers them in the chat ``source_chat_id``. A row with ``revokes_id`` strikes out another.
    """

    __tablename__ = "progress_reports"
    __table_args__ = (
        UniqueConstraint("source_update_id", "duty_id"),
        Index("ix_progress_reports_source", "source_chat_id", "source_message_id"),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), index=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    status: Mapped[str] = mapped_column(String(20))
    percent: Mapped[int | None]
    note: Mapped[str | None]
    document: Mapped[str | None]
    document_on: Mapped[date | None]
    until: Mapped[date | None]
    words: Mapped[str | None]
    revokes_id: Mapped[int | None] = mapped_column(ForeignKey("progress_reports.id"), unique=True)
    source_update_id: Mapped[int | None] = mapped_column(BigInteger)
    source_chat_id: Mapped[int | None] = mapped_column(BigInteger)
    source_message_id: Mapped[int | None] = mapped_column(BigInteger)
    list_message_id: Mapped[int | None] = mapped_column(BigInteger)
    reported_at: Mapped[datetime]


class ConfirmationRow(Base):
    """A coordinator confirmed a report of completion or returned it; rows are added, never changed."""

    __tablename__ = "confirmations"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), index=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("progress_reports.id"), index=True)
    is_confirmed: Mapped[bool]
    reason: Mapped[str | None]
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    decided_at: Mapped[datetime]


class EvidenceRow(Base):
    """A file that shows what was done; its bytes lie on disk under their hash."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("source_chat_id", "source_message_id"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("progress_reports.id"))
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    media_type: Mapped[str]
    name: Mapped[str]
    source_chat_id: Mapped[int] = mapped_column(BigInteger)
    source_message_id: Mapped[int] = mapped_column(BigInteger)
    album: Mapped[str | None]
    received_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class ExtensionRequestRow(Base):
    """A report that asks for a later date; it stands as long as the report does."""

    __tablename__ = "extension_requests"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), index=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("progress_reports.id"), unique=True)
    from_on: Mapped[date]
    until: Mapped[date]
    is_late: Mapped[bool]


class ExtensionDecisionRow(Base):
    """A request for a later date was granted or denied, once."""

    __tablename__ = "extension_decisions"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("extension_requests.id"), unique=True)
    is_granted: Mapped[bool]
    reason: Mapped[str | None]
    document: Mapped[str | None]
    document_on: Mapped[date | None]
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    decided_at: Mapped[datetime]


class ExtensionRevocationRow(Base):
    """A later date that was granted was taken back, once; the grant stays on record."""

    __tablename__ = "extension_revocations"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("extension_requests.id"), unique=True)
    reason: Mapped[str]
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    revoked_at: Mapped[datetime]


class AuditRow(Base):
    """Who did what, in a chain of hashes; the database itself refuses to change or delete a row.

    ``before`` and ``after`` are JSON as text: the hash is of exactly what stands there.
    """

    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
