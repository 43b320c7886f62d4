"""Reports that wait for confirmation: the coordinator's queue, and what the unit is told."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.texts.duties import deadline, deadline_in_list
from bot.texts.language import Html, Language, Sentence, day, days, lines, moment, shortened
from bot.texts.message import Action, Button, Message, button
from plan_data.store.confirmation import Queue, WaitingReport
from plan_data.store.duties import Duty
from plan_data.store.progress import RecordedReport
from plan_data.timeliness import Today, days_overdue

PAGE = 5
"""Reports a page: each has its own row of buttons."""
NOTE_ROOM = 400

_NOTHING_WAITS = Sentence(
    vi="📥 Không có báo cáo nào chờ bạn xác nhận.", en="📥 No report waits for your confirmation."
)
_QUEUE = Sentence(vi="📥 <b>Chờ xác nhận</b>: {n} việc", en="📥 <b>To be confirmed</b>: {n}")
_PAGE = Sentence(vi="Trang {page}/{pages}", en="Page {page} of {pages}")
_ITEM = Sentence(
    vi="<b>{number}.</b> {title} <code>{code}</code>\n     🏛 {unit}",
    en="<b>{number}.</b> {title} <code>{code}</code>\n     🏛 {unit}",
)
_REPORTED = Sentence(vi="     Báo xong lúc {at} ({who})", en="     Reported done {at} ({who})")
_ON_TIME = Sentence(vi="🟢 đúng hạn", en="🟢 on time")
_LATE = Sentence(vi="🟠 quá hạn {days}", en="🟠 {days} late")
_NO_DEADLINE = Sentence(vi="không hạn", en="no deadline")
_DOCUMENT = Sentence(vi="📄 {document}", en="📄 {document}")
_DOCUMENT_OF = Sentence(vi="📄 {document} ngày {day}", en="📄 {document} of {day}")
_FILES = Sentence(vi="📎 {n} tệp", en="📎 files: {n}")
_NO_PROOF = Sentence(vi="chưa kèm văn bản, tệp", en="no document, no file")
_NOTE = Sentence(vi="     “{note}”", en="     “{note}”")
_HINT = Sentence(
    vi="Ngày tính đúng hạn là ngày đơn vị báo cáo, không phải ngày bạn xác nhận.",
    en="What counts is the day the unit reported, not the day you confirm.",
)
_CONFIRM = Sentence(vi="✅ Xác nhận", en="✅ Confirm")
_RETURN = Sentence(vi="↩️ Trả lại", en="↩️ Return")
_PREVIOUS = Sentence(vi="◀ Trước", en="◀ Back")
_NEXT = Sentence(vi="Sau ▶", en="More ▶")
_EXTENSIONS = Sentence(vi="⏳ Đề nghị lùi hạn ({n})", en="⏳ Requests for later dates ({n})")

_WHY_RETURN = Sentence(
    vi="↩️ Trả lại <b>{title}</b> <code>{code}</code> ({unit})\nVì sao? Bấm một lý do, hoặc nhắn lý do của bạn.",
    en="↩️ Return <b>{title}</b> <code>{code}</code> ({unit})\nWhy? Tap a reason, or write your own.",
)
REASONS = (
    Sentence(vi="Thiếu văn bản, minh chứng", en="Document or evidence missing"),
    Sentence(vi="Số liệu chưa khớp", en="The figures do not match"),
    Sentence(vi="Chưa đủ nội dung được giao", en="Not all that was asked for"),
)
"""Ready reasons; a button holds the number of one."""
_NEVER_MIND = Sentence(vi="Bỏ qua", en="Never mind")

_CONFIRMED_TOAST = Sentence(vi="Đã xác nhận {code}.", en="{code} is confirmed.")
_CONFIRMED = Sentence(
    vi="✅ Đã xác nhận hoàn thành: <b>{title}</b> <code>{code}</code> ({unit})\nNgày tính: {at}, {timely}.",
    en="✅ Confirmed as done: <b>{title}</b> <code>{code}</code> ({unit})\nCounted as of {at}, {timely}.",
)
_YOURS_CONFIRMED = Sentence(
    vi="✅ {who} đã xác nhận hoàn thành: <b>{title}</b> <code>{code}</code>\nNgày tính: {at}, {timely}.",
    en="✅ {who} confirmed as done: <b>{title}</b> <code>{code}</code>\nCounted as of {at}, {timely}.",
)
_RETURNED = Sentence(
    vi="↩️ Đã trả lại <b>{title}</b> <code>{code}</code> ({unit}).\nLý do: {reason}\nĐơn vị đã được báo ngay và sẽ được nhắc lại.",
    en="↩️ Returned: <b>{title}</b> <code>{code}</code> ({unit}).\nReason: {reason}\nThe unit was told at once and will be reminded again.",
)
_YOURS_RETURNED = Sentence(
    vi="↩️ <b>Bị trả lại</b>: {title} <code>{code}</code>\n🏛 {unit}\nLý do: <b>{reason}</b>\n({who}, {at})",
    en="↩️ <b>Returned</b>: {title} <code>{code}</code>\n🏛 {unit}\nReason: <b>{reason}</b>\n({who}, {at})",
)
_WHAT_NOW = Sentence(
    vi="Việc chưa được tính là xong và được nhắc lại. Bổ sung xong, hãy trả lời (reply) tin này: gửi tệp, ảnh, hoặc “xong, BC 45/BC-SYT”.",
    en="It does not count as done and you are reminded again. When it is complete, reply to this message: send a file or photo, or “done, 45/BC-SYT”.",
)
_NOT_WAITING = Sentence(
    vi="Báo cáo này không còn chờ xác nhận: đã được xử lý, hoặc đơn vị đã sửa. Gõ /choxacnhan để xem lại.",
    en="This report no longer waits: it was dealt with, or the unit changed it. Send /confirm for the list.",
)
_MAY_NOT = Sentence(
    vi="Bạn không xác nhận việc này; việc này do {unit} xác nhận.",
    en="This is not yours to confirm; {unit} confirms it.",
)
_ADMINISTRATOR = Sentence(vi="quản trị", en="an administrator")
_NEWS = Sentence(
    vi="📥 Có báo cáo mới chờ xác nhận: {title} <code>{code}</code> ({unit}).\nTổng cộng {n} việc đang chờ.",
    en="📥 A new report waits for confirmation: {title} <code>{code}</code> ({unit}).\n{n} wait in all.",
)
_NEWS_QUIET = Sentence(
    vi="<i>Đến khi bạn mở danh sách, các báo cáo sau không nhắn riêng nữa (mỗi ngày một tin).</i>",
    en="<i>Until you open the list there is at most one such message a day.</i>",
)
_OPEN = Sentence(vi="📥 Mở danh sách", en="📥 Open the list")
_OPEN_DUTY = Sentence(vi="📌 Xem việc này", en="📌 See this obligation")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text needs to know of its reader and the day."""

    today: Today
    language: Language

    @property
    def zone(self) -> ZoneInfo:
        return self.today.zone


