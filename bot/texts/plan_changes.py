"""What applying a plan would change, in the words of ``plan_data load``; what it did, and what follows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.texts.language import Html, Language, Sentence, day, lines, quoted
from bot.texts.message import Action, Message, button
from bot.texts.plan_files import cut
from plan_data.load_report import ChangedCode, LoadReport, by_code
from plan_data.plan_file import Plan
from plan_data.problems import InputProblem
from plan_data.stages import STAGES_BEFORE

MOST_LINES = 12
"""Changes that are listed, of all kinds together; with all else they fit a message (Bot API: 4096)."""
MOST_CODES = 20
LONGEST_CODES = 200
LONGEST_TITLE = 60
LONGEST_NAME = 45

_NEW_PLAN = Sentence(
    vi="🆕 <b>{title}</b> <code>{code}</code>\nKế hoạch mới: {obligations} nghĩa vụ, {duties} việc của đơn vị, {dated} "
    "việc có hạn.",
    en="🆕 <b>{title}</b> <code>{code}</code>\nA new plan: {obligations} obligations, {duties} duties of units, {dated} "
    "of them with a deadline.",
)
_AMENDED = Sentence(
    vi="📝 <b>{title}</b> <code>{code}</code>\nSo với bản {version} đang dùng: thêm {added}, dời hạn {moved}, sửa lời "
    "{reworded}, rút {withdrawn}.",
    en="📝 <b>{title}</b> <code>{code}</code>\nCompared with version {version} in use: added {added}, moved {moved}, "
    "reworded {reworded}, withdrawn {withdrawn}.",
)
_MOVED_ON = Sentence(
    vi="⚠️ Kế hoạch đã được sửa từ lúc bạn xem, nên <b>chưa áp dụng</b>. Khác biệt bây giờ:",
    en="⚠️ The plan was changed since you looked, so <b>nothing was applied</b>. What would change now:",
)
_ADDED = Sentence(vi="➕ {what}: {new}", en="➕ {what}: {new}")
_MOVED = Sentence(vi="📅 {what}: {old} → <b>{new}</b>", en="📅 {what}: {old} → <b>{new}</b>")
_GONE = Sentence(vi="➖ {what}: rút (hạn {old})", en="➖ {what}: withdrawn (was due {old})")
_MORE = Sentence(vi="     … và {n} dòng nữa", en="     … and {n} more")
_REWORDED = Sentence(vi="✏️ Sửa lời: {codes}", en="✏️ Reworded: {codes}")
_EDITED = Sentence(vi="✏️ Sửa chi tiết khác: {codes}", en="✏️ Other details: {codes}")
_ONLY_HEAD = Sentence(vi="✏️ Chỉ sửa thông tin chung của kế hoạch.", en="✏️ Only what the plan says of itself.")
_AND_MORE_CODES = Sentence(vi="{codes} và {n} mã nữa", en="{codes} and {n} more")
_UNITS = Sentence(vi="{n} đơn vị", en="{n} units")
_NO_DAY = Sentence(vi="không ngày", en="no day")
_WARNINGS = Sentence(vi="⚠️ <b>Nên xem lại</b> ({n}):", en="⚠️ <b>To look at</b> ({n}):")
_LINE = Sentence(vi="– {text}", en="– {text}")
_NO_MEMBERS = Sentence(
    vi="⚠️ Chưa có đơn vị cho nhóm {classes}: người vận hành nạp bằng <code>python -m plan_data units load TỆP.csv</code>",
    en="⚠️ No units yet for {classes}: the operator loads them with <code>python -m plan_data units load FILE.csv</code>",
)
_NOT_YET = Sentence(
    vi="<i>Chưa ghi gì. Tiến độ đã báo luôn được giữ.</i>",
    en="<i>Nothing is written yet. Reported progress is always kept.</i>",
)
_APPLY = Sentence(vi="✅ Áp dụng", en="✅ Apply")
_DROP = Sentence(vi="✖️ Bỏ", en="✖️ Drop")
_UNCHANGED = Sentence(
    vi="👌 <b>{title}</b> <code>{code}</code>\nKhông có gì thay đổi so với bản {version} đang dùng.",
    en="👌 <b>{title}</b> <code>{code}</code>\nNothing differs from version {version} in use.",
)
_DROPPED = Sentence(vi="Đã bỏ, kế hoạch giữ nguyên.", en="Dropped; the plan stays as it is.")
_ALREADY = Sentence(vi="Bản này đã được áp dụng rồi.", en="This was applied already.")
_FILE_GONE = Sentence(
    vi="Tệp không còn trong cuộc trò chuyện, hoặc nút đã quá cũ. Hãy gửi lại tệp.",
    en="The file is no longer in this chat, or the button is too old. Please send the file again.",
)
_NO_PLAN_ANY_MORE = Sentence(
    vi="Tệp này bây giờ không đọc được như lúc bạn xem. Hãy gửi lại tệp.",
    en="This file cannot be read any more as it was shown to you. Please send it again.",
)

_APPLIED = Sentence(
    vi="✅ <b>Đã áp dụng</b> {title}, bản {version}: {obligations} nghĩa vụ, {dated} việc có hạn.\n<code>{code}</code>",
    en="✅ <b>Applied</b>: {title}, version {version}, {obligations} obligations, {dated} duties with a deadline.\n"
    "<code>{code}</code>",
)
_FIRST_DUE = Sentence(
    vi="📅 Hạn gần nhất: <b>{day}</b>, {title} <code>{code}</code>; nhắc từ {remind}.",
    en="📅 First deadline: <b>{day}</b>, {title} <code>{code}</code>; reminders from {remind}.",
)
_WILL_REMIND = Sentence(
    vi="🔔 {chats} cuộc trò chuyện theo dõi các đơn vị này sẽ được nhắc trước mỗi hạn {stages} ngày và đúng ngày hạn, vào giờ "
    "đã đặt.",
    en="🔔 Chats that follow these units: {chats}. They are reminded {stages} days before each deadline and on the "
    "day itself, at their hour.",
)
_WILL_TELL = Sentence(
    vi="🔔 {chats} cuộc trò chuyện theo dõi các đơn vị có thay đổi sẽ được báo “hạn cũ → hạn mới” trong ít phút tới; "
    "ban đêm thì từ 7 giờ sáng. Tin nhắc theo hạn cũ chưa gửi sẽ không gửi nữa.",
    en="🔔 Chats that follow the units concerned: {chats}. They are told “old → new” within minutes; at night, from "
    "7 in the morning. Reminders of old dates that were not sent yet are not sent any more.",
)
_NOBODY_CONCERNED = Sentence(
    vi="🔕 Không đổi hạn của đơn vị nào nên không báo cho ai.",
    en="🔕 No deadline changed, so nobody is told.",
)
_NO_FOLLOWER = Sentence(
    vi="👤 Chưa ai theo dõi {n} đơn vị: {names}. Mời cán bộ: /moi",
    en="👤 Nobody follows yet ({n}): {names}. Invite officials: /invite",
)
_AND_OTHERS = Sentence(vi="{names} và {n} đơn vị khác", en="{names} and {n} others")
_WAY_BACK = Sentence(
    vi="↩️ Trở lại bản {version}: người vận hành chạy <code>python -m plan_data rollback {code} --to {version}</code>",
    en="↩️ Back to version {version}: the operator runs <code>python -m plan_data rollback {code} --to {version}</code>",
)
MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Difference:
    """What loading a plan would change. ``titles`` are those of obligations by code, also of withdrawn ones;
    ``unit_name`` gives the name of a unit's code.
    """

    plan: Plan
    report: LoadReport
    titles: Mapping[str, str]
    unit_name: Callable[[str], str]
    warnings: Sequence[InputProblem] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Whom what was loaded reaches: how many chats, and the units concerned that nobody follows, by name.

    ``first`` is the plan's duty that is due first, by code, with its last good day; reminders of it begin on
    ``reminded_on``.
    """

    chats: int
    units_without: Sequence[str]
    first: tuple[str, date] | None
    reminded_on: date


