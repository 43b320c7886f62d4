"""What is said in groups, and about them; short, since everybody there reads it."""

from bot.texts.language import Html, Language, Sentence, language_of, listed
from bot.texts.message import Message
from plan_data.store.groups import Unanswered

_HOW_TO_FOLLOW = Sentence(
    vi="Tôi là <b>Nhắc Hạn</b>, nhắc thời hạn trong kế hoạch của tỉnh. Quản trị viên của nhóm đồng thời là cán bộ của "
    "đơn vị hãy gõ <code>/theodoi@{bot} tên đơn vị</code> (trong đúng chủ đề muốn nhận tin); nhóm sẽ nhận tin nhắc và "
    "chỉ thấy việc của đơn vị đó. Trả lời tin nhắc là báo tiến độ, tính cho người viết.",
    en="I am <b>Nhắc Hạn</b>: I remind of the deadlines of the province's plan. A group admin who is an official of the "
    "unit sends <code>/follow@{bot} name of the unit</code> (in the topic that is to get the messages); the group then "
    "gets its reminders and sees that unit alone. A reply to a reminder is a report of whoever writes it.",
)
_ONLY_ADMINS = Sentence(
    vi="Chỉ quản trị viên của nhóm, đồng thời là cán bộ được cấp quyền, mới làm được việc này.",
    en="Only an admin of this group who is also an official may do this.",
)
_ANONYMOUS = Sentence(
    vi="Bạn đang viết ẩn danh nên tôi không biết bạn là ai. Hãy tắt “Ẩn danh” rồi gõ lại.",
    en="You write anonymously, so I do not know who you are. Turn “Remain anonymous” off and try again.",
)
_NOT_YOURS = Sentence(
    vi="Bạn không có quyền xem {unit} nên nhóm không theo dõi được đơn vị này.",
    en="You may not see {unit}, so this group cannot follow it.",
)
_STRANGER = Sentence(
    vi="Chỉ cán bộ được cấp quyền mới dùng được. Hãy mở chat riêng với tôi: @{bot}.",
    en="Only invited officials can use me. Open a private chat with me: @{bot}.",
)
_ONLY_PRIVATE = Sentence(
    vi="Lệnh này chỉ dùng trong chat riêng với tôi: @{bot}.",
    en="This command works only in a private chat with me: @{bot}.",
)
_FOLLOWS_NOTHING = Sentence(
    vi="Nhóm này chưa theo dõi đơn vị nào nên tôi chưa nói được gì. Quản trị viên của nhóm đồng thời là cán bộ của đơn vị "
    "hãy gõ <code>/theodoi</code> kèm tên đơn vị.",
    en="This group follows no unit yet, so there is nothing I may tell here. A group admin who is an official of the unit "
    "sends <code>/follow</code> with its name.",
)
_ENDED_HERE = Sentence(
    vi="⚠️ <b>Nhóm này không nhận tin nhắc của {units} nữa</b>: cán bộ đã đăng ký cho nhóm không còn quyền. Để nhận tiếp, "
    "quản trị viên của nhóm đồng thời là cán bộ của đơn vị hãy gõ <code>/theodoi</code> kèm tên đơn vị.",
    en="⚠️ <b>This group gets no more reminders of {units}</b>: the official who let it follow has no role there any more. "
    "To go on, a group admin who is an official of the unit sends <code>/follow</code> with the name of the unit.",
)
_ENDED_ELSEWHERE = Sentence(
    vi="⚠️ Nhóm <b>{group}</b> không nhận tin nhắc của {units} nữa: cán bộ đã đăng ký cho nhóm không còn quyền. Nhóm đã được "
    "báo cách đăng ký lại.",
    en="⚠️ The group <b>{group}</b> gets no more reminders of {units}: the official who let it follow has no role there any "
    "more. The group was told how to go on.",
)


def how_to_follow(bot_username: str, language: Language) -> Message:
    """What the bot says when it comes into a group."""
    return Message(_HOW_TO_FOLLOW(language, bot=bot_username))


def only_admins(language: Language) -> Html:
    return _ONLY_ADMINS(language)


def anonymous(language: Language) -> Message:
    return Message(_ANONYMOUS(language))


def not_yours(unit_name: str, language: Language) -> Message:
    return Message(_NOT_YOURS(language, unit=unit_name))


def stranger(bot_username: str, language: Language) -> Message:
    return Message(_STRANGER(language, bot=bot_username))


def only_private(bot_username: str, language: Language) -> Message:
    return Message(_ONLY_PRIVATE(language, bot=bot_username))


def follows_nothing(language: Language) -> Message:
    return Message(_FOLLOWS_NOTHING(language))


def ended_here(group: Unanswered, language_code: str) -> Html:
    """To a group that stopped following units."""
    language = language_of(language_code)
    return _ENDED_HERE(language, units=listed(group.units, language))


def ended_elsewhere(group: Unanswered, language_code: str) -> Html:
    """The same to those who steer the plan."""
    language = language_of(language_code)
    return _ENDED_ELSEWHERE(language, group=group.title[:80], units=listed(group.units, language))
