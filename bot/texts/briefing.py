"""Messages to coordinators and leaders: the morning, silence that goes up, the leadership's week."""

from collections.abc import Mapping, Sequence

from bot.texts.language import (
    Html,
    Language,
    Sentence,
    day,
    day_with_weekday,
    language_of,
    lines,
    listed,
    quoted,
    shortened,
)
from bot.texts.overview import figures_lines
from bot.texts.reports import STATUS
from plan_data.report.briefing import (
    Briefing,
    EscalationContents,
    MorningContents,
    NamedDuty,
    SilentDuty,
    WeeklyContents,
)
from plan_data.store.coordination import NewWord, Reach

ROOMS = ((8, 15), (4, 8), (1, 3))
"""Lines of a part of the morning, and names in a line; the first pair with which it fits into one message."""

MOST_CHARACTERS = 4000
REMARK_ROOM = 120

_ESCALATION_LEADER = Sentence(
    vi="⬆️ <b>Báo lãnh đạo đơn vị</b>, {day}\nViệc quá hạn mà đơn vị chưa phản hồi:",
    en="⬆️ <b>For the head of the unit</b>, {day}\nOverdue, and nothing was heard:",
)
_ESCALATION_COORDINATOR = Sentence(
    vi="⬆️ <b>Báo cơ quan thường trực</b>, {day}\nViệc quá hạn mà đơn vị vẫn im lặng:",
    en="⬆️ <b>For the standing office</b>, {day}\nOverdue, and still nothing was heard:",
)
_SILENT_LINE = Sentence(
    vi="<b>{number}.</b> {title} <code>{code}</code>\n     🏛 {unit}\n     🔴 Quá hạn <b>{days} ngày</b> · im lặng {silent} ngày làm việc{leader}",
    en="<b>{number}.</b> {title} <code>{code}</code>\n     🏛 {unit}\n     🔴 Overdue by <b>{days} days</b> · silent for {silent} working days{leader}",
)
_NO_LEADER = Sentence(vi=" · chưa có lãnh đạo trên hệ thống", en=" · no leader has joined")
_NO_LEADERS = Sentence(
    vi="👤 Các đơn vị này chưa có lãnh đạo trên hệ thống. Mời: /moi",
    en="👤 No leader of these units has joined. Invite: /invite",
)
_MORE = Sentence(vi="… và {n} việc khác: /tonghop", en="… and {n} more: /overview")
_WHY = Sentence(
    vi="Khi đơn vị báo “đã nhận” hoặc báo tiến độ, việc này thôi không báo lên nữa.",
    en="Once the unit acknowledges or reports, this goes no further up.",
)
_MORNING = Sentence(vi="☀️ <b>Điểm tin sáng {day}</b>", en="☀️ <b>Morning, {day}</b>")
_WORDS = Sentence(vi="📥 <b>Báo cáo mới</b> ({n}):", en="📥 <b>New reports</b> ({n}):")
_WORD_LINE = Sentence(
    vi="• {unit}: {status}{remark}\n     {title} <code>{code}</code>",
    en="• {unit}: {status}{remark}\n     {title} <code>{code}</code>",
)
_WAITING = Sentence(
    vi="🟣 <b>Chờ xác nhận</b>: {n} · /choxacnhan", en="🟣 <b>To be confirmed</b>: {n} · /confirm"
)
_BLOCKED = Sentence(vi="⚫ <b>Vướng mắc</b> ({n}):", en="⚫ <b>Blocked</b> ({n}):")
_NEWLY_LATE = Sentence(vi="🔴 <b>Mới quá hạn</b> ({n}):", en="🔴 <b>Newly overdue</b> ({n}):")
_DUTY_LINE = Sentence(
    vi="• {unit}: {title} <code>{code}</code>{remark}", en="• {unit}: {title} <code>{code}</code>{remark}"
)
_SHARED_LINE = Sentence(
    vi="• {title} <code>{code}</code>: {n} đơn vị ({names})",
    en="• {title} <code>{code}</code>: {n} units ({names})",
)
_SILENT_UNITS = Sentence(
    vi="🔇 <b>Có việc đã đến hạn mà chưa báo gì</b> ({n}): {names}",
    en="🔇 <b>Silent with duties due</b> ({n}): {names}",
)
_UNREACHED = Sentence(
    vi="⚠️ <b>Không ai nhận được tin nhắc</b> ({n} đơn vị):", en="⚠️ <b>Nobody can be reminded</b> ({n} units):"
)
_REACH = {
    Reach.NEVER_JOINED: Sentence(vi="• chưa có ai vào: {names}", en="• nobody joined: {names}"),
    Reach.LEFT: Sentence(vi="• đã bỏ theo dõi: {names}", en="• unfollowed: {names}"),
    Reach.LOST: Sentence(vi="• đã chặn hoặc mất liên lạc: {names}", en="• blocked or lost: {names}"),
}
_AND_UNITS = Sentence(vi="{names} và {n} đơn vị khác", en="{names} and {n} more")
_INVITE = Sentence(vi="Mời cán bộ của đơn vị: /moi", en="Invite an official: /invite")
_WEEK = Sentence(
    vi="🗞 <b>Tuần của lãnh đạo</b>, {day}\n🏛 {units} và các đơn vị trực thuộc",
    en="🗞 <b>The week</b>, {day}\n🏛 {units} and all below",
)
_WEEK_SILENT = Sentence(vi="⬆️ <b>Quá hạn và im lặng lâu nhất</b>:", en="⬆️ <b>Overdue and silent longest</b>:")
_WEEK_GOOD = Sentence(
    vi="🟢 Không có việc quá hạn nào bị im lặng kéo dài.", en="🟢 No overdue duty has been silent for long."
)