def difference(shown: Difference, seal: str, language: Language, *, has_moved_on: bool = False) -> Message:
    """What would change, with buttons to apply or to drop it."""
    buttons = (
        button(_APPLY(language), Action.APPLY_PLAN, seal),
        button(_DROP(language), Action.DROP_PLAN),
    )
    text = lines(
        _MOVED_ON(language) if has_moved_on else None, _difference(shown, language), "", _NOT_YET(language)
    )
    return Message(text, (buttons,))


def what_changed(shown: Difference, language: Language) -> Message:
    """The same once it is done: no buttons, no word that nothing was written."""
    return Message(_difference(shown, language))


def unchanged(shown: Difference, language: Language) -> Message:
    """The file holds the plan as it is in use."""
    plan, version = shown.plan, shown.report.base_version
    return Message(_UNCHANGED(language, title=cut(plan.title), code=plan.code, version=version))


def dropped(language: Language) -> Message:
    return Message(_DROPPED(language))


def already_applied(language: Language) -> str:
    return _ALREADY(language)


def no_plan_any_more(language: Language) -> str:
    return _NO_PLAN_ANY_MORE(language)


def file_gone(language: Language) -> str:
    return _FILE_GONE(language)


def applied(shown: Difference, follow_up: FollowUp, language: Language) -> Message:
    """What was loaded, who hears of it and when, and the way back."""
    plan, report = shown.plan, shown.report
    return Message(
        lines(
            _APPLIED(
                language,
                title=cut(plan.title),
                code=plan.code,
                version=report.base_version + 1,
                obligations=report.obligations,
                dated=report.dated,
            ),
            None if report.base_version else _first_due(shown, follow_up, language),
            _who_hears(report, follow_up.chats, language),
            _NO_FOLLOWER(
                language, n=len(follow_up.units_without), names=_names(follow_up.units_without, language)
            )
            if follow_up.units_without
            else None,
            _WAY_BACK(language, code=plan.code, version=report.base_version) if report.base_version else None,
        )
    )


