"""Progress reports: added, never changed; a report taken back is struck out by another row."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from operator import itemgetter

from pydantic import JsonValue
from sqlalchemy import Select, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from plan_data.duty_state import DutyStanding, Report, ReportStatus
from plan_data.store import audit
from plan_data.store.dialect import insert_or
from plan_data.store.standing import events_of, lock_duties, settle, standing_of, write_standings
from plan_data.store.tables import (
    ConfirmationRow,
    DutyRow,
    EvidenceRow,
    ExtensionDecisionRow,
    ExtensionRequestRow,
    ObligationRow,
    OfficialRow,
    ProgressReportRow,
)


@dataclass(frozen=True, slots=True)
class NewReport:
    """What an official says of a duty; ``words`` is the message as it was written."""

    status: ReportStatus
    percent: int | None = None
    note: str | None = None
    document: str | None = None
    document_on: date | None = None
    until: date | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report was said, in Telegram's numbers.

    ``message_id`` is the official's message, None for a button; ``list_message_id`` the message of ours that
    it answered.
    """

    update_id: int | None = None
    chat_id: int | None = None
    message_id: int | None = None
    list_message_id: int | None = None


@dataclass(frozen=True, slots=True)
class RecordedReport:
    """A report of the history.

    ``is_revoked`` when it was taken back or replaced, with the reason where one was given; ``is_decided``
    when it was confirmed or returned or, where it asks for a later date, granted or denied.
    """

    id: int
    duty_id: int
    official_id: int
    official_name: str
    status: ReportStatus
    percent: int | None
    note: str | None
    document: str | None
    document_on: date | None
    until: date | None
    reported_at: datetime
    list_message_id: int | None
    is_revoked: bool
    revoked_because: str | None
    is_decided: bool


@dataclass(frozen=True, slots=True)
class DutyReport:
    """A report of a duty that is to be recorded: who says what, where and when."""

    duty_id: int
    official_id: int
    report: NewReport
    source: Source
    at: datetime

    @property
    def is_bare(self) -> bool:
        """Whether it says "done" and nothing that shows it."""
        return self.report.status is ReportStatus.DONE and not self.report.document


async def record_progress(
    session: AsyncSession,
    duty_id: int,
    official_id: int,
    report: NewReport,
    *,
    source: Source,
    now: datetime,
) -> int | None:
    """Add one report, as :func:`record_reports` does; its number, None when there is no such duty."""
    (number,) = await record_reports(session, [DutyReport(duty_id, official_id, report, source, now)])
    return number


async def record_reports(session: AsyncSession, reports: Sequence[DutyReport]) -> Sequence[int | None]:
    """Add reports in their order and move the duties on; the reports' numbers, None without such a duty.

    The same update of Telegram is never recorded twice for a duty: handled again after a crash it changes
    nothing, and the number of the first recording is returned. "Done" without the evidence that the
    obligation requires is recorded as unproven.
    """
    standing = await lock_duties(session, {each.duty_id for each in reports})
    events = await events_of(session, standing)
    added = await _add(
        session, await _proven(session, [each for each in reports if each.duty_id in standing])
    )
    moved: dict[int, DutyStanding] = {}
    for number, each in added:
        report = Report(number, each.report.status, each.at, each.report.percent)
        before = moved.get(each.duty_id) or events[each.duty_id].standing
        after = moved[each.duty_id] = events[each.duty_id].standing_after(report, before)
        await audit.note(
            session,
            actor=each.official_id,
            action="progress.report",
            subject=f"duty {each.duty_id}",
            before=facts(before),
            after={**facts(after), "report": number, "words": each.report.words},
            now=each.at,
        )
    if moved:
        await write_standings(session, moved)
    numbers = {_key(each): number for number, each in added}
    if len(numbers) < len(reports):
        numbers |= await _recorded_before(session, reports)
    return [numbers.get(_key(each)) for each in reports]


_Key = tuple[int | None, int]


def _key(report: DutyReport) -> _Key:
    """What is recorded once: an update of Telegram and the duty of which it says something."""
    return report.source.update_id, report.duty_id


async def _add(session: AsyncSession, reports: Sequence[DutyReport]) -> Sequence[tuple[int, DutyReport]]:
    """Add rows; the reports that were not there before by their numbers, which is their order from now on."""
    if not reports:
        return ()
    connection = await session.connection()  # the unit of work has nothing to add
    added = await connection.execute(
        insert_or(session, ProgressReportRow)
        .on_conflict_do_nothing()
        .returning(ProgressReportRow.id, ProgressReportRow.source_update_id, ProgressReportRow.duty_id),
        [
            {
                "duty_id": each.duty_id,
                "official_id": each.official_id,
                "status": each.report.status,
                "percent": each.report.percent,
                "note": each.report.note,
                "document": each.report.document,
                "document_on": each.report.document_on,
                "until": each.report.until,
                "words": each.report.words,
                "source_update_id": each.source.update_id,
                "source_chat_id": each.source.chat_id,
                "source_message_id": each.source.message_id,
                "list_message_id": each.source.list_message_id,
                "reported_at": each.at,
            }
            for each in reports
        ],
    )
    said = {_key(each): each for each in reversed(reports)}  # of two about one duty the first counts
    return sorted(
        ((number, said[update_id, duty_id]) for number, update_id, duty_id in added), key=itemgetter(0)
    )


