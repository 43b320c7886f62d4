"""What coordinators are told when a process of the program falls silent, and when it is back."""

from zoneinfo import ZoneInfo

from bot.texts.language import Html, Language, Sentence, lines, moment
from plan_data.watch import Silence

_SCHEDULER_SILENT = Sentence(
    vi="🔴 <b>Bộ phận gửi tin nhắc đang im lặng</b>{since}. Tin nhắc có thể không đến đúng giờ.",
    en="🔴 <b>The scheduler shows no life</b>{since}. Reminders may not arrive in time.",
)
_BOT_SILENT = Sentence(
    vi="🔴 <b>Bộ phận trả lời đang im lặng</b>{since}. Tin cán bộ gửi được giữ lại, chưa được trả lời.",
    en="🔴 <b>The bot shows no life</b>{since}. What officials write is kept but not answered.",
)
_SINCE = Sentence(vi=" từ {moment}", en=" since {moment}")
_ADVICE = Sentence(
    vi="Người vận hành: chạy <code>python -m bot doctor</code>, xem nhật ký, rồi khởi động lại.",
    en="Operator: run <code>python -m bot doctor</code>, read the log, and start it again.",
)
_SCHEDULER_BACK = Sentence(
    vi="🟢 Bộ phận gửi tin nhắc đã chạy lại; tin còn thiếu được gửi bù.",
    en="🟢 The scheduler is back; what was missed is sent now.",
)
_BOT_BACK = Sentence(
    vi="🟢 Bộ phận trả lời đã chạy lại; tin đã giữ đang được trả lời.",
    en="🟢 The bot is back; what was kept is answered now.",
)


def outage(silence: Silence, zone: ZoneInfo, language: Language) -> Html:
    is_scheduler = silence.process == "scheduler"
    if silence.is_over:
        return (_SCHEDULER_BACK if is_scheduler else _BOT_BACK)(language)
    since = _SINCE(language, moment=moment(silence.since_at, zone, language)) if silence.since_at else Html()
    return lines(
        (_SCHEDULER_SILENT if is_scheduler else _BOT_SILENT)(language, since=since), _ADVICE(language)
    )