def _difference(shown: Difference, language: Language) -> Html:
    report = shown.report
    classes = cut(", ".join(report.classes_without_units), LONGEST_CODES)
    remarks = (
        *_warnings(shown.warnings, language),
        *([_NO_MEMBERS(language, classes=classes)] if classes else []),
    )
    parts = (_changes(shown, language), remarks)
    return lines(_head(shown, language), *(line for part in parts if part for line in ("", *part)))


def _head(shown: Difference, language: Language) -> Html:
    plan, report = shown.plan, shown.report
    if not report.base_version:
        return _NEW_PLAN(
            language,
            title=cut(plan.title),
            code=plan.code,
            obligations=report.obligations,
            duties=report.duties,
            dated=report.dated,
        )
    return _AMENDED(
        language,
        title=cut(plan.title),
        code=plan.code,
        version=report.base_version,
        added=report.added,
        moved=len(report.moved),
        reworded=len(report.reworded),
        withdrawn=report.withdrawn,
    )


def _changes(shown: Difference, language: Language) -> Sequence[Html]:
    report = shown.report
    found: list[Html] = []
    kinds = [each for each in ((_ADDED, report.new), (_MOVED, report.moved), (_GONE, report.gone)) if each[1]]
    for sentence, changes in kinds:
        grouped, most = by_code(changes), MOST_LINES // len(kinds)
        found += [_change(sentence, change, shown, language) for change in grouped[:most]]
        if len(grouped) > most:
            found.append(_MORE(language, n=len(grouped) - most))
    for sentence, codes in ((_REWORDED, report.reworded), (_EDITED, report.edited)):
        if codes:
            found.append(sentence(language, codes=_codes(codes, language)))
    return found or ([_ONLY_HEAD(language)] if report.base_version else [])


def _change(sentence: Sentence, change: ChangedCode, shown: Difference, language: Language) -> Html:
    units = change.unit_codes
    named = shown.unit_name(units[0]) if len(units) == 1 else _UNITS(language, n=len(units))
    title = cut(_title(shown, change.code), LONGEST_TITLE)
    what = Html(f"{quoted(title)} <code>{quoted(change.code)}</code> · {quoted(cut(named, LONGEST_NAME))}")
    return sentence(
        language, what=what, old=_day(change.old_due_on, language), new=_day(change.new_due_on, language)
    )


def _title(shown: Difference, duty_code: str) -> str:
    """The title of a duty's obligation; the duties of one phrase with several days are .1, .2 and so on."""
    code = duty_code.upper()
    titles = shown.titles
    return titles.get(code) or titles.get(code.rpartition(".")[0]) or ""


def _warnings(warnings: Sequence[InputProblem], language: Language) -> Sequence[Html]:
    if not warnings:
        return ()
    shown = [_LINE(language, text=cut(str(warning), 110)) for warning in warnings[:3]]
    more = [_MORE(language, n=len(warnings) - 3)] if len(warnings) > 3 else []
    return [_WARNINGS(language, n=len(warnings)), *shown, *more]


def _codes(codes: Sequence[str], language: Language) -> str:
    listed = cut(", ".join(codes[:MOST_CODES]), LONGEST_CODES)
    hidden = len(codes) - MOST_CODES
    return _AND_MORE_CODES(language, codes=listed, n=hidden) if hidden > 0 else listed


def _names(names: Sequence[str], language: Language) -> str:
    listed = ", ".join(cut(name, LONGEST_NAME) for name in names[:MOST_NAMES])
    hidden = len(names) - MOST_NAMES
    return _AND_OTHERS(language, names=listed, n=hidden) if hidden > 0 else listed


def _first_due(shown: Difference, follow_up: FollowUp, language: Language) -> Html | None:
    if follow_up.first is None:
        return None
    code, on = follow_up.first
    return _FIRST_DUE(
        language,
        day=day(on, language),
        title=cut(_title(shown, code), LONGEST_TITLE),
        code=code,
        remind=day(follow_up.reminded_on, language),
    )


def _who_hears(report: LoadReport, chats: int, language: Language) -> Html | None:
    """None where somebody would, did anybody follow: the units without followers are named instead."""
    if report.base_version and not report.changed_units:
        return _NOBODY_CONCERNED(language)
    if not chats:
        return None
    if report.base_version:
        return _WILL_TELL(language, chats=chats)
    stages = ", ".join(str(stage) for stage in STAGES_BEFORE if stage)
    return _WILL_REMIND(language, chats=chats, stages=stages)


def _day(value: date | None, language: Language) -> str:
    return day(value, language) if value else _NO_DAY(language)
