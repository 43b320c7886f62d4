"""Answers to progress reports: what was understood, with a way back."""

from collections.abc import Sequence
from datetime import timedelta

from bot.texts import evidence
from bot.texts.duties import BUTTONS_A_ROW, ROOM, choice, cut
from bot.texts.language import Html, Language, Sentence, lines, quoted, shortened
from bot.texts.message import Action, Button, Keyboard, Message, button, rows_of
from bot.texts.reports import STATUS, report_text
from plan_data.duty_state import DutyState, ReportStatus
from plan_data.store.duties import Duty
from plan_data.store.progress import RecordedReport
from plan_data.store.recorded import Recorded

_RECORDED = Sentence(vi="Đã ghi nhận:", en="Recorded:")
_LINE = Sentence(vi="{what}\n     {title} <code>{code}</code>", en="{what}\n     {title} <code>{code}</code>")
_UNIT_LINE = Sentence(vi="     🏛 {unit}", en="     🏛 {unit}")
_WAITS = Sentence(
    vi="Chờ {via} xác nhận; không nhắc việc này nữa.",
    en="To be confirmed by {via}; no more reminders of it.",
)
_WAITS_SOMEONE = Sentence(
    vi="Chờ cơ quan đầu mối xác nhận; không nhắc việc này nữa.",
    en="To be confirmed by the standing office; no more reminders of it.",
)
_FINISHED = Sentence(vi="Không nhắc việc này nữa.", en="No more reminders of it.")
_HOW_TO_UNDO = Sentence(
    vi="<i>Sai thì trong 24 giờ: bấm nút dưới, hoặc sửa (edit) chính tin của bạn.</i>",
    en="<i>If it is wrong, within 24 hours: tap below, or edit your own message.</i>",
)
_REPLACED = Sentence(vi="✏️ Đã thay bằng:", en="✏️ Replaced by:")
_SEND_DOCUMENT = Sentence(
    vi="Có văn bản thì nhắn thêm, ví dụ: “BC 45/BC-SYT”.",
    en="If there is a document, add its number, e.g. “45/BC-SYT”.",
)
_UNDO = Sentence(vi="↩️ Hoàn tác", en="↩️ Undo")
_AMEND = Sentence(vi="✏️ Sửa", en="✏️ Correct")
_UNDONE = Sentence(
    vi="↩️ Đã hoàn tác. Việc trở lại như trước khi bạn báo:", en="↩️ Taken back. It is again as it was before:"
)
_UNDO_TOO_LATE = Sentence(
    vi="Đã quá 24 giờ nên không sửa, không hoàn tác được. Hãy báo tiến độ mới, hoặc nhờ quản trị sửa.",
    en="More than 24 hours ago: it can no longer be changed. Send a new report, or ask an administrator.",
)
_UNDONE_ALREADY = Sentence(
    vi="Báo cáo này đã được hoàn tác hoặc thay rồi.", en="This report was taken back or replaced already."
)
_DECIDED_ALREADY = Sentence(
    vi="Báo cáo này đã được xử lý (xác nhận, trả lại, hoặc quyết định hạn) nên không hoàn tác được. Hãy báo tiến độ mới, hoặc nhờ quản trị sửa.",
    en="This report was decided on and stays. Send a new one, or ask an administrator.",
)
_NOT_YOUR_REPORT = Sentence(
    vi="Chỉ người đã báo mới sửa hoặc hoàn tác được báo cáo này. Quản trị: /suatiendo.",
    en="Only who made this report may change it. Administrators: /correct.",
)
_EDIT_REFUSED = Sentence(
    vi="Bạn vừa sửa tin nhắn, nhưng báo cáo đã ghi giữ nguyên. {why}",
    en="You edited your message, but what was recorded stays. {why}",
)
_EDIT_UNCLEAR = Sentence(
    vi="Bạn vừa sửa tin thành “{words}”; tôi chưa rõ ý nên báo cáo cũ giữ nguyên: {old}. Hãy sửa lại cho rõ, ví dụ “60%”, hoặc bấm nút.",
    en="You edited your message to “{words}”. I am not sure what it means, so this stays: {old}. Edit it again, e.g. “60%”, or tap a button.",
)
_EDITED_UNDONE = Sentence(
    vi="Báo cáo từ tin này đã được hoàn tác hoặc thay, nên lần sửa này không được ghi. Hãy trả lời lại tin nhắc.",
    en="What this message reported was taken back or replaced; the edit was not recorded. Reply to a reminder again.",
)
_AMEND_HOW = Sentence(
    vi="Hãy nhắn lại tiến độ đúng của việc này, ví dụ “60%”. Báo cáo trước sẽ được thay.",
    en="Write how it really stands, e.g. “60%”. It will replace the earlier report.",
)
_ASK_PERCENT = Sentence(
    vi="{title}\nĐã làm được bao nhiêu phần trăm? Bấm hoặc nhắn một con số.",
    en="{title}\nHow many percent are done? Tap, or write a number.",
)
_ASK_OBSTACLE = Sentence(
    vi="{title}\nĐang vướng gì? Hãy nhắn một câu, ví dụ “chưa có kinh phí”.",
    en="{title}\nWhat is in the way? Write a sentence, e.g. “no budget yet”.",
)
_UNCLEAR = Sentence(
    vi="Tôi chưa rõ ý “{words}”, nên chưa ghi gì.\n{title} <code>{code}</code>\nViệc này thế nào rồi?",
    en="I am not sure about “{words}”, so nothing was recorded.\n{title} <code>{code}</code>\nHow does it stand?",
)
_WHICH = Sentence(
    vi="“{words}” là về việc nào? Bấm số của việc để ghi; chưa bấm thì chưa ghi gì.",
    en="Which obligation does “{words}” mean? Tap its number to record it; nothing is recorded yet.",
)
_NO_LIST = Sentence(
    vi="Tôi không biết tin này nói về việc nào nên chưa ghi gì. Hãy trả lời (reply) một tin nhắc, "
    "hoặc gõ /denhan rồi bấm số của việc.",
    en="I cannot tell which obligation you mean, so nothing was recorded. Reply to a reminder, "
    "or send /due and tap a number.",
)
_NO_SUCH_NUMBER = Sentence(
    vi="Danh sách không có số {numbers}; phần đó chưa ghi.",
    en="The list has no number {numbers}; that part was not recorded.",
)
_NOTHING_OF_NUMBER = Sentence(
    vi="Danh sách không có số {numbers} nên chưa ghi gì. Hãy xem lại số của việc, hoặc nhắn kèm mã: “GN-03 xong”.",
    en="The list has no number {numbers}, so nothing was recorded. Look again, or name the code: “GN-03 done”.",
)
_MAY_NOT = Sentence(
    vi="Bạn chỉ được xem, không được báo tiến độ cho {unit}. Cần báo thay, hãy nhờ quản trị cấp quyền đầu mối.",
    en="You may see {unit} but not report for it. Ask an administrator for the reporter role.",
)
_CANCEL = Sentence(vi="Bỏ qua", en="Never mind")
_CANCELLED = Sentence(vi="Đã bỏ qua, không ghi gì.", en="Nothing was recorded.")
_HOW_TO_REPORT = Sentence(
    vi="Gõ mã việc rồi tiến độ, ví dụ: <code>/tiendo GN-03 60%</code>. "
    "Tiện hơn: trả lời (reply) tin nhắc, hoặc gõ /denhan rồi bấm số của việc.",
    en="Add the code and how it stands, for example: <code>/progress GN-03 60%</code>. "
    "Easier: reply to a reminder, or send /due and tap a number.",
)
_HOW_DOES_IT_STAND = Sentence(
    vi="{title} <code>{code}</code>\nViệc này thế nào rồi?",
    en="{title} <code>{code}</code>\nHow does it stand?",
)

