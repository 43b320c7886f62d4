"""Reading periods longer than a day and parts of them: months, quarters, years, weeks, "cuối năm"."""

from dataclasses import replace

from plan_data.deadlines.periods import (
    LAST,
    Period,
    PeriodUnit,
    a_month,
    a_quarter,
    a_week,
    a_year,
    days_of_month,
    edge,
    some_months,
)
from plan_data.deadlines.read_dates import (
    Read,
    read_date,
    read_day_of_month,
    read_month_number,
    read_year,
    read_year_number,
    with_year,
)
from plan_data.deadlines.tokens import Tokens

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "iiii": 4, "v": 5, "vi": 6}
_QUARTER_WORDS = {"một": 1, "nhất": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4}
_ORDINALS = {"nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}
# What a year of another kind is called; its first and last day stand elsewhere, so nothing can be computed.
_OTHER_YEARS = frozenset({"học", "ngân", "tài", "kế", "phân", "công"})


def read_period(t: Tokens, at: int) -> Read | None:
    """Read one period or one day, the longest that stands there; its year may still be missing."""
    for reader in _READERS:
        read = reader(t, at)
        if read is not None:
            return read
    return None


def read_month(t: Tokens, at: int) -> Read | None:
    """Read "tháng 8/2018", "T8/2018", "tháng cuối quý III"."""
    after = t.skip(at, "tháng")
    if after == at:
        return _read_short_month(t, at)
    month = read_month_number(t, after)
    if month is not None:
        return with_year(t, a_month(month[0]), month[1])
    return _read_month_of_quarter(t, after)


def _read_short_month(t: Tokens, at: int) -> Read | None:
    word = t.word(at)
    start = t.skip(at + 1, ".") if word in {"t", "th"} else at
    month = t.number_in(start, 1, 12)
    if month is None or t[start].digits > 2:
        return None
    if word in {"t", "th"}:
        return (
            with_year(t, a_month(month), start + 1) if t[start].glued and t.word(start + 1) != "." else None
        )
    # "08/2018" in a table; "08/2018/TT-BTC" is the number of a document.
    year = read_year(t, start + 1) if t.word(start + 1) in {"/", "-"} else None
    if year is None or year[0] is None or t.word(at - 1) in {"số", "/", "-"}:
        return None
    return replace(a_month(month), year=year[0]), year[2]


def _read_month_of_quarter(t: Tokens, at: int) -> Read | None:
    which = read_month_of_quarter(t, at)
    if which is None:
        return None
    quarter = read_quarter(t, which[1])
    if quarter is None:
        return None
    month = quarter[0].first[0] - 1 + which[0]
    return replace(a_month(month), year=quarter[0].year, year_shift=quarter[0].year_shift), quarter[1]


def read_month_of_quarter(t: Tokens, at: int) -> tuple[int, int] | None:
    """Read "đầu tiên của", "thứ hai", "cuối" between "tháng" and "quý": (1 to 3, place of "quý")."""
    for phrase, number in (
        ("đầu tiên", 1),
        ("đầu", 1),
        ("thứ nhất", 1),
        ("thứ hai", 2),
        ("giữa", 2),
        ("thứ ba", 3),
        ("cuối cùng", 3),
        ("cuối", 3),
    ):
        after = t.skip(at, phrase)
        if after > at:
            return number, t.skip(after, "của")
    return None


def read_quarter(t: Tokens, at: int) -> Read | None:
    """Read "Quý III/2018", "quý 3", "QI", "quý cuối năm"."""
    word = t.word(at)
    if word == "quý":
        number = read_quarter_number(t, at + 1)
        if number is None:
            after = t.skip(at + 1, "cuối năm", "cuối cùng của năm", "đầu năm", "đầu tiên của năm")
            if after == at + 1:
                return None
            whole = a_quarter(4 if t.word(at + 1) == "cuối" else 1)
            return with_year(t, whole, after - 1)
        return with_year(t, a_quarter(number[0]), number[1])
    if word == "q":
        start = t.skip(at + 1, ".")
        number = read_quarter_number(t, start)
        if number and (t[at + 1].glued or start > at + 1):
            return with_year(t, a_quarter(number[0]), number[1])
    if word in {"qi", "qii", "qiii", "qiv"}:
        return with_year(t, a_quarter(_ROMAN[word[1:]]), at + 1)
    return None


def read_quarter_number(t: Tokens, at: int) -> tuple[int, int] | None:
    """Read the number of a quarter: Roman, also with l or 1 scanned for I; a figure; a word."""
    letters, end = "", at
    while end < min(at + 4, len(t)) and (end == at or t[end].glued):
        part = t.word(end) or ("1" if t.number(end) == 1 else "-")
        if not set(part) <= set("ivl1|"):
            break
        letters += part
        end += 1
    roman = _ROMAN.get(letters.replace("l", "i").replace("1", "i").replace("|", "i")) if end > at else None
    if roman is not None and (letters != "1"):
        return roman, end
    value = t.number(at)
    if value is not None:
        return (value, at + 1) if t[at].digits <= 2 else None
    word = t.word(at)
    return (_QUARTER_WORDS[word], at + 1) if word in _QUARTER_WORDS else None


def _read_months_of_year(t: Tokens, at: int) -> Read | None:
    """Read "6 tháng đầu năm", "06 tháng cuối năm 2018", "9 tháng năm 2018", "nửa đầu năm"."""
    half = t.skip(at, "nửa")
    if half > at:
        after = t.skip(half, "đầu năm", "đầu của năm", "cuối năm", "sau năm", "cuối của năm", "sau của năm")
        if after > half:
            return with_year(t, some_months(1, 6) if t.word(half) == "đầu" else some_months(7, 12), after - 1)
        return None
    count = t.number_in(at, 1, 11) or {"sáu": 6, "ba": 3, "chín": 9}.get(t.word(at))
    after = t.skip(at + 1, "tháng")
    if count is None or after == at + 1 or t.number(after) is not None:
        return None
    named = t.skip(after, "đầu", "cuối")
    if named > after:
        year = t.skip(t.skip(named, "của"), "năm")
        period = some_months(1, count) if t.word(after) == "đầu" else some_months(13 - count, 12)
        if t.word(year - 1) == "năm":
            return with_year(t, period, year - 1) if read_year(t, year - 1) else (period, year)
        return None
    if count in {6, 9}:
        return with_year(t, some_months(1, count), after)
    return None


def read_calendar_year(t: Tokens, at: int) -> Read | None:
    """Read "năm 2018", "giai đoạn 2016 - 2020", "các năm 2018 và 2019", "cả năm"."""
    start = t.skip(at, "giai đoạn", "thời kỳ", "nhiệm kỳ")
    if start > at:
        return _read_span(t, t.skip(start, "năm", "các năm", "từ năm", "từ"))
    start = t.skip(t.skip(at, "các", "những", "cả"), "năm")
    if t.word(start - 1) != "năm" or start == at or t.word(start) in _OTHER_YEARS:
        return _read_span(t, at)
    span = _read_span(t, start)
    if span is not None:
        return span
    year = read_year(t, start - 1)
    if year is not None:
        return replace(a_year(year[0]), year_shift=year[1]), year[2]
    return (a_year(), start) if t.word(at) == "cả" else None


def _read_span(t: Tokens, at: int) -> Read | None:
    first = read_year_number(t, at)
    dash = t.skip(at + 1, "-", "đến", "đến năm")
    last = read_year_number(t, dash)
    return (a_year(first, last), dash + 1) if first and last and dash > at + 1 and first <= last else None


def read_this_year(t: Tokens, at: int) -> Read | None:
    """Read the bare "năm" that stands for the plan's year after a word such as "trong"."""
    if t.word(at) != "năm" or t.word(at + 1) in _OTHER_YEARS or t.number(at + 1) is not None:
        return None
    if t.word(at + 1) in {"trước", "đầu", "cuối", "thứ"} and t.word(at + 2) != "ngày":
        return None
    return a_year(), at + 1


def _read_edge(t: Tokens, at: int) -> Read | None:
    """Read "cuối năm 2018", "giữa tháng 6", "đầu quý II", "ngày cuối cùng của tháng 6"."""
    day = t.skip(at, "ngày")
    working = t.skip(day, "làm việc")
    after = t.skip(working, "đầu tiên của", "cuối cùng của", "đầu tiên", "cuối cùng", "đầu", "giữa", "cuối")
    if after == working or t.word(working) not in {"đầu", "giữa", "cuối"}:
        return None
    whole = (
        read_month(t, after)
        or read_quarter(t, after)
        or (read_calendar_year(t, after) if t.word(after) == "năm" else None)
        or read_this_year(t, after)
    )
    point = edge(t.word(working), whole[0]) if whole else None
    if point is None or whole is None or whole[0].to_year is not None:
        return None
    return replace(point, working_day=working > day > at), whole[1]


def _read_week(t: Tokens, at: int) -> Read | None:
    after = t.skip(at, "tuần")
    number: int | None = None
    if after == at:
        return None
    for phrase, value in (("đầu tiên", 1), ("đầu", 1), ("cuối cùng", LAST), ("cuối", LAST)):
        if number is None and t.skip(after, phrase) > after:
            number, after = value, t.skip(after, phrase)
    if number is None:
        after = t.skip(after, "thứ", "lễ thứ")
        number = _ORDINALS.get(t.word(after)) or t.number(after) or _ROMAN.get(t.word(after))
        after += 1
    if number not in (LAST, 1, 2, 3, 4, 5):
        return None
    month = read_month(t, t.skip(after, "của", "trong"))
    return (_within(month[0], a_week(number, month[0].first[0])), month[1]) if month else None


def _read_part_of_month(t: Tokens, at: int) -> Read | None:
    parts = {"thượng": (1, 10), "trung": (11, 20), "hạ": (21, LAST)}
    after = t.skip(at, "thượng tuần", "trung tuần", "hạ tuần")
    days = parts[t.word(at)] if after > at else None
    half = t.skip(at, "nửa đầu", "nửa cuối", "nửa sau")
    if half > at:
        after, days = half, (1, 15) if t.word(at + 1) == "đầu" else (16, LAST)
    count = t.number_in(at, 1, 28)
    some = t.skip(at + 1, "ngày đầu", "ngày cuối")
    if count is not None and some > at + 1:
        after, days = some, ((1, count) if t.word(some - 1) == "đầu" else (-count, LAST))
    worked = t.skip(at + 1, "ngày làm việc đầu", "ngày làm việc cuối")
    if count is not None and worked > at + 1:
        after, days = t.skip(worked, "tiên", "cùng"), (1, LAST)
    if days is None:
        return None
    month = read_month(t, t.skip(after, "của"))
    if month is None:
        return None
    part = days_of_month(PeriodUnit.PART_OF_MONTH, month[0].first[0], *days)
    if count is not None and worked > at + 1:
        part = replace(part, working_days=count if t.word(worked - 1) == "đầu" else -count)
    return _within(month[0], part), month[1]


def _within(whole: Period, part: Period) -> Period:
    return replace(part, year=whole.year, year_shift=whole.year_shift)


_READERS = (
    _read_edge,
    read_date,
    _read_part_of_month,
    _read_months_of_year,
    _read_week,
    read_month,
    read_quarter,
    read_calendar_year,
    read_day_of_month,
)
