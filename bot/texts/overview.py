"""The coordinator's overview: figures in total, by level, by unit, and who of many has not reported yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.texts.duties import ListStyle, numbered_lists
from bot.texts.language import Html, Language, Sentence, day, day_with_weekday, lines
from bot.texts.message import Action, Button, Keyboard, Message, button, rows_of
from plan_data.report.figures import Figures
from plan_data.report.overview import Overview, TargetFigures
from plan_data.report.plan_report import UnitFigures
from plan_data.report.theme import BLOCKED, LOOKS, SILENT, Look
from plan_data.store.duties import Duty
from plan_data.timeliness import Today

UNITS_A_PAGE = 12
LATE_SHOWN = 8
TARGETS_SHOWN = 8

TOTAL, LEVEL, UNIT, ALL_SHARED, SHARED, TARGETS = "t", "l", "u", "g", "b", "m"
"""The views, as they stand in buttons."""

_HEAD = Sentence(vi="📊 <b>Tổng hợp đến hết {day}</b>", en="📊 <b>Overview, end of {day}</b>")
_SCOPE = Sentence(vi="{units} đơn vị · <b>{n}</b> nhiệm vụ chủ trì", en="Units: {units} · duties: <b>{n}</b>")
_NOTHING = Sentence(
    vi="Không có nhiệm vụ chủ trì nào trong phần bạn được xem.", en="You see no unit that leads a duty."
)
_LEADS_NOTHING = Sentence(
    vi="🏛 <b>{unit}</b> không chủ trì nhiệm vụ nào. Việc phối hợp: gõ /donvi kèm tên đơn vị.",
    en="🏛 <b>{unit}</b> leads no duty. For those it helps with, send /unit with its name.",
)
_COUNT = Sentence(vi="{icon} {word}: <b>{n}</b>", en="{icon} {word}: <b>{n}</b>")
_DONE_UNDATED = Sentence(vi="{line} (đã xong {n})", en="{line} ({n} done)")
_MARKS = Sentence(
    vi="Trong số chưa xong: {blocked_icon} {blocked_word} {blocked} · {silent_icon} {silent_word} {silent}",
    en="Of the unfinished: {blocked_icon} {blocked_word} {blocked} · {silent_icon} {silent_word} {silent}",
)
_SHARE_ALL = Sentence(
    vi="Hoàn thành trên tổng số: <b>{share}</b> ({done}/{total})",
    en="Done, of all duties: <b>{share}</b> ({done}/{total})",
)
_SHARE_DUE = Sentence(
    vi="Hoàn thành trên số đã đến hạn: <b>{share}</b> ({done}/{due}); đúng hạn {on_time}",
    en="Done, of those already due: <b>{share}</b> ({done}/{due}); on time {on_time}",
)
_NOTHING_DUE = Sentence(vi="Chưa nhiệm vụ nào đến hạn.", en="Nothing has fallen due yet.")
_NO_DAY = Sentence(
    vi="Không có đơn vị nào tên “{text}”, cũng không đọc được đó là ngày nào. Ví dụ: <code>/tonghop {day}</code> hoặc <code>/tonghop Sở Y tế</code>",
    en="“{text}” is no unit, and no day that I can read. For example: <code>/overview {day}</code> or <code>/overview Sở Y tế</code>",
)
_DAY_TO_COME = Sentence(
    vi="Ngày {day} chưa đến. Hãy chọn một ngày đến hôm nay ({today}), có cả năm nếu là năm trước.",
    en="{day} has not come yet. Choose a day up to today ({today}), with its year if it was another.",
)
_LEVEL_HEAD = Sentence(
    vi="📊 <b>{level}</b> ({n}), đến hết {day}; nhiều việc quá hạn nhất xếp trước",
    en="📊 <b>{level}</b> ({n}), end of {day}; most overdue first",
)
_UNIT_LINE = Sentence(
    vi="<b>{number}.</b> {unit}: {counts} · {share}", en="<b>{number}.</b> {unit}: {counts} · {share}"
)
_SHARE_LEGEND = Sentence(vi="%: hoàn thành trên số đã đến hạn", en="%: done, of those already due")
PAGE_LINE = Sentence(vi="Trang {page}/{pages}", en="Page {page} of {pages}")
_UNIT_HEAD = Sentence(vi="🏛 <b>{unit}</b>, đến hết {day}", en="🏛 <b>{unit}</b>, end of {day}")
_LATE = Sentence(vi="🔴 <b>Quá hạn</b> ({n}):", en="🔴 <b>Overdue</b> ({n}):")

_LEVELS = {
    "province": Sentence(vi="Cấp tỉnh", en="Province"),
    "department": Sentence(vi="Sở, ngành", en="Departments"),
    "organisation": Sentence(vi="Cơ quan, tổ chức khác", en="Other bodies"),
    "district": Sentence(vi="Cấp huyện", en="Districts"),
    "commune": Sentence(vi="Cấp xã", en="Communes"),
}
_TARGETS_HEAD = Sentence(
    vi="🎯 <b>Chỉ tiêu của kế hoạch</b>, đến hết {day}", en="🎯 <b>Targets of the plan</b>, end of {day}"
)
_TARGET = Sentence(
    vi="<b>{name}: {value}</b>\n     {n} nhiệm vụ phục vụ: hoàn thành {done}, quá hạn {late}, vướng mắc {blocked}\n     {codes}",
    en="<b>{name}: {value}</b>\n     {n} duties serve it: {done} done, {late} overdue, {blocked} blocked\n     {codes}",
)
_NO_TARGETS = Sentence(
    vi="Không có chỉ tiêu nào gắn với nhiệm vụ trong phần bạn được xem.",
    en="No duty you see serves a target.",
)
_BUTTON_TARGETS = Sentence(vi="🎯 Chỉ tiêu", en="🎯 Targets")
BUTTON_SHARED = Sentence(vi="👥 Việc nhiều đơn vị cùng làm", en="👥 Duties of several units")
_BUTTON_CHART = Sentence(vi="📈 Biểu đồ", en="📈 Chart")
_BUTTON_REPORT = Sentence(vi="📄 Báo cáo", en="📄 Report")
BUTTON_BACK = Sentence(vi="◀ Tổng hợp", en="◀ Overview")
_BUTTON_ALL = Sentence(vi="📋 Tất cả việc của đơn vị", en="📋 All duties of the unit")
_PREVIOUS = Sentence(vi="◀ Trước", en="◀ Back")
_NEXT = Sentence(vi="Sau ▶", en="More ▶")


@dataclass(frozen=True, slots=True)
class View:
    """Which part of the overview is shown; ``on`` is a day's ordinal in buttons, 0 for whatever is today."""

    name: str = TOTAL
    key: str = ""
    page: int = 0
    on: int = 0