PERCENTS = (10, 25, 50, 60, 75, 90)

REMARK_ROOM = 1000
SHORT_REMARK_ROOM = 120
"""Characters of somebody's words that are said again; less where there are several."""

UNDO_WITHIN = timedelta(hours=24)
"""How long a report can be taken back or edited; the sentences above say so."""


def recorded(
    done: Sequence[Recorded], language: Language, *, missing_numbers: Sequence[int] = ()
) -> Sequence[Message]:
    """What was understood and written down, in as many messages as it needs; with buttons to take it back."""
    return _recorded(_RECORDED(language), done, language, missing_numbers)


def replaced(done: Sequence[Recorded], language: Language) -> Sequence[Message]:
    """What stands in the place of an earlier report now."""
    return _recorded(_REPLACED(language), done, language, ())


def _recorded(
    head: Html, done: Sequence[Recorded], language: Language, missing_numbers: Sequence[int]
) -> Sequence[Message]:
    is_one = len(done) == 1
    name_units = len({each.duty.unit_code for each in done}) > 1
    note_room = REMARK_ROOM if is_one else SHORT_REMARK_ROOM
    items = [_item(each, language, note_room=note_room, name_units=name_units) for each in done]
    wants_document = any(
        each.report.status is ReportStatus.DONE and not each.report.document for each in done
    )
    foot = lines(
        _missing(missing_numbers, language),
        _SEND_DOCUMENT(language) if wants_document else None,
        _HOW_TO_UNDO(language),
    )
    if is_one:
        return [_message(lines(head, *items, foot), done, language, name_codes=False)]
    # Several are set apart by an empty line, as in the list that was answered.
    parts = cut(items, ROOM - len(head) - len(foot))
    messages, first = [], 0
    for number, part in enumerate(parts, start=1):
        told = done[first : first + len(part)]
        first += len(part)
        text = Html(
            "\n\n".join(
                (*((head,) if number == 1 else ()), *part, *((foot,) if number == len(parts) else ()))
            )
        )
        messages.append(_message(text, told, language, name_codes=True))
    return messages


