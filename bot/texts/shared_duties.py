"""What several units owe alike: how many reported it done, and who is missing."""

from collections.abc import Sequence

from bot.texts.language import Html, Language, Sentence, day, lines, quoted
from bot.texts.message import Action, Keyboard, Message, button, rows_of
from bot.texts.overview import (
    ALL_SHARED,
    BUTTON_BACK,
    BUTTON_SHARED,
    PAGE_LINE,
    SHARED,
    View,
    page_of,
    turning,
    view_button,
)
from bot.texts.plan_words import kind_of_units
from plan_data.classification import Standing
from plan_data.report.overview import Overview, SharedDuty
from plan_data.store.obligations import ObligationHead
from plan_data.units import UnitDirectory

SHARED_A_PAGE = 8
NAMES_SHOWN = 40

_SHARED_HEAD = Sentence(
    vi="👥 <b>Việc nhiều đơn vị cùng làm</b>, đến hết {day}: bao nhiêu đơn vị đã báo cáo xong",
    en="👥 <b>Duties of several units</b>, end of {day}: how many reported them done",
)
_SHARED_LINE = Sentence(
    vi="<b>{number}.</b> {title} <code>{code}</code>\n     <b>{reported}/{n}</b> đã báo cáo{due}",
    en="<b>{number}.</b> {title} <code>{code}</code>\n     <b>{reported}/{n}</b> reported{due}",
)
_DUE = Sentence(vi=" · hạn {day}", en=" · due {day}")
_SHARED_NONE = Sentence(vi="Không có việc nào giao chung cho nhiều đơn vị.", en="No duty is shared by units.")
_SHARED_ONE = Sentence(
    vi="👥 <b>{title}</b> <code>{code}</code>\n<b>{reported}/{n} {kind} đã báo cáo</b>{due}, đến hết {day}",
    en="👥 <b>{title}</b> <code>{code}</code>\n<b>{reported}/{n} {kind} reported</b>{due}, end of {day}",
)
_UNITS = Sentence(vi="đơn vị", en="units")
_REST = Sentence(vi="Còn {n}:", en="Missing {n}:")
_AT_WORK = Sentence(vi="🔄 Đang làm: {names}", en="🔄 At work: {names}")
_SILENT_ONES = Sentence(vi="🔇 Chưa báo gì: {names}", en="🔇 Silent: {names}")
_ALL_REPORTED = Sentence(vi="🟢 Tất cả đã báo cáo.", en="🟢 All have reported.")
_AND_MORE = Sentence(vi="{names} và {n} đơn vị khác", en="{names} and {n} more")
_BUTTON_NUDGE = Sentence(vi="📣 Nhắc các đơn vị chưa báo cáo", en="📣 Nudge those who did not report")


def all_shared(
    overview: Overview, heads: Sequence[ObligationHead], view: View, language: Language
) -> Message:
    """What several units owe alike, with how many reported; ``heads`` name overview.shared in order."""
    shared = overview.shared
    back: Keyboard = ((view_button(BUTTON_BACK(language), View(on=view.on)),),)
    if not shared:
        return Message(_SHARED_NONE(language), back)
    page, pages = page_of(view.page, len(shared), SHARED_A_PAGE)
    first = page * SHARED_A_PAGE
    shown = list(zip(shared, heads, strict=True))[first : first + SHARED_A_PAGE]
    text = lines(
        _SHARED_HEAD(language, day=day(overview.on, language)),
        "",
        *(
            _SHARED_LINE(
                language,
                number=number,
                title=head.title,
                code=head.code,
                reported=each.reported,
                n=len(each.standings),
                due=_due(each, language),
            )
            for number, (each, head) in enumerate(shown, start=first + 1)
        ),
        PAGE_LINE(language, page=page + 1, pages=pages) if pages > 1 else None,
    )
    buttons = [
        view_button(str(number), View(SHARED, f"{each.obligation_id}.{each.occurrence}", 0, view.on))
        for number, (each, _) in enumerate(shown, start=first + 1)
    ]
    return Message(
        text, (*rows_of(buttons, 4), *turning(View(ALL_SHARED, "", page, view.on), pages, language))
    )


def one_shared(
    overview: Overview,
    duty: SharedDuty,
    head: ObligationHead,
    view: View,
    language: Language,
    *,
    may_nudge: bool,
) -> Message:
    """Who of many reported: "18/24 huyện đã báo cáo", and who is missing."""
    directory = overview.directory
    missing = duty.missing
    text = lines(
        _SHARED_ONE(
            language,
            title=head.title,
            code=head.code,
            reported=duty.reported,
            n=len(duty.standings),
            kind=_kind(duty, directory, language),
            due=_due(duty, language),
            day=day(overview.on, language),
        ),
        "",
        _REST(language, n=len(missing)) if missing else _ALL_REPORTED(language),
        _AT_WORK(language, names=_names(duty.at_work, directory, language)) if duty.at_work else None,
        _SILENT_ONES(language, names=_names(duty.silent, directory, language)) if duty.silent else None,
    )
    nudge: Keyboard = ()
    if missing and may_nudge and not view.on:
        nudge = (
            (button(_BUTTON_NUDGE(language), Action.PREVIEW_NUDGE, duty.obligation_id, duty.occurrence),),
        )
    back = (view_button(BUTTON_SHARED(language), View(ALL_SHARED, "", 0, view.on)),)
    return Message(text, (*nudge, back))


def _due(duty: SharedDuty, language: Language) -> Html:
    return _DUE(language, day=day(duty.due_on, language)) if duty.due_on else Html("")


def _kind(duty: SharedDuty, directory: UnitDirectory, language: Language) -> str:
    """ "huyện" when all are districts of that name, else "đơn vị"."""
    units = [directory.get(standing.unit_code) for standing in duty.standings]
    kinds = {unit.kind.lower() for unit in units if unit is not None}
    alike = kind_of_units(kinds.pop(), language) if len(kinds) == 1 else None
    return alike or _UNITS(language)


def _names(standings: Sequence[Standing], directory: UnitDirectory, language: Language) -> Html:
    names = []
    for standing in standings[:NAMES_SHOWN]:
        unit = directory.get(standing.unit_code)
        name = unit.short_name if unit else standing.unit_code
        names.append(f"{name} ({standing.percent}%)" if standing.percent else name)
    text = quoted(", ".join(names))
    more = len(standings) - NAMES_SHOWN
    return _AND_MORE(language, names=text, n=more) if more > 0 else text
