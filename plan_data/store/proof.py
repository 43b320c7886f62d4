"""What can be proved of a duty: which message told whom of it when, what failed, what was answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.channel import Channel
from plan_data.duty_state import ReportStatus
from plan_data.store.duties import Duty
from plan_data.store.notices import NoticeKind
from plan_data.store.tables import (
    ChatRow,
    ConfirmationRow,
    DeliveryRow,
    DigestRow,
    ExtensionDecisionRow,
    ExtensionRequestRow,
    ExtensionRevocationRow,
    NoticeRow,
    OfficialRow,
    ProgressReportRow,
    SentMessageRow,
    SubscriptionRow,
)

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Told:
    """A message about the duty that Telegram took, with its number there, or a mail server without one.

    ``text`` is Telegram's HTML.

    ``stage`` is days before the deadline, negative after it, None for a message beside the daily digest,
    which ``notice`` names.
    """

    at: datetime
    recipient: str
    telegram_chat_id: int
    message_id: int | None
    text: str
    stage: int | None = None
    due_on: date | None = None
    notice: NoticeKind | None = None
    channel: Channel = Channel.TELEGRAM


@dataclass(frozen=True, slots=True)
class NotTold:
    """A reminder that did not arrive, and why."""

    on: date
    recipient: str
    stage: int
    state: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A chat that follows the unit and that Telegram delivers nothing to."""

    recipient: str
    since: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What an official said of the duty; ``words`` as they were typed, None for a button."""

    at: datetime
    official_name: str
    status: ReportStatus
    percent: int | None
    note: str | None
    document: str | None
    words: str | None
    taken_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on a report or, with ``until``, on a request for a later date.

    ``is_revocation`` when a date that had been granted was taken back.
    """

    at: datetime
    official_name: str
    is_positive: bool
    reason: str | None
    until: date | None
    is_revocation: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that is on record of a duty, each part oldest first."""

    duty: Duty
    told: Sequence[Told]
    not_told: Sequence[NotTold]
    unreachable: Sequence[Unreachable]
    answered: Sequence[Answered]
    decided: Sequence[Decided]


async def proofs_of(session: AsyncSession, duties: Sequence[Duty]) -> Sequence[Proof]:
    """What is on record of each of the duties, in the order given."""
    ids = {duty.id for duty in duties}
    told = _by_duty(await _digests(session, ids), await _notices(session, ids))
    not_told = _by_duty(await _failures(session, ids))
    unreachable = await _unreachable(session, {duty.unit_code for duty in duties})
    answered = _by_duty(await _answers(session, ids))
    decided = _by_duty(
        await _confirmations(session, ids), await _extensions(session, ids), await _revocations(session, ids)
    )
    return [
        Proof(
            duty,
            sorted(told.get(duty.id, ()), key=lambda each: each.at),
            sorted(not_told.get(duty.id, ()), key=lambda each: each.on),
            unreachable.get(duty.unit_code, ()),
            answered.get(duty.id, ()),
            sorted(decided.get(duty.id, ()), key=lambda each: each.at),
        )
        for duty in duties
    ]


def _by_duty(*found: Sequence[tuple[int, Entry]]) -> Mapping[int, Sequence[Entry]]:
    entries: dict[int, list[Entry]] = {}
    for part in found:
        for duty_id, entry in part:
            entries.setdefault(duty_id, []).append(entry)
    return entries


async def _digests(session: AsyncSession, ids: Collection[int]) -> Sequence[tuple[int, Told]]:
    rows = await session.execute(
        select(DeliveryRow, SentMessageRow, ChatRow, OfficialRow.name)
        .join(SentMessageRow, SentMessageRow.digest_id == DeliveryRow.digest_id)
        .join(ChatRow, ChatRow.id == DeliveryRow.chat_id)
        .outerjoin(OfficialRow, OfficialRow.id == ChatRow.official_id)
        .where(
            DeliveryRow.duty_id.in_(ids),
            DeliveryRow.state == "sent",
            SentMessageRow.state == "sent",
            or_(SentMessageRow.message_id.is_not(None), SentMessageRow.channel != Channel.TELEGRAM),
        )
    )
    return [
        (
            delivery.duty_id,
            Told(
                at=message.at,
                recipient=name or chat.title,
                telegram_chat_id=chat.telegram_chat_id,
                message_id=message.message_id,
                text=message.text,
                stage=delivery.stage,
                due_on=delivery.due_on,
                channel=Channel(message.channel),
            ),
        )
        for delivery, message, chat, name in rows
        # A long digest is several messages; only one of them names the duty.
        if delivery.duty_id in message.duty_ids
    ]


async def _notices(session: AsyncSession, ids: Collection[int]) -> Sequence[tuple[int, Told]]:
    rows = await session.execute(
        select(NoticeRow, ChatRow, OfficialRow.name)
        .join(ChatRow, ChatRow.id == NoticeRow.chat_id)
        .outerjoin(OfficialRow, OfficialRow.id == ChatRow.official_id)
        .where(
            NoticeRow.state == "sent",
            or_(NoticeRow.message_id.is_not(None), NoticeRow.channel != Channel.TELEGRAM),
        )
    )
    return [
        (
            duty_id,
            Told(
                at=notice.settled_at or notice.planned_at,
                recipient=name or chat.title,
                telegram_chat_id=chat.telegram_chat_id,
                message_id=notice.message_id,
                text=notice.text,
                notice=NoticeKind(notice.kind),
                channel=Channel(notice.channel),
            ),
        )
        for notice, chat, name in rows
        for duty_id in notice.duty_ids
        if duty_id in ids
    ]


async def _failures(session: AsyncSession, ids: Collection[int]) -> Sequence[tuple[int, NotTold]]:
    rows = await session.execute(
        select(DeliveryRow, DigestRow.digest_on, ChatRow.title, OfficialRow.name)
        .join(DigestRow, DigestRow.id == DeliveryRow.digest_id)
        .join(ChatRow, ChatRow.id == DeliveryRow.chat_id)
        .outerjoin(OfficialRow, OfficialRow.id == ChatRow.official_id)
        .where(DeliveryRow.duty_id.in_(ids), DeliveryRow.state.in_(("failed", "missed", "unknown")))
    )
    return [
        (delivery.duty_id, NotTold(on, name or title, delivery.stage, delivery.state, delivery.reason))
        for delivery, on, title, name in rows
    ]


async def _unreachable(session: AsyncSession, units: Collection[str]) -> Mapping[str, Sequence[Unreachable]]:
    rows = await session.execute(
        select(SubscriptionRow.unit_code, ChatRow, OfficialRow.name)
        .join(ChatRow, ChatRow.id == SubscriptionRow.chat_id)
        .outerjoin(OfficialRow, OfficialRow.id == ChatRow.official_id)
        .where(
            SubscriptionRow.unit_code.in_(units),
            SubscriptionRow.ended_at.is_(None),
            ChatRow.unreachable_at.is_not(None),
        )
        .order_by(ChatRow.id)
    )
    found: dict[str, list[Unreachable]] = {}
    for unit_code, chat, name in rows:
        if chat.unreachable_at is not None:
            lost = Unreachable(name or chat.title, chat.unreachable_at, chat.unreachable_reason)
            found.setdefault(unit_code, []).append(lost)
    return found


async def _answers(session: AsyncSession, ids: Collection[int]) -> Sequence[tuple[int, Answered]]:
    strike = aliased(ProgressReportRow)
    rows = await session.execute(
        select(ProgressReportRow, OfficialRow.name, strike.reported_at)
        .join(OfficialRow, OfficialRow.id == ProgressReportRow.official_id)
        .outerjoin(strike, strike.revokes_id == ProgressReportRow.id)
        .where(ProgressReportRow.duty_id.in_(ids), ProgressReportRow.revokes_id.is_(None))
        .order_by(ProgressReportRow.id)
    )
    return [
        (
            row.duty_id,
            Answered(
                row.reported_at,
                name,
                ReportStatus(row.status),
                row.percent,
                row.note,
                row.document,
                row.words,
                taken_back_at,
            ),
        )
        for row, name, taken_back_at in rows
    ]


async def _confirmations(session: AsyncSession, ids: Collection[int]) -> Sequence[tuple[int, Decided]]:
    rows = await session.execute(
        select(ConfirmationRow, OfficialRow.name)
        .join(OfficialRow, OfficialRow.id == ConfirmationRow.official_id)
        .where(ConfirmationRow.duty_id.in_(ids))
        .order_by(ConfirmationRow.id)
    )
    return [
        (row.duty_id, Decided(row.decided_at, name, row.is_confirmed, row.reason, None)) for row, name in rows
    ]


async def _extensions(session: AsyncSession, ids: Collection[int]) -> Sequence[tuple[int, Decided]]:
    rows = await session.execute(
        select(ExtensionRequestRow.duty_id, ExtensionRequestRow.until, ExtensionDecisionRow, OfficialRow.name)
        .join(ExtensionDecisionRow, ExtensionDecisionRow.request_id == ExtensionRequestRow.id)
        .join(OfficialRow, OfficialRow.id == ExtensionDecisionRow.official_id)
        .where(ExtensionRequestRow.duty_id.in_(ids))
        .order_by(ExtensionDecisionRow.id)
    )
    return [
        (duty_id, Decided(row.decided_at, name, row.is_granted, row.reason, until))
        for duty_id, until, row, name in rows
    ]


async def _revocations(session: AsyncSession, ids: Collection[int]) -> Sequence[tuple[int, Decided]]:
    rows = await session.execute(
        select(
            ExtensionRequestRow.duty_id, ExtensionRequestRow.until, ExtensionRevocationRow, OfficialRow.name
        )
        .join(ExtensionRevocationRow, ExtensionRevocationRow.request_id == ExtensionRequestRow.id)
        .join(OfficialRow, OfficialRow.id == ExtensionRevocationRow.official_id)
        .where(ExtensionRequestRow.duty_id.in_(ids))
        .order_by(ExtensionRevocationRow.id)
    )
    return [
        (
            duty_id,
            Decided(
                row.revoked_at, name, is_positive=False, reason=row.reason, until=until, is_revocation=True
            ),
        )
        for duty_id, until, row, name in rows
    ]
