"""Help, menus, and what is said when something is not possible."""

from bot.texts.language import Html, Language, Sentence
from bot.texts.message import Message

COMMANDS: tuple[tuple[str, str, Sentence], ...] = (
    ("denhan", "due", Sentence(vi="Việc sắp đến hạn", en="What is due")),
    ("quahan", "overdue", Sentence(vi="Việc quá hạn", en="What is overdue")),
    ("donvi", "unit", Sentence(vi="Tất cả việc của một đơn vị", en="All obligations of a unit")),
    (
        "chitiet",
        "detail",
        Sentence(vi="Xem một việc: câu trong kế hoạch, hạn, lịch sử", en="One obligation in full"),
    ),
    ("visao", "why", Sentence(vi="Vì sao có hạn này", en="How a deadline was worked out")),
    ("tiendo", "progress", Sentence(vi="Báo tiến độ một việc", en="Report progress")),
    (
        "choxacnhan",
        "confirm",
        Sentence(vi="Báo cáo chờ xác nhận (thường trực)", en="Reports to be confirmed (coordinators)"),
    ),
    (
        "suatiendo",
        "correct",
        Sentence(vi="Sửa báo cáo, có lý do (quản trị)", en="Correct a report, with a reason (admins)"),
    ),
    ("theodoi", "follow", Sentence(vi="Theo dõi một đơn vị", en="Follow a unit")),
    ("botheodoi", "unfollow", Sentence(vi="Bỏ theo dõi", en="Unfollow a unit")),
    ("caidat", "settings", Sentence(vi="Giờ nhắc, ngôn ngữ, tạm dừng", en="Hour, language, pause")),
    ("thu", "test", Sentence(vi="Nhận thử một tin nhắc", en="Get a test reminder")),
    (
        "uyquyen",
        "delegate",
        Sentence(vi="Nhờ người làm thay ít ngày", en="Let somebody stand in for some days"),
    ),
    ("bangiao", "handover", Sentence(vi="Bàn giao cho người kế nhiệm", en="Hand over to a successor")),
    (
        "moi",
        "invite",
        Sentence(vi="Mời cán bộ (thường trực, quản trị)", en="Invite officials (coordinators, admins)"),
    ),
    ("loimoi", "invitations", Sentence(vi="Lời mời còn hiệu lực", en="Open invitations")),
    (
        "nguoidung",
        "people",
        Sentence(vi="Cán bộ và vai trò (quản trị)", en="Officials and their roles (admins)"),
    ),
    (
        "tonghop",
        "overview",
        Sentence(vi="Tổng hợp: ai xong, ai chậm, ai im lặng", en="Who is done, late, silent"),
    ),
    (
        "bieudo",
        "chart",
        Sentence(vi="Biểu đồ theo đơn vị và theo thời gian", en="Charts by unit and by week"),
    ),
    ("baocao", "report", Sentence(vi="Tệp báo cáo Excel, Word, CSV", en="A report as Excel, Word or CSV")),
    ("chungminh", "proof", Sentence(vi="Biên bản nhắc việc của một việc", en="Record of reminding")),
    ("lich", "calendar", Sentence(vi="Thời hạn cho ứng dụng lịch", en="Deadlines for your calendar")),
    ("dulieu", "mydata", Sentence(vi="Dữ liệu về bạn: tải về, xóa", en="Data about you: get it, erase it")),
    (
        "kehoach",
        "plan",
        Sentence(vi="Nạp, sửa kế hoạch (quản trị)", en="Load and amend plans (admins)"),
    ),
    ("trogiup", "help", Sentence(vi="Hướng dẫn", en="Help")),
)
"""Each command in Vietnamese and English with its line in the menu."""

FOR_COORDINATORS = frozenset({"choxacnhan", "moi", "loimoi"})
FOR_ADMINISTRATORS = frozenset({"suatiendo", "nguoidung", "kehoach"})
"""Commands that only coordinators and administrators, or only these, are told of by the help."""

