"""Reading periods with their relation: "trước ngày 15/6 và 15/12", "từ tháng 3 đến tháng 5"."""

from dataclasses import replace

from plan_data.deadlines.elements import Cadence, Recurring, Relation, Timed
from plan_data.deadlines.periods import (
    LAST,
    UNKNOWN_MONTH,
    Period,
    PeriodUnit,
    a_date,
    a_month,
    a_quarter,
    a_year,
)
from plan_data.deadlines.read_dates import read_year, read_year_number, with_year
from plan_data.deadlines.read_periods import (
    read_calendar_year,
    read_period,
    read_quarter_number,
    read_this_year,
)
from plan_data.deadlines.read_recurring import is_day_of_month, read_rhythm_of_day
from plan_data.deadlines.tokens import Tokens, word_set

_RELATIONS: tuple[tuple[str, Relation], ...] = (
    ("trước khi kết thúc", Relation.UNTIL),
    ("trước khi hết", Relation.UNTIL),
    ("trước thời điểm", Relation.BEFORE),
    ("trước", Relation.BEFORE),
    ("chậm nhất", Relation.UNTIL),
    ("muộn nhất", Relation.UNTIL),
    ("không chậm hơn", Relation.UNTIL),
    ("không muộn hơn", Relation.UNTIL),
    ("không quá", Relation.UNTIL),
    ("hạn cuối cùng", Relation.UNTIL),
    ("hạn cuối", Relation.UNTIL),
    ("hạn chót", Relation.UNTIL),
    ("từ nay đến", Relation.UNTIL),
    ("từ nay cho đến", Relation.UNTIL),
    ("cho đến", Relation.UNTIL),
    ("đến", Relation.UNTIL),
    ("hết", Relation.UNTIL),
    ("trong khoảng thời gian", Relation.WITHIN),
    ("trong khoảng", Relation.WITHIN),
    ("trong thời gian", Relation.WITHIN),
    ("trong", Relation.WITHIN),
    ("vào khoảng", Relation.WITHIN),
    ("vào", Relation.WITHIN),
    ("từ sau", Relation.AFTER),
    ("sau khi kết thúc", Relation.AFTER),
    ("sau khi hết", Relation.AFTER),
    ("sau", Relation.AFTER),
    ("bắt đầu từ", Relation.FROM),
    ("bắt đầu", Relation.FROM),
    ("kể từ", Relation.FROM),
    ("từ", Relation.FROM),
)
_RELATIONS_BY_WORD = {
    first: tuple(pair for pair in _RELATIONS if pair[0].split()[0] == first)
    for first in {phrase.split()[0] for phrase, _ in _RELATIONS}
}
_STRENGTH = (
    Relation.BEFORE,
    Relation.UNTIL,
    Relation.AFTER,
    Relation.FROM,
    Relation.WITHIN,
)
_CONJUNCTIONS = ("+", ", và", ", hoặc", "; và", ",", "và", "hoặc", "&", ";")
_AND = frozenset({"và", "hoặc", "&", "+"})
_SPANS = ("đến trước", "cho đến hết", "cho đến", "đến hết", "đến", "-")
_ONWARDS = ("trở đi", "về sau", "và các năm", "và những năm", "đến nay")
_YEARLY = ("hằng năm", "mỗi năm", "của mỗi năm", "của hằng năm", ", hằng năm", "( hằng năm )")
_YEARS = {PeriodUnit.YEAR, PeriodUnit.YEARS}
_MAX_LIST = 12
_NO_YEAR_AFTER = frozenset(
    {"", ",", ";", ".", ":", ")", "(", "và", "-", "đến", "hằng", "mỗi", "của", "năm", "/", "hoặc", "trở", "&"}
)
# A number before one of these counts things: "tháng 8, 9 lớp".
_THINGS = word_set("""
    % hộ xã huyện lớp đợt cuộc lần tháng ngày triệu tỷ đồng người thôn bản đơn cơ mô dự , . : giờ h
""")