def escalation(contents: EscalationContents, code: str) -> Briefing:
    """Late and silent duties for somebody further up; its numbers can be tapped."""
    language = language_of(code)
    # What is true of several is said once.
    none_has_leader = len(contents.duties) > 1 and not any(each.has_leader for each in contents.duties)
    head = _ESCALATION_LEADER if contents.is_for_leader else _ESCALATION_COORDINATOR
    text = lines(
        head(language, day=day_with_weekday(contents.on, language)),
        "",
        *_silent_lines(contents.duties, language, name_leaders=not none_has_leader),
        _MORE(language, n=contents.more) if contents.more else None,
        "",
        _NO_LEADERS(language) if none_has_leader else None,
        Html(f"<i>{_WHY(language)}</i>"),
    )
    return Briefing(text, tuple(each.duty.standing.duty_id for each in contents.duties))


def _silent_lines(
    duties: Sequence[SilentDuty], language: Language, *, name_leaders: bool = True
) -> list[Html]:
    return [
        _SILENT_LINE(
            language,
            number=number,
            title=each.duty.title,
            code=each.duty.code,
            unit=each.duty.unit_name,
            days=each.duty.standing.days_late,
            silent=each.working_days,
            leader=_NO_LEADER(language) if name_leaders and not each.has_leader else "",
        )
        for number, each in enumerate(duties, start=1)
    ]


def morning(contents: MorningContents, code: str) -> Briefing | None:
    """A coordinator's morning; None when there is nothing to say."""
    if contents.is_empty:
        return None
    language = language_of(code)
    for room, names in ROOMS:
        text = _morning(contents, room, names, language)
        if len(text) <= MOST_CHARACTERS:
            break
    return Briefing(text)


