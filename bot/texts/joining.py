"""Coming in: strangers, invitations, requests, following units."""

from collections.abc import Sequence

from bot.texts.language import Language, Sentence, day_with_weekday, lines
from bot.texts.message import Action, Message, button
from plan_data.store.chats import Followed
from plan_data.store.invitations import Accepted
from plan_data.store.joining import AccessRequest
from plan_data.store.officials import Membership, Role
from plan_data.units import Unit, UnitDirectory

ROLE = {
    Role.VIEWER: Sentence(vi="người theo dõi", en="viewer"),
    Role.REPORTER: Sentence(vi="đầu mối báo cáo", en="reporter"),
    Role.LEADER: Sentence(vi="lãnh đạo", en="leader"),
    Role.COORDINATOR: Sentence(vi="cơ quan thường trực", en="coordinator"),
    Role.ADMIN: Sentence(vi="quản trị", en="administrator"),
}

_STRANGER = Sentence(
    vi="Xin chào. Tôi là <b>Nhắc Hạn</b>: nhắc cán bộ các đơn vị về thời hạn trong kế hoạch của tỉnh.\n\n"
    "Chỉ cán bộ được mời mới dùng được. Có liên kết mời thì bấm vào liên kết đó. Chưa có thì gõ "
    "/theodoi kèm tên đơn vị của bạn để xin quyền, ví dụ: <code>/theodoi Sở Y tế</code>",
    en="Hello. I am <b>Nhắc Hạn</b>: I remind officials of the deadlines in their province's plan.\n\n"
    "Only invited officials can use me. If you have an invitation link, open it. If not, send "
    "/follow with the name of your unit to ask for access, for example: <code>/follow Sở Y tế</code>",
)
_WELCOME = Sentence(
    vi="Chào <b>{name}</b>. Bạn đã được ghi là {role} của <b>{unit}</b>.\n\n"
    "Mỗi ngày làm việc lúc {hour}, nếu có việc sắp đến hạn hoặc quá hạn, tôi gửi một tin duy nhất. "
    "Trả lời tin đó là báo được tiến độ.\n\n"
    "/denhan – việc sắp đến hạn\n/chitiet – xem một việc\n/caidat – giờ nhắc, ngôn ngữ, tạm dừng\n"
    "/trogiup – tất cả các lệnh",
    en="Hello <b>{name}</b>. You are now {role} of <b>{unit}</b>.\n\n"
    "On working days at {hour} I send one message if something is due soon or overdue. "
    "Reply to it to report progress.\n\n"
    "/due – what is due\n/detail – one obligation\n/settings – hour, language, pause\n/help – all commands",
)
_HELLO_AGAIN = Sentence(
    vi="Chào <b>{name}</b>. Bạn đang theo dõi: {units}.\nGõ /denhan để xem việc sắp đến hạn, /trogiup để xem các lệnh.",
    en="Hello <b>{name}</b>. You follow: {units}.\nSend /due for what is due, /help for all commands.",
)
_HELLO_NOTHING = Sentence(
    vi="Chào <b>{name}</b>. Bạn chưa theo dõi đơn vị nào. Gõ /theodoi kèm tên đơn vị, ví dụ: "
    "<code>/theodoi Sở Y tế</code>",
    en="Hello <b>{name}</b>. You follow no unit yet. Send /follow with its name, for example: "
    "<code>/follow Sở Y tế</code>",
)
_BACK = Sentence(
    vi="Tôi lại gửi được tin cho bạn. Tin nhắc còn cần thiết sẽ đến trong ít phút.",
    en="I can reach you again. What still matters will arrive in a few minutes.",
)
_BAD_INVITATION = Sentence(
    vi="Liên kết mời này không còn dùng được: đã hết hạn, đã dùng hoặc bị thu hồi. "
    "Hãy xin liên kết mới từ người quản trị, hoặc gõ /theodoi kèm tên đơn vị để xin quyền.",
    en="This invitation no longer works: it is out of date, used or revoked. "
    "Ask your administrator for a new one, or send /follow with the name of your unit.",
)
_LAST_CODE = Sentence(
    vi="Đã quá nhiều mã sai. Trong một giờ tới tôi không đọc mã nào nữa.",
    en="Too many wrong codes. I will read no code for an hour.",
)
_TOO_MANY_REQUESTS = Sentence(
    vi="Bạn đã gửi nhiều đề nghị; hãy chờ người quản trị quyết định các đề nghị đó.",
    en="You made many requests; please wait until the administrators have decided them.",
)
_WELCOME_ACTING = Sentence(
    vi="Bạn làm thay <b>{name}</b> với vai trò {role} của <b>{unit}</b> từ {first} đến hết {last}. "
    "Trong những ngày đó tin nhắc của đơn vị đến cả bạn; sau đó quyền này tự hết.",
    en="You stand in for <b>{name}</b> as {role} of <b>{unit}</b> from {first} to {last}. "
    "On these days you get the unit's reminders too; after that it ends by itself.",
)
_ASK_UNIT = Sentence(
    vi="Bạn muốn theo dõi đơn vị nào? Nhắn tên hoặc một phần tên, không cần dấu. Ví dụ: “so y te”, “quan hoa”.",
    en="Which unit? Write its name or a part of it, accents not needed: “so y te”, “quan hoa”.",
)
_CHOOSE_UNIT = Sentence(vi="Chọn đơn vị:", en="Choose the unit:")
_NO_UNIT = Sentence(
    vi="Không tìm thấy đơn vị nào giống “{text}”. Hãy thử tên ngắn hơn, ví dụ “y te”, “quan hoa”.",
    en="No unit is like “{text}”. Try a shorter name, such as “y te”, “quan hoa”.",
)
_FOLLOWING = Sentence(
    vi="✅ Đã theo dõi <b>{unit}</b>. Tin nhắc đến lúc {hour} mỗi ngày làm việc, khi có việc. Gõ /thu để nhận thử một tin.",
    en="✅ You follow <b>{unit}</b>. Reminders come at {hour} on working days, when there are any. Send /test to try.",
)
_FOLLOWING_ALREADY = Sentence(vi="Bạn đã theo dõi <b>{unit}</b> rồi.", en="You follow <b>{unit}</b> already.")
_ASKED = Sentence(
    vi="Đã gửi đề nghị theo dõi <b>{unit}</b> cho người quản trị. Bạn sẽ được báo khi có quyết định.",
    en="Your request for <b>{unit}</b> went to the administrators. You will hear from me.",
)
_ASKED_ALREADY = Sentence(
    vi="Đề nghị của bạn về <b>{unit}</b> đang chờ người quản trị.",
    en="Your request for <b>{unit}</b> is still with the administrators.",
)
_REQUEST = Sentence(
    vi="🙋 <b>{name}</b> (Telegram {user}) xin làm {role} của <b>{unit}</b>.",
    en="🙋 <b>{name}</b> (Telegram {user}) asks to be {role} of <b>{unit}</b>.",
)
_APPROVE = Sentence(vi="✅ Đồng ý", en="✅ Approve")
_APPROVE_VIEWER = Sentence(vi="👀 Chỉ xem", en="👀 View only")
_DENY = Sentence(vi="❌ Từ chối", en="❌ Deny")
_GRANTED = Sentence(
    vi="✅ Đã đồng ý: {name} là {role} của {unit}.", en="✅ Approved: {name} is {role} of {unit}."
)
_DENIED = Sentence(vi="❌ Đã từ chối {name} ({unit}).", en="❌ Denied: {name} ({unit}).")
_DECIDED_ALREADY = Sentence(
    vi="Đề nghị này đã có người quyết định.", en="Somebody decided this request already."
)
_YOUR_REQUEST_DENIED = Sentence(
    vi="Đề nghị theo dõi {unit} của bạn không được chấp thuận. Cần hỏi thêm, hãy liên hệ người quản trị.",
    en="Your request for {unit} was denied. Please contact your administrator.",
)
_UNFOLLOW_WHICH = Sentence(vi="Bỏ theo dõi đơn vị nào?", en="Which unit do you want to unfollow?")
_UNFOLLOWED = Sentence(
    vi="Đã bỏ theo dõi <b>{unit}</b>. Sẽ không có tin nhắc nào của đơn vị này nữa.",
    en="You no longer follow <b>{unit}</b>. There will be no more reminders of it.",
)
_NOT_FOLLOWING = Sentence(vi="Bạn không theo dõi đơn vị này.", en="You do not follow this unit.")
_FOLLOWS_NOTHING = Sentence(
    vi="Bạn chưa theo dõi đơn vị nào. Gõ /theodoi kèm tên đơn vị.",
    en="You follow no unit. Send /follow with its name.",
)
_NOT_YOURS = Sentence(
    vi="Bạn chưa có quyền xem {unit}. Gõ /theodoi {unit} để xin quyền.",
    en="You may not see {unit} yet. Send /follow {unit} to ask for access.",
)
_NEW_MEMBER = Sentence(
    vi="👤 {name} đã dùng liên kết mời: {role} của {unit}.",
    en="👤 {name} used an invitation: {role} of {unit}.",
)


