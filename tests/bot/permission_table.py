"""Who may do what: one row for each command and each button, and those for whom it works.

Everybody not named in a row must be refused: see nothing of what ``proof`` stands for, and change nothing.
Add a row (or more, with another ``case``) for every new command and Action; the test names those without.
"""

from dataclasses import dataclass
from typing import Any

from bot.texts.message import Action
from tests.bot.permission_scene import TODAY, Arguments, Who

SEE_PRIVATELY = frozenset({Who.VIEWER, Who.REPORTER, Who.COORDINATOR, Who.ADMIN, Who.ACTING})
SEE_IN_GROUP = frozenset({Who.GROUP_MEMBER, Who.GROUP_ADMIN, Who.GROUP_COORDINATOR})
SEE = SEE_PRIVATELY | SEE_IN_GROUP
"""The duties of Sở Y tế."""

REPORT = frozenset({Who.REPORTER, Who.ADMIN, Who.ACTING, Who.GROUP_MEMBER, Who.GROUP_ADMIN})
"""For Sở Y tế."""

CONFIRM = frozenset({Who.COORDINATOR, Who.ADMIN, Who.GROUP_COORDINATOR})
"""What Sở Y tế reports."""

SNOOZE = SEE_PRIVATELY | {Who.GROUP_MEMBER, Who.GROUP_ADMIN}
"""Reminders of Sở Y tế: one's own, or the group's for who reports there."""

ONCE_OFFICIALS = frozenset({Who.ACTING_BEFORE, Who.ACTING_AFTER})
"""Known, but without any role today: they have settings and see nothing."""

HAVE_A_CHAT = SEE_PRIVATELY | ONCE_OFFICIALS | {Who.OTHER_VIEWER, Who.LEADER}
IN_GROUP_AS_OFFICIAL = SEE_IN_GROUP | {Who.GROUP_OTHER}
OFFICIALS = HAVE_A_CHAT | IN_GROUP_AS_OFFICIAL
CHANGE_CHAT = HAVE_A_CHAT | {Who.GROUP_ADMIN}
STEER = frozenset({Who.COORDINATOR, Who.ADMIN})
ADMIN = frozenset({Who.ADMIN})
SEE_SOMETHING = SEE | {Who.OTHER_VIEWER, Who.LEADER}
OTHERS = STEER | {Who.OTHER_VIEWER}
"""Those who see Sở Xây dựng."""
OF_COMMUNE = STEER | {Who.LEADER}
UNFOLLOW = frozenset({Who.VIEWER, Who.REPORTER, Who.ACTING, Who.GROUP_ADMIN})


@dataclass(frozen=True, slots=True)
class CommandRow:
    """``command`` is the first name; ``proof`` is something said only when it works."""

    command: str
    text: str
    proof: str
    allowed: frozenset[Who]
    case: str = ""
    may_ask: bool = False
    """Being refused may leave a request for access."""


@dataclass(frozen=True, slots=True)
class PressRow:
    """``arguments`` are what the button carries, for whoever presses it."""

    action: Action
    arguments: Arguments
    proof: str
    allowed: frozenset[Who]
    case: str = ""
    may_ask: bool = False
    question: tuple[str, dict[str, Any]] | None = None
    """What the bot asked whoever presses, where the button answers that: its kind and details."""


