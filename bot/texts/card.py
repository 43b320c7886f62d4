"""One duty in full: the sentence of the plan, the rule, both dates, what was reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.texts import confirmation, correction, evidence, extension, snooze
from bot.texts.confirmation import Setting, timely
from bot.texts.duties import deadline, duty_state, last_day, time_left
from bot.texts.language import Html, Language, Sentence, day, day_with_weekday, lines, listed, quoted
from bot.texts.message import Action, Button, Keyboard, Message, button
from bot.texts.plan_words import clause, note_line
from bot.texts.reports import STATUS, DutyEvents, history
from plan_data.duty_state import DutyState, ReportStatus
from plan_data.store.duties import Duty
from plan_data.store.extension import revocable
from plan_data.timeliness import Today

SENTENCE_ROOM = 1200
LONGEST_LABEL = 60

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
_ANSWER = Sentence(vi="Trả lời tin này: “xong”, “60%”, “vướng: …”.", en="Reply: “done”, “60%”, “blocked: …”.")
_CHOICES = Sentence(
    vi="Mã {code} ứng với {n} đơn vị. Chọn đơn vị:", en="{code} belongs to {n} units. Choose one:"
)
_CHOICES_OF_DATES = Sentence(
    vi="Việc {code} có {n} hạn. Chọn hạn:", en="{code} has {n} deadlines. Choose one:"
)
_CHOICES_OF_PLANS = Sentence(
    vi="Có nhiều việc mang mã {code}. Chọn việc:", en="Several obligations have the code {code}. Choose one:"
)
_UNKNOWN = Sentence(
    vi="Không có việc nào mang mã {code} trong phần bạn được xem. Gõ /denhan để xem danh sách.",
    en="There is no obligation {code} among those you may see. Send /due for the list.",
)
_ASK_CODE = Sentence(
    vi="Gõ mã việc sau lệnh, ví dụ: /chitiet GN-03. Mã đứng cạnh tên việc trong danh sách.",
    en="Add the code, for example: /detail GN-03. It stands beside each title.",
)

_REPORTED_AT = Sentence(vi="Báo xong: {at}, {timely}", en="Reported done: {at}, {timely}")
_RETURNED_WHY = Sentence(vi="↩️ Bị trả lại: <b>{reason}</b>", en="↩️ Returned: <b>{reason}</b>")
_NEEDS_EVIDENCE = Sentence(
    vi="📎 Chỉ hoàn thành khi có văn bản hoặc tệp kèm theo.",
    en="📎 Complete only with a document or a file.",
)
_CONFIRMED_BY = Sentence(vi="{unit} xác nhận hoàn thành.", en="{unit} confirms completion.")
_PENDING = Sentence(
    vi="⏳ Đang xin lùi đến {until}; hạn vẫn là ngày cũ cho đến khi được đồng ý.",
    en="⏳ {until} was asked for; the deadline stays until that is granted.",
)
_SNOOZED = Sentence(
    vi="🔕 Cuộc trò chuyện này nhắc lại vào {until}; hạn không đổi.",
    en="🔕 This chat is reminded again on {until}; the deadline stays.",
)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader of a card may do with its duty."""

    report: bool = False
    confirm: bool = False
    correct: bool = False


def duty_card(
    duty: Duty,
    events: DutyEvents,
    setting: Setting,
    rights: Rights,
    *,
    snoozed_until: date | None,
    waiting_report_id: int | None,
) -> Message:
    """Everything about one duty; with buttons for what the reader may do."""
    language, today = setting.language, setting.today
    role = (_ROLE_LEAD if duty.is_lead else _ROLE_COOPERATING)(language)
    state = None if duty.is_finished else duty_state(duty, today, language)
    text = lines(
        _HEAD(language, title=duty.title, code=duty.code, unit=f"{duty.unit_name} ({role})"),
        Html(" · ".join(part for part in (time_left(duty, today, language), state) if part)),
        *_news(duty, events, setting),
        _SNOOZED(language, until=day_with_weekday(snoozed_until, language)) if snoozed_until else None,
        "",
        _PHRASE(language, phrase=duty.phrase) if duty.phrase else None,
        _dates(duty, language),
        _judged(duty, today, language),
        _report_to(duty, language),
        _CONFIRMED_BY(language, unit=duty.confirmer_name) if duty.confirmer_name else None,
        _NEEDS_EVIDENCE(language) if duty.evidence_required else None,
        note_line(duty.note, language) if duty.note else None,
        "",
        _in_the_plan(duty, language),
        history(events, setting.zone, language),
        Html(f"<i>{_ANSWER(language)}</i>") if rights.report and not duty.is_finished else None,
    )
    buttons = _buttons(duty, events, rights, waiting_report_id, language)
    return Message(text, buttons, duty_ids=(duty.id,))