def _morning(contents: MorningContents, room: int, names: int, language: Language) -> Html:
    """The morning with at most ``room`` lines in each part and ``names`` of units in a line."""
    words = _newest_of_each(contents.words)
    parts: list[Html | None] = [
        _MORNING(language, day=day_with_weekday(contents.on, language)),
        _part(_WORDS, [_word_line(each, language) for each in words], room, language),
        _WAITING(language, n=contents.waiting) if contents.waiting else None,
        _newly_late(contents.newly_late, room, names, language),
        _part(_BLOCKED, [_duty_line(each, language) for each in contents.blocked], room, language),
        _SILENT_UNITS(
            language, n=len(contents.silent_units), names=_few(contents.silent_units, names, language)
        )
        if contents.silent_units
        else None,
        _unreached(contents.unreached, names, language),
    ]
    return Html("\n\n".join(part for part in parts if part))


def _part(head: Sentence, items: Sequence[Html], room: int, language: Language) -> Html | None:
    if not items:
        return None
    more = _MORE(language, n=len(items) - room) if len(items) > room else None
    return lines(head(language, n=len(items)), *items[:room], more)


def _newest_of_each(words: Sequence[NewWord]) -> Sequence[NewWord]:
    """Of what was said about one duty, oldest first, only the last."""
    return list({(word.unit_name, word.code, word.title): word for word in words}.values())


def _newly_late(duties: Sequence[NamedDuty], room: int, names: int, language: Language) -> Html | None:
    """What many units owe at once is one line."""
    by_code: dict[tuple[str, str], list[NamedDuty]] = {}
    for duty in duties:
        by_code.setdefault((duty.code, duty.title), []).append(duty)
    if not by_code:
        return None
    items = [
        _duty_line(owed[0], language)
        if len(owed) == 1
        else _SHARED_LINE(
            language,
            title=title,
            code=code,
            n=len(owed),
            names=_few([duty.unit_name for duty in owed], names // 3, language),
        )
        for (code, title), owed in by_code.items()
    ]
    hidden = sum(len(owed) for owed in list(by_code.values())[room:])
    return lines(
        _NEWLY_LATE(language, n=len(duties)),
        *items[:room],
        _MORE(language, n=hidden) if hidden else None,
    )


def _word_line(word: NewWord, language: Language) -> Html:
    status = STATUS[word.status](language)
    if word.percent is not None:
        status = Html(f"{status} {word.percent}%")
    return _WORD_LINE(
        language,
        unit=word.unit_name,
        status=status,
        remark=_remark(word.note),
        title=word.title,
        code=word.code,
    )


def _duty_line(duty: NamedDuty, language: Language) -> Html:
    return _DUTY_LINE(
        language,
        unit=duty.unit_name,
        title=duty.title,
        code=duty.code,
        remark=_remark(duty.standing.note),
    )


def _remark(note: str | None) -> Html:
    """What was written, shortened."""
    if not note:
        return Html("")
    return Html(f": {quoted(shortened(note, REMARK_ROOM))}")


def _unreached(units: Mapping[str, Reach], names: int, language: Language) -> Html | None:
    if not units:
        return None
    by_reason = {reach: [name for name, why in units.items() if why is reach] for reach in _REACH}
    return lines(
        _UNREACHED(language, n=len(units)),
        *(
            _REACH[reach](language, names=_few(unreached, names, language))
            for reach, unreached in by_reason.items()
            if unreached
        ),
        Html(f"<i>{_INVITE(language)}</i>"),
    )


def _few(names: Sequence[str], shown: int, language: Language) -> str:
    if len(names) <= shown:
        return listed(names, language)
    return _AND_UNITS(language, names=", ".join(names[:shown]), n=len(names) - shown)


def weekly(contents: WeeklyContents, code: str) -> Briefing:
    """The leadership's week: figures, and what has been silent longest."""
    language = language_of(code)
    text = lines(
        _WEEK(language, day=day(contents.on, language), units=listed(contents.unit_names, language)),
        "",
        figures_lines(contents.figures, language),
        "",
        _WEEK_SILENT(language) if contents.silent else _WEEK_GOOD(language),
        *_silent_lines(contents.silent, language),
        _MORE(language, n=contents.more) if contents.more else None,
    )
    return Briefing(text, tuple(each.duty.standing.duty_id for each in contents.silent))