async def _recorded_before(session: AsyncSession, reports: Sequence[DutyReport]) -> dict[_Key, int]:
    found = await session.execute(
        select(ProgressReportRow.source_update_id, ProgressReportRow.duty_id, ProgressReportRow.id).where(
            ProgressReportRow.source_update_id.in_({each.source.update_id for each in reports})
        )
    )
    return {(update_id, duty_id): number for update_id, duty_id, number in found}


def facts(standing: DutyStanding) -> dict[str, JsonValue]:
    """What the audit log keeps of a standing."""
    reported_at = standing.reported_at.isoformat() if standing.reported_at else None
    return {"state": standing.state.value, "percent": standing.percent, "reported_at": reported_at}


async def _proven(session: AsyncSession, reports: Sequence[DutyReport]) -> Sequence[DutyReport]:
    """The reports; "done" without a document or a file becomes unproven where evidence is required."""
    lacking = await _lacking_evidence(session, {each.duty_id for each in reports if each.is_bare})
    return [
        replace(each, report=replace(each.report, status=ReportStatus.UNPROVEN))
        if each.is_bare and each.duty_id in lacking
        else each
        for each in reports
    ]


async def _lacking_evidence(session: AsyncSession, duty_ids: Collection[int]) -> frozenset[int]:
    """Those of the duties whose obligation requires evidence that was not sent."""
    if not duty_ids:
        return frozenset()
    has_file = exists().where(EvidenceRow.duty_id == DutyRow.id, EvidenceRow.withdrawn_at.is_(None))
    lacking = await session.scalars(
        select(DutyRow.id)
        .join(ObligationRow, ObligationRow.id == DutyRow.obligation_id)
        .where(DutyRow.id.in_(duty_ids), ObligationRow.evidence_required, ~has_file)
    )
    return frozenset(lacking.all())


async def revoke_report(
    session: AsyncSession, report_id: int, official_id: int, *, now: datetime, reason: str | None = None
) -> bool:
    """Take a report back; the duty returns to what the reports before it say. False when it was already."""
    duty_id = await session.scalar(
        select(ProgressReportRow.duty_id).where(
            ProgressReportRow.id == report_id, ProgressReportRow.revokes_id.is_(None)
        )
    )
    if duty_id is None:
        return False
    await session.execute(select(DutyRow.id).where(DutyRow.id == duty_id).with_for_update())
    before = await standing_of(session, duty_id)
    struck = await session.scalar(
        insert_or(session, ProgressReportRow)
        .values(
            duty_id=duty_id,
            official_id=official_id,
            status="revoked",
            note=reason,
            revokes_id=report_id,
            reported_at=now,
        )
        .on_conflict_do_nothing()
        .returning(ProgressReportRow.id)
    )
    if struck is None:
        return False
    after = await settle(session, duty_id)
    await audit.note(
        session,
        actor=official_id,
        action="progress.strike",
        subject=f"duty {duty_id}",
        before={**facts(before), "report": report_id},
        after={**facts(after), "reason": reason},
        now=now,
    )
    return True


@cache  # building it takes longer than running it; each use adds to a copy
def _reports() -> Select[ProgressReportRow, str, int | None, str | None, bool]:
    strike = aliased(ProgressReportRow)
    is_decided = or_(
        exists().where(ConfirmationRow.report_id == ProgressReportRow.id),
        exists().where(
            ExtensionDecisionRow.request_id == ExtensionRequestRow.id,
            ExtensionRequestRow.report_id == ProgressReportRow.id,
        ),
    )
    return (
        select(ProgressReportRow, OfficialRow.name, strike.id, strike.note, is_decided)
        .join(OfficialRow, OfficialRow.id == ProgressReportRow.official_id)
        .outerjoin(strike, strike.revokes_id == ProgressReportRow.id)
        .where(ProgressReportRow.revokes_id.is_(None))
        .order_by(ProgressReportRow.id.desc())
    )


async def _found(
    session: AsyncSession, query: Select[ProgressReportRow, str, int | None, str | None, bool]
) -> list[RecordedReport]:
    return [
        RecordedReport(
            id=row.id,
            duty_id=row.duty_id,
            official_id=row.official_id,
            official_name=name,
            status=ReportStatus(row.status),
            percent=row.percent,
            note=row.note,
            document=row.document,
            document_on=row.document_on,
            until=row.until,
            reported_at=row.reported_at,
            list_message_id=row.list_message_id,
            is_revoked=struck is not None,
            revoked_because=reason,
            is_decided=is_decided,
        )
        for row, name, struck, reason, is_decided in await session.execute(query)
    ]


async def reports_of(
    session: AsyncSession, duty_id: int, limit: int | None = None
) -> Sequence[RecordedReport]:
    """The history of a duty, newest first."""
    return await _found(session, _reports().where(ProgressReportRow.duty_id == duty_id).limit(limit))


async def reports_by_ids(session: AsyncSession, report_ids: Collection[int]) -> Sequence[RecordedReport]:
    """These reports of the history, newest first."""
    return await _found(session, _reports().where(ProgressReportRow.id.in_(report_ids)))


async def report_by_id(session: AsyncSession, report_id: int) -> RecordedReport | None:
    """One report of the history."""
    found = await reports_by_ids(session, {report_id})
    return found[0] if found else None


async def reports_from_message(
    session: AsyncSession, chat_id: int, message_id: int, official_id: int
) -> Sequence[RecordedReport]:
    """What an official's message was recorded as, struck or not, in the order of the message."""
    found = await _found(
        session,
        _reports().where(
            ProgressReportRow.source_chat_id == chat_id,
            ProgressReportRow.source_message_id == message_id,
            ProgressReportRow.official_id == official_id,
        ),
    )
    return found[::-1]
