"""What coordinators and leaders are told of: silence, new reports, units that nobody follows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.duty_state import ReportStatus
from plan_data.store.fallback import is_reached
from plan_data.store.notices import NoticeKind
from plan_data.store.officials import Role, holds, is_an_admin
from plan_data.store.tables import (
    ChatRow,
    DutyRow,
    MembershipRow,
    NoticeRow,
    ObligationRow,
    OfficialRow,
    ProgressReportRow,
    SubscriptionRow,
    UnitRow,
)


@dataclass(frozen=True, slots=True)
class OfficialChat:
    """The private chat of an official who has a role for units; ``units`` is None for the whole plan.

    ``digest_minute`` is the minute of the day, in the plan's zone, from which they want to be written to.
    """

    chat_id: int
    official_name: str
    language: str
    digest_minute: int
    paused_until: date | None
    units: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Escalated:
    """A duty was brought before a chat at a level."""

    chat_id: int
    duty_id: int
    level: int
    at: datetime


@dataclass(frozen=True, slots=True)
class NewWord:
    """Something a unit reported lately."""

    unit_name: str
    code: str
    title: str
    status: ReportStatus
    percent: int | None
    note: str | None
    reported_at: datetime


class Reach(StrEnum):
    """Why nobody of a unit can be reached."""

    NEVER_JOINED = "never_joined"
    LEFT = "left"
    LOST = "lost"


async def leader_chats(
    session: AsyncSession, today: date, *, with_fallback: bool = False
) -> Sequence[OfficialChat]:
    """The reachable private chats of units' leaders, with the units they lead."""
    rows = await _chats_of(session, (Role.LEADER,), today, with_fallback=with_fallback)
    units: dict[int, set[str]] = {}
    chats: dict[int, tuple[ChatRow, str]] = {}
    for chat, name, unit_code in rows:
        chats[chat.id] = (chat, name)
        units.setdefault(chat.id, set()).add(unit_code)
    return [_official_chat(chat, name, frozenset(units[chat.id])) for chat, name in chats.values()]


async def coordinator_chats(
    session: AsyncSession, today: date, *, with_fallback: bool = False
) -> Sequence[OfficialChat]:
    """The reachable private chats of those who steer the plan; of administrators where there are none."""
    rows = await _chats_of(session, (Role.COORDINATOR,), today, with_fallback=with_fallback)
    if not rows:
        admins = await session.execute(
            select(ChatRow, OfficialRow.name)
            .join(OfficialRow, OfficialRow.id == ChatRow.official_id)
            .where(
                is_an_admin(),
                ChatRow.kind == "private",
                is_reached(with_fallback=with_fallback),
            )
            .order_by(ChatRow.id)
        )
        return [_official_chat(chat, name, None) for chat, name in admins]
    return [_official_chat(chat, name, None) for chat, name in {row[0].id: row[:2] for row in rows}.values()]


async def _chats_of(
    session: AsyncSession, roles: Collection[Role], today: date, *, with_fallback: bool
) -> Sequence[tuple[ChatRow, str, str]]:
    rows = await session.execute(
        select(ChatRow, OfficialRow.name, MembershipRow.unit_code)
        .join(OfficialRow, OfficialRow.id == ChatRow.official_id)
        .join(MembershipRow, MembershipRow.official_id == OfficialRow.id)
        .where(
            OfficialRow.removed_at.is_(None),
            ChatRow.kind == "private",
            is_reached(with_fallback=with_fallback),
            MembershipRow.role.in_(roles),
            holds(today),
        )
        .order_by(ChatRow.id, MembershipRow.id)
    )
    return [(chat, name, unit_code) for chat, name, unit_code in rows]


def _official_chat(chat: ChatRow, name: str, units: frozenset[str] | None) -> OfficialChat:
    return OfficialChat(chat.id, name, chat.language, chat.digest_minute, chat.paused_until, units)


async def escalated_since(session: AsyncSession, since: datetime) -> Sequence[Escalated]:
    """Which duties were brought before which chats since a moment; a notice's key begins with its level."""
    rows = await session.execute(
        select(NoticeRow.chat_id, NoticeRow.key, NoticeRow.duty_ids, NoticeRow.planned_at).where(
            NoticeRow.kind == NoticeKind.ESCALATION,
            NoticeRow.planned_at >= since,
            NoticeRow.state.not_in(("failed", "missed")),
        )
    )
    return [
        Escalated(chat_id, duty_id, int(key.split(":", 1)[0]), at)
        for chat_id, key, duty_ids, at in rows
        for duty_id in duty_ids
    ]


async def words_since(session: AsyncSession, since: datetime) -> Sequence[NewWord]:
    """What units reported since a moment and did not take back, oldest first."""
    strike = aliased(ProgressReportRow)
    rows = await session.execute(
        select(ProgressReportRow, DutyRow.code, ObligationRow.title, UnitRow.display_name)
        .join(DutyRow, DutyRow.id == ProgressReportRow.duty_id)
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .join(UnitRow, UnitRow.code == DutyRow.unit_code)
        .outerjoin(strike, strike.revokes_id == ProgressReportRow.id)
        .where(
            ProgressReportRow.reported_at >= since,
            ProgressReportRow.revokes_id.is_(None),
            strike.id.is_(None),
        )
        .order_by(ProgressReportRow.id)
    )
    return [
        NewWord(unit, code, title, ReportStatus(row.status), row.percent, row.note, row.reported_at)
        for row, code, title, unit in rows
    ]


async def unreached(session: AsyncSession, units: Collection[str]) -> Mapping[str, Reach]:
    """Those of the units that nobody reachable follows, and why."""
    rows = await session.execute(
        select(
            SubscriptionRow.unit_code,
            SubscriptionRow.ended_at,
            ChatRow.unreachable_at,
            or_(OfficialRow.id.is_(None), OfficialRow.removed_at.is_(None)),
        )
        .join(ChatRow, ChatRow.id == SubscriptionRow.chat_id)
        .outerjoin(OfficialRow, OfficialRow.id == ChatRow.official_id)
        .where(SubscriptionRow.unit_code.in_(units))
    )
    reached: set[str] = set()
    reasons: dict[str, Reach] = {}
    for unit_code, ended_at, unreachable_at, is_there in rows:
        if ended_at is None and unreachable_at is None and is_there:
            reached.add(unit_code)
        elif ended_at is None:
            reasons[unit_code] = Reach.LOST
        else:
            reasons.setdefault(unit_code, Reach.LEFT)
    return {unit: reasons.get(unit, Reach.NEVER_JOINED) for unit in units if unit not in reached}