def stranger(language: Language) -> Message:
    """All that a stranger learns: what this is and how to ask."""
    return Message(_STRANGER(language))


def welcome(name: str, membership: Membership, hour: str, language: Language) -> Message:
    return Message(
        _WELCOME(
            language,
            name=name,
            role=ROLE[membership.role](language),
            unit=membership.unit_name,
            hour=hour,
        )
    )


def hello_again(name: str, followed: Sequence[Followed], language: Language, *, is_back: bool) -> Message:
    if followed:
        text = _HELLO_AGAIN(language, name=name, units=", ".join(unit.unit_name for unit in followed))
    else:
        text = _HELLO_NOTHING(language, name=name)
    return Message(lines(_BACK(language) if is_back else None, text))


def bad_invitation(language: Language, *, is_last: bool = False) -> Message:
    """``is_last``: more codes of this person are not read for a while."""
    return Message(lines(_BAD_INVITATION(language), _LAST_CODE(language) if is_last else None))


def too_many_requests(language: Language) -> Message:
    return Message(_TOO_MANY_REQUESTS(language))


def welcome_acting(accepted: Accepted, absent_name: str, language: Language) -> Message:
    """To one who stands in for somebody for some days."""
    if accepted.period is None:
        raise ValueError("only a period can be acted for")
    return Message(
        _WELCOME_ACTING(
            language,
            name=absent_name,
            role=ROLE[accepted.role](language),
            unit=accepted.unit_name,
            first=day_with_weekday(accepted.period.starts_on, language),
            last=day_with_weekday(accepted.period.until, language),
        )
    )


