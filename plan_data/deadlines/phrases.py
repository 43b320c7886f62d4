"""Finding the parts of a text that name a time, and deciding which of them set a deadline.

The same parts are read in a short phrase and in a whole sentence. In a sentence a bare "năm 2018" or "ngày
02/9/2016" belongs to a name ("Kế hoạch ... năm 2018", "Quyết định ... ngày 02/9/2016"), so only parts with
a word of relation ("trước", "trong") or a clause of their own count; in a phrase of nothing else a bare
period counts.
"""

from dataclasses import replace

from plan_data.deadlines.elements import (
    Cadence,
    Continuous,
    Duration,
    Element,
    Ignored,
    Recurring,
    Relation,
    Timed,
)
from plan_data.deadlines.not_deadlines import (
    closes_clause,
    follows_data_word,
    follows_happening,
    is_filler,
    is_labelled,
    read_continuous,
    read_ignored,
    stands_free,
)
from plan_data.deadlines.periods import LAST, Period, PeriodUnit
from plan_data.deadlines.read_durations import read_duration
from plan_data.deadlines.read_recurring import is_day_of_month, read_recurring
from plan_data.deadlines.read_timed import read_timed
from plan_data.deadlines.read_weekly import read_weekly
from plan_data.deadlines.tokens import Tokens, word_set

_PARTS_OF_MONTH = {PeriodUnit.START_OF_MONTH, PeriodUnit.MIDDLE_OF_MONTH, PeriodUnit.END_OF_MONTH}
_YEARS = {PeriodUnit.YEAR, PeriodUnit.YEARS}
_REPORTS = word_set("báo cáo sơ tổng kết kiểm tra đánh giá họp giao ban hợp")
_LINKS = word_set("""
    , ( ) : - và vào là của thời gian hạn gửi nộp trình báo cáo kỳ định theo cho về đối với việc kết quả
    chậm các
""")
# Every part begins with one of these words, or with a number and one of those signs and words.
_FIRST_WORDS = word_set("""
    trước chậm muộn không hạn từ cho đến hết trong vào sau bắt kể thời tối là ngày mùng thứ chủ tháng quý q qi
    qii qiii qiv t th năm các những cả giai nhiệm tuần thượng trung hạ nửa đầu giữa cuối hằng mỗi định một hai
    ba sáu chín hiệu tính số chốt chi thường liên suốt kéo ổn chuyển nhiều ít
""")
_AFTER_NUMBER = word_set("/ - . : ( tháng giờ h g ngày tuần quý năm lần đến")
_MAX_GAP = 8


def read_elements(t: Tokens) -> list[Element]:
    """Read all parts that speak of time, from left to right, none overlapping."""
    elements: list[Element] = []
    at = 0
    while at < len(t):
        element = _read_element(t, at)
        if element is None:
            at += 1
        else:
            elements.append(element)
            at = max(element.end, at + 1)
    return _let_continuous_swallow(t, elements)


def _read_element(t: Tokens, at: int) -> Element | None:
    if t.word(at) not in _FIRST_WORDS and not (t.number(at) is not None and t.word(at + 1) in _AFTER_NUMBER):
        return None
    ignored = read_ignored(t, at)
    if ignored:
        return ignored
    continuous = read_continuous(t, at)
    if continuous:
        return continuous
    read = (read_duration(t, at), read_weekly(t, at), read_recurring(t, at), read_timed(t, at))
    candidates: list[Element] = [element for element in read if element is not None]
    return max(candidates, key=lambda element: element.end, default=None)


def deadlines_of_phrase(t: Tokens) -> list[Element]:
    """Return what sets a deadline in a phrase; bare periods count if the phrase says nothing else."""
    elements = _bind(t, read_elements(t))
    strong = [element for element in elements if _is_strong(t, element)]
    if any(not _is_bare(element) for element in strong):
        return [element for element in strong if not isinstance(element, Continuous)] or strong[:1]
    covered = {n for element in elements for n in range(element.start, element.end)}
    if any(isinstance(element, Ignored) for element in elements):
        return strong
    alone = all(n in covered or is_filler(t, n) for n in range(len(t)))
    return elements if alone else strong


def _is_bare(element: Element) -> bool:
    return isinstance(element, Timed) and element.relation is None


def deadlines_of_sentence(t: Tokens) -> list[Element]:
    """Return what sets a deadline in a whole sentence, continuous work left out."""
    elements = _bind(t, read_elements(t))
    return [element for element in elements if _is_strong(t, element) and not isinstance(element, Continuous)]


