"""An administrator corrects what was reported, always with a reason."""

from bot.texts.language import Html, Language, Sentence, lines
from bot.texts.message import Action, Button, Message, button
from bot.texts.reports import report_text
from plan_data.store.duties import Duty
from plan_data.store.progress import RecordedReport

_BUTTON = Sentence(vi="🛠 Sửa báo cáo (quản trị)", en="🛠 Correct (administrator)")
_HOW = Sentence(
    vi="🛠 Gõ mã việc, tiến độ đúng và lý do, ví dụ:\n<code>/suatiendo GN-03 60%; lý do: đơn vị báo nhầm</code>\n<code>/suatiendo GN-03 bỏ; lý do: báo nhầm việc</code> để chỉ bỏ báo cáo gần nhất.",
    en="🛠 Send the code, how it really stands, and a reason, for example:\n<code>/correct GN-03 60%; reason: wrong number</code>\n<code>/correct GN-03 strike; reason: wrong obligation</code> only strikes out the newest report.",
)
_ASK = Sentence(
    vi="🛠 <b>{title}</b> <code>{code}</code> ({unit})\nBáo cáo gần nhất: {report}\nHãy nhắn tiến độ đúng và lý do, ví dụ “60%; lý do: đơn vị báo nhầm”, hoặc “bỏ; lý do: …” để chỉ bỏ báo cáo này.",
    en="🛠 <b>{title}</b> <code>{code}</code> ({unit})\nNewest report: {report}\nWrite how it stands and why, e.g. “60%; reason: wrong number”, or “strike; reason: …” only to strike it out.",
)
_NO_REPORT = Sentence(vi="chưa có", en="none")
_NEEDS_REASON = Sentence(
    vi="Chưa sửa gì: cần cả tiến độ đúng và lý do, cách nhau bằng “; lý do:”. Ví dụ “60%; lý do: đơn vị báo nhầm”.",
    en="Nothing was changed: give both how it stands and a reason, divided by “; reason:”. E.g. “60%; reason: wrong number”.",
)
_DONE = Sentence(
    vi="🛠 <b>Quản trị đã sửa báo cáo</b>: {title} <code>{code}</code>\n🏛 {unit}\nTrước: {before}\nNay: {after}\nLý do: {reason}\n({who}) Lịch sử giữ cả hai.",
    en="🛠 <b>Corrected by an administrator</b>: {title} <code>{code}</code>\n🏛 {unit}\nBefore: {before}\nNow: {after}\nReason: {reason}\n({who}) The history keeps both.",
)
_STRUCK = Sentence(vi="bỏ báo cáo gần nhất", en="the newest report struck out")
_CANCEL = Sentence(vi="Bỏ qua", en="Never mind")


def correct_button(duty_id: int, language: Language) -> Button:
    return button(_BUTTON(language), Action.CORRECT, duty_id)


def how_to_correct(language: Language) -> Message:
    return Message(_HOW(language))


def ask(duty: Duty, newest: RecordedReport | None, language: Language) -> Message:
    return Message(
        _ASK(
            language,
            title=duty.title,
            code=duty.code,
            unit=duty.unit_name,
            report=_what(newest, language),
        ),
        ((button(_CANCEL(language), Action.CANCEL),),),
    )


def needs_reason(language: Language) -> Message:
    return Message(_NEEDS_REASON(language))


def corrected(
    duty: Duty,
    before: RecordedReport | None,
    after: RecordedReport | None,
    reason: str,
    who: str,
    language: Language,
) -> Message:
    """To the administrator, and to those whose report it was."""
    return Message(
        lines(
            _DONE(
                language,
                title=duty.title,
                code=duty.code,
                unit=duty.unit_name,
                before=_what(before, language),
                after=report_text(after, language) if after else _STRUCK(language),
                reason=reason,
                who=who,
            )
        ),
        duty_ids=(duty.id,),
    )


def _what(report: RecordedReport | None, language: Language) -> Html:
    return report_text(report, language) if report else _NO_REPORT(language)
