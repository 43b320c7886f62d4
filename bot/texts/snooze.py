"""Snoozing a reminder. Every sentence says that the deadline does not move."""

from collections.abc import Sequence
from datetime import date

from bot.texts.language import Language, Sentence, day_with_weekday, days
from bot.texts.message import Action, Button, Message, button
from plan_data.store.duties import Duty

_BUTTON = Sentence(vi="🔕 Nhắc lại sau…", en="🔕 Remind me later…")
_OFFER = Sentence(
    vi="🔕 <b>{title}</b> <code>{code}</code>\nNhắc lại sau mấy ngày? Chỉ lùi lời nhắc trong cuộc trò chuyện này; <b>hạn không đổi</b>: {due}.",
    en="🔕 <b>{title}</b> <code>{code}</code>\nRemind again in how many days? Only the reminder in this chat waits; <b>the deadline stays</b>: {due}.",
)
_CANCEL = Sentence(vi="Bỏ qua", en="Never mind")
_SNOOZED = Sentence(
    vi="🔕 {title} <code>{code}</code>: nhắc lại vào tin nhắc {until}, chỉ trong cuộc trò chuyện này.\n<b>Hạn không đổi</b>: {due}.",
    en="🔕 {title} <code>{code}</code>: mentioned again in the digest of {until}, in this chat only.\n<b>The deadline stays</b>: {due}.",
)
_NOT_NOW = Sentence(
    vi="Không lùi lời nhắc được: việc đã xong hoặc không có hạn, hoặc hạn là hôm nay hay ngày mai.",
    en="The reminder cannot wait: it is done, has no deadline, or is due today or tomorrow.",
)


def offer_button(duty_id: int, language: Language) -> Button:
    return button(_BUTTON(language), Action.OFFER_SNOOZE, duty_id)


def offer(duty: Duty, due_on: date, choices: Sequence[int], language: Language) -> Message:
    """Choose how many days."""
    row = tuple(button(days(n, language), Action.SNOOZE, duty.id, n) for n in choices)
    return Message(
        _OFFER(language, title=duty.title, code=duty.code, due=day_with_weekday(due_on, language)),
        (row, (button(_CANCEL(language), Action.CANCEL),)),
    )


def snoozed(duty: Duty, due_on: date, until_on: date, language: Language) -> Message:
    return Message(
        _SNOOZED(
            language,
            title=duty.title,
            code=duty.code,
            until=day_with_weekday(until_on, language),
            due=day_with_weekday(due_on, language),
        ),
        duty_ids=(duty.id,),
    )


def not_now(language: Language) -> str:
    return _NOT_NOW(language)
