"""Where officials are reached when Telegram does not reach them: named, confirmed by a code, taken back.

An address counts only once the code that was sent there was typed in the chat. So nobody can have somebody
else's mailbox written to, but for the few codes that the limits allow.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from plan_data.channel import Channel, FallbackAddress
from plan_data.store.audit import note
from plan_data.store.dialect import insert_or
from plan_data.store.outages import telegram_is_away
from plan_data.store.tables import ChatRow, FallbackAddressRow, FallbackCodeRow

CODES_A_DAY = 3
"""To one address, and for one official."""
CODE_LIFE = timedelta(hours=1)
MOST_WRONG_TRIES = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fallback:
    """An official's confirmed address; ``failed_at`` is when it turned out to lead to nobody."""

    address: FallbackAddress
    confirmed_at: datetime
    failed_at: datetime | None


class CodeCheck(Enum):
    """What became of a code that was typed."""

    RIGHT = auto()
    WRONG = auto()
    OVER = auto()
    """Too old, or tried too often: a new one is needed."""


def has_fallback() -> ColumnElement[bool]:
    """Whether the chat of a statement is the private chat of somebody with an address that works."""
    return exists().where(
        FallbackAddressRow.official_id == ChatRow.official_id,
        ChatRow.kind == "private",
        FallbackAddressRow.failed_at.is_(None),
    )


def is_reached(*, with_fallback: bool) -> ColumnElement[bool]:
    """Whether the chat of a statement can be written to: by Telegram or, ``with_fallback``, otherwise."""
    by_telegram = ChatRow.unreachable_at.is_(None)
    return or_(by_telegram, has_fallback()) if with_fallback else by_telegram


def falls_to_fallback(
    planned_at: InstrumentedAttribute[datetime], waiting_since: datetime
) -> ColumnElement[bool]:
    """Whether a message planned for the chat of a statement is to go another way than by Telegram.

    Its official has an address, and the chat is unreachable, or the message has waited since that moment and
    nothing got through to Telegram.
    """
    return and_(
        has_fallback(),
        or_(
            ChatRow.unreachable_at.is_not(None),
            and_(planned_at <= waiting_since, telegram_is_away(waiting_since)),
        ),
    )


async def fallback_of(session: AsyncSession, official_id: int) -> Fallback | None:
    """The official's address, also one that failed; None when none was confirmed."""
    row = await session.scalar(
        select(FallbackAddressRow)
        .where(FallbackAddressRow.official_id == official_id)
        .execution_options(populate_existing=True)
    )
    if row is None:
        return None
    return Fallback(FallbackAddress(Channel(row.channel), row.address), row.confirmed_at, row.failed_at)


async def keep_code(
    session: AsyncSession, official_id: int, address: FallbackAddress, code: str, now: datetime
) -> bool:
    """A code is about to be sent to an address; False when too many were, to it or for this official.

    The same code again (an update that is handled again after a crash) is no further one.
    """
    await session.execute(delete(FallbackCodeRow).where(FallbackCodeRow.sent_at <= now - _DAY))
    hashed = _hash(official_id, code)
    is_known = await session.scalar(
        select(
            exists().where(FallbackCodeRow.official_id == official_id, FallbackCodeRow.code_hash == hashed)
        )
    )
    if is_known:
        return True
    for whose in (FallbackCodeRow.official_id == official_id, FallbackCodeRow.address == address.address):
        sent = await session.scalar(select(func.count()).select_from(FallbackCodeRow).where(whose))
        if (sent or 0) >= CODES_A_DAY:
            return False
    await session.execute(
        insert_or(session, FallbackCodeRow)
        .values(
            official_id=official_id,
            channel=address.channel,
            address=address.address,
            code_hash=hashed,
            sent_at=now,
        )
        .on_conflict_do_nothing()
    )
    return True


async def try_code(session: AsyncSession, official_id: int, code: str, now: datetime) -> CodeCheck:
    """Confirm the address that the newest code was sent to, when this is that code."""
    row = await session.scalar(
        select(FallbackCodeRow)
        .where(FallbackCodeRow.official_id == official_id)
        .order_by(FallbackCodeRow.sent_at.desc(), FallbackCodeRow.id.desc())
        .limit(1)
        .with_for_update()
    )
    if row is None or row.sent_at + CODE_LIFE <= now or row.wrong_tries >= MOST_WRONG_TRIES:
        return CodeCheck.OVER
    if row.code_hash != _hash(official_id, code):
        row.wrong_tries += 1
        await session.flush()
        return CodeCheck.OVER if row.wrong_tries >= MOST_WRONG_TRIES else CodeCheck.WRONG
    if row.used_at is None:
        row.used_at = now
        await _set_address(session, official_id, FallbackAddress(Channel(row.channel), row.address), now)
    return CodeCheck.RIGHT


async def _set_address(
    session: AsyncSession, official_id: int, address: FallbackAddress, now: datetime
) -> None:
    before = await fallback_of(session, official_id)
    values = {
        "channel": address.channel,
        "address": address.address,
        "confirmed_at": now,
        "failed_at": None,
        "failure": None,
    }
    await session.execute(
        insert_or(session, FallbackAddressRow)
        .values(official_id=official_id, **values)
        .on_conflict_do_update(index_elements=["official_id"], set_=values)
    )
    await note(
        session,
        actor=official_id,
        action="fallback.set",
        subject=f"official {official_id}",
        before=_noted(before.address) if before else None,
        after=_noted(address),
        now=now,
    )


async def end_fallback(
    session: AsyncSession, official_id: int, *, ended_by: int | None, now: datetime
) -> bool:
    """Forget the official's address, and those that were never confirmed; False when there was none."""
    await session.execute(delete(FallbackCodeRow).where(FallbackCodeRow.official_id == official_id))
    before = await fallback_of(session, official_id)
    if before is None:
        return False
    await session.execute(delete(FallbackAddressRow).where(FallbackAddressRow.official_id == official_id))
    await note(
        session,
        actor=ended_by,
        action="fallback.end",
        subject=f"official {official_id}",
        before=_noted(before.address),
        after=None,
        now=now,
    )
    return True


async def mark_address_failed(session: AsyncSession, chat_id: int, reason: str, now: datetime) -> bool:
    """The address of this chat's official leads to nobody; True when Telegram does not reach them either.

    Then coordinators are told of the chat once more: it was not lost as long as the address worked.
    """
    of_chat = select(ChatRow.official_id).where(ChatRow.id == chat_id)
    await session.execute(
        update(FallbackAddressRow)
        .where(FallbackAddressRow.official_id.in_(of_chat))
        .values(failed_at=now, failure=reason)
    )
    told_again = await session.scalar(
        update(ChatRow)
        .where(ChatRow.id == chat_id, ChatRow.unreachable_at.is_not(None))
        .values(unreachable_told_at=None)
        .returning(ChatRow.id)
    )
    return told_again is not None


def _noted(address: FallbackAddress) -> dict[str, str]:
    # The audit log can only be added to: it must not keep what the person may have erased.
    return {"channel": address.channel.value, "address": address.masked}


def _hash(official_id: int, code: str) -> str:
    return hashlib.sha256(f"{official_id}:{code}".encode()).hexdigest()
