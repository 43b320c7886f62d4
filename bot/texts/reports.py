"""What was reported and decided of a duty: in a phrase, and as a history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.texts.language import Html, Language, Sentence, day, lines, moment, quoted, shortened
from plan_data.duty_state import ReportStatus
from plan_data.store.confirmation import RecordedDecision
from plan_data.store.evidence import Evidence
from plan_data.store.extension import Extension
from plan_data.store.progress import RecordedReport

EVENTS_SHOWN = 8
REMARK_ROOM = 160
"""Characters of what somebody wrote; all of it is in the record (/chungminh)."""

STATUS = {
    ReportStatus.DONE: Sentence(vi="✅ Xong", en="✅ Done"),
    ReportStatus.UNPROVEN: Sentence(vi="📎 Báo xong, thiếu minh chứng", en="📎 Done, evidence missing"),
    ReportStatus.IN_PROGRESS: Sentence(vi="🔄 Đang làm", en="🔄 In progress"),
    ReportStatus.BLOCKED: Sentence(vi="⛔ Vướng mắc", en="⛔ Blocked"),
    ReportStatus.NOT_STARTED: Sentence(vi="◻️ Chưa làm", en="◻️ Not started"),
    ReportStatus.ACKNOWLEDGED: Sentence(vi="👌 Đã nhận", en="👌 Acknowledged"),
    ReportStatus.EXTENSION: Sentence(vi="⏳ Xin lùi hạn", en="⏳ Asks for a later date"),
}

_HISTORY = Sentence(vi="<b>Lịch sử</b>", en="<b>History</b>")
_EARLIER = Sentence(vi="… và {n} dòng trước đó", en="… and {n} before that")
_LINE = Sentence(vi="• {at}, {who}: {what}", en="• {at}, {who}: {what}")
_STRUCK = Sentence(vi="<s>{line}</s> (đã hoàn tác)", en="<s>{line}</s> (taken back)")
_STRUCK_BECAUSE = Sentence(vi="<s>{line}</s> (đã thay: {reason})", en="<s>{line}</s> (replaced: {reason})")
_CONFIRMED = Sentence(vi="☑️ xác nhận hoàn thành", en="☑️ confirmed as done")
_RETURNED = Sentence(vi="↩️ trả lại: {reason}", en="↩️ returned: {reason}")
_ASKED = Sentence(vi="⏳ xin lùi {old} → {new}", en="⏳ asks for {new} instead of {old}")
_ASKED_LATE = Sentence(
    vi="⏳ xin lùi {old} → {new} (xin sau hạn)", en="⏳ asks for {new} instead of {old} (after the deadline)"
)
_GRANTED = Sentence(vi="⏳ đồng ý lùi {old} → {new}", en="⏳ granted {new} instead of {old}")
_DENIED = Sentence(vi="✖️ không đồng ý lùi hạn: {reason}", en="✖️ denied a later date: {reason}")
_REVOKED = Sentence(
    vi="↩️ thu hồi việc lùi {old} → {new}: {reason}", en="↩️ took {new} instead of {old} back: {reason}"
)
_FILE = Sentence(vi="📎 {name}", en="📎 {name}")
_OF_DAY = Sentence(vi="{document} ngày {day}", en="{document} of {day}")

EDITED = "edited"
"""The reason that is kept when somebody edited the message they reported with."""
AMENDED = "amended"
"""The reason that is kept when somebody pressed the button to correct their own report."""

_OWN_REASONS = {
    EDITED: Sentence(vi="sửa tin nhắn", en="message edited"),
    AMENDED: Sentence(vi="sửa lại", en="corrected"),
}


@dataclass(frozen=True, slots=True)
class DutyEvents:
    """All that happened to a duty, each kind oldest first."""

    reports: Sequence[RecordedReport] = ()
    decisions: Sequence[RecordedDecision] = ()
    extensions: Sequence[Extension] = ()
    evidence: Sequence[Evidence] = ()


@dataclass(frozen=True, slots=True)
class _Event:
    at: datetime
    line: Html


def report_text(report: RecordedReport, language: Language, *, note_room: int = REMARK_ROOM) -> Html:
    """What a report says: status, percent, document, remark, of the last at most ``note_room`` characters."""
    parts = [STATUS[report.status](language)]
    if report.percent is not None and report.status not in (ReportStatus.DONE, ReportStatus.UNPROVEN):
        parts.append(Html(f"{report.percent}%"))
    if report.document:
        parts.append(_document(report.document, report.document_on, language))
    if report.until:
        parts.append(Html(day(report.until, language)))
    if report.note:
        parts.append(quoted(shortened(report.note, note_room)))
    return Html(" · ".join(parts))


def _document(document: str, document_on: date | None, language: Language) -> Html:
    if document_on is None:
        return quoted(document)
    return _OF_DAY(language, document=document, day=day(document_on, language))


def history(events: DutyEvents, zone: ZoneInfo, language: Language) -> Html | None:
    """What happened to a duty, newest first; what was struck out stays to be read."""
    found = [
        *_reports(events.reports, zone, language),
        *_decisions(events.decisions, zone, language),
        *_extensions(events.extensions, zone, language),
        *(
            _Event(
                each.received_at,
                _said(each.received_at, each.official_name, _file(each, language), zone, language),
            )
            for each in events.evidence
        ),
    ]
    if not found:
        return None
    # Stable: what happened at one moment stays in the order of its kind.
    newest_first = sorted(found, key=lambda event: event.at)[::-1]
    earlier = len(newest_first) - EVENTS_SHOWN
    return lines(
        _HISTORY(language),
        *(event.line for event in newest_first[:EVENTS_SHOWN]),
        _EARLIER(language, n=earlier) if earlier > 0 else None,
    )


def _said(at: datetime, who: str, what: Html, zone: ZoneInfo, language: Language) -> Html:
    return _LINE(language, at=moment(at, zone, language), who=who, what=what)


def _reports(reports: Sequence[RecordedReport], zone: ZoneInfo, language: Language) -> list[_Event]:
    events = []
    for report in reports:
        if report.status is ReportStatus.EXTENSION and report.until and not report.is_revoked:
            continue  # told with both dates among the extensions
        line = _said(report.reported_at, report.official_name, report_text(report, language), zone, language)
        if report.is_revoked and report.revoked_because:
            own = _OWN_REASONS.get(report.revoked_because)
            reason = own(language) if own else report.revoked_because
            line = _STRUCK_BECAUSE(language, line=line, reason=reason)
        elif report.is_revoked:
            line = _STRUCK(language, line=line)
        events.append(_Event(report.reported_at, line))
    return events


def _decisions(decisions: Sequence[RecordedDecision], zone: ZoneInfo, language: Language) -> list[_Event]:
    return [
        _Event(
            each.decided_at,
            _said(
                each.decided_at,
                each.official_name,
                _CONFIRMED(language)
                if each.is_confirmed
                else _RETURNED(language, reason=_remark(each.reason)),
                zone,
                language,
            ),
        )
        for each in decisions
    ]


def _extensions(extensions: Sequence[Extension], zone: ZoneInfo, language: Language) -> list[_Event]:
    events = []
    for each in extensions:
        dates = {"old": day(each.from_on, language), "new": day(each.until, language)}
        if not each.is_withdrawn:
            asked = _ASKED_LATE(language, **dates) if each.is_late else _ASKED(language, **dates)
            what = Html(f"{asked} · {_remark(each.reason)}") if each.reason else asked
            events.append(
                _Event(each.asked_at, _said(each.asked_at, each.official_name, what, zone, language))
            )
        decision = each.decision
        if decision is not None:
            what = _DENIED(language, reason=_remark(decision.reason))
            if decision.is_granted:
                what = _GRANTED(language, **dates)
                if decision.document:
                    document = _document(decision.document, decision.document_on, language)
                    what = Html(f"{what} · {document}")
            events.append(
                _Event(
                    decision.decided_at,
                    _said(decision.decided_at, decision.official_name, what, zone, language),
                )
            )
        revoked = each.revocation
        if revoked is not None:
            what = _REVOKED(language, reason=revoked.reason, **dates)
            events.append(
                _Event(
                    revoked.revoked_at,
                    _said(revoked.revoked_at, revoked.official_name, what, zone, language),
                )
            )
    return events


def _remark(reason: str | None) -> Html:
    return quoted(shortened(reason or "", REMARK_ROOM))


def _file(evidence: Evidence, language: Language) -> Html:
    return _FILE(language, name=evidence.file.name)
