"""What the examination of an installation says, for the operator's terminal: plain text, no HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

from bot.texts.language import Language, Sentence


class Level(StrEnum):
    """How a check ended; the value stands before its line."""

    GOOD = "✅"
    WARNING = "⚠️"
    BAD = "❌"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: how a check ended, what was found, and what to do about it."""

    level: Level
    what: str
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one check; ``advice`` is given unless all is well."""

    bad: Sentence
    advice: Sentence
    good: Sentence | None = None


SETTINGS = Wording(
    good=Sentence("Cài đặt: đọc được hết", "Settings: all can be read"),
    bad=Sentence("Cài đặt sai: {what}", "Wrong setting: {what}"),
    advice=Sentence("xem python -m bot settings", "see python -m bot settings"),
)
TOKEN = Wording(
    good=Sentence("Token: đã đặt", "Token: set"),
    bad=Sentence("Token: chưa đặt", "Token: not set"),
    advice=Sentence(
        "lấy token ở @BotFather rồi đặt TELEGRAM_BOT_TOKEN (hoặc TELEGRAM_BOT_TOKEN_FILE)",
        "get one from @BotFather and set TELEGRAM_BOT_TOKEN (or TELEGRAM_BOT_TOKEN_FILE)",
    ),
)
API = Wording(
    good=Sentence("Bot API {url}: trả lời, bot là @{name}", "Bot API {url}: answers, the bot is @{name}"),
    bad=Sentence("Bot API {url}: không trả lời ({error})", "Bot API {url}: no answer ({error})"),
    advice=Sentence(
        "xem mạng, tường lửa, và TELEGRAM_API_URL", "look at network, firewall and TELEGRAM_API_URL"
    ),
)
REFUSED = Wording(
    bad=Sentence("Bot API {url}: không nhận token", "Bot API {url}: the token is refused"),
    advice=Sentence(
        "lấy token mới ở @BotFather (/token) rồi đặt lại", "get a new token from @BotFather (/token)"
    ),
)
UPDATES = Wording(
    good=Sentence("Tin chờ ở Telegram: {n}", "Updates waiting at Telegram: {n}"),
    bad=Sentence("Tin chờ ở Telegram: {n}; webhook lỗi: {error}", "Updates waiting: {n}; webhook: {error}"),
    advice=Sentence(
        "xem tiến trình bot có chạy không, và đường từ Telegram đến WEBHOOK_URL",
        "look whether the bot runs, and at the way from Telegram to WEBHOOK_URL",
    ),
)
DATABASE = Wording(
    good=Sentence("Cơ sở dữ liệu: {where}", "Database: {where}"),
    bad=Sentence("Cơ sở dữ liệu {where}: không dùng được ({error})", "Database {where}: unusable ({error})"),
    advice=Sentence(
        "xem DATABASE_URL, máy chủ cơ sở dữ liệu, quyền đọc ghi tệp",
        "look at DATABASE_URL, the database server, the rights to its file",
    ),
)
SCHEMA = Wording(
    good=Sentence("Các bảng: đúng phiên bản {revision}", "Tables: at revision {revision}"),
    bad=Sentence("Các bảng: {problem}", "Tables: {problem}"),
    advice=Sentence("chạy python -m plan_data migrate", "run python -m plan_data migrate"),
)
PRIVATE_FILE = Wording(
    good=Sentence("Tệp dữ liệu: chỉ mình bạn đọc được", "Database file: readable by you alone"),
    bad=Sentence(
        "Tệp dữ liệu: người khác trên máy đọc được", "Database file: others on this machine can read it"
    ),
    advice=Sentence("chạy chmod 600 {path}", "run chmod 600 {path}"),
)
DISK = Wording(
    good=Sentence("Đĩa: còn {free} MB", "Disk: {free} MB free"),
    bad=Sentence("Đĩa: chỉ còn {free} MB", "Disk: only {free} MB free"),
    advice=Sentence("dọn bớt đĩa", "make room on the disk"),
)
CLOCK = Wording(
    good=Sentence(
        "Đồng hồ: khớp với {whose} (lệch {seconds} giây)", "Clock: agrees with {whose} ({seconds} s apart)"
    ),
    bad=Sentence("Đồng hồ: lệch {seconds} giây so với {whose}", "Clock: {seconds} s apart from {whose}"),
    advice=Sentence("bật NTP: timedatectl set-ntp true", "turn NTP on: timedatectl set-ntp true"),
)
ZONE = Wording(
    good=Sentence("Múi giờ {zone}: bây giờ là {now}", "Time zone {zone}: it is {now}"),
    bad=Sentence(
        "Múi giờ {zone}: bây giờ là {now}, không phải giờ Việt Nam",
        "Time zone {zone}: it is {now}, which is not Vietnam's time",
    ),
    advice=Sentence("đặt TIME_ZONE=Asia/Ho_Chi_Minh", "set TIME_ZONE=Asia/Ho_Chi_Minh"),
)
TRIED_OUT = Sentence(
    "Đồng hồ: chạy thử từ {start} (CLOCK_START)", "Clock: tried out from {start} (CLOCK_START)"
)
TRIED_OUT_ADVICE = Sentence("bỏ CLOCK_START khi dùng thật", "unset CLOCK_START for real use")
HOLIDAYS = Wording(
    good=Sentence("Ngày nghỉ lễ: có cho {years}", "Public holidays: known for {years}"),
    bad=Sentence(
        "Ngày nghỉ lễ: không có Tết và Quốc khánh của {years}",
        "Public holidays: no Tết and National Day for {years}",
    ),
    advice=Sentence(
        "nâng cấp gói: pip install --upgrade holidays", "upgrade: pip install --upgrade holidays"
    ),
)
PLAN = Wording(
    good=Sentence("Kế hoạch: {plans}", "Plans: {plans}"),
    bad=Sentence("Kế hoạch: chưa nạp", "Plans: none loaded"),
    advice=Sentence(
        "chạy python -m plan_data load thanh-hoa-2018", "run python -m plan_data load thanh-hoa-2018"
    ),
)
ADMINS = Wording(
    good=Sentence("Quản trị: {n} người", "Administrators: {n}"),
    bad=Sentence("Quản trị: chưa có ai", "Administrators: none"),
    advice=Sentence(
        "đặt ADMIN_IDS, hoặc chạy python -m bot invite --role admin",
        "set ADMIN_IDS, or run python -m bot invite --role admin",
    ),
)
BEAT = Wording(
    good=Sentence(
        "Tiến trình {process}: còn sống, {seconds} giây trước", "Process {process}: alive {seconds} s ago"
    ),
    bad=Sentence(
        "Tiến trình {process}: im lặng từ {seconds} giây", "Process {process}: silent for {seconds} s"
    ),
    advice=Sentence(
        "xem nhật ký của nó rồi chạy lại: python -m {process}",
        "read its log and start it: python -m {process}",
    ),
)
NEVER_BEAT = Wording(
    bad=Sentence("Tiến trình {process}: chưa chạy lần nào", "Process {process}: never ran"),
    advice=Sentence("chạy python -m {process}", "run python -m {process}"),
)
INBOX = Wording(
    good=Sentence("Tin của cán bộ: không tin nào chờ", "Messages of officials: none waits"),
    bad=Sentence(
        "Tin của cán bộ: {n} tin chờ, lâu nhất {seconds} giây",
        "Messages of officials: {n} wait, the oldest for {seconds} s",
    ),
    advice=Sentence("xem nhật ký tiến trình bot", "read the bot's log"),
)
LETTERS = Wording(
    good=Sentence("Máy chủ thư dự phòng: nhận đăng nhập", "Mail server of the fallback: takes the login"),
    bad=Sentence(
        "Máy chủ thư dự phòng: không dùng được ({error})", "Mail server of the fallback: unusable ({error})"
    ),
    advice=Sentence(
        "xem FALLBACK_EMAIL_URL, mạng, và máy chủ thư", "look at FALLBACK_EMAIL_URL, network, the mail server"
    ),
)
EVIDENCE = Wording(
    good=Sentence("Thư mục minh chứng: {path}", "Folder for evidence: {path}"),
    bad=Sentence(
        "Thư mục minh chứng {path}: không ghi được", "Folder for evidence {path}: cannot be written"
    ),
    advice=Sentence("tạo thư mục và cấp quyền ghi", "create it and give the right to write"),
)

_SUMMARY_GOOD = Sentence("Mọi thứ sẵn sàng.", "Everything is ready.")
_SUMMARY_BAD = Sentence("Cần sửa: {bad}; nên xem: {warnings}.", "To mend: {bad}; to look at: {warnings}.")


def good(wording: Wording, language: Language, **values: object) -> Finding:
    """All is well."""
    return Finding(Level.GOOD, plain(wording.good or wording.bad, language, **values))


def bad(wording: Wording, language: Language, **values: object) -> Finding:
    """Nothing works before this is mended."""
    return Finding(
        Level.BAD, plain(wording.bad, language, **values), plain(wording.advice, language, **values)
    )


def warning(wording: Wording, language: Language, **values: object) -> Finding:
    """It works, and yet somebody should look at it."""
    return Finding(
        Level.WARNING, plain(wording.bad, language, **values), plain(wording.advice, language, **values)
    )


def tried_out(language: Language, start: object) -> Finding:
    """The clock is one of a try-out."""
    return Finding(Level.WARNING, plain(TRIED_OUT, language, start=start), plain(TRIED_OUT_ADVICE, language))


def report(findings: Sequence[Finding], language: Language) -> str:
    """All lines, and one that sums them up."""
    lines = [
        f"{each.level.value} {each.what}" + (f"\n   → {each.advice}" if each.advice else "")
        for each in findings
    ]
    count = {level: sum(each.level is level for each in findings) for level in Level}
    if count[Level.BAD] or count[Level.WARNING]:
        lines.append(plain(_SUMMARY_BAD, language, bad=count[Level.BAD], warnings=count[Level.WARNING]))
    else:
        lines.append(plain(_SUMMARY_GOOD, language))
    return "\n".join(lines)


def plain(sentence: Sentence, language: Language, **values: object) -> str:
    """A sentence as text: a terminal shows no HTML."""
    return unescape(sentence(language, **values))