def read_relation(t: Tokens, at: int) -> tuple[Relation | None, int]:
    """Read the words before a period; of several the binding one counts: "vào trước", "chậm nhất đến hết"."""
    found: list[Relation] = []
    while len(found) < 4:
        for phrase, relation in _RELATIONS_BY_WORD.get(t.word(at), ()):
            after = t.skip(at, phrase)
            if after > at:
                found.append(relation)
                at = t.skip(after, "là", "thời điểm", "các", "những", "dịp", "khoảng")
                break
        else:
            break
    for relation in _STRENGTH:
        if relation in found:
            return relation, at
    return None, at


def read_timed(t: Tokens, at: int) -> Timed | Recurring | None:
    """Read a relation and its periods, or a period alone."""
    relation, place = read_relation(t, at)
    first = _read_first(t, place, relation)
    if first is None:
        return None
    period, end = first
    if is_day_of_month(period):
        recurring = _read_recurring_day(t, at, relation, first)
        if recurring:
            return recurring
        several = _read_months_of_day(t, period, end)
        if several:
            return _finish(t, Timed(at, several[1], relation, several[0]))
    span = _read_span(t, at, relation, first)
    if span:
        return span
    onwards = t.skip(end, *_ONWARDS) > end
    if relation is Relation.FROM and period.to_year is not None:  # "từ 2018 đến 2020"
        relation = Relation.WITHIN
    periods, end = ((period,), end) if onwards else _read_list(t, relation, place, first)
    if _is_narrative(t, relation, periods):
        return None
    return _finish(t, Timed(at, end, relation, fill_missing(periods)))


def _read_first(t: Tokens, at: int, relation: Relation | None) -> tuple[Period, int] | None:
    read = read_period(t, at)
    if read is not None:
        return read
    if relation is None:
        return _read_bare_day(t, at) if t.word(at + 1) == "-" else None
    read = read_this_year(t, t.skip(at, "suốt"))
    if read is not None:
        return read
    if t.number(at) is not None and t.word(at + 1) == "năm":  # "trong 3 năm 2018-2020"
        return read_calendar_year(t, at + 1)
    year = read_year_number(t, at)
    if year is not None and t.word(at + 1) in _NO_YEAR_AFTER:
        return a_year(year), at + 1
    return _read_bare_day(t, at) or (_read_day_that_returns(t, at) if relation is Relation.BEFORE else None)


def _read_day_that_returns(t: Tokens, at: int) -> tuple[Period, int] | None:
    """Read the 25 of "trước 25 hằng tháng", "trước 25 tháng cuối quý"."""
    day = t.number_in(at, 1, 31)
    rhythm = read_rhythm_of_day(t, at + 1) if day is not None else None
    if day is None or rhythm is None or rhythm[2]:
        return None  # "trước 5 tháng sau" may count months
    return a_date(day, UNKNOWN_MONTH), at + 1


def _read_bare_day(t: Tokens, at: int) -> tuple[Period, int] | None:
    """Read the 10 of "từ 10 đến 15/8/2018"."""
    day = t.number_in(at, 1, 31)
    if day is None or t.skip(at + 1, "-", "đến") == at + 1:
        return None
    second = read_period(t, t.skip(at + 1, "-", "đến"))
    return (a_date(day, UNKNOWN_MONTH), at + 1) if second and second[0].unit is PeriodUnit.DATE else None


def _read_recurring_day(
    t: Tokens, start: int, relation: Relation | None, first: tuple[Period, int]
) -> Recurring | None:
    day, end = first
    from_day: Period | None = None
    upto = t.skip(end, "đến hết", "đến", "-")
    if upto > end:
        second = read_period(t, upto)
        if second and is_day_of_month(second[0]):
            from_day, day, end = day, *second
    is_last = day.last[1] == LAST
    rhythm = read_rhythm_of_day(t, end, is_last=is_last)
    if rhythm is None:
        return None
    cadence, month, shift, after = rhythm
    if is_last and month is None and cadence is not Cadence.MONTHLY:
        month = LAST
    other = t.skip(after, "đến")
    if (
        shift < 0 and other > after
    ):  # "từ ngày 15 tháng trước đến ngày 14 tháng báo cáo": which data, not when
        second = read_period(t, other)
        last = read_rhythm_of_day(t, second[1]) if second else None
        after = last[3] if last else after
    return Recurring(start, after, (cadence,), relation, day, from_day, month, shift)


