"""Settings of a chat: hour, language, pause; and the test reminder."""

from dataclasses import dataclass
from datetime import date

from bot.texts.language import Html, Language, Sentence, clock_time, day, lines
from bot.texts.message import Action, Keyboard, Message, button
from plan_data.store.fallback import Fallback

HOURS = (6 * 60 + 30, 7 * 60, 7 * 60 + 30, 8 * 60, 13 * 60 + 30, 16 * 60)
PAUSES = (0, 3, 7, 30)
LONGEST_PAUSE_DAYS = 60

_SETTINGS = Sentence(
    vi="⚙️ <b>Cài đặt</b>\nGiờ nhắc: <b>{hour}</b> các ngày làm việc\nNgôn ngữ: Tiếng Việt",
    en="⚙️ <b>Settings</b>\nReminders at <b>{hour}</b> on working days\nLanguage: English",
)
_PAUSED = Sentence(vi="⏸ Tạm dừng nhắc đến hết {day}", en="⏸ Paused until the end of {day}")
_FOLLOWS = Sentence(vi="Theo dõi: {units}", en="You follow: {units}")
_FALLBACK = Sentence(
    vi="✉️ Khi Telegram không đến được: thư tới {address}", en="✉️ When Telegram does not reach you: {address}"
)
_FALLBACK_FAILED = Sentence(
    vi="⚠️ Thư tới {address} bị trả lại: hãy đặt địa chỉ khác",
    en="⚠️ Letters to {address} come back: please give another address",
)
_SET_FALLBACK = Sentence(vi="✉️ Kênh dự phòng", en="✉️ Second way")
_END_FALLBACK = Sentence(vi="🗑 Bỏ {address}", en="🗑 Remove {address}")
_PAUSE_DAYS = Sentence(vi="⏸ {n} ngày", en="⏸ {n} days")
_RESUME = Sentence(vi="▶️ Nhắc lại", en="▶️ Resume")
_OTHER_LANGUAGE = Sentence(vi="🇬🇧 English", en="🇻🇳 Tiếng Việt")
_SAVED_HOUR = Sentence(vi="Giờ nhắc mới: {hour}", en="Reminders now come at {hour}")
_SAVED_PAUSE = Sentence(vi="Đã tạm dừng đến hết {day}", en="Paused until the end of {day}")
_RESUMED = Sentence(vi="Đã nhắc trở lại", en="Reminders are on again")
_SAVED_LANGUAGE = Sentence(vi="Đã chuyển sang Tiếng Việt", en="Switched to English")
_BAD_HOUR = Sentence(
    vi="Giờ nhắc phải từ 05:00 đến 19:30, ví dụ: <code>/caidat 7:15</code>",
    en="The hour must lie between 05:00 and 19:30, for example: <code>/settings 7:15</code>",
)
_TEST = Sentence(
    vi="🔔 <b>Tin thử</b>. Tin nhắc thật đến lúc {hour} các ngày làm việc, khi có việc đến hạn; nó trông như thế này:",
    en="🔔 <b>Test</b>. Real reminders come at {hour} on working days when something is due; they look like this:",
)
_TEST_NOTHING = Sentence(
    vi="Hiện đơn vị bạn theo dõi không còn việc nào có hạn chưa xong.",
    en="The units you follow have no open obligation with a deadline.",
)

EARLIEST_MINUTE = 5 * 60
LATEST_MINUTE = 19 * 60 + 30


@dataclass(frozen=True, slots=True)
class Preferences:
    """``offers_fallback``: letters can be written, and ``fallback`` is where to, in a private chat alone."""

    digest_minute: int
    paused_until: date | None
    unit_names: tuple[str, ...]
    offers_fallback: bool = False
    fallback: Fallback | None = None


def preferences(chosen: Preferences, today: date, language: Language) -> Message:
    paused = chosen.paused_until if chosen.paused_until and chosen.paused_until >= today else None
    text = lines(
        _SETTINGS(language, hour=clock_time(chosen.digest_minute)),
        _PAUSED(language, day=day(paused, language)) if paused else None,
        _FOLLOWS(language, units=", ".join(chosen.unit_names)) if chosen.unit_names else None,
        _fallback(chosen.fallback, language) if chosen.fallback else None,
    )
    hours = [
        button(("• " if minute == chosen.digest_minute else "") + clock_time(minute), Action.SET_HOUR, minute)
        for minute in HOURS
    ]
    pauses = [
        button(_PAUSE_DAYS(language, n=days), Action.PAUSE, days)
        if days
        else button(_RESUME(language), Action.PAUSE, 0)
        for days in PAUSES
        if days or paused
    ]
    other: Language = "vi" if language == "en" else "en"
    return Message(
        text,
        (
            tuple(hours[:3]),
            tuple(hours[3:]),
            tuple(pauses),
            (button(_OTHER_LANGUAGE(language), Action.SET_LANGUAGE, other),),
            *_fallback_buttons(chosen, language),
        ),
    )


def _fallback(fallback: Fallback, language: Language) -> Html:
    sentence = _FALLBACK if fallback.failed_at is None else _FALLBACK_FAILED
    return sentence(language, address=fallback.address.masked)


def _fallback_buttons(chosen: Preferences, language: Language) -> Keyboard:
    buttons = []
    if chosen.offers_fallback:
        buttons.append(button(_SET_FALLBACK(language), Action.ASK_FALLBACK))
    if chosen.fallback is not None:
        label = _END_FALLBACK(language, address=chosen.fallback.address.masked)
        buttons.append(button(label, Action.END_FALLBACK))
    return (tuple(buttons),) if buttons else ()


def saved_hour(minute: int, language: Language) -> str:
    return _SAVED_HOUR(language, hour=clock_time(minute))


def saved_pause(until: date | None, language: Language) -> str:
    return _SAVED_PAUSE(language, day=day(until, language)) if until else _RESUMED(language)


def saved_language(language: Language) -> str:
    return _SAVED_LANGUAGE(language)


def bad_hour(language: Language) -> Message:
    return Message(_BAD_HOUR(language))


def test_reminder(minute: int, language: Language, *, has_example: bool) -> Message:
    return Message(
        lines(_TEST(language, hour=clock_time(minute)), None if has_example else _TEST_NOTHING(language))
    )
