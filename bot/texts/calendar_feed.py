"""The private address of a calendar: given once, taken back at any time."""

from bot.texts.language import Language, Sentence
from bot.texts.message import Action, Message, button

_OFFER = Sentence(
    vi="🔗 Lịch trên điện thoại có thể tự cập nhật từ một địa chỉ riêng của bạn.",
    en="🔗 The calendar on your phone can keep itself up to date from an address of your own.",
)
_GET = Sentence(vi="🔗 Lấy địa chỉ mới", en="🔗 Get a new address")
_END = Sentence(vi="✖ Thu hồi địa chỉ", en="✖ Take it back")
_ADDRESS = Sentence(
    vi="🔗 Địa chỉ lịch của bạn (địa chỉ cũ, nếu có, hết hiệu lực):\n<code>{address}</code>\n"
    "Thêm vào Google Calendar (Từ URL) hoặc iPhone (Lịch đăng ký). Ai có địa chỉ này đều xem được các thời hạn: "
    "đừng chuyển cho người khác. Tôi không lưu địa chỉ nên không gửi lại được, chỉ tạo mới.",
    en="🔗 The address of your calendar (an earlier one ends):\n<code>{address}</code>\n"
    "Add it to Google Calendar (From URL) or iPhone (Subscription). Whoever has the address sees the deadlines: do not "
    "pass it on. I do not keep it, so I cannot send it again, only make a new one.",
)
_ENDED = Sentence(vi="Địa chỉ lịch đã hết hiệu lực.", en="The address of your calendar has ended.")
_NONE = Sentence(vi="Bạn không có địa chỉ lịch nào.", en="You have no calendar address.")


def offer(language: Language) -> Message:
    return Message(
        _OFFER(language),
        (
            (
                button(_GET(language), Action.NEW_CALENDAR_FEED),
                button(_END(language), Action.END_CALENDAR_FEED),
            ),
        ),
    )


def address(url: str, language: Language) -> Message:
    return Message(_ADDRESS(language, address=url), ((button(_END(language), Action.END_CALENDAR_FEED),),))


def ended(language: Language, *, was_there: bool) -> str:
    return _ENDED(language) if was_there else _NONE(language)