def _read_months_of_day(t: Tokens, day: Period, at: int) -> tuple[tuple[Period, ...], int] | None:
    """Read the months of "ngày 15 các tháng 3, 6, 9 và 12"."""
    start = t.skip(at, "của các", "của", "các", "trong các", "trong", ",")
    month = read_period(t, start)
    if month is None or month[0].unit is not PeriodUnit.MONTH:
        return None
    months, end = _read_list(t, None, start, month)
    return tuple(_day_in(day, whole) for whole in fill_missing(months) if whole.unit is PeriodUnit.MONTH), end


def _day_in(day: Period, month: Period) -> Period:
    place = (month.first[0], day.first[1])
    return replace(day, first=place, last=place, year=month.year, year_shift=month.year_shift)


def _read_span(t: Tokens, start: int, relation: Relation | None, first: tuple[Period, int]) -> Timed | None:
    """Read a second end: "từ tháng 3 đến tháng 5", "tháng 9-10/2019", "10-15/8/2018"."""
    period, end = first
    if relation in {Relation.BEFORE, Relation.UNTIL, Relation.AFTER}:
        return None
    upto = t.skip(end, ", ") if t.word(end) == "," and t.word(end + 1) == "đến" else end
    place = t.skip(upto, *_SPANS)
    if place == upto:
        return None
    second = _read_second(t, place, period)
    if second is None:
        return None
    exclusive = t.word(place - 1) == "trước"
    periods = fill_missing((period, second[0]))
    if periods[0].unit is PeriodUnit.DATE and is_day_of_month(periods[0]):
        return None
    if exclusive:
        periods = (periods[0], replace(periods[1], clock=False))
    return _finish(t, Timed(start, second[1], Relation.BETWEEN, periods))


def _read_second(t: Tokens, at: int, first: Period) -> tuple[Period, int] | None:
    relation, place = read_relation(t, at)
    second = read_period(t, place)
    if second is None and relation is None:
        second = _read_bare_number(t, at, first)
    if second is None:
        return None
    if (first.unit in _YEARS) != (second[0].unit in _YEARS) and t.word(at - 1) == "-":
        return None
    return second


def _read_bare_number(t: Tokens, at: int, like: Period) -> tuple[Period, int] | None:
    """Read the "III" of "quý II, III", the "9" of "tháng 6, 9", the "11/8" of "ngày 10, 11/8"."""
    if like.unit is PeriodUnit.QUARTER:
        quarter = read_quarter_number(t, at)
        if quarter and 1 <= quarter[0] <= 4 and t.word(quarter[1]) not in _THINGS - {","}:
            return with_year(t, a_quarter(quarter[0]), quarter[1])
    number = t.number(at)
    if number is None or (t.word(at + 1) in _THINGS and not _list_goes_on(t, at + 1)):
        return None
    if like.unit is PeriodUnit.MONTH and number in range(1, 13) and t[at].digits <= 2:
        return (
            with_year(t, a_month(number), at + 1) if t.word(at + 1) != "/" or read_year(t, at + 1) else None
        )
    if (
        like.unit is PeriodUnit.DATE
        and not is_day_of_month(like)
        and number in range(1, 13)
        and t.word(at + 1) != "/"
    ):
        return None
    if like.unit is PeriodUnit.DATE and is_day_of_month(like) and number in range(1, 32):
        return (a_date(number, UNKNOWN_MONTH), at + 1) if _list_goes_on(t, at + 1) else None
    if like.unit in _YEARS:
        year = read_year_number(t, at)
        return (a_year(year), at + 1) if year else None
    return None


