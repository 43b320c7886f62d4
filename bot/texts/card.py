"""One duty in full: the sentence of the plan, the rule, both dates, what was reported."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.texts.duties import deadline, duty_state, time_left
from bot.texts.language import Html, Language, Sentence, day, day_with_weekday, lines, listed, moment, quoted
from bot.texts.message import Action, Button, Keyboard, Message, button
from plan_data.duty_state import ReportStatus
from plan_data.store.duties import Duty
from plan_data.store.progress import RecordedReport
from plan_data.timeliness import Today

SENTENCE_ROOM = 1500

_HEAD = Sentence(
    vi="📌 <b>{title}</b>\n<code>{code}</code> · {unit}", en="📌 <b>{title}</b>\n<code>{code}</code> · {unit}"
)
_ROLE_LEAD = Sentence(vi="chủ trì", en="lead")
_ROLE_COOPERATING = Sentence(vi="phối hợp", en="cooperating")
_PHRASE = Sentence(vi="Thời hạn ghi trong kế hoạch: “{phrase}”", en="The plan says: “{phrase}”")
_WINDOW = Sentence(vi="Thực hiện từ {first}; ngày cuối {last}", en="From {first}; last day {last}")
_LAST = Sentence(vi="Ngày cuối: {last}", en="Last day: {last}")
_JUDGED = Sentence(
    vi="Ngày đó nghỉ: nhắc trước từ {remind}, tính quá hạn sau {judged}",
    en="A day off: reminded by {remind}, overdue after {judged}",
)
_REPORT_TO = Sentence(vi="Báo cáo: {to}", en="Report to: {to}")
_REPORT_VIA = Sentence(vi="Báo cáo: {to}, qua {via}", en="Report to: {to}, through {via}")
_VIA = Sentence(vi="Báo cáo qua {via}", en="Report through {via}")
_NOTE = Sentence(vi="ℹ️ {note}", en="ℹ️ {note}")
_SECTION = Sentence(vi="Mục {section}: {sentence}", en="Section {section}: {sentence}")
_HISTORY = Sentence(vi="<b>Đã báo cáo</b>", en="<b>Reported</b>")
_REPORT_LINE = Sentence(vi="• {at}, {who}: {what}", en="• {at}, {who}: {what}")
_REVOKED = Sentence(vi="<s>{line}</s> (đã hoàn tác)", en="<s>{line}</s> (taken back)")
_ANSWER = Sentence(vi="Trả lời tin này: “xong”, “60%”, “vướng: …”.", en="Reply: “done”, “60%”, “blocked: …”.")
_CHOICES = Sentence(
    vi="Mã {code} ứng với {n} đơn vị. Chọn đơn vị:", en="{code} belongs to {n} units. Choose one:"
)
_UNKNOWN = Sentence(
    vi="Không có việc nào mang mã {code} trong phần bạn được xem. Gõ /denhan để xem danh sách.",
    en="There is no obligation {code} among those you may see. Send /due for the list.",
)
_ASK_CODE = Sentence(
    vi="Gõ mã việc sau lệnh, ví dụ: /chitiet GN-03. Mã đứng cạnh tên việc trong danh sách.",
    en="Add the code, for example: /detail GN-03. It stands beside each title.",
)

STATUS = {
    ReportStatus.DONE: Sentence(vi="✅ Xong", en="✅ Done"),
    ReportStatus.UNPROVEN: Sentence(vi="📎 Báo xong, thiếu minh chứng", en="📎 Done, evidence missing"),
    ReportStatus.IN_PROGRESS: Sentence(vi="🔄 Đang làm", en="🔄 In progress"),
    ReportStatus.BLOCKED: Sentence(vi="⛔ Vướng mắc", en="⛔ Blocked"),
    ReportStatus.NOT_STARTED: Sentence(vi="◻️ Chưa làm", en="◻️ Not started"),
    ReportStatus.ACKNOWLEDGED: Sentence(vi="👌 Đã nhận", en="👌 Acknowledged"),
    ReportStatus.EXTENSION: Sentence(vi="⏳ Xin lùi hạn", en="⏳ Asks for a later date"),
}


def duty_card(
    duty: Duty,
    reports: Sequence[RecordedReport],
    today: Today,
    zone: ZoneInfo,
    language: Language,
    *,
    may_report: bool,
) -> Message:
    """Everything about one duty; with buttons to report for those who may."""
    role = (_ROLE_LEAD if duty.is_lead else _ROLE_COOPERATING)(language)
    state = None if duty.is_finished else duty_state(duty, language)
    text = lines(
        _HEAD(language, title=duty.title, code=duty.code, unit=f"{duty.unit_name} ({role})"),
        Html(" · ".join(part for part in (time_left(duty, today, language), state) if part)),
        "",
        _PHRASE(language, phrase=duty.phrase) if duty.phrase else None,
        _dates(duty, language),
        _judged(duty, today, language),
        _report_to(duty, language),
        _NOTE(language, note=duty.note) if duty.note else None,
        "",
        Html(
            f"<blockquote>{_SECTION(language, section=duty.section, sentence=duty.sentence[:SENTENCE_ROOM])}"
            "</blockquote>"
        ),
        _history(reports, zone, language),
        Html(f"<i>{_ANSWER(language)}</i>") if may_report else None,
    )
    return Message(text, report_buttons(duty.id, language) if may_report else (), duty_ids=(duty.id,))


def report_buttons(duty_id: int, language: Language) -> Keyboard:
    """Buttons that report a status for a duty."""

    def report(status: ReportStatus, action: Action) -> Button:
        return button(STATUS[status](language), action, duty_id, status.value)

    return (
        (report(ReportStatus.DONE, Action.REPORT), report(ReportStatus.IN_PROGRESS, Action.ASK_PERCENT)),
        (report(ReportStatus.BLOCKED, Action.ASK_OBSTACLE), report(ReportStatus.ACKNOWLEDGED, Action.REPORT)),
    )


def _dates(duty: Duty, language: Language) -> Html | None:
    if duty.due_on is None:
        return None
    last = deadline(duty, language) or day(duty.due_on, language)
    if duty.starts_on:
        return _WINDOW(language, first=day(duty.starts_on, language), last=last)
    return _LAST(language, last=last)


def _judged(duty: Duty, today: Today, language: Language) -> Html | None:
    if duty.due_on is None or today.calendar.is_working_day(duty.due_on):
        return None
    return _JUDGED(
        language,
        remind=day_with_weekday(today.calendar.previous_working_day(duty.due_on), language),
        judged=day_with_weekday(today.calendar.next_working_day(duty.due_on), language),
    )


def _report_to(duty: Duty, language: Language) -> Html | None:
    to = listed(duty.report_to, language)
    if to and duty.via:
        return _REPORT_VIA(language, to=to, via=duty.via)
    if to:
        return _REPORT_TO(language, to=to)
    return _VIA(language, via=duty.via) if duty.via else None


def _history(reports: Sequence[RecordedReport], zone: ZoneInfo, language: Language) -> Html | None:
    if not reports:
        return None
    return lines("", _HISTORY(language), *(_history_line(report, zone, language) for report in reports))


def _history_line(report: RecordedReport, zone: ZoneInfo, language: Language) -> Html:
    line = _REPORT_LINE(
        language,
        at=moment(report.reported_at, zone, language),
        who=report.official_name,
        what=report_text(report, language),
    )
    return _REVOKED(language, line=line) if report.is_revoked else line


def report_text(report: RecordedReport, language: Language) -> Html:
    """What a report says: status, percent, document, remark."""
    parts = [STATUS[report.status](language)]
    if report.percent is not None and report.status is not ReportStatus.DONE:
        parts.append(Html(f"{report.percent}%"))
    if report.document:
        parts.append(quoted(report.document))
    if report.until:
        parts.append(Html(day(report.until, language)))
    if report.note:
        parts.append(quoted(report.note))
    return Html(" · ".join(parts))


def choose_unit(code: str, duties: Sequence[Duty], language: Language) -> Message:
    """Several units have this duty: choose whose."""
    return Message(
        _CHOICES(language, code=code, n=len(duties)),
        tuple((button(f"{duty.unit_name} · {duty.code}", Action.OPEN_DUTY, duty.id),) for duty in duties),
    )


def unknown_code(code: str, language: Language) -> Message:
    return Message(_UNKNOWN(language, code=code))


def ask_code(language: Language) -> Message:
    return Message(_ASK_CODE(language))