def view_button(label: str, view: View) -> Button:
    return button(label, Action.OVERVIEW, view.name, view.key, view.page, view.on)


def share(value: float | None, language: Language) -> str:
    """32,8%; a dash where there is nothing to divide by."""
    if value is None:
        return "–"
    text = f"{value * 100:.1f}%"
    return text if language == "en" else text.replace(".", ",")


def word(look: Look, language: Language) -> str:
    return look.en if language == "en" else look.vi


def figures_lines(figures: Figures, language: Language) -> Html:
    """All figures, each with icon and word, and both shares."""
    counts = [
        _COUNT(language, icon=look.icon, word=word(look, language), n=figures.of_category(category))
        for category, look in LOOKS.items()
    ]
    if figures.done_undated:
        counts[-1] = _DONE_UNDATED(language, line=counts[-1], n=figures.done_undated)
    return lines(
        *counts,
        _MARKS(
            language,
            blocked_icon=BLOCKED.icon,
            blocked_word=word(BLOCKED, language).lower(),
            blocked=figures.blocked,
            silent_icon=SILENT.icon,
            silent_word=word(SILENT, language).lower(),
            silent=figures.silent,
        ),
        "",
        _SHARE_ALL(
            language, share=share(figures.share_of_all, language), done=figures.done, total=figures.total
        ),
        _share_of_due(figures, language),
    )


def _share_of_due(figures: Figures, language: Language) -> Html:
    if not figures.due:
        return _NOTHING_DUE(language)
    return _SHARE_DUE(
        language,
        share=share(figures.share_of_due, language),
        done=figures.due_done,
        due=figures.due,
        on_time=share(figures.share_on_time, language),
    )


def no_day(text: str, today: date, language: Language) -> str:
    """A command names neither a unit nor a day."""
    return _NO_DAY(language, text=text.strip()[:60], day=day(month_before(today), language))


def day_to_come(named: date, today: date, language: Language) -> str:
    return _DAY_TO_COME(language, day=day(named, language), today=day(today, language))


def month_before(today: date) -> date:
    """The last day of the month before: a day that reports are often asked for."""
    return today.replace(day=1) - timedelta(days=1)