def _list_goes_on(t: Tokens, at: int) -> bool:
    return (t.skip(at, ",", "và") > at and t.number(t.skip(at, ", và", ",", "và")) is not None) or t.word(
        at
    ) in {".", ""}


def _read_list(
    t: Tokens, relation: Relation | None, start: int, first: tuple[Period, int]
) -> tuple[tuple[Period, ...], int]:
    """Read further periods of the same relation, said again or not."""
    periods, end = [first[0]], first[1]
    in_words = first[0].unit is PeriodUnit.DATE and any(t.word(n) == "tháng" for n in range(start, end))
    while len(periods) < _MAX_LIST:
        place = t.skip(end, *_CONJUNCTIONS)
        if place == end:
            break
        again, after = read_relation(t, place)
        if again not in (None, relation):
            break
        following = read_period(t, after)
        if in_words and following and following[0].unit is PeriodUnit.MONTH and t.word(place - 1) in _AND:
            following = (_day_in(first[0], following[0]), following[1])  # "ngày 15 tháng 6 và tháng 12"
        if following is None and in_words and t.number(after) in range(1, 13) and t.word(after + 1) != "/":
            month = _read_bare_number(t, after, a_month(1))
            following = (_day_in(first[0], month[0]), month[1]) if month else None
        following = following or _read_bare_number(t, after, periods[-1])
        if following is None or not _same_kind(periods[-1], following[0]):
            break
        if is_day_of_month(following[0]) and read_rhythm_of_day(t, following[1]):
            break
        periods.append(following[0])
        end = following[1]
    return tuple(periods), end


def _same_kind(one: Period, other: Period) -> bool:
    return (one.unit in _YEARS) == (other.unit in _YEARS) and (one.unit is PeriodUnit.DATE) == (
        other.unit is PeriodUnit.DATE
    )


def _finish(t: Tokens, timed: Timed) -> Timed:
    yearly = t.skip(timed.end, *_YEARLY)
    if yearly > timed.end:
        return replace(timed, end=yearly, yearly=True)
    onwards = t.skip(timed.end, *_ONWARDS)
    if onwards > timed.end and timed.relation in {None, Relation.FROM, Relation.WITHIN}:
        end = t.skip(onwards, "tiếp theo", "sau", "tiếp sau")
        return replace(timed, end=end, relation=Relation.FROM)
    return timed


def _is_narrative(t: Tokens, relation: Relation | None, periods: tuple[Period, ...]) -> bool:
    """Tell "trong 15/8" the share and "24/7" the service from dates."""
    only = periods[0]
    round_the_clock = only.first == (7, 24) and only.year is None and relation is None
    return len(t) > 0 and len(periods) == 1 and round_the_clock and only.unit is PeriodUnit.DATE


def fill_missing(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Give months and years to the periods of a list that leave them to a neighbour.

    "quý II, III năm 2018": the year stands at the end. "01/6/2018 và 01/12": it stands at the start. In "từ
    15/12 đến 31/01/2019" the first day belongs to the year before, as a list runs forward in time.
    """
    filled = list(periods)
    for at in range(len(filled) - 2, -1, -1):
        here, right = filled[at], filled[at + 1]
        if here.unit is PeriodUnit.DATE and is_day_of_month(here) and right.unit is PeriodUnit.DATE:
            here = _day_in(here, right)
        if here.year is None and not here.year_shift and (right.year is not None or right.year_shift):
            wraps = right.year is not None and here.first > right.first
            year = right.year - 1 if wraps and right.year is not None else right.year
            here = replace(here, year=year, year_shift=right.year_shift)
        filled[at] = here
    for at in range(1, len(filled)):
        here, left = filled[at], filled[at - 1]
        if here.year is None and not here.year_shift and left.year is not None:
            wraps = here.first < left.first
            filled[at] = replace(here, year=(left.to_year or left.year) + wraps)
    return tuple(filled)
