"""Answers to "what is due?", "what is overdue?" and "what has this unit to do?"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.texts.digest import in_order
from bot.texts.duties import ListStyle, needs_unit_names, numbered_lists
from bot.texts.language import Html, Language, Sentence, day, lines
from bot.texts.message import Action, Keyboard, Message, button
from plan_data.store.duties import Duty
from plan_data.timeliness import Today

PAGE = 8
"""Duties a page: what a phone shows in two screens."""

_DUE = Sentence(
    vi="📅 <b>Đến hạn từ {first} đến {last}</b>: {n} việc", en="📅 <b>Due {first} to {last}</b>: {n}"
)
_NOTHING_DUE = Sentence(
    vi="📅 Không có việc nào đến hạn từ {first} đến {last}.",
    en="📅 Nothing is due from {first} to {last}.",
)
_NEXT_ONE = Sentence(vi="Việc gần nhất: hạn {day}.", en="The next deadline is {day}.")
_OVERDUE = Sentence(vi="🔴 <b>Quá hạn</b>: {n} việc", en="🔴 <b>Overdue</b>: {n}")
_NOTHING_OVERDUE = Sentence(vi="🟢 Không có việc nào quá hạn.", en="🟢 Nothing is overdue.")
_ALSO_OVERDUE = Sentence(
    vi="🔴 Ngoài ra có {n} việc đã quá hạn: /quahan", en="🔴 Overdue besides: {n}, see /overdue"
)
_UNIT = Sentence(
    vi="🏛 <b>{unit}</b>\n{n} việc: {dated} có hạn, {undated} không hạn; {done} đã xong",
    en="🏛 <b>{unit}</b>\n{n} obligations: {dated} dated, {undated} undated; {done} done",
)
_UNIT_EMPTY = Sentence(
    vi="🏛 <b>{unit}</b>\nKế hoạch không giao việc nào cho đơn vị này.",
    en="🏛 <b>{unit}</b>\nThe plan gives this unit no obligation.",
)
_OF_UNIT = Sentence(vi="🏛 {unit}", en="🏛 {unit}")
_PAGE = Sentence(vi="Trang {page}/{pages}", en="Page {page} of {pages}")
_HINT = Sentence(
    vi="Bấm số để xem chi tiết, hoặc trả lời “{first} xong”, “{second} 60%”.",
    en="Tap a number for details, or reply “{first} done”, “{second} 60%”.",
)
_HINT_ONE = Sentence(
    vi="Bấm số để xem chi tiết, hoặc trả lời “xong”, “60%”.",
    en="Tap the number for details, or reply “done”, “60%”.",
)
_PREVIOUS = Sentence(vi="◀ Trước", en="◀ Back")
_NEXT = Sentence(vi="Sau ▶", en="More ▶")
_SPAN_DAYS = Sentence(vi="{n} ngày", en="{n} days")
_SPAN_QUARTER = Sentence(vi="Quý này", en="Quarter")


@dataclass(frozen=True, slots=True)
class DueSpan:
    """Which stretch of days a list covers; ``key`` comes back in its buttons."""

    key: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Page:
    """A page of duties, counted from 0, and how many there are in all."""

    number: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    def cut(self, duties: Sequence[Duty]) -> Sequence[Duty]:
        return duties[self.number * PAGE : (self.number + 1) * PAGE]


@dataclass(frozen=True, slots=True)
class DueList:
    """What is due in a span. ``unit_name`` when one unit was asked for; ``next_due_on`` when nothing is."""

    span: DueSpan
    duties: Sequence[Duty]
    overdue: int
    unit_code: str | None
    unit_name: str | None
    next_due_on: date | None


def due_list(found: DueList, page_number: int, today: Today, language: Language) -> Message:
    """The answer to /denhan and to plain questions."""
    first, last = day(found.span.first, language), day(found.span.last, language)
    unit = _OF_UNIT(language, unit=found.unit_name) if found.unit_name else None
    overdue = _ALSO_OVERDUE(language, n=found.overdue) if found.overdue else None
    spans = _span_buttons(found, language)
    if not found.duties:
        following = _NEXT_ONE(language, day=day(found.next_due_on, language)) if found.next_due_on else None
        return Message(lines(_NOTHING_DUE(language, first=first, last=last), unit, following, overdue), spans)
    head = lines(_DUE(language, first=first, last=last, n=len(found.duties)), unit, overdue)
    turn = (Action.LIST_DUE, found.span.key, found.unit_code or "")
    return _paged(head, in_order(found.duties, today), page_number, today, language, turn, spans)


def overdue_list(
    duties: Sequence[Duty],
    unit: tuple[str, str] | None,
    page_number: int,
    today: Today,
    language: Language,
) -> Message:
    """The answer to /quahan; ``unit`` is the code and name of the one that was asked for."""
    code, name = unit or ("", None)
    of_unit = _OF_UNIT(language, unit=name) if name else None
    if not duties:
        return Message(lines(_NOTHING_OVERDUE(language), of_unit))
    head = lines(_OVERDUE(language, n=len(duties)), of_unit)
    turn = (Action.LIST_OVERDUE, "", code)
    return _paged(head, in_order(duties, today), page_number, today, language, turn, ())


def unit_list(
    unit_name: str,
    unit_code: str,
    duties: Sequence[Duty],
    page_number: int,
    today: Today,
    language: Language,
) -> Message:
    """The answer to /donvi: all that a unit is obliged to, undated ones last."""
    if not duties:
        return Message(_UNIT_EMPTY(language, unit=unit_name))
    undated = sum(duty.due_on is None for duty in duties)
    head = _UNIT(
        language,
        unit=unit_name,
        n=len(duties),
        dated=len(duties) - undated,
        undated=undated,
        done=sum(duty.is_finished for duty in duties),
    )
    return _paged(head, duties, page_number, today, language, (Action.LIST_UNIT, "", unit_code), ())


def _paged(
    head: Html,
    duties: Sequence[Duty],
    page_number: int,
    today: Today,
    language: Language,
    turn: tuple[Action, str, str],
    extra: Keyboard,
) -> Message:
    page = Page(min(page_number, Page(0, len(duties)).pages - 1), len(duties))
    shown = page.cut(duties)
    position = _PAGE(language, page=page.number + 1, pages=page.pages) if page.pages > 1 else None
    first = page.number * PAGE + 1
    style = ListStyle(language, needs_unit_names(duties), first)
    hint = _HINT(language, first=first, second=first + 1) if len(shown) > 1 else _HINT_ONE(language)
    message = numbered_lists(shown, today, style, head=lines(head, position), foot=Html(f"<i>{hint}</i>"))[0]
    return Message(
        text=message.text,
        keyboard=message.keyboard + _turning(page, turn, language) + extra,
        duty_ids=message.duty_ids,
        first_number=message.first_number,
    )


def _turning(page: Page, turn: tuple[Action, str, str], language: Language) -> Keyboard:
    action, *arguments = turn
    row = []
    if page.number > 0:
        row.append(button(_PREVIOUS(language), action, *arguments, page.number - 1))
    if page.number + 1 < page.pages:
        row.append(button(_NEXT(language), action, *arguments, page.number + 1))
    return (tuple(row),) if row else ()


def _span_buttons(found: DueList, language: Language) -> Keyboard:
    unit = found.unit_code or ""
    return (
        tuple(
            button(label, Action.LIST_DUE, key, unit, 0)
            for key, label in (
                ("7", _SPAN_DAYS(language, n=7)),
                ("30", _SPAN_DAYS(language, n=30)),
                ("90", _SPAN_DAYS(language, n=90)),
                ("q", _SPAN_QUARTER(language)),
            )
            if key != found.span.key
        ),
    )
