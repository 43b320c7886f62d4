"""Files that officials sent as evidence: what is known of them; the bytes are kept by ``EvidenceFiles``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan_data.evidence_files import EvidenceFile
from plan_data.store import audit
from plan_data.store.dialect import insert_or
from plan_data.store.tables import EvidenceRow, OfficialRow


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of a duty; ``report_id`` is the report that it made complete, if it did."""

    id: int
    duty_id: int
    report_id: int | None
    official_id: int
    official_name: str
    file: EvidenceFile
    album: str | None
    received_at: datetime
    is_withdrawn: bool


async def add_evidence(
    session: AsyncSession,
    duty_id: int,
    official_id: int,
    file: EvidenceFile,
    *,
    chat_id: int,
    message_id: int,
    album: str | None,
    now: datetime,
) -> int | None:
    """Note a file; its number. None when this message of the chat was taken before."""
    added: int | None = await session.scalar(
        insert_or(session, EvidenceRow)
        .values(
            duty_id=duty_id,
            official_id=official_id,
            sha256=file.sha256,
            size=file.size,
            media_type=file.media_type,
            name=file.name,
            source_chat_id=chat_id,
            source_message_id=message_id,
            album=album,
            received_at=now,
        )
        .on_conflict_do_nothing()
        .returning(EvidenceRow.id)
    )
    if added is not None:
        await audit.note(
            session,
            actor=official_id,
            action="evidence.add",
            subject=f"duty {duty_id}",
            before=None,
            after={"evidence": added, "sha256": file.sha256, "size": file.size, "name": file.name},
            now=now,
        )
    return added


async def link_to_report(session: AsyncSession, evidence_id: int, report_id: int) -> None:
    """The file made a report complete; taking it back takes the report back too."""
    await session.execute(
        update(EvidenceRow).where(EvidenceRow.id == evidence_id).values(report_id=report_id)
    )


async def evidence_of(session: AsyncSession, duty_id: int) -> Sequence[Evidence]:
    """The files of a duty that stand, oldest first."""
    return await _found(session, EvidenceRow.duty_id == duty_id, EvidenceRow.withdrawn_at.is_(None))


async def evidence_by_id(session: AsyncSession, evidence_id: int) -> Evidence | None:
    found = await _found(session, EvidenceRow.id == evidence_id)
    return found[0] if found else None


async def evidence_in_album(
    session: AsyncSession, chat_id: int, album: str, official_id: int
) -> Sequence[Evidence]:
    """The files of an album that were taken already, oldest first."""
    return await _found(
        session,
        EvidenceRow.source_chat_id == chat_id,
        EvidenceRow.album == album,
        EvidenceRow.official_id == official_id,
    )


async def withdraw_evidence(
    session: AsyncSession, evidence: Evidence, official_id: int, *, now: datetime
) -> bool:
    """Take a file back; it counts no more. False when it was already."""
    withdrawn = await session.scalar(
        update(EvidenceRow)
        .where(EvidenceRow.id == evidence.id, EvidenceRow.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
        .returning(EvidenceRow.id)
    )
    if withdrawn is None:
        return False
    await audit.note(
        session,
        actor=official_id,
        action="evidence.withdraw",
        subject=f"duty {evidence.duty_id}",
        before={"evidence": evidence.id, "sha256": evidence.file.sha256},
        after=None,
        now=now,
    )
    return True


async def _found(session: AsyncSession, *conditions: ColumnElement[bool]) -> list[Evidence]:
    rows = await session.execute(
        select(EvidenceRow, OfficialRow.name)
        .join(OfficialRow, OfficialRow.id == EvidenceRow.official_id)
        .where(*conditions)
        .order_by(EvidenceRow.id)
        .execution_options(populate_existing=True)
    )
    return [
        Evidence(
            id=row.id,
            duty_id=row.duty_id,
            report_id=row.report_id,
            official_id=row.official_id,
            official_name=name,
            file=EvidenceFile(row.sha256, row.size, row.media_type, row.name),
            album=row.album,
            received_at=row.received_at,
            is_withdrawn=row.withdrawn_at is not None,
        )
        for row, name in rows
    ]
