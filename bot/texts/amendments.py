"""What an amendment of the plan changed for the units somebody follows, and for who confirms."""

from collections.abc import Sequence
from datetime import date

from bot.texts.language import Html, Language, Sentence, day, language_of, lines, quoted
from plan_data.store.plan_changes import DutyChange

MOST_LINES = 25

_HEAD = Sentence(vi="📝 <b>Kế hoạch vừa được sửa</b>", en="📝 <b>The plan was amended</b>")
_MOVED = Sentence(
    vi="📅 {what}\n     hạn cũ {old} → hạn mới <b>{new}</b>",
    en="📅 {what}\n     was due {old} → now due <b>{new}</b>",
)
_ADDED = Sentence(vi="➕ {what}\n     việc mới, hạn <b>{new}</b>", en="➕ {what}\n     new, due <b>{new}</b>")
_ADDED_UNDATED = Sentence(vi="➕ {what}\n     việc mới, không hạn", en="➕ {what}\n     new, no deadline")
_WITHDRAWN = Sentence(
    vi="➖ {what}\n     không còn trong kế hoạch; không nhắc nữa",
    en="➖ {what}\n     no longer in the plan; no more reminders",
)
_NO_DATE = Sentence(vi="không ghi ngày", en="no day")
_MORE = Sentence(vi="… và {n} thay đổi nữa: gõ /donvi để xem.", en="… and {n} more: send /unit to see them.")
_PROGRESS_STAYS = Sentence(
    vi="<i>Tiến độ đã báo vẫn được giữ.</i>", en="<i>Progress that was reported is kept.</i>"
)
_TO_CONFIRM = Sentence(
    vi="📥 <b>Kế hoạch vừa được sửa: nay bạn xác nhận</b>\n{n} việc đang chờ:",
    en="📥 <b>The plan was amended: you confirm now</b>\nWaiting: {n}",
)
_WAITS = Sentence(vi="• {title} <code>{code}</code> · {unit}", en="• {title} <code>{code}</code> · {unit}")
_MORE_WAIT = Sentence(vi="… và {n} việc nữa", en="… and {n} more")
_SEE_QUEUE = Sentence(
    vi="Gõ /choxacnhan để xác nhận, trả lại, hoặc quyết định đề nghị lùi hạn.",
    en="Send /confirm to confirm, to return, or to decide on later dates.",
)


def amendment_message(changes: Sequence[DutyChange], language_code: str) -> Html:
    """The changes that concern one chat, in one message, in its language."""
    language = language_of(language_code)
    several_units = len({change.unit_code for change in changes}) > 1
    shown = [_line(change, language, name_unit=several_units) for change in changes[:MOST_LINES]]
    hidden = len(changes) - len(shown)
    return lines(
        _HEAD(language),
        *shown,
        _MORE(language, n=hidden) if hidden else None,
        _PROGRESS_STAYS(language),
    )


def to_confirm_message(changes: Sequence[DutyChange], language_code: str) -> Html:
    """What waits for those who confirm since the amendment."""
    language = language_of(language_code)
    hidden = len(changes) - MOST_LINES
    return lines(
        _TO_CONFIRM(language, n=len(changes)),
        *(
            _WAITS(language, title=each.title, code=each.code, unit=each.unit_name)
            for each in changes[:MOST_LINES]
        ),
        _MORE_WAIT(language, n=hidden) if hidden > 0 else None,
        _SEE_QUEUE(language),
    )


def _line(change: DutyChange, language: Language, *, name_unit: bool) -> Html:
    unit = f" · {quoted(change.unit_name)}" if name_unit else ""
    what = Html(f"{quoted(change.title)} <code>{change.code}</code>{unit}")
    old, new = _day(change.old_due_on, language), _day(change.new_due_on, language)
    match change.kind:
        case "moved":
            return _MOVED(language, what=what, old=old, new=new)
        case "withdrawn":
            return _WITHDRAWN(language, what=what)
        case _:
            return (_ADDED if change.new_due_on else _ADDED_UNDATED)(language, what=what, new=new)


def _day(value: date | None, language: Language) -> str:
    return day(value, language) if value else _NO_DATE(language)