def _is_strong(t: Tokens, element: Element) -> bool:
    if isinstance(element, Ignored):
        return False
    if isinstance(element, Continuous):
        return True
    if isinstance(element, Duration):
        return (
            bool(element.event or element.anchor)
            or t.skip(element.start, "trong vòng", "trong thời hạn") > element.start
        )
    if isinstance(element, Recurring):
        return element.day is not None or element.marked or _is_report(t, element.start)
    if element.relation is Relation.FROM and t.word(element.start) == "năm":
        return is_labelled(t, element.start)  # "giảm nghèo năm 2019 và các năm tiếp theo"
    if element.relation is not None:
        return not (element.relation is not Relation.BEFORE and follows_data_word(t, element.start))
    return element.yearly or _is_strong_bare(t, element)


def _is_strong_bare(t: Tokens, timed: Timed) -> bool:
    first = timed.periods[0]
    if first.unit in _YEARS:
        return is_labelled(t, timed.start)
    if first.unit is PeriodUnit.DATE:
        named = is_labelled(t, timed.start) or follows_happening(t, timed.start)
        return named or t.skip(timed.end, "đối với") > timed.end
    if first.unit in _PARTS_OF_MONTH and first.year is not None and closes_clause(t, timed.end):
        return True  # "trình Giám đốc Sở ban hành giữa tháng 10/2022"
    return stands_free(t, timed.start) or is_labelled(t, timed.start)


def _is_report(t: Tokens, at: int) -> bool:
    return stands_free(t, at) or any(t.word(n) in _REPORTS for n in range(at - 3, at))


def _let_continuous_swallow(t: Tokens, elements: list[Element]) -> list[Element]:
    """Take "trong năm" and "hằng năm" into the "thường xuyên" beside them: the year is no last day then."""
    swallowed: list[Element] = []
    for element in elements:
        before = swallowed[-1] if swallowed else None
        if (
            before
            and _names_the_year(element)
            and isinstance(before, Continuous)
            and _is_near(t, before, element)
        ) or (
            before
            and isinstance(element, Continuous)
            and _names_the_year(before)
            and _is_near(t, before, element)
        ):
            swallowed[-1] = Continuous(before.start, element.end)
        else:
            swallowed.append(element)
    return swallowed


def _names_the_year(element: Element) -> bool:
    if isinstance(element, Recurring):
        return element.day is None and set(element.cadences) <= {Cadence.YEARLY, Cadence.DAILY}
    if not isinstance(element, Timed) or element.relation not in {None, Relation.WITHIN}:
        return False
    return all(period.unit in _YEARS for period in element.periods)


def _is_near(t: Tokens, before: Element, after: Element) -> bool:
    return all(t.word(n) in {",", "và", "-", "(", ")"} for n in range(before.end, after.start))


def _bind(t: Tokens, elements: list[Element]) -> list[Element]:
    """Join rhythms with the days beside them: "hằng tháng (trước ngày 15)", "6 tháng/lần, trước 15/6"."""
    bound: list[Element] = []
    for element in elements:
        before = bound[-1] if bound else None
        linked = before is not None and _is_linked(t, before, element)
        if (
            linked
            and isinstance(before, Recurring)
            and before.day is None
            and isinstance(element, Timed)
            and not _is_span_of(before, element)
        ):
            bound[-1] = _days_of_rhythm(before, element)
        elif linked and isinstance(before, Recurring) and before.day is None and _has_day(element):
            bound[-1] = replace(element, start=before.start) if isinstance(element, Recurring) else element
        elif (
            linked
            and isinstance(before, Recurring)
            and before.cadences == (Cadence.QUARTERLY,)
            and before.day is not None
            and isinstance(element, Timed)
            and element.relation not in {Relation.FROM, Relation.BETWEEN}
            and {period.unit for period in element.periods} == {PeriodUnit.QUARTER}
        ):
            bound[-1] = _days_of_quarters(before, element)
        elif (
            linked
            and isinstance(before, Recurring)
            and isinstance(element, Timed)
            and _names_months_of(t, before, element)
        ):
            bound[-1] = _days_of_months(t, before, element)
        elif (
            linked
            and isinstance(before, Timed)
            and isinstance(element, Recurring)
            and element.day is not None
            and all(is_day_of_month(period) for period in before.periods)
            and _is_list(t, before, element)
        ):
            relation = before.relation or element.relation
            bound[-1] = replace(element, start=before.start, relation=relation, other_days=before.periods)
        elif (
            linked
            and isinstance(element, Recurring)
            and element.day is None
            and _is_after_day(t, before, element)
        ):
            bound[-1] = _swallow_rhythm(before, element)
        elif (
            linked
            and isinstance(before, Timed)
            and isinstance(element, Timed)
            and _names_month_of(before, element)
        ):
            bound[-1] = _days_of_month(before, element)
        elif (
            linked
            and isinstance(before, Timed)
            and isinstance(element, Timed)
            and _is_narrowed(before, element)
        ):
            bound[-1] = replace(element, start=before.start if _is_strong(t, before) else element.start)
        else:
            bound.append(element)
    return _with_spans(t, bound)


