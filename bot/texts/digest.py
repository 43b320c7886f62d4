"""The morning digest: everything a chat follows that reached a stage, overdue first; as messages or a letter."""

from collections.abc import Sequence

from bot.texts.duties import ROOM, ListStyle, needs_unit_names, numbered_lists
from bot.texts.language import Html, Language, Sentence, day_with_weekday, language_of, lines
from bot.texts.message import Message
from plan_data.delivery_outcome import RenderedPart
from plan_data.store.claims import ClaimedDigest
from plan_data.store.duties import Duty
from plan_data.timeliness import Today

_HEAD = Sentence(vi="🔔 <b>Nhắc hạn {day}</b>", en="🔔 <b>Deadlines, {day}</b>")
_HEAD_UNIT = Sentence(vi="🔔 <b>Nhắc hạn {day}</b>\n🏛 {unit}", en="🔔 <b>Deadlines, {day}</b>\n🏛 {unit}")
_CONTINUED = Sentence(vi="🔔 <b>Nhắc hạn {day}</b> (tiếp)", en="🔔 <b>Deadlines, {day}</b> (continued)")
_AGAIN = Sentence(
    vi="<i>(gửi lại: có thể bạn đã nhận tin này)</i>",
    en="<i>(sent again: you may have this message already)</i>",
)
_HOW_TO_ANSWER = (
    Sentence(
        vi="Trả lời tin này để báo tiến độ: “xong”, “60%”, “vướng: chưa có kinh phí”.",
        en="Reply to this message to report: “done”, “60%”, “blocked: no budget yet”.",
    ),
    Sentence(
        vi="Trả lời tin này để báo tiến độ: “1 xong”, “2 60%”, “1 vướng: chưa có kinh phí”.",
        en="Reply to this message to report: “1 done”, “2 60%”, “1 blocked: no budget yet”.",
    ),
    Sentence(
        vi="Trả lời tin này để báo tiến độ: “1 xong”, “2 60%”, “3 vướng: chưa có kinh phí”.",
        en="Reply to this message to report: “1 done”, “2 60%”, “3 blocked: no budget yet”.",
    ),
)
"""For one duty, for two, for more: an example must not name a number that the list does not have."""

_BY_LETTER = Sentence(
    vi="Bạn nhận thư này vì tin nhắc không đến được bạn qua Telegram. Không ai đọc thư trả lời. Để báo tiến độ: mở lại bot "
    "trong Telegram (bấm Start nếu đã chặn) rồi gõ mã việc, ví dụ “/tiendo {code} 60%”; hoặc báo cơ quan thường trực.",
    en="You get this letter because reminders do not reach you on Telegram. Nobody reads replies to it. To report, open the "
    "bot in Telegram again (press Start if you blocked it) and name the code, such as “/progress {code} 60%”; or tell the "
    "standing office.",
)
LETTER_ROOM = 1_000_000
"""Characters; a letter is never cut."""


def digest_parts(digest: ClaimedDigest, today: Today) -> Sequence[RenderedPart]:
    """The digest as messages, in the chat's language.

    When earlier messages of it arrived already, numbering goes on after theirs.
    """
    language = language_of(digest.recipient.language)
    return _parts(digest, today, _foot(len(digest.reminders) + digest.reminders_sent, language), ROOM)


def digest_letter(digest: ClaimedDigest, today: Today) -> Sequence[RenderedPart]:
    """The digest as one letter, which says why it is one and how to report."""
    first = in_order([reminder.duty for reminder in digest.reminders], today)[0]
    foot = _BY_LETTER(language_of(digest.recipient.language), code=first.code)
    return _parts(digest, today, foot, LETTER_ROOM)


def _parts(digest: ClaimedDigest, today: Today, foot: Html, room: int) -> Sequence[RenderedPart]:
    language = language_of(digest.recipient.language)
    duties = in_order([reminder.duty for reminder in digest.reminders], today)
    units = {duty.unit_name for duty in duties}
    on = day_with_weekday(today.on, language)
    if digest.parts_sent:
        head = _CONTINUED(language, day=on)
    elif len(units) == 1:
        head = _HEAD_UNIT(language, day=on, unit=next(iter(units)))
    else:
        head = _HEAD(language, day=on)
    style = ListStyle(language, needs_unit_names(duties), digest.reminders_sent + 1)
    return [
        RenderedPart(message.text, message.duty_ids, message.first_number)
        for message in numbered_lists(
            duties,
            today,
            style,
            head=lines(head, _AGAIN(language) if digest.may_repeat else None),
            foot=foot,
            room=room,
        )
    ]


def _foot(duties: int, language: Language) -> Html:
    how = _HOW_TO_ANSWER[min(duties, len(_HOW_TO_ANSWER)) - 1]
    return Html(f"<i>{how(language)}</i>")


def in_order(duties: Sequence[Duty], today: Today) -> list[Duty]:
    """Longest overdue first, then what is due next; what a unit leads before what it helps with."""
    return sorted(
        duties,
        key=lambda duty: (
            today.days_left(duty.due_on) if duty.due_on else 10_000,
            not duty.is_lead,
            duty.code,
            duty.unit_code,
        ),
    )


def sample_digest(duties: Sequence[Duty], today: Today, language: Language) -> Message:
    """What a digest of these duties looks like."""
    shown = in_order(duties, today)
    return numbered_lists(
        shown,
        today,
        ListStyle(language, needs_unit_names(shown)),
        head=_HEAD(language, day=day_with_weekday(today.on, language)),
        foot=_foot(len(shown), language),
    )[0]