def _in_the_plan(duty: Duty, language: Language) -> Html:
    """The clause as it stands in the plan."""
    where, sentence = clause(duty.section, language), quoted(duty.sentence[:SENTENCE_ROOM])
    head = f"{where[0].upper()}{where[1:]}: " if where else ""
    return Html(f"<blockquote>{head}{sentence}</blockquote>")


def _news(duty: Duty, events: DutyEvents, setting: Setting) -> Iterator[Html]:
    """What somebody has to know first: when it was reported, why it came back, what was asked for."""
    language = setting.language
    if duty.reported_at is not None:
        at = day(setting.today.day_of(duty.reported_at), language)
        yield _REPORTED_AT(language, at=at, timely=timely(duty, setting))
    if duty.state is DutyState.RETURNED:
        reasons = [each.reason for each in events.decisions if not each.is_confirmed]
        yield _RETURNED_WHY(language, reason=reasons[-1] if reasons and reasons[-1] else "")
    for each in events.extensions:
        if each.is_pending:
            yield _PENDING(language, until=day_with_weekday(each.until, language))


def _buttons(
    duty: Duty, events: DutyEvents, rights: Rights, waiting_report_id: int | None, language: Language
) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    if rights.confirm and waiting_report_id is not None:
        rows.append(confirmation.decision_buttons(waiting_report_id, language))
    granted = revocable(events.extensions, due_on=duty.due_on, planned_due_on=duty.planned_due_on)
    if rights.confirm and granted is not None and not duty.is_finished:
        rows.append((extension.revoke_button(granted, language),))
    if rights.report:
        if duty.state is not DutyState.DONE:
            rows += report_buttons(duty.id, language)
        send = evidence.send_button(duty.id, language)
        can_move = duty.is_lead and duty.due_on is not None and not duty.is_finished
        rows.append((send, extension.ask_button(duty.id, language)) if can_move else (send,))
    if events.evidence:
        rows.append((evidence.get_button(duty.id, len(events.evidence), language),))
    if duty.due_on is not None and not duty.is_finished:
        rows.append((snooze.offer_button(duty.id, language),))
    if rights.correct and events.reports:
        rows.append((correction.correct_button(duty.id, language),))
    return tuple(rows)


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
    last = last_day(duty, language)
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


def choose_unit(code: str, duties: Sequence[Duty], language: Language) -> Message:
    """Several units have this duty, or it has several dates, or several plans have this code: choose which."""
    units = {duty.unit_code for duty in duties}
    if len({duty.obligation_id for duty in duties}) > 1:
        ask = _CHOICES_OF_PLANS(language, code=code)
        labels = [f"{duty.code} · {duty.title}" for duty in duties]
    elif len(units) == 1:
        ask = _CHOICES_OF_DATES(language, code=code, n=len(duties))
        labels = [" · ".join(filter(None, (duty.code, deadline(duty, language)))) for duty in duties]
    else:
        ask = _CHOICES(language, code=code, n=len(units))
        labels = [f"{duty.unit_name} · {duty.code}" for duty in duties]
    return Message(
        ask,
        tuple(
            (button(label[:LONGEST_LABEL], Action.OPEN_DUTY, duty.id),)
            for label, duty in zip(labels, duties, strict=True)
        ),
    )


def unknown_code(code: str, language: Language) -> Message:
    return Message(_UNKNOWN(language, code=code))


def ask_code(language: Language) -> Message:
    return Message(_ASK_CODE(language))