_BEGINS_A_GROUP = frozenset({"denhan", "tiendo", "theodoi", "uyquyen", "tonghop", "kehoach"})

_HELP_HEAD = Sentence(
    vi="<b>Nhắc Hạn</b> nhắc thời hạn trong kế hoạch và ghi tiến độ bạn báo.",
    en="<b>Nhắc Hạn</b> reminds you of the plan's deadlines and records your progress.",
)
_HELP_LINE = Sentence(vi="/{command} – {what}", en="/{command} – {what}")
_HELP_REPLY = Sentence(
    vi="<b>Báo tiến độ</b>: trả lời (reply) tin nhắc: “xong”, “60%”, “vướng: chưa có kinh phí”; với tin có nhiều "
    "việc: “1 xong, 2 60%”. Không trả lời tin nào thì nhắn kèm mã: “GN-03 xong”.",
    en="<b>To report</b>, reply to a reminder: “done”, “60%”, “blocked: no budget”; "
    "to a list: “1 done, 2 60%”. Without a reminder at hand add the code: “GN-03 done”.",
)
_HELP_PROVE = Sentence(
    vi="<b>Minh chứng</b>: trả lời tin nhắc bằng ảnh, tệp, hoặc số văn bản “BC 45/BC-SYT”. <b>Xin gia hạn</b>: "
    "“xin lùi đến 15/6 vì …”. Nhầm thì sửa (edit) chính tin của bạn, hoặc bấm Hoàn tác, trong 24 giờ.",
    en="<b>Evidence</b>: reply with a photo, a file or a document number. <b>More time</b>: “extend until 15/6 because …”. "
    "Wrong? Edit your message, or tap Undo, within 24 hours.",
)
_HELP_ASK = Sentence(
    vi="<b>Hỏi thường</b> cũng được: “tuần này có gì đến hạn?”, “quý I”, “Sở Y tế tháng 6”.",
    en="<b>Plain questions</b> work too: “what is due this week?”, “quarter 1”, “Sở Y tế June”.",
)
_NOT_UNDERSTOOD = Sentence(
    vi="Tôi chưa hiểu. Gõ /denhan để xem việc sắp đến hạn, /trogiup để xem các lệnh. "
    "Muốn báo tiến độ, hãy trả lời (reply) tin nhắc.",
    en="I did not understand. Send /due for what is due, /help for all commands. "
    "To report progress, reply to a reminder.",
)
_NOT_OWN_WORDS = Sentence(
    vi="Đây là tin chuyển tiếp hoặc chép lại nên tôi không ghi gì. Muốn báo tiến độ, hãy nhắn bằng lời của bạn, ví dụ: "
    "“GN-03 xong”.",
    en="This was forwarded or copied, so nothing was recorded. To report, use words of your own: “GN-03 done”.",
)
_OUR_SIGNS = ("🔔", "📌", "📅", "📊", "☀️", "⬆️", "🧮", "📥", "⏳")
"""What our messages begin with, and no report of an official does."""
_TOO_LONG = Sentence(
    vi="Tin này quá dài nên tôi chưa đọc. Hãy nhắn ngắn hơn {n} ký tự.",
    en="This message is too long for me to read. Please stay below {n} characters.",
)
_UNKNOWN_COMMAND = Sentence(
    vi="Không có lệnh này. Gõ /trogiup để xem các lệnh.",
    en="There is no such command. Send /help for all commands.",
)
_MEANT_COMMAND = Sentence(
    vi="Không có lệnh này. Có phải bạn muốn gõ /{command}?",
    en="There is no such command. Did you mean /{command}?",
)
_FAILED = Sentence(
    vi="Có lỗi ở phía chúng tôi; tin của bạn đã được giữ lại. Hãy thử lại sau ít phút.",
    en="Something went wrong on our side; your message was kept. Please try again in a few minutes.",
)
_OLD_BUTTON = Sentence(
    vi="Nút này đã cũ hoặc không dùng ở đây. Gõ /denhan để xem danh sách mới.",
    en="This button is out of date or does not belong here. Send /due for a fresh list.",
)
_TOO_FAST = Sentence(
    vi="Bạn gửi nhanh quá. Lệnh này chưa được thực hiện; chờ nửa phút rồi gõ lại giúp tôi. Câu trả lời tiến độ vẫn "
    "được giữ và ghi lần lượt.",
    en="You are faster than I am. This was not done; please wait half a minute and try again. Reports of progress are "
    "kept and recorded one after the other.",
)
_TOO_FAST_PRESS = Sentence(
    vi="Bạn bấm nhanh quá, lần bấm này chưa được ghi. Chờ vài giây rồi bấm lại.",
    en="Too fast: this press was not taken. Wait some seconds and press again.",
)
_NOT_ALLOWED = Sentence(
    vi="Bạn không có quyền với việc hoặc đơn vị này.", en="You may not do this for this obligation or unit."
)
_ONLY_ADMINISTRATORS = Sentence(
    vi="Chỉ quản trị mới làm được việc này; bạn không có quyền đó.", en="Only administrators may do this."
)
_GONE = Sentence(vi="Việc này không còn trong kế hoạch.", en="This obligation is no longer in the plan.")