COMMAND_ROWS = (
    CommandRow("start", "", "Chào Cán bộ", HAVE_A_CHAT),
    CommandRow("trogiup", "", "/denhan – ", OFFICIALS),
    CommandRow("theodoi", "Sở Y tế", "ã theo dõi Sở Y tế", SEE_PRIVATELY | {Who.GROUP_ADMIN}, may_ask=True),
    CommandRow("theodoi", "Sở Xây dựng", "ã theo dõi Sở Xây dựng", OTHERS, "other unit", True),
    CommandRow("denhan", "", "Kế hoạch y tế", SEE),
    CommandRow("quahan", "", "Báo cáo y tế trễ", SEE),
    CommandRow("donvi", "Sở Y tế", "Kế hoạch y tế", SEE),
    CommandRow("donvi", "Sở Xây dựng", "Kế hoạch xây dựng", OTHERS, "other unit"),
    CommandRow("donvi", "xã Thành Sơn", "Việc của xã", OF_COMMUNE, "commune"),
    CommandRow("chitiet", "Y-1", "Kế hoạch y tế", SEE),
    CommandRow("chitiet", "X-1", "Kế hoạch xây dựng", OTHERS, "other unit"),
    CommandRow("chitiet", "C-1", "Việc của xã", OF_COMMUNE, "commune"),
    CommandRow("visao", "Y-1", "Kế hoạch y tế", SEE),
    CommandRow("tiendo", "Y-1 60%", "60%", REPORT),
    CommandRow("tiendo", "C-1 60%", "60%", ADMIN, "commune"),
    CommandRow("choxacnhan", "", "Việc chờ xác nhận", CONFIRM),
    CommandRow("suatiendo", "Y-1 60%; lý do: báo nhầm", "đã sửa báo cáo", ADMIN),
    CommandRow(
        "botheodoi",
        "Sở Y tế",
        "Đã bỏ theo dõi",
        frozenset({Who.VIEWER, Who.REPORTER, Who.ACTING, Who.GROUP_ADMIN}),
    ),
    CommandRow("caidat", "", "Cài đặt", CHANGE_CHAT),
    CommandRow("caidat", "8:15", "08:15", CHANGE_CHAT, "hour"),
    CommandRow("thu", "", "Tin thử", OFFICIALS),
    CommandRow("uyquyen", "Sở Y tế 10/1-20/1", "t.me/", frozenset({Who.REPORTER})),
    CommandRow("bangiao", "", "Người nhận sẽ có", HAVE_A_CHAT),
    CommandRow("moi", "Sở Y tế", "Mời làm gì cho", STEER),
    CommandRow("loimoi", "", "ời mời nào còn hiệu lực", HAVE_A_CHAT - ADMIN),
    CommandRow("loimoi", "", "Lời mời còn hiệu lực", ADMIN, "of others"),
    CommandRow("nguoidung", "", "Người dùng", ADMIN),
    CommandRow("kehoach", "", "Nạp và sửa kế hoạch", ADMIN),
    CommandRow("tonghop", "", "đơn vị · ", SEE_SOMETHING),
    CommandRow("bieudo", "", "sendMediaGroup", SEE_SOMETHING),
    CommandRow("baocao", "", "Chọn loại tệp", OFFICIALS),
    CommandRow("lich", "", "sendDocument", SEE_SOMETHING),
    CommandRow("chungminh", "Y-1", "sendDocument", SEE),
    CommandRow("chungminh", "X-1", "sendDocument", OTHERS, "other unit"),
    CommandRow("dulieu", "", "Dữ liệu về bạn", HAVE_A_CHAT),
)

QUESTION_WORDS = {"words": "60%", "message_id": 1, "list_message_id": None}
QUESTION_FILE = {
    "files": [{"file_id": "f", "name": "a.pdf", "size": 9, "message_id": 51, "caption": "", "album": None}]
}