def _message(text: Html, told: Sequence[Recorded], language: Language, *, name_codes: bool) -> Message:
    buttons = _undo_buttons(told, language, name_codes=name_codes)
    return Message(text, buttons, duty_ids=tuple(each.duty.id for each in told))


def _item(each: Recorded, language: Language, *, note_room: int, name_units: bool) -> Html:
    duty = each.duty
    what = report_text(each.report, language, note_room=note_room)
    return lines(
        _LINE(language, what=what, title=duty.title, code=duty.code),
        _UNIT_LINE(language, unit=duty.unit_name) if name_units else None,
        _what_follows(duty, each.report, language),
    )


def _what_follows(duty: Duty, report: RecordedReport, language: Language) -> Html | None:
    if report.status is ReportStatus.UNPROVEN:
        return evidence.missing(language)
    if report.status is not ReportStatus.DONE:
        return None
    if duty.state is not DutyState.REPORTED:
        return _FINISHED(language)
    name = duty.confirmer_name
    return _WAITS(language, via=name) if name else _WAITS_SOMEONE(language)


def _missing(numbers: Sequence[int], language: Language) -> Html | None:
    if not numbers:
        return None
    return _NO_SUCH_NUMBER(language, numbers=", ".join(map(str, numbers)))


def _undo_buttons(told: Sequence[Recorded], language: Language, *, name_codes: bool) -> Keyboard:
    """Take back one report or, where one reply made several, each by itself."""

    def pair(each: Recorded, suffix: str) -> tuple[Button, ...]:
        return (
            button(_AMEND(language) + suffix, Action.AMEND, each.report.id),
            button(_UNDO(language) + suffix, Action.UNDO, each.report.id),
        )

    return tuple(pair(each, f" {each.duty.code}" if name_codes else "") for each in told)


def undone(duty: Duty, state: Html | None, language: Language) -> Message:
    """A report was taken back."""
    return Message(
        lines(_UNDONE(language), Html(f"{quoted(duty.title)} <code>{duty.code}</code>"), state),
        duty_ids=(duty.id,),
    )


def undo_too_late(language: Language) -> str:
    return _UNDO_TOO_LATE(language)


def undone_already(language: Language) -> str:
    return _UNDONE_ALREADY(language)


def decided_already(language: Language) -> str:
    return _DECIDED_ALREADY(language)