def help_text(language: Language, *, coordinates: bool, administers: bool) -> Message:
    """How to report and to ask, then the commands that the reader may use."""
    told = [
        (vietnamese, _HELP_LINE(language, command=name, what=what(language)))
        for vietnamese, english, what in COMMANDS
        if administers or vietnamese not in FOR_ADMINISTRATORS
        if administers or coordinates or vietnamese not in FOR_COORDINATORS
        for name in (english if language == "en" else vietnamese,)
    ]
    commands = "\n".join(f"\n{line}" if name in _BEGINS_A_GROUP else line for name, line in told)
    parts = (_HELP_HEAD, _HELP_REPLY, _HELP_PROVE, _HELP_ASK)
    return Message(Html("\n\n".join((*(part(language) for part in parts), commands.strip()))))


def menu(language: Language) -> list[tuple[str, str]]:
    """Commands with their lines, for the menu of Telegram (Bot API, setMyCommands)."""
    return [
        (english if language == "en" else vietnamese, what(language))
        for vietnamese, english, what in COMMANDS
    ]


def not_understood(language: Language) -> Message:
    return Message(_NOT_UNDERSTOOD(language))


def begins_as_ours(text: str) -> bool:
    """Whether a text is one of our own messages, copied."""
    return text.lstrip().startswith(_OUR_SIGNS)


def not_own_words(language: Language) -> Message:
    return Message(_NOT_OWN_WORDS(language))


def too_long(limit: int, language: Language) -> Message:
    return Message(_TOO_LONG(language, n=limit))


def command_names() -> frozenset[str]:
    """All commands, in both languages."""
    return frozenset(name for vietnamese, english, _ in COMMANDS for name in (vietnamese, english))


def unknown_command(meant: str | None, language: Language) -> Message:
    """``meant`` is the command that it is almost."""
    return Message(_MEANT_COMMAND(language, command=meant) if meant else _UNKNOWN_COMMAND(language))


def failed(language: Language) -> Message:
    return Message(_FAILED(language))


def too_fast(language: Language) -> Message:
    return Message(_TOO_FAST(language))


def too_fast_press(language: Language) -> str:
    return _TOO_FAST_PRESS(language)


def old_button(language: Language) -> str:
    return _OLD_BUTTON(language)


def not_allowed(language: Language) -> str:
    return _NOT_ALLOWED(language)


def only_administrators(language: Language) -> str:
    return _ONLY_ADMINISTRATORS(language)


def gone(language: Language) -> str:
    return _GONE(language)