PRESS_ROWS = (
    PressRow(Action.OPEN_DUTY, lambda s, _: (s.duty,), "Kế hoạch y tế", SEE),
    PressRow(Action.OPEN_DUTY, lambda s, _: (s.commune_duty,), "Việc của xã", OF_COMMUNE, "commune"),
    PressRow(Action.REPORT, lambda s, _: (s.duty, "in_progress", 50), "50%", REPORT),
    PressRow(Action.REPORT, lambda s, _: (s.commune_duty, "in_progress", 50), "50%", ADMIN, "commune"),
    PressRow(Action.ASK_PERCENT, lambda s, _: (s.duty,), "Kế hoạch y tế", REPORT),
    PressRow(Action.ASK_OBSTACLE, lambda s, _: (s.duty,), "Kế hoạch y tế", REPORT),
    PressRow(Action.UNDO, lambda s, _: (s.report,), "Kế hoạch y tế", frozenset({Who.REPORTER})),
    PressRow(Action.AMEND, lambda s, _: (s.report,), "Kế hoạch y tế", frozenset({Who.REPORTER})),
    PressRow(Action.APPLY_WORDS, lambda s, _: (s.duty,), "60%", REPORT, question=("which", QUESTION_WORDS)),
    PressRow(Action.CORRECT, lambda s, _: (s.duty,), "Báo cáo gần nhất", ADMIN),
    PressRow(Action.CONFIRM, lambda s, _: (s.waiting_report,), "Đã xác nhận", CONFIRM),
    PressRow(Action.ASK_RETURN, lambda s, _: (s.waiting_report,), "Vì sao?", CONFIRM),
    PressRow(Action.RETURN, lambda s, _: (s.waiting_report, 0), "Đã trả lại", CONFIRM),
    PressRow(Action.LIST_WAITING, lambda _s, _: (0,), "Việc chờ xác nhận", CONFIRM),
    PressRow(Action.ASK_EVIDENCE, lambda s, _: (s.duty,), "Hãy gửi ảnh", REPORT),
    PressRow(Action.GET_EVIDENCE, lambda s, _: (s.duty,), "không đọc được trên máy chủ", SEE),
    PressRow(
        Action.TAKE_EVIDENCE,
        lambda s, _: (s.duty,),
        "Không nhận tệp",
        REPORT,
        question=("evidence_which", QUESTION_FILE),
    ),
    PressRow(Action.WITHDRAW_EVIDENCE, lambda s, _: (s.evidence,), "Đã bỏ tệp", frozenset({Who.REPORTER})),
    PressRow(Action.ASK_EXTENSION, lambda s, _: (s.duty,), "Xin lùi đến ngày nào", REPORT),
    PressRow(Action.GRANT_EXTENSION, lambda s, _: (s.extension,), "Số văn bản đồng ý", CONFIRM),
    PressRow(Action.GRANT_UNWRITTEN, lambda s, _: (s.extension,), "Đã lùi hạn", CONFIRM),
    PressRow(Action.DENY_EXTENSION, lambda s, _: (s.extension,), "Hãy nhắn lý do", CONFIRM),
    PressRow(Action.ASK_REVOCATION, lambda s, _: (s.granted,), "Thu hồi việc lùi hạn", CONFIRM),
    PressRow(Action.LIST_EXTENSIONS, lambda _s, _: (), "Kế hoạch y tế", CONFIRM),
    PressRow(Action.OFFER_SNOOZE, lambda s, _: (s.duty,), "Nhắc lại sau mấy ngày", SNOOZE),
    PressRow(Action.SNOOZE, lambda s, _: (s.duty, 1), "Hạn không đổi", SNOOZE),
    PressRow(Action.CANCEL, lambda _s, _: (), "", OFFICIALS),
    PressRow(
        Action.FOLLOW,
        lambda _s, _: ("SYT",),
        "ã theo dõi Sở Y tế",
        SEE_PRIVATELY | {Who.GROUP_ADMIN},
        may_ask=True,
    ),
    PressRow(
        Action.UNFOLLOW,
        lambda _s, _: ("SYT",),
        "Đã bỏ theo dõi",
        frozenset({Who.VIEWER, Who.REPORTER, Who.ACTING, Who.GROUP_ADMIN}),
    ),
    PressRow(Action.DECIDE_ACCESS, lambda s, _: (s.request, "reporter"), "Đã đồng ý", ADMIN),
    PressRow(Action.LIST_DUE, lambda _s, _: ("30", "SYT", 0), "Kế hoạch y tế", SEE),
    PressRow(Action.LIST_OVERDUE, lambda _s, _: ("", "", 0), "Báo cáo y tế trễ", SEE),
    PressRow(Action.LIST_UNIT, lambda _s, _: ("SYT",), "Kế hoạch y tế", SEE),
    PressRow(Action.SET_HOUR, lambda _s, _: (480,), "08:00", CHANGE_CHAT),
    PressRow(Action.SET_LANGUAGE, lambda _s, _: ("en",), "Switched to English", CHANGE_CHAT),
    PressRow(Action.PAUSE, lambda _s, _: (3,), "Đã tạm dừng", CHANGE_CHAT),
    PressRow(Action.INVITE_UNIT, lambda _s, _: ("SYT",), "Mời làm gì cho", STEER),
    PressRow(Action.INVITE_ROLE, lambda _s, _: ("SYT", "reporter"), "bao nhiêu người", STEER),
    PressRow(
        Action.INVITE_ROLE, lambda _s, _: ("SYT", "coordinator"), "bao nhiêu người", ADMIN, "coordinator"
    ),
    PressRow(Action.INVITE_USES, lambda _s, _: ("SYT", "reporter", 5), "hiệu lực bao lâu", STEER),
    PressRow(Action.INVITE_USES, lambda _s, _: ("SYT", "admin", 5), "hiệu lực bao lâu", ADMIN, "admin"),
    PressRow(Action.INVITE_MAKE, lambda _s, _: ("SYT", "reporter", 5, 7), "t.me/", STEER),
    PressRow(Action.INVITE_MAKE, lambda _s, _: ("SYT", "admin", 1, 7), "t.me/", ADMIN, "admin"),
    PressRow(Action.REVOKE_INVITATION, lambda s, _: (s.invitation,), "Đã thu hồi", ADMIN),
    PressRow(Action.LIST_PEOPLE, lambda _s, _: ("SYT", 0), "Cán bộ", ADMIN),
    PressRow(Action.LIST_PEOPLE, lambda _s, _: ("", 0), "Người dùng", ADMIN, "units"),
    PressRow(Action.OPEN_PERSON, lambda s, _: (s.victim,), "Người bị xét", ADMIN),
    PressRow(Action.CHOOSE_ROLE, lambda s, _: (s.victim, "SYT"), "Người bị xét", ADMIN),
    PressRow(Action.SET_ROLE, lambda s, _: (s.victim, "SYT", "reporter"), "Người bị xét", ADMIN),
    PressRow(
        Action.SET_ROLE,
        lambda s, w: (s.officials.get(w, 0), "SYT", "admin"),
        "quản trị của",
        ADMIN,
        "of oneself",
    ),
    PressRow(Action.ASK_REMOVE_PERSON, lambda s, _: (s.victim,), "Người bị xét", ADMIN),
    PressRow(Action.REMOVE_PERSON, lambda s, _: (s.victim,), "Đã xóa", ADMIN),
    PressRow(Action.OFFER_HANDOVER, lambda s, _: (s.victim,), "Người bị xét", ADMIN),
    PressRow(Action.HAND_OVER, lambda s, _: (s.victim,), "t.me/", ADMIN),
    PressRow(Action.HAND_OVER, lambda s, w: (s.me(w),), "t.me/", HAVE_A_CHAT, "of oneself"),
    PressRow(Action.REVOKE_HANDOVER, lambda s, _: (s.offer,), "Đã thu hồi", ADMIN),
    PressRow(Action.LEND_UNIT, lambda _s, _: ("SYT",), "từ ngày nào", frozenset({Who.REPORTER})),
    PressRow(Action.STOP_LENDING, lambda s, _: (s.loan,), "Đã dừng", frozenset({Who.REPORTER})),
    PressRow(Action.OVERVIEW, lambda _s, _: ("u", "SYT", 0, 0), "Sở Y tế", SEE),
    PressRow(Action.PREVIEW_NUDGE, lambda s, _: (s.shared_obligation, 1), "Việc chung", STEER),
    PressRow(Action.SEND_NUDGE, lambda s, _: (s.shared_obligation, 1), "tin nhắc về", STEER),
    PressRow(Action.SEND_CHART, lambda _s, _: (0,), "sendMediaGroup", SEE_SOMETHING),
    PressRow(Action.CHOOSE_REPORT, lambda _s, _: (0,), "Chọn loại tệp", OFFICIALS),
    PressRow(
        Action.SEND_REPORT,
        lambda _s, _: (0, "csv", TODAY.toordinal()),
        "sendDocument",
        SEE | {Who.OTHER_VIEWER, Who.LEADER},
    ),
    PressRow(Action.DOWNLOAD_MY_DATA, lambda _s, _: (), "sendDocument", HAVE_A_CHAT),
    PressRow(Action.ASK_ERASE_ME, lambda _s, _: (), "óa", HAVE_A_CHAT),
    PressRow(Action.ERASE_ME, lambda _s, _: (), "Đã xóa", HAVE_A_CHAT),
    PressRow(Action.NEW_CALENDAR_FEED, lambda _s, _: (), "Địa chỉ lịch của bạn", HAVE_A_CHAT),
    PressRow(Action.END_CALENDAR_FEED, lambda _s, _: (), "không có địa chỉ lịch", HAVE_A_CHAT),
    PressRow(Action.ASK_FALLBACK, lambda _s, _: (), "Hãy gõ địa chỉ thư", HAVE_A_CHAT),
    PressRow(Action.END_FALLBACK, lambda _s, _: (), "Đã bỏ địa chỉ", HAVE_A_CHAT),
    PressRow(Action.TAKE_PLAN, lambda _s, _: (), "lớn hơn 20 MB", ADMIN),
    PressRow(Action.TAKE_AS_EVIDENCE, lambda _s, _: (), "lớn hơn 20 MB", ADMIN),
    PressRow(Action.APPLY_PLAN, lambda _s, _: ("0" * 24,), "lớn hơn 20 MB", ADMIN),
    PressRow(Action.DROP_PLAN, lambda _s, _: (), "kế hoạch giữ nguyên", ADMIN),
    PressRow(Action.EXPORT_PLAN, lambda _s, _: (1,), "sendDocument", ADMIN),
)
