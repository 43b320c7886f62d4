"""Officials, what they may do for which unit, and how they came in."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plan_data.store.tables.base import Base, Identity


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


class CalendarFeedRow(Base):
    """A private address at which an official's calendar program finds the deadlines; only a hash is kept."""

    __tablename__ = "calendar_feeds"

    official_id: Mapped[int] = mapped_column(
        ForeignKey("officials.id"), primary_key=True, autoincrement=False
    )
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]


class FallbackAddressRow(Base):
    """Where an official is reached when Telegram does not; confirmed by a code that was sent there.

    ``failed_at`` is when the address turned out to lead to nobody; it is not used any more then.
    """

    __tablename__ = "fallback_addresses"

    official_id: Mapped[int] = mapped_column(
        ForeignKey("officials.id"), primary_key=True, autoincrement=False
    )
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str]
    confirmed_at: Mapped[datetime]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str | None]


class FallbackCodeRow(Base):
    """A code sent to an address that an official named; only its hash is kept, and only for a day."""

    __tablename__ = "fallback_codes"
    __table_args__ = (UniqueConstraint("official_id", "code_hash"),)

    id: Mapped[int] = mapped_column(Identity, primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("officials.id"))
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str]
    code_hash: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime] = mapped_column(index=True)
    wrong_tries: Mapped[int] = mapped_column(server_default="0")
    used_at: Mapped[datetime | None]
