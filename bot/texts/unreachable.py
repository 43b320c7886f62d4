"""What coordinators are told when somebody can no longer be reminded."""

from collections.abc import Sequence

from bot.texts.language import Html, Sentence, language_of, lines
from plan_data.delivery_outcome import RenderedPart
from plan_data.store.unreachable import LostChat

MOST_SHOWN = 20

_HEAD = Sentence(
    vi="⚠️ <b>Không còn nhắc được qua Telegram</b>: {n} nơi",
    en="⚠️ <b>Reminders no longer arrive</b> in {n} chats",
)
_LINE = Sentence(vi="• {title}: {why}", en="• {title}: {why}")
_LINE_WITH_UNITS = Sentence(vi="• {title} ({units}): {why}", en="• {title} ({units}): {why}")
_REMINDED_BY_LETTER = Sentence(vi="{why}; vẫn nhận qua thư điện tử", en="{why}; still reached by e-mail")
_MORE = Sentence(vi="• và {n} nơi khác", en="• and {n} more")
_WHAT_TO_DO = Sentence(
    vi="Hãy báo cho họ bằng cách khác. Khi họ bấm /start, hoặc thêm bot lại vào nhóm, lời nhắc tự gửi tiếp.",
    en="Please tell them some other way. Once they press /start, or put the bot back into the group, "
    "reminders go on by themselves.",
)
_BLOCKED = Sentence(vi="đã chặn bot", en="blocked the bot")
_OUT_OF_GROUP = Sentence(vi="bot không còn trong nhóm", en="the bot is no longer in the group")
_REASONS = {
    "blocked": _BLOCKED,
    "kicked": _BLOCKED,
    "left": _OUT_OF_GROUP,
    "removed from group": _OUT_OF_GROUP,
    "deactivated": Sentence(vi="tài khoản Telegram đã bị xóa", en="the Telegram account was deleted"),
    "not started": Sentence(vi="chưa bấm Start hoặc đã xóa cuộc trò chuyện", en="never pressed Start"),
    "group deleted": Sentence(vi="nhóm đã bị xóa", en="the group was deleted"),
    "chat not found": Sentence(vi="không tìm thấy cuộc trò chuyện", en="the chat does not exist"),
    "no right to write": Sentence(vi="nhóm không cho bot viết", en="the bot may not write in the group"),
    "topic gone": Sentence(vi="chủ đề của nhóm đã bị xóa", en="the topic of the group was deleted"),
}
_UNKNOWN_REASON = Sentence(vi="không gửi được", en="cannot be written to")


def losses_message(losses: Sequence[LostChat], language_code: str) -> RenderedPart:
    """The chats that were lost, one a line, and what to do."""
    language = language_of(language_code)
    shown: list[Html] = []
    for loss in losses[:MOST_SHOWN]:
        why = _REASONS.get(loss.reason, _UNKNOWN_REASON)(language)
        if loss.has_fallback:
            why = _REMINDED_BY_LETTER(language, why=why)
        line = _LINE_WITH_UNITS if loss.units else _LINE
        shown.append(line(language, title=loss.title[:80], units=", ".join(loss.units)[:80], why=why))
    if len(losses) > MOST_SHOWN:
        shown.append(_MORE(language, n=len(losses) - MOST_SHOWN))
    text = lines(_HEAD(language, n=len(losses)), "", *shown, "", _WHAT_TO_DO(language))
    return RenderedPart(text, (), 1)
