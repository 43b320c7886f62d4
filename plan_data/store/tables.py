"""Tables and constraints; no behaviour, no clock."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

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


class UnitRow(Base):
    """A body that can be obliged; the code is the key, names may repeat."""

    __tablename__ = "units"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    display_name: Mapped[str]
    short_name: Mapped[str]
    kind: Mapped[str]
    level: Mapped[str]
    parent_code: Mapped[str | None] = mapped_column(String(40), index=True)
    aliases: Mapped[list[str]]
    other_codes: Mapped[list[str]]
    ended_on: Mapped[date | None]


class UnitChangeRow(Base):
    """Units that merge, split or take another name on a day; applied when the day has come."""

    __tablename__ = "unit_changes"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    effective_on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(10))
    from_codes: Mapped[list[str]]
    to_codes: Mapped[list[str]]
    name: Mapped[str | None]
    applied_at: Mapped[datetime | None]


class UnitClassRow(Base):
    """A name that stands for many units: those of a level, or those listed."""

    __tablename__ = "unit_classes"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    aliases: Mapped[list[str]]
    level: Mapped[str | None]
    members: Mapped[list[str]]


class PlanRow(Base):
    """A plan as it was last loaded; ``document`` is the whole of it, to compare with and to expand again."""

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str]
    document: Mapped[dict[str, Any]]
    loaded_at: Mapped[datetime]


class PlanVersionRow(Base):
    """Every form a plan was loaded in, to look back at and to return to."""

    __tablename__ = "plan_versions"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    document: Mapped[dict[str, Any]]
    loaded_at: Mapped[datetime]


class PlanChangeRow(Base):
    """What an amendment did to a duty, until those it concerns were told."""

    __tablename__ = "plan_changes"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    old_due_on: Mapped[date | None]
    new_due_on: Mapped[date | None]
    changed_at: Mapped[datetime]
    told_at: Mapped[datetime | None] = mapped_column(index=True)


class ObligationRow(Base):
    __tablename__ = "obligations"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    title: Mapped[str]
    sentence: Mapped[str]
    section: Mapped[str]
    phrase: Mapped[str | None]
    report_to: Mapped[list[str]]
    via: Mapped[str | None]
    confirm_by: Mapped[str | None]
    evidence_required: Mapped[bool]
    withdrawn_at: Mapped[datetime | None]


class DutyRow(Base):
    """One obligation for one unit and one due date."""

    __tablename__ = "duties"
    __table_args__ = (
        UniqueConstraint("obligation_id", "unit_code", "occurrence"),
        Index("ix_duties_unit_code_due_on", "unit_code", "due_on"),
        Index("ix_duties_code", "code"),
    )

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligations.id"))
    unit_code: Mapped[str] = mapped_column(ForeignKey("units.code"))
    occurrence: Mapped[int]
    code: Mapped[str] = mapped_column(String(50))
    role: Mapped[str] = mapped_column(String(20))
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    planned_due_on: Mapped[date | None]
    rule: Mapped[str | None]
    note: Mapped[str | None]
    state: Mapped[str] = mapped_column(String(20), server_default="open")
    percent: Mapped[int | None]
    state_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    times_returned: Mapped[int] = mapped_column(server_default="0")
    withdrawn_at: Mapped[datetime | None]


class OfficialRow(Base):
    """A person, known by the Telegram account."""

    __tablename__ = "officials"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    telegram_user_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    is_admin: Mapped[bool]
    joined_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class MembershipRow(Base):
    """An official acts for a unit in a role, from a moment on, perhaps until another.

    One who only stands in for somebody has the first and the last day; ``follows_since_at`` is when reminders
    began for those days.
    """

    __tablename__ = "memberships"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), index=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("units.code"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    granted_at: Mapped[datetime]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    starts_on: Mapped[date | None]
    until: Mapped[date | None]
    acting_for: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    follows_since_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class InvitationRow(Base):
    """A link that lets its bearer join, perhaps only for some days; only the hash of its code is kept."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    unit_code: Mapped[str] = mapped_column(ForeignKey("units.code"))
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    expires_at: Mapped[datetime]
    uses: Mapped[int]
    uses_left: Mapped[int]
    starts_on: Mapped[date | None]
    until: Mapped[date | None]
    acting_for: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    revoked_at: Mapped[datetime | None]


class InvitationUseRow(Base):
    """A person took one use of an invitation; a second time the link gives nothing."""

    __tablename__ = "invitation_uses"

    invitation_id: Mapped[int] = mapped_column(
        ForeignKey("invitations.id"), primary_key=True, autoincrement=False
    )
    telegram_user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    used_at: Mapped[datetime]


class HandoverRow(Base):
    """A link by which a successor takes over all that an official had; only the hash of its code is kept."""

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"), index=True)
    created_at: Mapped[datetime]
    created_by: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))


class AccessRequestRow(Base):
    """A stranger asks to act for a unit; an admin decides."""

    __tablename__ = "access_requests"

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    telegram_user_id: Mapped[int] = mapped_column(BigInteger, index=True)
    name: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    unit_code: Mapped[str] = mapped_column(ForeignKey("units.code"))
    role: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("officials.id"))
    granted: Mapped[bool | None]


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
    """A chat follows a unit."""

    __tablename__ = "subscriptions"
    __table_args__ = (UniqueConstraint("chat_id", "unit_code"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    unit_code: Mapped[str] = mapped_column(ForeignKey("units.code"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None]


class DigestRow(Base):
    """All reminders of a chat for a day, and how far their sending has come."""

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


class NoticeRow(Base):
    """A message of its own beside the daily digest: a nudge, an escalation, a coordinator's morning.

    ``key`` says what it is about, so that nobody gets the same twice; ``asked_by`` is who had it sent, None
    for the scheduler.
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


class CalendarDayRow(Base):
    """A decreed day off or working day; it wins over the published holidays."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    reason: Mapped[str]


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


class CalendarFeedRow(Base):
    """A private address at which an official's calendar program finds the deadlines; only a hash is kept."""

    __tablename__ = "calendar_feeds"

    official_id: Mapped[int] = mapped_column(
        ForeignKey("officials.id"), primary_key=True, autoincrement=False
    )
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]


class OutageRow(Base):
    """A process that shows no life, of which coordinators were told; gone when it is back."""

    __tablename__ = "outages"

    process: Mapped[str] = mapped_column(String(40), primary_key=True)
    noticed_at: Mapped[datetime]


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