def not_your_report(language: Language) -> str:
    return _NOT_YOUR_REPORT(language)


def edit_refused(why: str, language: Language) -> Message:
    """A message was edited too late, or after somebody decided on it."""
    return Message(_EDIT_REFUSED(language, why=why))


def edit_unclear(words: str, standing: Sequence[RecordedReport], language: Language) -> Message:
    """A message was edited to something that can be read in two ways: what stood stays."""
    old = "; ".join(report_text(report, language) for report in standing)
    return Message(
        _EDIT_UNCLEAR(language, words=shortened(words, SHORT_REMARK_ROOM), old=Html(old)),
        tuple(
            (
                button(_AMEND(language), Action.AMEND, report.id),
                button(_UNDO(language), Action.UNDO, report.id),
            )
            for report in standing
        ),
    )


def edited_undone(language: Language) -> Message:
    return Message(_EDITED_UNDONE(language))


def amend_how(duty: Duty, language: Language) -> Message:
    return Message(
        lines(Html(f"<b>{quoted(duty.title)}</b>"), _AMEND_HOW(language)),
        ((button(_CANCEL(language), Action.CANCEL),),),
    )


def ask_percent(duty: Duty, language: Language) -> Message:
    buttons = tuple(
        button(f"{percent}%", Action.REPORT, duty.id, ReportStatus.IN_PROGRESS.value, percent)
        for percent in PERCENTS
    )
    return Message(_ASK_PERCENT(language, title=duty.title), (buttons[:3], buttons[3:]))


def ask_obstacle(duty: Duty, language: Language) -> Message:
    return Message(_ASK_OBSTACLE(language, title=duty.title), ((button(_CANCEL(language), Action.CANCEL),),))


def unclear(duty: Duty, words: str, language: Language) -> Message:
    """The reply can be read in two ways, or not at all: ask with buttons, record nothing."""
    return Message(
        _UNCLEAR(language, words=shortened(words, SHORT_REMARK_ROOM), title=duty.title, code=duty.code),
        _all_statuses(duty, language),
        duty_ids=(duty.id,),
    )


def how_does_it_stand(duty: Duty, language: Language) -> Message:
    """Ask for a report of one duty."""
    return Message(
        _HOW_DOES_IT_STAND(language, title=duty.title, code=duty.code),
        _all_statuses(duty, language),
        duty_ids=(duty.id,),
    )


def how_to_report(language: Language) -> Message:
    return Message(_HOW_TO_REPORT(language))


def _all_statuses(duty: Duty, language: Language) -> Keyboard:
    def report(status: ReportStatus, action: Action) -> Button:
        return button(STATUS[status](language), action, duty.id, status.value)

    return (
        (report(ReportStatus.DONE, Action.REPORT), report(ReportStatus.IN_PROGRESS, Action.ASK_PERCENT)),
        (report(ReportStatus.BLOCKED, Action.ASK_OBSTACLE), report(ReportStatus.NOT_STARTED, Action.REPORT)),
        (button(_CANCEL(language), Action.CANCEL),),
    )


def which_duty(words: str, choices: Sequence[tuple[int, Duty]], language: Language) -> Message:
    """The reply names no number and the list has several duties, or it replies to nothing fresh."""
    buttons = [button(str(number), Action.APPLY_WORDS, duty.id) for number, duty in choices]
    cancel = (button(_CANCEL(language), Action.CANCEL),)
    return Message(
        lines(
            _WHICH(language, words=shortened(words, SHORT_REMARK_ROOM)),
            *(choice(number, duty) for number, duty in choices),
        ),
        (*rows_of(buttons, BUTTONS_A_ROW), cancel),
    )


def no_list(language: Language) -> Message:
    return Message(_NO_LIST(language))


def no_such_number(numbers: Sequence[int], language: Language) -> Message:
    """Nothing else was in the message."""
    return Message(_NOTHING_OF_NUMBER(language, numbers=", ".join(map(str, numbers))))


def may_not_report(unit_name: str, language: Language) -> Message:
    return Message(_MAY_NOT(language, unit=unit_name))


def cancelled(language: Language) -> Message:
    return Message(_CANCELLED(language))
