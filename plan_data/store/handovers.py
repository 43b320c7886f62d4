"""Handing over: a successor takes an official's roles, subscriptions and open questions by a one-time link.

What the predecessor reported stays under the predecessor's name.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.audit import note
from plan_data.store.chats import chat_of_official, follow, followed_units, keep_chat, set_digest_minute
from plan_data.store.dialect import insert_or
from plan_data.store.invitations import hash_of
from plan_data.store.officials import Official, enrol, official_by_id, official_of
from plan_data.store.questions import ask, open_question
from plan_data.store.roles import grant, remove_official
from plan_data.store.seeing import end_unseen
from plan_data.store.tables import HandoverRow, InvitationRow, MembershipRow, SubscriptionRow

HANDOVER_LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Handover:
    """A successor took over; ``predecessor`` is as it was before, ``is_new`` False when it was so already."""

    predecessor: Official
    successor: Official
    is_new: bool


async def offer_handover(
    session: AsyncSession, official_id: int, code: str, *, offered_by: int, now: datetime
) -> int:
    """Make a code by which one successor takes over, instead of earlier ones; the number of the offer."""
    made: int | None = await session.scalar(
        insert_or(session, HandoverRow)
        .values(
            code_hash=hash_of(code),
            official_id=official_id,
            created_at=now,
            created_by=offered_by,
            expires_at=now + HANDOVER_LIFE,
        )
        .on_conflict_do_nothing(index_elements=["code_hash"])
        .returning(HandoverRow.id)
    )
    if made is None:
        found = await session.scalar(select(HandoverRow.id).where(HandoverRow.code_hash == hash_of(code)))
        if found is None:
            raise LookupError("a code that was there is gone")
        return found
    await session.execute(
        update(HandoverRow)
        .where(
            HandoverRow.official_id == official_id,
            HandoverRow.id != made,
            HandoverRow.taken_at.is_(None),
            HandoverRow.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    await note(
        session,
        actor=offered_by,
        action="handover.offer",
        subject=f"official {official_id}",
        before=None,
        after={"offer": made},
        now=now,
    )
    return made


async def revoke_handover(session: AsyncSession, offer_id: int, *, revoked_by: int, now: datetime) -> bool:
    """The offer lets nobody take over any more; False when it was taken or revoked, or is somebody else's."""
    official_id = await session.scalar(
        update(HandoverRow)
        .where(
            HandoverRow.id == offer_id,
            HandoverRow.created_by == revoked_by,
            HandoverRow.taken_at.is_(None),
            HandoverRow.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .returning(HandoverRow.official_id)
    )
    if official_id is None:
        return False
    await note(
        session,
        actor=revoked_by,
        action="handover.revoke",
        subject=f"official {official_id}",
        before={"offer": offer_id},
        after=None,
        now=now,
    )
    return True


async def take_over(
    session: AsyncSession,
    code: str,
    *,
    telegram_user_id: int,
    name: str,
    language: str,
    now: datetime,
) -> Handover | None:
    """Let a person succeed an official, who loses access; None when the code is not good, or their own."""
    row = await session.scalar(
        select(HandoverRow).where(HandoverRow.code_hash == hash_of(code)).with_for_update()
    )
    if row is None:
        return None
    before = await official_by_id(session, row.official_id)
    if before is None:
        return None
    if row.taken_by is not None:
        successor = await official_of(session, telegram_user_id)
        is_same = successor is not None and successor.id == row.taken_by
        return Handover(before, successor, is_new=False) if successor and is_same else None
    if row.revoked_at is not None or row.expires_at <= now or before.telegram_user_id == telegram_user_id:
        return None
    successor_id = await enrol(
        session,
        telegram_user_id=telegram_user_id,
        name=name,
        language=language,
        now=now,
        is_admin=before.is_admin,
    )
    await _pass_on(session, before, successor_id, name, language, telegram_user_id, now)
    await remove_official(session, before.id, now, removed_by=row.created_by, action="handover.leave")
    row.taken_at, row.taken_by, row.revoked_at = now, successor_id, None
    await note(
        session,
        actor=successor_id,
        action="handover.take",
        subject=f"official {before.id}",
        before={"official": before.id, "name": before.name},
        after={"official": successor_id, "name": name},
        now=now,
    )
    successor = await official_by_id(session, successor_id)
    return Handover(before, successor, is_new=True) if successor else None


async def _pass_on(
    session: AsyncSession,
    before: Official,
    successor_id: int,
    name: str,
    language: str,
    telegram_user_id: int,
    now: datetime,
) -> None:
    successor = await official_by_id(session, successor_id)
    for membership in before.memberships:
        if successor is None or not successor.has_more_than(membership.role, membership.unit_code):
            await grant(
                session,
                successor_id,
                membership.unit_code,
                membership.role,
                granted_by=before.id,
                now=now,
            )
    # Groups that the predecessor let follow a unit are answered for by the successor.
    await session.execute(
        update(SubscriptionRow)
        .where(SubscriptionRow.official_id == before.id)
        .values(official_id=successor_id)
    )
    # Those who stand in for the predecessor now do so for the successor.
    for table in (MembershipRow, InvitationRow):
        await session.execute(
            update(table).where(table.acting_for == before.id).values(acting_for=successor_id)
        )
    old_chat = await chat_of_official(session, before.id)
    new_chat = await keep_chat(
        session,
        # A private chat has the number of the person (Bot API, Chat).
        telegram_chat_id=telegram_user_id,
        thread_id=0,
        kind="private",
        title=name,
        official_id=successor_id,
        language=language,
    )
    if old_chat is None:
        return
    await set_digest_minute(session, new_chat.id, old_chat.digest_minute)
    for unit in await followed_units(session, old_chat.id):
        await follow(session, new_chat.id, unit.unit_code, now)
    # What the predecessor followed only while standing in for somebody is not passed on.
    await end_unseen(session, successor_id, "not handed over", now)
    question = await open_question(session, old_chat.telegram_chat_id, before.telegram_user_id)
    if question is not None:
        await ask(
            session,
            telegram_user_id,
            telegram_user_id,
            kind=question.kind,
            details=question.details,
            now=now,
        )
