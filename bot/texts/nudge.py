"""Nudging those who have not reported: a preview for the coordinator, the message for the units."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts.duties import ListStyle, numbered_lists
from bot.texts.language import Html, Language, Sentence, lines, listed
from bot.texts.message import Action, Message, button
from plan_data.store.duties import Duty
from plan_data.store.obligations import ObligationHead
from plan_data.timeliness import Today

NAMES_SHOWN = 40

_AND_MORE = Sentence(vi="{names} và {n} đơn vị khác", en="{names} and {n} more")
_NUDGE = Sentence(
    vi="📣 <b>{sender} nhắc</b>: việc sau chưa có báo cáo hoàn thành.",
    en="📣 <b>{sender} asks</b>: this is not reported done yet.",
)
_ANSWER = Sentence(
    vi="Trả lời tin này: “xong, BC 45/BC-UBND”, “60%”, “vướng: …”.",
    en="Reply to this message: “done, 45/BC-UBND”, “60%”, “blocked: …”.",
)
_PREVIEW = Sentence(
    vi="📣 <b>Nhắc {n} đơn vị</b> về {title} <code>{code}</code>, mỗi đơn vị một tin trong tuần này:\n{names}",
    en="📣 <b>Nudge {n} units</b> about {title} <code>{code}</code>, one message a unit this week:\n{names}",
)
_SAMPLE = Sentence(vi="Tin sẽ gửi:", en="The message:")
_AGAIN = Sentence(
    vi="Đã nhắc trong tuần này, không nhắc nữa: {names}", en="Nudged this week already, left out: {names}"
)
_UNREACHED = Sentence(
    vi="⚠️ Không có ai nhận được tin: {names}. Hãy gọi điện, hoặc mời cán bộ của đơn vị vào.",
    en="⚠️ Nobody can be reached: {names}. Call them, or invite an official of the unit.",
)
_NOBODY = Sentence(
    vi="Không còn đơn vị nào để nhắc trong tuần này.", en="There is nobody left to nudge this week."
)
_SEND = Sentence(vi="📣 Gửi {n} tin", en="📣 Send {n} messages")
_CANCEL = Sentence(vi="Thôi", en="Cancel")
_SENT = Sentence(
    vi="📣 Đã giao {n} tin nhắc về <code>{code}</code>; tin đi trong ít phút.",
    en="📣 {n} nudges about <code>{code}</code> are on their way.",
)


@dataclass(frozen=True, slots=True)
class NudgePreview:
    """Who would be nudged; names of units."""

    head: ObligationHead
    occurrence: int
    to: Sequence[str]
    already: Sequence[str]
    unreached: Sequence[str]
    sample: Html | None


def nudge(duty: Duty, sender: str, today: Today, language: Language) -> Html:
    """What a unit gets."""
    return numbered_lists(
        [duty],
        today,
        ListStyle(language, name_units=True),
        head=_NUDGE(language, sender=sender),
        foot=Html(f"<i>{_ANSWER(language)}</i>"),
    )[0].text


def preview(found: NudgePreview, language: Language) -> Message:
    """Shown before anything is sent."""
    already = _AGAIN(language, names=_few(found.already, language)) if found.already else None
    unreached = _UNREACHED(language, names=_few(found.unreached, language)) if found.unreached else None
    if not found.to or found.sample is None:
        return Message(lines(_NOBODY(language), already, unreached))
    text = lines(
        _PREVIEW(
            language,
            n=len(found.to),
            title=found.head.title,
            code=found.head.code,
            names=_few(found.to, language),
        ),
        already,
        unreached,
        "",
        _SAMPLE(language),
        Html(f"<blockquote>{found.sample}</blockquote>"),
    )
    return Message(
        text,
        (
            (
                button(_SEND(language, n=len(found.to)), Action.SEND_NUDGE, found.head.id, found.occurrence),
                button(_CANCEL(language), Action.CANCEL),
            ),
        ),
    )


def _few(names: Sequence[str], language: Language) -> str:
    if len(names) <= NAMES_SHOWN:
        return listed(names, language)
    return _AND_MORE(language, names=", ".join(names[:NAMES_SHOWN]), n=len(names) - NAMES_SHOWN)


def sent(count: int, code: str, language: Language) -> Message:
    return Message(_SENT(language, n=count, code=code))
