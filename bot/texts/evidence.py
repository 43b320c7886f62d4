"""Files as evidence: what was kept, what is missing, what cannot be taken."""

from collections.abc import Sequence

from bot.texts.duties import BUTTONS_A_ROW, choice
from bot.texts.language import Html, Language, Sentence, lines
from bot.texts.message import Action, Button, Keyboard, Message, button, rows_of
from plan_data.duty_state import DutyState, ReportStatus
from plan_data.evidence_files import LARGEST_BYTES, EvidenceFile
from plan_data.store.duties import Duty

MEGABYTE = 1024 * 1024

_KEPT = Sentence(
    vi="📎 Đã lưu minh chứng: {name} ({size})\n{title} <code>{code}</code>",
    en="📎 Kept as evidence: {name} ({size})\n{title} <code>{code}</code>",
)
_ALBUM = Sentence(
    vi="Các tệp khác trong cùng album cũng được lưu vào việc này.",
    en="The other files of the album are kept with it.",
)
_COMPLETED_WAITS = Sentence(
    vi="✅ Đã đủ: báo xong, chờ {unit} xác nhận.", en="✅ Complete: reported done, to be confirmed by {unit}."
)
_COMPLETED = Sentence(vi="✅ Đã đủ: việc này hoàn thành.", en="✅ Complete: this obligation is done.")
_IS_IT_DONE = Sentence(vi="Việc này đã xong chưa?", en="Is it done?")
_DONE = Sentence(vi="✅ Xong", en="✅ Done")
_NOT_YET = Sentence(vi="🔄 Chưa, đang làm", en="🔄 Not yet")
_WITHDRAW = Sentence(vi="🗑 Bỏ tệp này", en="🗑 Take it back")
_WITHDRAWN = Sentence(
    vi="🗑 Đã bỏ tệp {name} khỏi minh chứng của {title} <code>{code}</code>.",
    en="🗑 {name} no longer counts as evidence of {title} <code>{code}</code>.",
)
_ASK = Sentence(
    vi="📎 <b>{title}</b> <code>{code}</code>\nHãy gửi ảnh, tệp (PDF, Word, Excel; tối đa {limit} MB), hoặc số văn bản, ví dụ “BC 45/BC-SYT ngày 29/5”.",
    en="📎 <b>{title}</b> <code>{code}</code>\nSend a photo, a file (PDF, Word, Excel; up to {limit} MB), or a document number such as “45/BC-SYT”.",
)
_MISSING = Sentence(
    vi="⚠️ Việc này chỉ hoàn thành khi có văn bản hoặc tệp kèm theo. Hãy trả lời tin này bằng ảnh, tệp, hoặc số văn bản: “BC 45/BC-SYT”. Có rồi là tự tính xong.",
    en="⚠️ It is complete only with a document or file. Reply to this message with a photo, a file or a document number (“45/BC-SYT”); then it counts as done by itself.",
)
_SEND = Sentence(vi="📎 Gửi minh chứng", en="📎 Send evidence")
_GET = Sentence(vi="📥 Tải minh chứng ({n})", en="📥 Get evidence ({n})")
_NONE = Sentence(vi="Việc này chưa có tệp minh chứng nào.", en="There is no file for this obligation yet.")
_LOST = Sentence(
    vi="Tệp {name} không đọc được trên máy chủ; hãy báo quản trị.",
    en="The file {name} cannot be read on the server; please tell an administrator.",
)
_WHICH = Sentence(
    vi="📎 Tệp này là minh chứng của việc nào? Bấm số của việc; chưa bấm thì chưa lưu gì.",
    en="📎 Which obligation is this file for? Tap its number; nothing is kept yet.",
)
_WHICH_NO_LIST = Sentence(
    vi="📎 Tôi không biết tệp này của việc nào nên chưa lưu. Hãy gửi tệp bằng cách trả lời (reply) tin nhắc, hoặc gõ /denhan, mở việc rồi bấm “Gửi minh chứng”.",
    en="📎 I cannot tell what this file is for, so it was not kept. Send it as a reply to a reminder, or send /due, open an obligation and tap “Send evidence”.",
)
_TOO_LARGE = Sentence(
    vi="Tệp {name} lớn hơn {limit} MB nên không nhận được. Hãy nén nhỏ lại, hoặc báo số văn bản.",
    en="{name} is larger than {limit} MB and cannot be taken. Make it smaller, or send the document number.",
)
_NOT_TAKEN = Sentence(
    vi="Không nhận tệp {name}. Tôi nhận PDF, Word, Excel, ODT, ODS và ảnh JPG, PNG, HEIC.",
    en="{name} is not taken. I take PDF, Word, Excel, ODT, ODS, and pictures as JPG, PNG, HEIC.",
)
_NOT_GENUINE = Sentence(
    vi="Không nhận tệp {name}: tệp hỏng, hoặc không phải loại mà tên tệp ghi. Hãy mở thử, lưu lại rồi gửi lại.",
    en="{name} is not taken: it is damaged, or not of the kind its name says. Open it, save it again and send that.",
)
_ONLY_FILES = Sentence(
    vi="Tôi chỉ nhận chữ, ảnh và tệp (PDF, Word, Excel). Hãy gửi lại dưới dạng ảnh hoặc tệp.",
    en="I take text, photos and files (PDF, Word, Excel) only. Please send it as a photo or a file.",
)
_FAILED = Sentence(
    vi="Không tải được tệp {name} từ Telegram nên chưa lưu. Hãy gửi lại.",
    en="{name} could not be fetched from Telegram and was not kept. Please send it again.",
)
_CANNOT_WITHDRAW = Sentence(
    vi="Không bỏ được: tệp đã được bỏ, đã quá 24 giờ, báo cáo đã được xử lý, hoặc không phải tệp của bạn.",
    en="This cannot be taken back: it was already, more than 24 hours ago, was decided on, or is not yours.",
)
_CANCEL = Sentence(vi="Bỏ qua", en="Never mind")
_BYTES = Sentence(vi="{n} kB", en="{n} kB")
_MEGABYTES = Sentence(vi="{n} MB", en="{n} MB")


