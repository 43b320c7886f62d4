"""What is kept of a person: given out whole on request, and made nameless on request.

Both follow the tables themselves, so a table that is added later is covered: rows belong to a person when
they refer to the official, to the official's private chat, or name the Telegram account.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Select, Table, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.store.calendar_feeds import end_feed
from plan_data.store.roles import remove_official
from plan_data.store.tables import (
    AccessRequestRow,
    Base,
    ChatRow,
    EvidenceRow,
    InboxRow,
    InvitationUseRow,
    NoticeRow,
    OfficialRow,
    ProgressReportRow,
    QuestionRow,
    SentMessageRow,
)

SECRET_COLUMNS = frozenset({"code_hash", "key_hash"})
"""Not given out: whoever has the link has what it says."""

ERASED_CHAT = -(2**62)
"""Numbers of chats that no longer exist; Telegram's own stay far above."""


async def personal_data(session: AsyncSession, official_id: int) -> dict[str, JsonValue]:
    """Every row that is kept of an official, by table; instants and days in ISO 8601.

    :raises LookupError: there is no such official.
    """
    official = await session.get(OfficialRow, official_id)
    if official is None:
        raise LookupError(f"no official {official_id}")
    chat_ids = (await session.scalars(_private_chats(official_id))).all()
    found: dict[str, JsonValue] = {}
    for table in Base.metadata.sorted_tables:
        belongs = _belongs(table, official, chat_ids)
        if belongs is None:
            continue
        rows = await session.execute(select(table).where(belongs).order_by(*table.primary_key.columns))
        kept: list[JsonValue] = [
            {name: _as_json(value) for name, value in row.items() if name not in SECRET_COLUMNS}
            for row in rows.mappings()
        ]
        if kept:
            found[table.name] = kept
    return found


async def erase_person(session: AsyncSession, official_id: int, now: datetime) -> None:
    """Take the person out of everything: name, Telegram account, messages; what was reported stays.

    Reports belong to the unit's record, and the audit log is only added to; in both the person is a number
    from now on, though the log keeps the names that earlier entries hold. Messages still in hand go with the
    retention of the inbox.

    :raises LastAdminError: nobody else could let anybody in.
    """
    official = await session.get(OfficialRow, official_id)
    if official is None:
        return
    telegram_user_id, nobody = official.telegram_user_id, f"#{official_id}"
    # First the name, so that the entry in the audit log holds it no more.
    official.name = nobody
    await session.flush()
    await remove_official(session, official_id, now, removed_by=official_id, action="official.erase")
    for chat_id in (await session.scalars(_private_chats(official_id))).all():
        await _erase_chat(session, chat_id, nobody, now)
    await session.execute(
        update(AccessRequestRow)
        .where(AccessRequestRow.telegram_user_id == telegram_user_id)
        .values(telegram_user_id=-official_id, name=nobody)
    )
    await session.execute(
        delete(InvitationUseRow).where(InvitationUseRow.telegram_user_id == telegram_user_id)
    )
    await end_feed(session, official_id)
    await session.execute(
        update(InboxRow)
        .where(InboxRow.handled_at.is_not(None), _names(telegram_user_id))
        .values(payload="{}", failure=None)
    )
    # A private chat has the number of the person.
    await session.execute(
        update(InboxRow)
        .where(InboxRow.handled_at.is_not(None), InboxRow.chat_id == telegram_user_id)
        .values(chat_id=None)
    )
    await session.execute(delete(QuestionRow).where(QuestionRow.telegram_user_id == telegram_user_id))
    await session.execute(
        update(OfficialRow).where(OfficialRow.id == official_id).values(telegram_user_id=-official_id)
    )


async def _erase_chat(session: AsyncSession, chat_id: int, nobody: str, now: datetime) -> None:
    telegram_chat_id = await session.scalar(select(ChatRow.telegram_chat_id).where(ChatRow.id == chat_id))
    erased = ERASED_CHAT - chat_id
    await session.execute(
        update(ChatRow)
        .where(ChatRow.id == chat_id)
        .values(
            telegram_chat_id=erased,
            title=nobody,
            unreachable_at=now,
            unreachable_reason="erased",
            # Nobody is lost here whom a coordinator could win back.
            unreachable_told_at=now,
        )
    )
    for row in (SentMessageRow, NoticeRow):
        await session.execute(update(row).where(row.chat_id == chat_id).values(text=""))
    for said in (ProgressReportRow, EvidenceRow):
        await session.execute(
            update(said).where(said.source_chat_id == telegram_chat_id).values(source_chat_id=erased)
        )


def _private_chats(official_id: int) -> Select[int]:
    return select(ChatRow.id).where(ChatRow.official_id == official_id, ChatRow.kind == "private")


def _names(telegram_user_id: int) -> ColumnElement[bool]:
    """Whether an update names the account; Telegram's own form, as it was written down."""
    return or_(
        InboxRow.payload.contains(f'"id": {telegram_user_id},'),
        InboxRow.payload.contains(f'"id": {telegram_user_id}}}'),
    )


def _belongs(table: Table, official: OfficialRow, chat_ids: Sequence[int]) -> ColumnElement[bool] | None:
    """Which rows of a table belong to the person; None when none can."""
    if table is InboxRow.__table__:
        return _names(official.telegram_user_id)
    conditions = list(_conditions(table, official, chat_ids))
    return or_(*conditions) if conditions else None


def _conditions(
    table: Table, official: OfficialRow, chat_ids: Sequence[int]
) -> Iterator[ColumnElement[bool]]:
    if table is OfficialRow.__table__:
        yield table.c.id == official.id
    if "telegram_user_id" in table.c:
        yield table.c.telegram_user_id == official.telegram_user_id
    for key in table.foreign_keys:
        if key.column is OfficialRow.__table__.c.id:
            yield key.parent == official.id
        elif key.column is ChatRow.__table__.c.id:
            yield key.parent.in_(chat_ids)


def _as_json(value: object) -> JsonValue:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [_as_json(each) for each in value]
    if isinstance(value, dict):
        return {str(name): _as_json(each) for name, each in value.items()}
    return str(value)
