"""The audit log: who did what, what it was before and after; added to, never changed.

Every row carries the SHA-256 of itself and of the row before it, so a row that was changed, removed or put in
between breaks the chain from there on. Rows cut off the end leave a chain that is whole: against that, keep
the newest hash somewhere else and ask :func:`verify` for it later.
"""

import hashlib
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import event, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from plan_data.store.tables import AuditRow, OfficialRow

NOTHING_BEFORE = "0" * 64
"""What the first row names as the hash before it."""

_LOCK = 0x4E48_4155  # any number that no other advisory lock of ours has
_BATCH = 1000
_PENDING = "audit notes"


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """What an examination found.

    ``broken_at`` is the number of the first row that does not fit, ``head`` the hash of the last one that
    does; ``has_expected`` says whether the hash that was asked for is in the chain (True without one).
    """

    rows: int
    broken_at: int | None
    head: str
    has_expected: bool

    @property
    def is_intact(self) -> bool:
        return self.broken_at is None and self.has_expected


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A row as people read it; ``before`` and ``after`` are JSON."""

    id: int
    at: datetime
    actor_name: str | None
    action: str
    subject: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class _Note:
    at: datetime
    actor: int | None
    action: str
    subject: str
    before: str | None
    after: str | None


async def note(
    session: AsyncSession,
    *,
    actor: int | None,
    action: str,
    subject: str,
    before: Mapping[str, JsonValue] | None,
    after: Mapping[str, JsonValue] | None,
    now: datetime,
) -> None:
    """Note an action in the transaction of the action itself: both are kept, or neither.

    ``actor`` is an official's number, None for the operator at the command line; ``action`` a verb such as
    ``role.grant``, ``subject`` what it was done to, such as ``official 12``. The row is written when the
    transaction commits: writers wait for each other there, and should do so as briefly as possible.

    :raises ValueError: ``now`` is naive, or a number is not finite.
    """
    if now.tzinfo is None:
        raise ValueError(f"an instant needs a time zone: {now!r}")
    waiting: list[_Note] = session.sync_session.info.setdefault(_PENDING, [])
    if not event.contains(session.sync_session, "before_commit", _write_pending):
        event.listen(session.sync_session, "before_commit", _write_pending)
        event.listen(session.sync_session, "after_rollback", _forget_pending)
    waiting.append(_Note(now.astimezone(UTC), actor, action, subject, _json(before), _json(after)))


def _write_pending(session: Session) -> None:
    waiting: list[_Note] = session.info.pop(_PENDING, [])
    if not waiting:
        return
    if session.get_bind().dialect.name == "postgresql":
        # Two transactions must not both follow the same row. SQLite has one writer at a time anyway.
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    last = session.execute(
        select(AuditRow.id, AuditRow.hash).order_by(AuditRow.id.desc()).limit(1)
    ).one_or_none()
    newest, previous = last or (0, NOTHING_BEFORE)
    rows = []
    for number, each in enumerate(waiting, start=newest + 1):
        digest = _hash(previous, number, each)
        rows.append(
            {
                "id": number,
                "at": each.at,
                "actor": each.actor,
                "action": each.action,
                "subject": each.subject,
                "before": each.before,
                "after": each.after,
                "previous_hash": previous,
                "hash": digest,
            }
        )
        previous = digest
    session.connection().execute(insert(AuditRow), rows)


def _forget_pending(session: Session) -> None:
    session.info.pop(_PENDING, None)


def _json(values: Mapping[str, JsonValue] | None) -> str | None:
    """One spelling for one value, so that the same values have the same hash."""
    if values is None:
        return None
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _hash(previous: str, number: int, row: _Note) -> str:
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [previous, number, at, row.actor, row.action, row.subject, row.before, row.after]
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode("ascii")).hexdigest()


async def verify(session: AsyncSession, expected: str | None = None) -> AuditVerdict:
    """Compute the whole chain again, in memory that does not grow with it.

    ``expected`` is a hash noted down earlier: when it is not found, rows were cut off or written anew.
    """
    rows, previous = 0, NOTHING_BEFORE
    has_expected = expected is None or expected == NOTHING_BEFORE
    async for row in _rows(session):
        content = _Note(row.at, row.actor, row.action, row.subject, row.before, row.after)
        is_next = row.id == rows + 1 and row.previous_hash == previous
        if not is_next or row.hash != _hash(previous, row.id, content):
            return AuditVerdict(rows, row.id, previous, has_expected)
        rows, previous = row.id, row.hash
        has_expected = has_expected or previous == expected
    return AuditVerdict(rows, None, previous, has_expected)


async def _rows(session: AsyncSession) -> AsyncIterator[AuditRow]:
    """All rows in their order, a batch at a time."""
    after: int | None = None
    while True:
        query = select(AuditRow).order_by(AuditRow.id).limit(_BATCH)
        if after is not None:
            query = query.where(AuditRow.id > after)
        batch = (await session.scalars(query)).all()
        for row in batch:
            yield row
        if len(batch) < _BATCH:
            return
        after = batch[-1].id
        session.expunge_all()


async def audit_entries(
    session: AsyncSession, since: datetime | None = None
) -> AsyncGenerator[AuditEntry, None]:
    """The log from a moment on, oldest first, a batch at a time."""
    after = 0
    while True:
        query = (
            select(AuditRow, OfficialRow.name)
            .outerjoin(OfficialRow, OfficialRow.id == AuditRow.actor)
            .where(AuditRow.id > after)
            .order_by(AuditRow.id)
            .limit(_BATCH)
        )
        if since is not None:
            query = query.where(AuditRow.at >= since)
        batch = (await session.execute(query)).all()
        for row, name in batch:
            yield AuditEntry(row.id, row.at, name, row.action, row.subject, row.before, row.after)
        if len(batch) < _BATCH:
            return
        after = batch[-1][0].id
        session.expunge_all()
