"""Units, plans, obligations and duties, and how they changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plan_data.store.tables.base import Base, Identity


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


class CalendarDayRow(Base):
    """A decreed day off or working day; it wins over the published holidays."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    reason: Mapped[str]