def _with_spans(t: Tokens, elements: list[Element]) -> list[Element]:
    """Let what comes back do so only "từ tháng 8 đến tháng 12", "bắt đầu từ tháng 6"."""
    kept: list[Element] = []
    waiting: Timed | None = None
    for element in elements:
        before = kept[-1] if kept else None
        if isinstance(element, Timed) and (
            element.relation in {Relation.FROM, Relation.BETWEEN} or _is_end_of(t, before, element)
        ):
            at = len(kept)
            while at and _is_within(t, kept[at - 1], element, kept[at] if at < len(kept) else element):
                at -= 1
            if at < len(kept):
                kept[at:] = [_spanned(each, element) for each in kept[at:]]
                kept[-1] = replace(kept[-1], end=element.end)
                continue
        if waiting is not None and before is waiting and _is_within(t, element, waiting, waiting):
            kept[-1] = replace(_spanned(element, waiting), start=waiting.start)
        else:
            kept.append(element)
        is_span = isinstance(element, Timed) and element.relation in {Relation.FROM, Relation.BETWEEN}
        waiting = element if is_span and isinstance(element, Timed) else None
    return kept


def _is_end_of(t: Tokens, before: Element | None, timed: Timed) -> bool:
    """Tell whether a last day ends what comes back: "ngày 20 hằng tháng cho đến hết năm 2025"."""
    if not isinstance(before, Recurring) or (before.day is None and before.weekday is None):
        return False
    until = timed.relation is Relation.UNTIL and t.word(timed.start) in {"cho", "đến"}
    return until and all(t.word(n) == "," for n in range(before.end, timed.start))


def _spanned(element: Element, span: Timed) -> Element:
    return replace(element, span=span) if isinstance(element, Timed | Recurring) else element


def _is_within(t: Tokens, element: Element, span: Timed, beside: Element) -> bool:
    """Tell whether an element comes back more often than its span is long, and stands beside it."""
    first, last = (element, beside) if element.start < beside.start else (beside, element)
    if not _is_linked(t, first, last):
        return False
    units = {period.unit for period in span.periods}
    if isinstance(element, Recurring):
        yearly = bool(element.cadences) and set(element.cadences) == {Cadence.YEARLY}
        named = not any(is_day_of_month(period) for period in span.periods)
        return bool(element.cadences) and named and (not yearly or units <= _YEARS)
    return isinstance(element, Timed) and element.yearly and units <= _YEARS


def _has_day(element: Element) -> bool:
    return isinstance(element, Recurring) and element.day is not None


def _days_of_quarters(day: Recurring, quarters: Timed) -> Timed:
    """Return the days of the quarters named: "ngày 05 tháng đầu quý sau đối với các quý I, II, III"."""
    named = next((one.year for one in reversed(quarters.periods) if one.year is not None), None)
    periods: list[Period] = []
    for quarter in quarters.periods:
        first, last = quarter.first[0], quarter.last[0]
        month = last if day.month in {None, LAST} else first + (day.month or 1) - 1
        later, month = divmod(month + 3 * day.shift - 1, 12)
        only = day.day or quarter
        place = (month + 1, only.last[1])
        year = named + later if named is not None else None
        periods.append(replace(only, first=place, last=place, year=year, year_shift=later))
    return Timed(day.start, quarters.end, day.relation, tuple(periods))


def _is_list(t: Tokens, before: Element, after: Element) -> bool:
    return all(t.word(n) in {",", "và", "hoặc"} for n in range(before.end, after.start))


def _names_months_of(t: Tokens, rhythm: Recurring, months: Timed) -> bool:
    """Tell whether months in brackets, or several, narrow a day of each month: "hằng tháng (tháng 3, 4)"."""
    if rhythm.day is None or rhythm.cadences != (Cadence.MONTHLY,) or rhythm.shift:
        return False
    if months.relation not in {None, Relation.WITHIN} or {one.unit for one in months.periods} != {
        PeriodUnit.MONTH
    }:
        return False
    return len(months.periods) > 1 or _in_brackets(t, rhythm, months)