def ask_unit(language: Language) -> Message:
    return Message(_ASK_UNIT(language))


def choose_unit(
    units: Sequence[Unit], directory: UnitDirectory, action: Action, language: Language
) -> Message:
    """Units that a text may mean, as buttons."""
    return Message(
        _CHOOSE_UNIT(language),
        tuple((button(directory.display_name(unit.code), action, unit.code),) for unit in units),
    )


def no_unit(text: str, language: Language) -> Message:
    return Message(_NO_UNIT(language, text=text[:60]))


def following(unit_name: str, hour: str, language: Language) -> Message:
    return Message(_FOLLOWING(language, unit=unit_name, hour=hour))


def following_already(unit_name: str, language: Language) -> Message:
    return Message(_FOLLOWING_ALREADY(language, unit=unit_name))


def asked(unit_name: str, language: Language) -> Message:
    return Message(_ASKED(language, unit=unit_name))


def asked_already(unit_name: str, language: Language) -> Message:
    return Message(_ASKED_ALREADY(language, unit=unit_name))


def request_to_decide(request: AccessRequest, language: Language) -> Message:
    """What an administrator sees of a request."""
    return Message(
        _REQUEST(
            language,
            name=request.name,
            user=request.telegram_user_id,
            role=ROLE[request.role](language),
            unit=request.unit_name,
        ),
        (
            (
                button(_APPROVE(language), Action.DECIDE_ACCESS, request.id, Role.REPORTER.value),
                button(_APPROVE_VIEWER(language), Action.DECIDE_ACCESS, request.id, Role.VIEWER.value),
            ),
            (button(_DENY(language), Action.DECIDE_ACCESS, request.id, ""),),
        ),
    )


def request_decided(request: AccessRequest, role: Role | None, language: Language) -> Message:
    if role is None:
        return Message(_DENIED(language, name=request.name, unit=request.unit_name))
    return Message(_GRANTED(language, name=request.name, role=ROLE[role](language), unit=request.unit_name))


def decided_already(language: Language) -> Message:
    return Message(_DECIDED_ALREADY(language))


def your_request_denied(unit_name: str, language: Language) -> Message:
    return Message(_YOUR_REQUEST_DENIED(language, unit=unit_name))


def unfollow_which(followed: Sequence[Followed], language: Language) -> Message:
    return Message(
        _UNFOLLOW_WHICH(language),
        tuple((button(unit.unit_name, Action.UNFOLLOW, unit.unit_code),) for unit in followed),
    )


def unfollowed(unit_name: str, language: Language) -> Message:
    return Message(_UNFOLLOWED(language, unit=unit_name))


def not_following(language: Language) -> Message:
    return Message(_NOT_FOLLOWING(language))


def follows_nothing(language: Language) -> Message:
    return Message(_FOLLOWS_NOTHING(language))


def new_member(name: str, membership: Membership, language: Language) -> Message:
    return Message(
        _NEW_MEMBER(language, name=name, role=ROLE[membership.role](language), unit=membership.unit_name)
    )


def not_yours(unit_name: str, language: Language) -> Message:
    return Message(_NOT_YOURS(language, unit=unit_name))
