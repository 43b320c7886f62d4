"""/dulieu: what is kept of a person, as a file, and how to be forgotten."""

from bot.texts.language import Html, Language, Sentence
from bot.texts.message import Action, Message, button

FILE_NAME = "du-lieu-cua-toi.json"

_KEPT = Sentence(
    vi="🗂 <b>Dữ liệu về bạn</b>\nTôi giữ: tên và số Telegram của bạn, vai trò, cài đặt, địa chỉ dự phòng, đơn vị bạn theo dõi, tin nhắc đã "
    "gửi, tiến độ và minh chứng bạn báo, và tin bạn nhắn trong {days} ngày gần đây.",
    en="🗂 <b>Data about you</b>\nI keep: your name and Telegram number, your roles, settings, your second address, the units you follow, "
    "reminders sent, the progress and evidence you reported, and your messages of the last {days} days.",
)
_DOWNLOAD = Sentence(vi="⬇️ Tải về", en="⬇️ Download")
_ERASE = Sentence(vi="🗑 Xóa tôi khỏi hệ thống", en="🗑 Erase me")
_FILE = Sentence(vi="Tất cả những gì tôi giữ về bạn.", en="Everything I keep about you.")
_ASK = Sentence(
    vi="<b>Xóa bạn khỏi hệ thống?</b>\nTên, số Telegram, địa chỉ dự phòng, vai trò, theo dõi và nội dung tin nhắn bị xóa ngay; bạn không còn "
    "nhận tin nhắc. Tiến độ bạn đã báo vẫn là hồ sơ của đơn vị, nhưng không còn tên bạn. Nhật ký thao tác là sổ chỉ ghi "
    "thêm nên không sửa được. Không khôi phục được.",
    en="<b>Erase you?</b>\nYour name, Telegram number, second address, roles, subscriptions and the texts of messages are erased at once; "
    "you get no more reminders. The progress you reported stays in your unit's record, without your name. The audit log "
    "can only be added to and stays. This cannot be undone.",
)
_DO_ERASE = Sentence(vi="🗑 Xóa hẳn", en="🗑 Erase for good")
_CANCEL = Sentence(vi="Thôi", en="Cancel")
_ERASED = Sentence(
    vi="Đã xóa. Cảm ơn bạn; muốn dùng lại, bạn cần được mời lại.",
    en="Erased. Thank you; to come back you have to be invited again.",
)
_LAST_ADMIN = Sentence(
    vi="Bạn là quản trị duy nhất. Hãy bàn giao (/bangiao) hoặc cho người khác quyền quản trị trước.",
    en="You are the only administrator. Hand over (/handover) or make somebody else one first.",
)
_ONLY_IN_PRIVATE = Sentence(
    vi="Hãy gõ lệnh này trong chat riêng với tôi: ở đây người khác cũng đọc được.",
    en="Please send this in our private chat: others read along here.",
)


def kept(days: int, language: Language) -> Message:
    return Message(
        _KEPT(language, days=days),
        (
            (button(_DOWNLOAD(language), Action.DOWNLOAD_MY_DATA),),
            (button(_ERASE(language), Action.ASK_ERASE_ME),),
        ),
    )


def file_caption(language: Language) -> Html:
    return _FILE(language)


def ask_erase(language: Language) -> Message:
    return Message(
        _ASK(language),
        (
            (
                button(_DO_ERASE(language), Action.ERASE_ME),
                button(_CANCEL(language), Action.CANCEL),
            ),
        ),
    )


def erased(language: Language) -> Message:
    return Message(_ERASED(language))


def last_admin(language: Language) -> Message:
    return Message(_LAST_ADMIN(language))


def only_in_private(language: Language) -> Message:
    return Message(_ONLY_IN_PRIVATE(language))
