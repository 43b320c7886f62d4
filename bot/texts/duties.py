"""How a duty is said: in a line of a list, and lists cut into messages between duties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.texts.language import Html, Language, Sentence, day, day_with_weekday, near_day, quoted
from bot.texts.message import Action, Button, Keyboard, Message, button, rows_of
from plan_data.duty_state import DutyState
from plan_data.store.duties import Duty
from plan_data.timeliness import Today

ROOM = 3800
"""Characters of a message to fill; Telegram takes 4,096 (Bot API, sendMessage), the rest is for the foot."""

BUTTONS_A_ROW = 6

_OVERDUE = Sentence(vi="🔴 Quá hạn <b>{days} ngày</b>", en="🔴 Overdue by <b>{days} days</b>")
_OVERDUE_ONE = Sentence(vi="🔴 Quá hạn <b>1 ngày</b>", en="🔴 Overdue by <b>1 day</b>")
_GRACE = Sentence(
    vi="🟡 Hết hạn vào ngày nghỉ, tính đúng hạn đến hết {judged}",
    en="🟡 Fell due on a day off, on time until the end of {judged}",
)
_TODAY = Sentence(vi="🟡 <b>Hôm nay là hạn cuối</b>", en="🟡 <b>Due today</b>")
_TOMORROW = Sentence(vi="🟡 Còn <b>1 ngày</b>", en="🟡 <b>1 day</b> left")
_SOON = Sentence(vi="🟡 Còn <b>{days} ngày</b>", en="🟡 <b>{days} days</b> left")
_LATER = Sentence(vi="🔵 Còn <b>{days} ngày</b>", en="🔵 <b>{days} days</b> left")
_NO_DEADLINE = Sentence(vi="⚪ Không hạn", en="⚪ No deadline")
_STARTS = Sentence(vi="⚪ Bắt đầu {day}, không ghi ngày xong", en="⚪ Starts {day}, no end given")
_LAST_DAY = Sentence(vi="hạn {day}", en="due {day}")
_DONE = Sentence(vi="🟢 Hoàn thành", en="🟢 Done")
_REPORTED = Sentence(vi="🟢 Đã báo xong, chờ xác nhận", en="🟢 Reported done, to be confirmed")
_EXTENDED = Sentence(vi="(gia hạn từ {day})", en="(extended from {day})")

_STATE = {
    DutyState.ACKNOWLEDGED: Sentence(vi="👌 Đã nhận", en="👌 Acknowledged"),
    DutyState.IN_PROGRESS: Sentence(vi="🔄 Đang làm", en="🔄 In progress"),
    DutyState.BLOCKED: Sentence(vi="⛔ Vướng mắc", en="⛔ Blocked"),
    DutyState.UNPROVEN: Sentence(vi="📎 Báo xong, thiếu minh chứng", en="📎 Done, evidence missing"),
    DutyState.RETURNED: Sentence(vi="↩️ Bị trả lại", en="↩️ Returned"),
    DutyState.REPORTED: _REPORTED,
    DutyState.DONE: _DONE,
}
_STALE = Sentence(
    vi="👌 Đã nhận {day}, <b>chưa có tiến độ</b>", en="👌 Acknowledged {day}, <b>no progress since</b>"
)
_COOPERATING = Sentence(vi="phối hợp", en="cooperating")

SOON_DAYS = 7


def duty_state(duty: Duty, today: Today, language: Language) -> Html | None:
    """What was reported of the duty, None when nothing was; an old acknowledgement is called that."""
    if duty.state is DutyState.ACKNOWLEDGED and duty.state_at and today.is_stale(duty.state_at, duty.due_on):
        return _STALE(language, day=day(today.day_of(duty.state_at), language))
    sentence = _STATE.get(duty.state)
    if sentence is None:
        return None
    text = sentence(language)
    return Html(f"{text} {duty.percent}%") if duty.percent is not None and not duty.is_finished else text


def time_left(duty: Duty, today: Today, language: Language) -> Html:
    """How the deadline stands on the day the message is read: an icon, a word, a number of days."""
    if duty.is_finished:
        return _STATE[duty.state](language)
    if duty.due_on is None:
        return (
            _STARTS(language, day=day(duty.starts_on, language)) if duty.starts_on else _NO_DEADLINE(language)
        )
    overdue, left = today.days_overdue(duty.due_on), today.days_left(duty.due_on)
    if overdue:
        return _OVERDUE_ONE(language) if overdue == 1 else _OVERDUE(language, days=overdue)
    if left < 0:
        judged = today.calendar.next_working_day(duty.due_on)
        return _GRACE(language, judged=day_with_weekday(judged, language))
    if left == 0:
        return _TODAY(language)
    if left == 1:
        return _TOMORROW(language)
    return (_SOON if left <= SOON_DAYS else _LATER)(language, days=left)


def deadline(duty: Duty, language: Language) -> Html | None:
    """The last good day as part of a line: "hạn thứ Hai, ngày 15/01/2018"."""
    last = last_day(duty, language)
    return _LAST_DAY(language, day=last) if last is not None else None


def last_day(duty: Duty, language: Language) -> Html | None:
    """The last good day with its weekday, and the first date when it was extended."""
    if duty.due_on is None:
        return None
    text, extended = Html(day_with_weekday(duty.due_on, language)), _extended(duty, language)
    return Html(f"{text} {extended}") if extended else text


def _extended(duty: Duty, language: Language) -> Html | None:
    if duty.planned_due_on is None or duty.planned_due_on == duty.due_on:
        return None
    return _EXTENDED(language, day=day(duty.planned_due_on, language))


def deadline_in_list(duty: Duty, today: Today, language: Language) -> Html | None:
    """The last good day so short that it stays on its line on a phone: only what is near has a weekday."""
    if duty.due_on is None:
        return None
    is_near = 0 <= today.days_left(duty.due_on) <= SOON_DAYS
    text = _LAST_DAY(language, day=(near_day if is_near else day)(duty.due_on, language))
    extended = _extended(duty, language)
    return Html(f"{text} {extended}") if extended else text


@dataclass(frozen=True, slots=True)
class ListStyle:
    """How duties are listed: whether the unit's name is needed, and the number of the first."""

    language: Language
    name_units: bool
    first_number: int = 1