def total(overview: Overview, view: View, language: Language) -> Message:
    """The first view: everything the person may see."""
    head = _HEAD(language, day=day_with_weekday(overview.on, language))
    if not overview.standings:
        return Message(lines(head, _NOTHING(language)))
    units = overview.units
    text = lines(
        head,
        _SCOPE(language, units=len(units), n=overview.total.total),
        "",
        figures_lines(overview.total, language),
    )
    levels = [
        view_button(f"{level_name(level, language)} ({count})", View(LEVEL, level, 0, view.on))
        for level, count in overview.levels
    ]
    return Message(
        text,
        (
            *rows_of(levels, 2),
            (view_button(BUTTON_SHARED(language), View(ALL_SHARED, "", 0, view.on)),),
            (view_button(_BUTTON_TARGETS(language), View(TARGETS, "", 0, view.on)),),
            (
                button(_BUTTON_CHART(language), Action.SEND_CHART, view.on),
                button(_BUTTON_REPORT(language), Action.CHOOSE_REPORT, view.on),
            ),
        ),
    )


def leads_nothing(unit_name: str, language: Language) -> Message:
    return Message(_LEADS_NOTHING(language, unit=unit_name))


def level_name(level: str, language: Language) -> str:
    sentence = _LEVELS.get(level)
    return sentence(language) if sentence else level


def level(overview: Overview, view: View, language: Language) -> Message:
    """The units of a level, one line each; a button opens one."""
    units = overview.units_of(view.key)
    page, pages = page_of(view.page, len(units), UNITS_A_PAGE)
    shown = units[page * UNITS_A_PAGE : (page + 1) * UNITS_A_PAGE]
    text = lines(
        _LEVEL_HEAD(
            language,
            level=level_name(view.key, language),
            n=len(units),
            day=day(overview.on, language),
        ),
        Html(f"<i>{_legend(language)}; {_SHARE_LEGEND(language)}</i>"),
        "",
        *(
            _unit_line(number, each, language)
            for number, each in enumerate(shown, start=page * UNITS_A_PAGE + 1)
        ),
        PAGE_LINE(language, page=page + 1, pages=pages) if pages > 1 else None,
    )
    buttons = [view_button(each.unit.short_name, View(UNIT, each.unit.code, 0, view.on)) for each in shown]
    return Message(
        text, (*rows_of(buttons, 3), *turning(View(LEVEL, view.key, page, view.on), pages, language))
    )


def _legend(language: Language) -> str:
    return " ".join(f"{look.icon} {word(look, language).lower()}" for look in LOOKS.values())


def _unit_line(number: int, each: UnitFigures, language: Language) -> Html:
    counts = " ".join(
        f"{look.icon}{each.figures.of_category(category)}"
        for category, look in LOOKS.items()
        if each.figures.of_category(category)
    )
    return _UNIT_LINE(
        language,
        number=number,
        unit=each.name,
        counts=counts,
        share=share(each.figures.share_of_due, language),
    )


def unit(overview: Overview, view: View, late: Sequence[Duty], today: Today, language: Language) -> Message:
    """A unit's figures with what is overdue, longest late first."""
    figures = Figures.of(overview.of_unit(view.key))
    head = lines(
        _UNIT_HEAD(language, unit=overview.directory.display_name(view.key), day=day(overview.on, language)),
        figures_lines(figures, language),
    )
    back: Keyboard = (
        (button(_BUTTON_ALL(language), Action.LIST_UNIT, view.key),),
        (view_button(BUTTON_BACK(language), View(on=view.on)),),
    )
    if not late:
        return Message(head, back)
    message = numbered_lists(
        late[:LATE_SHOWN],
        today,
        ListStyle(language, name_units=False),
        head=lines(head, "", _LATE(language, n=figures.open_late)),
        foot=None,
    )[0]
    return Message(message.text, message.keyboard + back, message.duty_ids)


def targets(overview: Overview, found: Sequence[TargetFigures], view: View, language: Language) -> Message:
    """The plan's figures beside the duties that serve them."""
    text = lines(
        _TARGETS_HEAD(language, day=day(overview.on, language)),
        "",
        *(
            _TARGET(
                language,
                name=target.name,
                value=target.value,
                n=target.figures.total,
                done=target.figures.done,
                late=target.figures.open_late,
                blocked=target.figures.blocked,
                codes=", ".join(target.codes),
            )
            for target in found[:TARGETS_SHOWN]
        ),
        None if found else _NO_TARGETS(language),
    )
    return Message(text, ((view_button(BUTTON_BACK(language), View(on=view.on)),),))


def page_of(number: int, total: int, size: int) -> tuple[int, int]:
    pages = max(1, -(-total // size))
    return max(0, min(number, pages - 1)), pages


def turning(view: View, pages: int, language: Language) -> Keyboard:
    row = []
    if view.page > 0:
        row.append(view_button(_PREVIOUS(language), View(view.name, view.key, view.page - 1, view.on)))
    row.append(view_button(BUTTON_BACK(language), View(on=view.on)))
    if view.page + 1 < pages:
        row.append(view_button(_NEXT(language), View(view.name, view.key, view.page + 1, view.on)))
    return (tuple(row),)