def kept(
    file: EvidenceFile, evidence_id: int, duty: Duty, language: Language, *, in_album: bool, completed: bool
) -> Message:
    """A file was kept; what follows, and a way back."""
    withdraw: tuple[Button, ...] = (button(_WITHDRAW(language), Action.WITHDRAW_EVIDENCE, evidence_id),)
    rows: Keyboard = (withdraw,)
    follows = None
    if completed and duty.state is DutyState.REPORTED:
        follows = _COMPLETED_WAITS(language, unit=duty.confirmer_name or "")
    elif completed:
        follows = _COMPLETED(language)
    elif not duty.is_finished:
        follows = _IS_IT_DONE(language)
        rows = (
            (
                button(_DONE(language), Action.REPORT, duty.id, ReportStatus.DONE.value),
                button(_NOT_YET(language), Action.ASK_PERCENT, duty.id),
            ),
            withdraw,
        )
    return Message(
        lines(
            _KEPT(language, name=file.name, size=size(file.size, language), title=duty.title, code=duty.code),
            _ALBUM(language) if in_album else None,
            follows,
        ),
        rows,
        duty_ids=(duty.id,),
    )


def size(count: int, language: Language) -> Html:
    """A number of bytes as people read it."""
    if count >= MEGABYTE:
        megabytes = f"{count / MEGABYTE:.1f}"
        return _MEGABYTES(language, n=megabytes if language == "en" else megabytes.replace(".", ","))
    return _BYTES(language, n=max(1, count // 1024))


def missing(language: Language) -> Html:
    """A line below a report that is not complete without evidence."""
    return _MISSING(language)


def ask(duty: Duty, language: Language) -> Message:
    return Message(
        _ASK(language, title=duty.title, code=duty.code, limit=LARGEST_BYTES // MEGABYTE),
        ((button(_CANCEL(language), Action.CANCEL),),),
        duty_ids=(duty.id,),
    )


def send_button(duty_id: int, language: Language) -> Button:
    return button(_SEND(language), Action.ASK_EVIDENCE, duty_id)


def get_button(duty_id: int, files: int, language: Language) -> Button:
    return button(_GET(language, n=files), Action.GET_EVIDENCE, duty_id)


def which_duty(choices: Sequence[tuple[int, Duty]], language: Language) -> Message:
    """The file answers nothing that is about one duty: ask, keep nothing yet."""
    buttons = [button(str(number), Action.TAKE_EVIDENCE, duty.id) for number, duty in choices]
    cancel = (button(_CANCEL(language), Action.CANCEL),)
    return Message(
        lines(_WHICH(language), *(choice(number, duty) for number, duty in choices)),
        (*rows_of(buttons, BUTTONS_A_ROW), cancel),
    )


def no_list(language: Language) -> Message:
    return Message(_WHICH_NO_LIST(language))


def withdrawn(file: EvidenceFile, duty: Duty, language: Language) -> Message:
    return Message(
        _WITHDRAWN(language, name=file.name, title=duty.title, code=duty.code), duty_ids=(duty.id,)
    )


def cannot_withdraw(language: Language) -> str:
    return _CANNOT_WITHDRAW(language)


def too_large(name: str, language: Language) -> Message:
    return Message(_TOO_LARGE(language, name=name, limit=LARGEST_BYTES // MEGABYTE))


def not_taken(name: str, language: Language) -> Message:
    return Message(_NOT_TAKEN(language, name=name))


def not_genuine(name: str, language: Language) -> Message:
    return Message(_NOT_GENUINE(language, name=name))


def only_files(language: Language) -> Message:
    return Message(_ONLY_FILES(language))


def failed(name: str, language: Language) -> Message:
    return Message(_FAILED(language, name=name))


def none_yet(language: Language) -> str:
    return _NONE(language)


def lost(name: str, language: Language) -> Message:
    return Message(_LOST(language, name=name))