def duty_item(number: int, duty: Duty, today: Today, style: ListStyle) -> Html:
    """A duty in a numbered list: title and code, then how time and work stand."""
    language = style.language
    head = f"<b>{number}.</b> {quoted(duty.title)} <code>{duty.code}</code>"
    if style.name_units:
        head += f"\n     🏛 {quoted(duty.unit_name)}"
    if not duty.is_lead:
        head += f" · <i>{_COOPERATING(language)}</i>"
    time = [time_left(duty, today, language), deadline_in_list(duty, today, language)]
    facts = [" · ".join(fact for fact in time if fact)]
    if not duty.is_finished:
        facts.append(duty_state(duty, today, language) or "")
    return Html("\n     ".join((head, *filter(None, facts))))


def cut(items: Sequence[Html], room: int = ROOM) -> Sequence[Sequence[Html]]:
    """The items in as many parts of ``room`` characters as they need; an item is never cut in two."""
    parts: list[list[Html]] = [[]]
    used = 0
    for item in items:
        if parts[-1] and used + len(item) > room:
            parts.append([])
            used = 0
        parts[-1].append(item)
        used += len(item) + len("\n\n")
    return parts


def choice(number: int, duty: Duty) -> Html:
    """A duty among those of which one is to be chosen."""
    return Html(f"{number}. {quoted(duty.title)} <code>{duty.code}</code>")


def needs_unit_names(duties: Iterable[Duty]) -> bool:
    """Whether a list is about several units, so that each line must say whose duty it is."""
    return len({duty.unit_code for duty in duties}) > 1


def numbered_lists(
    duties: Sequence[Duty],
    today: Today,
    style: ListStyle,
    *,
    head: Html,
    foot: Html | None,
    room: int = ROOM,
) -> Sequence[Message]:
    """The duties as numbered lists, in as many messages of ``room`` as they need; cut only between duties."""
    items = [duty_item(number, duty, today, style) for number, duty in enumerate(duties, style.first_number)]
    messages: list[Message] = []
    shown = 0
    for part in cut(items, room - len(head)):
        told = duties[shown : shown + len(part)]
        first = style.first_number + shown
        shown += len(part)
        parts = (
            head if not messages else None,
            Html("\n\n".join(part)),
            foot if shown == len(items) else None,
        )
        messages.append(
            Message(
                text=Html("\n\n".join(filter(None, parts))),
                keyboard=duty_buttons([duty.id for duty in told], first),
                duty_ids=tuple(duty.id for duty in told),
                first_number=first,
            )
        )
    return messages


def duty_buttons(duty_ids: Sequence[int], first_number: int) -> Keyboard:
    """A button a duty, with its number in the list."""
    buttons: list[Button] = [
        button(str(number), Action.OPEN_DUTY, duty_id)
        for number, duty_id in enumerate(duty_ids, start=first_number)
    ]
    return rows_of(buttons, BUTTONS_A_ROW)