def _in_brackets(t: Tokens, before: Element, after: Element) -> bool:
    return any(t.word(n) == "(" for n in range(before.end, after.start)) and t.word(after.end) == ")"


def _days_of_months(t: Tokens, rhythm: Recurring, months: Timed) -> Timed:
    """Return the days of the months named: "ngày 10 và ngày 20 hằng tháng (các tháng 6, 7, 8, 9)"."""
    days = (*rhythm.other_days, *([rhythm.day] if rhythm.day else []))
    periods: list[Period] = []
    for month in months.periods:
        for day in days:
            place = (month.first[0], day.last[1])
            shift = month.year_shift
            periods.append(replace(day, first=place, last=place, year=month.year, year_shift=shift))
    end = months.end + 1 if _in_brackets(t, rhythm, months) else months.end
    return Timed(rhythm.start, end, rhythm.relation, tuple(periods))


def _is_span_of(rhythm: Recurring, timed: Timed) -> bool:
    """Tell whether months or years say how long a rhythm goes on: "hằng tháng, từ tháng 8 đến tháng 12"."""
    if rhythm.weekday is not None:
        return True
    if timed.relation not in {Relation.FROM, Relation.BETWEEN} or Cadence.YEARLY in rhythm.cadences:
        return False
    return all(period.unit in {PeriodUnit.MONTH, *_YEARS} for period in timed.periods)


def _days_of_rhythm(rhythm: Recurring, days: Timed) -> Element:
    only = days.periods[0]
    if len(days.periods) == 1 and is_day_of_month(only):
        shortest = min(rhythm.cadences, key=list(Cadence).index, default=Cadence.YEARLY)
        return Recurring(rhythm.start, days.end, (shortest,), days.relation, only, marked=True)
    return replace(days, start=rhythm.start, yearly=True)


def _is_after_day(t: Tokens, before: Element | None, rhythm: Recurring) -> bool:
    """Tell whether a rhythm only says what the day before it is for: "đối với báo cáo hằng quý"."""
    if isinstance(before, Recurring) and before.day is not None:
        gap = {t.word(n) for n in range(before.end, rhythm.start)}
        return bool(gap & {"đối", "cho"})
    if not isinstance(before, Timed):
        return False
    gap = {t.word(n) for n in range(before.end, rhythm.start)}
    return bool(gap & {"đối", "cho"}) or not gap or gap <= {","}


def _swallow_rhythm(before: Element | None, rhythm: Recurring) -> Element:
    if isinstance(before, Timed) and is_day_of_month(before.periods[0]):
        cadence = min(rhythm.cadences, key=list(Cadence).index, default=Cadence.YEARLY)
        return Recurring(
            before.start, rhythm.end, (cadence,), before.relation, before.periods[0], marked=True
        )
    if isinstance(before, Timed):
        return replace(before, end=rhythm.end, yearly=True)
    return rhythm if before is None else replace(before, end=rhythm.end)


def _is_narrowed(whole: Timed, day: Timed) -> bool:
    """Tell whether a day inside a period narrows it: "trong quý III, chậm nhất ngày 15/9"."""
    last, only = whole.periods[-1], day.periods[0]
    if whole.relation not in {None, Relation.WITHIN} or day.relation not in {Relation.BEFORE, Relation.UNTIL}:
        return False
    is_day_in_period = last.unit is not PeriodUnit.DATE and only.unit is PeriodUnit.DATE
    return is_day_in_period and last.first[0] <= only.first[0] <= last.last[0]


def _names_month_of(before: Timed, after: Timed) -> bool:
    only = after.periods[0]
    return before.periods[-1].unit is PeriodUnit.MONTH and is_day_of_month(only) and len(after.periods) == 1


def _days_of_month(month: Timed, day: Timed) -> Timed:
    whole, only = month.periods[-1], day.periods[0]
    place = (whole.first[0], only.first[1])
    period: Period = replace(only, first=place, last=place, year=whole.year, year_shift=whole.year_shift)
    return Timed(month.start, day.end, day.relation, (period,), month.yearly)


def _is_linked(t: Tokens, before: Element, after: Element) -> bool:
    gap = range(before.end, after.start)
    return len(gap) <= _MAX_GAP and all(t.word(n) in _LINKS for n in gap)