def waiting_list(queue: Queue, page: int, extensions: int, setting: Setting) -> Message:
    """The coordinator's queue: what was reported, with a row of buttons for each."""
    language = setting.language
    more = ((button(_EXTENSIONS(language, n=extensions), Action.LIST_EXTENSIONS),),) if extensions else ()
    if not queue.total:
        return Message(_NOTHING_WAITS(language), more)
    pages = -(-queue.total // PAGE)
    first = page * PAGE + 1
    items = [_item(number, each, setting) for number, each in enumerate(queue.reports, start=first)]
    head = lines(
        _QUEUE(language, n=queue.total),
        _PAGE(language, page=page + 1, pages=pages) if pages > 1 else None,
    )
    rows = tuple(
        _row(number, each, page, alone=queue.total == 1, language=language)
        for number, each in enumerate(queue.reports, start=first)
    )
    turning = []
    if page > 0:
        turning.append(button(_PREVIOUS(language), Action.LIST_WAITING, page - 1))
    if page + 1 < pages:
        turning.append(button(_NEXT(language), Action.LIST_WAITING, page + 1))
    return Message(
        Html("\n\n".join((head, *items, f"<i>{_HINT(language)}</i>"))),
        rows + ((tuple(turning),) if turning else ()) + more,
    )


def _item(number: int, waiting: WaitingReport, setting: Setting) -> Html:
    duty, report, language = waiting.duty, waiting.report, setting.language
    proofs = [_document(report, language), _FILES(language, n=waiting.files) if waiting.files else None]
    proof = " · ".join(each for each in proofs if each) or _NO_PROOF(language)
    return lines(
        _ITEM(language, number=number, title=duty.title, code=duty.code, unit=duty.unit_name),
        _REPORTED(language, at=moment(report.reported_at, setting.zone, language), who=report.official_name),
        Html(
            "     "
            + " · ".join(
                filter(None, (timely(duty, setting), deadline_in_list(duty, setting.today, language)))
            )
        ),
        Html(f"     {proof}"),
        _NOTE(language, note=shortened(report.note, NOTE_ROOM)) if report.note else None,
    )


def _document(report: RecordedReport, language: Language) -> Html | None:
    if not report.document:
        return None
    if report.document_on:
        return _DOCUMENT_OF(language, document=report.document, day=day(report.document_on, language))
    return _DOCUMENT(language, document=report.document)


def _row(
    number: int, waiting: WaitingReport, page: int, *, alone: bool, language: Language
) -> tuple[Button, ...]:
    suffix = "" if alone else f" {number}"
    row = [
        button(_CONFIRM(language) + suffix, Action.CONFIRM, waiting.report.id, page),
        button(_RETURN(language) + suffix, Action.ASK_RETURN, waiting.report.id),
    ]
    if waiting.files:
        row.append(button(f"📎{suffix} ({waiting.files})", Action.GET_EVIDENCE, waiting.duty.id))
    return tuple(row)


def decision_buttons(report_id: int, language: Language) -> tuple[Button, ...]:
    """Under the card of a duty that waits."""
    return (
        button(_CONFIRM(language), Action.CONFIRM, report_id),
        button(_RETURN(language), Action.ASK_RETURN, report_id),
    )


def timely(duty: Duty, setting: Setting) -> Html:
    """Whether the unit reported in time, as of the day it reported."""
    language = setting.language
    if duty.due_on is None or duty.reported_at is None:
        return _NO_DEADLINE(language)
    reported_on = setting.today.day_of(duty.reported_at)
    late = days_overdue(duty.due_on, reported_on, setting.today.calendar)
    return _LATE(language, days=days(late, language)) if late else _ON_TIME(language)


def why_return(duty: Duty, report_id: int, language: Language) -> Message:
    """Ask the coordinator for a reason; without one nothing is returned."""
    presets = tuple(
        (button(reason(language), Action.RETURN, report_id, number),) for number, reason in enumerate(REASONS)
    )
    return Message(
        _WHY_RETURN(language, title=duty.title, code=duty.code, unit=duty.unit_name),
        (*presets, (button(_NEVER_MIND(language), Action.CANCEL),)),
    )


def confirmed_toast(duty: Duty, language: Language) -> str:
    return _CONFIRMED_TOAST(language, code=duty.code)


def confirmed(duty: Duty, setting: Setting) -> Message:
    """To the coordinator, where the button stood under a card."""
    return Message(_confirmed(_CONFIRMED, duty, setting, unit=duty.unit_name), duty_ids=(duty.id,))


def yours_confirmed(duty: Duty, who: str, setting: Setting) -> Message:
    """To the official who reported."""
    return Message(_confirmed(_YOURS_CONFIRMED, duty, setting, who=who), duty_ids=(duty.id,))


def _confirmed(sentence: Sentence, duty: Duty, setting: Setting, **names: str) -> Html:
    at = day(setting.today.day_of(duty.reported_at), setting.language) if duty.reported_at else ""
    return sentence(
        setting.language, title=duty.title, code=duty.code, at=at, timely=timely(duty, setting), **names
    )


def returned(duty: Duty, reason: str, language: Language) -> Message:
    """To the coordinator."""
    return Message(_RETURNED(language, title=duty.title, code=duty.code, unit=duty.unit_name, reason=reason))


def yours_returned(duty: Duty, reason: str, who: str, at: datetime, setting: Setting) -> Message:
    """To those who follow the unit and to the official who reported; a reply to it is about the duty."""
    language = setting.language
    due = deadline(duty, language)
    return Message(
        lines(
            _YOURS_RETURNED(
                language,
                title=duty.title,
                code=duty.code,
                unit=duty.unit_name,
                reason=reason,
                who=who,
                at=moment(at, setting.zone, language),
            ),
            Html(f"🗓 {due}") if due else None,
            "",
            _WHAT_NOW(language),
        ),
        ((button(_OPEN_DUTY(language), Action.OPEN_DUTY, duty.id),),),
        duty_ids=(duty.id,),
    )


def not_waiting(language: Language) -> str:
    return _NOT_WAITING(language)


def may_not_confirm(confirmer: str | None, language: Language) -> str:
    return _MAY_NOT(language, unit=confirmer or _ADMINISTRATOR(language))


def news_for_coordinator(duty: Duty, waiting: int, language: Language) -> Message:
    """A report came in that waits; told at most once a day until the queue is opened."""
    return Message(
        lines(
            _NEWS(language, title=duty.title, code=duty.code, unit=duty.unit_name, n=waiting),
            _NEWS_QUIET(language),
        ),
        ((button(_OPEN(language), Action.LIST_WAITING, 0),),),
    )


def ready_reason(number: int, language: Language) -> str:
    """The words of a ready reason.

    :raises IndexError: there is none with this number.
    """
    if number < 0:
        raise IndexError(number)
    return REASONS[number](language)
