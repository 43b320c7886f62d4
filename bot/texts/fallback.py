"""The second way to an official: naming an address, the code that confirms it, taking it back."""

from bot.texts.language import Html, Language, Sentence, language_of, lines
from bot.texts.message import Message
from plan_data.store.fallback import CODE_LIFE, CODES_A_DAY

SENDER_NAME = "Nhắc Hạn"
"""Who a letter is from, where the operator's address names nobody."""

_ASK = Sentence(
    vi="✉️ <b>Kênh dự phòng</b>\nKhi Telegram không đến được bạn (bot bị chặn, Telegram mất lâu), tin nhắc đi qua thư điện tử. "
    "Hãy gõ địa chỉ thư của bạn; tôi gửi tới đó một mã để xác nhận.",
    en="✉️ <b>Second way</b>\nWhen Telegram does not reach you (the bot is blocked, Telegram is away for long), reminders go by "
    "e-mail. Please type your address; a code to confirm it will be sent there.",
)
_NO_ADDRESS = Sentence(
    vi="“{text}” không phải một địa chỉ thư điện tử. Hãy gõ một địa chỉ, ví dụ lan@syt.example.vn.",
    en="“{text}” is not an e-mail address. Please type one address, such as lan@syt.example.vn.",
)
_SENT = Sentence(
    vi="Đã gửi mã gồm 6 chữ số tới <b>{address}</b>. Hãy gõ mã đó ở đây trong {minutes} phút; địa chỉ chỉ được dùng sau khi bạn "
    "gõ đúng.",
    en="A code of 6 digits was sent to <b>{address}</b>. Please type it here within {minutes} minutes; the address is used only "
    "once you did.",
)
_TOO_MANY = Sentence(
    vi="Mỗi ngày chỉ gửi được {n} mã. Hãy thử lại vào ngày mai.",
    en="Only {n} codes are sent a day. Please try again tomorrow.",
)
_NO_MAILBOX = Sentence(
    vi="Máy chủ thư nói không có hộp thư này. Hãy gõ lại địa chỉ.",
    en="The mail server knows no such mailbox. Please type the address again.",
)
_CANNOT_SEND = Sentence(
    vi="Hiện chưa gửi được thư. Hãy thử lại sau bằng /caidat; nếu vẫn vậy, báo cho quản trị.",
    en="No letter can be sent just now. Please try again later with /settings; if that fails, tell an administrator.",
)
_CONFIRMED = Sentence(
    vi="✅ Khi Telegram không đến được bạn, tin nhắc sẽ đi tới {address}. Đổi hoặc bỏ: /caidat",
    en="✅ When Telegram does not reach you, reminders go to {address}. To change or remove it: /settings",
)
_WRONG = Sentence(vi="Mã chưa đúng, hãy gõ lại.", en="That is not the code, please type it again.")
_OVER = Sentence(
    vi="Mã không còn hiệu lực (quá giờ, hoặc gõ sai nhiều lần). Hãy gõ /caidat để lấy mã mới.",
    en="The code is no longer good (too old, or typed wrong too often). Get a new one with /settings.",
)
_ENDED = Sentence(vi="Đã bỏ địa chỉ", en="The address was removed")

_LETTER = Sentence(
    vi="Mã xác nhận của Nhắc Hạn\n\nMã của bạn: {code}\n\nHãy gõ mã này trong cuộc trò chuyện với bot trên Telegram trong {minutes} "
    "phút. Nếu bạn không yêu cầu, hãy bỏ qua thư này: không có mã thì địa chỉ của bạn không được dùng. Không ai đọc thư trả lời.",
    en="Your code for Nhắc Hạn\n\nYour code: {code}\n\nPlease type it in the chat with the bot on Telegram within {minutes} minutes. "
    "If you asked for nothing, ignore this letter: without the code your address is not used. Nobody reads replies to it.",
)
_NOTICE_BY_LETTER = Sentence(
    vi="Bạn nhận thư này vì tin không đến được bạn qua Telegram. Không ai đọc thư trả lời. Để trả lời hay báo tiến độ: mở lại "
    "bot trong Telegram (bấm Start nếu đã chặn), hoặc báo cơ quan thường trực.",
    en="You get this letter because messages do not reach you on Telegram. Nobody reads replies to it. To answer or report, "
    "open the bot in Telegram again (press Start if you blocked it), or tell the standing office.",
)
_MINUTES = int(CODE_LIFE.total_seconds()) // 60


def ask_address(language: Language) -> Message:
    return Message(_ASK(language))


def no_address(text: str, language: Language) -> Message:
    return Message(_NO_ADDRESS(language, text=text[:80]))


def code_sent(address: str, language: Language) -> Message:
    return Message(_SENT(language, address=address, minutes=_MINUTES))


def too_many_codes(language: Language) -> Message:
    return Message(_TOO_MANY(language, n=CODES_A_DAY))


def no_mailbox(language: Language) -> Message:
    return Message(_NO_MAILBOX(language))


def cannot_send(language: Language) -> Message:
    return Message(_CANNOT_SEND(language))


def confirmed(address: str, language: Language) -> Message:
    return Message(_CONFIRMED(language, address=address))


def wrong_code(language: Language) -> Message:
    return Message(_WRONG(language))


def code_is_over(language: Language) -> Message:
    return Message(_OVER(language))


def ended(language: Language) -> str:
    return _ENDED(language)


def code_letter(code: str, language: Language) -> Html:
    """What is written to the address that is to be confirmed."""
    return _LETTER(language, code=code, minutes=_MINUTES)


def notice_letter(text: str, language_code: str) -> Html:
    """A message beside the digest as a letter, which says why it is one and how to answer."""
    return lines(text, "", _NOTICE_BY_LETTER(language_of(language_code)))
