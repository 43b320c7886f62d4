"""Later dates: asking, deciding, and what those concerned are told. Old date and new always stand together."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.texts.language import Html, Language, Sentence, day, day_with_weekday, lines, moment
from bot.texts.message import Action, Button, Message, button
from plan_data.store.duties import Duty
from plan_data.store.extension import Extension

_BUTTON = Sentence(vi="⏳ Xin gia hạn", en="⏳ Ask for a later date")
_ASK = Sentence(
    vi="⏳ <b>{title}</b> <code>{code}</code>\nHạn hiện nay: {due}. Xin lùi đến ngày nào, vì sao? Ví dụ: “đến {example} vì chờ số liệu của huyện”.",
    en="⏳ <b>{title}</b> <code>{code}</code>\nDue {due}. Until when, and why? For example: “until {example} because figures are missing”.",
)
_ASKED = Sentence(
    vi="⏳ Đã gửi đề nghị lùi hạn {title} <code>{code}</code>: {old} → <b>{new}</b>, chờ {unit} quyết định.\nHạn vẫn là {old} cho đến khi được đồng ý.",
    en="⏳ Your request for {title} <code>{code}</code> was sent: {old} → <b>{new}</b>, to be decided by {unit}.\nIt is due {old} until that is granted.",
)
_ASKED_LATE = Sentence(
    vi="⚠️ Hạn cũ đã qua: đề nghị được ghi là “xin sau hạn”.",
    en="⚠️ The deadline has passed: the request is marked as late.",
)
_ADMINISTRATOR = Sentence(vi="quản trị", en="an administrator")
_NO_DEADLINE = Sentence(
    vi="Việc này không có hạn nên không cần xin lùi.", en="This obligation has no deadline to move."
)
_FINISHED = Sentence(
    vi="Việc này đã báo xong nên không cần xin lùi hạn.", en="This is reported done; no later date is needed."
)
_ONLY_LEAD = Sentence(
    vi="Chỉ đơn vị chủ trì xin lùi hạn; đơn vị phối hợp theo hạn của đơn vị chủ trì.",
    en="Only the lead unit asks for a later date; units that help follow it.",
)
_NOT_LATER = Sentence(
    vi="Ngày xin phải sau hạn hiện nay ({due}) và sau hôm nay, không quá một năm. Hãy nhắn ngày khác, ví dụ “đến {example}”.",
    en="The date has to lie after the deadline ({due}) and after today, within a year. Name another, e.g. “until {example}”.",
)
_REQUEST = Sentence(
    vi="⏳ <b>Đề nghị lùi hạn</b>\n{title} <code>{code}</code>\n🏛 {unit}\nHạn cũ: {old} → xin đến: <b>{new}</b>\nLý do: {reason}\n({who}, {at})",
    en="⏳ <b>Request for a later date</b>\n{title} <code>{code}</code>\n🏛 {unit}\nDue {old} → asked for: <b>{new}</b>\nReason: {reason}\n({who}, {at})",
)
_LATE = Sentence(vi="⚠️ Xin sau hạn", en="⚠️ Asked after the deadline")
_NO_REASON = Sentence(vi="không nêu", en="none given")
_GRANT = Sentence(vi="✅ Đồng ý", en="✅ Grant")
_DENY = Sentence(vi="✖️ Từ chối", en="✖️ Deny")
_WHICH_DOCUMENT = Sentence(
    vi="✅ Đồng ý lùi hạn {title} <code>{code}</code> đến <b>{new}</b>.\nSố văn bản đồng ý? Ví dụ “123/UBND-VX ngày 5/5”. Chưa có thì bấm nút dưới. Hạn chỉ chuyển sau bước này.",
    en="✅ Grant {title} <code>{code}</code> until <b>{new}</b>.\nBy which document? For example “123/UBND-VX”. Without one, tap below. The deadline moves only after this step.",
)
_UNWRITTEN = Sentence(vi="Đồng ý, chưa có văn bản", en="Grant without a document")
_WHY_DENY = Sentence(
    vi="✖️ Từ chối lùi hạn {title} <code>{code}</code>. Vì sao? Hãy nhắn lý do.",
    en="✖️ Deny a later date for {title} <code>{code}</code>. Why? Write the reason.",
)
_NOT_A_DOCUMENT = Sentence(
    vi="Tôi không thấy số văn bản trong tin này. Ví dụ “123/UBND-VX ngày 5/5”, hoặc bấm “{button}” ở trên.",
    en="I see no document number in this. For example “123/UBND-VX”, or tap “{button}” above.",
)
_MOVED = Sentence(
    vi="⏳ <b>Đã lùi hạn</b>: {title} <code>{code}</code>\n🏛 {unit}\nHạn cũ: {old} → hạn mới: <b>{new}</b>",
    en="⏳ <b>Later date granted</b>: {title} <code>{code}</code>\n🏛 {unit}\nDue {old} → now due <b>{new}</b>",
)
_BY_DOCUMENT = Sentence(vi="Theo văn bản {document}", en="By document {document}")
_BY_DOCUMENT_OF = Sentence(vi="Theo văn bản {document} ngày {day}", en="By document {document} of {day}")
_BY = Sentence(vi="({who} đồng ý)", en="(granted by {who})")
_DENIED = Sentence(
    vi="✖️ <b>Không đồng ý lùi hạn</b>: {title} <code>{code}</code>\n🏛 {unit}\nHạn vẫn là <b>{old}</b>.\nLý do: {reason}\n({who})",
    en="✖️ <b>Later date denied</b>: {title} <code>{code}</code>\n🏛 {unit}\nIt stays due <b>{old}</b>.\nReason: {reason}\n({who})",
)
_REVOKE = Sentence(vi="↩️ Thu hồi gia hạn", en="↩️ Take the later date back")
_WHY_REVOKE = Sentence(
    vi="↩️ Thu hồi việc lùi hạn {title} <code>{code}</code> ({unit})\nHạn {new} trở lại <b>{old}</b>. Vì sao? Hãy nhắn lý do; đơn vị được báo ngay.",
    en="↩️ Take back the later date of {title} <code>{code}</code> ({unit})\nDue {new} becomes <b>{old}</b> again. Why? Write the reason; the unit is told at once.",
)
_REVOKED = Sentence(
    vi="↩️ <b>Đã thu hồi việc lùi hạn</b>: {title} <code>{code}</code>\n🏛 {unit}\nHạn {new} → trở lại <b>{old}</b>\nLý do: {reason}\n({who})",
    en="↩️ <b>Later date taken back</b>: {title} <code>{code}</code>\n🏛 {unit}\nDue {new} → due <b>{old}</b> again\nReason: {reason}\n({who})",
)
_NOTHING_TO_REVOKE = Sentence(
    vi="Không còn gì để thu hồi: việc lùi hạn này đã được thu hồi, hạn đã đổi, hoặc việc đã báo xong.",
    en="There is nothing to take back: it was already, the deadline moved, or the obligation is reported done.",
)
_MOOT = Sentence(
    vi="Đề nghị này không còn chờ quyết định: đã xử lý, đã rút, có đề nghị mới, hoặc hạn đã đổi.",
    en="This request no longer waits: it was decided, withdrawn or replaced, or the deadline moved.",
)
_NONE = Sentence(vi="Không có đề nghị lùi hạn nào chờ bạn.", en="No request waits for you.")
_CANCEL = Sentence(vi="Bỏ qua", en="Never mind")


def ask_button(duty_id: int, language: Language) -> Button:
    return button(_BUTTON(language), Action.ASK_EXTENSION, duty_id)


def ask_until(duty: Duty, due_on: date, example: date, language: Language) -> Message:
    """Until when? In the next message."""
    return Message(
        _ASK(
            language,
            title=duty.title,
            code=duty.code,
            due=day_with_weekday(due_on, language),
            example=f"{example.day}/{example.month}",
        ),
        ((button(_CANCEL(language), Action.CANCEL),),),
    )


def asked(duty: Duty, extension: Extension, language: Language) -> Message:
    """To who asked: who decides, and that nothing has moved yet."""
    return Message(
        lines(
            _ASKED(
                language,
                title=duty.title,
                code=duty.code,
                old=day(extension.from_on, language),
                new=day_with_weekday(extension.until, language),
                unit=duty.confirmer_name or _ADMINISTRATOR(language),
            ),
            _ASKED_LATE(language) if extension.is_late else None,
        ),
        duty_ids=(duty.id,),
    )


def no_deadline(language: Language) -> Message:
    return Message(_NO_DEADLINE(language))


def finished(language: Language) -> Message:
    return Message(_FINISHED(language))


def only_lead(language: Language) -> Message:
    return Message(_ONLY_LEAD(language))


def not_later(due_on: date, example: date, language: Language) -> Message:
    return Message(_NOT_LATER(language, due=day(due_on, language), example=f"{example.day}/{example.month}"))


def request(duty: Duty, extension: Extension, zone: ZoneInfo, language: Language) -> Message:
    """To those who decide."""
    text = _of(
        duty,
        extension,
        language,
        _REQUEST,
        reason=extension.reason or _NO_REASON(language),
        who=extension.official_name,
        at=moment(extension.asked_at, zone, language),
    )
    return Message(
        lines(text, _LATE(language) if extension.is_late else None),
        (
            (
                button(_GRANT(language), Action.GRANT_EXTENSION, extension.id),
                button(_DENY(language), Action.DENY_EXTENSION, extension.id),
            ),
        ),
    )


def which_document(duty: Duty, extension: Extension, language: Language) -> Message:
    return Message(
        _of(duty, extension, language, _WHICH_DOCUMENT),
        (
            (button(_UNWRITTEN(language), Action.GRANT_UNWRITTEN, extension.id),),
            (button(_CANCEL(language), Action.CANCEL),),
        ),
    )


def not_a_document(language: Language) -> Message:
    return Message(_NOT_A_DOCUMENT(language, button=_UNWRITTEN(language)))


def why_deny(duty: Duty, language: Language) -> Message:
    return Message(
        _WHY_DENY(language, title=duty.title, code=duty.code),
        ((button(_CANCEL(language), Action.CANCEL),),),
    )


def decided(duty: Duty, extension: Extension, language: Language) -> Message:
    """To everybody concerned: the old date and the new, or why not; who granted it can take it back at once.

    :raises ValueError: nothing was decided.
    """
    decision = extension.decision
    if decision is None:
        raise ValueError(f"request {extension.id} is undecided")
    if not decision.is_granted:
        return Message(
            _of(
                duty,
                extension,
                language,
                _DENIED,
                reason=decision.reason or _NO_REASON(language),
                who=decision.official_name,
            ),
            duty_ids=(duty.id,),
        )
    return Message(
        lines(
            _of(duty, extension, language, _MOVED),
            by_document(decision.document, decision.document_on, language),
            _BY(language, who=decision.official_name),
        ),
        ((revoke_button(extension, language),),),
        duty_ids=(duty.id,),
    )


def revoke_button(extension: Extension, language: Language) -> Button:
    return button(_REVOKE(language), Action.ASK_REVOCATION, extension.id)


def why_revoke(duty: Duty, extension: Extension, language: Language) -> Message:
    """Why? In the next message; both dates, for it may be pressed by mistake."""
    return Message(
        _of(duty, extension, language, _WHY_REVOKE),
        ((button(_CANCEL(language), Action.CANCEL),),),
    )


def revoked(duty: Duty, extension: Extension, language: Language) -> Message:
    """To everybody concerned: the date that holds again, and why.

    :raises ValueError: nothing was taken back.
    """
    revocation = extension.revocation
    if revocation is None:
        raise ValueError(f"request {extension.id} was not taken back")
    return Message(
        _of(
            duty,
            extension,
            language,
            _REVOKED,
            reason=revocation.reason,
            who=revocation.official_name,
        ),
        duty_ids=(duty.id,),
    )


def _of(duty: Duty, extension: Extension, language: Language, sentence: Sentence, **more: str) -> Html:
    """A sentence that names the duty, the date it has or had, and the one that was asked for."""
    return sentence(
        language,
        title=duty.title,
        code=duty.code,
        unit=duty.unit_name,
        old=day_with_weekday(extension.from_on, language),
        new=day_with_weekday(extension.until, language),
        **more,
    )


def nothing_to_revoke(language: Language) -> str:
    return _NOTHING_TO_REVOKE(language)


def by_document(document: str | None, document_on: date | None, language: Language) -> Html | None:
    if document is None:
        return None
    if document_on is None:
        return _BY_DOCUMENT(language, document=document)
    return _BY_DOCUMENT_OF(language, document=document, day=day(document_on, language))


def moot(language: Language) -> str:
    return _MOOT(language)


def none_waiting(language: Language) -> str:
    return _NONE(language)
